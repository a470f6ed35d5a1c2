import { watchDialogs } from "./dialogs.js";
import { watchDrafts } from "./drafts.js";
import { watchDrops } from "./drop.js";
import { watchKeys } from "./keys.js";
import { watchMenus } from "./menus.js";
import { watchPanels } from "./panels.js";
import { footEachPage } from "./print.js";
import { watchTables } from "./tables.js";
import { watchToasts } from "./toasts.js";

watchDialogs();
watchMenus();
watchToasts();
watchPanels();
watchTables();
watchDrops();
watchDrafts();
watchKeys();
footEachPage();

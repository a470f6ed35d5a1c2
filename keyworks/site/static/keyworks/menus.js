// Menus are <details>: one open at a time, closed by Escape and by a click beside them.

export function watchMenus() {
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.kw-menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details.kw-menu[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}

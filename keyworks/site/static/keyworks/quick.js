// What is offered below the search while somebody types: a combobox. Without scripts the box sends its form.

const PAUSE_MS = 150;
const MOVES = { ArrowDown: 1, ArrowUp: -1 };
let box = null;
let list = null;
let asked = 0;
let timer = 0;

export function watchQuick() {
  box = document.querySelector("#kw-search[data-quick]");
  list = document.getElementById("kw-quick");
  if (!box || !list) return;
  box.type = "text"; // a search box may not take the role
  box.enterKeyHint = "search";
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  close();
  box.addEventListener("input", later);
  box.addEventListener("keydown", press);
  box.addEventListener("focus", () => list.children.length && box.value.trim() && open());
  box.form.addEventListener("focusout", (event) => box.form.contains(event.relatedTarget) || close());
  // A press on an option must not take the focus away before it leads on.
  list.addEventListener("mousedown", (event) => event.preventDefault());
}

function later(event) {
  clearTimeout(timer);
  asked += 1;
  if (event.isComposing && !/[a-z0-9]$/i.test(box.value)) return;
  if (!box.value.trim()) return empty();
  timer = setTimeout(ask, PAUSE_MS);
}

async function ask() {
  const number = ++asked;
  let text = "";
  try {
    const answer = await fetch(`${box.dataset.quick}?q=${encodeURIComponent(box.value)}`, { headers: { "X-Requested-With": "XMLHttpRequest" } });
    if (answer.ok) text = await answer.text();
  } catch {
    // Enter still asks for the whole page.
  }
  if (number !== asked) return;
  list.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
  choose(null);
  if (list.children.length && document.activeElement === box) open();
  else close();
}

function options() {
  return [...list.querySelectorAll('[role="option"]')];
}

function open() {
  list.hidden = false;
  box.setAttribute("aria-expanded", "true");
}

function close() {
  list.hidden = true;
  box.setAttribute("aria-expanded", "false");
  choose(null);
}

function empty() {
  list.replaceChildren();
  close();
}

function chosen() {
  return list.querySelector('[aria-selected="true"]');
}

function choose(option) {
  chosen()?.setAttribute("aria-selected", "false");
  if (!option) return box.removeAttribute("aria-activedescendant");
  option.setAttribute("aria-selected", "true");
  box.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function press(event) {
  if (event.isComposing) return;
  if (event.key === "Escape" && !list.hidden) {
    event.preventDefault();
    close();
  } else if (event.key in MOVES && list.children.length) {
    event.preventDefault();
    move(MOVES[event.key]);
  } else if (event.key === "Enter" && !list.hidden && chosen()) {
    event.preventDefault();
    chosen().click();
  } else if (event.key === "Tab") {
    close();
  }
}

// Beyond either end stands the box itself, with nothing chosen.
function move(step) {
  const all = options();
  const at = list.hidden ? -1 : all.indexOf(chosen());
  open();
  const next = step > 0 ? at + 1 : (at < 0 ? all.length : at) - 1;
  choose(all[next] ?? null);
}

// Keyboard: / search, j k rows, Enter opens, x selects, ? help, g d desk. It rests while somebody types.

const TYPING = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";
let before = "";

export function watchKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.matches?.(TYPING) || document.querySelector("dialog[open]")) return;
    const chord = before === "g" ? `g ${event.key}` : event.key;
    before = event.key === "g" ? "g" : "";
    if (act(chord)) event.preventDefault();
  });
}

function act(chord) {
  if (chord === "/") return focus(document.querySelector("[data-search]") ?? document.getElementById("kw-search"));
  if (chord === "?") return Boolean(document.getElementById("kw-help")?.showModal() ?? true);
  if (chord === "g d") return Boolean(location.assign("/") ?? true);
  if (chord === "j") return move(1);
  if (chord === "k") return move(-1);
  if (chord === "Enter") return enter();
  if (chord === "x") return select();
  return false;
}

function focus(found) {
  found?.focus();
  found?.select?.();
  return Boolean(found);
}

function current() {
  return document.querySelector("tr.kw-current");
}

function move(step) {
  const rows = [...document.querySelectorAll("[data-table] tbody tr")];
  if (!rows.length) return false;
  const at = rows.indexOf(current());
  const next = rows[Math.min(Math.max(at + step, 0), rows.length - 1)];
  current()?.classList.remove("kw-current");
  next.classList.add("kw-current");
  next.scrollIntoView({ block: "nearest" });
  next.querySelector("a.row-link, a, input")?.focus({ preventScroll: true });
  return true;
}

function enter() {
  const row = current();
  if (!row?.dataset.href || document.activeElement?.matches("a, button, summary")) return false;
  location.assign(row.dataset.href);
  return true;
}

function select() {
  const box = current()?.querySelector('input[name="id"]');
  box?.click();
  return Boolean(box);
}

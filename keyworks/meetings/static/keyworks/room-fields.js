// Fields that take a few keys: a unit or projects by characters, pinyin or initials; a day shown whole at once.

import { readDay, sayDay } from "./room-days.js";

const OFFERED = 8;
const BETWEEN = " · ";
const names = { units: [], projects: [], today: "", off: new Set(), worked: new Set() };
let numbered = 0;

const folded = (text) => text.normalize("NFKC").toLowerCase().replace(/[-\s]/g, "");
const label = ([code, name]) => `${name}${BETWEEN}${code}`;

export function learn(told) {
  Object.assign(names, told, { off: new Set(told.off), worked: new Set(told.worked) });
}

export function dayOf(text) {
  return names.today ? readDay(text, names.today, names) : null;
}

function offered(kind, words) {
  const asked = folded(words);
  if (!asked) return [];
  const found = names[kind].filter(([, , search]) => search.includes(asked));
  const first = ([, name, search]) => (folded(name).startsWith(asked) ? 0 : search.split("\n").some((one) => one.startsWith(asked)) ? 1 : 2);
  return found.map((one) => [first(one), one]).sort((a, b) => a[0] - b[0]).slice(0, OFFERED).map(([, one]) => one);
}

// What is being typed: of several the last.
const typed = (field) => (field.hasAttribute("data-several") ? field.value.split(/[;；\n]/).pop() : field.value);

class Offers {
  constructor(field) {
    this.field = field;
    this.list = document.createElement("ul");
    Object.assign(this.list, { className: "room-offers", id: `room-offers-${(numbered += 1)}`, hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", field.labels[0]?.textContent.trim() ?? "");
    field.after(this.list);
    for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", this.list.id], ["aria-autocomplete", "list"]]) field.setAttribute(name, value);
    field.addEventListener("input", () => this.show());
    field.addEventListener("blur", () => setTimeout(() => this.hide(), 150));
    field.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("pointerdown", (event) => {
      const one = event.target.closest("li");
      if (one) event.preventDefault(), this.take([...this.list.children].indexOf(one));
    });
  }

  show() {
    this.found = offered(this.field.dataset.offer, typed(this.field).trim());
    this.list.replaceChildren(...this.found.map((one, at) => {
      const row = document.createElement("li");
      Object.assign(row, { id: `${this.list.id}-${at}`, textContent: label(one) });
      row.setAttribute("role", "option");
      return row;
    }));
    this.move(0);
    this.list.hidden = !this.found.length;
    this.field.setAttribute("aria-expanded", String(!this.list.hidden));
  }

  hide() {
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }

  move(to) {
    this.at = Math.max(0, Math.min(to, this.found.length - 1));
    [...this.list.children].forEach((row, at) => row.setAttribute("aria-selected", String(at === this.at)));
    if (this.found.length) this.field.setAttribute("aria-activedescendant", `${this.list.id}-${this.at}`);
  }

  take(at) {
    const several = this.field.hasAttribute("data-several");
    const before = several ? this.field.value.split(/[;；\n]/).slice(0, -1).map((one) => one.trim()).filter(Boolean) : [];
    this.field.value = [...before, label(this.found[at])].join("; ") + (several ? "; " : "");
    this.hide();
    this.field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  key(event) {
    if (this.list.hidden || event.ctrlKey) return;
    if (event.key === "ArrowDown") this.move(this.at + 1);
    else if (event.key === "ArrowUp") this.move(this.at - 1);
    else if (event.key === "Enter") this.take(this.at);
    else if (event.key === "Escape") this.hide();
    else {
      if (event.key === "Tab") this.take(this.at);
      return;
    }
    event.preventDefault();
  }
}

function showDay(field) {
  const shown = field.parentElement.querySelector("[data-day-shown]");
  const day = dayOf(field.value);
  field.removeAttribute("aria-invalid");
  if (shown) shown.textContent = day ? sayDay(day, document.documentElement.lang) : "";
}

function showResult(box) {
  const result = box.closest(".room-flags")?.querySelector("[data-result]");
  if (result) result.hidden = !box.checked;
}

// What is new in this part of the page is made ready.
export function watchFields(part) {
  for (const field of part.querySelectorAll("[data-offer]:not([role])")) new Offers(field);
  for (const field of part.querySelectorAll("[data-day]")) {
    if (field.kwWatched) continue;
    field.kwWatched = true;
    field.addEventListener("input", () => showDay(field));
    showDay(field);
  }
  for (const box of part.querySelectorAll("[data-spot]")) {
    if (box.kwWatched) continue;
    box.kwWatched = true;
    box.addEventListener("change", () => showResult(box));
    showResult(box);
  }
}

const alone = document.querySelector(".room-alone[data-names]");
if (alone) {
  watchFields(alone);
  fetch(alone.dataset.names, { headers: { "X-Requested-With": "fetch" } })
    .then((answer) => answer.json())
    .then((told) => {
      learn(told);
      alone.querySelectorAll("[data-day]").forEach(showDay);
    })
    .catch(() => {});
}

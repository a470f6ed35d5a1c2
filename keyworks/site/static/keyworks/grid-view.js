// How the grid looks: only the rows in sight are drawn; one field lies over the active cell and takes all that is typed.

import { numeric, show, sum } from "./grid-cells.js";
import { Sheet } from "./grid-sheet.js";

const SPARE = 6;
const NARROW = "(max-width: 40rem)";
const PARTS = ("scroll table head body foot field words choices filter undo redo status problems count discard save bar open notes reason").split(" ");

function made(role, className, text = "") {
  const element = document.createElement("div");
  element.className = className;
  element.role = role;
  element.textContent = text;
  return element;
}

// Names stand in both languages beside each other: the one that is not the page's says which it is.
function otherLanguage(text) {
  const han = /\p{Script=Han}/u.test(text);
  if (document.documentElement.lang.startsWith("zh")) return !han && /[A-Za-z]{3} [A-Za-z]{2}/.test(text) ? "en" : "";
  return han ? "zh-Hans" : "";
}

export class View {
  constructor(root, data) {
    this.root = root;
    this.sheet = new Sheet(data, root.id);
    this.columns = data.columns;
    this.shown = data.rows;
    const parts = Object.fromEntries(PARTS.map((name) => [name, root.querySelector(`[data-${name}]`)]));
    this.find = (name) => parts[name];
    this.scroll = this.find("scroll");
    this.body = this.find("body");
    this.field = this.find("field");
    this.words = Object.fromEntries([...this.find("words").content.children].map((one) => [one.dataset.word, one.textContent]));
    this.active = { y: 0, x: 0 };
    this.anchor = { y: 0, x: 0 };
    this.editing = "";
    this.build();
  }

  say(word, values = {}) {
    return this.words[word].replace(/\{(\w+)\}/g, (all, name) => (typeof values[name] === "number" ? values[name].toLocaleString("en") : values[name]) ?? all);
  }

  build() {
    const most = matchMedia(NARROW).matches ? 160 : Infinity;
    const widths = [52, ...this.columns.map((column, x) => Math.max(Math.min(column.width, most), this.needed(column, x)))];
    this.lefts = widths.map((_, at) => widths.slice(0, at).reduce((all, one) => all + one, 0));
    this.widths = widths;
    this.stuck = this.lefts[1 + this.columns.filter((column) => column.frozen).length] ?? this.lefts.at(-1);
    this.rowHeight = parseInt(getComputedStyle(this.root).getPropertyValue("--kw-row"), 10) || 36;
    this.root.style.setProperty("--kw-columns", widths.map((width) => `${width}px`).join(" "));
    this.table = this.find("table");
    this.table.ariaColCount = widths.length;
    this.field.inputMode = matchMedia("(pointer: coarse)").matches ? "none" : "text";
    const head = this.line("columnheader", ["#", ...this.columns.map((column) => column.label)], 1);
    this.columns.forEach((column, x) => {
      if (column.unit) head.children[x + 1].append(Object.assign(document.createElement("span"), { className: "kw-unit", textContent: column.unit }));
    });
    this.find("head").replaceChildren(head);
    this.find("choices").replaceChildren(...this.columns.filter((column) => column.choices).map((column) => {
      const list = Object.assign(document.createElement("datalist"), { id: `${this.root.id}-${column.key}` });
      list.append(...column.choices.map(([code, words]) => new Option(words === code ? "" : code, words)));
      return list;
    }));
  }

  // A number is never cut: its column is as wide as its longest, or as its sum.
  needed(column, x) {
    if (!numeric(column)) return 0;
    const values = this.sheet.rows.map((row) => row.values[x]).filter(Boolean);
    const longest = Math.max(0, ...values.map((value) => value.length), column.sum ? sum(column, values).length : 0);
    return Math.ceil(longest * (4 / 3) + 1) * 8.5;
  }

  line(role, texts, index) {
    const line = made("row", "kw-grid-row");
    line.ariaRowIndex = index;
    line.append(...texts.map((text, at) => {
      const column = this.columns[at - 1];
      const cell = made(at ? role : "rowheader", `kw-grid-cell${column && numeric(column) ? " kw-right" : ""}`, text);
      cell.ariaColIndex = at + 1;
      const other = otherLanguage(text);
      if (other) cell.lang = other;
      if (!column || column.frozen) {
        cell.classList.add("kw-frozen");
        cell.style.left = `${this.lefts[at]}px`;
      }
      return cell;
    }));
    if (role === "columnheader") line.firstChild.role = role;
    return line;
  }

  range() {
    const { active, anchor } = this;
    const [top, bottom] = [Math.min(active.y, anchor.y), Math.max(active.y, anchor.y)];
    const [left, right] = [Math.min(active.x, anchor.x), Math.max(active.x, anchor.x)];
    return { top, bottom, left, right, height: bottom - top + 1, width: right - left + 1 };
  }

  cells({ top, bottom, left, right } = this.range()) {
    return this.shown.slice(top, bottom + 1).map((row) => this.columns.slice(left, right + 1).map((_, at) => [row, left + at]));
  }

  paint() {
    const high = this.rowHeight;
    this.body.style.height = `${this.shown.length * high}px`;
    const first = Math.max(0, Math.floor(this.scroll.scrollTop / high) - SPARE);
    const last = Math.min(this.shown.length, Math.ceil((this.scroll.scrollTop + this.scroll.clientHeight) / high) + SPARE);
    const range = this.range();
    this.body.replaceChildren(...this.shown.slice(first, last).map((row, at) => this.draw(row, first + at, range)));
    this.drawn = [first, last];
    this.table.ariaRowCount = this.shown.length + 2;
    this.place();
    this.foot();
    this.tell();
  }

  draw(row, y, range) {
    const line = this.line("gridcell", [String(y + 1), ...this.columns.map((column, x) => show(column, this.sheet.value(row, x)))], y + 2);
    line.style.top = `${y * this.rowHeight}px`;
    this.columns.forEach((column, x) => {
      const cell = line.children[x + 1];
      const inside = y >= range.top && y <= range.bottom && x >= range.left && x <= range.right;
      cell.id = `${this.root.id}-${y}-${x}`;
      cell.ariaSelected = inside;
      if (this.sheet.locked(row, x)) cell.ariaReadOnly = "true";
      if (this.sheet.changed(row, x)) cell.classList.add("kw-changed");
      if (this.sheet.problem(row, x)) cell.ariaInvalid = "true";
      if (y === this.active.y && x === this.active.x) cell.classList.add("kw-active");
    });
    return line;
  }

  // The field follows the active cell; while nobody edits it is unseen and holds the cell's text, so that typing replaces it.
  place() {
    const { y, x } = this.active;
    const column = this.columns[x];
    Object.assign(this.field.style, {
      top: `${y * this.rowHeight + this.find("head").offsetHeight}px`,
      left: `${this.lefts[x + 1] + (column.frozen ? this.scroll.scrollLeft : 0)}px`,
      width: `${this.widths[x + 1]}px`,
      height: `${this.rowHeight}px`,
    });
    this.field.classList.toggle("kw-right", numeric(column));
    this.field.setAttribute("aria-activedescendant", `${this.root.id}-${y}-${x}`);
  }

  rest() {
    const row = this.shown[this.active.y];
    this.editing = "";
    this.root.classList.remove("kw-editing");
    this.field.removeAttribute("list");
    this.field.value = row ? this.sheet.text(row, this.active.x) : "";
    this.field.ariaLabel = row ? `${this.columns[this.active.x].label}, ${show(this.columns[0], this.sheet.value(row, 0))}` : this.say("nothing");
    this.field.readOnly = !row || this.sheet.locked(row, this.active.x);
    if (document.activeElement === this.field) this.field.select();
  }

  // Summed anew only where a value or the rows shown changed.
  foot() {
    if (this.summed?.edits === this.sheet.edits && this.summed.shown === this.shown) return;
    this.summed = { edits: this.sheet.edits, shown: this.shown };
    const left = new Set();
    const sums = this.columns.map((column, x) => {
      if (!column.sum) return "";
      const values = this.shown.map((row) => (this.sheet.unread(row, x) ? (left.add(row), "") : this.sheet.value(row, x)));
      const known = values.filter(Boolean);
      return show(column, known.length || !column.unknown ? sum(column, known) : "");
    });
    const all = this.sheet.rows.length;
    sums[0] = this.say(left.size ? "summed_without" : this.shown.length < all ? "summed_of" : "summed", { n: this.shown.length, all, left: left.size });
    this.find("foot").replaceChildren(this.line("gridcell", ["Σ", ...sums], this.shown.length + 2));
  }

  // What stands in the active cell, what stood there, what is wrong with it; of several cells their sum.
  tell() {
    const row = this.shown[this.active.y];
    const { typed, done, undone } = this.sheet;
    const problems = this.sheet.problems();
    this.find("count").textContent = this.say("changes", { n: typed.size });
    for (const [name, off] of [["save", !typed.size], ["discard", !typed.size], ["undo", !done.length], ["redo", !undone.length]]) this.find(name).disabled = off;
    this.find("problems").hidden = !problems.length;
    this.find("problems").textContent = this.say("problems", { n: problems.length });
    const parts = row ? this.about(row, this.active.x) : [[this.say("nothing"), ""]];
    this.find("bar").replaceChildren(...parts.map(([text, name]) => Object.assign(document.createElement("span"), { className: name, textContent: text })));
    const open = this.find("open");
    open.hidden = !row?.href;
    if (row?.href) open.href = row.href;
  }

  about(row, x) {
    const column = this.columns[x];
    const problem = this.sheet.problem(row, x);
    const range = this.range();
    const parts = [[column.label + (column.unit ? ` (${column.unit})` : ""), "kw-caption"], [show(column, this.sheet.value(row, x)) || "—", "kw-whole"]];
    if (this.sheet.changed(row, x)) parts.push([this.say("was", { value: show(column, row.values[x]) || "—" }), "kw-was"]);
    if (problem) parts.push([this.words[problem] ? this.say(problem, column) : problem, "kw-error"]);
    if (this.sheet.locked(row, x)) parts.push([this.say("locked"), "kw-caption"]);
    if (range.height * range.width > 1) {
      const values = this.cells(range).flat().filter(([one, at]) => numeric(this.columns[at]) && !this.sheet.unread(one, at));
      const alike = new Set(values.map(([, at]) => this.columns[at].unit)).size === 1;
      const all = { kind: "number", digits: Math.max(0, ...values.map(([, at]) => this.columns[at].digits)) };
      const total = alike ? show(all, sum(all, values.map(([one, at]) => this.sheet.value(one, at)).filter(Boolean))) : "";
      parts.push([this.say(total ? "selected_sum" : "selected", { n: range.height * range.width, sum: total }), "kw-caption"]);
    }
    return parts;
  }

  report(word, values) {
    this.find("status").textContent = word ? this.say(word, values) : "";
  }

  reveal() {
    const { scroll, rowHeight: high } = this;
    const room = scroll.clientHeight - this.find("head").offsetHeight - this.find("foot").offsetHeight;
    const top = this.active.y * high;
    if (top < scroll.scrollTop) scroll.scrollTop = top;
    else if (top + high > scroll.scrollTop + room) scroll.scrollTop = top + high - room;
    if (this.columns[this.active.x].frozen) return;
    const stuck = matchMedia(NARROW).matches ? this.lefts[1] : this.stuck;
    const [left, wide] = [this.lefts[this.active.x + 1], this.widths[this.active.x + 1]];
    if (left - stuck < scroll.scrollLeft) scroll.scrollLeft = left - stuck;
    else if (left + wide > scroll.scrollLeft + scroll.clientWidth) scroll.scrollLeft = left + wide - scroll.clientWidth;
  }
}

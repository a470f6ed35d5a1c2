// The spreadsheet grid: keyboard, pointer, clipboard, saving. It fetches and saves at one address, as base.grids says.

import { fromTsv, show, toTsv } from "./grid-cells.js";
import { View } from "./grid-view.js";

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

class Grid extends View {
  constructor(root, data) {
    super(root, data);
    this.listen();
    this.offer();
    this.paint();
    this.rest();
  }

  go(y, x, { extend = false } = {}) {
    this.active = { y: Math.max(0, Math.min(this.shown.length - 1, y)), x: Math.max(0, Math.min(this.columns.length - 1, x)) };
    if (!extend) this.anchor = this.active;
    this.reveal();
    this.paint();
    this.rest();
  }

  // "over": what is typed replaces the cell and arrows leave it; "inside": arrows move within the text.
  edit(how) {
    const row = this.shown[this.active.y];
    if (!row || this.sheet.locked(row, this.active.x)) return this.report("locked");
    this.editing = how;
    this.root.classList.add("kw-editing");
    if (this.columns[this.active.x].choices) this.field.setAttribute("list", `${this.root.id}-${this.columns[this.active.x].key}`);
    if (how === "inside") {
      this.field.inputMode = "text";
      this.field.setSelectionRange(this.field.value.length, this.field.value.length);
    }
  }

  commit() {
    if (!this.editing) return;
    const text = this.field.value;
    this.rest();
    this.change([[this.shown[this.active.y], this.active.x, text]]);
  }

  change(cells, lost = 0) {
    const { changed, left } = this.sheet.set(cells);
    this.report(left || lost ? "left" : changed ? "changed" : "", { changed, left, lost });
    this.paint();
    this.rest();
  }

  paste(text) {
    const block = fromTsv(text);
    const range = this.range();
    const wide = Math.max(...block.map((row) => row.length));
    const whole = range.height % block.length === 0 && range.width % wide === 0;
    const [height, width] = whole ? [range.height, range.width] : [block.length, wide];
    const cells = [];
    let lost = 0;
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < Math.min(width, whole ? width : block[y].length); x += 1) {
        const row = this.shown[range.top + y];
        if (row && this.columns[range.left + x]) cells.push([row, range.left + x, block[y % block.length][x % wide] ?? ""]);
        else lost += 1;
      }
    }
    this.anchor = { y: range.top, x: range.left };
    this.active = { y: Math.min(range.top + height, this.shown.length) - 1, x: Math.min(range.left + width, this.columns.length) - 1 };
    [this.active, this.anchor] = [this.anchor, this.active];
    this.change(cells, lost);
  }

  back(way) {
    const first = this.sheet.step(way);
    if (!first) return;
    const y = this.shown.indexOf(first[0]);
    this.report("");
    if (y < 0) this.paint();
    else this.go(y, first[1]);
  }

  keys(event) {
    const { key, shiftKey } = event;
    const ctrl = event.ctrlKey || event.metaKey;
    const { y, x } = this.active;
    if (event.isComposing || event.altKey) return;
    if (this.editing && (ctrl || this.typing(event))) return;
    const [down, right] = ARROWS[key] ?? [];
    const page = Math.floor(this.scroll.clientHeight / this.rowHeight) - 3;
    const extend = shiftKey;
    const acts = {
      Enter: () => this.go(y + (shiftKey ? -1 : 1), x),
      Tab: () => this.go(y, x + (shiftKey ? -1 : 1)),
      F2: () => this.edit("inside"),
      Home: () => this.go(ctrl ? 0 : y, 0, { extend }),
      End: () => this.go(ctrl ? this.shown.length : y, this.columns.length, { extend }),
      PageUp: () => this.go(y - page, x, { extend }),
      PageDown: () => this.go(y + page, x, { extend }),
      Delete: () => this.change(this.cells().flat().map((cell) => [...cell, ""])),
    };
    acts.Backspace = acts.Delete;
    const chords = {
      z: () => this.back(!shiftKey), y: () => this.back(false), s: () => this.save(), d: () => this.fill(),
      a: () => { this.anchor = { y: this.shown.length - 1, x: this.columns.length - 1 }; this.active = { y: 0, x: 0 }; this.paint(); },
    };
    if (key === "Escape") { this.leaving = true; return; }
    if (key === "Tab" && (this.leaving || (shiftKey ? x === 0 : x === this.columns.length - 1))) return;
    const far = ctrl ? this.shown.length + this.columns.length : 1;
    const act = down !== undefined ? () => this.go(y + down * far, x + right * far, { extend }) : (ctrl ? chords[key.toLowerCase()] : undefined) ?? acts[key];
    if (key !== "Shift") this.leaving = false;
    if (!act) return;
    event.preventDefault();
    act();
  }

  // A key while a cell is edited: true where it belongs to the text.
  typing(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      this.rest();
      this.paint();
      return true;
    }
    const listed = this.columns[this.active.x].choices && /^Arrow(Up|Down)$/.test(event.key);
    const leaves = event.key === "Enter" || event.key === "Tab" || (this.editing === "over" && event.key in ARROWS && !listed);
    if (leaves) this.commit();
    return !leaves;
  }

  fill() {
    const [first, ...rest] = this.cells();
    this.change(rest.flatMap((line) => line.map(([row, at], x) => [row, at, this.sheet.value(first[x][0], at)])));
  }

  copy(event) {
    if (this.editing) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", toTsv(this.cells().map((line) => line.map(([row, at]) => this.sheet.text(row, at)))));
    if (event.type === "cut") this.change(this.cells().flat().map((cell) => [...cell, ""]));
  }

  // The cell under the pointer, or the whole row or column of a head.
  point(event, extend) {
    const cell = event.target.closest(".kw-grid-cell");
    const line = cell?.parentElement;
    if (!line || line.parentElement === this.find("foot")) return;
    event.preventDefault();
    if (event.type === "mousedown") this.commit();
    const x = [...line.children].indexOf(cell) - 1;
    const head = line.parentElement === this.find("head");
    const y = head ? 0 : Number(line.ariaRowIndex) - 2;
    this.field.focus({ preventScroll: true });
    if (head && x < 0) return;
    this.go(y, Math.max(x, 0), { extend });
    if (head || x < 0) {
      this.anchor = head ? { y: this.shown.length - 1, x } : { y, x: this.columns.length - 1 };
      this.paint();
    }
  }

  filter() {
    const words = this.find("filter").value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
    const told = (row) => this.columns.map((column, x) => show(column, this.sheet.value(row, x))).join("\t").normalize("NFKC").toLowerCase();
    this.shown = this.sheet.rows.filter((row) => !words.length || words.every((word) => told(row).includes(word)));
    this.scroll.scrollTop = 0;
    this.go(0, this.active.x);
  }

  troubled() {
    const keys = this.sheet.problems();
    const now = this.shown[this.active.y] ? keys.indexOf(this.sheet.key(this.shown[this.active.y], this.active.x)) : -1;
    if (!keys.length) return;
    const [row, x] = this.sheet.place(keys[(now + 1) % keys.length]);
    if (!this.shown.includes(row)) {
      this.find("filter").value = "";
      this.filter();
    }
    this.field.focus({ preventScroll: true });
    this.go(this.shown.indexOf(row), x);
  }

  listen() {
    const on = (name, type, act) => (name ? this.find(name) : this.field).addEventListener(type, act.bind(this));
    on("", "keydown", this.keys);
    on("", "input", () => { if (!this.editing) this.edit("over"); });
    on("", "compositionstart", () => { if (!this.editing) this.edit("over"); });
    on("", "focus", () => { this.root.classList.add("kw-focused"); if (!this.editing) this.rest(); });
    on("", "blur", () => { this.root.classList.remove("kw-focused"); this.leaving = false; this.commit(); });
    on("", "copy", this.copy);
    on("", "cut", this.copy);
    on("", "paste", (event) => { if (!this.editing) { event.preventDefault(); this.paste(event.clipboardData.getData("text/plain")); } });
    on("table", "mousedown", (event) => { if (event.button === 0) this.point(event, event.shiftKey); });
    on("table", "mouseover", (event) => { if (event.buttons === 1 && document.activeElement === this.field) this.point(event, true); });
    on("table", "dblclick", () => this.edit("inside"));
    on("", "dblclick", () => { if (!this.editing) this.edit("inside"); });
    on("scroll", "scroll", () => requestAnimationFrame(() => this.scrolled()));
    on("filter", "input", this.filter);
    on("undo", "click", () => this.back(true));
    on("redo", "click", () => this.back(false));
    on("discard", "click", () => { this.sheet.discard(); this.report("discarded"); this.paint(); this.rest(); });
    on("problems", "click", this.troubled);
    on("save", "click", this.save);
    addEventListener("resize", () => this.paint());
    addEventListener("beforeunload", (event) => { if (this.sheet.typed.size || this.editing) event.preventDefault(); });
  }

  scrolled() {
    const high = this.rowHeight;
    const first = Math.floor(this.scroll.scrollTop / high);
    const last = Math.ceil((this.scroll.scrollTop + this.scroll.clientHeight) / high);
    if (first < this.drawn[0] + 2 || last > this.drawn[1] - 2) this.paint();
    else this.place();
  }

  offer() {
    const draft = this.sheet.kept();
    if (!draft) return;
    const bar = document.getElementById("kw-draft").content.cloneNode(true).firstElementChild;
    this.find("notes").append(bar);
    bar.querySelector("[data-restore]").addEventListener("click", () => { bar.remove(); this.sheet.restore(draft); this.paint(); this.field.focus(); });
    bar.querySelector("[data-discard]").addEventListener("click", () => { bar.remove(); localStorage.removeItem(this.sheet.draft); });
  }

  reason() {
    if (!this.sheet.needsReason()) return Promise.resolve("");
    const dialog = this.find("reason").querySelector("dialog");
    dialog.showModal();
    return new Promise((resolve) => {
      const settle = (value) => { dialog.onclose = null; dialog.close(); resolve(value); };
      dialog.onclose = () => resolve(null);
      dialog.querySelector("form").onsubmit = (event) => { event.preventDefault(); settle(dialog.querySelector("textarea").value.trim()); };
    });
  }

  async save() {
    this.commit();
    if (!this.sheet.typed.size || this.root.ariaBusy === "true") return;
    if (this.sheet.problems().some((key) => this.sheet.unread(...this.sheet.place(key)))) {
      this.troubled();
      return this.report("mend");
    }
    const reason = await this.reason();
    if (reason === null) return;
    this.root.ariaBusy = "true";
    this.report("saving");
    const headers = { ...JSON.parse(document.body.getAttribute("hx-headers")), "Content-Type": "application/json", "X-Requested-With": "XMLHttpRequest" };
    const sent = { method: "POST", headers, body: this.sheet.body(reason), redirect: "error" };
    const response = await fetch(this.root.dataset.address, sent).catch(() => null);
    this.root.ariaBusy = "false";
    if (response) await this.answered(response);
    else this.note("kw-unreached");
  }

  async answered(response) {
    this.find("notes").replaceChildren();
    this.report("");
    if (response.status === 401) return this.note("kw-panel-signed-out");
    const answer = response.headers.get("Content-Type")?.includes("json") ? await response.json() : {};
    this.sheet.refresh(answer.rows ?? []);
    this.sheet.tell(answer.problems ?? []);
    this.find("status").textContent = answer.detail ?? (response.ok ? this.say("saved") : this.say("failed", { status: response.status }));
    this.find("status").classList.toggle("kw-error", !response.ok);
    this.paint();
    this.rest();
    if (answer.problems?.length) this.troubled();
  }

  note(id) {
    this.report("");
    this.find("notes").replaceChildren(document.getElementById(id).content.cloneNode(true));
  }
}

async function start(root) {
  const notes = root.querySelector("[data-notes]");
  try {
    const response = await fetch(root.dataset.address, { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } });
    if (!response.ok) return notes.append(document.getElementById(response.status === 401 ? "kw-panel-signed-out" : "kw-panel-failed").content.cloneNode(true));
    root.kwGrid = new Grid(root, await response.json());
    root.classList.add("kw-ready");
  } catch (fault) {
    notes.append(document.getElementById("kw-unreached").content.cloneNode(true));
    throw fault;
  }
}

for (const root of document.querySelectorAll("[data-grid]")) start(root);

// What stands in the grid and what was typed over it: changes, problems, undo, the draft on this computer.

import { read, write } from "./grid-cells.js";

const PREFIX = "kw-draft:";

export class Sheet {
  constructor(data, name) {
    Object.assign(this, { columns: data.columns, rows: data.rows, unit: data.unit });
    this.byId = new Map(data.rows.map((row) => [row.id, row]));
    this.at = new Map(data.columns.map((column, at) => [column.key, at]));
    this.typed = new Map();
    this.told = new Map();
    this.done = [];
    this.undone = [];
    this.edits = 0;
    this.draft = `${PREFIX}${document.documentElement.dataset.person ?? ""}:${location.pathname}${location.search}:${name}:${data.unit}`;
  }

  key(row, at) {
    return `${row.id}\t${this.columns[at].key}`;
  }

  place(key) {
    const [id, column] = key.split("\t");
    return [this.byId.get(id), this.at.get(column)];
  }

  value(row, at) {
    return this.typed.get(this.key(row, at)) ?? row.values[at];
  }

  changed(row, at) {
    return this.typed.has(this.key(row, at));
  }

  locked(row, at) {
    return this.columns[at].locked || row.locked === true || Boolean(row.locked?.includes?.(this.columns[at].key));
  }

  // The code of why what was typed means nothing in its column.
  unread(row, at) {
    const typed = this.typed.get(this.key(row, at));
    return typed === undefined ? undefined : read(this.columns[at], typed).problem;
  }

  // The server's sentence, or the code of our own.
  problem(row, at) {
    const key = this.key(row, at);
    return this.typed.has(key) ? (this.told.get(key) ?? this.unread(row, at)) : undefined;
  }

  problems() {
    return [...this.typed.keys()].filter((key) => this.problem(...this.place(key)));
  }

  put(row, at, value) {
    const key = this.key(row, at);
    this.told.delete(key);
    this.edits += 1;
    if (value === row.values[at]) this.typed.delete(key);
    else this.typed.set(key, value);
  }

  // Cells as [row, at, text]; read-only ones stay as they are. How many changed and how many were left.
  set(cells) {
    const open = cells.filter(([row, at]) => !this.locked(row, at));
    const meant = (row, at, text) => (text === row.values[at] ? text : (read(this.columns[at], text).value ?? text.trim()));
    const step = open.map(([row, at, text]) => [row, at, this.value(row, at), meant(row, at, text)]);
    const real = step.filter(([, , before, after]) => before !== after);
    for (const [row, at, , after] of real) this.put(row, at, after);
    if (real.length) {
      this.done.push(real);
      this.undone = [];
      this.keep();
    }
    return { changed: real.length, left: cells.length - open.length };
  }

  // One step back or, from what was undone, forward; its first cell.
  step(back) {
    const step = (back ? this.done : this.undone).pop();
    if (!step) return null;
    for (const [row, at, before, after] of step) this.put(row, at, back ? before : after);
    (back ? this.undone : this.done).push(step);
    this.keep();
    return step[0];
  }

  discard() {
    return this.set([...this.typed.keys()].map((key) => {
      const [row, at] = this.place(key);
      return [row, at, row.values[at]];
    }));
  }

  needsReason() {
    return [...this.typed.keys()].some((key) => {
      const [row, at] = this.place(key);
      return this.columns[at].reason && row.values[at];
    });
  }

  // Only what changed, each row with the edition it was typed over.
  body(reason) {
    const rows = new Map();
    for (const [key, value] of this.typed) {
      const [row, at] = this.place(key);
      if (!rows.has(row)) rows.set(row, { id: row.id, edition: row.edition, cells: {} });
      rows.get(row).cells[this.columns[at].key] = value;
    }
    return JSON.stringify({ unit: this.unit, reason, rows: [...rows.values()] });
  }

  // Rows as they stand on the server now. What was typed and differs from it stays a change.
  refresh(rows) {
    for (const fresh of rows) {
      const row = this.byId.get(fresh.id);
      if (!row) continue;
      Object.assign(row, fresh);
      row.values.forEach((value, at) => this.put(row, at, this.value(row, at)));
    }
    this.keep();
  }

  tell(problems) {
    this.edits += 1;
    for (const { row, column, detail } of problems) if (this.byId.has(row)) this.told.set(`${row}\t${column}`, detail);
  }

  // As drafts.js keeps what is typed into forms, which also clears it away.
  keep() {
    const editions = Object.fromEntries([...this.typed.keys()].map((key) => [this.place(key)[0].id, this.place(key)[0].edition]));
    try {
      if (!this.typed.size) localStorage.removeItem(this.draft);
      else localStorage.setItem(this.draft, JSON.stringify({ values: Object.fromEntries(this.typed), editions, at: Date.now() }));
    } catch {
      // A full or forbidden store: the grid still works, only without its net.
    }
  }

  kept() {
    try {
      const draft = JSON.parse(localStorage.getItem(this.draft));
      return draft && Object.keys(draft.values).some((key) => this.place(key)[0]) ? draft : null;
    } catch {
      return null;
    }
  }

  // The editions typed over come back too, so that newer ones are noticed and not overwritten.
  restore({ values, editions }) {
    const cells = Object.entries(values).map(([key, text]) => [...this.place(key), text]);
    for (const [id, edition] of Object.entries(editions)) if (this.byId.has(id)) this.byId.get(id).edition = edition;
    return this.set(cells.filter(([row, at]) => row && at !== undefined));
  }

  text(row, at) {
    return write(this.columns[at], this.value(row, at));
  }
}

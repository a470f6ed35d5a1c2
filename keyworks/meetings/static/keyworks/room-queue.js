// What was done in the room and is not with the server yet: each entry by itself on this device, in its order.

let counted = 0;

export class Queue {
  constructor(name) {
    this.name = `${name}:`;
    this.kept = true;
    this.inMemory = new Map();
  }

  // In the order in which they were done. What cannot be read is left alone.
  all() {
    const found = [];
    try {
      for (const place of Object.keys(localStorage)) {
        if (!place.startsWith(`${this.name}entry:`)) continue;
        const entry = JSON.parse(localStorage.getItem(place));
        if (entry?.key) found.push({ ...entry, place });
      }
    } catch {
      this.kept = false;
    }
    for (const entry of this.inMemory.values()) found.push(entry);
    return found.sort((a, b) => (a.place < b.place ? -1 : 1));
  }

  waiting() {
    return this.all().filter((entry) => !entry.no);
  }

  add(fields, shown) {
    const now = Date.now();
    counted += 1;
    const key = crypto.randomUUID?.() ?? own();
    const place = `${this.name}entry:${String(now).padStart(15, "0")}:${String(counted).padStart(6, "0")}`;
    const entry = { key, at: now, fields, shown, place };
    this.keep(entry);
    return entry;
  }

  keep(entry) {
    try {
      localStorage.setItem(entry.place, JSON.stringify(entry));
      this.inMemory.delete(entry.place);
    } catch {
      this.kept = false;
      this.inMemory.set(entry.place, entry);
    }
  }

  forget(entry) {
    this.inMemory.delete(entry.place);
    try {
      localStorage.removeItem(entry.place);
    } catch {
      this.kept = false;
    }
  }

  draft(values) {
    try {
      if (values === undefined) return JSON.parse(localStorage.getItem(`${this.name}draft`));
      if (values === null) localStorage.removeItem(`${this.name}draft`);
      else localStorage.setItem(`${this.name}draft`, JSON.stringify(values));
    } catch {
      this.kept = false;
    }
    return null;
  }
}

// Browsers give no randomUUID over plain http, where much of a closed network is.
function own() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const text = [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// How long the point being dealt with has taken, against what it may take.

import { word } from "./room-waiting.js";

const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

export class Timer {
  constructor(room) {
    this.room = room;
    this.set({ used: room.dataset.used === "" ? null : Number(room.dataset.used), minutes: Number(room.dataset.minutes) });
    setInterval(() => this.show(), 1000);
  }

  set({ used, minutes }) {
    this.began = used === null || used === undefined ? null : performance.now() - used * 1000;
    this.minutes = minutes;
    this.show();
  }

  // Begun on this device, before the server says so.
  begin(title, minutes, item) {
    this.set({ used: item ? 0 : null, minutes: Number(minutes ?? 0) });
    const point = this.room.querySelector("[data-timer] .room-point");
    if (point && title) point.textContent = title;
    for (const one of this.room.querySelectorAll("[data-item]")) {
      if (one.dataset.item === item) one.setAttribute("aria-current", "step");
      else one.removeAttribute("aria-current");
    }
    this.show();
  }

  show() {
    const shown = this.room.querySelector("[data-clock]");
    if (!shown || this.began === null) return;
    const used = Math.max(0, Math.floor((performance.now() - this.began) / 1000));
    const left = this.minutes * 60 - used;
    shown.textContent = clock(used);
    const over = this.room.querySelector("[data-over]");
    over.textContent = word(left < 0 ? "over" : "left").replace("{time}", clock(Math.abs(left)));
    this.room.querySelector("[data-timer]").classList.toggle("room-late", left < 0);
  }
}

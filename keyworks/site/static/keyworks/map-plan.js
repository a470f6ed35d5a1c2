// One map: outlines and features from their addresses, drawn at once and moved to the graphics card where there is one.

import { clustered } from "./map-cluster.js";
import { boundsOf, made, parse, pointsOf, rounded, toPlane } from "./map-geo.js";
import { Drawing } from "./map-svg.js";

const SMALL = 0.08; // degrees, some eight kilometres
const MANY = 60; // points of which more than so many are gathered
const TIANJIN = [116.7, 38.55, 118.1, 40.25];

export async function features(address) {
  if (!address) return [];
  const answer = await fetch(address, { headers: { Accept: "application/geo+json" } });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const found = await answer.json();
  return found.features.filter((one) => one.geometry);
}

export class Plan {
  constructor(figure) {
    this.figure = figure;
    this.frame = figure.querySelector(".kw-map-frame");
    this.card = figure.querySelector(".kw-map-card");
    this.said = figure.querySelector(".kw-map-said");
    this.scene = { outlines: [], features: [], draft: null, here: figure.dataset.here, chosen: null };
    this.field = figure.dataset.edit ? document.getElementById(figure.dataset.edit) : null;
    this.kind = "Point";
    const acts = { label: figure.dataset.label, pick: (one) => this.pick(one), place: (point) => this.place(point), moved: () => this.moved() };
    this.acts = acts;
    this.drawing = new Drawing(this.frame, acts.label, acts);
    this.painters = [this.drawing];
  }

  async start() {
    this.figure.addEventListener("click", (event) => this.pressed(event));
    this.frame.addEventListener("keydown", (event) => event.key === "Escape" && this.pick(null));
    window.addEventListener("beforeprint", () => this.painters.length > 1 && this.drawing.fit(this.painters[1].see(), 18));
    if (this.field) this.edit();
    try {
      await this.load();
    } catch {
      this.tell(this.figure.dataset.lost);
    }
    this.figure.classList.toggle("kw-map-some", this.scene.features.length > 0);
    this.fit();
    this.show();
    this.figure.dataset.drawn = "svg";
    this.rise();
  }

  async load() {
    const { outlines, features: address } = this.figure.dataset;
    [this.scene.outlines, this.scene.features] = await Promise.all([features(outlines), features(address)]);
    for (const one of this.scene.features) {
      const { type, coordinates } = one.geometry;
      if (type === "Point") Object.assign(one, { point: coordinates, plane: toPlane(coordinates) });
    }
    this.many = this.scene.features.filter((one) => one.plane).length > MANY;
  }

  // Told by a painter whose view is another one.
  moved() {
    if (!this.many || this.waits) return;
    this.waits = requestAnimationFrame(() => {
      this.waits = null;
      this.show();
    });
  }

  async rise() {
    const { Surface, worthwhile } = await import("./map-gl.js");
    if (!worthwhile()) return;
    let surface;
    try {
      surface = await Surface.over(this.frame, this.figure, this.scene, this.home(), this.acts);
      await surface.ready();
    } catch {
      surface?.remove();
      return;
    }
    // A panel that is fetched anew takes its old map along; browsers allow few of them at once.
    this.figure.addEventListener("htmx:beforeCleanupElement", (event) => event.target === this.figure && surface.remove());
    this.painters.push(surface);
    this.show();
    this.figure.dataset.drawn = "gl";
  }

  home() {
    const { outlines, features: placed, draft, here } = this.scene;
    const own = [...placed.map((one) => one.geometry), ...(draft ? [draft] : [])];
    const [west, south, east, north] = boundsOf(own) ?? [0, 0, 0, 0];
    // A small place is shown in its district, a large one by itself.
    const small = Math.max(east - west, north - south) < SMALL;
    const around = outlines.filter((one) => small && here && one.properties?.code === here).map((one) => one.geometry);
    const bounds = boundsOf(own.length || around.length ? [...own, ...around] : outlines.map((one) => one.geometry));
    return bounds ?? TIANJIN;
  }

  fit() {
    const bounds = this.home();
    for (const painter of this.painters) painter.fit(bounds);
  }

  show() {
    for (const painter of this.painters) painter.show(this.many ? this.gathered(painter) : this.scene);
  }

  gathered(painter) {
    const { features: placed, chosen } = this.scene;
    const shapes = placed.filter((one) => !one.plane);
    return { ...this.scene, features: [...shapes, ...clustered(placed.filter((one) => one.plane), painter.across(), chosen)] };
  }

  nearer(cluster) {
    this.painters.at(-1).fit(boundsOf(cluster.members.map((one) => one.geometry)), 17);
  }

  pressed(event) {
    const { act, kind } = event.target.closest("button")?.dataset ?? {};
    const top = this.painters.at(-1);
    if (act === "in") top.zoom(1.6);
    else if (act === "out") top.zoom(1 / 1.6);
    else if (act === "fit") this.fit();
    else if (act === "next" || act === "last") this.walk(act === "next" ? 1 : -1);
    else if (act === "close") this.pick(null);
    else if (act === "undo") this.put(pointsOf(this.scene.draft).slice(0, -1));
    else if (act === "clear") this.put([]);
    else if (kind) this.choose(kind, true);
  }

  // From one feature to the next, for those who do not point.
  walk(by) {
    const { features: placed, chosen } = this.scene;
    if (!placed.length) return;
    const at = placed.indexOf(chosen);
    const next = placed[(at < 0 ? (by > 0 ? 0 : placed.length - 1) : at + by + placed.length) % placed.length];
    this.pick(next);
    this.painters.at(-1).reveal(next.geometry);
  }

  pick(one) {
    if (one?.members) return this.nearer(one);
    this.scene = { ...this.scene, chosen: one };
    this.show();
    this.card.hidden = !one;
    if (!one) return;
    const { name = "", text = "", address = "" } = one.properties ?? {};
    this.card.querySelector("[data-name]").textContent = name;
    this.card.querySelector("[data-text]").textContent = text;
    const link = this.card.querySelector("a");
    link.hidden = !address.startsWith("/");
    link.href = address;
  }

  tell(words = "") {
    this.said.textContent = words;
  }

  edit() {
    this.field.addEventListener("input", () => this.read());
    this.read();
  }

  read() {
    const typed = this.field.value.trim();
    const found = typed ? parse(typed) : null;
    this.tell(typed && !found ? this.figure.dataset.unread : "");
    if (found) this.choose(found.type.replace("Multi", ""));
    this.scene = { ...this.scene, draft: found };
    this.show();
    if (this.figure.dataset.drawn && found) this.fit();
    if (!found && !typed) this.choose(this.kind);
  }

  choose(kind, anew = false) {
    this.kind = ["Point", "LineString", "Polygon"].includes(kind) ? kind : "Point";
    for (const button of this.figure.querySelectorAll("button[data-kind]")) {
      button.setAttribute("aria-pressed", String(button.dataset.kind === this.kind));
    }
    if (anew) this.put(this.kind === "Point" ? pointsOf(this.scene.draft).slice(-1) : pointsOf(this.scene.draft));
  }

  // A click in edit mode is a point of the geometry; elsewhere it says no, and the click picks.
  place(point) {
    if (!this.field) return false;
    this.put([...(this.kind === "Point" ? [] : pointsOf(this.scene.draft)), rounded(point)]);
    return true;
  }

  put(points) {
    const draft = made(this.kind, points);
    this.scene = { ...this.scene, draft };
    this.field.value = draft ? JSON.stringify(draft) : "";
    // What is drawn is drawn on this map, whatever was said of what was typed.
    const system = this.field.form?.elements.namedItem("system");
    if (system) system.value = "wgs84";
    this.field.dispatchEvent(new Event("change", { bubbles: true }));
    this.tell();
    this.show();
  }
}

// The map of the city: districts in shades, many projects as marks or discs of them, parts of the works, a measure.

import { areaOf, boundsOf, lengthOf, made, rounded, toPlane } from "./map-geo.js";
import { clustered } from "./map-cluster.js";
import { Plan, features } from "./map-plan.js";

const LIGHTS = ["grey", "green", "yellow", "red"];
const SHAPES = { green: "●", yellow: "▲", red: "■", grey: "○", "": "◆" };
const TILE = 512;
const PARTS_FROM = TILE * 2 ** 9.5;
const SMALLEST_SHAPE = 10;
const MOST_NAMES = 60;
const MOST_LISTED = 60;

async function fetched(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

// Numbers that were told as differences.
function summed(steps) {
  let now = 0;
  return steps.map((step) => (now += step));
}

// Coordinates in whole hundred-thousandths of a degree: a position, or a line of them told as differences.
function degrees(told, point) {
  if (typeof told[0] !== "number") return told.map((one) => degrees(one, point));
  if (point) return told.map((one) => one / 1e5);
  const now = [0, 0];
  const line = [];
  for (let at = 0; at < told.length; at += 2) {
    now[0] += told[at];
    now[1] += told[at + 1];
    line.push([now[0] / 1e5, now[1] / 1e5]);
  }
  return line;
}

function drawn(type, told) {
  return { type, coordinates: degrees(told, type === "Point") };
}

function grouped(number, digits) {
  return number.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function far(metres) {
  return metres < 1000 ? `${grouped(metres, 0)} m` : `${grouped(metres / 1000, metres < 1e5 ? 2 : 1)} km`;
}

function wide(square) {
  return square < 1e5 ? `${grouped(square, 0)} m²` : `${grouped(square / 1e6, square < 1e8 ? 2 : 1)} km²`;
}

function filled(words, values) {
  return words.replace(/%\((\w+)\)s/g, (_all, name) => values[name] ?? "");
}

// Marks and shapes of the projects as they were told, side by side in arrays.
export function unpacked(told) {
  const [keys, lon, lat] = [told.pk, told.lon, told.lat].map(summed);
  const marks = keys.map((pk, at) => {
    const point = [lon[at] / 1e5, lat[at] / 1e5];
    return {
      pk, point, plane: toPlane(point), named: told.name[at], number: told.number[at],
      district: told.districts[told.district[at]]?.[1] ?? "", stage: told.stages[told.stage[at]] ?? "",
      total: told.total[at], plan: told.plan[at],
      geometry: { type: "Point", coordinates: point }, properties: { colour: "", name: "" },
    };
  });
  const of = new Map(marks.map((mark) => [mark.pk, mark]));
  const shapes = told.shapes.filter(([pk]) => of.has(pk)).map(([pk, type, coordinates]) => {
    const geometry = drawn(type, coordinates);
    const [west, south, east, north] = boundsOf([geometry]);
    const [left, top] = toPlane([west, north]);
    const [right, bottom] = toPlane([east, south]);
    return { of: of.get(pk), geometry, box: [left, top, right, bottom], properties: { colour: "", name: "" } };
  });
  const parts = told.stations.filter(([project]) => of.has(project)).map(([project, pk, name, state, share, type, coordinates]) => {
    const colour = share >= 1 ? "full" : share > 0 ? "half" : "none";
    const geometry = drawn(type, coordinates);
    const [west, south, east, north] = boundsOf([geometry]);
    return { project: of.get(project), pk, named: name, state, geometry, plane: toPlane([(west + east) / 2, (south + north) / 2]), properties: { colour, name } };
  });
  return { marks, of, shapes, parts };
}

export class CityMap extends Plan {
  constructor(figure) {
    super(figure);
    this.page = figure.closest("[data-city-words]");
    this.words = JSON.parse(this.page.dataset.cityWords);
    this.list = this.page.querySelector("[data-city-list]");
    this.told = this.page.querySelector("[data-city-told]");
    this.measured = figure.querySelector(".kw-map-measured");
    this.back = figure.querySelector('[data-act="back"]');
    this.all = { marks: [], of: new Map(), shapes: [], parts: [] };
    this.measure = null;
    this.points = [];
    this.list.addEventListener("click", (event) => this.listed(event));
    this.frame.addEventListener("keydown", (event) => this.key(event));
  }

  async start() {
    await super.start();
    window.addEventListener("beforeprint", () => this.paint(this.drawing));
  }

  async load() {
    const { outlines, features: address, lights } = this.figure.dataset;
    const shades = new Map([...document.querySelectorAll("[data-city-districts] tr[data-code]")].map((row) => [row.dataset.code, Number(row.dataset.shade)]));
    const [edges, told] = await Promise.all([features(outlines), fetched(address)]);
    for (const one of edges) one.properties.shade = shades.get(one.properties.code) ?? 0;
    this.scene.outlines = edges;
    this.all = unpacked(told);
    this.scene.features = this.all.marks;
    this.light(lights);
  }

  // Lights are judged while the marks are already looked at.
  async light(address) {
    try {
      const told = await fetched(address);
      summed(told.pk).forEach((pk, at) => {
        const mark = this.all.of.get(pk);
        if (mark) mark.properties.colour = LIGHTS[told.light[at]];
      });
      for (const shape of this.all.shapes) shape.properties.colour = shape.of.properties.colour;
      this.show();
      this.tellList();
      this.figure.dataset.lit = "";
    } catch {
      this.tell(this.figure.dataset.lost);
    }
  }

  home() {
    const { outlines } = this.scene;
    const edges = outlines.map((one) => one.geometry);
    const marks = [...this.all.marks, ...this.all.shapes].map((one) => one.geometry);
    const narrowed = this.figure.dataset.features.includes("?") && marks.length;
    return boundsOf(narrowed ? marks : [...edges, ...marks]) ?? super.home();
  }

  show() {
    this.paint(this.painters.at(-1));
  }

  paint(painter) {
    painter.show({ ...this.scene, features: this.seen(painter) });
  }

  inView(painter, margin) {
    const [west, south, east, north] = painter.see();
    const [left, top] = toPlane([west, north]);
    const [right, bottom] = toPlane([east, south]);
    const [x, y] = [(right - left) * margin, (bottom - top) * margin];
    return [left - x, top - y, right + x, bottom + y];
  }

  seen(painter) {
    const across = painter.across();
    const [left, top, right, bottom] = this.inView(painter, 0.5);
    const inside = ({ plane: [x, y] }) => x >= left && x <= right && y >= top && y <= bottom;
    const { chosen } = this.scene;
    const shapes = this.all.shapes.filter(({ box }) => {
      const meets = box[0] <= right && box[2] >= left && box[1] <= bottom && box[3] >= top;
      return meets && Math.max(box[2] - box[0], box[3] - box[1]) * across >= SMALLEST_SHAPE;
    });
    const marks = clustered(this.all.marks.filter(inside), across, chosen);
    const parts = this.all.parts.filter((one) => inside(one) && (across >= PARTS_FROM || one.project === chosen));
    const single = marks.filter((one) => !one.members);
    for (const one of single) one.properties.name = single.length <= MOST_NAMES || one === chosen ? one.named : "";
    // Names of what was chosen come first, those of parts last.
    if (chosen && single.includes(chosen)) return [...shapes, chosen, ...marks.filter((one) => one !== chosen), ...parts];
    return [...shapes, ...marks, ...parts];
  }

  moved() {
    if (this.waits) return;
    this.waits = requestAnimationFrame(() => {
      this.waits = null;
      this.show();
      clearTimeout(this.later);
      this.later = setTimeout(() => this.tellList(), 150);
    });
  }

  // What is in view as a list: the same marks for those who do not point.
  tellList() {
    const [left, top, right, bottom] = this.inView(this.painters.at(-1), 0);
    const inside = this.all.marks.filter(({ plane: [x, y] }) => x >= left && x <= right && y >= top && y <= bottom);
    inside.sort((one, other) => (other.total ?? -1) - (one.total ?? -1));
    const focused = this.list.contains(document.activeElement) ? document.activeElement.dataset.pk : null;
    this.list.replaceChildren(...inside.slice(0, MOST_LISTED).map((mark) => this.line(mark)));
    if (focused) this.list.querySelector(`[data-pk="${focused}"]`)?.focus({ preventScroll: true });
    const said = inside.length ? [filled(this.words.inview, { count: grouped(inside.length, 0) })] : [this.words.none];
    if (inside.length > MOST_LISTED) said.push(filled(this.words.more, { count: grouped(inside.length - MOST_LISTED, 0) }));
    this.told.textContent = said.join(" · ");
  }

  line(mark) {
    const { colour } = mark.properties;
    const button = Object.assign(document.createElement("button"), { type: "button" });
    button.dataset.pk = mark.pk;
    button.setAttribute("aria-pressed", String(mark === this.scene.chosen));
    const shape = Object.assign(document.createElement("span"), { className: `kw-shape kw-city-shape-${colour || "plain"}`, textContent: SHAPES[colour] });
    shape.setAttribute("aria-hidden", "true");
    const name = Object.assign(document.createElement("span"), { textContent: mark.named });
    const more = Object.assign(document.createElement("small"), { textContent: [colour && this.words[colour], mark.district].filter(Boolean).join(" · ") });
    button.append(shape, name, more);
    const line = document.createElement("li");
    line.append(button);
    return line;
  }

  listed(event) {
    const mark = this.all.of.get(Number(event.target.closest("button")?.dataset.pk));
    if (!mark) return;
    this.pick(mark);
    this.painters.at(-1).reveal(mark.geometry);
  }

  pick(one) {
    if (one?.members) return this.nearer(one);
    const mark = one?.of ?? one;
    if (mark) this.describe(mark);
    super.pick(mark);
    for (const button of this.list.querySelectorAll("button")) button.setAttribute("aria-pressed", String(this.all.of.get(Number(button.dataset.pk)) === mark));
  }

  describe(mark) {
    const { words } = this;
    if (mark.project) {
      Object.assign(mark.properties, { name: mark.named, text: `${mark.state}\n${mark.project.named}`, address: words.part.replace("/0/", `/${mark.pk}/`) });
      return;
    }
    const money = (amount) => (amount === null ? words.unknown : `${grouped(amount / 100, 2)} ${words.unit}`);
    const { colour } = mark.properties;
    const lines = [
      [mark.number, mark.district, mark.stage].filter(Boolean).join(" · "),
      colour ? `${SHAPES[colour]} ${words[colour]}` : "",
      `${words.total}${words.colon}${money(mark.total)}`,
      `${words.plan}${words.colon}${money(mark.plan)}`,
    ];
    Object.assign(mark.properties, { name: mark.named, text: lines.filter(Boolean).join("\n"), address: words.project.replace("/0/", `/${mark.pk}/`) });
  }

  pressed(event) {
    const { measure, act } = event.target.closest("button")?.dataset ?? {};
    if (measure) this.measuring(measure === this.measure ? null : measure);
    else if (act === "back") this.put(this.points.slice(0, -1));
    else super.pressed(event);
  }

  measuring(kind) {
    const goesOn = kind && this.measure;
    this.measure = kind;
    for (const button of this.figure.querySelectorAll("[data-measure]")) button.setAttribute("aria-pressed", String(button.dataset.measure === kind));
    this.figure.classList.toggle("kw-map-measures", Boolean(kind));
    this.back.hidden = !kind;
    this.put(goesOn ? this.points : []);
  }

  key(event) {
    if (!this.measure) return;
    if (event.key === "Escape") this.measuring(null);
    else if (event.key === "Enter" && !event.target.closest("button, a")) {
      const [west, south, east, north] = this.painters.at(-1).see();
      this.place([(west + east) / 2, (south + north) / 2]);
    } else return;
    event.preventDefault();
  }

  place(point) {
    if (!this.measure) return false;
    this.put([...this.points, rounded(point)]);
    return true;
  }

  put(points) {
    this.points = points;
    this.scene = { ...this.scene, draft: made(this.measure, points) };
    this.measured.textContent = this.measure ? this.sizes() : "";
    this.show();
  }

  sizes() {
    const { words, points } = this;
    if (points.length < 2) return words.begin;
    if (this.measure === "LineString" || points.length < 3) return filled(words.length, { length: far(lengthOf(points)) });
    return filled(words.area, { area: wide(areaOf(points)), length: far(lengthOf([...points, points[0]])) });
  }
}

// The map as a drawing: the first paint, what is printed, and the whole map where there is no graphics card.

import { boundsOf, linesOf, middleOf, sizeOf, toPlane, toWorld } from "./map-geo.js";

const SPACE = "http://www.w3.org/2000/svg";
const EDGE = 36;
const LINE = 16;
// Shapes by meaning, as lights have them; what carries no light is a diamond.
const SHAPES = {
  green: "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0Z",
  yellow: "M0-7L7 6H-7Z",
  red: "M-5.5-5.5H5.5V5.5H-5.5Z",
  grey: "M-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0Z",
  "": "M0-7.5L7.5 0L0 7.5L-7.5 0Z",
  // Parts of the works: a ring that has not begun, half a disc under way, a disc that is done.
  none: "M-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0ZM-3.5 0a3.5 3.5 0 1 1 7 0a3.5 3.5 0 1 1-7 0Z",
  half: "M-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0ZM0-3.5a3.5 3.5 0 0 1 0 7Z",
  full: "M-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0Z",
};

export function shapeOf(feature) {
  const colour = feature.properties?.colour ?? "";
  return { colour: colour in SHAPES ? colour : "", path: SHAPES[colour] ?? SHAPES[""] };
}

export function radiusOf(count) {
  return 9 + 3 * Math.log10(count) + (count > 99 ? 3 : 0);
}

function element(name, attributes) {
  const made = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

export class Drawing {
  constructor(frame, label, { pick, place, moved = () => {} }) {
    this.frame = frame;
    this.moved = moved;
    this.scene = { outlines: [], features: [], draft: null, here: "", chosen: null };
    this.svg = element("svg", { class: "kw-map-svg", role: "group", tabindex: "0", "aria-label": label });
    this.pen = document.createElement("canvas").getContext("2d");
    this.centre = toPlane([117.3, 39.2]);
    this.scale = 512 * 2 ** 8;
    frame.prepend(this.svg);
    this.listen(pick, place);
    new ResizeObserver(() => this.resized()).observe(frame);
  }

  show(scene) {
    this.scene = scene;
    this.draw();
  }

  fit(bounds, nearest = 12) {
    this.bounds = [bounds, nearest];
    const [west, north] = toPlane([bounds[0], bounds[3]]);
    const [east, south] = toPlane([bounds[2], bounds[1]]);
    const [width, height] = this.size();
    const across = Math.max(1, width - 2 * EDGE) / Math.max(1e-9, east - west);
    const down = Math.max(1, height - 2 * EDGE) / Math.max(1e-9, south - north);
    this.centre = [(west + east) / 2, (north + south) / 2];
    this.scale = Math.min(across, down, 512 * 2 ** nearest);
    this.draw();
    this.moved();
  }

  zoom(by, at = null) {
    const [width, height] = this.size();
    const [dx, dy] = at ? [at[0] - width / 2, at[1] - height / 2] : [0, 0];
    const scale = Math.max(512 * 2 ** 4, Math.min(512 * 2 ** 18, this.scale * by));
    this.centre = [this.centre[0] + dx / this.scale - dx / scale, this.centre[1] + dy / this.scale - dy / scale];
    this.scale = scale;
    this.bounds = null;
    this.draw();
    this.moved();
  }

  move(dx, dy) {
    this.centre = [this.centre[0] - dx / this.scale, this.centre[1] - dy / this.scale];
    this.bounds = null;
    this.draw();
    this.moved();
  }

  // Bring a feature into view that has left it.
  reveal(geometry) {
    const [x, y] = this.pixel(middleOf(geometry));
    const [width, height] = this.size();
    if (x < EDGE || y < EDGE || x > width - EDGE || y > height - EDGE) this.move(width / 2 - x, height / 2 - y);
  }

  size() {
    return [this.frame.clientWidth || 600, this.frame.clientHeight || 400];
  }

  resized() {
    if (this.bounds) this.fit(...this.bounds);
    else this.draw();
  }

  pixel(point) {
    const [width, height] = this.size();
    const [x, y] = toPlane(point);
    return [(x - this.centre[0]) * this.scale + width / 2, (y - this.centre[1]) * this.scale + height / 2];
  }

  world([x, y]) {
    const [width, height] = this.size();
    return toWorld([this.centre[0] + (x - width / 2) / this.scale, this.centre[1] + (y - height / 2) / this.scale]);
  }

  path(geometry) {
    const closed = /Polygon/.test(geometry.type) ? "Z" : "";
    return linesOf(geometry)
      .filter((line) => line.length > 1)
      .map((line) => `M${line.map((point) => this.pixel(point).map((one) => one.toFixed(1)).join(" ")).join("L")}${closed}`)
      .join("");
  }

  draw() {
    const [width, height] = this.size();
    const { outlines, features, draft, here, chosen } = this.scene;
    this.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const drawn = element("g", {});
    const boxes = [];
    for (const one of outlines) {
      const { code, shade } = one.properties ?? {};
      const at = `kw-map-outline${here && code === here ? " kw-map-here" : ""}${shade ? ` kw-map-shade-${shade}` : ""}`;
      drawn.append(element("path", { class: at, d: this.path(one.geometry) }));
    }
    features.forEach((one, index) => drawn.append(...this.feature(one, index, Boolean(chosen) && (one === chosen || one.of === chosen), boxes)));
    if (draft) drawn.append(...this.draft(draft));
    this.pen.font = `12px ${getComputedStyle(this.frame).fontFamily}`;
    for (const one of features) if (one.properties?.name) this.label(drawn, one, boxes, "kw-map-name");
    for (const one of [...outlines].sort((a, b) => sizeOf(b.geometry) - sizeOf(a.geometry))) this.label(drawn, one, boxes, "kw-map-district");
    this.svg.replaceChildren(drawn);
  }

  feature(one, index, chosen, boxes) {
    const { colour, path } = shapeOf(one);
    const kind = one.geometry.type;
    const marks = `kw-map-${colour || "plain"}${chosen ? " kw-map-chosen" : ""}`;
    if (!/Point/.test(kind)) {
      const form = /Polygon/.test(kind) ? "kw-map-area" : "kw-map-line";
      return [element("path", { class: `${form} ${marks}`, d: this.path(one.geometry), "data-feature": index })];
    }
    if (one.properties?.count) return this.cluster(one, index, boxes);
    return linesOf(one.geometry).map(([point]) => {
      const [x, y] = this.pixel(point);
      boxes.push([x - 8, y - 8, x + 8, y + 8]);
      return element("path", { class: `kw-map-point ${marks}`, d: path, transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`, "data-feature": index });
    });
  }

  // Many marks at one spot: a disc with their number, at least as large as a finger's tip from ten on.
  cluster(one, index, boxes) {
    const [x, y] = this.pixel(one.geometry.coordinates);
    const size = radiusOf(one.properties.count);
    boxes.push([x - size, y - size, x + size, y + size]);
    const at = { "data-feature": index };
    const words = element("text", { class: "kw-map-many-words", x: x.toFixed(1), y: (y + 4).toFixed(1), ...at });
    words.textContent = String(one.properties.count);
    return [element("circle", { class: "kw-map-many", cx: x.toFixed(1), cy: y.toFixed(1), r: size, ...at }), words];
  }

  draft(geometry) {
    const dots = linesOf(geometry).flat().map((point) => {
      const [x, y] = this.pixel(point);
      return element("circle", { class: "kw-map-vertex", cx: x.toFixed(1), cy: y.toFixed(1), r: geometry.type === "Point" ? 7 : 4.5 });
    });
    const form = /Polygon/.test(geometry.type) ? "kw-map-draft kw-map-draft-area" : "kw-map-draft";
    return [element("path", { class: form, d: this.path(geometry) }), ...dots];
  }

  // A name stands where there is room for it, or not at all: the table has every one.
  label(drawn, one, boxes, kind) {
    const words = one.properties?.name ?? "";
    const middle = words && middleOf(one.geometry);
    if (!middle) return;
    const [x, y] = this.pixel(middle);
    const [width, height] = this.size();
    const wide = this.pen.measureText(words).width + 4;
    const beside = kind === "kw-map-name" && /Point/.test(one.geometry.type);
    const places = beside
      ? [[x + 11, y - LINE / 2], [x - 11 - wide, y - LINE / 2], [x - wide / 2, y - 11 - LINE], [x - wide / 2, y + 11]]
      : [[x - wide / 2, y - LINE / 2], [x - wide / 2, y - LINE * 1.5], [x - wide / 2, y + LINE / 2]];
    for (const [left, top] of places) {
      const box = [left, top, left + wide, top + LINE];
      const out = left < 2 || top < 2 || box[2] > width - 2 || box[3] > height - 2;
      if (out || boxes.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) continue;
      boxes.push(box);
      const text = element("text", { class: kind, x: (left + 2).toFixed(1), y: (top + 12).toFixed(1) });
      text.textContent = words;
      drawn.append(text);
      return;
    }
  }

  listen(pick, place) {
    let from = null;
    let moved = false;
    const spot = (event) => {
      const box = this.svg.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    };
    this.svg.addEventListener("pointerdown", (event) => {
      from = spot(event);
      moved = false;
    });
    this.svg.addEventListener("pointermove", (event) => {
      if (!from || !event.buttons) return;
      const to = spot(event);
      if (!moved && Math.hypot(to[0] - from[0], to[1] - from[1]) < 4) return;
      moved = true;
      this.svg.setPointerCapture(event.pointerId);
      this.move(to[0] - from[0], to[1] - from[1]);
      from = to;
    });
    this.svg.addEventListener("click", (event) => {
      if (moved) return;
      const index = event.target.dataset?.feature;
      if (!place(this.world(spot(event)))) pick(index === undefined ? null : this.scene.features[Number(index)]);
    });
    this.svg.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      this.zoom(2 ** (-event.deltaY / 200), spot(event));
    }, { passive: false });
    this.svg.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
      if (by) this.move(...by);
      else if (event.key === "+" || event.key === "=") this.zoom(1.6);
      else if (event.key === "-") this.zoom(1 / 1.6);
      else return;
      event.preventDefault();
    });
  }

  // Pixels across the whole plane.
  across() {
    return this.scale;
  }

  see() {
    const [width, height] = this.size();
    return boundsOf([{ type: "LineString", coordinates: [this.world([0, height]), this.world([width, 0])] }]);
  }
}

// The map on the graphics card: smooth to move, for fingers too. Where there is none the drawing stays.

import { linesOf, middleOf, sizeOf } from "./map-geo.js";
import { radiusOf, shapeOf } from "./map-svg.js";

const FONT = "Noto Sans SC Variable";
const COLOURS = { "": "accent", green: "green", yellow: "yellow", red: "red", grey: "grey", none: "ink", half: "ink", full: "ink" };
const IMAGES = Object.keys(COLOURS).flatMap((colour) => [colour || "plain", `${colour || "plain"}-chosen`]);

// A card drawn by the processor is slower than the drawing.
export function worthwhile() {
  const card = document.createElement("canvas").getContext("webgl2", { failIfMajorPerformanceCaveat: true });
  card?.getExtension("WEBGL_lose_context")?.loseContext();
  return Boolean(card);
}

function token(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--kw-${name}`).trim();
}

function collection(features) {
  return { type: "FeatureCollection", features };
}

function narrow(frame) {
  return frame.clientWidth < 480;
}

function layers(frame) {
  const lit = ["match", ["get", "colour"], ...Object.entries(COLOURS).flatMap(([colour, name]) => (colour ? [colour, token(name)] : [])), token("accent")];
  const chosen = ["boolean", ["get", "chosen"], false];
  const flat = (kind) => ["==", ["geometry-type"], kind];
  const words = { "text-field": ["get", "name"], "text-font": [FONT], "text-size": 12, "text-padding": 2 };
  const halo = { "text-halo-color": token("surface"), "text-halo-width": 1.6 };
  const draft = token("accent-strong");
  const many = ["has", "count"];
  return [
    { id: "ground", type: "background", paint: { "background-color": token("canvas") } },
    { id: "outline", type: "fill", source: "outlines", paint: { "fill-color": ["case", chosen, token("chosen"), ["match", ["get", "shade"], ...[1, 2, 3, 4, 5].flatMap((shade) => [shade, token(`shade-${shade}`) || token("surface")]), token("surface")]] } },
    { id: "edge", type: "line", source: "outlines", paint: { "line-color": token("edge"), "line-width": ["case", chosen, 1.8, 0.8] } },
    { id: "area", type: "fill", source: "features", filter: flat("Polygon"), paint: { "fill-color": lit, "fill-opacity": 0.22 } },
    { id: "line", type: "line", source: "features", filter: ["!", flat("Point")], paint: { "line-color": lit, "line-width": ["case", chosen, 5, 2.5] } },
    { id: "draft-area", type: "fill", source: "draft", filter: flat("Polygon"), paint: { "fill-color": draft, "fill-opacity": 0.18 } },
    { id: "draft-line", type: "line", source: "draft", filter: ["!", flat("Point")], paint: { "line-color": draft, "line-width": 2.5, "line-dasharray": [3, 2] } },
    { id: "vertex", type: "circle", source: "draft", filter: flat("Point"), paint: { "circle-radius": 5.5, "circle-color": token("surface"), "circle-stroke-color": draft, "circle-stroke-width": 2.5 } },
    { id: "district", type: "symbol", source: "districts", layout: { ...words, "symbol-sort-key": ["-", 0, ["get", "size"]], "text-variable-anchor": ["center", "top", "bottom", "left", "right"], "text-radial-offset": 1 }, paint: { ...halo, "text-color": token("muted") } },
    {
      id: "name", type: "symbol", source: "names",
      layout: { ...words, "text-variable-anchor-offset": narrow(frame) ? ["bottom", [0, -1.8], "top", [0, 1.8]] : ["left", [1.25, 0], "bottom", [0, -1.8], "top", [0, 1.8]], "text-max-width": 8 },
      paint: { ...halo, "text-color": token("ink") },
    },
    // On top, so that names make room for the marks.
    { id: "point", type: "symbol", source: "features", filter: ["all", flat("Point"), ["!", many]], layout: { "icon-image": ["get", "image"], "icon-allow-overlap": true, "icon-padding": 0 } },
    { id: "many", type: "circle", source: "features", filter: many, paint: { "circle-radius": ["get", "radius"], "circle-color": token("accent"), "circle-stroke-color": token("surface"), "circle-stroke-width": 2 } },
    { id: "many-words", type: "symbol", source: "features", filter: many, layout: { ...words, "text-field": ["to-string", ["get", "count"]], "text-allow-overlap": true }, paint: { "text-color": token("on-accent") } },
  ];
}

function image(name) {
  const [colour, chosen] = name.split("-");
  const pixels = 2;
  const pen = Object.assign(document.createElement("canvas"), { width: 24 * pixels, height: 24 * pixels }).getContext("2d");
  pen.scale(pixels, pixels);
  pen.translate(12, 12);
  if (chosen) pen.scale(1.35, 1.35);
  const known = colour in COLOURS ? colour : "";
  const path = new Path2D(shapeOf({ properties: { colour: known } }).path);
  pen.lineWidth = 3;
  pen.strokeStyle = token(chosen ? "ink" : "surface");
  pen.stroke(path);
  pen.fillStyle = token(COLOURS[known]);
  pen.fill(path);
  if (known === "grey") {
    pen.scale(0.6, 0.6);
    pen.fillStyle = token("surface");
    pen.fill(path);
  }
  return pen.getImageData(0, 0, 24 * pixels, 24 * pixels);
}

function sourced({ outlines, features, draft, here, chosen }) {
  const named = (one, more) => ({ type: "Feature", properties: { name: one.properties?.name ?? "", ...more }, geometry: { type: "Point", coordinates: middleOf(one.geometry) } });
  const vertices = linesOf(draft).flat().map((point) => ({ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: point } }));
  return {
    outlines: collection(outlines.map((one) => ({ ...one, properties: { chosen: Boolean(here) && one.properties?.code === here, shade: one.properties?.shade ?? 0 } }))),
    districts: collection(outlines.map((one) => named(one, { size: sizeOf(one.geometry) }))),
    features: collection(features.map((one, index) => {
      const { colour } = shapeOf(one);
      const now = Boolean(chosen) && (one === chosen || one.of === chosen);
      const properties = { index, colour, chosen: now, image: `${colour || "plain"}${now ? "-chosen" : ""}` };
      const { count } = one.properties ?? {};
      if (count) Object.assign(properties, { count, radius: radiusOf(count) });
      return { type: "Feature", properties, geometry: one.geometry };
    })),
    names: collection(features.filter((one) => one.properties?.name).map((one) => named(one))),
    draft: collection(draft ? [{ type: "Feature", properties: {}, geometry: draft }, ...vertices] : []),
  };
}

function style(scene, frame) {
  const sources = Object.entries(sourced(scene)).map(([name, data]) => [name, { type: "geojson", data }]);
  return { version: 8, sources: Object.fromEntries(sources), layers: layers(frame) };
}

function dressed(address) {
  if (document.querySelector(`link[href="${address}"]`)) return null;
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address });
  return new Promise((resolve, reject) => {
    Object.assign(link, { onload: resolve, onerror: reject });
    document.head.append(link);
  });
}

// Names stand to the right of their marks, above or below, on a phone not beside them: none is cut at the frame.
function margin(frame) {
  if (frame.closest("[data-city]")) return { top: 40, bottom: 28, left: 28, right: 28 };
  return { top: 90, bottom: 56, left: 60, right: narrow(frame) ? 60 : 120 };
}

export class Surface {
  // The letters must be there before the map is, or they stay boxes.
  static async over(frame, figure, scene, bounds, told) {
    const said = [...scene.outlines, ...scene.features].map((one) => one.properties?.name ?? "").join("");
    await dressed(figure.dataset.look);
    await document.fonts.load(`24px "${FONT}"`, `${said}图0123456789`);
    const library = await import("../vendor/maplibre-gl.mjs");
    library.setWorkerUrl(new URL(figure.dataset.worker, location.href).href);
    return new Surface(library, frame, figure, scene, bounds, told);
  }

  constructor(library, frame, figure, scene, bounds, { pick, place, label, moved = () => {} }) {
    const { dataset } = figure;
    this.scene = scene;
    this.place = document.createElement("div");
    this.place.className = "kw-map-gl";
    frame.prepend(this.place);
    this.map = new library.Map({
      container: this.place,
      style: style(scene, frame),
      bounds,
      fitBoundsOptions: { padding: margin(frame), maxZoom: 12 },
      minZoom: 4,
      maxZoom: 18,
      attributionControl: false,
      cooperativeGestures: true,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      fadeDuration: 0,
      locale: {
        "Map.Title": label,
        "CooperativeGesturesHandler.WindowsHelpText": dataset.wheel,
        "CooperativeGesturesHandler.MacHelpText": dataset.wheel,
        "CooperativeGesturesHandler.MobileHelpText": dataset.fingers,
      },
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.once("style.load", () => {
      for (const name of IMAGES) this.map.addImage(name, image(name), { pixelRatio: 2 });
    });
    this.map.on("click", (event) => {
      if (place(event.lngLat.toArray())) return;
      const near = [[event.point.x - 6, event.point.y - 6], [event.point.x + 6, event.point.y + 6]];
      const hit = this.map.queryRenderedFeatures(near, { layers: ["many", "point", "line", "area"] })[0];
      pick(hit ? this.scene.features[hit.properties.index] : null);
    });
    this.map.on("moveend", moved);
    this.theme = new MutationObserver(() => this.dress());
    this.theme.observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
  }

  ready() {
    return new Promise((resolve, reject) => {
      this.map.once("idle", resolve);
      this.map.once("error", (event) => reject(event.error));
    });
  }

  // Shapes and layers in the colours of the theme.
  dress() {
    for (const name of IMAGES) this.map.updateImage(name, image(name));
    this.map.setStyle(style(this.scene, this.place));
  }

  show(scene) {
    this.scene = scene;
    for (const [name, data] of Object.entries(sourced(scene))) this.map.getSource(name)?.setData(data);
  }

  fit(bounds, nearest = 12) {
    this.map.fitBounds(bounds, { padding: margin(this.place), maxZoom: nearest, animate: false });
  }

  zoom(by) {
    this.map.zoomTo(this.map.getZoom() + Math.log2(by), { duration: 150 });
  }

  reveal(geometry) {
    const middle = middleOf(geometry);
    if (!this.map.getBounds().contains(middle)) this.map.panTo(middle, { duration: 150 });
  }

  across() {
    return 512 * 2 ** this.map.getZoom();
  }

  see() {
    return this.map.getBounds().toArray().flat();
  }

  remove() {
    this.theme.disconnect();
    this.map.remove();
    this.place.remove();
  }
}

// Geometry of the map: pure, longitude before latitude, WGS 84 as CGCS2000 sees it.

const TURN = 2 * Math.PI;

// Mercator's plane: 0 to 1 from west to east and from north to south.
export function toPlane([longitude, latitude]) {
  const bound = Math.max(-85, Math.min(85, latitude));
  return [(longitude + 180) / 360, 0.5 - Math.log(Math.tan(Math.PI / 4 + (bound * Math.PI) / 360)) / TURN];
}

export function toWorld([x, y]) {
  return [x * 360 - 180, (360 / Math.PI) * Math.atan(Math.exp((0.5 - y) * TURN)) - 90];
}

// Its lines of points: one of one point for a point, a ring after the other for an area.
export function linesOf(geometry) {
  if (!geometry) return [];
  const { type, coordinates } = geometry;
  if (type === "Point") return [[coordinates]];
  if (type === "LineString") return [coordinates];
  if (type === "MultiPoint") return coordinates.map((point) => [point]);
  if (type === "Polygon" || type === "MultiLineString") return coordinates;
  if (type === "MultiPolygon") return coordinates.flat();
  if (type === "GeometryCollection") return geometry.geometries.flatMap(linesOf);
  return [];
}

export function boundsOf(geometries) {
  const points = geometries.flatMap(linesOf).flat();
  if (!points.length) return null;
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [longitude, latitude] of points) {
    west = Math.min(west, longitude);
    east = Math.max(east, longitude);
    south = Math.min(south, latitude);
    north = Math.max(north, latitude);
  }
  return [west, south, east, north];
}

function turned(ring) {
  let [area, x, y] = [0, 0, 0];
  const [ox, oy] = ring[0];
  for (let at = 0; at < ring.length; at += 1) {
    const [ax, ay] = [ring[at][0] - ox, ring[at][1] - oy];
    const next = ring[(at + 1) % ring.length];
    const [bx, by] = [next[0] - ox, next[1] - oy];
    const cross = ax * by - bx * ay;
    area += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  }
  return { area: Math.abs(area) / 2, at: area ? [ox + x / (3 * area), oy + y / (3 * area)] : ring[0] };
}

// Where its name stands: in the middle of its largest ring, half way along its longest line.
export function middleOf(geometry) {
  const lines = linesOf(geometry);
  if (!lines.length) return null;
  if (/Polygon/.test(geometry.type)) return lines.map(turned).reduce((best, one) => (one.area > best.area ? one : best)).at;
  const longest = lines.reduce((best, line) => (line.length > best.length ? line : best));
  return longest[Math.floor((longest.length - 1) / 2)];
}

export function sizeOf(geometry) {
  return Math.max(0, ...linesOf(geometry).map((line) => turned(line).area));
}

function known(geometry) {
  const points = linesOf(geometry).flat();
  const fits = ([longitude, latitude]) => Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;
  return points.length > 0 && points.every((point) => Array.isArray(point) && point.length > 1 && fits(point));
}

function inJson(text) {
  try {
    const found = JSON.parse(text);
    if (found.type === "Feature") return found.geometry;
    if (found.type === "FeatureCollection") return found.features.length === 1 ? found.features[0].geometry : null;
    return found;
  } catch {
    return null;
  }
}

function inLines(text) {
  const points = text.split(/\n+/).filter((line) => line.trim()).map((line) => line.trim().split(/[\s,，;；、]+/).map(Number));
  if (!points.length || points.some((point) => point.length !== 2 || point.some(Number.isNaN))) return null;
  if (points.length === 1) return { type: "Point", coordinates: points[0] };
  const [first, last] = [points[0], points.at(-1)];
  const closed = points.length > 3 && first[0] === last[0] && first[1] === last[1];
  return closed ? { type: "Polygon", coordinates: [points] } : { type: "LineString", coordinates: points };
}

// What was typed: GeoJSON, or a line of longitude and latitude for each point; null where it is neither.
export function parse(text) {
  const found = /^\s*\{/.test(text) ? inJson(text) : inLines(text);
  return found && known(found) ? found : null;
}

// The geometry of clicked points; an area of two points is still a line.
export function made(kind, points) {
  if (!points.length) return null;
  if (kind === "Point" || points.length === 1) return { type: "Point", coordinates: points.at(-1) };
  if (kind === "Polygon" && points.length > 2) return { type: "Polygon", coordinates: [[...points, points[0]]] };
  return { type: "LineString", coordinates: points };
}

// The points that clicks may go on from; [] where the geometry has several parts.
export function pointsOf(geometry) {
  if (!geometry || /^Multi|Collection/.test(geometry.type)) return [];
  const lines = linesOf(geometry);
  if (lines.length !== 1) return [];
  return geometry.type === "Polygon" ? lines[0].slice(0, -1) : lines[0];
}

export function rounded([longitude, latitude]) {
  return [Number(longitude.toFixed(5)), Number(latitude.toFixed(5))];
}

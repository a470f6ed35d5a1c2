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

const [MAJOR, FLAT] = [6378137, 1 / 298.257223563];
const MINOR = MAJOR * (1 - FLAT);
const radians = (degrees) => (degrees * Math.PI) / 180;

// Metres between two points on WGS 84's ellipsoid, by Vincenty's inverse formula.
export function metres([west, south], [east, north]) {
  const [u, v] = [south, north].map((one) => Math.atan((1 - FLAT) * Math.tan(radians(one))));
  const [su, cu, sv, cv] = [Math.sin(u), Math.cos(u), Math.sin(v), Math.cos(v)];
  const apart = radians(east - west);
  let lambda = apart;
  for (let round = 0; round < 100; round += 1) {
    const [sl, cl] = [Math.sin(lambda), Math.cos(lambda)];
    const sine = Math.hypot(cv * sl, cu * sv - su * cv * cl);
    if (sine === 0) return 0;
    const cosine = su * sv + cu * cv * cl;
    const arc = Math.atan2(sine, cosine);
    const tilt = (cu * cv * sl) / sine;
    const level = 1 - tilt * tilt;
    const middle = level ? cosine - (2 * su * sv) / level : 0;
    const c = (FLAT / 16) * level * (4 + FLAT * (4 - 3 * level));
    const next = apart + (1 - c) * FLAT * tilt * (arc + c * sine * (middle + c * cosine * (2 * middle ** 2 - 1)));
    if (Math.abs(next - lambda) > 1e-12) {
      lambda = next;
      continue;
    }
    const square = (level * (MAJOR ** 2 - MINOR ** 2)) / MINOR ** 2;
    const a = 1 + (square / 16384) * (4096 + square * (-768 + square * (320 - 175 * square)));
    const b = (square / 1024) * (256 + square * (-128 + square * (74 - 47 * square)));
    const inner = cosine * (2 * middle ** 2 - 1) - (b / 6) * middle * (4 * sine ** 2 - 3) * (4 * middle ** 2 - 3);
    return MINOR * a * (arc - b * sine * (middle + (b / 4) * inner));
  }
  return NaN;
}

export function lengthOf(points) {
  return points.slice(1).reduce((sum, point, at) => sum + metres(points[at], point), 0);
}

// Square metres inside a ring of points: on the sphere of the ellipsoid's own area, with authalic latitudes.
export function areaOf(points) {
  const e = Math.sqrt(FLAT * (2 - FLAT));
  const q = (sine) => (1 - e * e) * (sine / (1 - e * e * sine * sine) - Math.log((1 - e * sine) / (1 + e * sine)) / (2 * e));
  const whole = q(1);
  let sum = 0;
  points.forEach((point, at) => {
    const next = points[(at + 1) % points.length];
    const rise = (q(Math.sin(radians(point[1]))) + q(Math.sin(radians(next[1])))) / whole / 2;
    sum += radians(next[0] - point[0]) * rise;
  });
  return Math.abs(sum) * MAJOR ** 2 * (whole / 2);
}

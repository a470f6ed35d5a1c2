"""Geometries as GeoJSON (RFC 7946): what a person gives is read and checked, never mended.

A geometry is a plain dict of type and coordinates, each position [longitude, latitude]. Shapely is imported where it is
used: it takes a tenth of a second, which plain pages do not pay.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from keyworks.values.problems import Problem

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

Geometry = dict[str, Any]

DEPTHS = {"Point": 0, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
"""The types that are taken, and how many lists lie around their positions."""
SHORTEST = {"LineString": 2, "MultiLineString": 2, "Polygon": 4, "MultiPolygon": 4}
CRS = re.compile(r"(CRS84|EPSG:{1,2}(4326|4490))$", re.IGNORECASE)
WORLD = ((-180.0, 180.0), (-90.0, 90.0))
CHINA = ((73.0, 136.0), (3.0, 54.0))
DIGITS = 7  # a centimetre
SCALE = 1024
DEGREE_KM = 111.195
"""Of latitude, on a sphere of the Earth's mean radius."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is taken: characters of the text, positions of the geometry."""

    characters: int = 2_000_000
    positions: int = 20_000


LIMITS = Limits()


class _Found(Exception):
    """Carries the first problem up through the nested coordinates."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def read(given: str | bytes | Mapping[str, Any], *, limits: Limits = LIMITS) -> Geometry | Problem:
    """The geometry a person gives: bare, as a Feature, or as a FeatureCollection of one; heights are left out."""
    try:
        bare = _bare(_parsed(given, limits) if isinstance(given, str | bytes) else given)
        kind = bare.get("type")
        if not isinstance(kind, str) or kind not in DEPTHS:
            raise _Found(Problem("geometry.other_type", {"type": str(kind)[:40], "expected": ", ".join(DEPTHS)}))
        left = [limits.positions]
        coordinates = _nested(bare.get("coordinates"), DEPTHS[kind], left, limits)
        geometry = {"type": kind, "coordinates": coordinates}
        _in_range(list(positions_of(geometry)))
        if kind in SHORTEST:
            _long_enough(kind, coordinates)
        _valid(geometry)
    except _Found as found:
        return found.problem
    return geometry


def _parsed(text: str | bytes, limits: Limits) -> Any:
    if len(text) > limits.characters:
        raise _Found(Problem("geometry.too_long", {"limit": limits.characters}))
    try:
        if isinstance(text, bytes):
            text = text.decode("utf-8-sig")
        return json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        raise _Found(Problem("geometry.unreadable")) from None


def _bare(given: Any) -> Mapping[str, Any]:
    """The geometry inside its wrapping; each step goes one level in, so that no nesting leads on for ever."""
    found = _object(given)
    if found.get("type") == "FeatureCollection":
        _crs(found)
        features = found.get("features")
        if not isinstance(features, list):
            raise _Found(Problem("geometry.unreadable"))
        if len(features) != 1:
            raise _Found(Problem("geometry.not_one", {"count": len(features)}))
        found = _object(features[0])
    if found.get("type") == "Feature":
        _crs(found)
        found = _object(found.get("geometry"))
    _crs(found)
    return found


def _object(given: Any) -> Mapping[str, Any]:
    if not isinstance(given, Mapping):
        raise _Found(Problem("geometry.unreadable"))
    return given


def _crs(found: Mapping[str, Any]) -> None:
    """Old GeoJSON could name its coordinate system; any but degrees of WGS 84 or CGCS2000 would put it elsewhere."""
    crs = found.get("crs")
    if crs is None:
        return
    properties = crs.get("properties") if isinstance(crs, Mapping) else None
    name = properties.get("name") if isinstance(properties, Mapping) else None
    if not isinstance(name, str) or not CRS.search(name):
        raise _Found(Problem("geometry.other_crs", {"crs": str(name or crs)[:60]}))


def _nested(given: Any, depth: int, left: list[int], limits: Limits) -> Any:
    if not isinstance(given, list | tuple) or not given:
        raise _Found(Problem("geometry.unreadable"))
    if depth:
        return [_nested(one, depth - 1, left, limits) for one in given]
    left[0] -= 1
    if left[0] < 0:
        raise _Found(Problem("geometry.too_many_positions", {"limit": limits.positions}))
    return _position(given)


def _position(given: list[Any] | tuple[Any, ...]) -> list[float]:
    numbers = [one for one in given if isinstance(one, int | float) and not isinstance(one, bool)]
    if len(numbers) != len(given) or not 2 <= len(given) <= 3:
        raise _Found(Problem("geometry.not_a_position", {"position": str(given)[:60]}))
    try:
        lon, lat = float(numbers[0]), float(numbers[1])
    except OverflowError:
        lon = lat = math.inf
    if not (math.isfinite(lon) and math.isfinite(lat)):
        raise _Found(Problem("geometry.not_a_position", {"position": str(given)[:60]}))
    return [lon, lat]


def positions_of(geometry: Geometry) -> Iterator[list[float]]:
    """Every position of a geometry, in order."""
    level = [geometry["coordinates"]]
    for _ in range(DEPTHS[geometry["type"]]):
        level = [one for many in level for one in many]
    yield from level


def _within(position: list[float], bounds: tuple[tuple[float, float], tuple[float, float]]) -> bool:
    return all(low <= one <= high for one, (low, high) in zip(position, bounds, strict=True))


def _in_range(positions: list[list[float]]) -> None:
    # Latitude first is how people say it. No city stands at the other reading of a place in China: that is Arctic sea.
    if all(_within(position[::-1], CHINA) for position in positions):
        lat, lon = positions[0]
        raise _Found(Problem("geometry.order_swapped", {"first": _said([lat, lon]), "meant": _said([lon, lat])}))
    for position in positions:
        if not _within(position, WORLD):
            raise _Found(Problem("geometry.out_of_range", {"position": _said(position)}))


def _said(position: Iterable[float]) -> str:
    return "[" + ", ".join(f"{round(one, DIGITS):.15g}" for one in position) + "]"


def _long_enough(kind: str, coordinates: Any) -> None:
    """Each line has two different positions; each ring has four, the last of them the first again."""
    lines = coordinates
    if kind == "LineString":
        lines = [coordinates]
    elif kind == "MultiPolygon":
        lines = [ring for polygon in coordinates for ring in polygon]
    for line in lines:
        if "Polygon" in kind and line[0] != line[-1]:
            raise _Found(Problem("geometry.ring_open", {"first": _said(line[0]), "last": _said(line[-1])}))
        if len(line) < SHORTEST[kind] or all(position == line[0] for position in line):
            raise _Found(Problem("geometry.too_short", {"position": _said(line[0]), "least": SHORTEST[kind]}))


def _valid(geometry: Geometry) -> None:
    if geometry["type"] == "Point":
        return
    import shapely

    made = _shape(geometry)
    if shapely.is_valid(made):
        return
    reason = str(shapely.is_valid_reason(made))
    where = re.search(r"\[(\S+) (\S+)\]", reason)
    position = _said([float(where[1]), float(where[2])]) if where else _said(next(positions_of(geometry)))
    if "elf-inter" in reason:
        raise _Found(Problem("geometry.crosses_itself", {"position": position}))
    raise _Found(Problem("geometry.not_valid", {"position": position}))


def _shape(geometry: Geometry) -> BaseGeometry:
    from shapely.geometry import shape

    return shape(geometry)


def point_of(geometry: Geometry) -> tuple[float, float]:
    """(longitude, latitude) of a point upon it: inside an area, halfway along the longest line."""
    made = _point(_shape(geometry))
    return round(made.x, DIGITS), round(made.y, DIGITS)


def kilometres(geometry: Geometry, longitude: float, latitude: float) -> float:
    """How far a point lies from the geometry: on a plane laid at the point, good to a hundredth within some 100 km."""
    from shapely.affinity import affine_transform
    from shapely.geometry import Point

    narrow = math.cos(math.radians(latitude))
    laid = affine_transform(_shape(geometry), [narrow, 0, 0, 1, 0, 0])
    return round(float(laid.distance(Point(longitude * narrow, latitude))) * DEGREE_KM, 1)


def _point(made: BaseGeometry) -> Any:
    if "LineString" in made.geom_type:
        # Shapely's own point of a line without bends would be one of its ends.
        return max(getattr(made, "geoms", [made]), key=lambda line: line.length).interpolate(0.5, normalized=True)
    return made.representative_point()


class Outlines:
    """Outlines by their keys, with their tree built once; where two share a border the earlier has it."""

    def __init__(self, outlines: Iterable[tuple[str, Geometry]]) -> None:
        import shapely

        pairs = list(outlines)
        self.keys = [key for key, _ in pairs]
        self.shapes = [_shape(geometry) for _, geometry in pairs]
        self.tree = shapely.STRtree(self.shapes)

    @classmethod
    def of(cls, text: str, *, key: str = "code") -> Outlines:
        """From a FeatureCollection of ours, by a property of its features."""
        features = json.loads(text)["features"]
        return cls((feature["properties"][key], feature["geometry"]) for feature in features)

    def meeting(self, made: BaseGeometry) -> list[int]:
        return sorted(int(one) for one in self.tree.query(made, predicate="intersects"))


def inside(geometry: Geometry, outlines: Outlines) -> str | None:
    """The key of the outline with the geometry's point, else with its largest share; None where it meets none."""
    made = _shape(geometry)
    found = outlines.meeting(_point(made))
    if found:
        return outlines.keys[found[0]]
    size: Callable[[Any], float] = (lambda one: one.area) if "Polygon" in made.geom_type else (lambda one: one.length)
    shared = [(size(outlines.shapes[one].intersection(made)), -one) for one in outlines.meeting(made)]
    return outlines.keys[-max(shared)[1]] if shared else None


def reaches(geometry: Geometry, outlines: Outlines, key: str, *, margin: float = 0.0) -> bool:
    """Does the geometry touch the outline of this key, or come within `margin` degrees of it?"""
    return bool(_shape(geometry).distance(outlines.shapes[outlines.keys.index(key)]) <= margin)


def decode_outlines(text: str) -> list[tuple[str, str, Geometry]]:
    """(code, name, geometry) of each outline of a map of ECharts 4: zig-zag steps of 1/1024 degree, made valid."""
    return [
        (str(feature["id"]), str(feature["properties"]["name"]), _decoded(feature["geometry"]))
        for feature in json.loads(text)["features"]
    ]


def _decoded(encoded: Mapping[str, Any]) -> Geometry:
    from shapely import make_valid
    from shapely.geometry import MultiPolygon, Polygon

    coordinates, offsets = encoded["coordinates"], encoded["encodeOffsets"]
    if encoded["type"] == "Polygon":
        coordinates, offsets = [coordinates], [offsets]
    parts = []
    for rings, starts in zip(coordinates, offsets, strict=True):
        shell, *holes = (_ring(ring, start) for ring, start in zip(rings, starts, strict=True))
        made = make_valid(Polygon(shell, holes))
        parts += [one for one in getattr(made, "geoms", [made]) if "Polygon" in one.geom_type]
    whole = make_valid(MultiPolygon([one for part in parts for one in getattr(part, "geoms", [part])]))
    areas = [one for one in getattr(whole, "geoms", [whole]) if one.geom_type == "Polygon"]
    polygons = [[_rounded(ring) for ring in (area.exterior, *area.interiors)] for area in areas]
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}


def _ring(encoded: str, start: list[int]) -> list[tuple[float, float]]:
    steps = [ord(letter) - 64 for letter in encoded]
    steps = [(step >> 1) ^ -(step & 1) for step in steps]
    ring, (x, y) = [], start
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        ring.append((x / SCALE, y / SCALE))
    return ring


def _rounded(ring: Any) -> list[list[float]]:
    return [[round(lon, DIGITS), round(lat, DIGITS)] for lon, lat in ring.coords]


def write_outlines(outlines: Iterable[tuple[str, str, Geometry]], **told: str) -> str:
    """A FeatureCollection with code and name as properties, a feature a line, the same bytes for the same input."""
    features = [
        {"type": "Feature", "properties": {"code": code, "name": name}, "geometry": geometry}
        for code, name, geometry in outlines
    ]
    head = json.dumps({"type": "FeatureCollection", **told}, ensure_ascii=False)[:-1]
    lines = ",\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in features)
    return f'{head}, "features": [\n{lines}\n]}}\n'

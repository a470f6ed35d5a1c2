"""Coordinate systems in which a place may be given, and the way from each to WGS 84, in which all are kept.

GCJ-02 is WGS 84 shifted by sums of sines of the place, as maps in China show it: the shift is the published one, its
way back is found by repeating it. CGCS2000 and WGS 84 agree to some centimetres and are taken for the same.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from enum import StrEnum
from typing import Any

from keyworks.formats.geojson import DIGITS, Geometry

SEMI_MAJOR, SQUARED = 6_378_245.0, 0.00669342162296594323
"""Krasovsky's ellipsoid: its larger half axis in metres, its eccentricity squared."""
EXTENT = ((72.004, 137.8347), (0.8293, 55.8271))
"""Longitudes and latitudes between which GCJ-02 shifts; elsewhere it is WGS 84."""
NEAR_DEGREES = 1e-9
MOST_ROUNDS = 20
Pair = tuple[float, float]


class System(StrEnum):
    """What longitude and latitude are measured in."""

    WGS84 = "wgs84"
    CGCS2000 = "cgcs2000"
    GCJ02 = "gcj02"


def shifted(lon: float, lat: float) -> Pair:
    """A position of WGS 84 in GCJ-02."""
    if not all(low <= one <= high for one, (low, high) in zip((lon, lat), EXTENT, strict=True)):
        return lon, lat
    east, north = _shift(lon - 105.0, lat - 35.0)
    angle = math.radians(lat)
    bent = 1 - SQUARED * math.sin(angle) ** 2
    north = math.degrees(north / (SEMI_MAJOR * (1 - SQUARED) / (bent * math.sqrt(bent))))
    east = math.degrees(east / (SEMI_MAJOR / math.sqrt(bent) * math.cos(angle)))
    return lon + east, lat + north


def _shift(x: float, y: float) -> Pair:
    """How far a place is shifted to the east and to the north, in metres."""
    sine = [math.sin(math.pi * number) for number in (6 * x, 2 * x, x, x / 3, x / 12, x / 30)]
    of_y = [math.sin(math.pi * number) for number in (y, y / 3, y / 12, y / 30)]
    both = (20 * sine[0] + 20 * sine[1]) * 2 / 3
    root = math.sqrt(abs(x))
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + both
    east += ((20 * sine[2] + 40 * sine[3]) + (150 * sine[4] + 300 * sine[5])) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + both
    north += ((20 * of_y[0] + 40 * of_y[1]) + (160 * of_y[2] + 320 * of_y[3])) * 2 / 3
    return east, north


def unshifted(lon: float, lat: float) -> Pair:
    """The position of WGS 84 that GCJ-02 shows here, to a billionth of a degree."""
    found = lon, lat
    for _round in range(MOST_ROUNDS):
        there = shifted(*found)
        wrong = lon - there[0], lat - there[1]
        found = found[0] + wrong[0], found[1] + wrong[1]
        if max(abs(one) for one in wrong) < NEAR_DEGREES:
            break
    return found


def to_wgs84(geometry: Geometry, system: System) -> Geometry:
    """A geometry given in this system, in WGS 84."""
    if system is not System.GCJ02:
        return geometry
    return _each(geometry, unshifted)


def from_wgs84(geometry: Geometry, system: System) -> Geometry:
    """A geometry of WGS 84 as this system shows it."""
    if system is not System.GCJ02:
        return geometry
    return _each(geometry, shifted)


def _each(geometry: Geometry, act: Callable[[float, float], Pair]) -> Geometry:
    def moved(part: Any) -> Any:
        if isinstance(part[0], list):
            return [moved(one) for one in part]
        return [round(one, DIGITS) for one in act(part[0], part[1])]

    return {"type": geometry["type"], "coordinates": moved(geometry["coordinates"])}

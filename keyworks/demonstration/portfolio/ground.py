"""Where invented projects lie: near the place they are named for, inside their district."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from keyworks.demonstration.portfolio.codes import REGIONS
from keyworks.demonstration.portfolio.words import CENTRAL, Place
from keyworks.formats.geojson import Outlines

Geometry = dict[str, Any]

SOURCE = "Apache ECharts 4, Apache-2.0: schematic, no official boundary / 示意轮廓，非官方行政区划界线"

OUTLINES = Path(__file__).resolve().parents[2] / "site" / "built" / "outlines" / "tianjin.geojson"


class Ground:
    """The outlines of the districts, to draw places in."""

    def __init__(self, outlines: Outlines) -> None:
        self.outlines = outlines
        self.shapes: Mapping[str, Any] = dict(zip(outlines.keys, outlines.shapes, strict=True))

    @classmethod
    def of_the_city(cls) -> Ground:
        return cls(Outlines.of(OUTLINES.read_text(encoding="utf-8")))

    def outlines_by_district(self) -> dict[str, Geometry]:
        """Each district's outline, schematic and of no official standing."""
        from shapely.geometry import mapping

        codes = {code: district for district, code in REGIONS.items()}
        return {codes[code]: {**mapping(shape)} for code, shape in self.shapes.items()}

    def has(self, district: str, lon: float, lat: float) -> bool:
        from shapely import contains_xy

        return bool(contains_xy(self.shapes[REGIONS[district]], lon, lat))

    def draw(self, rng: random.Random, place: Place, shape: str, size: float) -> Geometry:
        """A point, a line or an area, larger for larger projects; drawn anew, nearer, until it lies inside."""
        spread, reach = (0.005, 0.003) if place.district in CENTRAL else (0.015, 0.008)
        for _ in range(40):
            lon, lat = rng.gauss(place.lon, spread), rng.gauss(place.lat, spread * 0.8)
            corners = _corners(rng, lon, lat, shape, reach * min(2.0, 0.5 + size / 30))
            if all(self.has(place.district, *corner) for corner in corners):
                return _geometry(shape, corners)
            spread, reach = spread * 0.93, reach * 0.95
        raise ValueError(f"{place.en} lies outside its district")


def _corners(rng: random.Random, lon: float, lat: float, shape: str, reach: float) -> list[list[float]]:
    if shape == "line":
        bend, turn = rng.uniform(-0.4, 0.4), rng.choice((1, -1))
        found = [(-1, -bend), (-0.3, 0.1), (0.4, bend), (1, bend * 1.3)]
        return [[round(lon + reach * x, 5), round(lat + reach * 0.8 * y * turn, 5)] for x, y in found]
    if shape == "area":
        wide, high, lean = reach * rng.uniform(0.3, 0.6), reach * rng.uniform(0.25, 0.5), reach * rng.uniform(0, 0.12)
        found = [(-wide, -high + lean), (wide, -high), (wide + lean, high), (-wide + lean, high + lean)]
        return [[round(lon + x, 5), round(lat + y, 5)] for x, y in found]
    return [[round(lon, 5), round(lat, 5)]]


def _geometry(shape: str, corners: list[list[float]]) -> Geometry:
    if shape == "line":
        return {"type": "LineString", "coordinates": corners}
    if shape == "area":
        return {"type": "Polygon", "coordinates": [[*corners, corners[0]]]}
    return {"type": "Point", "coordinates": corners[0]}

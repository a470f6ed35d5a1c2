"""The drawing of a route: districts' outlines under it, its stops numbered, the ways between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians

Point = tuple[float, float]
"""Latitude, longitude."""
WIDE, TALL, EDGE = 360.0, 260.0, 30.0
LEAST_DEGREES = 0.02
"""A place alone is shown with so much around it."""


@dataclass(frozen=True)
class Mark:
    """Where a place stands on the drawing."""

    x: float
    y: float


@dataclass(frozen=True)
class Drawing:
    """Outlines and the way as SVG paths, and the places in the order they were given; None where one has no point."""

    outlines: list[str]
    way: str
    marks: list[Mark | None]
    wide: float = WIDE
    tall: float = TALL


def drawn(
    outlines: Iterable[Sequence[Sequence[Point]]], places: Sequence[Point | None], around: Iterable[Point]
) -> Drawing:
    """Rings of outlines, and places in their order; `around` has to be in the picture too."""
    known = [one for one in places if one is not None]
    shown = [*known, *around]
    if not shown:
        return Drawing([], "", [None] * len(places))
    south, north = min(a for a, _ in shown), max(a for a, _ in shown)
    west, east = min(b for _, b in shown), max(b for _, b in shown)
    narrow = cos(radians((south + north) / 2))
    high, broad = max(north - south, LEAST_DEGREES), max((east - west) * narrow, LEAST_DEGREES)
    scale = min((WIDE - 2 * EDGE) / broad, (TALL - 2 * EDGE) / high)
    middle = ((south + north) / 2, (west + east) / 2)

    def at(point: Point) -> Mark:
        x = WIDE / 2 + (point[1] - middle[1]) * narrow * scale
        return Mark(round(x, 1), round(TALL / 2 - (point[0] - middle[0]) * scale, 1))

    return Drawing(
        ["".join(_path([at(point) for point in ring]) + "Z" for ring in rings) for rings in outlines],
        _path([at(point) for point in known]),
        [at(point) if point is not None else None for point in places],
    )


def _path(marks: Sequence[Mark]) -> str:
    return "M" + "L".join(f"{one.x:g} {one.y:g}" for one in marks) if marks else ""

"""The drawing of a line: its stations at their chainage, the sections between them, names that do not overlap."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

ROOM = 780
"""Width of the drawing where nothing asks for more: that of the part of a page in which it stands."""
LEAST = 22.0
"""Between two stations: slanted names of one line's height just fit."""
SLANT = math.radians(45)
EDGE, RADIUS, HAN, LATIN = 14, 8, 13.0, 7.3


@dataclass(frozen=True)
class Part:
    """A station, or where `section` a section between two: what is written beside it, how far it is (0 to 1)."""

    key: int
    name: str
    word: str
    share: float
    chainage_m: float | None = None
    section: bool = False

    @property
    def how(self) -> str:
        """none, some or all: how it is drawn."""
        return "all" if self.share >= 1 else "some" if self.share > 0 else "none"

    @property
    def said(self) -> str:
        """What is written below it: an empty circle says by itself that nothing has begun."""
        return "" if self.how == "none" else self.word

    @property
    def sector(self) -> str:
        """The filled part of its circle, "" where that is nothing or all."""
        if self.how != "some":
            return ""
        angle = 2 * math.pi * self.share
        x, y = RADIUS * math.sin(angle), -RADIUS * math.cos(angle)
        return f"M0 0V-{RADIUS}A{RADIUS} {RADIUS} 0 {int(self.share > 0.5)} 1 {x:.2f} {y:.2f}Z"

    @property
    def kilometre(self) -> str:
        """The chainage as engineers write it."""
        if self.chainage_m is None:
            return ""
        return f"K{int(self.chainage_m) // 1000}+{int(self.chainage_m) % 1000:03}"


@dataclass(frozen=True)
class Leg:
    """The line between two stations, and the sections it consists of."""

    begin: float
    end: float
    sections: tuple[Part, ...]

    @property
    def how(self) -> str:
        """How its sections are drawn together; "" where none is followed."""
        kinds = {one.how for one in self.sections}
        return kinds.pop() if len(kinds) == 1 else "some" if kinds else ""


@dataclass(frozen=True)
class Below:
    """What neighbouring stations have reached together, written once."""

    begin: float
    end: float
    word: str

    @property
    def middle(self) -> float:
        return (self.begin + self.end) / 2

    @property
    def reach(self) -> tuple[float, float]:
        half = max(wide(self.word), self.end - self.begin) / 2
        return self.middle - half, self.middle + half


@dataclass(frozen=True)
class Drawing:
    """Where everything stands, in units of which a letter of the names has 7."""

    width: float
    height: float
    y: float
    true: bool
    """Are the distances those of the chainages?"""
    below: tuple[Below, ...] | None
    """What is written level below the line; None where there is so much that each station has its own, slanted."""
    stops: tuple[tuple[float, Part], ...]
    legs: tuple[Leg, ...]


def wide(text: str) -> float:
    """About how wide a text is; Han characters are nearly twice as wide as letters."""
    return sum(HAN if ord(letter) > 0x2E7F else LATIN for letter in text)


def gaps(distances: Sequence[float], room: float, least: float = LEAST) -> list[float]:
    """The room shared out in proportion to the distances, none less than `least`, the last exactly at its end."""
    room = max(room, least * len(distances))
    short: set[int] = set()
    while True:
        free = sum(one for number, one in enumerate(distances) if number not in short)
        scale = (room - least * len(short)) / free if free else 0.0
        fresh = {number for number, one in enumerate(distances) if number not in short and one * scale < least}
        if not fresh:
            return [least if number in short else one * scale for number, one in enumerate(distances)]
        short |= fresh


def _across(text: str) -> float:
    """How far a slanted text reaches, sideways as well as up or down."""
    return wide(text) * math.cos(SLANT) + HAN / 2 if text else 0.0


def _placed(stops: Sequence[Part], apart: Sequence[float], *, flat: bool) -> tuple[list[float], float]:
    """Where the stations stand, and the width of it all: the ends keep what the texts need, and no more."""
    left = right = float(EDGE)
    while True:
        places = [left]
        for gap in gaps(apart, ROOM - left - right):
            places.append(places[-1] + gap)
        width = places[-1] + right
        pairs = list(zip(places, stops, strict=True))
        ends = [one.reach for one in _together(pairs)] if flat else [(x - _across(one.said), x) for x, one in pairs]
        short_left = max(EDGE - begin for begin, _ in [*ends, (left, left)])
        ends += [(x, x + _across(one.name)) for x, one in pairs]
        short_right = max(end + EDGE - width for _, end in ends)
        if max(short_left, short_right) < 0.5:
            return places, width
        left, right = left + max(short_left, 0.0), right + max(short_right, 0.0)


def _together(pairs: Sequence[tuple[float, Part]]) -> list[Below]:
    """What is said below the line, once for neighbours of which the same is said."""
    runs = ((said, list(run)) for said, run in groupby(pairs, lambda pair: pair[1].said))
    return [Below(run[0][0], run[-1][0], said) for said, run in runs if said]


def draw(parts: Sequence[Part]) -> Drawing | None:
    """The drawing of parts in their order; by chainage where every station has one; None for less than two."""
    stops = [one for one in parts if not one.section]
    if len(stops) < 2:
        return None
    marks = [one.chainage_m for one in stops if one.chainage_m is not None]
    true = len(set(marks)) == len(stops)
    if true:
        stops.sort(key=lambda one: one.chainage_m or 0.0)
        marks.sort()
    apart = [after - before for before, after in pairwise(marks)] if true else [1.0] * (len(stops) - 1)
    places, width = _placed(stops, apart, flat=True)
    found = _together(list(zip(places, stops, strict=True)))
    flat = all(before.reach[1] + HAN < after.reach[0] for before, after in pairwise(found))
    if not flat:
        places, width = _placed(stops, apart, flat=False)
    y = EDGE + max(_across(one.name) for one in stops) + RADIUS
    under = HAN * 2 * bool(found) if flat else max(_across(one.said) for one in stops)
    height = y + EDGE + under + RADIUS
    legs = tuple(
        Leg(begin, end, tuple(between(parts, stops[number], stops[number + 1], true=true)))
        for number, (begin, end) in enumerate(pairwise(places))
    )
    return Drawing(width, height, y, true, tuple(found) if flat else None, tuple(zip(places, stops, strict=True)), legs)


def between(parts: Sequence[Part], first: Part, last: Part, *, true: bool) -> list[Part]:
    """The sections between two stations that follow each other: by chainage, or by their place in the order."""
    if true:
        low, high = first.chainage_m or 0.0, last.chainage_m or 0.0
        return [one for one in parts if one.section and one.chainage_m is not None and low <= one.chainage_m < high]
    keys = [one.key for one in parts]
    return [one for one in parts[keys.index(first.key) : keys.index(last.key)] if one.section]

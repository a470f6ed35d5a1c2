"""Bars that lie: one for each line, parted into pieces, drawn to one scale that begins at zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDE, NARROW = 720, 340
"""Widths at which letters stand as large as they are written: on a desk and on a phone."""
ROW, BAR, TOP, ABOVE = 26, 14, 4, 18
LETTER = 13.0
AFTER = 52.0
"""Room for the number behind the longest bar."""


@dataclass(frozen=True)
class Piece:
    """A part of a bar; `place` says which of the parts it is."""

    x: float
    width: float
    place: int


@dataclass(frozen=True)
class Bar:
    """One line: its words, whole and as far as there is room, and where they stand; its pieces; where its number
    stands."""

    label: str
    shown: str
    words: float
    y: float
    base: float
    pieces: tuple[Piece, ...]
    end: float
    whole: int


@dataclass(frozen=True)
class Drawing:
    """All bars in a field `width` by `height`; they begin at `left`."""

    width: int
    height: float
    left: float
    bars: tuple[Bar, ...]


def letters(text: str) -> float:
    """About how wide a text stands: a Chinese character as wide as it is high, others half."""
    return sum(LETTER if ord(one) > 0x2E7F else LETTER * 0.56 for one in text)


def cut(text: str, room: float) -> str:
    """A text that fits the room, its end left out visibly where it does not."""
    if letters(text) <= room:
        return text
    while text and letters(text) + LETTER > room:
        text = text[:-1]
    return f"{text}…"


def draw(lines: Sequence[tuple[str, Sequence[int]]], width: int = WIDE) -> Drawing:
    """Lines as bars, the pieces one after another: their words at the left, at most half the width, or above the bar
    where there is no room for both."""
    above = width < WIDE
    room = width if above else width * 0.5
    left = 0.0 if above else min(max((letters(label) for label, _parts in lines), default=0.0), room) + 8
    longest = max((sum(parts) for _label, parts in lines), default=0) or 1
    scale, row = (width - left - AFTER) / longest, ROW + ABOVE if above else ROW
    bars = []
    for number, (label, parts) in enumerate(lines):
        y = TOP + number * row
        words, top = (y + LETTER, y + ABOVE) if above else (y + ROW / 2 + 4.5, y + (ROW - BAR) / 2)
        x, pieces = left, []
        for place, many in enumerate(parts):
            if many:
                pieces.append(Piece(round(x, 1), round(many * scale, 1), place))
                x += many * scale
        bars.append(
            Bar(label, cut(label, room), words, top, top + BAR / 2 + 4.5, tuple(pieces), round(x, 1), sum(parts))
        )  # fmt: skip
    return Drawing(width, TOP * 2 + row * len(lines), round(left, 1), tuple(bars))

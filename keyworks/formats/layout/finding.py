"""Where in a book the table of projects is: the row of its heads told by its shape and by what stands below it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from keyworks.formats.layout.grid import Grid, Row
from keyworks.formats.layout.kinds import BLANK, DAY, NUMBER, PROSE, TEXT, kind, label, words
from keyworks.formats.layout.table import Layout, counting
from keyworks.formats.layout.units import unit_alone
from keyworks.formats.sheets.book import Book

YEAR = re.compile(r"(?:19|20)\d{2}\s*(?:年度?|[-/–](?:20)?\d{2})?")
LOOKED_AT = 240
"""Rows from which a sheet's shape is taken."""
HEADS_WITHIN = 40
MOST_HEADS = 4
FULL_ROWS = 8
"""Full rows of which one may be the head: each after the first is less likely to be."""
LEAST_WIDE = 0.5
"""The share of a usual row's cells that the lowest row of heads has at least."""
WIDE_TITLE = 0.8
LONGEST_SUBHEAD = 60
FIELDS = 300
"""Rows of a sheet that may have a column per project."""
RARER, FEW, SELDOM = 0.9, 3, 0.6
"""Sheets with a column per project are rarer than others, and seldom have three times as many fields as projects."""
HIDDEN = 0.2
"""What a hidden sheet is worth beside a shown one."""
MOST_CANDIDATES = 20


def find(book: Book) -> Layout:
    """The best guess over all sheets; the first row of the first sheet where no table is."""
    return next((layout for layout, _worth in candidates(book)), Layout())


def candidates(book: Book) -> list[tuple[Layout, float]]:
    """Layouts with what each is worth, from 0 to 1, the best first."""
    found = [
        (layout, worth)
        for number, sheet in enumerate(book.sheets)
        for across in (False, True)
        if not across or 3 <= len(sheet.rows) <= FIELDS
        for layout, worth in _of(Grid(sheet, across), number, HIDDEN if sheet.hidden else 1.0)
    ]
    return sorted(found, key=lambda one: -one[1])[:MOST_CANDIDATES]


def _of(grid: Grid, number: int, share: float) -> Iterator[tuple[Layout, float]]:
    shape = _Shape(grid)
    best = max(shape.heads, key=lambda one: one[1], default=None)
    if best is None:
        return
    top, bottom = _upwards(shape, best[0]), _downwards(shape, best[0])
    columns = set().union(*(shape.filled[row] for row in range(top, bottom + 1)))
    if not columns:
        return
    left = min(columns)
    while left and shape.mostly(left - 1, bottom + 1):
        left -= 1
    if grid.across:
        share *= SELDOM if FEW * (len(grid.rows) - 1) < len(columns) else RARER
    worth = share * shape.worth(best[0], bottom + 1)
    yield Layout(number, grid.across, (top, bottom), bottom + 1, None, left), round(worth, 4)


@dataclass
class _Shape:
    """The first rows of a grid: which of their cells are filled, and with what kind of thing."""

    grid: Grid

    @cached_property
    def rows(self) -> Sequence[Row]:
        return self.grid.rows[:LOOKED_AT]

    @cached_property
    def kinds(self) -> list[list[str]]:
        return [[kind(value) for value in row] for row in self.rows]

    @cached_property
    def filled(self) -> list[set[int]]:
        return [{at for at, one in enumerate(row) if one != BLANK} for row in self.kinds]

    @cached_property
    def usual(self) -> int:
        """How many cells a fuller row has: of four rows three have no more."""
        many = sorted(len(one) for one in self.filled if one)
        return many[(len(many) - 1) * 3 // 4] if many else 0

    @cached_property
    def heads(self) -> list[tuple[int, float]]:
        """Rows that may be the head with what they are worth as such."""
        found: list[tuple[int, float]] = []
        wide = 0
        for at in range(min(len(self.rows) - 1, HEADS_WITHIN)):
            if len(self.filled[at]) < max(LEAST_WIDE * self.usual, 1) or not any(self.filled[at + 1 :]):
                continue
            found.append((at, self.worth(at, at + 1) - 0.08 * wide))
            wide += 1
            if wide == FULL_ROWS:
                break
        return found

    def below(self, first: int) -> list[int]:
        return [at for at in range(first, len(self.rows)) if self.filled[at]][:60]

    def mostly(self, column: int, first: int) -> bool:
        rows = self.below(first)
        return sum(column in self.filled[at] for at in rows) > 0.7 * len(rows)

    def worth(self, head: int, first: int) -> float:
        """How much a row is like a head, and how much like records those below it are, from 0 to 1."""
        columns = sorted(self.filled[head])
        rows = self.below(first)
        if not columns or not rows:
            return 0.0
        texts = [words(self.rows[head][at]) for at in columns]
        named = sum(
            self.kinds[head][at] in (TEXT, PROSE) or _year(text) for at, text in zip(columns, texts, strict=True)
        )
        told = [Counter(self.kinds[at][column] for at in rows if column in self.filled[at]) for column in columns]
        told = [one for one in told if one]
        if not told:
            return 0.0
        alike = sum(max(one.values()) / one.total() for one in told) / len(told)
        other = sum(one[NUMBER] + one[DAY] > one.total() / 2 for one in told) / len(told)
        prose = sum(one[PROSE] > one.total() / 2 for one in told) / len(told)
        many = len(columns)
        shape = (
            0.25 * named / many
            + 0.25 * sum(map(label, texts)) / many
            + 0.2 * alike
            + 0.1 * min(other * 2, 1)
            + 0.1 * len(set(texts)) / many
            + 0.1 * min(many / max(self.usual, 1), 1)
        )
        size = many / (many + 2) * (1 - 1 / (2 + len(self.grid.rows) - first))
        return max(shape * size * (1 - 0.4 * prose), 0.0) if named >= many / 2 else 0.1 * shape * size


def _year(text: str) -> bool:
    return YEAR.fullmatch(text) is not None


def _short(shape: _Shape, row: int) -> bool:
    """Whether a row could name groups or parts of columns: short words and years, each once or for several columns."""
    texts = [words(shape.rows[row][at]) for at in shape.filled[row]]
    return all(
        (shape.kinds[row][at] == TEXT and len(text) <= LONGEST_SUBHEAD) or _year(text)
        for at, text in zip(shape.filled[row], texts, strict=True)
    )


def _downwards(shape: _Shape, head: int) -> int:
    """The last row of the head: below its lowest full row parts of its groups, units or mere numbers may stand."""
    bottom = head
    while bottom + 2 < len(shape.rows) and bottom - head < MOST_HEADS - 1:
        row = shape.rows[bottom + 1]
        filled = shape.filled[bottom + 1]
        units = filled and all(unit_alone(words(row[at])) for at in filled)
        if counting(row) or units or (filled and _short(shape, bottom + 1) and _parts(shape, head, bottom, filled)):
            bottom += 1
        else:
            break
    return bottom


def _parts(shape: _Shape, head: int, bottom: int, filled: set[int]) -> bool:
    """Whether these cells stand only below groups: a merged or unnamed stretch of the rows above."""
    named = shape.filled[bottom]
    grouped = {at for first, last in shape.grid.spans(bottom).items() for at in range(first, last + 1)}
    last = max(shape.filled[head])
    for at in range(min(named), max(*named, *filled) + 1):
        # by its own the first of two columns is a group where the next is unnamed
        if at not in named and (at <= last or at in grouped):
            grouped |= {at, at - 1} if at - 1 in named else {at}
        elif at not in named and at - 1 in grouped and at - 1 in filled:
            grouped.add(at)
    gaps = grouped & filled - named
    return bool(gaps) and len(filled & grouped) >= 0.9 * len(filled) and len(filled) > 1


def _upwards(shape: _Shape, head: int) -> int:
    """The first row of the head: above its full row names of groups may stand, but titles and notes too."""
    top = head
    while top and head - top < MOST_HEADS - 1:
        above, filled = top - 1, shape.filled[top - 1]
        spans = shape.grid.spans(above)
        left, right = min(shape.filled[head]), max(shape.filled[head])
        wide = right - left + 1
        if not filled or not _short(shape, above) or min(filled) < left or max(filled) > right:
            break
        if any(last - first + 1 >= WIDE_TITLE * wide and wide > 2 for first, last in spans.items()):
            break
        if any("：" in text or ": " in text for at in filled if (text := words(shape.rows[above][at]))):
            break
        grouping = [
            at
            for at in filled
            if at in spans or at not in shape.filled[top] or (at + 1 not in filled and at + 1 in shape.filled[top])
        ]
        if len(grouping) < len(filled) or (len(filled) == 1 and not spans):
            break
        top = above
    return top

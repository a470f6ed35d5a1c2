"""The table of a sheet by its layout: the names of its columns, its records, and the rows that are none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from keyworks.formats.layout.grid import Grid, Row
from keyworks.formats.layout.kinds import BLANK, DAY, NUMBER, PROSE, TEXT, kind, words
from keyworks.formats.layout.sums import Sums
from keyworks.formats.sheets.book import Sheet, Value
from keyworks.values.problems import Place

BETWEEN = " · "
SAMPLE = 200
ALIKE = 0.6
SERIAL = 0.4
SUMMED = 6
"""Columns of numbers that are summed to know a subtotal by."""
TOTAL_WORDS = r"小计|合计|总计|共计|累计|(?:sub|grand)?[\s-]*totals?|sum"
TOTAL = re.compile(rf"(?:{TOTAL_WORDS})[\s:：]*(?:[(（][^()（）]*[)）])?", re.IGNORECASE)
"""A label that is nothing but a total, perhaps with a count: 合计（35个）."""
TOTAL_OF = re.compile(r".{1,30}(?:小计|合计|总计)(?:[(（][^()（）]*[)）])?")
NEARLY_TOTAL = re.compile(r"\b(?:sub|grand)?[\s-]*totals?\b|合计|小计|总计", re.IGNORECASE)
SECTION = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.．]?")
SECTION_OF = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]).*")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the table is, counted from 0; with a column per project (`across`) rows and columns change their parts."""

    sheet: int = 0
    across: bool = False
    head: tuple[int, int] = (0, 0)
    first: int = 1
    last: int | None = None
    left: int = 0
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A row (column, when across) of the table; `cells` are at least as many as there are heads."""

    number: int
    cells: Sequence[Value]
    grid: Grid
    left: int

    def place(self, at: int) -> Place:
        """Where the cell under a head stands in the file."""
        return self.grid.place(self.number, self.left + at)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is no record, and why: subtotal, hidden, prose, blank, repeated_head."""

    record: Record
    why: str


@dataclass
class Table:
    """The heads, and the records as they are read; `skipped` fills while they are, anew each time."""

    grid: Grid
    layout: Layout
    heads: tuple[str, ...]
    skipped: list[Skipped] = field(default_factory=list)

    def records(self) -> Iterator[Record]:
        self.skipped.clear()
        layout, width = self.layout, len(self.heads)
        judge, down = _Judge(self), _Down(self.grid, layout.first)
        for number, row in self.grid.between(layout.first, layout.last):
            cells = down.filled(number, row)[layout.left :]
            record = Record(number, cells if len(cells) >= width else (*cells, *[None] * (width - len(cells))),
                            self.grid, layout.left)  # fmt: skip
            hidden = number in self.grid.hidden and not layout.hidden
            if why := "hidden" if hidden else judge.why(cells):
                self.skipped.append(Skipped(record, why))
            else:
                yield record


class _Down:
    """Words that one merged cell says of several rows, as a district does; an amount belongs to the first alone."""

    def __init__(self, grid: Grid, first: int) -> None:
        self.begin: dict[int, list[tuple[int, int]]] = {}
        for (top, left), (bottom, right) in grid.merged:
            if left == right and first <= top < bottom:
                self.begin.setdefault(top, []).append((left, bottom))
        self.open: dict[int, tuple[int, Value]] = {}

    def filled(self, number: int, row: Row) -> Row:
        for at, bottom in self.begin.get(number, ()):
            if at < len(row) and kind(row[at]) in (TEXT, PROSE):
                self.open[at] = (bottom, row[at])
        if not self.open:
            return row
        self.open = {at: one for at, one in self.open.items() if one[0] >= number}
        if not any(kind(value) != BLANK for value in row):
            return row
        cells = [*row, *[None] * (max(self.open, default=-1) + 1 - len(row))]
        for at, (_bottom, value) in self.open.items():
            cells[at] = value if cells[at] is None else cells[at]
        return cells


def table(sheet: Sheet, layout: Layout) -> Table:
    grid = Grid(sheet, layout.across)
    heads = named(grid, layout)
    if layout.across:
        # a note below the fields stands in their column of names
        told = [row for _number, row in grid.between(layout.first, layout.last)]
        while heads and (not heads[-1] or len(heads[-1]) > 120) and all(
            kind(row[layout.left + len(heads) - 1]) == BLANK for row in told
        ):  # fmt: skip
            heads.pop()
    return Table(grid, layout, _distinct(heads))


def named(grid: Grid, layout: Layout) -> list[str]:
    """The columns' names: those of several head rows joined, merged ones told of all their columns."""
    top, bottom = layout.head
    rows = {number: grid.rows[number] for number in range(top, bottom + 1) if number < len(grid.rows)}
    texts = {number: [*map(words, row)] for number, row in rows.items() if top == bottom or not counting(row)}
    width = max((at + 1 for row in texts.values() for at, text in enumerate(row) if text), default=0)
    for row in texts.values():
        row.extend([""] * (width - len(row)))
    for number, row in texts.items():
        covered = set()
        for first, last in grid.spans(number).items():
            row[first : last + 1] = row[first : first + 1] * (min(last + 1, width) - first)
            covered |= set(range(first, last + 1))
        for at in range(1, width):
            below = any(other[at] for line, other in texts.items() if line > number)
            if not row[at] and below and not {at, at - 1} & covered:
                # a text file knows no merged cells: an unnamed column with a name below goes with the one before
                row[at] = row[at - 1]
    columns = (
        list(dict.fromkeys(filter(None, (row[at] for row in texts.values())))) for at in range(layout.left, width)
    )
    return [BETWEEN.join(names) for names in columns]


def counting(row: Row) -> bool:
    """Whether a row only counts the columns: 1, 2, 3 …, as statistical forms do below their heads."""
    told = [words(value).strip("()（）") for value in row if kind(value) != BLANK]
    told = [text for text in told if text not in {"甲", "乙", "丙", "丁", "栏次"}]
    return len(told) > 2 and told == [str(number) for number in range(1, len(told) + 1)]


def _distinct(heads: Sequence[str]) -> tuple[str, ...]:
    found: list[str] = []
    taken = set(heads)
    for head in heads:
        name, number = head, 1
        while head and name in found:
            number += 1
            name = f"{head} {number}"
            if name in taken and name not in found:
                name = head
        found.append(name)
    return tuple(found)


class _Judge:
    """Tells of one row after the other whether it is a record."""

    def __init__(self, table: Table) -> None:
        layout, grid = table.layout, table.grid
        self.width = len(table.heads)
        self.heads = [
            {text for value in grid.rows[number] if (text := words(value))}
            for number in range(layout.head[0], min(layout.head[1] + 1, len(grid.rows)))
        ]
        end = layout.first + SAMPLE
        sample = [row[layout.left :] for _number, row in grid.between(layout.first, min(end, layout.last or end))]
        kinds = [[kind(value) for value in row] for row in sample]
        filled = [sum(one != BLANK for one in row) for row in kinds]
        self.typical = median(filter(None, filled)) if any(filled) else 0
        texts = sorted(sum(one in (TEXT, PROSE) for one in row) for row in kinds)
        self.texts = texts[(len(texts) - 1) * 3 // 4] if texts else 0
        columns = [[row[at] for row in kinds if at < len(row) and row[at] != BLANK] for at in range(self.width)]
        self.serial = {at for at, told in enumerate(columns) if told and told.count(NUMBER) >= SERIAL * len(told)}
        self.numeric = [at for at, told in enumerate(columns) if told and told.count(NUMBER) >= ALIKE * len(told)]
        self.sums = Sums(self.numeric[:SUMMED])

    def why(self, cells: Row) -> str:
        """Why a row is no record; "" where it is one."""
        filled = [(at, value) for at, value in enumerate(cells) if value is not None and value != ""]
        if not filled or all(kind(value) == BLANK for _at, value in filled):
            return "blank"
        if len(filled) == 1 and self.typical > 2:
            return self._lone(*filled[0])
        if self._repeats(filled):
            return "repeated_head"
        if self._totals(cells, filled):
            self.sums.close()
            return "subtotal"
        self.sums.add(cells)
        return ""

    def _lone(self, at: int, value: Value) -> str:
        text = words(value)
        if kind(value) in (NUMBER, DAY) or TOTAL.fullmatch(text) or TOTAL_OF.fullmatch(text):
            return "subtotal"
        return "prose"

    def _repeats(self, filled: Sequence[tuple[int, Value]]) -> bool:
        for head in self.heads:
            first = filled[0][1]
            if words(first) in head or words(filled[-1][1]) in head:
                same = sum(words(value) in head for _at, value in filled)
                if same > 1 and same >= ALIKE * len(filled):
                    return True
        return False

    def _totals(self, cells: Row, filled: Sequence[tuple[int, Value]]) -> bool:
        found: list[Value] = []
        for _at, value in filled:
            if isinstance(value, str) and kind(value) in (TEXT, PROSE):
                found.append(value)
                if len(found) > 2:  # nearly every record ends here
                    return False
        texts = [*map(words, found)]
        if any(TOTAL.fullmatch(text) or TOTAL_OF.fullmatch(text) for text in texts):
            return True
        if texts and filled[0][0] in self.serial and SECTION.fullmatch(texts[0]):
            return True  # 一 where other rows have 1, 2, 3
        if len(texts) == 1 < self.texts and SECTION_OF.fullmatch(texts[0]):
            return True
        named_so = any(NEARLY_TOTAL.search(text) for text in texts)
        if not named_so and (len(texts) > 1 or len(texts) >= self.texts):
            return False
        return self.sums.told_by(cells, least=1 if named_so else 2)

"""The columns of one table, made ready: each step takes cells of a row and says one thing of its project."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping as Map
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from keyworks.formats.cells.words import words
from keyworks.formats.sheets.book import Value
from keyworks.imports.rules import dating
from keyworks.imports.rules.reading import SILENT, Answer, Knows, Reader
from keyworks.imports.rules.specs import BLANK, UNSPECIFIED, Bound, Column, Found, Source, folded
from keyworks.imports.rules.targets import AMOUNTS, EXTRA, NOTHING, Target
from keyworks.projects.files.sheet.columns import Entry
from keyworks.projects.rules.components import State
from keyworks.projects.rules.taking import LABEL
from keyworks.values.problems import Problem

REMEMBERED = 50_000
"""How many different cells of a column are remembered."""
FUND = Target("amounts.fund", "term", "fund")
PLAIN, PART, AMOUNT, KEPT, INNER, PARTY, PLACE = range(7)
"""What a step says: a fact, a part of the total, an amount of a year, words as they are, of a component, …"""


def lists_known(lists: Map[str, Sequence[Entry]]) -> Map[str, Sequence[Entry]]:
    """The city's lists, with the one that no city changes; a list it does not have is empty."""
    states = [Entry(state, state) for state in State]
    return defaultdict(tuple, {"component_state": states, **lists})


class Step:
    """One thing that a row says, and the cells it says it in."""

    __slots__ = ("_alone", "_memo", "_read", "at", "field", "found", "kind", "label", "name", "reader", "template")

    def __init__(self, found: Found, heads: Sequence[str], reader: Reader) -> None:
        column, target = found.column, reader.target
        self.found, self.at, self.reader, self._read = found, found.at, reader, reader.read
        self.template = _pieces(column, found) if column.template else ()
        self.label = (column.label or (heads[found.at[0]].strip() if found.at else "") or column.to)[:LABEL]
        group, _dot, rest = target.name.partition(".")
        kinds = {"parts": PART, AMOUNTS: AMOUNT, EXTRA: KEPT, "component": INNER, "party": PARTY}
        self.kind = PLACE if target.name in ("lon", "lat") else kinds.get(group, PLAIN)
        self.name = rest if self.kind in (PART, INNER) else target.name
        self.field = f"extras.{self.label}" if self.kind == KEPT else target.name
        self._alone = found.at[0] if len(found.at) == 1 and not self.template else -1
        self._memo: dict[Any, Answer] = {}

    def answer(self, cells: Sequence[Value]) -> Answer:
        at = self._alone
        if at < 0:
            cell = self._composed(cells)
        elif at < len(cells):
            cell = cells[at]
        else:
            return SILENT
        key: Any = cell
        if type(cell) is not str:
            if cell is None:
                return SILENT
            if isinstance(cell, Problem):
                return self._read(cell)
            key = type(cell), cell
        elif not cell:
            return SILENT
        found = self._memo.get(key)
        if found is None:
            if len(self._memo) >= REMEMBERED:
                self._memo.clear()
            found = self._memo[key] = self._read(cell)
        return found

    def _composed(self, cells: Sequence[Value]) -> Value:
        said = [cells[at] if at < len(cells) else None for at in self.at]
        wrong = next((one for one in said if isinstance(one, Problem)), None)
        if wrong is not None:
            return wrong
        texts = [words(one) for one in said]
        if self.template:
            # A template with a blank in it would name different projects alike.
            return "".join(texts[one] if isinstance(one, int) else one for one in self.template) if all(texts) else None
        return self.reader.column.join.join(dict.fromkeys(filter(None, texts)))


def _pieces(column: Column, found: Found) -> tuple[str | int, ...]:
    """A template cut into its words and the numbers of its heads."""
    numbers = {head: number for number, head in enumerate(column.named)}
    cut = BLANK.split(column.template)
    return tuple(numbers[one] if number % 2 else one for number, one in enumerate(cut) if number % 2 or one)


class Years:
    """The year and the fund of the amounts of one column."""

    def __init__(self, found: Found, bound: Bound, heads: Sequence[str], knows: Knows, name: str) -> None:
        self.column, self.problem = found.column, None
        self.year, self.fund = self.column.year, self.column.fund
        self._fixed: int | None = None
        if self.year is None:
            self._fixed = dating.year_of(found.groups.get("year", ""))
        elif isinstance(self.year, int):
            self._fixed = self.year
        elif self.year.file:
            self._fixed = dating.year(self.year, name)
        said = self.year.column if isinstance(self.year, Source) else ""
        self._at = bound.places.get(folded(said)) if said else None
        self._years: dict[str, int | None] = {}
        source = self.fund if isinstance(self.fund, Source) else Source(column="")
        spec = Column(AMOUNTS, values=source.values, open=source.open or self.fund == UNSPECIFIED)
        self._reader = Reader(spec, FUND, knows)
        self._fund_at = bound.places.get(folded(source.column)) if source.column else None
        self._funds: dict[str, Answer] = {}
        if isinstance(self.fund, str):
            self._funds[""] = self._reader.entry(found.groups.get("fund") or self.fund)

    def of(self, cells: Sequence[Value]) -> int | None:
        if self._at is None:
            return self._fixed
        said = words(cells[self._at]) if self._at < len(cells) else ""
        if said not in self._years:
            assert isinstance(self.year, Source)
            self._years[said] = dating.year(self.year, said)
        return self._years[said]

    def fund_of(self, cells: Sequence[Value]) -> Answer:
        said = words(cells[self._fund_at]) if self._fund_at is not None and self._fund_at < len(cells) else ""
        if said not in self._funds:
            self._funds[said] = self._reader.entry(said or UNSPECIFIED)
        return self._funds[said]


def steps(bound: Bound, heads: Sequence[str], knows: Knows) -> list[Step]:
    """Those of all columns that say something; columns that the mapping does not name are kept as they are."""
    spare = [Found(Column(EXTRA, (heads[at],)), (at,), {}) for at in bound.others]
    found = [one for one in (*bound.found, *spare) if one.column.to != NOTHING]
    return [Step(one, heads, Reader(one.column, one.column.target, knows)) for one in found]


def key_text(cell: Value) -> str:
    """A key as it is compared: the number 3.0 is the text 3, and 040 what a sheet that took it for one left of it."""
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}"
    text = " ".join(words(cell).split())
    return (text.lstrip("0") or "0") if text.isdigit() else text

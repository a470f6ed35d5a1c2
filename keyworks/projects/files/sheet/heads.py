"""Which columns a sheet of projects has: told by the words of its head, in any order and either language."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace

from keyworks.formats.sheets.book import Sheet, Value
from keyworks.projects.files.sheet.columns import (
    FUND,
    MARK,
    MARKS,
    NAMED,
    NUMBERED,
    YEAR,
    YEAR_LONG,
    Column,
    Lists,
    folded,
    fund_columns,
    party_columns,
    units,
)
from keyworks.values.money import house
from keyworks.values.problems import Problem

LOOKED_AT = 20
"""Rows above the head that a title may take."""
INSIDE = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True)
class Headed:
    """A column found in a sheet, the unit its head gives to money, and which of several entries it belongs to."""

    column: Column
    at: int
    unit: str = ""
    entry: int = 0


@dataclass(frozen=True)
class Head:
    """The row of the heads, its columns, and what is to be said of them."""

    row: int
    columns: tuple[Headed, ...]
    problems: tuple[Problem, ...] = ()


@dataclass
class Heads:
    """Finds heads with the city's own code lists."""

    lists: Lists
    _funds: dict[str, str] = field(init=False)
    _roles: dict[str, Column] = field(init=False)

    def __post_init__(self) -> None:
        self._funds = {folded(word): one.code for one in reversed(self.lists["fund"]) for word in one[:3] if word}
        roles = reversed(party_columns(one._replace(closed=False) for one in self.lists["party_role"]))
        self._roles = {folded(word): one for one in roles for word in (one.field, one.zh, one.en)}

    def of(self, sheet: Sheet) -> Head | None:
        """The head of a sheet: the first row that names the projects, alone or beside another known head."""
        for number, row in enumerate(sheet.rows[:LOOKED_AT]):
            found = [self.column(str(cell), at) if isinstance(cell, str) else None for at, cell in enumerate(row)]
            known, filled = {one.column.field for one in found if one}, sum(cell not in (None, "") for cell in row)
            if "name_zh" in known and (len(known) > 1 or filled == 1):
                return self._head(sheet, number, row, found)
        return None

    def _head(self, sheet: Sheet, number: int, row: tuple[Value, ...], found: list[Headed | None]) -> Head:
        kept: dict[tuple[str, int], Headed] = {}
        problems = []
        for at, (cell, one) in enumerate(zip(row, found, strict=True)):
            place = sheet.place(number, at)
            if one is None:
                if cell not in (None, ""):
                    said = "" if isinstance(cell, Problem) else str(cell)
                    problems.append(Problem("projects.head_unknown", {"text": said[:60]}, place=place).warning())
            elif (key := (one.column.field, one.entry)) in kept and one.column.field:
                problems.append(Problem("projects.head_twice", {"text": str(cell)[:60]}, place=place))
            else:
                kept[key] = one
        return Head(number, tuple(kept.values()), tuple(problems))

    def column(self, text: str, at: int = 0) -> Headed | None:
        """The column with this head."""
        plain = unicodedata.normalize("NFKC", text)
        known = units(house())
        stated = [known[folded(one)] for one in INSIDE.findall(plain) if folded(one) in known]
        unitless = INSIDE.sub(lambda inner: "" if folded(inner[1]) in known else inner[0], plain)
        for words in dict.fromkeys(map(folded, (plain, unitless, INSIDE.sub("", plain)))):
            if found := self._named(words):
                return replace(found, at=at, unit=stated[0] if stated else "")
        return None

    def _named(self, words: str) -> Headed | None:
        if words in MARKS:
            return Headed(MARK, 0)
        if words in NAMED:
            return Headed(NAMED[words], 0)
        if words in self._roles:
            return Headed(self._roles[words], 0)
        for pattern in (YEAR, YEAR_LONG):
            found = pattern.fullmatch(words.removeprefix(f"{FUND}.").replace(".", "", 1))
            if found and (fund := self._fund(int(found[1]), found[2])):
                return fund
        numbered = NUMBERED.fullmatch(words)
        if numbered and numbered[1] in NAMED and NAMED[numbered[1]].field.startswith("capacities."):
            return Headed(NAMED[numbered[1]], 0, entry=int(numbered[2]) - 1)
        return None

    def _fund(self, year: int, words: str) -> Headed | None:
        code = self._funds.get(words)
        if code is None:
            return None
        entry = next(one for one in self.lists["fund"] if one.code == code)
        return Headed(fund_columns(year, [entry._replace(closed=False)])[0], 0)

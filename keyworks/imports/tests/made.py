"""Rows of lists made up for tests, and the way they go: heard, then folded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from keyworks.formats.sheets.book import Value, address
from keyworks.imports.rules.hearing import Heard, Hearer
from keyworks.imports.rules.mapping import Mapping as Understood
from keyworks.imports.rules.mapping import read
from keyworks.projects.files.sheet.columns import Entry
from keyworks.projects.rules.stages import Stage, Variant
from keyworks.values.problems import Place

TODAY = date(2024, 6, 30)
LISTS = {
    "stage": [Entry(one.value, one.value) for one in Stage],
    "variant": [Entry(one.value, one.value) for one in Variant],
    "secrecy": [Entry("open", "公开", "Open"), Entry("internal", "内部", "Internal")],
    "fund": [Entry("own", "自筹", "Own funds"), Entry("bond", "专项债券", "Special bonds")],
    "district": [Entry("d1", "东区", "East"), Entry("d2", "西区", "West")],
    "owner": [Entry("u1", "水务集团", "Water Group")],
    "sector": [Entry("roads", "道路", "Roads")],
    "component": [Entry("line", "生产线", "Line")],
}
HEADS = ("ID", "Name", "District", "Finish", "Total")
PLAIN: dict[str, Any] = {
    "keyworks": "mapping/1",
    "name": "made",
    "key": ["ID"],
    "days": "dmy",
    "columns": [
        {"from": "Name", "to": "name_zh"},
        {"from": "District", "to": "district"},
        {"from": "Finish", "to": "planned_finish"},
        {"from": "Total", "to": "parts.total"},
    ],
}


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a sheet called S, counted from 0."""

    number: int
    cells: Sequence[Value]

    def place(self, at: int) -> Place:
        return Place(file="made.xlsx", sheet="S", cell=address(self.number, at))


def understood(**changes: Any) -> Understood:
    mapping = read({**PLAIN, **changes})
    assert not isinstance(mapping, list), mapping
    return mapping


def column(**said: Any) -> Understood:
    """The plain mapping with one more column."""
    return understood(columns=[*PLAIN["columns"], said])


def hearer(mapping: Understood | None = None, heads: Sequence[str] = HEADS, **words: Any) -> Hearer:
    given: Mapping[str, Any] = {"day": TODAY, "name": "made.xlsx", "sheet": "S", **words}
    return Hearer(mapping or understood(), heads, LISTS, **given)


def hear(cells: Sequence[Value], mapping: Understood | None = None, heads: Sequence[str] = HEADS, at: int = 1) -> Heard:
    return hearer(mapping, heads).heard(Record(at, cells))


def codes(row: Heard) -> list[tuple[str, str, str]]:
    return [(problem.code, str(problem.severity), problem.place.cell) for problem in row.problems]

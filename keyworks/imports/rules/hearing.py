"""One row of somebody's list, heard: of which project and day it speaks, what it says, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping as Map
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from keyworks.formats.cells.words import words
from keyworks.formats.sheets.book import Value
from keyworks.imports.rules import dating
from keyworks.imports.rules.asking import questions
from keyworks.imports.rules.columns import (
    AMOUNT,
    INNER,
    KEPT,
    PART,
    PARTY,
    PLACE,
    PLAIN,
    Step,
    Years,
    key_text,
    lists_known,
    steps,
)
from keyworks.imports.rules.naming import linking, short
from keyworks.imports.rules.openings import Opening, Openings
from keyworks.imports.rules.patterns import fits
from keyworks.imports.rules.reading import Answer, Knows, placed, refuses
from keyworks.imports.rules.specs import Mapping
from keyworks.projects.files.sheet.cells import Words
from keyworks.projects.files.sheet.columns import Entry, folded
from keyworks.projects.rules import checks
from keyworks.values.problems import Place, Problem

BETWEEN = " · "
LONGEST_COMPONENT = 190
"""What the table of components holds, with room for a number behind."""
NAME = "name:"
"""Before a name that stands where other rows have a key."""


class Record(Protocol):
    """A row of a table, or one of its columns where projects stand side by side."""

    @property
    def number(self) -> int: ...
    @property
    def cells(self) -> Sequence[Value]: ...
    def place(self, at: int) -> Place: ...


@dataclass(slots=True)
class Heard:
    """A row, counted from 0; linked by `names` where files have no common key; `cells` are those of its figures.

    `opens` are entries that have to be made for it; rows of one `mark` are the same in every cell.
    """

    number: int
    file: int
    sheet: str
    key: str
    names: tuple[str, ...]
    on: date
    facts: dict[str, Any]
    component: dict[str, Any] | None
    cells: dict[str, str]
    problems: list[Problem]
    opens: tuple[Opening, ...]
    table: Hearer
    mark: int = 0
    skipped: str = ""

    @property
    def refused(self) -> bool:
        return any(refuses(problem) for problem in self.problems)


class Hearer:
    """Hears the rows of one table; what is wrong with the table as a whole stands in `problems`."""

    def __init__(
        self,
        mapping: Mapping,
        heads: Sequence[str],
        lists: Map[str, Sequence[Entry]],
        *,
        day: date,
        currency: str = "CNY",
        name: str = "",
        file: int = 0,
        sheet: str = "",
        openings: Openings | None = None,
    ) -> None:
        self.mapping, self.day, self.name, self.file, self.sheet = mapping, day, name, file, sheet
        known = lists_known(lists)
        self.openings = openings if openings is not None else Openings(known)
        self.bound = mapping.columns_of(heads)
        self.problems = [one.at(Place(one.place.field, name, sheet)) for one in self.bound.problems]
        knows = Knows(Words(known), self.openings, days=mapping.days, money=mapping.money, currency=currency, today=day)
        self._check_currency(currency, name)
        every = steps(self.bound, heads, knows)
        self.fixed: dict[str, Any] = {}
        self._opened: tuple[Opening, ...] = ()
        self.steps = [one for one in every if one.at]
        for one in every:
            if not one.at:
                self._fix(one)
        self._years = {
            one: Years(one.found, self.bound, heads, knows, name) for one in self.steps if one.kind == AMOUNT
        }
        self.several = {one.field: one.reader.column.several for one in every if one.reader.column.several}
        if "name_en" in self.several:
            # Where a list has English names only, they stand for the Chinese ones too.
            self.several.setdefault("name_zh", self.several["name_en"])
        self._file_day = self._of_file(name)
        self._lined: dict[tuple[str, str], list[Problem]] = {}
        self._skips: dict[tuple[str, str], bool] = {}
        self._kind = self._component_kind(knows)
        self._first: Record | None = None
        self._letters: dict[int, str] = {}

    def _check_currency(self, currency: str, name: str) -> None:
        """No rate is known here: a list in another money is not brought in as if it were this one."""
        said = {one.money.currency for one in self.mapping.columns if one.money} | {self.mapping.money.currency}
        for other in sorted(said - {"", currency}):
            params = {"theirs": other, "ours": currency}
            self.problems.append(Problem("imports.currency_other", params, place=Place(file=name, field="money")))

    def _fix(self, step: Step) -> None:
        answer = step.reader.read(step.reader.column.fixed)
        if answer.problem:
            self.problems.append(answer.problem.at(Place(field=step.field)))
        elif answer.value is not None and step.kind in (PLAIN, KEPT, PARTY):
            self._say(self.fixed, step, answer)
            self._opened += answer.opens

    def _of_file(self, name: str) -> date | None:
        spec = self.mapping.snapshot
        if spec is None or spec.on or not spec.file:
            return spec.on if spec and spec.on else None
        found = dating.of_file(spec, name)
        if found is None:
            self.problems.append(
                Problem("imports.snapshot_not_in_name", {"file": name[:80]}, place=Place("snapshot", name)).warning()
            )
        return found

    def _component_kind(self, knows: Knows) -> str:
        """The kind of component: an entry of the city's list, a new one where it has none."""
        if self.mapping.component is None:
            return ""
        kind = self.mapping.component.kind
        if folded(kind) in knows.words.known("component"):
            return knows.words.code("component", kind)
        opening = self.openings.of("component", kind, kind)
        self._opened += (opening,)
        return opening.code

    def heard(self, record: Record) -> Heard:
        cells = record.cells
        if self._first is None:
            self._first = record
        row = Heard(
            record.number, self.file, self.sheet, "", (), self.day, dict(self.fixed), None, {}, [], self._opened, self,
            _mark(cells),
        )  # fmt: skip
        if any(self._skips_row(at, like, cells) for at, like in self.bound.skip):
            row.skipped = "mapping"
            return row
        self._dated(row, record)
        inner: dict[str, Any] = {}
        facts = row.facts
        place: dict[str, tuple[float, Step]] = {}
        for step in self.steps:
            answer = step.answer(cells)
            value, problem, kept, opens = answer
            if problem is not None:
                row.problems.append(placed(problem, record.place(step.at[0]), step.field))
            if kept:
                facts.setdefault("extras", {}).setdefault(step.label, kept)
            if value is None:
                continue
            if opens:
                row.opens += opens
            kind = step.kind
            if kind == PLAIN:
                if step.name not in facts:
                    facts[step.name] = value
                    if step.reader.target.kind == "day":
                        row.cells[step.field] = self._address(record, step.at[0])
            elif kind == KEPT:
                facts.setdefault("extras", {}).setdefault(step.label, value)
            elif kind == AMOUNT:
                self._amount(row, record, step, value)
            elif kind == INNER:
                inner.setdefault(step.name, value)
            elif kind == PLACE:
                place.setdefault(step.name, (value, step))
            else:
                self._figure(row, record, step, answer)
        self._placed(row, record, place)
        self._named(row, record, inner)
        if self.mapping.rows == "project":
            for problem in questions(facts, row.on):
                row.problems.append(self.at_cell(problem, record))
        return row

    def _figure(self, row: Heard, record: Record, step: Step, answer: Answer) -> None:
        if step.kind == PART and step.name not in row.facts.get("parts", {}):
            row.cells[step.field] = self._address(record, step.at[0])
        self._say(row.facts, step, answer)

    @staticmethod
    def _say(facts: dict[str, Any], step: Step, answer: Answer) -> None:
        """A column that stands before another of the same target is heard first, and stays."""
        if step.kind == PART:
            facts.setdefault("parts", {}).setdefault(step.name, answer.value)
        elif step.kind == KEPT:
            facts["extras"] = {**facts.get("extras", {}), step.label: answer.value}
        elif step.kind == PARTY:
            facts["parties"] = [*facts.get("parties", ()), *answer.value]
        else:
            facts.setdefault(step.name, answer.value)

    def _amount(self, row: Heard, record: Record, step: Step, value: Map[str, int]) -> None:
        """What two columns say of one year and fund adds up."""
        years = self._years[step]
        year, fund = years.of(record.cells), years.fund_of(record.cells)
        if year is None or not 1900 <= year <= 2200:
            problem = Problem("imports.year_unread")
            leave = step.reader.column.wrong == "leave"
            row.problems.append(placed(problem.warning() if leave else problem, record.place(step.at[0]), step.field))
            return
        if fund.problem is not None:
            row.problems.append(placed(fund.problem, record.place(step.at[0]), step.field))
        if fund.value is None:
            return
        row.opens += fund.opens
        amounts = row.facts.setdefault("amounts", {})
        name = f"{year}.{fund.value}"
        if name in amounts:
            amounts[name] = {"fen": amounts[name]["fen"] + value["fen"]}
        else:
            amounts[name] = value
            row.cells[f"amounts.{name}"] = self._address(record, step.at[0])

    def _placed(self, row: Heard, record: Record, place: Map[str, tuple[float, Step]]) -> None:
        if len(place) == 2:
            row.facts["geometry"] = {"type": "Point", "coordinates": [place["lon"][0], place["lat"][0]]}
        elif place:
            _value, step = next(iter(place.values()))
            half = Problem("projects.cell_half_place").warning()
            row.problems.append(placed(half, record.place(step.at[0]), "geometry"))

    def _dated(self, row: Heard, record: Record) -> None:
        spec, cells = self.mapping.snapshot, record.cells
        if self.bound.on is not None and spec is not None:
            cell = cells[self.bound.on] if self.bound.on < len(cells) else None
            found = dating.of_cell(spec, cell, self.mapping.days)
            if not isinstance(found, date):
                problem = found or Problem("imports.snapshot_unread", {"text": words(cell)[:60]})
                row.problems.append(placed(problem, record.place(self.bound.on), "snapshot"))
                return
            row.on = found
        elif self._file_day:
            row.on = self._file_day
        if row.on > self.day:
            problem = Problem("imports.snapshot_future", {"day": row.on.isoformat()})
            row.problems.append(placed(problem, record.place(self.bound.on or 0), "snapshot"))

    def _named(self, row: Heard, record: Record, inner: dict[str, Any]) -> None:
        """The row's key and names; a list without Chinese names is known by those it has."""
        facts, cells = row.facts, record.cells
        if not facts.get("name_zh") and facts.get("name_en"):
            facts["name_zh"] = facts["name_en"][:200]
        unread = {problem.place.field for problem in row.problems}
        if not facts.get("name_zh") and "name_zh" not in unread:
            row.problems.append(self.at_cell(Problem("projects.name_missing", place=Place("name_zh")), record))
        pair = facts.get("stage", "idea"), facts.get("variant", "factory")
        if pair not in self._lined:
            self._lined[pair] = checks.lined({"stage": pair[0], "variant": pair[1]})
        row.problems += [self.at_cell(problem, record) for problem in self._lined[pair]]
        if self.mapping.component is not None:
            name = BETWEEN.join(filter(None, (key_text(_cell(cells, at)) for at in self.bound.component)))
            # A part without a name that says something is called what it is.
            name = name or (self.mapping.component.kind if inner else "")
            row.component = {"kind": self._kind, "name_zh": name[:LONGEST_COMPONENT], **inner} if name else None
        self._keyed(row, record)

    def _keyed(self, row: Heard, record: Record) -> None:
        mapping, bound, cells, facts = self.mapping, self.bound, record.cells, row.facts
        pieces = [key_text(_cell(cells, at)) for at in bound.key]
        row.key = short(BETWEEN.join(pieces)) if any(pieces) else ""
        for at, spec in zip(bound.also_key, mapping.also_key, strict=False):
            row.names += linking(words(_cell(cells, at)), spec.drop)
        if not mapping.key and not mapping.also_key:
            name, owner = folded(facts.get("name_zh", "")), facts.get("owner", "")
            whole = "|".join(filter(None, (name, owner)))
            row.key = facts.get("project_code") or facts.get("local_number") or short(whole)
        if not row.key and row.names:
            row.key = NAME + row.names[0]
        if not row.key and (mapping.key or mapping.also_key):
            at = next(iter((*bound.key, *bound.also_key)), 0)
            row.problems.append(placed(Problem("imports.key_blank"), record.place(at), "key"))

    def _skips_row(self, at: int, like: str, cells: Sequence[Value]) -> bool:
        said = words(_cell(cells, at))
        if (like, said) not in self._skips:
            self._skips[like, said] = fits(like, said)
        return self._skips[like, said]

    def _address(self, record: Record, at: int) -> str:
        """The name of a cell; in a table of rows it is the column's letters and the row's number."""
        letters = self._letters.get(at)
        if letters is None:
            cell, below = (
                replace(record, number=number).place(at).cell  # type: ignore[type-var]
                for number in (record.number, record.number + 1)
            )
            name = cell.rstrip("0123456789")
            rows = cell == f"{name}{record.number + 1}" and below == f"{name}{record.number + 2}"
            letters = self._letters[at] = name if rows else ""
        return f"{letters}{record.number + 1}" if letters else record.place(at).cell

    def cell_of(self, field: str, row: Heard) -> Place:
        """Where a row that was heard says something of a field, or of the nearest thing the table has a column for."""
        at, first = self.at_of(field), self._first
        if field in row.cells or at is None or first is None:
            return Place(field, self.name, self.sheet, row.cells.get(field, ""))
        place = replace(first, number=row.number).place(at)  # type: ignore[type-var]
        return Place(field, place.file, place.sheet, place.cell)

    def at_of(self, field: str) -> int | None:
        """The column of a field."""
        bound = self.bound
        some = {"key": (*bound.key, *bound.also_key), "snapshot": () if bound.on is None else (bound.on,)}
        if some.get(field):
            return some[field][0]
        step = next((one for one in self.steps if one.field == field), None) or next(
            (one for one in self.steps if one.field.startswith(field.partition(".")[0])), None
        )
        return step.at[0] if step else next(iter(some["key"]), None)

    def at_cell(self, problem: Problem, record: Record) -> Problem:
        at = self.at_of(problem.place.field)
        return problem if at is None else placed(problem, record.place(at), problem.place.field)


def _mark(cells: Sequence[Value]) -> int:
    try:
        return hash(tuple(cells))
    except TypeError:
        return hash(repr(cells))


def _cell(cells: Sequence[Value], at: int) -> Value:
    return cells[at] if at < len(cells) else None

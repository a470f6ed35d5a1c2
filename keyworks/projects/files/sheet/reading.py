"""A book of projects read row by row into what is said of each, in codes, with every problem at its cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from keyworks.formats.cells.words import words
from keyworks.formats.sheets.book import Book, Sheet, Value
from keyworks.projects.files.sheet.cells import NotRead, Reader, Words
from keyworks.projects.files.sheet.columns import EXAMPLE, FUND, PARTY, Column, Lists, folded
from keyworks.projects.files.sheet.heads import Head, Headed, Heads
from keyworks.values.problems import Place, Problem

EXAMPLES = tuple(folded(word) for word in (EXAMPLE[0][:2], EXAMPLE[1][:7]))


@dataclass
class Row:
    """A row: what it says of a project, where each said thing stands, and what could not be read."""

    sheet: int
    number: int
    said: dict[str, Any] = field(default_factory=dict)
    cells: dict[str, tuple[int, Column]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def cell(self, name: str) -> tuple[int, Column] | None:
        """The cell of a field, or of the nearest thing that the sheet has a column for."""
        name = {"parts": "parts.total"}.get(name, name)
        while name:
            inner = (cell for key, cell in self.cells.items() if key == name or key.startswith(f"{name}."))
            if found := next(inner, None):
                return found
            name = name.rpartition(".")[0]
        return self.cells.get("name_zh")


@dataclass
class Told:
    """What a book says: its sheets with projects and their heads, the rows, and problems that belong to no row."""

    book: Book
    heads: dict[int, Head] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read(book: Book, lists: Lists) -> Told:
    """Every visible sheet whose head names projects, row by row; examples and empty rows are passed over."""
    told, heads, reader = Told(book), Heads(lists), Reader(Words(lists))
    for number, sheet in enumerate(book.sheets):
        head = None if sheet.hidden else heads.of(sheet)
        if head is None:
            continue
        told.heads[number] = head
        told.problems += head.problems
        told.rows += _rows(number, sheet, head, reader)
    if not told.heads:
        told.problems.append(Problem("projects.sheet_headless", place=Place(file=book.name)))
    elif not told.rows:
        told.problems.append(Problem("projects.sheet_rowless", place=Place(file=book.name)))
    return told


def _rows(number: int, sheet: Sheet, head: Head, reader: Reader) -> Iterator[Row]:
    mark = next((one.at for one in head.columns if one.column.kind == "mark"), -1)
    saying = [one for one in head.columns if one.column.field]
    for at in range(head.row + 1, len(sheet.rows)):
        cells = sheet.rows[at]
        first = folded(words(_cell(cells, mark))) if mark >= 0 else ""
        if first.startswith(EXAMPLES) or all(words(_cell(cells, one.at)) == "" and not isinstance(
            _cell(cells, one.at), Problem) for one in saying):  # fmt: skip
            continue
        yield _row(Row(number, at), sheet, cells, saying, reader)


def _cell(cells: Sequence[Value], at: int) -> Value:
    return cells[at] if 0 <= at < len(cells) else None


def _row(row: Row, sheet: Sheet, cells: Sequence[Value], saying: Sequence[Headed], reader: Reader) -> Row:
    found: list[tuple[Headed, Any]] = []
    for one in saying:
        place = replace(sheet.place(row.number, one.at), field=one.column.field)
        row.cells.setdefault(_field(one), (one.at, one.column))
        try:
            value = reader.read(_cell(cells, one.at), one.column, one.unit)
        except NotRead as no:
            row.problems.append(no.problem.at(place))
        else:
            if value is not None:
                found.append((one, value))
    _say(row, found)
    return row


def _field(one: Headed) -> str:
    """The name under which problems speak of this cell."""
    group, dot, rest = one.column.field.partition(".")
    if group == "capacities":
        return f"capacities.{one.entry}.{rest}"
    return "geometry" if group in ("lon", "lat") else f"{group}{dot}{rest}"


def _say(row: Row, found: Sequence[tuple[Headed, Any]]) -> None:
    said = row.said
    capacities: dict[int, dict[str, Any]] = {}
    degrees: dict[str, float] = {}
    for one, value in found:
        group, _dot, rest = one.column.field.partition(".")
        if group == "parts":
            said.setdefault("parts", {})[rest] = value
        elif group == FUND:
            year, _dot, code = rest.partition(".")
            amounts = said.setdefault("amounts", [])
            row.cells[f"{FUND}.{len(amounts)}"] = (one.at, one.column)
            amounts.append({"year": int(year), "fund": code, "amount": value})
        elif group == PARTY:
            for party in value:
                parties = said.setdefault("parties", [])
                row.cells[f"{PARTY}.{len(parties)}"] = (one.at, one.column)
                parties.append({"role": rest, **party})
        elif group == "capacities":
            capacities.setdefault(one.entry, {})[rest] = value
        elif group in ("lon", "lat"):
            degrees[group] = value
        else:
            said[group] = value
    _say_capacities(row, capacities)
    if len(degrees) == 2:
        said["geometry"] = {"type": "Point", "coordinates": [degrees["lon"], degrees["lat"]]}
    elif degrees:
        row.problems.append(Problem("projects.cell_half_place", place=Place(field="geometry")))


def _say_capacities(row: Row, capacities: dict[int, dict[str, Any]]) -> None:
    """A capacity says what it is, how much and in which unit; half of it says nothing."""
    for entry, one in sorted(capacities.items()):
        lacking = [name for name in ("what_zh", "quantity", "measure") if name not in one]
        if lacking:
            unread = {problem.place.field for problem in row.problems}
            if not any(f"capacities.{name}" in unread for name in lacking):
                place = Place(field=f"capacities.{entry}.{lacking[0]}")
                row.problems.append(Problem("projects.cell_half_capacity", place=place))
            continue
        kept = row.said.setdefault("capacities", [])
        for name in one:
            if (cell := row.cells.get(f"capacities.{entry}.{name}")) is not None:
                row.cells[f"capacities.{len(kept)}.{name}"] = cell
        kept.append(one)

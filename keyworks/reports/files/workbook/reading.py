"""A workbook read: what each row says of its project, and what is wrong with its cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from keyworks.formats.cells.amounts import amount
from keyworks.formats.cells.numbers import number as numeral
from keyworks.formats.cells.words import blank, words
from keyworks.formats.sheets.book import Book, Sheet, Value, address
from keyworks.formats.sheets.protected import SUMS
from keyworks.reports.files.workbook import keys
from keyworks.reports.files.workbook.columns import COLUMNS, DONE, FILLED, KEY, Column, Headed, heads
from keyworks.reports.files.workbook.keys import MARK, Key
from keyworks.values.money import Money
from keyworks.values.problems import Place, Problem

LOOKED_AT = 20
HUNDRED = Decimal(100)
Whys = Mapping[str, str]
"""The words of a usual reason, in either language → its code."""


@dataclass
class Row:
    """A row with a key: `said` by field, money as Money, a share in hundredths of a per cent; None where nothing."""

    sheet: int
    number: int
    key: Key
    said: dict[str, Any] = field(default_factory=dict)
    at: Mapping[str, int] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()


@dataclass
class Told:
    """All that a workbook says; problems have their cells."""

    book: Book
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def place(self, row: Row, name: str) -> Place:
        """The cell of a field in its row, the row's first where the field has none."""
        at = row.at.get(name, row.at.get(DONE, 0))
        return replace(self.book.sheets[row.sheet].place(row.number, at), field=name)


def read(book: Book, whys: Whys) -> Told:
    """What a book says; only columns that are filled in are read, wherever they stand."""
    told = Told(book)
    found = False
    for number, sheet in enumerate(book.sheets):
        if headed := _head(sheet):
            found = True
            _sheet(told, number, sheet, *headed, whys=whys)
    if not found:
        told.problems.append(Problem("reports.workbook_none"))
    _twice(told)
    return told


def _head(sheet: Sheet) -> tuple[int, dict[str, Headed], list[Headed]] | None:
    """The row of the heads with its columns, and heads that stand twice."""
    for number, row in enumerate(sheet.rows[:LOOKED_AT]):
        found: dict[str, Headed] = {}
        again = []
        for one in heads(row):
            if one.column.field in found:
                again.append(one)
            found.setdefault(one.column.field, one)
        if KEY in found:
            return number, found, again
    return None


def _sheet(
    told: Told, number: int, sheet: Sheet, top: int, columns: dict[str, Headed], again: list[Headed], whys: Whys
) -> None:
    for one in again:
        told.problems.append(
            Problem("reports.workbook_head_twice", {"text": one.column.zh}, place=sheet.place(top, one.at))
        )
    lacking = [one for one in COLUMNS if one.field in ("number", DONE) and one.field not in columns]
    unitless = [one for one in columns.values() if one.column.kind == "money" and one.column.fill and not one.unit]
    for column in lacking:
        place = sheet.place(top, columns[KEY].at)
        told.problems.append(Problem("reports.workbook_head_missing", {"zh": column.zh, "en": column.en}, place=place))
    for one in unitless:
        told.problems.append(Problem("reports.workbook_no_unit", place=sheet.place(top, one.at)))
    if lacking or unitless:
        return
    at = {name: one.at for name, one in columns.items()}
    for row, cells in enumerate(sheet.rows[top + 1 :], top + 1):
        _row(told, number, sheet, row, cells, columns, at, whys)


def _cell(cells: Sequence[Value], at: int) -> Value:
    return cells[at] if at < len(cells) else None


def _row(
    told: Told, number: int, sheet: Sheet, row: int, cells: Sequence[Value], columns: Mapping[str, Headed],
    at: Mapping[str, int], whys: Whys,
) -> None:  # fmt: skip
    text = words(_cell(cells, at[KEY]))
    if text == SUMS:
        return
    filled = [one for one in FILLED if one.field in at and not blank(_cell(cells, at[one.field]))]
    if not text:
        if filled:
            told.problems.append(Problem("reports.workbook_no_key", place=sheet.place(row, at[filled[0].field])))
        return
    key = keys.read(text, words(_cell(cells, at["number"])))
    if key is None:
        code = "reports.workbook_key_broken" if text.startswith(MARK) else "reports.workbook_no_key"
        told.problems.append(Problem(code, place=sheet.place(row, at["number"])))
        return
    said, unread = {}, set()
    for one in FILLED:
        if one.field not in at:
            continue
        found = value(one, _cell(cells, at[one.field]), columns[one.field].unit, whys)
        if isinstance(found, Problem):
            unread.add(one.field)
            told.problems.append(found.at(replace(sheet.place(row, at[one.field]), field=one.field)))
        else:
            said[one.field] = found
    told.rows.append(Row(number, row, key, said, at, frozenset(unread)))


def value(column: Column, cell: Value, unit: str, whys: Whys) -> Any:
    """What a cell says in its column: Money, hundredths of a per cent, text; the Problem where it cannot be read."""
    if isinstance(cell, Problem):
        return cell
    if column.kind == "money":
        found = amount(cell, unit)
        return found if found is None or isinstance(found, Money | Problem) else Problem("reports.workbook_range")
    if column.kind == "share":
        return _share(cell)
    text = words(cell)
    if column.kind != "why":
        return text
    return "" if blank(cell) else whys.get(" ".join(text.split()), text)


def _share(cell: Value) -> int | Problem | None:
    """A share in hundredths of a per cent; a number is in per cent, whether it says so or not."""
    if isinstance(cell, str):
        cell = cell.strip().removesuffix("%").removesuffix("％")
    found = numeral(cell)
    if found is None or isinstance(found, Problem):
        return found
    exact = found * HUNDRED
    if not 0 <= exact <= HUNDRED * HUNDRED:
        return Problem("reports.progress_not_a_share")
    return int(exact) if exact == int(exact) else Problem("reports.workbook_share_fine")


def _twice(told: Told) -> None:
    """A project may stand in one row: of two nobody knows which is meant."""
    many = {pk for pk, rows in Counter(row.key.project for row in told.rows).items() if rows > 1}
    first: dict[int, Row] = {}
    for row in told.rows:
        if row.key.project in many and first.setdefault(row.key.project, row) is not row:
            cell = address(first[row.key.project].number, row.at["number"])
            told.problems.append(Problem("reports.workbook_row_twice", {"cell": cell}, place=told.place(row, "number")))

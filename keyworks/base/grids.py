"""The grid: columns and rows as one JSON, what was typed read cell by cell, problems answered cell by cell.

A view answers GET with `sheet(...)`, POST with what it made of `sent(...)`; `<c-grid :address="address" />` shows it.
Every value travels as text, money in the reader's unit and exact; "" is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpRequest, JsonResponse

from keyworks.base import api, reader, shown
from keyworks.base.answers import ApiRefused
from keyworks.base.manifest import Text, sentence
from keyworks.values import money, months
from keyworks.values.money import CURRENCIES, UNITS, Money, house
from keyworks.values.problems import Problem

MOST_ROWS = 5000
LONGEST_TEXT = 2000


@dataclass(frozen=True)
class Column:
    """A column; `kind` is text, money, number, date, month or choice, `width` in px, `digits` those after a point.

    `reason`: what stood already is only corrected, so the reader is asked why, once for all cells. `unknown`: an empty
    cell is shown as —, and a column of them sums to none.
    """

    key: str
    label: Text
    kind: str = "text"
    width: int = 120
    frozen: bool = False
    locked: bool = False
    required: bool = False
    sum: bool = False
    reason: bool = False
    unknown: bool = False
    digits: int = 0
    longest: int = 200
    choices: Sequence[tuple[str, str]] = ()

    def wire(self) -> dict[str, Any]:
        unit = reader.current().money
        told: dict[str, Any] = {
            "key": self.key,
            "label": str(self.label),
            "kind": self.kind,
            "width": self.width,
            "digits": UNITS[unit] + CURRENCIES[house()] if self.kind == "money" else self.digits,
            "longest": self.longest,
        }
        if self.kind == "money":
            told["unit"] = shown.unit_of_money()
        if self.kind == "choice":
            told["choices"] = [[code, str(words)] for code, words in self.choices]
        flags = ("frozen", "locked", "required", "sum", "reason", "unknown")
        return told | {flag: True for flag in flags if getattr(self, flag)}


@dataclass(frozen=True)
class Row:
    """A row; `values` by column, `locked` wholly or in the columns named; `href` is its own page."""

    id: str
    edition: int
    values: Mapping[str, Any]
    locked: bool | Sequence[str] = False
    href: str = ""

    def wire(self, columns: Sequence[Column], unit: str) -> dict[str, Any]:
        told: dict[str, Any] = {
            "id": self.id,
            "edition": self.edition,
            "values": [text(self.values.get(column.key), unit) for column in columns],
            "locked": self.locked,
        }
        return told | {"href": self.href} if self.href else told


@dataclass(frozen=True)
class Typed:
    """What was typed into one row, over this edition."""

    id: str
    edition: int
    cells: dict[str, Any]


@dataclass(frozen=True)
class CellProblem:
    """A sentence about one cell."""

    row: str
    column: str
    detail: str


@dataclass(frozen=True)
class Sent:
    """What came: rows with the values that could be read, and the cells that could not."""

    unit: str
    reason: str
    rows: list[Typed] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)


def text(value: Any, unit: str) -> str:
    """A value as it travels: a Month and a day by their ISO text, money in the unit without a needless digit."""
    if value is None:
        return ""
    if isinstance(value, Money):
        value = value.exact(unit)
    if isinstance(value, Decimal):
        return f"{value.normalize() if value % 1 else value.quantize(Decimal(1)):f}"
    return str(value)


def sheet(columns: Sequence[Column], rows: Iterable[Row]) -> JsonResponse:
    """All of it, for the reader's unit of money."""
    unit = reader.current().money
    told = {
        "unit": unit,
        "columns": [column.wire() for column in columns],
        "rows": [row.wire(columns, unit) for row in rows],
    }
    return JsonResponse(told, headers={"Cache-Control": "private, no-store"}, json_dumps_params={"ensure_ascii": False})


def answer(
    sent: Sent,
    columns: Sequence[Column],
    *,
    detail: str,
    status: int = 200,
    rows: Iterable[Row] = (),
    problems: Iterable[CellProblem] = (),
) -> JsonResponse:
    """What became of it: the rows as they stand now, and the cells where something is wrong."""
    told = {
        "detail": detail,
        "rows": [row.wire(columns, sent.unit) for row in rows],
        "problems": [{"row": one.row, "column": one.column, "detail": one.detail} for one in problems],
    }
    return JsonResponse(told, status=status, json_dumps_params={"ensure_ascii": False})


def sent(request: HttpRequest, columns: Sequence[Column]) -> Sent:
    """Reads what the grid sends; refuses as the API does what it never sends."""
    request.sent = None  # type: ignore[attr-defined]
    api.read(request)
    body: Any = request.sent  # type: ignore[attr-defined]
    known = {column.key: column for column in columns if not column.locked}
    if not isinstance(body, dict) or not isinstance(body.get("rows"), list) or len(body["rows"]) > MOST_ROWS:
        raise unreadable()
    unit, reason = body.get("unit"), body.get("reason", "")
    if unit not in reader.CHOICES["money"] or not isinstance(reason, str) or len(reason) > LONGEST_TEXT:
        raise unreadable()
    read = Sent(unit=unit, reason=reason.strip())
    for row in body["rows"]:
        _row(row, known, read)
    if len({row.id for row in read.rows}) < len(read.rows):
        raise unreadable()
    return read


def unreadable() -> ApiRefused:
    return ApiRefused("grid.unreadable", status=422)


def _row(row: Any, known: Mapping[str, Column], read: Sent) -> None:
    if not isinstance(row, dict) or not isinstance(row.get("cells"), dict):
        raise unreadable()
    key, edition, cells = row.get("id"), row.get("edition"), {}
    if not isinstance(key, str) or len(key) > 40 or type(edition) is not int:
        raise unreadable()
    for name, typed in row["cells"].items():
        if name not in known or not isinstance(typed, str) or len(typed) > LONGEST_TEXT:
            raise unreadable()
        found = value(known[name], typed, read.unit)
        if isinstance(found, Problem):
            read.problems.append(CellProblem(key, name, sentence(found.code, found.params)))
        else:
            cells[name] = found
    read.rows.append(Typed(key, edition, cells))


def value(column: Column, typed: str, unit: str) -> Any:
    """The value a text means in this column, or the Problem with it; empty is "" for a text and else None."""
    plain = typed.strip()
    if not plain:
        return Problem("field.missing") if column.required else "" if column.kind in {"text", "choice"} else None
    if column.kind == "money":
        return money.parse(plain, unit=unit)
    if column.kind == "month":
        return months.parse(plain)
    if column.kind == "choice":
        return plain if plain in {code for code, _words in column.choices} else Problem("field.invalid")
    if column.kind == "text":
        return plain if len(plain) <= column.longest else Problem("field.too_long", {"bound": column.longest})
    return _day(plain) if column.kind == "date" else _number(plain, column.digits)


def _day(plain: str) -> date | Problem:
    try:
        return date.fromisoformat(plain)
    except ValueError:
        return Problem("field.date")


def _number(plain: str, digits: int) -> Decimal | Problem:
    try:
        found = Decimal(plain)
    except InvalidOperation:
        return Problem("field.invalid")
    fits = found.is_finite() and abs(found) < Decimal(10) ** 15 and found == round(found, digits)
    return found if fits else Problem("field.invalid")

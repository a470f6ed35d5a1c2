"""Of which day a row speaks, and of which year an amount: by a column, by the file's name, or as the mapping says."""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date
from decimal import Decimal

from keyworks.formats.cells.days import day
from keyworks.formats.cells.words import blank, words
from keyworks.formats.sheets.book import Value
from keyworks.imports.rules import patterns
from keyworks.imports.rules.specs import Snapshot, Source
from keyworks.values.problems import Problem

YEAR = re.compile(r"\D{0,10}((?:19|20|21)\d\d)(?!\d)", re.ASCII)
PIVOT = 70
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
PIECES = ("year", "month", "day")


def year_of(said: str) -> int | None:
    """The year that a cell or a head names: of a financial year like 2019/20 the first."""
    found = YEAR.match(unicodedata.normalize("NFKC", said).strip())
    return int(found[1]) if found else None


def year(source: Source, said: str) -> int | None:
    """The year of an amount in the text of its source."""
    if pattern := source.form or source.file:
        found = patterns.search(pattern, said)
        pieces = _pieces(found) if found else {}
        named, month = pieces.get("year"), pieces.get("month")
        number = _full(named) if named else None
        if number is not None and month and source.ends < 12:
            at = _month(month)
            number += at is not None and at > source.ends
    else:
        number = year_of(said)
    return None if number is None else number + source.add


def of_cell(spec: Snapshot, cell: Value, order: str) -> date | Problem | None:
    """The day in a cell; a year alone is completed by the mapping. A longer time was known at its end."""
    said = words(cell)
    if isinstance(cell, Problem) or blank(said):
        return cell if isinstance(cell, Problem) else None
    alone = year_of(said)
    if alone is not None and spec.month and len(said) <= 9:
        return _completed(spec, alone, spec.month, spec.day)
    return day(cell, order, True, serial=isinstance(cell, Decimal))


def of_file(spec: Snapshot, name: str) -> date | None:
    """The day that a file's name says."""
    found = patterns.search(spec.file, name)
    pieces = _pieces(found) if found else {}
    if not (number := _full(pieces.get("year", ""))):
        return None
    if quarter := pieces.get("quarter"):
        months = spec.starts - 2 + 3 * int(quarter)
        return _completed(spec, number + months // 12, months % 12 + 1, 0)
    month = _month(pieces["month"]) if pieces.get("month") else spec.month or 12
    on = pieces.get("day")
    return _completed(spec, number, month, int(on) if on else spec.day) if month else None


def _pieces(found: re.Match[str]) -> dict[str, str]:
    """What the groups found: by their names, or year, month, day in order; a pattern without groups is a year."""
    named = {name: text for name, text in found.groupdict().items() if text}
    return named or dict(zip(PIECES, filter(None, found.groups() or (found[0],)), strict=False))


def _full(text: str) -> int | None:
    if not (text.isascii() and text.isdigit() and len(text) in (2, 4)):
        return None
    number = int(text)
    return number if len(text) == 4 else number + (2000 if number < PIVOT else 1900)


def _month(text: str) -> int | None:
    if text.isascii() and text.isdigit():
        return int(text) if 1 <= int(text) <= 12 else None
    begin = text.casefold()[:3]
    return next((number for number, name in enumerate(MONTHS, 1) if name == begin), None)


def _completed(spec: Snapshot, number: int, month: int, on: int) -> date | None:
    """With no day named, the last of the month; the 31st of a shorter month is its last."""
    number += spec.add
    if not 1 <= number <= 9999:
        return None
    last = calendar.monthrange(number, month)[1]
    return date(number, month, min(on or last, last))

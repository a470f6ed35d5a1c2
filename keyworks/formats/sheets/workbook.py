"""Workbooks (xlsx, xlsb, xls, ods) by calamine, and what it leaves out by `markup`.

Runs only in the limited child: a hostile file can make calamine ask for any memory.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Any
from xml.etree import ElementTree

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from keyworks.formats.sheets.book import Limits, Unreadable, address
from keyworks.formats.sheets.markup import Markup, seen
from keyworks.values.problems import Place, Problem

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CHUNK = 1024**2
MOST_PARTS = 10_000
MOST_MERGED = 10_000
EXACT = 10**15


def unpacked(content: bytes, limits: Limits) -> None:
    """Unpack everything once, counting: what an archive says of its own sizes is not believed."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS:
                raise Unreadable(Problem("sheet.too_large_unpacked", {"megabytes": limits.unpacked // CHUNK}))
            left = limits.unpacked
            for part in parts:
                with archive.open(part) as file:
                    while chunk := file.read(CHUNK):
                        left -= len(chunk)
                        if left < 0:
                            raise Unreadable(
                                Problem("sheet.too_large_unpacked", {"megabytes": limits.unpacked // CHUNK})
                            )
    except RuntimeError:  # encrypted
        raise Unreadable(Problem("sheet.password")) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, IndexError):
        raise Unreadable(Problem("sheet.damaged")) from None


def opened(content: bytes) -> CalamineWorkbook:
    try:
        return load_workbook(io.BytesIO(content))
    except PasswordError:
        raise Unreadable(Problem("sheet.password")) from None
    except CalamineError as wrong:
        if "assword" in str(wrong) or "ncrypt" in str(wrong):
            raise Unreadable(Problem("sheet.password")) from None
        raise Unreadable(Problem("sheet.damaged")) from None


def sheets(content: bytes, limits: Limits) -> Iterator[tuple[dict[str, Any], Iterator[list[Any]]]]:
    """Each sheet's head (name, what is hidden, merged, widths) and its rows."""
    told: dict[str, Markup] = {}
    if content.startswith(ZIP):
        unpacked(content, limits)
        try:
            told = seen(content, limits)
        except (ElementTree.ParseError, KeyError, ValueError):
            raise Unreadable(Problem("sheet.damaged")) from None
    book = opened(content)
    listed = [
        (number, sheet) for number, sheet in enumerate(book.sheets_metadata) if sheet.typ == SheetTypeEnum.WorkSheet
    ]
    if len(listed) > limits.sheets:
        raise Unreadable(Problem("sheet.too_many_sheets", {"limit": limits.sheets}))
    left = [limits.cells]
    for number, sheet in listed:
        try:
            found = book.get_sheet_by_index(number)
        except CalamineError:
            raise Unreadable(Problem("sheet.damaged", place=Place(sheet=sheet.name))) from None
        _bounded(sheet.name, found.end, limits, left)
        merged = (found.merged_cell_ranges or [])[:MOST_MERGED]
        markup = told.get(sheet.name, Markup())
        head = {
            "sheet": sheet.name,
            "hidden": sheet.visible != SheetVisibleEnum.Visible,
            "merged": merged,
            "hidden_rows": sorted(markup.hidden_rows),
            "hidden_columns": sorted(markup.hidden_columns),
            "widths": sorted(markup.widths.items()),
        }
        yield head, _rows(found, markup.wrong)


def _bounded(name: str, end: tuple[int, int] | None, limits: Limits, left: list[int]) -> None:
    if end is None:
        return
    rows, columns = end[0] + 1, end[1] + 1
    last = Place(sheet=name, cell=address(*end))
    if rows > limits.rows:
        raise Unreadable(Problem("sheet.too_many_rows", {"limit": limits.rows}, place=last))
    if columns > limits.columns:
        raise Unreadable(Problem("sheet.too_many_columns", {"limit": limits.columns}, place=last))
    left[0] -= rows * columns
    if left[0] < 0:
        raise Unreadable(Problem("sheet.too_many_cells", {"limit": limits.cells}, place=Place(sheet=name)))


def _rows(found: CalamineSheet, wrong: dict[int, dict[int, str]]) -> Iterator[list[Any]]:
    """Rows from the first on; some may hold nothing but what is wrong, which calamine does not count."""
    given, before = found.iter_rows(), [None] * (found.start or (0, 0))[1]
    height = max([(found.end or (-1, 0))[0], *wrong]) + 1
    for number in range(height):
        cells = before + [_plain(value) for value in next(given, ())]
        for column, code in wrong.get(number, {}).items():
            cells += [None] * (column + 1 - len(cells))
            cells[column] = {"problem": code}
        yield cells


def _plain(value: Any) -> Any:
    """A cell as JSON can carry it; a number with the fifteen digits that the sheet shows."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, float):
        if not isfinite(value):
            return {"problem": "sheet.error_value"}
        if value.is_integer() and abs(value) < EXACT:
            return int(value)
        return float(f"{value:.15g}")
    if isinstance(value, datetime | date):
        return {"at": value.isoformat()}
    if isinstance(value, time):
        return value.isoformat()
    if isinstance(value, timedelta):
        hours, seconds = divmod(int(value.total_seconds()), 3600)
        return f"{hours}:{seconds // 60:02}:{seconds % 60:02}"
    return value

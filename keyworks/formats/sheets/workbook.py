"""Workbooks (xlsx, xlsb, xls, ods) by calamine, and what calamine does not tell: cells with errors or without result.

Runs only in the limited child: a hostile file can make calamine ask for any memory.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree import ElementTree

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from keyworks.formats.sheets.book import Limits, Unreadable, address, position
from keyworks.values.problems import Place, Problem

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CHUNK = 1024**2
MOST_PARTS = 10_000
MOST_MERGED = 10_000
ERROR = re.compile(rb'<(?:\w+:)?c\b[^>]*?\bt="e"[^>]*>')
NO_RESULT = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
NAMED = re.compile(rb'\br="([A-Z]{1,3}[0-9]{1,7})"')
ODS_WRONG = re.compile(
    rb'calcext:value-type="error"|<table:table-cell\b(?=[^>]*table:formula=)(?![^>]*office:value-type=)'
)
EXACT = 10**15

Wrong = dict[tuple[str, int, int], str]
"""(sheet, row, column) → code of what is wrong with that cell."""


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


def wrong_cells(content: bytes) -> Wrong:
    """Cells with an error, and formulas that were never reckoned: calamine reads both as blank."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        if "content.xml" in names:
            text = archive.read("content.xml")
            return dict(_wrong_in_ods(text)) if ODS_WRONG.search(text) else {}
        if "xl/workbook.xml" not in names:
            return {}
        found: Wrong = {}
        for sheet, part in _sheet_parts(archive).items():
            if part in names:
                found |= {(sheet, *position(cell)): code for cell, code in _wrong_in(archive.read(part))}
        return found


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Name of each sheet → its part of the archive."""
    targets = {
        one.get("Id"): one.get("Target", "")
        for one in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 (in the limited child)
    }
    found = {}
    for one in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():  # noqa: S314 (in the limited child)
        if one.tag.endswith("}sheet"):
            key = next((value for name, value in one.items() if name.endswith("}id")), "")
            target = targets.get(key, "")
            found[one.get("name", "")] = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
    return found


def _wrong_in(xml: bytes) -> Iterator[tuple[str, str]]:
    for cell in ERROR.finditer(xml):
        if named := NAMED.search(cell[0]):
            yield named[1].decode(), "sheet.error_value"
    for cell in NO_RESULT.finditer(xml):
        if b't="str"' not in cell[1] and (named := NAMED.search(cell[1])):
            yield named[1].decode(), "sheet.formula_without_result"


def _wrong_in_ods(xml: bytes) -> Iterator[tuple[tuple[str, int, int], str]]:
    """Walks the cells, whose places are only told by counting."""
    sheet, row, column = "", 0, 0
    for event, one in ElementTree.iterparse(io.BytesIO(xml), ("start", "end")):  # noqa: S314 (in the limited child)
        tag = one.tag.rpartition("}")[2]
        told = {name.rpartition("}")[2]: value for name, value in one.items()}
        if event == "start":
            if tag == "table":
                sheet, row = told.get("name", ""), 0
            elif tag == "table-row":
                column = 0
            elif tag in {"table-cell", "covered-table-cell"}:
                error = any("calcext" in name and value == "error" for name, value in one.items())
                if error:
                    yield (sheet, row, column), "sheet.error_value"
                elif "formula" in told and "value-type" not in told:
                    yield (sheet, row, column), "sheet.formula_without_result"
                column += int(told.get("number-columns-repeated", 1))
        elif tag == "table-row":
            row += int(told.get("number-rows-repeated", 1))
            one.clear()


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
    """Each sheet's head (name, hidden, merged) and its rows."""
    wrong: Wrong = {}
    if content.startswith(ZIP):
        unpacked(content, limits)
        try:
            wrong = wrong_cells(content)
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
        head = {"sheet": sheet.name, "hidden": sheet.visible != SheetVisibleEnum.Visible, "merged": merged}
        yield head, _rows(found.to_python(skip_empty_area=False), sheet.name, wrong)


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


def _rows(given: list[list[Any]], sheet: str, wrong: Wrong) -> Iterator[list[Any]]:
    known: dict[int, dict[int, str]] = {}
    for (name, row, column), code in wrong.items():
        if name == sheet:
            known.setdefault(row, {})[column] = code
    height = max([len(given), *(row + 1 for row in known)])
    for number in range(height):
        cells = [_plain(value) for value in given[number]] if number < len(given) else []
        for column, code in known.get(number, {}).items():
            cells += [None] * (column + 1 - len(cells))
            cells[column] = {"problem": code}
        yield cells


def _plain(value: Any) -> Any:
    """A cell as JSON can carry it; a number with the fifteen digits that the sheet shows."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, float):
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

"""What calamine does not tell of a workbook: cells with errors or without result, what is hidden, how wide columns are.

Looked for in the XML of xlsx and ods, only in the limited child.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from keyworks.formats.sheets.book import Limits, Unreadable, address, position
from keyworks.values.problems import Place, Problem

MOST_COLUMNS = 16_384
WIDEST = 255.0
ERROR = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\bt=["']e["'][^>]*>""")
NO_RESULT = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
TEXT_RESULT = re.compile(rb"""\bt=["']str["']""")
CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*>")
NAMED = re.compile(rb"""\br=["']([A-Z]{1,3}[0-9]{1,7})["']""")
ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
ROWS_OR_CELLS = re.compile(rb"<(?:\w+:)?(row|c)\b(?:[^>]*)>")
SAID = re.compile(rb"""\b(\w+)=["']([^"']*)["']""")
ODS_TELLS = re.compile(
    rb'calcext:value-type="error"|<table:table-cell\b(?=[^>]*table:formula=)(?![^>]*office:value-type=)'
    rb'|table:visibility="(?:collapse|filter)"'
)


@dataclass
class Markup:
    """Of one sheet: row → column → what is wrong with that cell; hidden rows and columns; widths of columns."""

    wrong: dict[int, dict[int, str]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    widths: dict[int, float] = field(default_factory=dict)

    def wrongs(self, cells: Iterable[tuple[tuple[int, int], str]], limits: Limits) -> None:
        for (row, column), code in cells:
            if row >= limits.rows:
                where = Place(cell=address(row, column))
                raise Unreadable(Problem("sheet.too_many_rows", {"limit": limits.rows}, place=where))
            if column >= limits.columns:
                where = Place(cell=address(row, column))
                raise Unreadable(Problem("sheet.too_many_columns", {"limit": limits.columns}, place=where))
            self.wrong.setdefault(row, {})[column] = code


def seen(content: bytes, limits: Limits) -> dict[str, Markup]:
    """Name of each sheet → its markup."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        if "content.xml" in names:
            text = archive.read("content.xml")
            return _ods(text, limits) if ODS_TELLS.search(text) else {}
        if "xl/workbook.xml" not in names:
            return {}
        parts = _sheet_parts(archive)
        return {sheet: _xlsx(archive.read(part), limits) for sheet, part in parts.items() if part in names}


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


def _xlsx(xml: bytes, limits: Limits) -> Markup:
    found = Markup()
    if b"<f" in xml or b":f" in xml or re.search(rb"""t=["']e["']""", xml):
        found.wrongs(_wrong(xml), limits)
    for told in COLUMN.finditer(xml[: xml.find(b"sheetData")]):
        said = dict(SAID.findall(told[1]))
        first, last = int(said.get(b"min", 0)) - 1, int(said.get(b"max", 0))
        if not 0 <= first < last <= MOST_COLUMNS:
            continue
        for column in range(first, min(last, limits.columns)):
            if said.get(b"hidden") in (b"1", b"true"):
                found.hidden_columns.add(column)
            elif b"width" in said:
                found.widths[column] = min(max(float(said[b"width"]), 0.0), WIDEST)
    if b"hidden=" in xml:
        number = -1
        for told in ROW.finditer(xml):
            said = dict(SAID.findall(told[1]))
            number = int(said[b"r"]) - 1 if b"r" in said else number + 1
            if said.get(b"hidden") in (b"1", b"true") and 0 <= number < limits.rows:
                found.hidden_rows.add(number)
    return found


def _wrong(xml: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    """Cells with an error, and formulas that were never reckoned: calamine reads both as blank."""
    found = [(cell.start(), cell[0], "sheet.error_value") for cell in ERROR.finditer(xml)]
    for cell in NO_RESULT.finditer(xml):
        # a formula whose result is text may have an empty one
        if not TEXT_RESULT.search(cell[1]):
            found.append((cell.start(), cell[1], "sheet.formula_without_result"))
    first = CELL.search(xml)
    counted = _counted(xml) if found and first and not NAMED.search(first[0]) else {}
    for start, told, code in found:
        if named := NAMED.search(told):
            yield position(named[1].decode()), code
        elif start in counted:
            yield counted[start], code


def _counted(xml: bytes) -> dict[int, tuple[int, int]]:
    """Where each cell begins → its place: some programs name neither rows nor cells."""
    found, row, column = {}, -1, 0
    for one in ROWS_OR_CELLS.finditer(xml):
        if one[1] == b"row":
            told = dict(SAID.findall(one[0])).get(b"r")
            row, column = int(told) - 1 if told else row + 1, 0
        else:
            if named := NAMED.search(one[0]):
                row, column = position(named[1].decode())
            found[one.start()] = (row, column)
            column += 1
    return found


def _ods(xml: bytes, limits: Limits) -> dict[str, Markup]:
    """Walks the cells, whose places are only told by counting."""
    sheets: dict[str, Markup] = {}
    found, row, column = Markup(), 0, 0
    for event, one in ElementTree.iterparse(io.BytesIO(xml), ("start", "end")):  # noqa: S314 (in the limited child)
        tag = one.tag.rpartition("}")[2]
        told = {name.rpartition("}")[2]: value for name, value in one.items()}
        unseen = told.get("visibility", "visible") != "visible"
        if event == "start":
            if tag == "table":
                found, row, column = sheets.setdefault(told.get("name", ""), Markup()), 0, 0
            elif tag == "table-column":
                column, first = column + int(told.get("number-columns-repeated", 1)), column
                found.hidden_columns |= set(range(first, min(column, limits.columns))) if unseen else set()
            elif tag == "table-row":
                column = 0
            elif tag in {"table-cell", "covered-table-cell"}:
                error = any("calcext" in name and value == "error" for name, value in one.items())
                if error:
                    found.wrongs([((row, column), "sheet.error_value")], limits)
                elif "formula" in told and "value-type" not in told:
                    found.wrongs([((row, column), "sheet.formula_without_result")], limits)
                column += int(told.get("number-columns-repeated", 1))
        elif tag == "table-row":
            row, first = row + int(told.get("number-rows-repeated", 1)), row
            found.hidden_rows |= set(range(first, min(row, limits.rows))) if unseen else set()
            one.clear()
    return sheets

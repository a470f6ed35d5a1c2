"""What a person is shown of a file before anything is made of it: its first rows, its heads, what stands below them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from keyworks.formats.cells.words import words
from keyworks.formats.layout.finding import find
from keyworks.formats.layout.table import Layout, table
from keyworks.formats.layout.units import unit_told
from keyworks.formats.sheets.book import Book, Sheet, Value, address

FIRST_ROWS, FIRST_COLUMNS, LONGEST = 40, 120, 80
DISTINCT = 2_000
"""Values of a column that are told apart; of more only the first are kept."""
SKIPPED = 30


def laid(book: Book, said: Mapping[str, Any]) -> Layout:
    """Where the table stands: as a mapping's `layout` says it, counted from 1, and found where it says nothing."""
    sheets = book.sheets
    wanted = str(said.get("sheet") or "")
    at = next((number for number, sheet in enumerate(sheets) if sheet.name == wanted), None) if wanted else None
    found = find(book if at is None else replace(book, sheets=(sheets[at],)))
    found = replace(found, sheet=at) if at is not None else found
    if "across" in said and bool(said["across"]) != found.across:
        found = Layout(sheet=found.sheet, across=bool(said["across"]))
    if said.get("head"):
        head = (int(said["head"][0]) - 1, int(said["head"][-1]) - 1)
        found = replace(found, head=head, first=head[1] + 1, last=None)
    if said.get("first"):
        found = replace(found, first=int(said["first"]) - 1)
    if said.get("left"):
        found = replace(found, left=int(said["left"]) - 1)
    return replace(found, hidden=bool(said.get("hidden", found.hidden)))


def peek(book: Book, layout: Layout) -> dict[str, Any]:
    """A file as it is shown: plain enough to be kept as JSON."""
    read = table(book.sheets[layout.sheet], layout) if book.sheets else None
    columns: list[dict[str, Any]] = [
        {"head": head, "letter": _letter(layout, at), "values": {}, "filled": 0, "more": False}
        for at, head in enumerate(read.heads if read else ())
    ]
    records = 0
    for record in read.records() if read else ():
        records += 1
        for column, cell in zip(columns, record.cells, strict=False):
            _count(column, cell)
    for column in columns:
        column["samples"] = [*column["values"]][:3]
    skipped = list(read.skipped) if read else []
    told = unit_told(book.sheets[layout.sheet], layout) if read else None
    why: dict[str, int] = {}
    for one in skipped:
        why[one.why] = why.get(one.why, 0) + 1
    return {
        "file": book.name, "encoding": book.encoding, "separator": book.separator, "form": book.form,
        "layout": asdict(layout),
        "sheets": [_sheet(sheet) for sheet in book.sheets], "heads": [one["head"] for one in columns],
        "columns": columns, "records": records, "skipped": why,
        "unit": list(told) if told else None,
        "left_out": [[one.record.number + 1, one.why, _line(one.record.cells)] for one in skipped[:SKIPPED]],
    }  # fmt: skip


def _letter(layout: Layout, at: int) -> str:
    """The column's letters, or in a table across its row."""
    return str(layout.left + at + 1) if layout.across else address(0, layout.left + at).rstrip("1")


def _count(column: dict[str, Any], cell: Value) -> None:
    text = words(cell)
    if not text:
        return
    column["filled"] += 1
    known = column["values"]
    text = text[:200]
    if text in known or len(known) < DISTINCT:
        known[text] = known.get(text, 0) + 1
    else:
        column["more"] = True


def _sheet(sheet: Sheet) -> dict[str, Any]:
    rows = sheet.rows
    first = [[words(cell)[:LONGEST] for cell in row[:FIRST_COLUMNS]] for row in rows[:FIRST_ROWS]]
    return {
        "name": sheet.name, "hidden": sheet.hidden, "rows": len(rows), "first": first,
        "columns": max((len(row) for row in first), default=0),
    }  # fmt: skip


def _line(cells: Any) -> str:
    return " · ".join(filter(None, (words(cell)[:40] for cell in cells)))[:120]

"""All that one person may read, as one archive: a table as separated text and as lines of JSON, and what columns mean.

Rows are taken one by one and never held: a hundred thousand take no more memory than one.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from keyworks.publishing.rules.columns import Column, Table
from keyworks.values.money import Money

FORMULA = ("=", "+", "-", "@", "\t", "\r")
AT_ONCE = 1_000
README = "README.csv"
README_HEADS = ("file", "column", "type", "unit", "zh", "en")
Row = Mapping[str, Any]
Step = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Told:
    """A table with its rows, which are asked for when their turn comes."""

    table: Table
    rows: Iterable[Row]


def write(path: Path, tables: Sequence[Told], *, currency: str, at: datetime, step: Step = lambda _done: None) -> int:
    """Write the archive, whole or not at all; how many rows it holds. `step` is told after each lot."""
    fresh, done = path.with_suffix(".part"), 0
    try:
        with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as whole:
            with _entry(whole, README, at) as readme:
                readme.write(_readme([one.table for one in tables], currency))
            for one in tables:
                lines = path.with_suffix(".lines")
                try:
                    done = _table(whole, one, lines, at, done, step)
                finally:
                    lines.unlink(missing_ok=True)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    return done


def _entry(whole: zipfile.ZipFile, name: str, at: datetime) -> Any:
    """An entry of the archive that is being written; of the moment, and not of the clock of this machine."""
    info = zipfile.ZipInfo(name, at.astimezone(UTC).timetuple()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return whole.open(info, "w", force_zip64=True)


def _table(whole: zipfile.ZipFile, told: Told, lines: Path, at: datetime, done: int, step: Step) -> int:
    """A table in both shapes out of one reading: an archive takes one entry at a time, so the lines wait in a file."""
    columns = told.table.columns
    with lines.open("wb") as beside, _entry(whole, f"{told.table.name}.csv", at) as out:
        out.write(b"\xef\xbb\xbf" + _line([one.name for one in columns]))
        for lot in _lots(told.rows):
            cells = [[plain(row.get(one.path)) for one in columns] for row in lot]
            out.write(b"".join(_line([_cell(value) for value in row]) for row in cells))
            names = [one.name for one in columns]
            beside.write(b"".join(_object(names, row, columns) for row in cells))
            done += len(lot)
            step(done)
    with lines.open("rb") as beside, _entry(whole, f"{told.table.name}.jsonl", at) as out:
        while chunk := beside.read(1024 * 1024):
            out.write(chunk)
    return done


def _lots(rows: Iterable[Row]) -> Iterator[list[Row]]:
    lot: list[Row] = []
    for row in rows:
        lot.append(row)
        if len(lot) >= AT_ONCE:
            yield lot
            lot = []
    if lot:
        yield lot


def plain(value: Any) -> Any:
    """A value as text, number, truth or nothing; amounts exact, in the main unit; moments in UTC."""
    if isinstance(value, Money):
        return f"{value.exact():f}"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping | list):
        return value or None
    return str(value)


def _cell(value: Any) -> str:
    """As a cell: no text that a sheet would take for a formula; negative numbers are none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping | list):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    text = str(value)
    number = text.removeprefix("-").replace(".", "", 1)
    return f"'{text}" if text.startswith(FORMULA) and not (number.isascii() and number.isdigit()) else text


def _line(cells: Sequence[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue().encode()


def _object(names: Sequence[str], row: Sequence[Any], columns: Sequence[Column]) -> bytes:
    said = {name: value for name, value in zip(names, row, strict=True) if value is not None and value != ""}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _readme(tables: Sequence[Table], currency: str) -> bytes:
    """What each column of each file is called in both languages, what stands in it, and in which unit."""
    rows = [
        (f"{table.name}.csv", one.name, one.type, currency if one.unit == "money" else one.unit, one.zh, one.en)
        for table in tables
        for one in table.columns
    ]
    return b"\xef\xbb\xbf" + b"".join(map(_line, (README_HEADS, *rows)))

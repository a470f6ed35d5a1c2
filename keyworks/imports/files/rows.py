"""The rows of a brought file, kept so that any cell can be shown at once."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from keyworks.formats.cells.words import words
from keyworks.formats.sheets.book import Book

AT_ONCE = 2_000
LONGEST = 2_000
encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def keep_rows(path: Path, book: Book) -> None:
    """Write every row of every sheet as its texts, whole or not at all."""
    fresh = path.with_suffix(".fresh")
    fresh.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(fresh, isolation_level=None)) as base:
        base.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;"
            "CREATE TABLE line (sheet TEXT, row INTEGER, cells TEXT, PRIMARY KEY (sheet, row)) WITHOUT ROWID;"
        )
        for sheet in book.sheets:
            lines = []
            for number, row in enumerate(sheet.rows, 1):
                lines.append((sheet.name, number, encoded([words(cell)[:LONGEST] for cell in row])))
                if len(lines) >= AT_ONCE:
                    base.executemany("INSERT OR REPLACE INTO line VALUES (?, ?, ?)", lines)
                    lines.clear()
            base.executemany("INSERT OR REPLACE INTO line VALUES (?, ?, ?)", lines)
        base.execute("COMMIT")
    fresh.replace(path)


def rows_of(path: Path, sheet: str, numbers: Sequence[int]) -> dict[int, list[str]]:
    """These rows of a sheet, counted from 1, as texts."""
    marks = ", ".join("?" * len(numbers))
    query = f"SELECT row, cells FROM line WHERE sheet = ? AND row IN ({marks})"  # noqa: S608 (marks only)
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as base:
        return {int(row): json.loads(cells) for row, cells in base.execute(query, (sheet, *numbers))}

"""A sheet seen as rows of records, also where each record is a column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from keyworks.formats.sheets.book import Sheet, Value
from keyworks.values.problems import Place

FIELDS = 1000
"""Rows that a project's column may have."""
BLOCK = 1024
Row = Sequence[Value]
Merge = tuple[tuple[int, int], tuple[int, int]]


class Grid:
    """Rows and merged cells of a sheet, turned over where it has a column per project."""

    def __init__(self, sheet: Sheet, across: bool = False) -> None:
        self.sheet, self.across = sheet, across
        self.rows: Sequence[Row] = list(zip_longest(*sheet.rows[:FIELDS])) if across else sheet.rows
        self.merged: list[Merge] = [
            ((first[1], first[0]), (last[1], last[0])) if across else (first, last) for first, last in sheet.merged
        ]
        self.hidden = sheet.hidden_columns if across else sheet.hidden_rows

    def place(self, row: int, column: int) -> Place:
        return self.sheet.place(column, row) if self.across else self.sheet.place(row, column)

    def between(self, first: int, last: int | None) -> Iterator[tuple[int, Row]]:
        """Each row and its number, read one after the other."""
        end = len(self.rows) if last is None else min(last, len(self.rows))
        if first == 0 and end == len(self.rows):
            yield from enumerate(self.rows)
            return
        for start in range(first, end, BLOCK):
            yield from enumerate(self.rows[start : min(start + BLOCK, end)], start)

    def spans(self, row: int) -> dict[int, int]:
        """Where merged cells of more than one column begin in a row → their last column."""
        return {first[1]: last[1] for first, last in self.merged if first[0] <= row <= last[0] and last[1] > first[1]}

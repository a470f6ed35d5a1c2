"""What a read file is: a book of sheets, rows of plain values, each cell with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from keyworks.values.problems import Place, Problem

Value = str | int | Decimal | date | bool | Problem | None
"""A cell: its text, its number as the sheet shows it, its day or moment; a Problem where the file does not tell."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is taken of a file, and how much its reader may use."""

    bytes: int = 64 * 1024**2
    unpacked: int = 512 * 1024**2
    sheets: int = 60
    rows: int = 150_000
    columns: int = 500
    cells: int = 4_000_000
    memory: int = 2 * 1024**3
    seconds: int = 30


LIMITS = Limits()


class Unreadable(Exception):
    """Carries the problem for which no book can be made."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet from its cell A1 on, each row up to its last filled cell; many rows lie in a file and not in memory.

    `merged` are the first and last (row, column) of merged cells; all rows and columns are counted from 0. `widths`
    are the columns' own, in characters.
    """

    file: str
    name: str
    rows: Sequence[tuple[Value, ...]]
    hidden: bool = False
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    widths: Mapping[int, float] = field(default_factory=dict)

    def place(self, row: int, column: int) -> Place:
        return Place(file=self.file, sheet=self.name, cell=address(row, column))


@dataclass(frozen=True, slots=True)
class Book:
    """A file as read; text files tell how their bytes and columns were told apart."""

    name: str
    sheets: tuple[Sheet, ...]
    encoding: str = ""
    separator: str = ""
    form: str = ""
    """The standard of a file that was no table before it was laid out as one."""

    @property
    def problems(self) -> Iterator[Problem]:
        """Those of cells that the file does not tell."""
        return (cell for sheet in self.sheets for row in sheet.rows for cell in row if isinstance(cell, Problem))


def address(row: int, column: int) -> str:
    """The cell's name, both counted from 0: (16, 5) is F17."""
    letters, left = "", column + 1
    while left:
        left, place = divmod(left - 1, 26)
        letters = chr(65 + place) + letters
    return f"{letters}{row + 1}"


def position(cell: str) -> tuple[int, int]:
    """The row and column of a cell's name, counted from 0: F17 is (16, 5)."""
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(cell[len(letters) :]) - 1, column - 1

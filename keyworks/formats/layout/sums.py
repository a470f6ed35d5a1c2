"""Whether a row holds the sums of rows above it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from keyworks.formats.layout.grid import Row
from keyworks.formats.layout.kinds import amount

ROUNDED = Decimal("0.0005")
"""The share by which a printed sum may differ from the sum of printed amounts."""


class Sums:
    """Running sums of some columns: since the last subtotal, and of all records."""

    def __init__(self, columns: Sequence[int]) -> None:
        self.columns = columns
        self.part: list[Decimal | int] = [0] * len(columns)
        self.whole: list[Decimal | int] = [0] * len(columns)
        self.since = self.all = 0

    def add(self, cells: Row) -> None:
        width = len(cells)
        for number, at in enumerate(self.columns):
            if at < width and (found := amount(cells[at])) is not None:
                self.part[number] += found
                self.whole[number] += found
        self.since += 1
        self.all += 1

    def close(self) -> None:
        """A subtotal stood here."""
        self.part, self.since = [0] * len(self.columns), 0

    def told_by(self, cells: Row, *, least: int) -> bool:
        """Whether at least so many amounts of a row, and more than half of them, are such sums."""
        given = [
            (number, Decimal(found))
            for number, at in enumerate(self.columns)
            if at < len(cells) and (found := amount(cells[at]))
        ]
        for sums, rows in ((self.part, self.since), (self.whole, self.all)):
            same = sum(abs(told - sums[number]) <= ROUNDED * abs(told) for number, told in given)
            if rows > 1 and same >= least and same > len(given) / 2:
                return True
        return False

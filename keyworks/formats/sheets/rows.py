"""Rows of a sheet as the child wrote them, each read again when it is asked for: a large sheet takes no memory."""

from __future__ import annotations

import json
import os
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any, overload

from keyworks.formats.sheets.book import Value, address
from keyworks.values.problems import Place, Problem

BLOCK = 256
"""Rows fetched at once by whoever reads them all."""

decoded = json.JSONDecoder(parse_float=Decimal).decode


class Rows(Sequence[tuple[Value, ...]]):
    """The lines of `file` from each of `starts` to the next; the file lives as long as its rows."""

    def __init__(self, file: IO[bytes], place: Place, starts: array[int]) -> None:
        self.file, self.place, self.starts = file, place, starts

    def __len__(self) -> int:
        return len(self.starts) - 1

    @overload
    def __getitem__(self, at: int) -> tuple[Value, ...]: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[tuple[Value, ...], ...]: ...
    def __getitem__(self, at: int | slice) -> tuple[Value, ...] | tuple[tuple[Value, ...], ...]:
        if isinstance(at, slice):
            first, end, step = at.indices(len(self))
            if step == 1:
                return tuple(self._between(first, end))
            return tuple(self[number] for number in range(first, end, step))
        number = at + len(self) if at < 0 else at
        if not 0 <= number < len(self):
            raise IndexError(at)
        return next(self._between(number, number + 1))

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        return self._between(0, len(self))

    def _between(self, first: int, end: int) -> Iterator[tuple[Value, ...]]:
        for start in range(first, end, BLOCK):
            last = min(start + BLOCK, end)
            begin = self.starts[start]
            # pread leaves the file's position alone: several may read the same rows at once
            block = os.pread(self.file.fileno(), self.starts[last] - begin, begin)
            for number, line in enumerate(block.split(b"\n")[: last - start], start):
                yield self._row(number, line)

    def _row(self, number: int, line: bytes) -> tuple[Value, ...]:
        cells = decoded(line.decode("utf-8", "surrogatepass"))
        if b"{" in line:
            return tuple(
                self._told(cell, number, at) if isinstance(cell, dict) else cell for at, cell in enumerate(cells)
            )
        return tuple(cells)

    def _told(self, cell: dict[str, Any], row: int, column: int) -> Value:
        if "at" in cell:
            at = str(cell["at"])
            return date.fromisoformat(at) if len(at) == 10 else datetime.fromisoformat(at)
        return Problem(str(cell["problem"]), place=replace(self.place, cell=address(row, column)))

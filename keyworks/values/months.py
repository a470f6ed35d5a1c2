"""Months: ordered, counted in, stored as an integer 202202."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import overload

from keyworks.values.problems import Problem

_ENGLISH = "January February March April May June July August September October November December"
NAMES = {
    short: number
    for number, name in enumerate(_ENGLISH.casefold().split(), 1)
    for short in (name, name[:3], name[:4] if name == "september" else name)
}
"""English name of a month, whole or short → its number."""
_YEAR_FIRST = re.compile(r"(\d{4})\s*(?:[-/.]\s*(\d{1,2})|年\s*(\d{1,2})\s*月)|(\d{4})(\d{2})", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})\s*/\s*(\d{4})|([a-z]{3,9})\.?\s+(\d{4})", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One month of the calendar."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (1 <= self.year <= 9999 and 1 <= self.number <= 12):
            raise ValueError(f"no month {self.year}-{self.number}")

    @classmethod
    def of(cls, day: date) -> Month:
        """The month a day lies in."""
        return cls(day.year, day.month)

    @classmethod
    def from_int(cls, stored: int) -> Month:
        """From 202202."""
        return _of_int(stored)

    def __int__(self) -> int:
        return self.year * 100 + self.number

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, self.number, self.days)

    @property
    def days(self) -> int:
        return calendar.monthrange(self.year, self.number)[1]

    def __contains__(self, day: date) -> bool:
        return (day.year, day.month) == (self.year, self.number)

    def __add__(self, months: int) -> Month:
        index = self._index + months
        return Month(index // 12, index % 12 + 1)

    @overload
    def __sub__(self, other: Month) -> int: ...
    @overload
    def __sub__(self, other: int) -> Month: ...
    def __sub__(self, other: Month | int) -> int | Month:
        """How many months lie between two, or the month so many before."""
        return self._index - other._index if isinstance(other, Month) else self + -other

    def until(self, last: Month) -> Iterator[Month]:
        """This month and all up to and including `last`; none where `last` is earlier."""
        return (self + step for step in range(last - self + 1))

    @property
    def _index(self) -> int:
        return self.year * 12 + self.number - 1


@lru_cache(4096, typed=True)
def _of_int(stored: int) -> Month:
    """Made once: a list of a year's reports names the same few months ten thousand times."""
    return Month(*divmod(stored, 100))


def parse(text: str) -> Month | Problem:
    """A month as people write it: 2022-02, 2022年2月, 2022/2, 202202, 02/2022, Feb 2022; a day or "22-2" is refused."""
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    if not plain:
        return Problem("month.missing")
    wrong = Problem("month.not_a_month", {"text": text.strip()[:40]})
    if found := _YEAR_FIRST.fullmatch(plain):
        year, number = int(found[1] or found[4]), int(found[2] or found[3] or found[5])
    elif found := _YEAR_LAST.fullmatch(plain):
        number = int(found[1]) if found[1] else NAMES.get(found[3], 0)
        year = int(found[2] or found[4])
    else:
        return wrong
    return Month(year, number) if 1 <= number <= 12 and year else wrong

"""Working days: Monday to Friday, but for days off and weekends that are worked to make up for them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cached_property

WEEK, WORKED = 7, 5
SATURDAY = 5
LAST = date.max.toordinal()


def weekend(day: date) -> bool:
    """Is it a Saturday or a Sunday?"""
    return day.weekday() >= SATURDAY


@dataclass(frozen=True)
class Calendar:
    """Which days are worked. `off` are days off besides weekends, `made_up` weekends that are worked, `years` those of
    which both are known; in any other year only weekends are off."""

    off: frozenset[date] = frozenset()
    made_up: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if both := self.off & self.made_up:
            raise ValueError(f"off and worked at once: {min(both)}")

    def works(self, day: date) -> bool:
        """Is this a working day?"""
        return day in self.made_up or (not weekend(day) and day not in self.off)

    def first_from(self, day: date) -> date:
        """The day itself where it is worked, else the next working day."""
        return day if self.works(day) else self.after(day, 1)

    def after(self, day: date, n: int) -> date:
        """The n-th working day after a day; the day itself for 0, worked or not."""
        if n < 0:
            raise ValueError(f"{n} working days after")
        return self._ranked(self._until(day.toordinal()) + n) if n else day

    def before(self, day: date, n: int) -> date:
        """The n-th working day before a day; the day itself for 0, worked or not."""
        if n < 0:
            raise ValueError(f"{n} working days before")
        return self._ranked(self._until(day.toordinal() - 1) - n + 1) if n else day

    def between(self, a: date, b: date) -> int:
        """How many working days lie after a and up to b; negative where b is the earlier."""
        return self._until(b.toordinal()) - self._until(a.toordinal())

    def knows(self, year: int) -> bool:
        """Are the days off and the make-up days of this year known?"""
        return year in self.years

    @cached_property
    def _missing(self) -> list[int]:
        return sorted(day.toordinal() for day in self.off if not weekend(day))

    @cached_property
    def _added(self) -> list[int]:
        return sorted(day.toordinal() for day in self.made_up if weekend(day))

    def _until(self, ordinal: int) -> int:
        """How many days are worked from the first Monday of the calendar up to this day."""
        weeks, rest = divmod(ordinal, WEEK)
        plain = weeks * WORKED + min(rest, WORKED)
        return plain - bisect_right(self._missing, ordinal) + bisect_right(self._added, ordinal)

    def _ranked(self, rank: int) -> date:
        """The working day up to which so many are worked."""
        return date.fromordinal(bisect_left(range(LAST + 1), rank, key=self._until))

"""How long to wait before trying again, how far a job is, and when the calendar begins one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

DELAYS_S = (10, 60, 300)
"""Seconds before the second, the third and every later attempt."""
MAX_ATTEMPTS = 3
KEPT = timedelta(days=30)
"""So long the files of a result are kept after the work ended."""

_WHEN = re.compile(r"(?:(?:(?P<day>[0-9]{1,2}) )?(?P<hour>[01][0-9]|2[0-3]))?:(?P<minute>[0-5][0-9])")


def delay(attempts: int) -> timedelta:
    """How long to wait after the attempt number `attempts` went wrong."""
    return timedelta(seconds=DELAYS_S[min(max(attempts, 1), len(DELAYS_S)) - 1])


def percent(done: int, of: int) -> int | None:
    """How far, in whole per cent never rounded up to 100; None where the whole is not known."""
    return min(100, max(0, done) * 100 // of) if of > 0 else None


@dataclass(frozen=True)
class When:
    """Every month on a day, every day without one, every hour without either; by the clocks on the wall."""

    minute: int
    hour: int | None = None
    day: int | None = None

    @classmethod
    def read(cls, text: str) -> When:
        found = _WHEN.fullmatch(text)
        numbers = {name: int(digits) for name, digits in found.groupdict().items() if digits} if found else {}
        if not found or not 1 <= numbers.get("day", 1) <= 28:
            raise ValueError(f"no time of a calendar: {text!r}")
        return cls(**numbers)

    def last(self, wall: datetime) -> datetime:
        """The last time at or before this one."""
        found = wall.replace(minute=self.minute, second=0, microsecond=0)
        if self.hour is None:
            return found if found <= wall else found - timedelta(hours=1)
        found = found.replace(hour=self.hour)
        if self.day is None:
            return found if found <= wall else found - timedelta(days=1)
        found = found.replace(day=self.day)
        return found if found <= wall else (found.replace(day=1) - timedelta(days=1)).replace(day=self.day)

    def next(self, wall: datetime) -> datetime:
        """The first time after this one."""
        last = self.last(wall)
        if self.day is None:
            return last + (timedelta(hours=1) if self.hour is None else timedelta(days=1))
        return (last.replace(day=28) + timedelta(days=4)).replace(day=self.day)

"""On which days a consultation is held, and up to which day what is raised falls to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from keyworks.values.workdays import Calendar

WEEK = timedelta(days=7)
LOOK_BACK = timedelta(days=21)
"""No row of days off is so long that a day moved further."""


@dataclass(frozen=True)
class Sitting:
    """One consultation: the day its weekday says, the day it is held, and the last day of what falls to it."""

    planned: date
    on: date
    cutoff: date

    @property
    def moved(self) -> bool:
        return self.on != self.planned


def sitting(planned: date, cutoff: int, calendar: Calendar) -> Sitting:
    """The consultation of a planned day; `cutoff` is the weekday, 0 for Monday, last before it."""
    back = (planned.weekday() - cutoff - 1) % 7 + 1
    return Sitting(planned, calendar.first_from(planned), planned - timedelta(days=back))


def coming(today: date, weekday: int, cutoff: int, calendar: Calendar, n: int) -> list[Sitting]:
    """The next consultations that are held today or later."""
    start = today - LOOK_BACK
    planned = start + timedelta(days=(weekday - start.weekday()) % 7)
    found: list[Sitting] = []
    while len(found) < n:
        one = sitting(planned, cutoff, calendar)
        if one.on >= today:
            found.append(one)
        planned += WEEK
    return found

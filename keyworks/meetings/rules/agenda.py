"""The agenda as a plan of time: when each point begins, and how far the whole runs over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

DAY = datetime(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Slot:
    """From when to when a point is planned."""

    begins: time
    ends: time
    over: bool = False
    """It ends after the meeting does."""


def later(moment: time, minutes: int) -> time:
    """So many minutes later; the last minute of the day where it would pass midnight."""
    day = datetime.combine(DAY, moment) + timedelta(minutes=minutes)
    return time(day.hour, day.minute) if day.date() == DAY.date() else time(23, 59)


def minutes_between(a: time, b: time) -> int:
    """Whole minutes from a to b, negative where b is earlier."""
    return int((datetime.combine(DAY, b) - datetime.combine(DAY, a)).total_seconds() // 60)


def planned(begins: time, ends: time, minutes: Sequence[int]) -> list[Slot]:
    """When each point is planned, one after the other."""
    found, moment = [], begins
    for one in minutes:
        until = later(moment, one)
        found.append(Slot(moment, until, until > ends or minutes_between(moment, until) < one))
        moment = until
    return found


def over_minutes(begins: time, ends: time, minutes: Sequence[int]) -> int:
    """By how many minutes the points are longer than the meeting; negative where time is left."""
    return sum(minutes) - minutes_between(begins, ends)

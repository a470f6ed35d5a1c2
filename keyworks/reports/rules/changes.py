"""What was known of a month at one moment and at a later one, and why it differs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from keyworks.reports.rules import way
from keyworks.values.months import Month


class Cause(StrEnum):
    """Why a figure differs."""

    NEW = "new"
    """A month that was not due yet."""
    LATE = "late"
    """A report of a month that was due already."""
    CORRECTION = "correction"
    FOLLOWS = "follows"
    """What another month's change adds up to in this one."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a report; `follows` is the earlier month whose change it only adds up."""

    month: Month
    version: int
    done: int
    year_done: int
    known_at: datetime
    reason: str = ""
    follows: Month | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What one version changed of the month asked about: of the month itself, and of its year up to it."""

    version: Version
    cause: Cause
    done: int
    year_done: int


def stands(versions: Iterable[Version], month: Month) -> tuple[int, int]:
    """A month's amount and its year's up to it: the year's of the last month filed where the month was not."""
    last: dict[Month, Version] = {}
    for one in versions:
        if Month(month.year, 1) <= one.month <= month and one.version > (
            last[one.month].version if one.month in last else 0
        ):
            last[one.month] = one
    return _value(last, month)


def _value(last: dict[Month, Version], month: Month) -> tuple[int, int]:
    if not last:
        return 0, 0
    return last[month].done if month in last else 0, last[max(last)].year_done


def changes(versions: Iterable[Version], month: Month, since: datetime, until: datetime, day: date) -> list[Change]:
    """What changed a project's month between two moments, version by version; they add up to the whole difference.

    `day` is the day of `since` in the city: reports of months due by then are late ones. Versions that change no amount
    are left out.
    """
    asked = [one for one in versions if Month(month.year, 1) <= one.month <= month and one.known_at <= until]
    asked.sort(key=lambda one: (one.known_at, one.month, one.version))
    last: dict[Month, Version] = {}
    found = []
    for one in asked:
        before = _value(last, month)
        last[one.month] = one
        after = _value(last, month)
        if one.known_at > since and after != before:
            found.append(Change(one, _cause(one, day), after[0] - before[0], after[1] - before[1]))
    return found


def _cause(one: Version, day: date) -> Cause:
    if one.follows is not None:
        return Cause.FOLLOWS
    if one.version > 1:
        return Cause.CORRECTION
    return Cause.LATE if way.due(one.month) <= day else Cause.NEW

"""How old what is open is, and how long what is closed took: calendar days since it was raised."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

AGES: tuple[tuple[int, int | None], ...] = ((0, 7), (8, 30), (31, 90), (91, None))
"""The first and last day of each class of age."""


@dataclass(frozen=True)
class Life:
    """One matter's: when it was raised, closed where it is, and whether it is late."""

    raised_on: date
    closed_on: date | None = None
    overdue: bool = False


@dataclass(frozen=True)
class Line:
    """What a group of matters comes to."""

    open: int
    overdue: int
    ages: tuple[int, ...]
    oldest_days: int | None
    closed: int
    median_days: float | None


def age(raised_on: date, today: date) -> int:
    """Which class of age something is in; what is raised ahead of today counts as new."""
    days = (today - raised_on).days
    return next(place for place, (_first, last) in enumerate(AGES) if last is None or days <= last)


def line(lives: Iterable[Life], today: date) -> Line:
    """How many are open, late and of what age, and the median of how long the closed took."""
    found: Collection[Life] = list(lives)
    still = [one for one in found if one.closed_on is None]
    ages = [age(one.raised_on, today) for one in still]
    took = [(one.closed_on - one.raised_on).days for one in found if one.closed_on is not None]
    return Line(
        open=len(still),
        overdue=sum(one.overdue for one in still),
        ages=tuple(ages.count(place) for place in range(len(AGES))),
        oldest_days=max(((today - one.raised_on).days for one in still), default=None),
        closed=len(took),
        median_days=_plain(median(took)) if took else None,
    )


def _plain(days: float) -> float:
    """Half days stay, whole ones are told as such."""
    return int(days) if days == int(days) else days

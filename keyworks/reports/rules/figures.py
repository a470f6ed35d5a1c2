"""What a monthly report says and what is planned for a year: amounts in minor units, shares in hundredths of 1 %."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import accumulate, pairwise

from keyworks.values.months import Month

WHOLE = 10_000
"""100 % in hundredths of a per cent."""


class Kind(StrEnum):
    """What the money of a month went into."""

    CONSTRUCTION = "construction"
    INSTALLATION = "installation"
    EQUIPMENT = "equipment"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Said:
    """What one version of a report says of one project and month, as its filer stated it.

    `done` is this month's, `year_done` since 1 January and `since_start` since the beginning, both with this month;
    `parts` is `year_done` by kind, empty where it is not split. `progress` is of the whole works. `photographs` are the
    SHA-256 of their bytes. `by` is whoever filed it, `at` when.
    """

    month: Month
    done: int
    year_done: int
    since_start: int
    parts: Mapping[Kind, int] = field(default_factory=dict)
    progress: int | None = None
    words: str = ""
    next_month: int | None = None
    unchanged: bool = False
    reason: str = ""
    photographs: tuple[str, ...] = ()
    version: int = 1
    by: int | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a project is to invest in a year, and in each of its twelve months; they add up to it."""

    year: int
    months: tuple[int, ...]

    def __post_init__(self) -> None:
        if len(self.months) != 12:
            raise ValueError("a year has twelve months")

    @property
    def total(self) -> int:
        return sum(self.months)

    def due(self, month: Month) -> int:
        """What is to be done from January up to and including this month."""
        if month.year != self.year:
            return 0 if month.year < self.year else self.total
        return sum(self.months[: month.number])


def straight(year: int, total: int) -> Plan:
    """A year's amount in twelve even months; what does not divide is spread, so that none is off by more than one."""
    ends = [total * number // 12 for number in range(13)]
    return Plan(year, tuple(later - sooner for sooner, later in pairwise(ends)))


def spread(total: int, weights: Sequence[int], step: int = 1) -> tuple[int, ...]:
    """A year's amount by weights, in multiples of `step` where it is one, adding up exactly; even where all are 0."""
    step = step if total % step == 0 else 1
    given = [max(one, 0) for one in weights]
    if not any(given):
        given = [1] * len(given)
    ends = [total // step * part // sum(given) for part in accumulate(given, initial=0)]
    return tuple((later - sooner) * step for sooner, later in pairwise(ends))


def pace(month: Month, plan: Plan | None = None) -> int:
    """The share of the year's plan due by the end of this month: months of twelve where no plan is given."""
    if plan is None or not plan.total:
        return month.number * WHOLE // 12
    return plan.due(month) * WHOLE // plan.total


def ahead(done: int, planned: int, month: Month) -> int:
    """Points, in hundredths, by which the share done is ahead of the months gone, each rounded; below 0 behind.

    So it is told in bulletins: 629.0 of 647.4 at the end of October is 97.2 % at 83.3 %, 13.8 points ahead (13.83).
    """
    return _share(done, planned) - _share(month.number, 12)


def _share(part: int, whole: int) -> int:
    return (2 * part * WHOLE + whole) // (2 * whole) if whole else 0

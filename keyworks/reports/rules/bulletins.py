"""The monthly bulletin: when it is drawn up, and what its figures add up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from keyworks.reports.rules.figures import WHOLE, Plan, ahead
from keyworks.values.months import Month

DRAWN_UP_ON = 15
"""Day of the month after the one told of."""
MOST = 10
"""Projects named among those that did most, and half as many on each side of those that moved."""


def drawn_up(month: Month) -> date:
    return (month + 1).first_day + timedelta(days=DRAWN_UP_ON - 1)


@dataclass(frozen=True, slots=True)
class Line:
    """A project's month as a bulletin counts it: amounts in minor units, its plan None where there is none."""

    key: int
    district: str
    tag: str
    light: str
    filed: bool
    late: bool
    unchanged: bool
    done: int
    year_done: int
    plan: Plan | None

    @property
    def planned(self) -> int:
        return self.plan.total if self.plan else 0

    def moved(self, month: Month) -> int | None:
        """Points, in hundredths, that the month brought beyond what it was to bring; None without a plan."""
        if self.plan is None or not self.plan.total:
            return None
        return (self.done - self.plan.months[month.number - 1]) * WHOLE // self.plan.total


@dataclass(frozen=True, slots=True)
class Sums:
    """What some projects add up to; `points` are hundredths ahead of the months gone, None without a plan."""

    projects: int
    filed: int
    late: int
    unchanged: int
    done: int
    year_done: int
    plan: int
    share: int | None
    points: int | None

    @property
    def missing(self) -> int:
        return self.projects - self.filed


def sums(lines: Sequence[Line], month: Month) -> Sums:
    plan, year_done = sum(one.planned for one in lines), sum(one.year_done for one in lines)
    points = ahead(year_done, plan, month) if plan else None
    return Sums(
        len(lines), sum(one.filed for one in lines), sum(one.late for one in lines),
        sum(one.unchanged for one in lines), sum(one.done for one in lines), year_done, plan,
        (2 * year_done * WHOLE + plan) // (2 * plan) if plan else None, points,
    )  # fmt: skip


def by(lines: Sequence[Line], name: str, month: Month) -> list[tuple[str, Sums]]:
    """The sums by district or tag, in the order of their codes."""
    codes = sorted({getattr(one, name) for one in lines})
    return [(code, sums([one for one in lines if getattr(one, name) == code], month)) for code in codes]


def lights(lines: Sequence[Line]) -> dict[str, int]:
    found = Counter(one.light for one in lines)
    return {colour: found[colour] for colour in ("green", "yellow", "red", "grey")}


def largest(lines: Sequence[Line]) -> list[Line]:
    """Those that did most in the month."""
    return sorted((one for one in lines if one.done > 0), key=lambda one: (-one.done, one.key))[:MOST]


def movers(lines: Sequence[Line], month: Month) -> tuple[list[Line], list[Line]]:
    """Those that gained most on their plan in the month, and those that lost most."""
    moved = [(points, one) for one in lines if (points := one.moved(month)) is not None]
    gained = sorted((pair for pair in moved if pair[0] > 0), key=lambda pair: (-pair[0], pair[1].key))
    lost = sorted((pair for pair in moved if pair[0] < 0), key=lambda pair: (pair[0], pair[1].key))
    return [one for _, one in gained[: MOST // 2]], [one for _, one in lost[: MOST // 2]]

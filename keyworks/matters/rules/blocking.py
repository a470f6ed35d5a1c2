"""What waits for a matter: the year's plan of the projects it blocks, each counted once, and their next days."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from keyworks.values.money import Money


class Milestone(StrEnum):
    """What a project is to reach next."""

    START = "start"
    FINISH = "finish"


@dataclass(frozen=True)
class Waiting:
    """A project that waits: its plan of the year, nothing where none is known, and what it is to reach by when."""

    pk: int
    parent: int | None
    plan: Money | None
    planned_start: date | None = None
    planned_finish: date | None = None
    started: bool = False
    finished: bool = False

    @property
    def next(self) -> tuple[Milestone, date] | None:
        """The next milestone with its planned day."""
        if not self.started and self.planned_start is not None:
            return Milestone.START, self.planned_start
        if not self.finished and self.planned_finish is not None:
            return Milestone.FINISH, self.planned_finish
        return None


@dataclass(frozen=True)
class Blocked:
    """What a cause holds up: its matters, its projects, their plan together, and the days to the nearest milestone."""

    key: str
    matters: tuple[int, ...]
    projects: tuple[int, ...]
    value: Money
    unknown: int
    """Of how many projects no plan of the year is known."""
    nearest_days: int | None


def counted(projects: Iterable[Waiting]) -> list[Waiting]:
    """Each project once, and a phase not beside the package it is counted in."""
    once = {one.pk: one for one in projects}
    return [one for one in once.values() if one.parent not in once]


def ranked(
    holders: Mapping[str, Sequence[tuple[int, Collection[int]]]], known: Mapping[int, Waiting], today: date
) -> list[Blocked]:
    """Causes by what waits for them, most first; `holders` are the matters of each with the projects they block.

    What no project waits for holds nothing up and is left out; of equals the nearer milestone comes first.
    """
    found = []
    for key, matters in holders.items():
        once = counted(known[pk] for _matter, projects in matters for pk in projects if pk in known)
        if not once:
            continue
        value = sum((one.plan for one in once if one.plan is not None), Money(0))
        days = [(one.next[1] - today).days for one in once if one.next is not None]
        found.append(
            Blocked(
                key, tuple(pk for pk, _projects in matters), tuple(one.pk for one in once), value,
                sum(one.plan is None for one in once), min(days, default=None),
            )
        )  # fmt: skip
    far = 10**6
    return sorted(
        found, key=lambda one: (-one.value.amount, far if one.nearest_days is None else one.nearest_days, one.key)
    )

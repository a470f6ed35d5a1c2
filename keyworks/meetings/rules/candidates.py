"""What deserves the leaders' hour: what speaks for seeing a project, and how much."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from math import isqrt

from keyworks.projects.rules.stages import Stage
from keyworks.values.money import Money

COMMISSIONED = frozenset({Stage.COMPLETED, Stage.COMMISSIONING})
FEN_A_POINT = 500_000_000_00
"""Of this year's plan that waits: the root of how many such parts it has."""
NEAR_DAYS, LONG_DAYS = 60, 365
WORSE = ("green", "yellow", "red")


class Why(StrEnum):
    """A reason to see a project."""

    PROMISED = "promised"
    HIGH = "high"
    OVERDUE = "overdue"
    RED = "red"
    YELLOW = "yellow"
    WORSENED = "worsened"
    BLOCKED = "blocked"
    SLIPPED = "slipped"
    NEAR = "near"
    COMMISSIONING = "commissioning"
    UNSEEN = "unseen"


POINTS = {
    Why.PROMISED: 20, Why.HIGH: 20, Why.OVERDUE: 8, Why.RED: 30, Why.YELLOW: 10, Why.WORSENED: 15, Why.BLOCKED: 3,
    Why.SLIPPED: 15, Why.NEAR: 10, Why.COMMISSIONING: 18, Why.UNSEEN: 5,
}  # fmt: skip
"""Points of each: of what was promised, high or overdue for each matter, of what is blocked times the root."""
MOST = {Why.PROMISED: 40, Why.HIGH: 40, Why.OVERDUE: 16, Why.BLOCKED: 24}
"""So many at most where several add up."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a project on the day: its lights of this and the last month, matters, dates, money, visits."""

    pk: int
    stage: Stage
    plan: Money | None = None
    colour: str = ""
    colour_before: str = ""
    high: int = 0
    """Overdue matters at level 3 or 4."""
    overdue: int = 0
    """Overdue matters at level 1 or 2."""
    waits: int = 0
    """Open matters for which the project waits."""
    promised: int = 0
    """Directives of the meeting before that concern it and are open."""
    planned_start: date | None = None
    started_on: date | None = None
    planned_finish: date | None = None
    finished_on: date | None = None
    seen_on: date | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, how many points that is, and what its sentence is filled with."""

    why: Why
    points: int
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A project with what speaks for it, the heaviest first."""

    pk: int
    reasons: tuple[Reason, ...]
    plan: Money | None

    @property
    def points(self) -> int:
        return sum(one.points for one in self.reasons)


def judged(known: Known, today: date) -> Candidate:
    """What speaks for seeing a project. Not having been seen for long speaks only beside something else."""
    found = [*_matters(known), *_lights(known), *_dates(known, today)]
    if known.stage in COMMISSIONED:
        found.append(Reason(Why.COMMISSIONING, POINTS[Why.COMMISSIONING]))
    if found and (known.seen_on is None or (today - known.seen_on).days >= LONG_DAYS):
        told = {"on": known.seen_on} if known.seen_on else {}
        found.append(Reason(Why.UNSEEN, POINTS[Why.UNSEEN], told))
    ordered = sorted(found, key=lambda one: -one.points)
    return Candidate(known.pk, tuple(ordered), known.plan)


def _matters(known: Known) -> Iterable[Reason]:
    for why, n in ((Why.PROMISED, known.promised), (Why.HIGH, known.high), (Why.OVERDUE, known.overdue)):
        if n:
            yield Reason(why, min(MOST[why], n * POINTS[why]), {"n": n})
    if known.waits and known.plan is not None and known.plan.amount >= FEN_A_POINT:
        points = min(MOST[Why.BLOCKED], isqrt(known.plan.amount // FEN_A_POINT) * POINTS[Why.BLOCKED])
        yield Reason(Why.BLOCKED, points, {"money": known.plan.amount, "n": known.waits})


def _lights(known: Known) -> Iterable[Reason]:
    why = {"red": Why.RED, "yellow": Why.YELLOW}.get(known.colour)
    if why is not None:
        yield Reason(why, POINTS[why])
    both = (known.colour, known.colour_before)
    if all(one in WORSE for one in both) and WORSE.index(both[0]) > WORSE.index(both[1]):
        yield Reason(Why.WORSENED, POINTS[Why.WORSENED], {"before": both[1], "now": both[0]})


def _dates(known: Known, today: date) -> Iterable[Reason]:
    steps = (("start", known.planned_start, known.started_on), ("finish", known.planned_finish, known.finished_on))
    for what, planned, reached in steps:
        if planned is None or reached is not None or (what == "finish" and known.started_on is None):
            continue
        days = (planned - today).days
        if days < 0:
            yield Reason(Why.SLIPPED, POINTS[Why.SLIPPED], {"what": what, "on": planned, "days": -days})
        elif days <= NEAR_DAYS:
            yield Reason(Why.NEAR, POINTS[Why.NEAR], {"what": what, "on": planned, "days": days})
        break


def ranked(known: Iterable[Known], today: date) -> list[Candidate]:
    """Those for which something speaks, the heaviest first; of equals the one with the larger plan of the year."""
    found = [one for one in (judged(each, today) for each in known) if one.reasons]
    return sorted(found, key=lambda one: (-one.points, -(one.plan.amount if one.plan else 0), one.pk))

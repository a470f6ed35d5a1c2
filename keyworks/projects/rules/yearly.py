"""What projects are in a year, and what they reached in it: begun, completed, in production, at design capacity."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from keyworks.projects.rules.stages import Stage, Way


class Event(StrEnum):
    """What a project reaches once; of the reserve: leaving it for the year's preparation, or with a start."""

    STARTED = "started"
    COMPLETED = "completed"
    PRODUCING = "producing"
    AT_CAPACITY = "at_capacity"
    READIED = "readied"
    BEGUN_FROM_RESERVE = "begun_from_reserve"


BY_STEP = {
    Stage.COMPLETED: Event.COMPLETED, Stage.PRODUCING: Event.PRODUCING, Stage.AT_CAPACITY: Event.AT_CAPACITY,
}  # fmt: skip
WAITING = frozenset({Stage.RESERVE, Stage.READY})


@dataclass(frozen=True, slots=True)
class Listed:
    """A project that is no part of another: codes, "" where nothing is said, and its days.

    `known` is False for one that was registered only after the moment asked about.
    """

    pk: int
    list_class: str = ""
    list_year: int | None = None
    year_tag: str = ""
    stage: str = ""
    district: str = ""
    sector: str = ""
    planned_start: date | None = None
    started_on: date | None = None
    planned_finish: date | None = None
    finished_on: date | None = None
    known: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """A step from one stage to another, on a day of the world."""

    project: int
    source: str
    target: str
    way: str
    on: date


def standing(steps: Sequence[Step]) -> list[Step]:
    """The steps that no later step of the same project took back; given and returned in their order."""
    back: dict[int, set[str]] = {}
    found = []
    for one in reversed(steps):
        if one.way == Way.BACK:
            back.setdefault(one.project, set()).add(one.source)
        elif one.target in back.get(one.project, ()):
            back[one.project].discard(one.target)
        else:
            found.append(one)
    return found[::-1]


def reached(projects: Iterable[Listed], steps: Sequence[Step], year: int) -> dict[Event, dict[int, date]]:
    """Which of these projects reached what in a year, and on which day: the first where a step was made twice.

    A start and a completion are the days the register states; where it states no completion, that of the step.
    """
    found: dict[Event, dict[int, date]] = {one: {} for one in Event}
    listed = {one.pk: one for one in projects if one.known}
    for one in listed.values():
        for event, day in ((Event.STARTED, one.started_on), (Event.COMPLETED, one.finished_on)):
            if day is not None and day.year == year:
                found[event][one.pk] = day
    for step in standing(steps):
        project = listed.get(step.project)
        if project is None or step.on.year != year:
            continue
        for event in _events(step):
            if event is not Event.COMPLETED or project.finished_on is None:
                found[event].setdefault(step.project, step.on)
    return found


def _events(step: Step) -> list[Event]:
    found = [BY_STEP[Stage(step.target)]] if step.target in BY_STEP else []
    if step.source == Stage.RESERVE and step.target == Stage.READY:
        found.append(Event.READIED)
    if step.source in WAITING and step.target == Stage.BUILDING:
        found.append(Event.BEGUN_FROM_RESERVE)
    return found

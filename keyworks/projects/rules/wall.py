"""The wall chart: the points of a project's life in one row, what is planned, what is reached, and what is late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from keyworks.projects.rules.components import State, way
from keyworks.projects.rules.stages import LINE, Stage, Variant


class Point(StrEnum):
    """A column of the chart. A road is in use where a factory is in production."""

    RESERVE = "reserve"
    READY = "ready"
    STARTED = "started"
    CAPPED = "capped"
    COMPLETED = "completed"
    COMMISSIONING = "commissioning"
    PRODUCING = "producing"
    AT_CAPACITY = "at_capacity"


class Mark(StrEnum):
    """How a project stands to a point: `none` where its kind does not pass it."""

    REACHED = "reached"
    NOW = "now"
    LATE = "late"
    AHEAD = "ahead"
    NONE = "none"


STAGE = {
    Point.RESERVE: (Stage.RESERVE,), Point.READY: (Stage.READY,), Point.STARTED: (Stage.BUILDING,),
    Point.COMPLETED: (Stage.COMPLETED,), Point.COMMISSIONING: (Stage.COMMISSIONING,),
    Point.PRODUCING: (Stage.PRODUCING, Stage.IN_USE), Point.AT_CAPACITY: (Stage.AT_CAPACITY,),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """A component: its kind, its state, since when, and the day planned for its end."""

    kind: str
    state: str
    on: date | None = None
    planned: date | None = None
    name_zh: str = ""
    name_en: str = ""

    @property
    def reached_cap(self) -> bool:
        states = way(self.kind)
        return self.state in states and states.index(State(self.state)) >= states.index(State.CAPPED)

    @property
    def debugged(self) -> bool:
        return self.state in {State.DEBUGGED, State.DONE}


@dataclass(frozen=True, slots=True)
class Life:
    """A project's way: `reached` is stage → the day of the step that stands, `stage` the one whose turn it is."""

    variant: str
    stage: str
    reached: Mapping[str, date]
    planned_start: date | None = None
    planned_finish: date | None = None
    started_on: date | None = None
    finished_on: date | None = None
    parts: Sequence[Part] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A point of one project: planned for a day, reached on one, and of how many parts how many are so far."""

    point: Point
    mark: Mark
    on: date | None = None
    planned: date | None = None
    done: int = 0
    of: int = 0


def _here(life: Life) -> int:
    """Where on its line the project stands; where it rests aside, the furthest stage it came to."""
    line = LINE[Variant(life.variant)]
    if life.stage in line:
        return line.index(Stage(life.stage))
    came = [line.index(Stage(one)) for one in life.reached if one in line]
    return max(came, default=line.index(Stage.BUILDING) if life.started_on else 0)


def _planned(life: Life, point: Point) -> date | None:
    line = LINE[Variant(life.variant)]
    finish = Point.COMPLETED if Stage.COMPLETED in line else Point.COMMISSIONING
    return {Point.STARTED: life.planned_start, finish: life.planned_finish}.get(point)


def row(life: Life, today: date) -> list[Cell]:
    """The points of a project from left to right."""
    line, here = LINE[Variant(life.variant)], _here(life)
    cells = []
    for point in Point:
        if point is Point.CAPPED:
            cells.append(_capped(life, here >= line.index(Stage.COMPLETED) if Stage.COMPLETED in line else False))
            continue
        stage = next((one for one in STAGE[point] if one in line), None)
        if stage is None:
            cells.append(Cell(point, Mark.NONE))
            continue
        planned, on = _planned(life, point), life.reached.get(stage)
        if point is Point.STARTED:
            on = life.started_on or on
        if point is Point.COMPLETED:
            on = life.finished_on or on
        number = line.index(stage)
        mark = Mark.AHEAD if number > here else Mark.NOW if number == here else Mark.REACHED
        if mark is Mark.AHEAD and planned is not None and planned < today and life.stage != Stage.EXITED:
            mark = Mark.LATE
        done, of = _lines(life) if point is Point.COMMISSIONING else (0, 0)
        cells.append(Cell(point, mark, on if number <= here else None, planned, done, of))
    return cells


def _capped(life: Life, over: bool) -> Cell:
    """How many of the buildings and stations are capped; the day where all are and each says since when."""
    parts = [part for part in life.parts if State.CAPPED in way(part.kind)]
    if not parts:
        return Cell(Point.CAPPED, Mark.NONE)
    done = sum(part.reached_cap for part in parts)
    if done == len(parts) or over:
        days = [part.on for part in parts if part.state == State.CAPPED and part.on]
        on = max(days) if len(days) == len(parts) else None
        return Cell(Point.CAPPED, Mark.REACHED, on, None, len(parts) if over else done, len(parts))
    begun = any(part.state != State.NOT_BEGUN for part in parts)
    return Cell(Point.CAPPED, Mark.NOW if begun else Mark.AHEAD, None, None, done, len(parts))


def _lines(life: Life) -> tuple[int, int]:
    lines = [part for part in life.parts if part.kind == "line"]
    return sum(part.debugged for part in lines), len(lines)


@dataclass(frozen=True, slots=True)
class Next:
    """What is due next: a point of the project, or the end of one of its parts."""

    due: date
    late: bool
    point: Point | None = None
    part: Part | None = None


def following(life: Life, cells: Sequence[Cell], today: date) -> Next | None:
    """The earliest day that is planned and not reached; None where nothing is planned, or the project was given up."""
    if life.stage == Stage.EXITED:
        return None
    open_points = [
        Next(cell.planned, cell.planned < today, cell.point)
        for cell in cells
        if cell.planned is not None and cell.mark in {Mark.AHEAD, Mark.LATE}
    ]
    finished = life.finished_on is not None
    open_parts = [
        Next(part.planned, part.planned < today, None, part)
        for part in life.parts
        if part.planned is not None and part.state not in {State.DONE, State.DEBUGGED} and not finished
    ]
    return min([*open_points, *open_parts], key=lambda one: one.due, default=None)

"""Components of invented projects: the lines of factories that are debugged, the buildings of large ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from keyworks.demonstration.portfolio.listed import ISSUED_ON, Listed, Part, yi
from keyworks.demonstration.portfolio.listing import whole_of

LARGE = yi(20)
LINES = (("一号生产线", "Line 1"), ("二号生产线", "Line 2"), ("三号生产线", "Line 3"))
BUILDINGS = (
    ("一号厂房", "Workshop 1", "capped"), ("二号厂房", "Workshop 2", "structure"),
    ("研发检测楼", "R&D and testing building", "foundations"), ("动力站", "Power house", "not_begun"),
)  # fmt: skip


def with_components(listed: Sequence[Listed]) -> list[Listed]:
    """Factories with what is followed by itself in them."""
    return [one if one.real else replace(one, components=_components(one)) for one in listed]


def _components(one: Listed) -> tuple[Part, ...]:
    if one.variant != "factory" or one.started_on is None:
        return ()
    due = one.planned_finish
    if one.stage == "producing":
        done = one.since
        return tuple(Part("line", zh, en, "done", done, planned_finish=due, finished_on=done) for zh, en in LINES)
    if one.stage == "commissioning":
        states = zip(LINES, ("debugged", "debugging", "debugging"), strict=True)
        return tuple(Part("line", zh, en, state, one.since, planned_finish=due) for (zh, en), state in states)
    if one.stage == "building" and whole_of(one) >= LARGE:
        return tuple(
            Part("building", zh, en, state, _reached(one.started_on, number) if state != "not_begun" else None)
            for number, (zh, en, state) in enumerate(BUILDINGS, 1)
        )
    return ()


def _reached(started_on: date, number: int) -> date:
    """A day between the start and the list."""
    return started_on + timedelta(days=(ISSUED_ON - started_on).days * (4 - number) // 4)

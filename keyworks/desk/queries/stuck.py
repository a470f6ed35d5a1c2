"""What is stuck: what holds up most, what is overdue at a high level, what became of the last meeting's directives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from keyworks.accounts.rules import Role
from keyworks.desk.rules.cockpit import pressing_levels
from keyworks.matters.queries import boards
from keyworks.matters.rules.authority import READ
from keyworks.matters.rules.blocking import ranked
from keyworks.meetings.queries.after import counted, directed, meetings_with_directives
from keyworks.meetings.rules.authority import READ as READ_MEETINGS
from keyworks.meetings.rules.effects import Counted
from keyworks.reports.queries.following import Memory

MOST = 5
HIGH = 3
"""From this level on a matter is the city's."""
CLOSE_BY = frozenset({Role.DISTRICT, Role.UNIT})
"""Roles for whom the district's level is already high."""


@dataclass(frozen=True)
class HeldUp:
    """A cause or matter by the year's plan of the projects that wait for it, in minor units."""

    name: str
    cause: int | None
    matter: int
    number: str
    value: int
    projects: int


@dataclass(frozen=True)
class Stuck:
    """What holds up most; of (level, how many) the high levels with something overdue; how many matters are open."""

    top: Sequence[HeldUp]
    levels: Sequence[tuple[int, int]]
    open: int
    overdue: int


_held = Memory(24)


def stuck(person: Any, today: date) -> Stuck | None:
    """Of the matters within reach; None for whoever reads none."""
    if not person.may(READ):
        return None
    return _held.hold(("stuck", person.pk, today), lambda: _stuck(person, today))


def _stuck(person: Any, today: date) -> Stuck:
    holders, matters = boards.holders(person)
    waiting = {pk for found in holders.values() for _matter, projects in found for pk in projects}
    known, _names = boards.waiting(waiting, today.year)
    causes = boards.cause_names(person)
    top = []
    for one in ranked(holders, known, today)[:MOST]:
        first = matters[one.matters[0]]
        cause = first["cause"] if one.key.startswith("cause-") else None
        name = causes.get(cause or 0) or first["title"]
        top.append(HeldUp(name, cause, first["pk"], first["number"], one.value.amount, len(one.projects)))
    levels = boards.by_level(person, today)
    high = HIGH - 1 if person.standing.roles() <= CLOSE_BY else HIGH
    return Stuck(
        top, pressing_levels(levels, high), sum(one[1] for one in levels), sum(one[2] for one in levels)
    )  # fmt: skip


@dataclass(frozen=True)
class Directives:
    """What became of the directives of the last meeting that gave any."""

    meeting: int
    on: date
    counted: Counted


def last_meeting(person: Any, day: date) -> Any:
    """The last meeting within reach, by this day, that directed something; None where there is none."""
    if not person.may(READ_MEETINGS):
        return None
    return next((one for one in meetings_with_directives(person) if one.on <= day), None)


def usual_since(person: Any, day: date) -> date:
    """With which day a page compares where nobody says one: that of the last meeting, else the last month's end."""
    meeting = last_meeting(person, day - timedelta(days=1))
    return meeting.on if meeting and meeting.on.year >= day.year - 1 else day.replace(day=1) - timedelta(days=1)


def directives(person: Any, meeting: Any, day: date) -> Directives | None:
    if meeting is None:
        return None
    return _held.hold(
        ("directives", person.pk, meeting.pk, day),
        lambda: Directives(meeting.pk, meeting.on, counted(directed(meeting, person, day=day))),
    )

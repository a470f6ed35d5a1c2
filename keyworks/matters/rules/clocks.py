"""When a matter goes up a level: the working days each level and each desk has, and what a pause leaves of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from keyworks.matters.rules.ladder import HIGHEST, IN_WORK, State
from keyworks.values.workdays import Calendar


class Limit(StrEnum):
    """For what there is a limit, in working days."""

    TRIAGE = "triage"
    ASSIGN = "assign"
    LEVEL_1 = "level_1"
    LEVEL_2 = "level_2"
    LEVEL_3 = "level_3"
    LEVEL_4 = "level_4"
    CHECK = "check"
    CONFIRM = "confirm"
    AMEND = "amend"
    NEAR = "near"
    """So many working days before the promised day somebody is reminded."""


DEFAULTS: Mapping[str, int] = {
    Limit.TRIAGE: 1, Limit.ASSIGN: 1, Limit.LEVEL_1: 3, Limit.LEVEL_2: 5, Limit.LEVEL_3: 10, Limit.LEVEL_4: 10,
    Limit.CHECK: 3, Limit.CONFIRM: 5, Limit.AMEND: 5, Limit.NEAR: 1,
}  # fmt: skip
OF_STATE = {
    State.RAISED: Limit.TRIAGE, State.TRIAGED: Limit.ASSIGN, State.RETURNED: Limit.AMEND,
    State.PROPOSED: Limit.CHECK, State.VERIFIED: Limit.CONFIRM,
}  # fmt: skip
LONGEST_PAUSE = timedelta(days=180)
MOST_DAYS = 250
"""A limit is at most so many working days."""


def limit_of(level: int) -> Limit:
    """The limit of a level, 1 to 4."""
    return Limit(f"level_{level}")


def promised(today: date, level: int, limits: Mapping[str, int], calendar: Calendar) -> date:
    """By when a matter of this level that is assigned today is to be done, where nobody says another day."""
    return calendar.after(today, limits[limit_of(level)])


def climbs(
    state: State, level: int, due_on: date | None, today: date, limits: Mapping[str, int], calendar: Calendar
) -> date:
    """The last day a matter that comes into this state today may stay with whoever has it, before it goes up.

    In work that is the promised day; where that has passed, the level's own limit, so that work given back late is
    not called late again the next morning.
    """
    if state in IN_WORK:
        if due_on is not None and due_on > today:
            return due_on
        return calendar.after(today, limits[limit_of(level)])
    return calendar.after(today, limits[OF_STATE[state]])


def up(level: int) -> int:
    """The level above; the highest stays and is urged again."""
    return min(level + 1, HIGHEST)


def left(due_on: date | None, today: date, calendar: Calendar) -> int | None:
    """How many working days a pause keeps; what is late already is not kept as less than none."""
    return None if due_on is None else max(calendar.between(today, due_on), 0)


def resumed(due_on: date | None, days_left: int | None, today: date, calendar: Calendar) -> date | None:
    """The promised day when a pause ends today: moved by what was left, and left where it was if it was late."""
    if due_on is None or days_left is None:
        return due_on
    return calendar.after(today, days_left) if days_left else due_on


def late_days(due_on: date | None, today: date, calendar: Calendar) -> int:
    """Working days past the promised day; 0 where it is not late."""
    return 0 if due_on is None or due_on >= today else calendar.between(due_on, today)


def near(due_on: date | None, today: date, limits: Mapping[str, int], calendar: Calendar) -> bool:
    """Is the promised day so close that somebody is to be reminded?"""
    return due_on is not None and 0 <= calendar.between(today, due_on) <= limits[Limit.NEAR] and due_on >= today

"""What waits: for a person by what is asked of them, for a unit by where things stand or when they are due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from keyworks.matters.rules.ladder import CLOCKED, IN_WORK, Sort, State

WEEK_DAYS = 5
"""Working days that a board calls this week."""


class Group(StrEnum):
    """What is asked of somebody, the most pressing first."""

    OVERDUE = "overdue"
    SOON = "soon"
    RETURNED = "returned"
    TRIAGE = "triage"
    ASSIGN = "assign"
    ACCEPT = "accept"
    VERIFY = "verify"
    CONFIRM = "confirm"
    CLOSE = "close"
    WORK = "work"
    ANSWER = "answer"


class Due(StrEnum):
    """When something is due, each matter in one of them."""

    OVERDUE = "overdue"
    WEEK = "week"
    LATER = "later"
    UNDATED = "undated"
    PAUSED = "paused"


OF_STATE = {
    State.RAISED: Group.TRIAGE, State.RETURNED: Group.RETURNED, State.TRIAGED: Group.ASSIGN,
    State.ASSIGNED: Group.ACCEPT, State.WORKING: Group.WORK, State.PROPOSED: Group.VERIFY, State.VERIFIED: Group.CLOSE,
}  # fmt: skip


@dataclass(frozen=True)
class Days:
    """A day and what it makes near: until `near` somebody is reminded, until `week` a board says this week."""

    today: date
    near: date
    week: date


def is_overdue(state: State, due_on: date | None, climbs_on: date | None, today: date) -> bool:
    """Open and past the promised day, or past the day it should have left whoever has it."""
    return state in CLOCKED and any(day is not None and day < today for day in (due_on, climbs_on))


def is_near(state: State, due_on: date | None, days: Days) -> bool:
    """In work, and the promised day close."""
    return state in IN_WORK and due_on is not None and days.today <= due_on <= days.near


def group(state: State, sort: Sort, due_on: date | None, climbs_on: date | None, days: Days, *, answers: bool) -> Group:
    """What is asked of whom it waits for; `answers` where they have not the turn and answer for those who have."""
    if is_overdue(state, due_on, climbs_on, days.today):
        return Group.OVERDUE
    if answers:
        return Group.ANSWER
    if is_near(state, due_on, days):
        return Group.SOON
    if state is State.VERIFIED and sort is Sort.REQUEST:
        return Group.CONFIRM
    return OF_STATE[state]


def due(state: State, due_on: date | None, climbs_on: date | None, days: Days) -> Due:
    """When an open matter is due."""
    if state is State.PAUSED:
        return Due.PAUSED
    if is_overdue(state, due_on, climbs_on, days.today):
        return Due.OVERDUE
    if due_on is None:
        return Due.UNDATED
    return Due.WEEK if due_on <= days.week else Due.LATER

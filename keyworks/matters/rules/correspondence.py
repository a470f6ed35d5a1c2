"""The way of a letter as data, and which letter the clock drafts when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from keyworks.matters.rules import clocks, ladder
from keyworks.matters.rules.letters import Kind
from keyworks.values.workdays import Calendar


class State(StrEnum):
    """Where a letter stands."""

    DRAFT = "draft"
    ISSUED = "issued"
    REPLIED = "replied"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What is done with a letter."""

    DRAFT = "draft"
    EDIT = "edit"
    ISSUE = "issue"
    REPLY = "reply"
    ACCEPT = "accept"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


class Format(StrEnum):
    """As what a letter is given out."""

    PDF = "pdf"
    WORD = "docx"


class Side(StrEnum):
    """Whose step it is."""

    ISSUER = "issuer"
    ADDRESSED = "addressed"


@dataclass(frozen=True)
class Transition:
    """From these states to that one, by this side; with words where it asks for a reason."""

    of: tuple[State, ...]
    to: State
    by: Side
    words: bool = False


ANSWERABLE = (State.ISSUED, State.REFUSED)
"""In these a reply is awaited."""
NUMBERED = (State.ISSUED, State.REPLIED, State.ACCEPTED, State.REFUSED)
TRANSITIONS: Mapping[Step, Transition] = {
    Step.EDIT: Transition((State.DRAFT,), State.DRAFT, Side.ISSUER),
    Step.ISSUE: Transition((State.DRAFT,), State.ISSUED, Side.ISSUER),
    Step.REPLY: Transition(ANSWERABLE, State.REPLIED, Side.ADDRESSED),
    Step.ACCEPT: Transition((State.REPLIED,), State.ACCEPTED, Side.ISSUER),
    Step.REFUSE: Transition((State.REPLIED,), State.REFUSED, Side.ISSUER, words=True),
    Step.WITHDRAW: Transition((State.DRAFT, *ANSWERABLE, State.REPLIED), State.WITHDRAWN, Side.ISSUER, words=True),
}
REPLY_DAYS = {Kind.REMINDER: 2, Kind.ASSIGNMENT: 3, Kind.SUPERVISION: 3, Kind.INTERVIEW: 5}
"""Working days for a reply, where nobody says another day."""


def due(
    state: ladder.State, level: int, climbed: int, due_on: date | None, today: date, limits: Mapping[str, int],
    calendar: Calendar,
) -> Kind | None:  # fmt: skip
    """Which letter is to be drafted this morning for a matter that is in work: near its day, past it, or at level 3."""
    if state not in ladder.IN_WORK or due_on is None:
        return None
    if due_on < today:
        return Kind.INTERVIEW if climbed and level >= ladder.HIGHEST - 1 else Kind.SUPERVISION
    return Kind.REMINDER if clocks.near(due_on, today, limits, calendar) else None


def reply_by(kind: Kind, today: date, calendar: Calendar) -> date:
    return calendar.after(today, REPLY_DAYS[kind])

"""Kinds of meetings, the states they go through, and what people and points of the agenda are in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What sort of meeting it is."""

    ON_SITE = "on_site"
    DISPATCH = "dispatch"
    TOUR = "tour"
    JOINT_START = "joint_start"


class State(StrEnum):
    """How far a meeting is."""

    PREPARING = "preparing"
    CALLED = "called"
    SITTING = "sitting"
    HELD = "held"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Step(StrEnum):
    """What the city office does with a meeting as a whole."""

    CALL = "call"
    BEGIN = "begin"
    END = "end"
    CLOSE = "close"
    REOPEN = "reopen"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Transition:
    """From which states a step leads to which; with `reason` it asks why."""

    of: frozenset[State]
    to: State
    reason: bool = False


STEPS: Mapping[Step, Transition] = {
    Step.CALL: Transition(frozenset({State.PREPARING}), State.CALLED),
    Step.BEGIN: Transition(frozenset({State.PREPARING, State.CALLED, State.HELD}), State.SITTING),
    Step.END: Transition(frozenset({State.SITTING}), State.HELD),
    Step.CLOSE: Transition(frozenset({State.HELD}), State.CLOSED),
    Step.REOPEN: Transition(frozenset({State.CLOSED}), State.HELD, reason=True),
    Step.CANCEL: Transition(frozenset({State.PREPARING, State.CALLED}), State.CANCELLED, reason=True),
}
AHEAD = frozenset({State.PREPARING, State.CALLED})
"""Before it: places, people and order may still change."""
OPEN = AHEAD | {State.SITTING, State.HELD}
"""What is said of it may still change; a closed meeting stays as it was."""
WAS = frozenset({State.SITTING, State.HELD, State.CLOSED})
"""It took place."""


class Part(StrEnum):
    """What somebody is in a meeting."""

    CHAIR = "chair"
    LEADER = "leader"
    REPORTING = "reporting"
    ATTENDING = "attending"
    SECRETARY = "secretary"


class Attendance(StrEnum):
    """Whether somebody came."""

    INVITED = "invited"
    PRESENT = "present"
    SENT = "sent"
    """Somebody else came in their place."""
    ABSENT = "absent"


class Point(StrEnum):
    """What a point of the agenda is."""

    OPENING = "opening"
    PROMISED = "promised"
    """What was promised last time and what became of it."""
    VISIT = "visit"
    REPORT = "report"
    """A department or district speaks."""
    TOPIC = "topic"
    VOTE = "vote"
    DIRECTIVES = "directives"
    OTHER = "other"


class Choice(StrEnum):
    """What a person decided about a place that could be visited."""

    MUST = "must"
    MAY = "may"
    NEVER = "never"


class How(StrEnum):
    """How a unit reports to the meeting."""

    SPOKEN = "spoken"
    WRITTEN = "written"
    ABSENT = "absent"


class Stand(StrEnum):
    """How far a unit's report is."""

    ASKED = "asked"
    DRAFTED = "drafted"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    RETURNED = "returned"


class Outcome(StrEnum):
    """What the meeting made of a topic."""

    OPEN = "open"
    SPOT = "spot"
    """Solved on the spot."""
    ASSIGNED = "assigned"
    NOTED = "noted"
    POSTPONED = "postponed"

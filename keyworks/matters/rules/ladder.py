"""The states of a matter and the steps between them, as data: who may take a step, from where, and what it asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """What a matter is."""

    ISSUE = "issue"
    REQUEST = "request"
    DIRECTIVE = "directive"


class Kind(StrEnum):
    """What it is about."""

    LAND = "land"
    CLEARING = "clearing"
    APPROVAL = "approval"
    FUNDS = "funds"
    UTILITY = "utility"
    MATERIALS = "materials"
    LABOUR = "labour"
    DISPUTE = "dispute"
    PLAN = "plan"
    SAFETY = "safety"
    OTHER = "other"


class Source(StrEnum):
    """Out of what it came."""

    UNIT = "unit"
    DISTRICT = "district"
    DEPARTMENT = "department"
    OFFICE = "office"
    INSPECTION = "inspection"
    REPORT = "report"
    LEADER = "leader"
    MEETING = "meeting"


class State(StrEnum):
    """Where a matter stands."""

    RAISED = "raised"
    RETURNED = "returned"
    TRIAGED = "triaged"
    ASSIGNED = "assigned"
    WORKING = "working"
    PAUSED = "paused"
    PROPOSED = "proposed"
    VERIFIED = "verified"
    CLOSED = "closed"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What is done about a matter."""

    RAISE = "raise"
    AMEND = "amend"
    RETURN = "return"
    TRIAGE = "triage"
    HAND_UP = "hand_up"
    ASSIGN = "assign"
    ACCEPT = "accept"
    DECLINE = "decline"
    FEEDBACK = "feedback"
    INSTRUCT = "instruct"
    CHANGE = "change"
    SPLIT = "split"
    EXTEND = "extend"
    PAUSE = "pause"
    RESUME = "resume"
    PROPOSE = "propose"
    REJECT = "reject"
    VERIFY = "verify"
    CONFIRM = "confirm"
    DISPUTE = "dispute"
    CLOSE = "close"
    REOPEN = "reopen"
    MERGE = "merge"
    TAKE_OVER = "take_over"
    WITHDRAW = "withdraw"
    CLIMB = "climb"


class Party(StrEnum):
    """Whose step it is."""

    RAISER = "raiser"
    DESK = "desk"
    """The office that sorts and assigns: the district's, from level 2 on or where there is none the city's."""
    LEAD = "lead"
    ABOVE = "above"
    """Who answers for it at its level, from 2 on."""
    CLOCK = "clock"


class Need(StrEnum):
    """What a step asks for."""

    WORDS = "words"
    LEAD = "lead"
    UNTIL = "until"
    DUE = "due"
    EVIDENCE = "evidence"
    NOT_THE_DOER = "not_the_doer"
    ACTIONS_ENDED = "actions_ended"
    RATING = "rating"
    OF_A_REQUEST = "of_a_request"
    NOT_OF_A_REQUEST = "not_of_a_request"
    """Or of a request whose raiser is gone."""
    OF_A_DIRECTIVE = "of_a_directive"


OPEN = (
    State.RAISED, State.RETURNED, State.TRIAGED, State.ASSIGNED, State.WORKING, State.PAUSED, State.PROPOSED,
    State.VERIFIED,
)  # fmt: skip
ENDED = (State.CLOSED, State.MERGED, State.WITHDRAWN)
CLOCKED = tuple(state for state in OPEN if state is not State.PAUSED)
"""In these the clock runs; a pause ends by itself on its day."""
IN_WORK = (State.ASSIGNED, State.WORKING)
HIGHEST = 4


@dataclass(frozen=True)
class Transition:
    """A step: from these states to that one (None: it stays), by these parties, and what it asks for."""

    step: Step
    of: tuple[State, ...]
    to: State | None
    by: tuple[Party, ...]
    needs: tuple[Need, ...] = ()


def _one(step: Step, of: tuple[State, ...], to: State | None, by: tuple[Party, ...], *needs: Need) -> Transition:
    return Transition(step, of, to, by, needs)


_DESK, _LEAD, _RAISER = (Party.DESK,), (Party.LEAD,), (Party.RAISER,)
TRANSITIONS = (
    _one(Step.AMEND, (State.RETURNED,), State.RAISED, _RAISER, Need.WORDS),
    _one(Step.RETURN, (State.RAISED, State.TRIAGED), State.RETURNED, _DESK, Need.WORDS),
    _one(Step.TRIAGE, (State.RAISED,), State.TRIAGED, _DESK),
    _one(Step.HAND_UP, (State.RAISED, State.TRIAGED), None, _DESK, Need.WORDS),
    _one(Step.ASSIGN, (State.TRIAGED, *IN_WORK), State.ASSIGNED, _DESK, Need.LEAD, Need.DUE),
    _one(Step.ACCEPT, (State.ASSIGNED,), State.WORKING, _LEAD),
    _one(Step.DECLINE, (State.ASSIGNED,), State.TRIAGED, _LEAD, Need.WORDS),
    _one(Step.FEEDBACK, (State.WORKING,), None, _LEAD, Need.WORDS),
    _one(Step.INSTRUCT, CLOCKED, None, (Party.DESK, Party.ABOVE), Need.WORDS),
    _one(Step.CHANGE, OPEN, None, _DESK),
    _one(Step.SPLIT, (State.TRIAGED, *IN_WORK), State.WORKING, _DESK, Need.OF_A_DIRECTIVE),
    _one(Step.EXTEND, IN_WORK, None, _DESK, Need.WORDS, Need.DUE),
    _one(Step.PAUSE, (State.TRIAGED, *IN_WORK), State.PAUSED, _DESK, Need.WORDS, Need.UNTIL),
    _one(Step.RESUME, (State.PAUSED,), None, (Party.DESK, Party.CLOCK)),
    _one(Step.PROPOSE, (State.WORKING,), State.PROPOSED, _LEAD, Need.WORDS, Need.EVIDENCE, Need.ACTIONS_ENDED),
    _one(Step.REJECT, (State.PROPOSED,), State.WORKING, _DESK, Need.WORDS),
    _one(Step.VERIFY, (State.PROPOSED,), State.VERIFIED, _DESK, Need.EVIDENCE, Need.NOT_THE_DOER, Need.ACTIONS_ENDED),
    _one(Step.CONFIRM, (State.VERIFIED,), State.CLOSED, _RAISER, Need.OF_A_REQUEST, Need.NOT_THE_DOER, Need.RATING),
    _one(Step.DISPUTE, (State.VERIFIED,), State.WORKING, _RAISER, Need.WORDS),
    _one(
        Step.CLOSE, (State.VERIFIED,), State.CLOSED, (Party.DESK, Party.RAISER),
        Need.NOT_OF_A_REQUEST, Need.NOT_THE_DOER,
    ),
    _one(Step.REOPEN, (State.CLOSED,), State.WORKING, (Party.DESK, Party.RAISER), Need.WORDS),
    _one(Step.MERGE, OPEN, State.MERGED, _DESK),
    _one(Step.TAKE_OVER, OPEN, None, _DESK),
    _one(Step.WITHDRAW, (State.RAISED, State.RETURNED, State.TRIAGED), State.WITHDRAWN, _RAISER, Need.WORDS),
    _one(Step.CLIMB, CLOCKED, None, (Party.CLOCK,)),
)  # fmt: skip
BY_STEP = {one.step: one for one in TRANSITIONS}

TURN = {
    State.RAISED: Party.DESK, State.RETURNED: Party.RAISER, State.TRIAGED: Party.DESK, State.ASSIGNED: Party.LEAD,
    State.WORKING: Party.LEAD, State.PAUSED: Party.DESK, State.PROPOSED: Party.DESK, State.VERIFIED: Party.DESK,
}  # fmt: skip


def turn(state: State, sort: Sort) -> Party:
    """Whose turn it is while a matter stands there; a request that is verified waits for who raised it."""
    return Party.RAISER if state is State.VERIFIED and sort is Sort.REQUEST else TURN[state]


def steps(state: State, sort: Sort) -> Iterator[Transition]:
    """What can be done with a matter that stands there."""
    for one in TRANSITIONS:
        if state in one.of and not (Need.OF_A_REQUEST in one.needs and sort is not Sort.REQUEST):
            if Need.OF_A_DIRECTIVE in one.needs and sort is not Sort.DIRECTIVE:
                continue
            yield one

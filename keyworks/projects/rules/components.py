"""The states of a component of the works, in the order in which they are reached."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """How far a line, a station or a building is."""

    NOT_BEGUN = "not_begun"
    FOUNDATIONS = "foundations"
    STRUCTURE = "structure"
    CAPPED = "capped"
    INSTALLING = "installing"
    FITTING_OUT = "fitting_out"
    DEBUGGING = "debugging"
    DEBUGGED = "debugged"
    DONE = "done"


BUILT = (State.NOT_BEGUN, State.FOUNDATIONS, State.STRUCTURE, State.CAPPED, State.FITTING_OUT, State.DONE)
WAY = {
    "line": (State.NOT_BEGUN, State.INSTALLING, State.DEBUGGING, State.DEBUGGED, State.DONE),
    "station": BUILT,
    "building": BUILT,
    "section": (State.NOT_BEGUN, State.FOUNDATIONS, State.STRUCTURE, State.DONE),
}
"""Kind of component → its states in order; a kind of the city's own goes from not begun to done."""
PLAIN = (State.NOT_BEGUN, State.STRUCTURE, State.DONE)


def way(kind: str) -> tuple[State, ...]:
    """The states a component of this kind passes."""
    return WAY.get(kind, PLAIN)

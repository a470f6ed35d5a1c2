"""The states of a component of the works, in the order in which they are reached, and what cannot be true of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from keyworks.projects.rules import checks
from keyworks.values.problems import Place, Problem


class State(StrEnum):
    """How far a line, a station or a building is."""

    NOT_BEGUN = "not_begun"
    UNDER_WAY = "under_way"
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
"""Kind of component → its states in order; a kind of the city's own is not begun, under way, or done."""
PLAIN = (State.NOT_BEGUN, State.UNDER_WAY, State.DONE)


def way(kind: str) -> tuple[State, ...]:
    """The states a component of this kind passes."""
    return WAY.get(kind, PLAIN)


def share(kind: str, state: str) -> float:
    """How much of its way a component has gone, 0 to 1: for drawing, no measure of works."""
    states = way(kind)
    return states.index(State(state)) / (len(states) - 1) if state in states else 0.0


def check(said: Mapping[str, Any], *, kind: str, today: date) -> list[Problem]:
    """What is wrong with what is said of a component of this kind."""
    problems = checks.dated(said) + checks.happened(said, today) + checks.far(said, "state_on")
    if said.get("state_on") and said["state_on"] > today:
        day = said["state_on"].isoformat()
        problems.append(Problem("projects.not_yet", {"day": day}, place=Place(field="state_on")))
    if "name_zh" in said and not said["name_zh"].strip():
        problems.append(Problem("projects.component_unnamed", place=Place(field="name_zh")))
    if said.get("state", State.NOT_BEGUN) not in way(kind):
        problems.append(Problem("projects.state_of_another_kind", place=Place(field="state")))
    if (said.get("chainage_m") or 0) < 0:
        problems.append(Problem("projects.chainage_negative", place=Place(field="chainage_m")))
    return problems


def progressed(
    states: Sequence[str], before: tuple[str, date | None], now: tuple[str, date], *, today: date, note: str
) -> Problem | None:
    """May a component of this way come from the one state and its day to the other? Backwards only with a reason."""
    (old, since), (new, on) = before, now
    if new not in states:
        return Problem("projects.state_of_another_kind", place=Place(field="state"))
    if too_far := checks.far({"on": on}, "on"):
        return too_far[0]
    if on > today:
        return Problem("projects.not_yet", {"day": on.isoformat()}, place=Place(field="on"))
    if since and on < since:
        return Problem("projects.state_before_last", {"day": since.isoformat()}, place=Place(field="on"))
    if old in states and states.index(new) < states.index(old) and not note.strip():
        return Problem("projects.state_back_unexplained", place=Place(field="note"))
    return None

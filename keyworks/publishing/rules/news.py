"""The way of a note out of the house: drafted, approved by another than wrote it, published, withdrawn."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

READ, MAKE, WRITE, APPROVE, NEWS = (
    "publishing.read", "publishing.make", "publishing.write", "publishing.approve", "publishing.news",
)  # fmt: skip
"""The rights of this room."""


class State(StrEnum):
    """How far a note is."""

    DRAFT = "draft"
    APPROVED = "approved"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What is done with a note as a whole."""

    APPROVE = "approve"
    GIVE_BACK = "give_back"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Transition:
    """From which states a step leads to which, who may take it, and whether it asks why."""

    of: frozenset[State]
    to: State
    right: str
    reason: bool = False


STEPS: Mapping[Step, Transition] = {
    Step.APPROVE: Transition(frozenset({State.DRAFT}), State.APPROVED, APPROVE),
    Step.GIVE_BACK: Transition(frozenset({State.APPROVED}), State.DRAFT, APPROVE, reason=True),
    Step.PUBLISH: Transition(frozenset({State.APPROVED}), State.PUBLISHED, WRITE),
    Step.WITHDRAW: Transition(
        frozenset({State.DRAFT, State.APPROVED, State.PUBLISHED}), State.WITHDRAWN, WRITE, reason=True
    ),
}


def may_approve(person: int, writers: Collection[int | None]) -> bool:
    """May somebody approve what these people composed and edited? Not who is one of them."""
    return person not in writers

"""The stages of a project's life, and which of them follow one another."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """Where a project stands between an idea and its full effect."""

    IDEA = "idea"
    PLANNED = "planned"
    RESERVE = "reserve"
    READY = "ready"
    BUILDING = "building"
    SUSPENDED = "suspended"
    COMPLETED = "completed"
    COMMISSIONING = "commissioning"
    PRODUCING = "producing"
    AT_CAPACITY = "at_capacity"
    EFFECTIVE = "effective"
    IN_USE = "in_use"
    ARCHIVED = "archived"
    EXITED = "exited"


class Variant(StrEnum):
    """What a project makes: which stages come after its completion depends on it."""

    FACTORY = "factory"
    INFRASTRUCTURE = "infrastructure"
    EQUIPMENT = "equipment"


class Way(StrEnum):
    """How a stage is left: onwards, back, and out of the row."""

    ONWARD = "onward"
    BACK = "back"
    PAUSE = "pause"
    RESUME = "resume"
    EXIT = "exit"
    RECOVER = "recover"


_TO_COMPLETION = (Stage.IDEA, Stage.PLANNED, Stage.RESERVE, Stage.READY, Stage.BUILDING, Stage.COMPLETED)
_MADE = (Stage.COMMISSIONING, Stage.PRODUCING, Stage.AT_CAPACITY, Stage.EFFECTIVE, Stage.ARCHIVED)
LINE = {
    Variant.FACTORY: (*_TO_COMPLETION, *_MADE),
    Variant.INFRASTRUCTURE: (*_TO_COMPLETION, Stage.IN_USE, Stage.ARCHIVED),
    Variant.EQUIPMENT: (
        Stage.IDEA, Stage.PLANNED, Stage.RESERVE, Stage.READY, Stage.BUILDING, Stage.COMMISSIONING, *_MADE[1:],
    ),
}  # fmt: skip
"""Each variant's stages in the order in which they are reached; purchases of equipment have nothing to accept."""
ASIDE = frozenset({Stage.SUSPENDED, Stage.EXITED})
OVER = frozenset({Stage.COMPLETED, Stage.ARCHIVED, Stage.EFFECTIVE, Stage.AT_CAPACITY, Stage.PRODUCING, Stage.IN_USE})
"""Stages beside the line: a project rests there and comes back, or does not."""

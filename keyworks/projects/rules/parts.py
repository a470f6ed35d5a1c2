"""How a project is cut: its investment by part, its place on the list, its secrecy."""

from __future__ import annotations

from enum import StrEnum


class ListClass(StrEnum):
    """The class of the annual list; it is not the stage."""

    PLANNED = "planned"
    RESERVE = "reserve"
    CONSTRUCTION = "construction"
    COMPLETED = "completed"


class YearTag(StrEnum):
    """What a year means to a project under construction."""

    NEW = "new"
    CONTINUING = "continuing"
    FINISHING = "finishing"


class Part(StrEnum):
    """A part of the total investment; `total` is the whole, first stated and then corrected on its own."""

    TOTAL = "total"
    CONSTRUCTION = "construction"
    INSTALLATION = "installation"
    EQUIPMENT = "equipment"
    LAND = "land"
    OTHER = "other"


class Cut(StrEnum):
    """What a project is within its package: a phase, a sub-project; or merged into it, being the same."""

    PHASE = "phase"
    SUB = "sub"
    MERGED = "merged"


SAID = (Cut.PHASE, Cut.SUB)
"""What people say of a project themselves; merging is an act of its own."""


class Secrecy(StrEnum):
    """Who may know of a project. A secret one is not kept here at all."""

    OPEN = "open"
    INTERNAL = "internal"


SECRET = "secret"  # noqa: S105 (a word of the state's, no password)

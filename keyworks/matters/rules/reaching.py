"""Whom a matter reaches: those whose turn it is, from level 2 on those above, and never nobody."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from keyworks.matters.rules.ladder import Party, Sort, State, turn

P = TypeVar("P")


class Office(StrEnum):
    """Those who can be reached, besides who has the turn."""

    RAISER = "raiser"
    LEAD = "lead"
    HEAD = "head"
    CONTACT = "contact"
    PRINCIPAL = "principal"
    DESK = "desk"
    CITY = "city"


RUNGS = (Office.HEAD, Office.CONTACT, Office.PRINCIPAL)
"""Who answers at level 2, 3 and 4."""
FALLBACK = {
    Party.RAISER: (Office.RAISER, Office.DESK, Office.CITY), Party.LEAD: (Office.LEAD, Office.DESK, Office.CITY),
    Party.DESK: (Office.DESK, Office.CITY),
}  # fmt: skip


def first_there(offices: tuple[Office, ...], there: Mapping[Office, tuple[P, ...]]) -> tuple[P, ...]:
    """The people of the first office in which somebody is."""
    return next((there[one] for one in offices if there.get(one)), ())


def whose_turn(state: State, sort: Sort, there: Mapping[Office, tuple[P, ...]]) -> tuple[P, ...]:
    """Who has it: where nobody of theirs is left, the desk, and where that is empty, the city office."""
    return first_there(FALLBACK[turn(state, sort)], there)


def above(level: int, there: Mapping[Office, tuple[P, ...]]) -> tuple[P, ...]:
    """Who answers at this level; where they are gone those of the next above, at last the city office."""
    return () if level < 2 else first_there((*RUNGS[level - 2 :], Office.CITY), there)


def reached(state: State, sort: Sort, level: int, there: Mapping[Office, tuple[P, ...]]) -> tuple[P, ...]:
    """All whom a matter reaches, each once: those who have it, then those above."""
    return tuple(dict.fromkeys((*whose_turn(state, sort, there), *above(level, there))))

"""Ceilings: what may be invested in a year under a programme or in a district, and what counts twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class CeilingOf(StrEnum):
    """What a ceiling is of."""

    PROGRAMME = "programme"
    DISTRICT = "district"


class Over(StrEnum):
    """What a project has overrun."""

    YEAR = "year"
    """The year's plan."""
    TOTAL = "total"
    """Its total investment, since the start."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What a project has in a year, in minor units, and the programmes it stands in."""

    planned: int
    done: int
    programmes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many projects stand in more than one programme, and what of them is counted more than once."""

    projects: int
    planned: int
    done: int


def overlap(projects: Iterable[Counted]) -> Overlap:
    """The sum over programmes is the sum over projects and this much more, to the fen."""
    twice = [one for one in projects if len(one.programmes) > 1]
    return Overlap(
        len(twice),
        sum(one.planned * (len(one.programmes) - 1) for one in twice),
        sum(one.done * (len(one.programmes) - 1) for one in twice),
    )

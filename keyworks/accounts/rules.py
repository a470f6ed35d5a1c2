"""Roles, and how far each reaches over the tree of units. Denied is what nobody granted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is in a unit."""

    UNIT = "unit"
    DISTRICT = "district"
    DEPARTMENT = "department"
    CITY = "city"
    LEADER = "leader"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


EVERYWHERE = frozenset({Role.DEPARTMENT, Role.CITY, Role.LEADER, Role.AUDITOR, Role.ADMINISTRATOR})
"""Roles that see the whole city; the others see their own unit and what stands below it."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A role in a unit, held by the person or, with `behalf`, by standing in for another."""

    role: Role
    unit_id: int
    path: str
    behalf: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """All seats a person holds on one day."""

    seats: tuple[Seat, ...] = ()

    def may(self, right: str, rights: Mapping[str, frozenset[str]]) -> bool:
        """Does one of the seats grant this right?"""
        return any(seat.role in rights.get(right, ()) for seat in self.seats)

    def everywhere(self) -> bool:
        """Does one of the seats see the whole city?"""
        return any(seat.role in EVERYWHERE for seat in self.seats)

    def paths(self) -> tuple[str, ...]:
        """The subtrees of units the seats reach."""
        return tuple(sorted({seat.path for seat in self.seats}))

    def reaches(self, path: str) -> bool:
        """Is a unit at this path within reach?"""
        return self.everywhere() or any(path.startswith(own) for own in self.paths())

    def roles(self) -> frozenset[Role]:
        return frozenset(seat.role for seat in self.seats)

    def behalf(self, right: str, rights: Mapping[str, frozenset[str]]) -> str:
        """For whom the person acts when only a stand-in's seat grants the right, else ""."""
        granting = [seat for seat in self.seats if seat.role in rights.get(right, ())]
        return granting[0].behalf if granting and all(seat.behalf for seat in granting) else ""

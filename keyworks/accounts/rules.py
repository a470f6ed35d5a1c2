"""Roles, and how far each reaches over the tree of units. Denied is what nobody granted."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
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
    """A role in a unit, held by the person or, with `behalf` and its English, by standing in for another."""

    role: Role
    unit_id: int
    path: str
    behalf: str = ""
    behalf_en: str = ""


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
        """For whom the person acts when only stand-ins' seats grant the right, else ""; no right means any seat."""
        granting = [seat for seat in self.seats if not right or seat.role in rights.get(right, ())]
        borrowed = all(seat.behalf for seat in granting)
        return ", ".join(sorted({seat.behalf for seat in granting})) if borrowed else ""


USERNAME = r"[A-Za-z0-9][A-Za-z0-9._@-]*"
"""User names are of the letters every keyboard has: no two of them look alike, and @ finds each in a comment."""
ADMINISTER = "accounts.administer"
ADMINISTER_BELOW = "accounts.administer_below"
OPEN_LISTED = "accounts.open_listed"
KEEP_CALENDAR = "accounts.keep_calendar"
ROLES_BELOW = frozenset({Role.UNIT, Role.DISTRICT})
"""The roles a district office may give within its subtree."""
KINDS_BELOW = frozenset({"owner"})
"""The kinds of units a district office may open within its subtree."""
STANDIN_LONGEST_DAYS = 90
TOKEN_LONGEST_DAYS = 365

ROLES_OF = {
    "city": frozenset({Role.CITY, Role.LEADER, Role.AUDITOR, Role.ADMINISTRATOR}),
    "department": frozenset({Role.DEPARTMENT, Role.AUDITOR}),
    "district": frozenset({Role.DISTRICT}),
    "owner": frozenset({Role.UNIT}),
    "contractor": frozenset({Role.UNIT}),
}
"""Kind of unit → the roles that have a meaning in it: a unit's role in the root would reach the whole tree."""

BELOW = {
    "city": frozenset({"city", "department", "district", "owner", "contractor"}),
    "department": frozenset({"department", "owner", "contractor"}),
    "district": frozenset({"district", "department", "owner", "contractor"}),
    "owner": frozenset({"owner", "contractor"}),
    "contractor": frozenset({"contractor"}),
}
"""Kind of unit → the kinds that may stand directly below it."""

Rights = Mapping[str, frozenset[str]]


def typed_username(text: str) -> str:
    """A user name as it was meant: a Chinese keyboard may give full-width letters."""
    return unicodedata.normalize("NFKC", text).strip()


def administers(standing: Standing, rights: Rights, path: str) -> bool:
    """May the holder administer units and people at this path: the whole tree, or a subtree of one's own?"""
    if standing.may(ADMINISTER, rights):
        return True
    below = rights.get(ADMINISTER_BELOW, frozenset())
    return any(seat.role in below and path.startswith(seat.path) for seat in standing.seats)


def disposes(standing: Standing, rights: Rights, kind: str) -> bool:
    """May the holder rename, move and close a unit of this kind within reach?"""
    return standing.may(ADMINISTER, rights) or kind in KINDS_BELOW


def administers_person(standing: Standing, rights: Rights, seats: Iterable[tuple[str, str]]) -> bool:
    """May the holder administer somebody with these seats, as role and path, those borrowed or yet to come included?

    Below the administrator all of them must lie within reach and be of the roles given there: whoever sets a password
    could use every seat behind it.
    """
    if standing.may(ADMINISTER, rights):
        return True
    found = list(seats)
    return bool(found) and all(role in ROLES_BELOW and administers(standing, rights, path) for role, path in found)


def roles_to_give(standing: Standing, rights: Rights, kind: str) -> frozenset[Role]:
    """The roles the holder may give or take in a unit of this kind within reach."""
    fitting = ROLES_OF[kind]
    return fitting if standing.may(ADMINISTER, rights) else fitting & ROLES_BELOW


def kinds_to_open(standing: Standing, rights: Rights, parent_kind: str) -> frozenset[str]:
    """The kinds of units the holder may open or move below a unit of this kind within reach."""
    fitting = BELOW[parent_kind]
    return fitting if standing.may(ADMINISTER, rights) else fitting & KINDS_BELOW


def moved(path: str, old: str, new: str) -> str:
    """The path after the subtree at `old` moved to `new`; a path outside the subtree stays."""
    return new + path.removeprefix(old) if path.startswith(old) else path


def standin_fault(*, itself: bool, deputy_active: bool, from_on: date, until_on: date, today: date) -> tuple[str, str]:
    """The first rule of standing in that is broken, as code and field; two empty texts where none is."""
    if itself:
        return "accounts.standin_itself", "deputy"
    if not deputy_active:
        return "accounts.standin_inactive", "deputy"
    if until_on < from_on:
        return "accounts.standin_backwards", "until_on"
    if until_on < today:
        return "accounts.standin_past", "until_on"
    if (until_on - from_on).days + 1 > STANDIN_LONGEST_DAYS:
        return "accounts.standin_long", "until_on"
    return "", ""

"""The rights of this room, and who is whose party in a matter."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from keyworks.accounts.rules import Role, Seat
from keyworks.matters.rules.ladder import Party, Sort, Step

READ, RAISE, WORK = "matters.read", "matters.raise", "matters.work"
MANAGE, INSTRUCT, DIRECT, RULE = "matters.manage", "matters.instruct", "matters.direct", "matters.rule"
OF_DESK = frozenset({Role.CITY, Role.DISTRICT})
WORKS = frozenset({Role.UNIT, Role.DISTRICT, Role.DEPARTMENT, Role.CITY})
RIGHT_OF = {Party.DESK: MANAGE, Party.LEAD: WORK, Party.RAISER: RAISE, Party.ABOVE: INSTRUCT}


@dataclass(frozen=True)
class Whose:
    """The people and units of a matter, by key; 0 where there is none."""

    raiser: int = 0
    raised_unit: int = 0
    desk: int = 0
    lead: int = 0
    lead_person: int = 0
    answerable: int = 0
    co_owners: frozenset[int] = frozenset()


def parties(whose: Whose, selves: Collection[int], seats: Collection[Seat]) -> frozenset[Party]:
    """What somebody is in a matter; `selves` are the person and those they stand in for."""
    found = set()
    units = {seat.unit_id for seat in seats if seat.role in WORKS}
    if whose.raiser in selves or whose.raised_unit in units:
        found.add(Party.RAISER)
    if whose.lead_person in selves or whose.lead in units:
        found.add(Party.LEAD)
    if any((seat.role in OF_DESK and seat.unit_id == whose.desk) or seat.role is Role.CITY for seat in seats):
        found.add(Party.DESK)
    if whose.answerable in selves or any(seat.role is Role.LEADER for seat in seats):
        found.add(Party.ABOVE)
    return frozenset(found)


def co_owns(whose: Whose, seats: Collection[Seat]) -> bool:
    """Does somebody sit in a unit that works on it beside the lead, and so may say how far it is?"""
    return any(seat.unit_id in whose.co_owners and seat.role in WORKS for seat in seats)


def does(whose: Whose, person: int, seats: Collection[Seat], doers: Collection[int], *, lead_is_city: bool) -> bool:
    """Is somebody the doer: who worked on it, or sits in the unit that leads it?

    Where the city office itself leads, only whoever worked on it is: somebody has to be left to look.
    """
    in_lead = any(seat.unit_id == whose.lead and seat.role in WORKS for seat in seats)
    return person in doers or (in_lead and not lead_is_city) or person == whose.lead_person


DOING = (Step.ACCEPT, Step.FEEDBACK, Step.PROPOSE)
"""Whoever took one of these steps is a doer."""
RAISES = {Sort.ISSUE: RAISE, Sort.REQUEST: RAISE, Sort.DIRECTIVE: DIRECT}

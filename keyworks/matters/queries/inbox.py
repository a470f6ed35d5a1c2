"""What waits for a person: those matters whose turn is theirs, and those for which they answer."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from keyworks.accounts.models import Membership, Person
from keyworks.accounts.queries import workdays
from keyworks.accounts.rules import Role
from keyworks.matters.models import Asker, Matter
from keyworks.matters.queries.offices import limits
from keyworks.matters.queries.reach import selves
from keyworks.matters.queries.together import asks
from keyworks.matters.rules.authority import MANAGE, OF_DESK, WORKS
from keyworks.matters.rules.clocks import Limit
from keyworks.matters.rules.ladder import CLOCKED, IN_WORK, OPEN, Party, Sort, State, turn

OF_DESK_TURN = tuple(state for state in CLOCKED if turn(state, Sort.ISSUE) is Party.DESK)


def overdue(today: date) -> Q:
    """Open and past the promised day, or past the day it should have left whoever has it."""
    return Q(state__in=CLOCKED) & (Q(due_on__lt=today) | Q(climbs_on__lt=today))


def near(today: date) -> Q:
    """Open, and the promised day so close that somebody is reminded."""
    last = workdays().after(today, limits()[Limit.NEAR])
    return Q(state__in=IN_WORK, due_on__gte=today, due_on__lte=last)


def mine(person: Person) -> Any:
    """The condition of a matter whose turn is this person's, or for which they answer."""
    own = selves(person)
    units = {seat.unit_id for seat in person.standing.seats if seat.role in WORKS}
    lead: Any = Q(state__in=IN_WORK) & (Q(lead_person__in=own) | Q(lead__in=units) & ~_lead_person_there())
    raiser: Any = Q(state=State.RETURNED) | Q(state=State.VERIFIED, sort=Sort.REQUEST)
    several = Exists(Asker.objects.filter(matter=OuterRef("pk")))
    raiser &= Q(raised_by__in=own) | Q(raised_unit__in=units)
    found: Any = lead | raiser & ~(Q(state=State.VERIFIED) & several)
    waiting = asks(person, own, only_open=True).values("matter")
    found |= Q(state=State.VERIFIED, sort=Sort.REQUEST, pk__in=waiting)
    found |= Q(state__in=CLOCKED, level__gte=2, answerable__in=own)
    if person.may(MANAGE):
        found |= _of_desk(person)
    return found


def _of_desk(person: Person) -> Any:
    """What waits for an office, and for the city office also what has nobody else."""
    desks = {seat.unit_id for seat in person.standing.seats if seat.role in OF_DESK}
    city = any(seat.role is Role.CITY for seat in person.standing.seats)
    turns: Any = Q(state__in=OF_DESK_TURN) & ~Q(state=State.VERIFIED, sort=Sort.REQUEST)
    ours: Any = Q(desk__in=desks)
    forsaken: Any = Q(state__in=IN_WORK) & ~_lead_person_there() & ~_somebody("lead", WORKS)
    gone = Q(state=State.RETURNED) | Q(state=State.VERIFIED, sort=Sort.REQUEST)
    left = Q(raised_by=None) | Q(raised_by__in=Person.objects.filter(is_active=False).values("pk"))
    forsaken |= gone & ~_somebody("raised_unit", WORKS) & left
    if city:
        ours |= ~_somebody("desk", OF_DESK)
    return (turns | forsaken) & ours


def _somebody(unit: str, roles: Any) -> Q:
    """Is anybody active in the unit?"""
    return Q(**{f"{unit}__in": _seats().filter(role__in=roles).values("unit")})


def _lead_person_there() -> Q:
    """Is the person who leads it active and in a seat?"""
    return Q(lead_person__in=_seats().values("person"))


def _seats() -> QuerySet[Membership]:
    """Asked for once a question, and not for each matter."""
    return Membership.objects.in_force(timezone.localdate()).filter(person__is_active=True)


def inbox(person: Person) -> QuerySet[Matter]:
    """What waits for this person, whatever is most pressing first."""
    found = Matter.objects.filter(mine(person), state__in=OPEN)
    return found.select_related("lead", "raised_unit", "desk", "lead_person").order_by("climbs_on", "pk")


def waits(person: Person) -> int:
    """How many matters wait for this person."""
    return Matter.objects.filter(mine(person), state__in=OPEN).count()

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from keyworks.accounts.models import Person, Unit
from keyworks.accounts.queries import keys
from keyworks.accounts.rules import Role
from keyworks.base.scopes import scope
from keyworks.projects.models import Draft, Move, Project


def drafts(person: Person) -> QuerySet[Draft]:
    """What the person has begun to write, the newest first."""
    return scope(person, Draft.objects.all()).order_by("-changed_at", "-pk")


def known_units(*kinds: str) -> QuerySet[Unit]:
    """The open units of these kinds: everybody knows the city's departments and districts, whoever they may see."""
    return Unit.objects.filter(kind__in=kinds, closed_on=None)


def own_units(person: Person) -> dict[str, Unit]:
    """The units of a new project that are plain from the person's seats: owner, district, lead department."""
    of = {Role.UNIT: "owner", Role.DISTRICT: "district", Role.DEPARTMENT: "lead_department"}
    seats = [seat for seat in person.standing.seats if seat.role in of]
    units = Unit.objects.in_bulk({key for seat in seats for key in keys(seat.path)})
    found: dict[str, Unit] = {}
    for seat in seats:
        found.setdefault(of[seat.role], units[seat.unit_id])
        for key in reversed(keys(seat.path)):
            if seat.role == Role.UNIT and units[key].kind == Unit.Kind.DISTRICT:
                found.setdefault("district", units[key])
    return found


def registered_last(person: Person, since: datetime) -> Project | None:
    """The project that the person registered last, not before a moment."""
    moves = Move.objects.filter(by=person, source="", at__gte=since).select_related("project")
    last = moves.order_by("-pk").first()
    return last.project if last else None

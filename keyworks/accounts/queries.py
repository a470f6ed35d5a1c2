from __future__ import annotations

import hashlib
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from keyworks.accounts.models import Installation, Membership, Person, StandIn, Token, Unit
from keyworks.accounts.rules import ADMINISTER, Role
from keyworks.base.scopes import scopes


def installation() -> Installation | None:
    """What this installation is; None before the first set-up."""
    return Installation.objects.first()


def demonstration() -> bool:
    found = installation()
    return found is not None and found.kind == Installation.Kind.DEMONSTRATION


def person_by_token(text: str, at: datetime) -> tuple[Person, str] | None:
    """Whose API token this is, and its scope (read or write); None where it does not hold at this moment."""
    digest = hashlib.sha256(text.encode(errors="replace")).hexdigest()
    token = (
        Token.objects.select_related("person")
        .filter(digest=digest, revoked_at=None, created_at__lte=at, expires_at__gt=at, person__is_active=True)
        .first()
    )
    return (token.person, token.scope) if token else None


def day_of(at: datetime) -> date:
    """The calendar day in the city at this moment."""
    return timezone.localdate(at)


def seats_behind(person: Person, today: date) -> list[tuple[str, str]]:
    """Role and path of every seat the person has or will have, those borrowed by standing in included."""
    absent = StandIn.objects.in_force(today, ahead=True).filter(deputy=person).values("absent_id")
    held = Membership.objects.in_force(today, ahead=True)
    return list(held.filter(Q(person=person) | Q(person_id__in=absent)).values_list("role", "unit__path"))


def last_administrator(person: Person, today: date) -> bool:
    """Would nobody administer without this person? A seat that ends by itself does not count as lasting."""
    lasting = Membership.objects.in_force(today).filter(
        role=Role.ADMINISTRATOR, until_on=None, person__is_active=True
    )  # fmt: skip
    return lasting.filter(person=person).exists() and not lasting.exclude(person=person).exists()


def within(person: Person, prefix: str = "") -> Q:
    """The condition that a unit path (at `prefix` + "path") is within the person's reach."""
    if person.standing.everywhere():
        return Q()
    reach = Q(pk__in=[])
    for path in person.standing.paths():
        reach |= Q(**{f"{prefix}path__startswith": path})
    return reach


@scopes(Unit)
def _units(person: Person, units: QuerySet[Unit]) -> QuerySet[Unit]:
    return units.filter(within(person))


@scopes(Person)
def _people(person: Person, people: QuerySet[Person]) -> QuerySet[Person]:
    if person.standing.everywhere():
        return people
    near = Membership.objects.in_force(timezone.localdate(), ahead=True).filter(within(person, "unit__"))
    return people.filter(Q(pk=person.pk) | Q(pk__in=near.values("person_id")))


@scopes(Installation)
def _installation(person: Person, found: QuerySet[Installation]) -> QuerySet[Installation]:
    return found


@scopes(Membership)
def _seats(person: Person, seats: QuerySet[Membership]) -> QuerySet[Membership]:
    if person.standing.everywhere():
        return seats
    return seats.filter(Q(person=person) | within(person, "unit__"))


@scopes(StandIn)
def _standins(person: Person, standins: QuerySet[StandIn]) -> QuerySet[StandIn]:
    if person.may(ADMINISTER):
        return standins
    return standins.filter(Q(absent=person) | Q(deputy=person))


@scopes(Token)
def _tokens(person: Person, tokens: QuerySet[Token]) -> QuerySet[Token]:
    return tokens.filter(person=person)

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from keyworks.accounts.models import Installation, Membership, Person, Token, Unit
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
    today = timezone.localdate()
    near = Membership.objects.filter(
        within(person, "unit__"), Q(until_on=None) | Q(until_on__gte=today), from_on__lte=today
    )
    return people.filter(Q(pk=person.pk) | Q(pk__in=near.values("person_id")))

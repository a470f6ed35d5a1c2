from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_

from django.db.models import Case, Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone

from keyworks.accounts.files import COUNTRIES
from keyworks.accounts.models import ROLE_WORDS, Installation, Membership, Person, SpecialDay, StandIn, Token, Unit
from keyworks.accounts.rules import (
    ADMINISTER,
    ADMINISTER_BELOW,
    Role,
    Seat,
    administers,
    administers_person,
    disposes,
)
from keyworks.base import reader
from keyworks.base.manifest import rights
from keyworks.base.scopes import scope, scopes
from keyworks.values import money
from keyworks.values.workdays import Calendar

MORNING = time(8)
"""When a day of a demonstration begins."""


def installation() -> Installation | None:
    """What this installation is; None before the first set-up."""
    return reader.once(Installation.objects.first)


def currency() -> str:
    """In which the installation counts its money; "" before the first set-up."""
    return Installation.objects.values_list("currency", flat=True).first() or ""


money.ask(currency)


def demonstration() -> bool:
    found = installation()
    return found is not None and found.kind == Installation.Kind.DEMONSTRATION


def role_words(role: str) -> str:
    """What a role is called."""
    return str(ROLE_WORDS[Role(role)])


def for_whom(seat: Seat) -> str:
    """For whom a borrowed seat is held, as the reader calls them; "" for one's own."""
    return reader.told(seat.behalf, seat.behalf_en)


def called(zh: str, en: str) -> Combinable:
    """`reader.told` of two columns, for the database to show and to sort by."""
    return F(zh) if reader.current().zh else Coalesce(NullIf(F(en), Value("")), F(zh))


def person_called(words: str, through: str = "") -> Q:
    """The people in whose names, in either language, or user name these words stand."""
    fields = ("name", "name_en", "username")
    return reduce(or_, (Q(**{f"{through}{field}__icontains": words}) for field in fields))


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


def today() -> date:
    """The day by which a reader judges what is late, due or this year's."""
    return judged_on(timezone.localdate())


def plays_on() -> date | None:
    """The day a demonstration plays on, as the table says it now."""
    return Installation.objects.values_list("plays_on", flat=True).first()


def judged_on(clock: date) -> date:
    """The day by which things are judged when the clock says this one: a demonstration's is the day it plays on."""
    found = installation()
    return (found.plays_on if found else None) or clock


def moment() -> datetime:
    """Now, as what is written says it: in a demonstration a moment of the day it plays on, from eight o'clock on."""
    now, found = timezone.now(), installation()
    if found is None or found.plays_on is None:
        return now
    zone = timezone.get_current_timezone()
    gone = max(now - (found.plays_since or found.created_at), timedelta())
    morning, night = (datetime.combine(found.plays_on, of_day, zone) for of_day in (MORNING, time.max))
    return min(morning + gone, night)


def workdays() -> Calendar:
    """The city's calendar of working days, read once for a page."""
    return reader.once(_workdays)


def _workdays() -> Calendar:
    days = dict(SpecialDay.objects.values_list("day", "works"))
    off = frozenset(day for day, works in days.items() if not works)
    return Calendar(off, frozenset(days.keys() - off), frozenset(day.year for day in days))


def special_days(year: int) -> QuerySet[SpecialDay]:
    """The days of a year that are not what their weekday says."""
    return SpecialDay.objects.filter(day__year=year)


def special_day(day: date) -> SpecialDay | None:
    return SpecialDay.objects.filter(day=day).first()


def country() -> str:
    """The country whose published days are offered; "" where none are."""
    return COUNTRIES.get(money.house(), "")


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


def holder(role: Role, today: date, username: str) -> Person | None:
    """An active person who holds this role today and can use it: the one of this name where possible."""
    seats = Membership.objects.in_force(today).filter(role=role, person__is_active=True, person__password_once=False)
    named = Case(When(person__username=username, then=0), default=1)
    seat = seats.select_related("person").order_by(named, "pk").first()
    return seat.person if seat else None


def people_named() -> dict[str, Person]:
    """Everybody by the name they sign in with."""
    return {one.username: one for one in Person.objects.all()}


def person_named(username: str) -> Person | None:
    """Who signs in with this name, in upper or lower case."""
    return Person.objects.filter(username__iexact=username).first()


def unit_coded(code: str) -> Unit | None:
    return Unit.objects.filter(code__iexact=code).first()


def seat_of(person: Person, unit: Unit, role: Role) -> Membership | None:
    """The seat the person holds or will hold in this unit with this role."""
    return Membership.objects.filter(person=person, unit=unit, role=role, ended_at=None).order_by("-from_on").first()


def seats_today(person: Person) -> list[Membership]:
    """The seats that `everybody` brought along."""
    return list(person.memberships.all())


def everybody(today: date) -> QuerySet[Person]:
    """All people, their memberships being the seats held today."""
    seats = Membership.objects.in_force(today).select_related("unit").order_by("pk")
    return Person.objects.prefetch_related(Prefetch("memberships", queryset=seats))


@dataclass
class Counts:
    """What stands in the subtree of each unit, itself apart from `units`: by the unit's key."""

    units: Counter[int]
    people: Counter[int]


def counts(person: Person, today: date) -> Counts:
    """Open units and people with seats, each counted once, below every unit within the person's reach."""
    units: Counter[int] = Counter()
    for path in scope(person, Unit.objects.filter(closed_on=None)).values_list("path", flat=True):
        units.update(keys(path)[:-1])
    holders: dict[int, set[int]] = defaultdict(set)
    seats = scope(person, Membership.objects.in_force(today).filter(person__is_active=True))
    for holder, path in seats.values_list("person_id", "unit__path"):
        for key in keys(path):
            holders[key].add(holder)
    return Counts(units, Counter({key: len(found) for key, found in holders.items()}))


def keys(path: str) -> list[int]:
    """The keys of the units from the root down to the one at this path."""
    return [int(key) for key in path.strip("/").split("/")]


def above(unit: Unit, person: Person) -> list[Unit]:
    """The units from the top of the person's reach down to the one above this."""
    found = scope(person, Unit.objects.filter(pk__in=keys(unit.path)[:-1]))
    return sorted(found, key=lambda other: len(other.path))


def directly_below(person: Person, unit: Unit | None) -> list[Unit]:
    """The units directly below one, or those at the top of the person's reach; by kind, then as they were opened."""
    units = scope(person, Unit.objects.all())
    if unit is not None:
        units = units.filter(parent=unit)
    else:
        units = units.exclude(parent__in=units)
    order = list(Unit.Kind)
    return sorted(units, key=lambda found: (order.index(Unit.Kind(found.kind)), found.pk))


def found_units(person: Person, text: str) -> list[Unit]:
    """The first hundred units whose names or code contain the text."""
    named = Q(name_zh__icontains=text) | Q(name_en__icontains=text) | Q(code__icontains=text)
    return list(scope(person, Unit.objects.filter(named)).select_related("parent")[:100])


def districts() -> list[Unit]:
    """The city's districts, in their order."""
    return list(Unit.objects.filter(kind=Unit.Kind.DISTRICT, closed_on=None).order_by("pk"))


def listed(person: Person, today: date) -> QuerySet[Person]:
    """The people within reach, each with the unit and role of the first seat in force and how many there are.

    Names are those the reader reads.
    """
    seats = Membership.objects.in_force(today).filter(person=OuterRef("pk")).order_by("pk")
    unit = seats.annotate(called=called("unit__name_zh", "unit__name_en"))
    return scope(person, Person.objects.all()).annotate(
        called=called("name", "name_en"),
        post_called=called("post", "post_en"),
        unit=Subquery(unit.values("called")[:1]),
        role=Subquery(seats.values("role")[:1]),
        seats=Coalesce(Subquery(seats.order_by().values("person").annotate(n=Count("pk")).values("n")), 0),
    )


def administered_units(person: Person, units: QuerySet[Unit]) -> QuerySet[Unit]:
    """The units where the person administers people."""
    if person.may(ADMINISTER):
        return units
    below = rights().get(ADMINISTER_BELOW, frozenset())
    reach = Q(pk__in=[])
    for seat in person.standing.seats:
        if seat.role in below:
            reach |= Q(path__startswith=seat.path)
    return units.filter(reach)


def may_administer_unit(person: Person, unit: Unit) -> bool:
    """May the person rename, move or close this unit?"""
    return administers(person.standing, rights(), unit.path) and disposes(person.standing, rights(), unit.kind)


def may_administer_person(person: Person, other: Person, today: date) -> bool:
    return administers_person(person.standing, rights(), seats_behind(other, today))


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

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Query, Schema, Status
from pydantic import Field, StringConstraints

from keyworks.accounts import actions, queries
from keyworks.accounts.models import Person, SpecialDay, Unit
from keyworks.base.api import Body, Key, Request, Router, SentKey
from keyworks.base.conditions import seen, tagged
from keyworks.base.doors import SIGNED_IN
from keyworks.base.manifest import rights
from keyworks.base.paging import Page, Window, page
from keyworks.base.scopes import scope
from keyworks.values import money

me = Router()
units = Router()
people = Router()
calendar = Router()

Kind = Literal["city", "department", "district", "owner", "contractor"]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
CreditCode = Annotated[str, StringConstraints(max_length=40)]


class UnitOut(Schema):
    """A unit of the tree; `parent` is the key of the unit above."""

    id: int
    code: str
    kind: Kind
    name_zh: str
    name_en: str
    credit_code: str
    parent: int | None = Field(alias="parent_id")
    closed_on: date | None
    edition: int


class UnitIn(Body):
    """A unit to open."""

    code: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=40)]
    kind: Kind
    name_zh: Name
    name_en: Annotated[str, StringConstraints(max_length=200)] = ""
    credit_code: CreditCode = ""
    parent: SentKey


class UnitPatch(Body):
    """What to change of a unit; what is left out stays."""

    code: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=40)] | None = None
    name_zh: Name | None = None
    name_en: Annotated[str, StringConstraints(max_length=200)] | None = None
    credit_code: CreditCode | None = None


class PersonOut(Schema):
    """A person; what they may do is theirs to ask, at /me."""

    id: int
    username: str
    name: str
    name_en: str
    post: str
    post_en: str
    is_active: bool
    edition: int


class SeatOut(Schema):
    """A role in a unit held today; `behalf` names whom a stand-in stands in for."""

    role: str
    unit: int
    behalf: str
    behalf_en: str


class MeOut(Schema):
    """Who the API takes you for, and what you may do today."""

    id: int
    username: str
    name: str
    name_en: str
    post: str
    post_en: str
    seats: list[SeatOut]
    rights: list[str]
    currency: str
    """In which this installation counts all money."""


class SpecialDayOut(Schema):
    """A day off besides weekends, or a weekend that is worked; who said so."""

    day: date
    works: bool
    name_zh: str
    name_en: str
    source: str


class YearOut(Schema):
    """A year of the city's calendar; of a year that is not `known` only weekends are off."""

    year: int
    known: bool
    working_days: int
    days: list[SpecialDayOut]


Year = Annotated[int, Field(ge=2000, le=2099)]


@calendar.get("", right="accounts.read", response=YearOut, summary=_("A year's days off and make-up working days"))
def get_calendar(request: Request, year: Year | None = None) -> dict[str, Any]:
    asked, known = year or queries.today().year, queries.workdays()
    days: list[SpecialDay] = list(queries.special_days(asked))
    working = known.between(date(asked - 1, 12, 31), date(asked, 12, 31))
    return {"year": asked, "known": known.knows(asked), "working_days": working, "days": days}


@me.get("", right=SIGNED_IN, response=MeOut, summary=_("Who I am and what I may do"))
def whoami(request: Request) -> dict[str, Any]:
    person = request.user
    standing = person.standing
    return {
        "id": person.pk,
        "username": person.username,
        "name": person.name,
        "name_en": person.name_en,
        "post": person.post,
        "post_en": person.post_en,
        "seats": [
            {"role": seat.role, "unit": seat.unit_id, "behalf": seat.behalf, "behalf_en": seat.behalf_en}
            for seat in standing.seats
        ],
        "rights": sorted(right for right in rights() if person.may(right)),
        "currency": money.house(),
    }


def _units(request: Request) -> QuerySet[Unit]:
    return scope(request.user, Unit.objects.all())


@units.get("", right="accounts.read", response=Page[UnitOut], summary=_("Units within your reach, in tree order"))
def list_units(request: Request, window: Query[Window], kind: Kind | Literal[""] = "") -> dict[str, Any]:
    found = _units(request)
    return page(request, found.filter(kind=kind) if kind else found, window, ("path", "pk"))


@units.get("/{pk}", right="accounts.read", response=UnitOut, conditional=True, summary=_("One unit"))
def get_unit(request: Request, pk: Key) -> Unit:
    return tagged(request, "unit", get_object_or_404(_units(request), pk=pk))


@units.post("", right="accounts.administer_below", response={201: UnitOut}, summary=_("Open a unit below another"))
def open_unit(request: Request, unit: UnitIn) -> Status[Unit]:
    words = unit.model_dump()
    words["parent"] = get_object_or_404(_units(request), pk=unit.parent)
    opened = actions.open_unit(**words, by=request.user, at=timezone.now())
    return Status(201, tagged(request, "unit", opened))


@units.patch("/{pk}", right="accounts.administer_below", response=UnitOut, summary=_("Rename a unit"))
def edit_unit(request: Request, pk: Key, change: UnitPatch) -> Unit:
    unit = get_object_or_404(_units(request), pk=pk)
    over = seen(request, "unit", unit)
    words = {name: getattr(unit, name) for name in ("code", "name_zh", "name_en")}
    words |= change.model_dump(exclude_none=True)
    edited = actions.edit_unit(unit=unit, **words, over=over, by=request.user, at=timezone.now())
    return tagged(request, "unit", edited)


@people.get("", right="accounts.read", response=Page[PersonOut], summary=_("People within your reach"))
def list_people(request: Request, window: Query[Window]) -> dict[str, Any]:
    return page(request, scope(request.user, Person.objects.all()), window, ("username",))


@people.get("/{pk}", right="accounts.read", response=PersonOut, conditional=True, summary=_("One person"))
def get_person(request: Request, pk: Key) -> Person:
    return tagged(request, "person", get_object_or_404(scope(request.user, Person.objects.all()), pk=pk))

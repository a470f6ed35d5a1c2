from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from keyworks.accounts.actions.calendars import fill
from keyworks.accounts.actions.people import register, seat
from keyworks.accounts.actions.refused import AccountsRefused
from keyworks.accounts.actions.units import open_unit
from keyworks.accounts.files import COUNTRIES
from keyworks.accounts.models import Installation, Person, Unit
from keyworks.accounts.queries import day_of
from keyworks.accounts.rules import Role
from keyworks.record.actions import write
from keyworks.values import money

FILLED = range(2021, 2027)
"""The years whose days off a new installation knows."""


@transaction.atomic
def found(
    *, kind: str, name_zh: str, name_en: str, at: datetime, plays_on: date | None = None, currency: str = "CNY"
) -> Installation:
    """Set the installation up, once; a demonstration only where nobody is yet, and only that plays on a fixed day."""
    if Installation.objects.exists() or (kind == Installation.Kind.DEMONSTRATION and Person.objects.exists()):
        raise AccountsRefused("accounts.founded_already")
    try:
        with transaction.atomic():
            installation = Installation.objects.create(
                kind=kind, name_zh=name_zh, name_en=name_en, created_at=at, plays_on=plays_on, currency=currency,
                plays_since=at if plays_on else None,
            )  # fmt: skip
    except IntegrityError as error:
        raise AccountsRefused("accounts.founded_already") from error
    money.settle(currency)
    counted = {} if currency == "CNY" else {"currency": currency}
    played = {"plays_on": plays_on.isoformat()} if plays_on else {}
    years = fill(COUNTRIES.get(currency, ""), FILLED)
    filled = {"calendar_years": years} if years else {}
    after = {"kind": kind, "name_zh": name_zh, **played, **counted, **filled}
    write("accounts.found", installation, by=None, at=at, after=after)
    return installation


@transaction.atomic
def play_on(*, day: date, by: Person | None, at: datetime) -> Installation:
    """Let a demonstration play on a later day."""
    installation = Installation.objects.select_for_update().get()
    if installation.plays_on is None:
        raise AccountsRefused("accounts.plays_by_the_clock")
    if day <= installation.plays_on:
        raise AccountsRefused("accounts.plays_forward")
    before, installation.plays_on, installation.plays_since = installation.plays_on, day, at
    installation.save(update_fields=["plays_on", "plays_since"])
    played = [{"plays_on": one.isoformat()} for one in (before, day)]
    write("accounts.play_on", installation, by=by, at=at, before=played[0], after=played[1])
    return installation


@transaction.atomic
def found_city(
    *, name_zh: str, name_en: str, administrator: str, username: str, password: str, at: datetime, currency: str = "CNY"
) -> Person:
    """Set a real installation up: the city, its root unit, and the first administrator seated in it."""
    found(kind=Installation.Kind.REAL, name_zh=name_zh, name_en=name_en, at=at, currency=currency)
    root = open_unit(
        code="city", kind=Unit.Kind.CITY, name_zh=name_zh, name_en=name_en, parent=None, by=None, at=at
    )  # fmt: skip
    person = register(username=username, name=administrator, password=password, by=None, at=at)
    seat(person=person, unit=root, role=Role.ADMINISTRATOR, from_on=day_of(at), by=None, at=at)
    return person

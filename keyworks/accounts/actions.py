from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from keyworks.accounts.models import Installation, Membership, Person, Unit
from keyworks.accounts.rules import Role
from keyworks.record.actions import write
from keyworks.values.refusals import Refused


class AccountsRefused(Refused):
    """This room's no."""


@transaction.atomic
def found(*, kind: str, name_zh: str, name_en: str, at: datetime) -> Installation:
    """Set the installation up, once; a demonstration only where nobody is yet."""
    if Installation.objects.exists() or (kind == Installation.Kind.DEMONSTRATION and Person.objects.exists()):
        raise AccountsRefused("accounts.founded_already")
    installation = Installation.objects.create(kind=kind, name_zh=name_zh, name_en=name_en, created_at=at)
    write("accounts.found", installation, by=None, at=at, after={"kind": kind, "name_zh": name_zh})
    return installation


@transaction.atomic
def open_unit(
    *,
    code: str,
    kind: str,
    name_zh: str,
    name_en: str = "",
    parent: Unit | None,
    by: Person | None,
    at: datetime,
) -> Unit:
    """Add a unit to the tree below `parent`, or as its root."""
    if Unit.objects.filter(code=code).exists():
        raise AccountsRefused("accounts.unit_code_taken", field="code", unit_code=code)
    unit = Unit.objects.create(code=code, kind=kind, name_zh=name_zh, name_en=name_en, parent=parent, path="")
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    after = {
        "code": code,
        "kind": kind,
        "name_zh": name_zh,
        "name_en": name_en,
        "parent": parent and parent.code,
    }
    write("accounts.open_unit", unit, by=by, at=at, after=after)
    return unit


@transaction.atomic
def register(
    *,
    username: str,
    name: str,
    post: str = "",
    email: str = "",
    password: str | None,
    by: Person | None,
    at: datetime,
) -> Person:
    """Register a person, who holds no seat yet; without a password nobody can sign in as them."""
    if Person.objects.filter(username__iexact=username).exists():
        raise AccountsRefused("accounts.username_taken", field="username", username=username)
    person = Person(username=username, name=name, post=post, email=email, created_at=at)
    person.set_password(password)
    person.save()
    after = {"username": username, "name": name, "post": post, "email": email}
    write("accounts.register", person, by=by, at=at, after=after)
    return person


@transaction.atomic
def seat(
    *, person: Person, unit: Unit, role: Role, from_on: date, until_on: date | None = None, by: Person | None,
    at: datetime,
) -> Membership:  # fmt: skip
    """Give a person a role in a unit."""
    held = Membership.objects.filter(person=person, unit=unit, role=role)
    if any(seat.until_on is None or seat.until_on >= from_on for seat in held):
        raise AccountsRefused("accounts.seated_already", field="role")
    membership = Membership.objects.create(person=person, unit=unit, role=role, from_on=from_on, until_on=until_on)
    after = {"unit": unit.code, "role": role, "from_on": from_on, "until_on": until_on}
    write("accounts.seat", person, by=by, at=at, after=after)
    person.__dict__.pop("standing", None)
    return membership

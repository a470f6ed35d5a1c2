from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction

from keyworks.accounts.actions.refused import AccountsRefused, must_administer, must_be_fresh, one_by_one
from keyworks.accounts.actions.tokens import revoke_tokens
from keyworks.accounts.models import Membership, Person, Unit
from keyworks.accounts.queries import day_of, last_administrator, seats_behind
from keyworks.accounts.rules import (
    ADMINISTER,
    ADMINISTER_BELOW,
    ROLES_OF,
    USERNAME,
    Role,
    administers_person,
    roles_to_give,
)
from keyworks.base.manifest import rights
from keyworks.record.actions import write

LEGIBLE = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that nobody confuses on paper."""


def must_administer_person(by: Person | None, person: Person, at: datetime) -> None:
    """Refuse whoever does not administer this person; the system itself, `by=None`, does."""
    if by is not None and not administers_person(by.standing, rights(), seats_behind(person, day_of(at))):
        raise AccountsRefused("accounts.out_of_reach")


@transaction.atomic
def register(
    *,
    username: str,
    name: str,
    name_en: str = "",
    post: str = "",
    post_en: str = "",
    email: str = "",
    phone: str = "",
    password: str | None,
    by: Person | None,
    at: datetime,
) -> Person:
    """Register a person, who holds no seat yet; without a password nobody can sign in as them."""
    if by is not None and not by.may(ADMINISTER):
        raise AccountsRefused("accounts.out_of_reach")
    return _enter(
        username=username, name=name, name_en=name_en, post=post, post_en=post_en, email=email, phone=phone,
        password=password, by=by, at=at,
    )  # fmt: skip


def _enter(*, username: str, password: str | None, by: Person | None, at: datetime, **values: str) -> Person:
    one_by_one()
    if not re.fullmatch(USERNAME, username):
        raise AccountsRefused("accounts.username_odd", field="username")
    if Person.objects.filter(username__iexact=username).exists():
        raise AccountsRefused("accounts.username_taken", field="username", username=username)
    person = Person(username=username, created_at=at, **values)
    person.set_password(password)
    person.save()
    write("accounts.register", person, by=by, at=at, after={"username": username, **values})
    return person


@transaction.atomic
def appoint(
    *,
    username: str,
    name: str,
    name_en: str = "",
    post: str = "",
    post_en: str = "",
    email: str = "",
    phone: str = "",
    unit: Unit,
    role: Role,
    from_on: date,
    by: Person | None,
    at: datetime,
) -> Person:
    """Register a person with a first seat; nobody can sign in as them before a one-time password is set."""
    person = _enter(
        username=username, name=name, name_en=name_en, post=post, post_en=post_en, email=email, phone=phone,
        password=None, by=by, at=at,
    )  # fmt: skip
    _seat(person=person, unit=unit, role=role, from_on=from_on, until_on=None, by=by, at=at)
    return person


@transaction.atomic
def seat(
    *, person: Person, unit: Unit, role: Role, from_on: date, until_on: date | None = None, by: Person | None,
    at: datetime,
) -> Membership:  # fmt: skip
    """Give a person a role in a unit."""
    must_administer_person(by, person, at)
    return _seat(person=person, unit=unit, role=role, from_on=from_on, until_on=until_on, by=by, at=at)


def _seat(
    *, person: Person, unit: Unit, role: Role, from_on: date, until_on: date | None, by: Person | None, at: datetime
) -> Membership:
    one_by_one()
    unit = Unit.objects.get(pk=unit.pk)
    must_administer(by, unit.path)
    if by is not None and by.pk == person.pk and by.standing.behalf(ADMINISTER_BELOW, rights()):
        raise AccountsRefused("accounts.borrowed")
    if unit.closed_on is not None:
        raise AccountsRefused("accounts.unit_closed", field="unit")
    if role not in ROLES_OF[unit.kind]:
        raise AccountsRefused("accounts.role_misplaced", field="role")
    if by is not None and role not in roles_to_give(by.standing, rights(), unit.kind):
        raise AccountsRefused("accounts.role_not_yours", field="role")
    if until_on is not None and until_on < from_on:
        raise AccountsRefused("accounts.seat_backwards", field="until_on")
    held = Membership.objects.filter(person=person, unit=unit, role=role, ended_at=None)
    if any(seat.until_on is None or seat.until_on >= from_on for seat in held):
        raise AccountsRefused("accounts.seated_already", field="role")
    membership = Membership.objects.create(person=person, unit=unit, role=role, from_on=from_on, until_on=until_on)
    after = {"unit": unit.code, "role": role, "from_on": from_on, "until_on": until_on}
    write("accounts.seat", person, by=by, at=at, after=after)
    person.__dict__.pop("standing", None)
    return membership


@transaction.atomic
def unseat(*, seat: Membership, by: Person | None, at: datetime) -> Membership:
    """Take a seat back, at once."""
    one_by_one()
    seat = Membership.objects.select_related("person", "unit").get(pk=seat.pk)
    must_administer(by, seat.unit.path)
    role = Role(seat.role)
    if by is not None and role not in roles_to_give(by.standing, rights(), seat.unit.kind):
        raise AccountsRefused("accounts.role_not_yours")
    if seat.ended_at is not None:
        raise AccountsRefused("accounts.seat_ended_already")
    if role == Role.ADMINISTRATOR and seat.until_on is None and last_administrator(seat.person, day_of(at)):
        raise AccountsRefused("accounts.last_administrator")
    seat.ended_at = at
    seat.save(update_fields=["ended_at"])
    before = {"unit": seat.unit.code, "role": seat.role, "from_on": seat.from_on, "until_on": seat.until_on}
    write("accounts.unseat", seat.person, by=by, at=at, before=before)
    return seat


def _standing(person: Person, over: int | None, by: Person | None, at: datetime) -> Person:
    """The person as they stand now, if `by` administers them and saw this edition."""
    one_by_one()
    person = Person.objects.get(pk=person.pk)
    must_administer_person(by, person, at)
    must_be_fresh(person.edition, over)
    person.edition += 1
    return person


@transaction.atomic
def edit_person(
    *,
    person: Person,
    name: str,
    name_en: str,
    post: str,
    post_en: str,
    email: str,
    phone: str,
    over: int | None,
    by: Person | None,
    at: datetime,
) -> Person:
    """Change what is kept of a person; everybody may change all of their own but the names."""
    own = by is not None and by.pk == person.pk
    person = _standing(person, over, None if own else by, at)
    if own and (name, name_en) != (person.name, person.name_en):
        must_administer_person(by, person, at)
    after = {"name": name, "name_en": name_en, "post": post, "post_en": post_en, "email": email, "phone": phone}
    before = {field: getattr(person, field) for field in after}
    for field, value in after.items():
        setattr(person, field, value)
    person.save(update_fields=[*after, "edition"])
    write("accounts.edit_person", person, by=by, at=at, before=before, after=after)
    return person


@transaction.atomic
def deactivate(*, person: Person, reason: str = "", by: Person | None, at: datetime) -> Person:
    """Shut a person out at once: sessions end, tokens are revoked; seats stay for the day they come back."""
    person = _standing(person, None, by, at)
    if not person.is_active:
        raise AccountsRefused("accounts.inactive_already", name=str(person))
    if by is not None and by.pk == person.pk:
        raise AccountsRefused("accounts.not_oneself")
    if last_administrator(person, day_of(at)):
        raise AccountsRefused("accounts.last_administrator")
    person.is_active = False
    person.session_epoch += 1
    person.save(update_fields=["is_active", "session_epoch", "edition"])
    after = {"active": False, "tokens_revoked": revoke_tokens(person, at)}
    write("accounts.deactivate", person, by=by, at=at, reason=reason, after=after)
    return person


@transaction.atomic
def deactivate_all(*, people: Iterable[Person], reason: str, by: Person | None, at: datetime) -> list[Person]:
    """Shut several people out together: all of them or none."""
    return [deactivate(person=person, reason=reason, by=by, at=at) for person in people]


@transaction.atomic
def reactivate(*, person: Person, by: Person | None, at: datetime) -> Person:
    """Let a person in again."""
    person = _standing(person, None, by, at)
    if person.is_active:
        raise AccountsRefused("accounts.active_already")
    person.is_active = True
    person.save(update_fields=["is_active", "edition"])
    write("accounts.reactivate", person, by=by, at=at, after={"active": True})
    return person


@transaction.atomic
def set_one_time_password(*, person: Person, by: Person | None, at: datetime) -> str:
    """Set and return a password that opens nothing but the page where its owner sets an own one."""
    person = _standing(person, None, by, at)
    text = "-".join("".join(secrets.choice(LEGIBLE) for _ in range(4)) for _ in range(4))
    person.set_password(text)
    person.password_once = True
    person.session_epoch += 1
    person.save(update_fields=["password", "password_once", "session_epoch", "edition"])
    write("accounts.set_one_time_password", person, by=by, at=at, after={"tokens_revoked": revoke_tokens(person, at)})
    return text


@transaction.atomic
def change_password(*, person: Person, password: str, by: Person | None, at: datetime) -> Person:
    """Set one's own password, already judged by the validators; sessions elsewhere end with the old one."""
    if by is not None and by.pk != person.pk:
        raise AccountsRefused("accounts.out_of_reach")
    person.set_password(password)
    person.password_once = False
    person.save(update_fields=["password", "password_once"])
    write("accounts.change_password", person, by=by, at=at)
    person.__dict__.pop("standing", None)
    return person


@transaction.atomic
def sign_out_everywhere(*, person: Person, by: Person | None, at: datetime) -> Person:
    """End every session of a person, wherever it is open, and revoke their tokens."""
    own = by is not None and by.pk == person.pk
    person = _standing(person, None, None if own else by, at)
    person.session_epoch += 1
    person.save(update_fields=["session_epoch", "edition"])
    write("accounts.sign_out_everywhere", person, by=by, at=at, after={"tokens_revoked": revoke_tokens(person, at)})
    return person


@transaction.atomic
def choose_reading(*, person: Person, choices: Mapping[str, str], by: Person | None, at: datetime) -> Person:
    """Keep how a person likes to read; no act of office, so the record does not hear of it."""
    for name in ("language", "theme", "money", "rows"):
        if name in choices:
            setattr(person, name, choices[name])
    person.save(update_fields=["language", "theme", "money", "rows"])
    return person

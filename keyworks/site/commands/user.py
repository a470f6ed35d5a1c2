"""People from the command line: the way in when nobody can sign in any more."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from keyworks.accounts import actions, queries
from keyworks.accounts.rules import Role

HELP: str = _("people: add, list, password, seat, deactivate, reactivate")


class Unknown(Exception):
    """A name or code that is nobody's."""


def arguments(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True, metavar="add | list | password | seat | …")
    add = acts.add_parser("add", help=gettext("register a person with a role and set a one-time password"))
    add.add_argument("username")
    add.add_argument("--name", required=True)
    add.add_argument("--name-en", default="", help=gettext("the name for those who read English"))
    add.add_argument("--post", default="")
    add.add_argument("--post-en", default="", help=gettext("the post for those who read English"))
    _role(add)
    listed = acts.add_parser("list", help=gettext("everybody, with their roles"))
    listed.add_argument("--role", choices=list(Role))
    password = acts.add_parser("password", help=gettext("set a one-time password and show it"))
    password.add_argument("username")
    seat = acts.add_parser("seat", help=gettext("give a role in a unit, or take it back with --end"))
    seat.add_argument("username")
    _role(seat)
    seat.add_argument("--until", type=date.fromisoformat, metavar="YYYY-MM-DD")
    seat.add_argument("--end", action="store_true")
    for act, words in (
        ("deactivate", gettext("shut a person out at once")),
        ("reactivate", gettext("let a person in again")),
    ):
        parser = acts.add_parser(act, help=words)
        parser.add_argument("username")
        parser.add_argument("--reason", default="")


def _role(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--unit", required=True, metavar="CODE", help=gettext("the code of the unit"))
    parser.add_argument("--role", required=True, choices=list(Role))


def run(options: argparse.Namespace) -> int:
    act = {"add": _add, "list": _list, "password": _password, "seat": _seat}.get(options.act, _switch)
    try:
        with transaction.atomic():
            act(options)
    except Unknown as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _person(username: str) -> Any:
    found = queries.person_named(username)
    if found is None:
        raise Unknown(gettext("Nobody signs in as %(username)s.") % {"username": username})
    return found


def _unit(code: str) -> Any:
    found = queries.unit_coded(code)
    if found is None:
        raise Unknown(gettext("No unit has the code %(code)s.") % {"code": code})
    return found


def _show_password(person: Any) -> None:
    text = actions.set_one_time_password(person=person, by=None, at=timezone.now())
    told = {"username": person.username, "password": text}
    words = gettext("%(username)s signs in once with %(password)s and then sets an own password.")
    sys.stdout.write(words % told + "\n")


def _add(options: argparse.Namespace) -> None:
    given = {name: getattr(options, name) for name in ("username", "name", "name_en", "post", "post_en")}
    person = actions.appoint(
        **given, unit=_unit(options.unit), role=Role(options.role), from_on=timezone.localdate(), by=None,
        at=timezone.now(),
    )  # fmt: skip
    _show_password(person)


def _list(options: argparse.Namespace) -> None:
    for person in queries.everybody(timezone.localdate()):
        seats = [seat for seat in queries.seats_today(person) if not options.role or seat.role == options.role]
        if options.role and not seats:
            continue
        held = ", ".join(f"{seat.role} {seat.unit.code}" for seat in seats) or "—"
        state = "" if person.is_active else " " + gettext("(deactivated)")
        sys.stdout.write(f"{person.username}\t{person}\t{held}{state}\n")


def _password(options: argparse.Namespace) -> None:
    _show_password(_person(options.username))


def _seat(options: argparse.Namespace) -> None:
    person, unit, role, at = _person(options.username), _unit(options.unit), Role(options.role), timezone.now()
    if not options.end:
        today = timezone.localdate()
        actions.seat(person=person, unit=unit, role=role, from_on=today, until_on=options.until, by=None, at=at)
        return
    found = queries.seat_of(person, unit, role)
    if found is None:
        raise Unknown(gettext("%(name)s does not hold this role in this unit.") % {"name": person})
    actions.unseat(seat=found, by=None, at=at)


def _switch(options: argparse.Namespace) -> None:
    person = _person(options.username)
    if options.act == "reactivate":
        actions.reactivate(person=person, by=None, at=timezone.now())
    else:
        actions.deactivate(person=person, reason=options.reason, by=None, at=timezone.now())

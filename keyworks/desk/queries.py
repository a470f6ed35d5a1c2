from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from keyworks.accounts.rules import Role
from keyworks.base.manifest import panels
from keyworks.base.scopes import scope, subject_model

MOST = 20
ROLES = {
    Role.UNIT: _lazy("project unit"),
    Role.DISTRICT: _lazy("district office"),
    Role.DEPARTMENT: _lazy("department"),
    Role.CITY: _lazy("city office"),
    Role.LEADER: _lazy("leader"),
    Role.AUDITOR: _lazy("auditor"),
    Role.ADMINISTRATOR: _lazy("administrator"),
}


@dataclass(frozen=True)
class Found:
    """What a search found of one kind: (name, its note, address) each."""

    label: str
    lines: list[tuple[str, str, str]]
    more: bool


def found(person: Any, words: str) -> list[Found]:
    """People and units whose names hold the words, as far as this person sees."""
    units = scope(person, subject_model("unit")._default_manager.all()).filter(
        Q(name_zh__icontains=words) | Q(name_en__icontains=words) | Q(code__icontains=words)
    )
    people = scope(person, subject_model("person")._default_manager.all()).filter(
        Q(name__icontains=words) | Q(username__icontains=words) | Q(post__icontains=words)
    )
    return [
        _of(_("Units"), units.order_by("path")[: MOST + 1], lambda unit: unit.get_kind_display()),
        _of(_("People"), people.order_by("name", "pk")[: MOST + 1], lambda one: one.post),
    ]


def _of(label: str, rows: Any, note: Any) -> Found:
    lines = [(str(row), str(note(row)), row.get_absolute_url()) for row in rows]
    return Found(label, lines[:MOST], len(lines) > MOST)


@dataclass(frozen=True)
class Part:
    """A part of the desk that is fetched by its own address."""

    label: str
    address: str


@dataclass(frozen=True)
class Deed:
    """Something the person can do now, and where."""

    label: str
    why: str
    address: str
    icon: str


DEEDS = (
    (_lazy("Name a stand-in"), _lazy("somebody who holds your seats while you are away"), "accounts:standin_new", "",
     "user-share"),
    (_lazy("Look at your units"), _lazy("who sits where, and since when"), "accounts:units", "accounts.read",
     "building"),
    (_lazy("Find people"), _lazy("those within your reach, with their posts"), "accounts:people", "accounts.read",
     "users"),
    (_lazy("Register a person"), _lazy("give them a seat, and with it their rights"), "accounts:person_new",
     "accounts.administer", "user-plus"),
    (_lazy("Open a unit"), _lazy("a department, a district, an owner or a contractor"), "accounts:unit_new",
     "accounts.administer", "building-plus"),
    (_lazy("Read the record"), _lazy("everything done here, by whom, when and why"), "record:list", "record.read",
     "history"),
)  # fmt: skip
"""What can be done from the desk: words, why, address, the right it takes, icon."""


def deeds(person: Any) -> list[Deed]:
    """What this person may do now; what no room offers is left out."""
    return [
        Deed(str(label), str(why), there, icon)
        for label, why, name, right, icon in DEEDS
        if (not right or person.may(right)) and (there := address(name))
    ]


def address(name: str) -> str:
    """The address of a view, "" where no room has it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def parts(person: Any) -> list[Part]:
    """The parts of the desk for this person: its own, and those that rooms hang on it."""
    own = [Part(_("Your background work"), reverse("desk:work"))]
    if person.may("record.read"):
        own.append(Part(_("Latest in the record"), reverse("desk:latest")))
    hung = [panel for panel in panels(person, "desk") if "desk" in panel.subjects]
    return [*(Part(str(panel.label), reverse(panel.url_name)) for panel in hung), *own]


def seats(person: Any) -> list[tuple[str, str, str]]:
    """Unit, role and, for a borrowed seat, for whom it is held."""
    units = {unit.pk: str(unit) for unit in scope(person, subject_model("unit")._default_manager.all()).filter(
        pk__in=[seat.unit_id for seat in person.standing.seats])}  # fmt: skip
    return [(units.get(seat.unit_id, ""), str(ROLES[seat.role]), seat.behalf) for seat in person.standing.seats]


def latest(person: Any) -> Any:
    """The newest entries of the record this person may read."""
    return scope(person, subject_model("entry")._default_manager.all()).order_by("-seq")[:8]


def work(person: Any) -> Any:
    """The person's own newest background work."""
    return scope(person, subject_model("job")._default_manager.all()).filter(owner=person).order_by("-pk")[:5]

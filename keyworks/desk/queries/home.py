"""The first screen: what is mine, what I may do, and what each room keeps for me."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keyworks.accounts.queries import for_whom, role_words
from keyworks.base.manifest import Text, panels
from keyworks.base.scopes import scope, subject_model
from keyworks.dossier.queries import inbox
from keyworks.record.queries import told


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


@dataclass(frozen=True)
class Offer:
    """A deed as the desk knows it, for whoever has the right and where a room has the address."""

    label: Text
    why: Text
    url_name: str
    right: str
    icon: str


OFFERS = (
    Offer(
        gettext_lazy("Raise something"),
        gettext_lazy("what stands in the way or is needed: one number until it is done"),
        "matters:raise", "matters.raise", icon="message-question",
    ),
    Offer(
        gettext_lazy("New project"), gettext_lazy("in steps, kept as a draft until it is registered"),
        "projects:project_new", "projects.register", icon="plus",
    ),
    Offer(
        gettext_lazy("Bring your own list"), gettext_lazy("a spreadsheet becomes the register, with its history"),
        "imports:new", "imports.bring_in", icon="file-import",
    ),
    Offer(
        gettext_lazy("Name a stand-in"), gettext_lazy("somebody who holds your seats while you are away"),
        "accounts:standin_new", "", icon="user-share",
    ),
    Offer(
        gettext_lazy("Look at your units"), gettext_lazy("who sits where, and since when"),
        "accounts:units", "accounts.read", icon="building",
    ),
    Offer(
        gettext_lazy("Find people"), gettext_lazy("those within your reach, with their posts"),
        "accounts:people", "accounts.read", icon="users",
    ),
    Offer(
        gettext_lazy("Register a person"), gettext_lazy("give them a seat, and with it their rights"),
        "accounts:person_new", "accounts.administer", icon="user-plus",
    ),
    Offer(
        gettext_lazy("Open a unit"), gettext_lazy("a department, a district, an owner or a contractor"),
        "accounts:unit_new", "accounts.administer", icon="building-plus",
    ),
    Offer(
        gettext_lazy("Read the record"), gettext_lazy("everything done here, by whom, when and why"),
        "record:list", "record.read", icon="history",
    ),
)  # fmt: skip


def deeds(person: Any) -> list[Deed]:
    """What this person may do now; what no room offers is left out."""
    return [
        Deed(str(offer.label), str(offer.why), there, offer.icon)
        for offer in OFFERS
        if (not offer.right or person.may(offer.right)) and (there := address(offer.url_name))
    ]


def address(name: str) -> str:
    """The address of a view, "" where no room has it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def parts(person: Any) -> list[Part]:
    """The parts of the desk for this person: what rooms hang on it, and its own where they hold something."""
    own = [Part(_("Your background work"), reverse("desk:work"))] if work(person).exists() else []
    if person.may("record.read"):
        own.append(Part(_("Latest in the record"), reverse("desk:latest")))
    if person.may("dossier.read") and inbox(person, most=5):
        own.insert(0, Part(_("Mentions and notices"), reverse("dossier:notices")))
    hung = [panel for panel in panels(person, "desk") if "desk" in panel.subjects]
    return [*(Part(str(panel.label), reverse(panel.url_name)) for panel in hung), *own]


def seats(person: Any) -> list[tuple[str, str, str]]:
    """Unit, role and, for a borrowed seat, for whom it is held."""
    units = {unit.pk: str(unit) for unit in scope(person, subject_model("unit")._default_manager.all()).filter(
        pk__in=[seat.unit_id for seat in person.standing.seats])}  # fmt: skip
    return [(units.get(seat.unit_id, ""), role_words(seat.role), for_whom(seat)) for seat in person.standing.seats]


def latest(person: Any) -> Any:
    """The newest entries of the record this person may read."""
    entries: Any = scope(person, subject_model("entry")._default_manager.all())
    return told(person, entries.order_by("-seq")[:8])


def work(person: Any) -> Any:
    """The person's own newest background work."""
    return scope(person, subject_model("job")._default_manager.all()).filter(owner=person).order_by("-pk")[:5]

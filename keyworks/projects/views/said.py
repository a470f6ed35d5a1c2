"""What is said of a project, in the reader's words: codes as names, money in the reader's unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keyworks.accounts.models import Person, Unit
from keyworks.base import reader, shown
from keyworks.base.manifest import word
from keyworks.base.scopes import scope
from keyworks.projects.models import Component, Project, Term
from keyworks.projects.models.words import PARTS
from keyworks.values.money import Money

TERMS = {
    "category": "category", "sector": "sector", "nature": "nature", "investor": "investor", "programmes": "programme",
    "chains": "chain", "measure": "measure", "role": "party_role", "fact": "fact", "kind": "component",
}  # fmt: skip
"""Name of a fact, or of a field inside one → the code list its codes stand in."""
UNITS = frozenset({"owner", "district", "lead_department", "responsible_unit", "located_in", "unit"})
PEOPLE = frozenset({"leader", "service_officer", "liaison"})
PROJECTS = frozenset({"parent", "other", "merged"})
CHOICES = frozenset({"variant", "stage", "list_class", "year_tag", "cut", "secrecy"})
DAYS = frozenset(
    {
        "planned_start", "planned_finish", "started_on", "finished_on", "stage_since", "review_on", "state_on",
        "valid_from", "unreported_since",
    }
)  # fmt: skip
KEYED = frozenset({"parts", "amounts", "adopted", "extras"})
"""Facts that are tables of their own."""
UNSAID: dict[str, Any] = {name: getattr(Project(), name) for name in ("variant", "stage", "secrecy")}
"""What a project is where nothing was said of it."""
OWN_WORDS = {"parent": gettext_lazy("Part of the package"), "sourced": gettext_lazy("Values by source")}
"""Words for facts whose names mean something else elsewhere in the house."""
GROUPS = (
    (
        gettext_lazy("Basics"),
        ("name_zh", "name_en", "local_number", "project_code", "variant", "stage", "stage_since", "list_class",
         "year_tag", "list_year", "secrecy", "parent", "cut", "cut_number", "merged"),
    ),
    (
        gettext_lazy("Classification"),
        ("category", "sector", "nature", "investor", "programmes", "chains"),
    ),
    (gettext_lazy("What is built"), ("scope_zh", "scope_en", "capacities")),
    (gettext_lazy("Start and finish"), ("planned_start", "planned_finish", "started_on", "finished_on")),
    (
        gettext_lazy("Responsibility"),
        ("leader", "lead_department", "responsible_unit", "district", "service_officer", "liaison", "owner",
         "parties"),
    ),
    (gettext_lazy("Place"), ("address_zh", "address_en", "geometry")),
    (gettext_lazy("Components, links and sources"), ("components", "links", "sourced", "adopted")),
    (gettext_lazy("What else the source says"), ("unreported_since", "extras")),
)  # fmt: skip
ORDER = tuple(name for _group, names in GROUPS for name in names)

Facts = Mapping[str, Any]


def label(name: str) -> str:
    """The words for the name of a fact."""
    return str(OWN_WORDS[name]) if name in OWN_WORDS else word(name)


class Names:
    """The names behind the codes in some facts, looked up together."""

    def __init__(self, person: Person, *facts: Facts) -> None:
        self.wanted: dict[str, set[str]] = {"unit": set(), "person": set(), "project": set()}
        for said in facts:
            for name, value in said.items():
                if name != "extras":
                    self._want(name, value)
        units = Unit.objects.filter(code__in=self.wanted["unit"])
        people = Person.objects.filter(username__in=self.wanted["person"])
        projects = scope(person, Project.objects.filter(local_number__in=self.wanted["project"]))
        self.terms = {(one.kind, one.code): str(one) for one in Term.objects.all()}
        self.units = {one.code: str(one) for one in units} if self.wanted["unit"] else {}
        self.people = {one.username: str(one) for one in people} if self.wanted["person"] else {}
        self.projects = {one.local_number: str(one) for one in projects} if self.wanted["project"] else {}

    def _want(self, name: str, value: Any) -> None:
        if isinstance(value, list):
            for one in value:
                self._want(name, one)
        elif isinstance(value, Mapping):
            for key, one in value.items():
                self._want(key, one)
        elif isinstance(value, str):
            for kind, names in (("unit", UNITS), ("person", PEOPLE), ("project", PROJECTS)):
                if name in names:
                    self.wanted[kind].add(value)

    def say(self, name: str, value: Any) -> str:
        """A value of a fact as its reader would say it; unknown is —."""
        if value is None or value in ("", [], {}):
            return shown.UNKNOWN
        if name in ("parts", "amounts") or (isinstance(value, Mapping) and "fen" in value):
            return shown.money(Money(value["fen"]))
        if name == "geometry":
            return place(value)
        if isinstance(value, list):
            return shown.listed((self.say(name, one) for one in value), "；", "; ")
        if isinstance(value, Mapping):
            return self._entry(name, value)
        return self._word(name, value)

    def whole(self, name: str, value: Any) -> str:
        """A whole fact, each of its entries with what it is of."""
        if value is None or value in ("", [], {}):
            return shown.UNKNOWN
        if name in KEYED and isinstance(value, Mapping):
            return shown.listed(
                (f"{self.key(name, key, one)} {self.say(name, one)}" for key, one in value.items()), "；", "; "
            )
        if isinstance(value, list):
            keys = (self.key(name, "", one) if isinstance(one, Mapping) else "" for one in value)
            return shown.listed(
                (f"{key} {self.say(name, one)}".strip() for key, one in zip(keys, value, strict=True)), "；", "; "
            )
        return self.say(name, value)

    def _word(self, name: str, value: Any) -> str:
        if name in TERMS:
            return self.terms.get((TERMS[name], value), str(value))
        if name in UNITS:
            return self.units.get(value, str(value))
        if name in PEOPLE:
            return self.people.get(value, str(value))
        if name in PROJECTS:
            return self.projects.get(value, str(value))
        if name in DAYS:
            return shown.day(date.fromisoformat(value))
        if name in CHOICES or name == "state":
            model = Component if name == "state" else Project
            return str(dict(model._meta.get_field(name).flatchoices).get(value, value))  # type: ignore[union-attr]
        return str(value)

    def _entry(self, name: str, one: Mapping[str, Any]) -> str:
        """An entry of a list in one line: what it is first, the rest after it."""
        if name == "capacities":
            return f"{told(one, 'what')} {shown.number(one['quantity'])} {self._word('measure', one['measure'])}"
        if name == "parties":
            who = self._word("unit", one["unit"]) if one.get("unit") else told(one, "name")
            return shown.listed(filter(None, (who, one.get("credit_code"))), "，", ", ")
        if name == "links":
            kind = self.terms.get(("link", one["kind"]), one["kind"])
            note = (one["note"],) if one.get("note") else ()
            return shown.listed((f"{kind} {self._word('other', one['other'])}", *note), "；", "; ")
        if name == "sourced":
            value = f"{shown.number(one['value'])} {self._word('measure', one['measure'])}"
            return _("%(label)s: %(value)s") % {"label": told(one, "teller", "teller"), "value": value}
        if name == "components":
            rest = [self.say(key, one[key]) for key in ("state", "state_on", "finished_on") if one.get(key)]
            if gone := one.get("unreported_since"):
                rest.append(_("no longer reported since %(day)s") % {"day": self.say("unreported_since", gone)})
            return shown.listed((told(one, "name"), *rest), "，", ", ")
        return shown.listed((f"{label(key)} {self.say(key, value)}" for key, value in one.items()), "；", "; ")

    def key(self, name: str, key: str, value: Any) -> str:
        """Which entry of a fact it is; "" where the value says it itself."""
        if name == "parts":
            return str(dict(PARTS).get(key, key))  # type: ignore[call-overload]
        if name == "amounts":
            year, _dot, fund = key.partition(".")
            return f"{year} {self.terms.get(('fund', fund), fund)}"
        if name == "extras":
            return key
        if name == "parties":
            return self._word("role", value["role"])
        if name in ("adopted", "sourced"):
            fact = value["fact"] if name == "sourced" else key
            return self._word("fact", fact)
        return ""


def told(one: Mapping[str, Any], name: str, zh: str = "") -> str:
    """The name of an entry in the reader's language."""
    return reader.told(one.get(zh or f"{name}_zh") or "", one.get(f"{name}_en") or "")


def place(geometry: Mapping[str, Any]) -> str:
    """What kind of place it is, and how many points it has or where its one point lies."""
    if geometry.get("type") == "Point":
        return "{:.5f}, {:.5f}".format(*geometry["coordinates"][:2])
    words = {"LineString": _("line"), "MultiLineString": _("line"), "Polygon": _("area"), "MultiPolygon": _("area")}
    kind = words.get(str(geometry.get("type")), str(geometry.get("type")))
    return _("%(kind)s of %(count)s points") % {"kind": kind, "count": _points(geometry.get("coordinates"))}


def _points(coordinates: Any) -> int:
    if isinstance(coordinates, list) and coordinates and isinstance(coordinates[0], list):
        return sum(_points(one) for one in coordinates)
    return 1 if coordinates else 0


def grouped(names: Names, said: Facts) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """All facts but money in groups: label, value, and which fact it is; what was not said is left out."""
    found = []
    for title, fields in GROUPS:
        lines = []
        for name in fields:
            for one in _lines(name, said.get(name)):
                text = names.say(name, one[1])
                if text != shown.UNKNOWN:
                    key = names.key(name, one[0], one[1])
                    called = key if name == "extras" else " · ".join(filter(None, (label(name), key)))
                    lines.append((called, text, f"extras.{key}" if name == "extras" else name))
        if lines:
            found.append((str(title), lines))
    return found


def _lines(name: str, value: Any) -> Iterable[tuple[str, Any]]:
    if name in ("capacities", "components", "links", "parties", "sourced") and isinstance(value, list):
        return [("", one) for one in value]
    if name in ("adopted", "extras") and value:
        return list(value.items())
    return [("", value)]


def say(person: Person, changes: Sequence[tuple[str, Any, Any]]) -> list[tuple[str, str, str]]:
    """What the record has of projects and components, in their own words: label, before, after."""
    names = Names(person, *({name: value} for name, before, after in changes for value in (before, after)))
    return [(label(name), names.whole(name, before), names.whole(name, after)) for name, before, after in changes]

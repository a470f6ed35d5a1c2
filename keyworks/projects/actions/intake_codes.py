"""Facts as a list says them, by code, into what the tables keep."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from keyworks.accounts.models import Person, Unit
from keyworks.formats.geojson import Geometry, inside, point_of
from keyworks.projects.actions.keeping import SEARCHED
from keyworks.projects.actions.places import NOWHERE
from keyworks.projects.actions.refused import ProjectsRefused
from keyworks.projects.models import Project, Term
from keyworks.projects.queries import UNITS, outlines
from keyworks.projects.rules.checks import CHOICES, kept_secret
from keyworks.projects.rules.components import way as states_of
from keyworks.projects.rules.names import searchable
from keyworks.projects.rules.parts import Part, Secrecy
from keyworks.projects.rules.taking import LONGEST

Facts = Mapping[str, Any]

TERMS = ("category", "sector", "nature", "investor")
PEOPLE = ("leader", "service_officer", "liaison")
SEVERAL = {"programmes": Term.Kind.PROGRAMME, "chains": Term.Kind.CHAIN}
DAYS = ("planned_start", "planned_finish", "started_on", "finished_on", "stage_since", "review_on", "unreported_since")
WORDS = (
    "local_number", "project_code", "name_zh", "name_en", "scope_zh", "scope_en", "address_zh", "address_en",
)  # fmt: skip
CHOSEN: Mapping[str, Any] = {**CHOICES, "secrecy": [*Secrecy]}
WHOLE = ("list_year", "cut_number")
LISTED = ("parts", "amounts", "capacities", "parties", "components")
"""What is kept in tables of its own."""
TOLD = ("links", "sourced", "adopted")
"""What is stated here and in no list."""
UNSAID: Mapping[str, Any] = {
    field.attname: str(value) if isinstance(value := field.get_default(), str) else value
    for field in Project._meta.concrete_fields
    if not field.primary_key
} | {"extras": "{}", "adopted": "{}"}
"""A project's columns where nothing is said."""


dumped = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode
"""A value as a column of JSON keeps it: the canonical form of the record too."""


@lru_cache(10_000)
def day(text: str) -> str:
    """A day as the tables keep it, whatever ISO form it is said in."""
    return date.fromisoformat(text).isoformat()


class Codes:
    """The keys behind the codes in facts; each list is asked for once."""

    def __init__(self) -> None:
        self.terms = {(kind, code): pk for kind, code, pk in Term.objects.values_list("kind", "code", "pk")}
        self.units: dict[str, int] = dict(Unit.objects.values_list("code", "pk"))
        self.people: dict[str, int] = dict(Person.objects.values_list("username", "pk"))
        self.numbers: dict[str, int] = {}
        self.outlines = outlines()
        self.readers: dict[str, tuple[str, Callable[[Any, str], Any]]] = {
            **{name: (name, _text) for name in WORDS},
            **{name: (name, _choice) for name in CHOSEN},
            **{name: (name, lambda value, _: day(value)) for name in DAYS},
            **{name: (name, lambda value, _: int(value)) for name in WHOLE},
            **{name: (f"{name}_id", lambda value, name: self.term(name, value)) for name in TERMS},
            **{name: (f"{name}_id", self.unit) for name in UNITS},
            **{name: (f"{name}_id", lambda value, name: _known(self.people, value, name)) for name in PEOPLE},
            "parent": ("parent_id", lambda value, name: _known(self.numbers, value, name)),
            "geometry": ("geometry", lambda value, _: dumped(value)),
            "extras": ("extras", _extras),
        }

    def term(self, kind: str, code: str) -> int:
        return _known(self.terms, (kind, code), kind)

    def unit(self, code: str, field: str = "unit") -> int:
        return _known(self.units, code, field)

    def projects(self, numbers: Iterable[str]) -> None:
        """Learn the keys of these projects, the packages that others name."""
        wanted = sorted({one for one in numbers if one not in self.numbers})
        for start in range(0, len(wanted), 500):
            found = Project.objects.filter(local_number__in=wanted[start : start + 500])
            self.numbers.update(found.values_list("local_number", "pk"))

    def columns(self, facts: Facts, names: Iterable[str] | None = None) -> dict[str, Any]:
        """The columns of these facts, of all or of those that changed; nothing said is what a new project has."""
        found: dict[str, Any] = {}
        for name in facts if names is None else names:
            reader = self.readers.get(name)
            if reader is not None:
                column, read = reader
                value = facts.get(name)
                found[column] = UNSAID[column] if value is None else read(value, name)
        changed = facts.keys() if names is None else set(names)
        if "geometry" in changed:
            found |= self.placed(facts.get("geometry"))
        if not changed.isdisjoint(SEARCHED):
            found["search"] = searchable(facts.get(name, "") for name in SEARCHED)
        if not changed.isdisjoint(("parts", "amounts", "list_year")):
            found |= sums(facts)
        return found

    def placed(self, geometry: Geometry | None) -> Mapping[str, Any]:
        """What is found from a place; a list may put a project where no outline or another's is."""
        if geometry is None:
            return NOWHERE
        lon, lat = point_of(geometry)
        key = inside(geometry, self.outlines) if self.outlines.keys else None
        return {"lon": lon, "lat": lat, "located_in_id": int(key) if key else None}

    def several(self, facts: Facts, name: str) -> list[int]:
        """The programmes or chains, each once."""
        kind = SEVERAL[name]
        return list(dict.fromkeys(self.term(kind, code) for code in facts.get(name) or ()))

    def capacities(self, facts: Facts) -> list[tuple[Any, ...]]:
        """what_zh, what_en, quantity, measure, order."""
        return [
            (
                _text(one["what_zh"], "capacities.what_zh"), _text(one.get("what_en") or "", "capacities.what_en"),
                _quantity(one["quantity"]), self.term("measure", one["measure"]), order,
            )
            for order, one in enumerate(facts.get("capacities") or (), 1)
        ]  # fmt: skip

    def parties(self, facts: Facts) -> list[tuple[Any, ...]]:
        """role, unit, name_zh, name_en, credit_code, order."""
        return [
            (
                self.term("party_role", one["role"]), self.unit(one["unit"]) if one.get("unit") else None,
                *(_text(one.get(name) or "", f"parties.{name}") for name in ("name_zh", "name_en", "credit_code")),
                order,
            )
            for order, one in enumerate(facts.get("parties") or (), 1)
        ]  # fmt: skip


def sums(facts: Facts) -> dict[str, Any]:
    """What is kept beside the figures: the total, and what the list year plans."""
    whole = (facts.get("parts") or {}).get(Part.TOTAL)
    year = f"{facts.get('list_year')}."
    planned = [one["fen"] for key, one in (facts.get("amounts") or {}).items() if key.startswith(year)]
    return {"total": whole["fen"] if whole else None, "plan": sum(planned) if planned else None}


def no_secret(facts: Facts) -> None:
    """Refuse what cannot be kept at all: a project without a name, a secret one, a fact nobody has heard of."""
    if not facts.get("name_zh", "").strip():
        raise ProjectsRefused("projects.name_missing", field="name_zh")
    for problem in kept_secret(facts):
        raise ProjectsRefused(problem.code, field=problem.place.field)


def _known(keys: Mapping[Any, int], code: Any, field: str) -> int:
    try:
        return keys[code]
    except KeyError:
        text = str(code[-1] if isinstance(code, tuple) else code)[:60]
        raise ProjectsRefused("projects.code_unknown", field=field, entry=text) from None


def _text(value: str, name: str) -> str:
    if len(value) > LONGEST[name]:
        raise ProjectsRefused("projects.cell_long", field=name, length=len(value), most=LONGEST[name])
    return value


def _choice(value: str, name: str) -> str:
    if value not in CHOSEN[name]:
        raise ProjectsRefused("projects.not_a_choice", field=name, text=str(value)[:40])
    return value


def _extras(value: Facts, name: str = "extras") -> str:
    for text in value.values():
        _text(text, name)
    return dumped(value)


def _quantity(value: Any) -> Decimal:
    try:
        return Decimal(value)
    except InvalidOperation:
        raise ProjectsRefused("projects.not_a_choice", field="capacities", text=str(value)[:40]) from None


COMPONENT: Sequence[str] = (
    "kind_id", "name_zh", "name_en", "state", "state_on", "chainage_m", "geometry", "planned_start", "planned_finish",
    "started_on", "finished_on", "note_zh", "note_en", "extras", "unreported_since",
)  # fmt: skip
"""The columns of a component that are said of it, as `component` gives them."""
COMPONENT_DAYS = frozenset(name for name in COMPONENT if name.endswith(("_on", "_since", "_start", "_finish")))
COMPONENT_WORDS = ("name_zh", "name_en", "note_zh", "note_en")


def component(codes: Codes, one: Facts) -> list[Any]:
    """The columns of a component from what its project's facts say of it."""
    said: dict[str, Any] = dict.fromkeys(COMPONENT)
    said["kind_id"] = codes.term("component", one["kind"])
    for name in COMPONENT_WORDS:
        said[name] = _text(one.get(name) or "", f"components.{name}")
    for name in COMPONENT_DAYS:
        said[name] = day(one[name]) if one.get(name) else None
    if one["state"] not in states_of(one["kind"]):
        raise ProjectsRefused("projects.state_of_another_kind", field="components")
    said["state"] = one["state"]
    if one.get("chainage_m"):
        said["chainage_m"] = Decimal(one["chainage_m"])
    if one.get("geometry"):
        said["geometry"] = dumped(one["geometry"])
    said["extras"] = _extras(one.get("extras") or {}, "components.extras")
    return [said[name] for name in COMPONENT]

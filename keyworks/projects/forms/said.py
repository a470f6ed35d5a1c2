"""What others write of a project, in codes and numbers, read into the values that actions take."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

from django.db.models import Model

from keyworks.accounts.models import Person, Unit
from keyworks.base.scopes import scope
from keyworks.formats import geojson
from keyworks.projects.models import Component, Project, Term
from keyworks.projects.rules.parts import Part
from keyworks.values.money import LARGEST, Money
from keyworks.values.problems import Place, Problem

TERMS = {name: name for name in ("category", "sector", "nature", "investor")}
TERM_LISTS = {"programmes": Term.Kind.PROGRAMME, "chains": Term.Kind.CHAIN}
UNITS = ("owner", "district", "lead_department", "responsible_unit")
PEOPLE = ("leader", "service_officer", "liaison")
DATES = ("planned_start", "planned_finish", "started_on", "finished_on")

QUANTITY = re.compile(r"[0-9]{1,15}(\.[0-9]{1,4})?", re.ASCII)


class Unreadable(Exception):
    """One value cannot be read; its problem says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def unreadable(code: str, text: object, field: str = "") -> Unreadable:
    """Why this text is none of ours."""
    return Unreadable(Problem(code, {"text": str(text)[:60]}, place=Place(field=field)))


class Said:
    """Reads many rows: every list of codes is looked up once. What `by` may not see is not there."""

    def __init__(self, by: Person | None = None) -> None:
        self.by = by

    def values(self, row: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
        """The values of a row and what could not be read of it; null and "" empty a field."""
        return self._values(row, Project)

    def component(self, row: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
        """The values of a component's row and what could not be read of it."""
        return self._values(row, Component)

    def _values(self, row: Mapping[str, Any], model: type[Model]) -> tuple[dict[str, Any], list[Problem]]:
        found: dict[str, Any] = {}
        problems: list[Problem] = []
        for name, text in row.items():
            try:
                found[name] = self._reader(name)(text) if text not in (None, "") else self._empty(name, model)
            except Unreadable as no:
                place = Place(field=".".join(filter(None, (name, no.problem.place.field))))
                problems.append(no.problem.at(place))
        return found, problems

    @staticmethod
    def _empty(name: str, model: type[Model]) -> Any:
        if name in TERM_LISTS or name in {"capacities", "parties"}:
            return []
        if name in {"parts", "amounts"}:
            return {}
        field: Any = model._meta.get_field(name)
        if field.is_relation and not field.null:
            raise unreadable("projects.term_unknown", "")
        return None if field.null else ""

    def _reader(self, name: str) -> Callable[[Any], Any]:
        if name in TERMS:
            return lambda code: self.term(TERMS[name], code)
        if name in TERM_LISTS:
            return lambda codes: [self.term(TERM_LISTS[name], code) for code in codes]
        if name in UNITS:
            return self.unit
        if name in PEOPLE:
            return self.person
        if name in DATES:
            return self.day
        readers: dict[str, Callable[[Any], Any]] = {
            "parent": self.project,
            "geometry": self.geometry,
            "parts": self.parts,
            "amounts": self.amounts,
            "capacities": self.capacities,
            "parties": self.parties,
            "kind": lambda code: self.term(Term.Kind.COMPONENT, code),
            "chainage_m": self.quantity,
        }
        return readers.get(name, lambda value: value)

    @cached_property
    def _terms(self) -> dict[tuple[str, str], Term]:
        return {(term.kind, term.code): term for term in Term.objects.all()}

    @cached_property
    def _units(self) -> dict[str, Unit]:
        return {unit.code: unit for unit in Unit.objects.all()}

    @cached_property
    def _people(self) -> dict[str, Person]:
        people = Person.objects.all()
        return {person.username: person for person in (people if self.by is None else scope(self.by, people))}

    def term(self, kind: str, code: str) -> Term:
        found = self._terms.get((kind, code))
        if found is None:
            raise unreadable("projects.term_unknown", code)
        if found.closed_on is not None:
            raise unreadable("projects.term_closed", code)
        return found

    def unit(self, code: str) -> Unit:
        if code not in self._units:
            raise unreadable("projects.unit_unknown", code)
        if self._units[code].closed_on is not None:
            raise unreadable("projects.unit_closed", code)
        return self._units[code]

    def person(self, username: str) -> Person:
        if username not in self._people:
            raise unreadable("projects.person_unknown", username)
        return self._people[username]

    def project(self, number: str) -> Project:
        projects = Project.objects.all() if self.by is None else scope(self.by, Project.objects.all())
        found = projects.filter(local_number=number).first()
        if found is None:
            raise unreadable("projects.number_unknown", number)
        return found

    def day(self, text: date | str) -> date:
        try:
            return text if isinstance(text, date) else date.fromisoformat(text)
        except ValueError as error:
            raise unreadable("projects.not_a_day", text) from error

    def money(self, exact: Decimal | str | int, field: str = "") -> Money:
        """An exact amount in the main unit of the city's currency."""
        try:
            number = Decimal(str(exact))
            money = Money.of(number) if number.is_finite() and abs(number) < LARGEST else None
        except (InvalidOperation, ValueError):
            money = None
        if money is None or abs(money.amount) > LARGEST:
            raise unreadable("projects.not_an_amount", exact, field)
        return money

    def geometry(self, given: Mapping[str, Any] | str) -> Mapping[str, Any]:
        found = geojson.read(given)
        if isinstance(found, Problem):
            raise Unreadable(found)
        return found

    def parts(self, said: Mapping[str, Any]) -> dict[Part, Money]:
        unknown = set(said) - set(Part)
        if unknown:
            raise unreadable("projects.part_unknown", min(unknown))
        return {Part(part): self.money(exact, part) for part, exact in said.items() if exact is not None}

    def amounts(self, said: Sequence[Mapping[str, Any]]) -> dict[tuple[int, Term], Money]:
        found: dict[tuple[int, Term], Money] = {}
        for number, one in enumerate(said):
            key = one["year"], self.term(Term.Kind.FUND, one["fund"])
            if key in found:
                raise unreadable("projects.amount_twice", f"{one['year']} {one['fund']}", str(number))
            found[key] = self.money(one["amount"], str(number))
        return found

    def capacities(self, said: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        return [
            {
                "what_en": "",
                **one,
                "quantity": self.quantity(one["quantity"], f"{number}.quantity"),
                "measure": self.term(Term.Kind.MEASURE, one["measure"]),
            }
            for number, one in enumerate(said)
        ]

    @staticmethod
    def quantity(text: Decimal | str | int, field: str = "") -> Decimal:
        """A plain number that its column holds."""
        if not QUANTITY.fullmatch(str(text)):
            raise unreadable("projects.not_a_quantity", text, field)
        return Decimal(str(text))

    def links(self, said: Sequence[Mapping[str, Any]]) -> tuple[list[dict[str, Any]], list[Problem]]:
        """Ties with the projects they lead to, and every one that cannot be read."""
        return self._rows("links", said, {"kind": lambda code: self.term(Term.Kind.LINK, code), "other": self.project})

    def sourced(self, said: Sequence[Mapping[str, Any]]) -> tuple[list[dict[str, Any]], list[Problem]]:
        """What tellers say of facts, and everything that cannot be read of it."""
        readers: dict[str, Callable[[Any], Any]] = {
            "fact": lambda code: self.term(Term.Kind.FACT, code),
            "measure": lambda code: self.term(Term.Kind.MEASURE, code),
            "value": Decimal,
        }
        rows, problems = self._rows("values", said, readers)
        tellers = [(one["fact"], one["teller"]) for one in said]
        for number, key in enumerate(tellers):
            if key in tellers[:number]:
                place = Place(field=f"values.{number}.teller")
                problems.append(Problem("projects.amount_twice", {"text": " ".join(key)[:60]}, place=place))
        return rows, problems

    @staticmethod
    def _rows(
        name: str, said: Sequence[Mapping[str, Any]], readers: Mapping[str, Callable[[Any], Any]]
    ) -> tuple[list[dict[str, Any]], list[Problem]]:
        rows, problems = [], []
        for number, one in enumerate(said):
            row = dict(one)
            for field, read in readers.items():
                try:
                    row[field] = read(one[field])
                except Unreadable as no:
                    problems.append(no.problem.at(Place(field=f"{name}.{number}.{field}")))
            rows.append(row)
        return rows, problems

    def parties(self, said: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        return [
            {
                "name_zh": "",
                "name_en": "",
                "credit_code": "",
                **one,
                "role": self.term(Term.Kind.PARTY_ROLE, one["role"]),
                "unit": self.unit(one["unit"]) if one.get("unit") else None,
            }
            for one in said
        ]

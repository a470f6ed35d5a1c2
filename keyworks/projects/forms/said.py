"""What others write of a project, in codes and numbers, read into the values that actions take."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

from keyworks.accounts.models import Person, Unit
from keyworks.formats import geojson
from keyworks.projects.models import Project, Term
from keyworks.projects.rules.parts import Part
from keyworks.values.money import LARGEST, Money
from keyworks.values.problems import Place, Problem

TERMS = {name: name for name in ("category", "sector", "nature", "investor")}
TERM_LISTS = {"programmes": Term.Kind.PROGRAMME, "chains": Term.Kind.CHAIN}
UNITS = ("owner", "district", "lead_department", "responsible_unit")
PEOPLE = ("leader", "service_officer", "liaison")
DATES = ("planned_start", "planned_finish", "started_on", "finished_on")


class Unreadable(Exception):
    """One value cannot be read; its problem says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def unreadable(code: str, text: object, field: str = "") -> Unreadable:
    """Why this text is none of ours."""
    return Unreadable(Problem(code, {"text": str(text)[:60]}, place=Place(field=field)))


class Said:
    """Reads many rows: every list of codes is looked up once."""

    def values(self, row: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
        """The values of a row and what could not be read of it; null and "" empty a field."""
        found: dict[str, Any] = {}
        problems: list[Problem] = []
        for name, text in row.items():
            try:
                found[name] = self._reader(name)(text) if text not in (None, "") else self._empty(name)
            except Unreadable as no:
                place = Place(field=".".join(filter(None, (name, no.problem.place.field))))
                problems.append(no.problem.at(place))
        return found, problems

    def _empty(self, name: str) -> Any:
        if name in TERM_LISTS or name in {"capacities", "parties"}:
            return []
        if name in {"parts", "amounts"}:
            return {}
        field = Project._meta.get_field(name)
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
        return {person.username: person for person in Person.objects.all()}

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
        return self._units[code]

    def person(self, username: str) -> Person:
        if username not in self._people:
            raise unreadable("projects.person_unknown", username)
        return self._people[username]

    def project(self, number: str) -> Project:
        found = Project.objects.filter(local_number=number).first()
        if found is None:
            raise unreadable("projects.number_unknown", number)
        return found

    def day(self, text: date | str) -> date:
        try:
            return text if isinstance(text, date) else date.fromisoformat(text)
        except ValueError as error:
            raise unreadable("projects.not_a_day", text) from error

    def money(self, yuan: Decimal | str | int, field: str = "") -> Money:
        """An exact amount in yuan."""
        try:
            number = Decimal(str(yuan))
            money = Money.of(number) if number.is_finite() and abs(number) < LARGEST else None
        except (InvalidOperation, ValueError):
            money = None
        if money is None or abs(money.amount) > LARGEST:
            raise unreadable("projects.not_an_amount", yuan, field)
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
        return {Part(part): self.money(yuan, part) for part, yuan in said.items() if yuan is not None}

    def amounts(self, said: Sequence[Mapping[str, Any]]) -> dict[tuple[int, Term], Money]:
        found: dict[tuple[int, Term], Money] = {}
        for number, one in enumerate(said):
            key = one["year"], self.term(Term.Kind.FUND, one["fund"])
            if key in found:
                raise unreadable("projects.amount_twice", f"{one['year']} {one['fund']}", str(number))
            found[key] = self.money(one["amount"], str(number))
        return found

    def capacities(self, said: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        return [{**one, "measure": self.term(Term.Kind.MEASURE, one["measure"])} for one in said]

    def parties(self, said: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        return [
            {
                **one,
                "role": self.term(Term.Kind.PARTY_ROLE, one["role"]),
                "unit": self.unit(one["unit"]) if one.get("unit") else None,
            }
            for one in said
        ]

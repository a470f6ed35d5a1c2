"""The register as a grid: its columns, a project as a row, what was typed as changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from keyworks.accounts.models import Person, Unit
from keyworks.base import reader
from keyworks.base.grids import CellProblem, Column, Row, Typed
from keyworks.base.manifest import sentence
from keyworks.base.scopes import scope
from keyworks.projects.actions.grid import Change
from keyworks.projects.models import Project, Term
from keyworks.projects.models.words import LIST_CLASSES, YEAR_TAGS
from keyworks.projects.queries import may_edit_project, terms
from keyworks.projects.rules.authority import DECIDE, DECIDED
from keyworks.projects.rules.parts import Part
from keyworks.values.money import Money, total

YEARS = range(2016, 2031)
TOTAL = "parts.total"
UNITS = {"district": Unit.Kind.DISTRICT, "owner": Unit.Kind.OWNER}
TERMS = {"category": Term.Kind.CATEGORY, "sector": Term.Kind.SECTOR}
PEOPLE = ("leader", "service_officer", "liaison")
WORDS: dict[str, Mapping[Any, Any]] = {"list_class": LIST_CLASSES, "year_tag": YEAR_TAGS}
LABELS = {
    "name_zh": _("Name in Chinese"), "name_en": _("Name in English"), "local_number": _("Number"),
    "project_code": _("Project code"), "district": _("District"), "owner": _("Project owner"),
    "category": _("Category"), "sector": _("Sector"), "stage": _("Stage"), "list_class": _("List class"),
    "year_tag": _("Year tag"), TOTAL: _("Total investment"), "planned_start": _("Planned start"),
    "planned_finish": _("Planned finish"), "started_on": _("Started on"), "finished_on": _("Finished on"),
    "leader": _("Responsible leader"), "service_officer": _("Service officer"), "liaison": _("Liaison"),
}  # fmt: skip
WIDTHS = {
    "name_zh": 260, "name_en": 260, "project_code": 210, "district": 160, "owner": 220, "category": 150, "sector": 170,
    "leader": 150, "service_officer": 150, "liaison": 150,
}  # fmt: skip
LONGEST = {"name_zh": 200, "name_en": 300, "local_number": 40, "project_code": 24}
Amount = tuple[int, str]
"""Year and code of the fund source."""


class GridChoice(forms.Form):
    """Which planned amounts stand in columns: the fund sources of a year, or a fund source over the years."""

    of = forms.TypedChoiceField(label=_("Amounts of"), coerce=int, empty_value=None, required=False)
    fund = forms.ChoiceField(label=_("Fund source"), required=False)
    since = forms.TypedChoiceField(label=_("From year"), coerce=int, empty_value=None, required=False)
    until = forms.TypedChoiceField(label=_("Until year"), coerce=int, empty_value=None, required=False)

    def __init__(self, asked: Mapping[str, Any], *, this_year: int) -> None:
        years = [(str(year), str(year)) for year in YEARS]
        own = {name: asked[name] for name in self.base_fields if asked.get(name)}
        super().__init__(own or {"of": str(this_year)}, auto_id="grid_%s")
        fields: Any = self.fields
        fields["of"].choices = [("", _("all years")), *years]
        fields["since"].choices = fields["until"].choices = [("", "—"), *years]
        fields["fund"].choices = [("", _("all fund sources")), *((term.code, str(term)) for term in self.funds)]
        for one in fields.values():
            one.widget.attrs["class"] = "form-select"
        self.is_valid()

    @cached_property
    def funds(self) -> list[Term]:
        return list(terms(Term.Kind.FUND))

    @property
    def sums_only(self) -> bool:
        """Are the columns sums over the fund sources, which cannot be typed over?"""
        return not self.cleaned_data.get("of") and not self.cleaned_data.get("fund")

    @cached_property
    def amounts(self) -> dict[str, tuple[int, Term | None]]:
        """Column → its year and its fund source, None where it is a sum over all of them."""
        asked = self.cleaned_data
        year, code = asked.get("of"), asked.get("fund")
        funds: list[Term | None] = [term for term in self.funds if code in ("", None, term.code)]
        if year:
            return {f"amounts.{year}.{fund.code}": (year, fund) for fund in funds if fund}
        fund = funds[0] if code else None
        window = [one for one in YEARS if (asked.get("since") or 0) <= one <= (asked.get("until") or 9999)]
        return {f"amounts.{one}.{code or 'all'}": (one, fund) for one in window}


class Grid:
    """One reader's grid."""

    def __init__(self, person: Person, choice: GridChoice) -> None:
        self.person, self.choice = person, choice

    @cached_property
    def known(self) -> dict[str, dict[str, Any]]:
        """Column → code → what it stands for; "" stands for none."""
        units = list(Unit.objects.filter(closed_on=None, kind__in=UNITS.values()))
        people = {one.username: one for one in self._people()}
        found: dict[str, dict[str, Any]] = {
            name: {unit.code: unit for unit in units if unit.kind == kind} for name, kind in UNITS.items()
        }
        entries = list(Term.objects.filter(kind__in=TERMS.values(), closed_on=None))
        found |= {name: {term.code: term for term in entries if term.kind == kind} for name, kind in TERMS.items()}
        return found | dict.fromkeys(PEOPLE, people)

    def _people(self) -> Iterable[Person]:
        """Those the reader sees, and those who stand on projects the reader sees."""
        projects = scope(self.person, Project.objects.all()).order_by()
        told = Q(pk__in=scope(self.person, Person.objects.all()).values("pk"))
        for post in PEOPLE:
            told |= Q(pk__in=projects.exclude(**{post: None}).values(post))
        return Person.objects.filter(told, is_active=True).order_by("name")

    @cached_property
    def columns(self) -> list[Column]:
        decides = self.person.may(DECIDE)
        return [
            self._amount(name) if name in self.choice.amounts else self._column(name, decides) for name in self._names()
        ]

    def _names(self) -> Iterator[str]:
        """The name that the reader reads stands first."""
        names = list(LABELS)
        for name in names if reader.current().zh else [names[1], names[0], *names[2:]]:
            yield name
            if name == TOTAL:
                yield from self.choice.amounts

    def _column(self, name: str, decides: bool) -> Column:
        words: dict[str, Any] = {"width": WIDTHS.get(name, 120), "locked": name in DECIDED and not decides}
        if name == "stage":
            return Column(name, LABELS[name], width=120, locked=True)
        if name == TOTAL:
            return Column(name, LABELS[name], "money", sum=True, reason=True)
        if name in WORDS:
            coded = [(str(code), str(WORDS[name][code])) for code in WORDS[name]]
            return Column(name, LABELS[name], "choice", choices=coded, **words)
        if name in self.known:
            listed = [(code, str(one)) for code, one in self.known[name].items()]
            return Column(name, LABELS[name], "choice", choices=listed, **words)
        if name.endswith(("_on", "_start", "_finish")):
            return Column(name, LABELS[name], "date", **{**words, "width": 130})
        required, frozen = name in {"name_zh", "local_number"}, name == next(self._names())
        return Column(name, LABELS[name], longest=LONGEST[name], required=required, frozen=frozen, **words)

    def _amount(self, name: str) -> Column:
        year, fund = self.choice.amounts[name]
        label = f"{year} · {fund}" if fund else str(year)
        return Column(name, label, "money", width=150 if fund else 120, sum=True, reason=True, locked=fund is None)

    def row(self, project: Project, amounts: Mapping[Amount, Money]) -> Row:
        """A project as a row; `amounts` are its planned amounts that stand."""
        values: dict[str, Any] = {}
        for name in LABELS:
            value = project.total if name == TOTAL else getattr(project, name)
            if isinstance(value, Unit | Term):
                value = value.code
            values[name] = value.username if isinstance(value, Person) else value
        values["stage"] = project.get_stage_display()
        for name, (year, fund) in self.choice.amounts.items():
            found = [money for (of, code), money in amounts.items() if of == year and (not fund or code == fund.code)]
            values[name] = total(found) if found else None
        locked = not may_edit_project(self.person, project)
        return Row(str(project.pk), project.edition, values, locked, project.get_absolute_url())

    def change(self, project: Project, typed: Typed) -> Change:
        """What was typed into a project's row, codes read as what they stand for."""
        values = {name: value for name, value in typed.cells.items() if "." not in name}
        for name in values.keys() & self.known.keys():
            values[name] = self.known[name].get(values[name])
        money = {name: value for name, value in typed.cells.items() if "." in name and value is not None}
        parts = {Part.TOTAL: money.pop(TOTAL)} if TOTAL in money else {}
        amounts = {}
        for name, value in money.items():
            year, fund = self.choice.amounts[name]
            if fund is not None:
                amounts[year, fund] = value
        return Change(project, typed.edition, values, parts, amounts)

    def emptied(self, typed: Typed, row: Row) -> Iterator[CellProblem]:
        """Stated amounts that were emptied: nothing stated is taken away."""
        for name, value in typed.cells.items():
            if "." in name and value is None and row.values.get(name) is not None:
                yield CellProblem(typed.id, name, sentence("projects.amount_emptied", {}))

    def place(self, field: str, cells: Iterable[str]) -> str:
        """The column where a rule's no belongs: its own, or the first that was typed where it has none."""
        aliases = {f"amounts.{year}.{fund.code}": name for name, (year, fund) in self.choice.amounts.items() if fund}
        name = aliases.get(field, field)
        return name if name in {column.key for column in self.columns} else next(iter(cells), "name_zh")

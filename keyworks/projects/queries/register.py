"""What the register's list asks: filters, counts, sums, and what the rows' keys are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum

from keyworks.accounts.models import Person, Unit
from keyworks.accounts.queries import person_called
from keyworks.base.fields import MoneyField
from keyworks.base.scopes import scope
from keyworks.projects.models import CurrentAmount, Edition, Intake, Project, Term
from keyworks.projects.queries.reach import UNITS, found_by
from keyworks.projects.rules.parts import ListClass
from keyworks.projects.rules.taking import Standing
from keyworks.values.money import Money

POSTS = ("leader", "service_officer", "liaison")


def mine(person: Person) -> Q:
    """The projects a person answers for by name, or through a unit in which they hold a seat."""
    units = {seat.unit_id for seat in person.standing.seats}
    own = Q()
    for name in UNITS:
        own |= Q(**{f"{name}__in": units})
    for post in POSTS:
        own |= Q(**{post: person})
    return own


def _held_by(words: str) -> Q:
    """The projects for which somebody of this name or post answers, whatever the post is."""
    called = person_called(words) | Q(post__icontains=words) | Q(post_en__icontains=words)
    people = Person.objects.filter(called).values("pk")
    held = Q()
    for post in POSTS:
        held |= Q(**{f"{post}__in": people})
    return held


def _owned_by(words: str) -> Q:
    called = Q(name_zh__icontains=words) | Q(name_en__icontains=words) | Q(code__iexact=words)
    return Q(owner__in=Unit.objects.filter(called).values("pk"))


EXACTLY = {name: name for name in ("list_class", "year_tag", "list_year", "variant")} | {
    "district": "district__code", "sector": "sector__code", "category": "category__code", "chain": "chains__code",
    "programme": "programmes__code", "department": "lead_department__code", "stage": "stage__in",
    "total_from": "total__gte", "total_to": "total__lte", "plan_from": "plan__gte", "plan_to": "plan__lte",
}  # fmt: skip
"""What a reader asks of the register → the column it is compared with."""
NONE_SAID = "-"
"""Asks for the projects of which nothing is said."""


def asked_for(said: Mapping[str, Any], person: Person, today: date) -> Q:
    """The condition a reader's filters make. Packages hide their phases and sub-projects, unless words are searched."""
    condition = Q()
    for name, column in EXACTLY.items():
        value = said.get(name)
        if value == NONE_SAID:
            field = column.removesuffix("__code")
            condition &= Q(**{field: ""}) if field == column else Q(**{f"{field}__isnull": True})
        elif value not in (None, "", []):
            condition &= Q(**{column: value})
    if words := said.get("q"):
        condition &= found_by(words)
    if owner := said.get("owner"):
        condition &= _owned_by(owner)
    if who := said.get("who"):
        condition &= _held_by(who)
    if year := said.get("year"):
        condition &= Q(pk__in=CurrentAmount.objects.filter(year=year).values("project_id"))
    if intake := said.get("intake"):
        condition &= Q(pk__in=Edition.objects.filter(intake=intake).values("project_id"))
    if said.get("due"):
        condition &= Q(review_on__lte=today)
    if reported := said.get("reported"):
        condition &= Q(unreported_since__isnull=reported == "still")
    if said.get("mine"):
        condition &= mine(person)
    cut = said.get("cut") or ("all" if said.get("q") else "")
    return condition if cut == "all" else condition & Q(parent__isnull=cut != "parts")


def planned_in(year: int) -> Subquery:
    """What is planned for one year out of all funds, of the project whose row this stands in."""
    amounts = CurrentAmount.objects.filter(project=OuterRef("pk"), year=year).order_by().values("project")
    return Subquery(amounts.annotate(of_year=Sum("amount")).values("of_year"), output_field=MoneyField())


def by_class(projects: QuerySet[Project], **sums: str) -> list[dict[str, Any]]:
    """How many projects stand in each list class, and the sums of these columns: the head and the foot of a list."""
    found: Any = projects.order_by().values("list_class")
    return list(found.annotate(rows=Count("*"), **{name: Sum(column) for name, column in sums.items()}))


def planned_by(field: str, projects: QuerySet[Project] | None) -> dict[tuple[Any, int], Money]:
    """What is planned, by (field of the project, year); of all projects where no selection of them is given.

    Over the whole city the sums by district read one index: what stands in packages twice is taken off again.
    """
    amounts = CurrentAmount.objects.order_by()
    if projects is None and field == "district":
        found = _summed(amounts, "district")
        parts = Project.objects.filter(parent__isnull=False).order_by().values("pk")
        for key, money in _summed(amounts.filter(project__in=parts), "district").items():
            found[key] = found[key] - money
        return found
    chosen = Project.objects.filter(parent=None) if projects is None else projects
    return _summed(amounts.filter(project__in=chosen.order_by().values("pk")), f"project__{field}")


def _summed(amounts: QuerySet[CurrentAmount], field: str) -> dict[tuple[Any, int], Money]:
    rows: Any = amounts.values_list(field, "year").annotate(of_year=Sum("amount"))
    return {(key, year): money for key, year, money in rows}


def planned_by_year(projects: QuerySet[Project]) -> dict[int, tuple[int, Money]]:
    """How many of these projects plan something for a year, and how much."""
    rows: Any = CurrentAmount.objects.filter(project__in=projects.order_by().values("pk")).order_by("year")
    found = rows.values_list("year").annotate(rows=Count("project", distinct=True), of_year=Sum("amount"))
    return {year: (count, money) for year, count, money in found}


def counted_by(field: str, projects: QuerySet[Project]) -> list[dict[str, Any]]:
    """How many of these projects there are by one of their fields, in which list class, and what they cost."""
    classes = {
        name: Count("list_class", filter=Q(list_class=name)) for name in (ListClass.CONSTRUCTION, ListClass.RESERVE)
    }  # fmt: skip
    found: Any = projects.order_by().values(field)
    return [
        {**row, "key": row[field]}
        for row in found.annotate(rows=Count("*"), sum_total=Sum("total"), sum_plan=Sum("plan"), **classes)
    ]


class Words:
    """What code lists, units and people are called, each asked for once and for the rows that are shown only.

    `rows` are those rows; None, as for a whole sheet, are all.
    """

    def __init__(self) -> None:
        self.rows: Iterable[Mapping[str, Any]] | None = None
        self._terms: dict[int, Term] | None = None
        self._known: dict[tuple[str, ...], dict[int, Any]] = {}
        self._several: dict[str, dict[int, list[int]]] = {}

    @property
    def terms(self) -> dict[int, Term]:
        if self._terms is None:
            self._terms = {term.pk: term for term in Term.objects.order_by("kind", "order", "pk")}
        return self._terms

    def term(self, pk: int | None) -> str:
        return str(self.terms[pk]) if pk in self.terms else ""

    def named(self, model: type[Unit] | type[Person], columns: tuple[str, ...], pk: int | None) -> str:
        """The name of the unit or person with this key, which stands in one of these columns of the rows."""
        if pk is None:
            return ""
        if columns not in self._known:
            found: Any = model._default_manager
            if self.rows is not None:
                found = found.filter(pk__in={row[name] for row in self.rows for name in columns if row.get(name)})
            self._known[columns] = {one.pk: one for one in found.all()}
        return str(self._known[columns].get(pk, ""))

    def several(self, name: str, pk: int) -> list[str]:
        """The programmes or chains of a project."""
        if name not in self._several:
            through: Any = getattr(Project, name).through.objects.order_by("term__order", "term_id")
            if self.rows is not None:
                through = through.filter(project_id__in=[row["pk"] for row in self.rows])
            self._several[name] = {}
            for project, term in through.values_list("project_id", "term_id"):
                self._several[name].setdefault(project, []).append(term)
        return [self.term(term) for term in self._several[name].get(pk, ())]


def intakes() -> list[tuple[int, str]]:
    """The lists that were brought in and stand, the newest first."""
    return list(Intake.objects.filter(state=Standing.STANDING).order_by("-pk").values_list("pk", "name"))


def units_of(kinds: Iterable[str]) -> list[Unit]:
    """The open units of these kinds, as they were opened."""
    return list(Unit.objects.filter(kind__in=list(kinds), closed_on=None).order_by("pk"))


def selected(person: Person) -> QuerySet[Project]:
    """The projects within the person's reach, to be filtered."""
    return scope(person, Project.objects.all())

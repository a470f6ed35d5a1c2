"""Ceilings beside what is planned and done under them, and projects that overran."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum

from keyworks.accounts.models import Person, Unit
from keyworks.base.fields import MoneyField
from keyworks.base.scopes import scope
from keyworks.projects.models import CurrentAmount, Project, Term
from keyworks.reports.models import Ceiling, Overrun, Report
from keyworks.reports.queries.plans import planned
from keyworks.reports.queries.reach import expected
from keyworks.reports.queries.standing import stood
from keyworks.reports.rules.ceilings import CeilingOf, Counted, Over, Overlap, overlap
from keyworks.values.money import Money
from keyworks.values.months import Month


@dataclass(frozen=True)
class Under:
    """A programme's or a district's year: its ceiling, None where there is none, and what stands under it."""

    kind: CeilingOf
    code: str
    name: str
    ceiling: Money | None
    projects: int
    planned: Money
    done: Money

    @property
    def over(self) -> Money:
        """By how much the larger of what is planned and done exceeds the ceiling; below 0 what is left."""
        most = self.planned if self.planned > self.done else self.done
        return most - self.ceiling if self.ceiling is not None else Money(0)


@dataclass(frozen=True)
class Ceilings:
    """All of a year that a person sees, and what is counted under more than one programme."""

    rows: list[Under]
    overlap: Overlap
    sums: dict[CeilingOf, int]


def ceilings(person: Person, month: Month) -> Ceilings:
    """The ceilings of a month's year, with what is done up to the month, of the projects the person sees."""
    projects: Any = scope(person, expected(month)).order_by()
    plan = {pk: amount.amount for pk, amount in _sums(planned(month.year).filter(project__in=projects.values("pk")))}
    stands = list(stood(projects, month))
    keys = projects.filter(programmes__kind=Term.Kind.PROGRAMME).values_list("pk", "programmes__code")
    programmes: dict[int, set[str]] = {}
    for pk, code in keys:
        programmes.setdefault(pk, set()).add(code)
    counted = [
        Counted(plan.get(one.project, 0), one.year_done, frozenset(programmes.get(one.project, ()))) for one in stands
    ]
    units = {unit.pk: unit for unit in Unit.objects.filter(kind=Unit.Kind.DISTRICT)}
    districts = [units[one.district].code if one.district in units else "" for one in stands]
    found: dict[tuple[CeilingOf, str], Counter[str]] = {}
    for one, district in zip(counted, districts, strict=True):
        for kind, code in ((CeilingOf.DISTRICT, district), *((CeilingOf.PROGRAMME, name) for name in one.programmes)):
            if code:
                found.setdefault((kind, code), Counter()).update(projects=1, planned=one.planned, done=one.done)
    return _rows(found, month.year, counted, [unit for unit in units.values() if unit.code in districts])


def _sums(amounts: Any) -> Any:
    return amounts.order_by().values_list("project").annotate(sum=Sum("amount"))


def _rows(found: Any, year: int, counted: list[Counted], districts: list[Unit]) -> Ceilings:
    stand = {(CeilingOf(one.kind), one.code): one.amount for one in Ceiling.objects.filter(year=year).asof()}
    programmes = Term.objects.filter(kind=Term.Kind.PROGRAMME).order_by("order", "pk")
    names = [(CeilingOf.PROGRAMME, one.code, str(one)) for one in programmes]
    names += [(CeilingOf.DISTRICT, one.code, str(one)) for one in districts]
    rows = [
        Under(
            kind, code, name, stand.get((kind, code)), sums["projects"], Money(sums["planned"]), Money(sums["done"]),
        )
        for kind, code, name in names
        if (sums := found.get((kind, code), Counter())) or (kind, code) in stand
    ]  # fmt: skip
    sums = {CeilingOf.PROGRAMME: 0, CeilingOf.DISTRICT: sum(one.planned for one in counted)}
    sums[CeilingOf.PROGRAMME] = sum(one.planned for one in counted if one.programmes)
    return Ceilings(rows, overlap(counted), sums)


def ceiling_versions(kind: str, code: str, year: int) -> list[Ceiling]:
    """All that was ever set of one ceiling, the last first."""
    return list(Ceiling.objects.filter(kind=kind, code=code, year=year).select_related("by").order_by("-version"))


@dataclass(frozen=True)
class Overran:
    """A project that overran, by how much, and the reason that stands, None where none was given."""

    project: Project
    over: Over
    year: int
    done: Money
    planned: Money
    said: Overrun | None

    @property
    def amount(self) -> Money:
        return self.done - self.planned


def overruns(person: Person, month: Month, project: Project | None = None) -> list[Overran]:
    """The projects that did more by a month than the year plans, or than they cost in all; the largest first."""
    projects: Any = scope(person, expected(month))
    if project is not None:
        projects = projects.filter(pk=project.pk)
    reports = Report.objects.filter(month__gte=Month(month.year, 1), month__lte=month)
    later = reports.filter(project=OuterRef("project"), month__gt=OuterRef("month"))
    year: Any = CurrentAmount.objects.filter(project=OuterRef("project"), year=month.year).order_by()
    plan = Subquery(year.values("project").annotate(sum=Sum("amount")).values("sum"), output_field=MoneyField())
    last = reports.filter(~Exists(later), project__in=projects.order_by().values("pk")).select_related("project")
    over = Q(year_done__gt=F("plan")) | Q(plan=None, year_done__gt=Money(0)) | Q(since_start__gt=F("project__total"))
    found: Any = last.annotate(plan=plan).filter(over)
    rows = [
        (one.project, kind, done, whole)
        for one in found
        for kind, done, whole in (
            (Over.YEAR, one.year_done, one.plan or Money(0)), (Over.TOTAL, one.since_start, one.project.total),
        )
        if whole is not None and done > whole
    ]  # fmt: skip
    given = Overrun.objects.filter(year=month.year, project__in=[row[0].pk for row in rows]).asof()
    said = {(one.project_id, one.over): one for one in given.select_related("why", "by")}
    made = [
        Overran(project, kind, month.year, done, whole, said.get((project.pk, kind.value)))
        for project, kind, done, whole in rows
    ]
    return sorted(made, key=lambda one: -one.amount.amount)

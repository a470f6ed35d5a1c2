"""A year's months of many projects beside one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet

from keyworks.accounts.models import Person
from keyworks.base.scopes import scope
from keyworks.projects.models import Project
from keyworks.projects.rules.parts import ListClass
from keyworks.projects.rules.stages import Stage
from keyworks.reports.models import FOLLOWS, Closing, Filing, Report
from keyworks.reports.queries.plans import plans
from keyworks.reports.queries.workbook import filed_by
from keyworks.reports.rules.figures import Plan
from keyworks.values.money import Money
from keyworks.values.months import Month


@dataclass
class YearOf:
    """Of one project: what was reported of each month of a year, how many versions there are, and its plan."""

    done: dict[Month, Money] = field(default_factory=dict)
    versions: int = 0
    plan: Plan | None = None


def listed(person: Person, year: int) -> QuerySet[Project]:
    """The projects on a year's construction list that the person sees, each package as one."""
    of_year = Q(list_class=ListClass.CONSTRUCTION, list_year=year, parent=None)
    return scope(person, Project.objects.filter(of_year).exclude(stage=Stage.EXITED))


def own(person: Person, projects: QuerySet[Project]) -> QuerySet[Project]:
    """Those for which the person files."""
    return projects.filter(filed_by(person))


def years(projects: Collection[int], year: int) -> dict[int, YearOf]:
    found = {pk: YearOf() for pk in projects}
    first, last = Month(year, 1), Month(year, 12)
    reports: Any = Report.objects.filter(project__in=found, month__gte=first, month__lte=last)
    for pk, month, done in reports.values_list("project", "month", "done"):
        found[pk].done[month] = done
    filings: Any = Filing.objects.filter(project__in=found, month__gte=first, month__lte=last).order_by()
    for pk, count in filings.values_list("project").annotate(rows=Count("pk")):
        found[pk].versions = count
    for pk, plan in plans(found, year).items():
        found[pk].plan = plan
    return found


def meanwhile(seen: Mapping[int, int], year: int) -> dict[int, set[Month]]:
    """Of projects by key, each with how many versions of a year somebody saw: the months filed anew since.

    What only adds up an earlier month anew is left out: nobody's amount changed.
    """
    filings: Any = Filing.objects.filter(project__in=seen, month__gte=Month(year, 1), month__lte=Month(year, 12))
    rows: defaultdict[int, list[tuple[Month, str]]] = defaultdict(list)
    for pk, month, source in filings.order_by("pk").values_list("project", "month", "source"):
        rows[pk].append((month, source))
    return {
        pk: {month for month, source in rows[pk][count:] if not source.startswith(FOLLOWS)}
        for pk, count in seen.items()
    }  # fmt: skip


def closed_of(year: int) -> set[Month]:
    """The months of a year that are closed."""
    found: dict[Month, bool] = {}
    rows: Any = Closing.objects.filter(month__gte=Month(year, 1), month__lte=Month(year, 12)).order_by("pk")
    for month, shut in rows.values_list("month", "closed"):
        found[month] = shut
    return {month for month, shut in found.items() if shut}

"""What is planned for a project's year and its months."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum

from keyworks.base.fields import as_number
from keyworks.projects.models import CurrentAmount, PlannedAmount, Project, Term
from keyworks.reports.models import MonthlyPlan, Report
from keyworks.reports.queries.reach import among
from keyworks.reports.rules.figures import Plan, straight
from keyworks.values.money import Money
from keyworks.values.months import Month


def planned(year: int, asof: datetime | None = None) -> Any:
    """The amounts that the register planned for a year by a moment, or plans now, by project and fund.

    A project registered later counts as it was registered: a list is older than the day it was brought here.
    """
    if asof is None:
        return CurrentAmount.objects.filter(year=year)
    by_then = Q(known_at__lte=asof) | Q(known_at__lte=F("project__created_at"))
    later = PlannedAmount.objects.filter(
        by_then, project=OuterRef("project"), year=year, fund=OuterRef("fund"), version=OuterRef("version") + 1
    )
    return PlannedAmount.objects.filter(by_then, ~Exists(later), year=year, reported=True)


def planned_of_year(project: Project, year: int) -> Money:
    """What the register plans for a year out of all funds; 0 where nothing is said."""
    found = CurrentAmount.objects.filter(project=project, year=year).aggregate(sum=Sum("amount"))["sum"]
    return found or Money(0)


def plans(
    projects: QuerySet[Project] | Iterable[int], year: int, asof: datetime | None = None
) -> dict[int, Plan]:  # fmt: skip
    """The plan of the year of each of these projects that has one: by month where that was given, else straight."""
    keys = among(projects)
    found: dict[int, Plan] = {}
    sums = planned(year, asof).filter(project__in=keys).order_by().values_list("project")
    for pk, amount in sums.annotate(sum=Sum(as_number("amount"))):
        found[pk] = straight(year, int(amount))
    first, last = Month(year, 1), Month(year, 12)
    given: dict[int, list[int]] = {}
    rows: Any = MonthlyPlan.objects.asof(asof).filter(project__in=keys, month__gte=first, month__lte=last)
    for pk, month, amount in rows.values_list("project", as_number("month"), as_number("amount")):
        given.setdefault(pk, [0] * 12)[month % 100 - 1] += amount
    return found | {pk: Plan(year, tuple(months)) for pk, months in given.items()}


def funds_of_year(project: Project, year: int) -> dict[str, tuple[Term, Money]]:
    """What the register plans for a year out of each fund source, by its code, in the order of the code list."""
    found = CurrentAmount.objects.filter(project=project, year=year).select_related("fund").order_by("fund__order")
    return {one.fund.code: (one.fund, one.amount) for one in found}


def months_given(project: Project, year: int) -> dict[str, list[Money]]:
    """The twelve months that stand of a year, by fund source ("" for all together); none where it was not given."""
    found: dict[str, list[Money]] = {}
    rows: Any = MonthlyPlan.objects.asof().filter(
        project=project, month__gte=Month(year, 1), month__lte=Month(year, 12)
    )
    for row in rows:
        found.setdefault(row.fund, [Money(0)] * 12)[row.month.number - 1] = row.amount
    return {fund: months for fund, months in found.items() if any(months)}


def shape_before(project: Project, year: int) -> list[int] | None:
    """What was done in each month of the year before, in minor units; None where nothing was."""
    first = Month(year - 1, 1)
    done = dict(
        Report.objects.filter(project=project, month__gte=first, month__lte=first + 11).values_list("month", "done")
    )
    months = [max(done[month].amount, 0) if month in done else 0 for month in first.until(first + 11)]
    return months if any(months) else None


@dataclass(frozen=True)
class PlanVersion:
    """What was planned at once: the months it changed, with what stood before."""

    at: datetime
    by: Any
    reason: str
    months: list[tuple[MonthlyPlan, Money | None]]


def plan_versions(project: Project, year: int) -> list[PlanVersion]:
    """All that was ever planned by month of a year, the last first."""
    rows: Any = MonthlyPlan.objects.filter(project=project, month__gte=Month(year, 1), month__lte=Month(year, 12))
    stood: dict[tuple[Month, str], Money] = {}
    found: dict[datetime, PlanVersion] = {}
    for row in rows.select_related("by").order_by("known_at", "version", "fund", "month"):
        made = found.setdefault(row.known_at, PlanVersion(row.known_at, row.by, row.reason, []))
        made.months.append((row, stood.get((row.month, row.fund))))
        stood[row.month, row.fund] = row.amount
    return list(reversed(found.values()))

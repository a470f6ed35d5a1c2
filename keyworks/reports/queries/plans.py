"""What is planned for a project's year and its months."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, Sum

from keyworks.projects.models import CurrentAmount, PlannedAmount, Project
from keyworks.reports.models import MonthlyPlan
from keyworks.reports.rules.figures import Plan, straight
from keyworks.values.money import Money
from keyworks.values.months import Month


def planned(year: int, asof: datetime | None = None) -> Any:
    """The amounts that the register planned for a year by a moment, or plans now, by project and fund.

    What was first stated later stands for the time before it: a list is older than the day it was brought here.
    """
    if asof is None:
        return CurrentAmount.objects.filter(year=year)
    later = PlannedAmount.objects.filter(
        project=OuterRef("project"),
        year=year,
        fund=OuterRef("fund"),
        version=OuterRef("version") + 1,
        known_at__lte=asof,
    )
    known = Q(known_at__lte=asof) | Q(version=1)
    return PlannedAmount.objects.filter(known, ~Exists(later), year=year, reported=True)


def planned_of_year(project: Project, year: int) -> Money:
    """What the register plans for a year out of all funds; 0 where nothing is said."""
    found = CurrentAmount.objects.filter(project=project, year=year).aggregate(sum=Sum("amount"))["sum"]
    return found or Money(0)


def plans(projects: Iterable[int], year: int, asof: datetime | None = None) -> dict[int, Plan]:
    """The plan of the year of each of these projects that has one: by month where that was given, else straight."""
    keys = list(projects)
    found: dict[int, Plan] = {}
    sums = planned(year, asof).filter(project__in=keys).order_by().values_list("project")
    for pk, amount in sums.annotate(sum=Sum("amount")):
        found[pk] = straight(year, amount.amount)
    first, last = Month(year, 1), Month(year, 12)
    given: dict[int, list[int]] = {}
    rows: Any = MonthlyPlan.objects.asof(asof).filter(project__in=keys, month__gte=first, month__lte=last)
    for pk, month, amount in rows.values_list("project", "month", "amount"):
        given.setdefault(pk, [0] * 12)[month.number - 1] = amount.amount
    return found | {pk: Plan(year, tuple(months)) for pk, months in given.items()}

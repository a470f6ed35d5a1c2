"""What is planned for a project's year and its months."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Sum

from keyworks.projects.models import CurrentAmount, Project
from keyworks.reports.models import MonthlyPlan
from keyworks.reports.rules.figures import Plan, straight
from keyworks.values.money import Money
from keyworks.values.months import Month


def planned_of_year(project: Project, year: int) -> Money:
    """What the register plans for a year out of all funds; 0 where nothing is said."""
    found = CurrentAmount.objects.filter(project=project, year=year).aggregate(sum=Sum("amount"))["sum"]
    return found or Money(0)


def plans(projects: Iterable[int], year: int, asof: datetime | None = None) -> dict[int, Plan]:
    """The plan of the year of each of these projects that has one: by month where that was given, else straight."""
    keys = list(projects)
    found: dict[int, Plan] = {}
    sums: Any = CurrentAmount.objects.filter(project__in=keys, year=year).order_by().values_list("project")
    for pk, amount in sums.annotate(sum=Sum("amount")):
        found[pk] = straight(year, amount.amount)
    first, last = Month(year, 1), Month(year, 12)
    given: dict[int, list[int]] = {}
    rows: Any = MonthlyPlan.objects.asof(asof).filter(project__in=keys, month__gte=first, month__lte=last)
    for pk, month, amount in rows.values_list("project", "month", "amount"):
        given.setdefault(pk, [0] * 12)[month.number - 1] = amount.amount
    return found | {pk: Plan(year, tuple(months)) for pk, months in given.items()}

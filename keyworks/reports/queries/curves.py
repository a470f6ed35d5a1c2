"""Money through time: of a year or since the start, of one project or of many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from itertools import accumulate
from typing import Any

from django.db.models import Sum

from keyworks.base.fields import as_number
from keyworks.projects.models import CurrentAmount, Project
from keyworks.reports.files.curve import Course
from keyworks.reports.models import MonthlyPlan, Report
from keyworks.reports.queries.plans import planned, plans
from keyworks.reports.queries.standing import Filed, courses, year_by_month
from keyworks.reports.rules import way
from keyworks.reports.rules.figures import Plan, straight
from keyworks.reports.rules.years import OfYear, Sums
from keyworks.values.money import Money
from keyworks.values.months import Month


def plan_of_all(projects: Any, year: int, asof: datetime | None = None) -> Plan:
    """What many projects plan for a year together: by month where they do, the rest of them straight."""
    keys = projects.order_by().values("pk")
    given = MonthlyPlan.objects.asof(asof).filter(
        project__in=keys, month__gte=Month(year, 1), month__lte=Month(year, 12)
    )
    months: Counter[int] = Counter()
    for month, amount in given.order_by().values_list("month").annotate(sum=Sum("amount")):
        months[month.number] += amount.amount
    rest = planned(year, asof).filter(project__in=keys).exclude(project__in=given.order_by().values("project"))
    even = straight(year, (rest.aggregate(sum=Sum("amount"))["sum"] or Money(0)).amount)
    return Plan(year, tuple(amount + months[number] for number, amount in enumerate(even.months, 1)))


def course_of_year(projects: Any, year: int, today: date, asof: datetime | None = None) -> Course:
    """The year of these projects together: planned, and done as far as months are reported on by a day."""
    months = list(Month(year, 1).until(Month(year, 12)))
    last = min(way.reported_on(today), months[-1])
    plan = plan_of_all(projects, year, asof)
    actual: list[int | None] = [0, *year_by_month(projects, last, asof)] if last >= months[0] else [0]
    actual += [None] * (len(months) + 1 - len(actual))
    return Course(months[0], tuple(accumulate(plan.months, initial=0)), tuple(actual), (), gone(months, today))


def years_of(
    projects: Any, month: Month, filed: Mapping[int, Filed], asof: datetime | None = None
) -> dict[int, OfYear]:  # fmt: skip
    """What each of these projects gives to `course_of_year`, up to a month, with what they filed; who gives nothing is
    left out."""
    year = month.year
    given: dict[int, list[int]] = {}
    rows: Any = MonthlyPlan.objects.asof(asof).filter(
        project__in=projects.order_by().values("pk"), month__gte=Month(year, 1), month__lte=Month(year, 12)
    )
    for pk, of, amount in rows.values_list("project", as_number("month"), as_number("amount")):
        given.setdefault(pk, [0] * 12)[of % 100 - 1] += amount
    done = courses(filed, month.number)
    return {
        pk: OfYear(tuple(given[pk]) if pk in given else None, done.get(pk, ())) for pk in done.keys() | given.keys()
    }


def course_of_sums(sums: Sums, year: int, today: date) -> Course:
    """The course of a year out of the sums of its projects, as `course_of_year` tells it."""
    months = list(Month(year, 1).until(Month(year, 12)))
    last = min(way.reported_on(today), months[-1])
    even = straight(year, sums.even)
    planned = (one + more for one, more in zip(even.months, sums.given, strict=True))
    actual: list[int | None] = [0, *sums.done[: max(0, last - months[0] + 1)]]
    actual += [None] * (len(months) + 1 - len(actual))
    return Course(months[0], tuple(accumulate(planned, initial=0)), tuple(actual), (), gone(months, today))


def course_of(project: Project, today: date, *, whole: bool = False) -> Course:
    """One project's year, or its whole time; with how far its works are."""
    reports = {one.month: one for one in Report.objects.filter(project=project).order_by("month")}
    years: Any = (
        CurrentAmount.objects.filter(project=project, amount__gt=Money(0)).values_list("year", flat=True).distinct()
    )
    spans = {way.reported_on(today).year, *(years if whole else ()), *(month.year for month in reports if whole)}
    first, end = Month(min(spans), 1), Month(max(spans), 12)
    monthly = [
        amount
        for year in range(first.year, end.year + 1)
        for amount in plans([project.pk], year).get(project.pk, straight(year, 0)).months
    ]
    months, last = list(first.until(end)), way.reported_on(today)
    known = [month for month in months if month in reports]
    actual: list[int | None] = [None if whole else 0]
    for month in months:
        before = [one for one in known if one <= month]
        if month > last or not before:
            actual.append(None if whole else (0 if month <= last else None))
        else:
            figure = reports[before[-1]]
            actual.append((figure.since_start if whole else figure.year_done).amount)
    if whole and known:
        place = months.index(known[0])
        actual[place] = (reports[known[0]].since_start - reports[known[0]].done).amount
    progress = tuple(reports[month].progress if month in reports else None for month in months)
    return Course(first, tuple(accumulate(monthly, initial=0)), tuple(actual), progress, gone(months, today))


def gone(months: list[Month], today: date) -> float:
    """How many of these months are gone at the end of a day."""
    this = Month.of(today)
    return min(max((this - months[0]) + today.day / this.days, 0.0), float(len(months)))

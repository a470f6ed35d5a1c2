"""A month by district: who has filed, what was done of the year's plan, how far that is ahead of the months gone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Sum

from keyworks.accounts.models import Person, Unit
from keyworks.base.scopes import scope
from keyworks.projects.models import CurrentAmount
from keyworks.reports.models import Report
from keyworks.reports.queries.reach import expected
from keyworks.reports.rules.figures import ahead
from keyworks.values.money import Money
from keyworks.values.months import Month


@dataclass(frozen=True)
class Row:
    """A district's month; `points` are hundredths of a point of the year's plan ahead of the months gone."""

    district: Unit | None
    expected: int
    filed: int
    done: Money
    year_done: Money
    plan: Money
    points: int | None

    @property
    def missing(self) -> int:
        return self.expected - self.filed


def by_district(person: Person, month: Month) -> list[Row]:
    """A row for each district of which the person sees projects that report, and one for the rest; by name."""
    projects: Any = scope(person, expected(month)).order_by()
    keys, by = projects.values("pk"), "project__district"
    counted: dict[int | None, int] = dict(projects.values_list("district").annotate(rows=Count("pk")))
    amounts: Any = CurrentAmount.objects.filter(project__in=keys, year=month.year).order_by().values_list(by)
    plan = Counter({pk: sum.amount for pk, sum in amounts.annotate(sum=Sum("amount"))})
    reports: Any = Report.objects.filter(project__in=keys).order_by()
    filed, done, year_done = Counter[int | None](), Counter[int | None](), Counter[int | None]()
    of_month: Any = reports.filter(month=month).values_list(by)
    for pk, rows, of_now, of_year in of_month.annotate(rows=Count("pk"), now=Sum("done"), year=Sum("year_done")):
        filed[pk], done[pk], year_done[pk] = rows, of_now.amount, of_year.amount
    # Of those that have not filed this month, what was known before counts for the year.
    there = Exists(Report.objects.filter(project=OuterRef("project"), month=month))
    earlier = reports.filter(~there, month__gte=Month(month.year, 1), month__lt=month).order_by("month")
    last: dict[int, tuple[int | None, int]] = {
        project: (pk, amount.amount) for project, pk, amount in earlier.values_list("project", by, "year_done")
    }
    for pk, amount in last.values():
        year_done[pk] += amount
    units = Unit.objects.in_bulk([pk for pk in counted if pk is not None])
    found = [
        Row(
            units.get(pk) if pk else None, count, filed[pk], Money(done[pk]), Money(year_done[pk]), Money(plan[pk]),
            ahead(year_done[pk], plan[pk], month) if plan[pk] else None,
        )
        for pk, count in counted.items()
    ]  # fmt: skip
    return sorted(found, key=lambda row: (row.district is None, row.district.pk if row.district else 0))

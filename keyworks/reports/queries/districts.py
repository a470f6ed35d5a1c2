"""A month by district: who has filed, what was done of the year's plan, how far that is ahead of the months gone."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum

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
    of: dict[int, int | None] = dict(scope(person, expected(month)).values_list("pk", "district"))
    counted = Counter(of.values())
    plan: defaultdict[int | None, int] = defaultdict(int)
    sums: Any = CurrentAmount.objects.filter(project__in=list(of), year=month.year).order_by().values_list("project")
    for pk, amount in sums.annotate(sum=Sum("amount")):
        plan[of[pk]] += amount.amount
    filed: Counter[int | None] = Counter()
    done: defaultdict[int | None, int] = defaultdict(int)
    last: dict[int, int] = {}
    rows: Any = Report.objects.filter(project__in=list(of), month__gte=Month(month.year, 1), month__lte=month)
    for pk, when, amount, year in rows.order_by("month").values_list("project", "month", "done", "year_done"):
        last[pk] = year.amount
        if when == month:
            filed[of[pk]] += 1
            done[of[pk]] += amount.amount
    year_done: defaultdict[int | None, int] = defaultdict(int)
    for pk, amount in last.items():
        year_done[of[pk]] += amount
    units = Unit.objects.in_bulk([pk for pk in counted if pk is not None])
    found = [
        Row(
            units.get(pk) if pk else None, count, filed[pk], Money(done[pk]), Money(year_done[pk]), Money(plan[pk]),
            ahead(year_done[pk], plan[pk], month) if plan[pk] else None,
        )
        for pk, count in counted.items()
    ]  # fmt: skip
    return sorted(found, key=lambda row: (row.district is None, row.district.pk if row.district else 0))

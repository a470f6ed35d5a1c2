"""A month by district: who has filed, what was done of the year's plan, how far that is ahead of the months gone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Sum

from keyworks.accounts.models import Person, Unit
from keyworks.base.scopes import scope
from keyworks.reports.queries.plans import planned
from keyworks.reports.queries.reach import expected
from keyworks.reports.queries.standing import stood
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


def by_district(person: Person, month: Month, asof: datetime | None = None) -> list[Row]:
    """A row for each district of which the person sees projects that report, and one for the rest; by name.

    With `asof` amounts and plans are those known at that moment (UTC); which projects report, and in which district
    they lie, is as it stands now.
    """
    projects: Any = scope(person, expected(month)).order_by()
    plan = plan_by_district(projects, month.year, asof)
    counted, filed = Counter[int | None](), Counter[int | None]()
    done, year_done = Counter[int | None](), Counter[int | None]()
    # Of those that have not filed this month, what was known before counts for the year.
    for one in stood(projects, month, asof):
        counted[one.district] += 1
        filed[one.district] += one.filed
        done[one.district] += one.done
        year_done[one.district] += one.year_done
    units = Unit.objects.in_bulk([pk for pk in counted if pk is not None])
    found = [
        Row(
            units.get(pk) if pk else None, count, filed[pk], Money(done[pk]), Money(year_done[pk]), Money(plan[pk]),
            ahead(year_done[pk], plan[pk], month) if plan[pk] else None,
        )
        for pk, count in counted.items()
    ]  # fmt: skip
    return sorted(found, key=lambda row: (row.district is None, row.district.pk if row.district else 0))


def plan_by_district(projects: Any, year: int, asof: datetime | None = None) -> Counter[int | None]:
    """What the register planned for a year by a moment, or plans now, in minor units by district."""
    amounts = planned(year, asof).filter(project__in=projects.values("pk")).order_by().values_list("project__district")
    return Counter({pk: sum.amount for pk, sum in amounts.annotate(sum=Sum("amount"))})

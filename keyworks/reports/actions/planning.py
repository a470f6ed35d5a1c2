from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import chain

from django.db import transaction

from keyworks.accounts.models import Person
from keyworks.base.twotime import correct, first
from keyworks.formats.cells.words import words as kept
from keyworks.projects.models import Project
from keyworks.record.actions import write
from keyworks.reports.actions.refused import ReportsRefused, exactly, held, must_file_for
from keyworks.reports.models import MonthlyPlan
from keyworks.reports.queries import funds_of_year, months_given, planned_of_year
from keyworks.values.money import Money, total
from keyworks.values.months import Month

Months = Sequence[Money]


@transaction.atomic
def plan_year(
    *,
    project: Project,
    year: int,
    months: Months | Mapping[str, Months],
    by: Person | None,
    at: datetime,
    reason: str = "",
) -> list[MonthlyPlan]:
    """Plan a project's year by month, all funds together or each by its code.

    The months add up to what the annual list plans for the year, each fund's to that fund's, to the fen.
    """
    project = held(project)
    must_file_for(by, project)
    given = dict(months) if isinstance(months, Mapping) else {"": months}
    if not given or any(len(some) != 12 or any(one.amount < 0 for one in some) for some in given.values()):
        raise ReportsRefused("reports.plan_not_twelve", field="months")
    _must_add_up(project, year, given)
    # What was planned otherwise, all funds together or out of another one, is nothing from now on.
    for fund in months_given(project, year):
        given.setdefault(fund, [Money(0)] * 12)
    made = _stated(project, year, given, by=by, at=at, reason=" ".join(kept(reason).split())[:400])
    if made:
        after = {f"{one.month} {one.fund}".rstrip(): {"fen": one.amount.amount} for one in made}
        write("reports.plan", project, by=by, at=at, reason=made[0].reason, after=after)
    return made


def _must_add_up(project: Project, year: int, given: Mapping[str, Months]) -> None:
    funds = funds_of_year(project, year)
    for fund, months in given.items():
        if fund and fund not in funds:
            raise ReportsRefused("reports.plan_no_fund", field="months")
        whole = funds[fund][1] if fund else planned_of_year(project, year)
        _must_be(total(months), whole)
    _must_be(total(chain.from_iterable(given.values())), planned_of_year(project, year))


def _must_be(sum_: Money, whole: Money) -> None:
    gap = sum_ - whole
    if gap.amount:
        told = {"sum": sum_, "plan": whole, "gap": abs(gap)}
        raise ReportsRefused("reports.plan_not_year", field="months", **exactly(told))


def _stated(
    project: Project, year: int, given: Mapping[str, Months], *, by: Person | None, at: datetime, reason: str
) -> list[MonthlyPlan]:
    of_year = MonthlyPlan.objects.filter(project=project, month__gte=Month(year, 1), month__lte=Month(year, 12))
    stand = {(row.month, row.fund): row for row in of_year.asof()}
    made = []
    for fund, months in given.items():
        for number, amount in enumerate(months, 1):
            month = Month(year, number)
            last = stand.get((month, fund))
            if last is not None and last.amount == amount:
                continue
            fact = {"project": project, "month": month, "fund": fund}
            values = {"amount": amount, "valid_from": month.first_day, "valid_until": month.last_day}
            if stand and not reason:
                raise ReportsRefused("reports.reason_missing", field="reason")
            if last is None:
                made.append(first(MonthlyPlan, fact, by=by, at=at, **values))
            else:
                made.append(correct(MonthlyPlan, fact, by=by, at=at, reason=reason, over=last.version, **values))
    return made

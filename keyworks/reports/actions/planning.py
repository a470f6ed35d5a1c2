from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from keyworks.accounts.models import Person
from keyworks.base.twotime import correct, first
from keyworks.formats.cells.words import words as kept
from keyworks.projects.models import Project
from keyworks.record.actions import write
from keyworks.reports.actions.refused import ReportsRefused, exactly, held, must_file_for
from keyworks.reports.models import MonthlyPlan
from keyworks.reports.queries import planned_of_year
from keyworks.values.money import Money, total
from keyworks.values.months import Month


@transaction.atomic
def plan_year(
    *, project: Project, year: int, months: Sequence[Money], by: Person | None, at: datetime, reason: str = ""
) -> list[MonthlyPlan]:
    """Plan a project's year by month; the twelve add up to what the annual list plans for it, to the fen."""
    project = held(project)
    must_file_for(by, project)
    if len(months) != 12 or any(one.amount < 0 for one in months):
        raise ReportsRefused("reports.plan_not_twelve", field="months")
    whole = planned_of_year(project, year)
    gap = total(months) - whole
    if gap.amount:
        told = {"sum": total(months), "plan": whole, "gap": abs(gap)}
        raise ReportsRefused("reports.plan_not_year", field="months", **exactly(told))
    stand = {row.month: row for row in MonthlyPlan.objects.filter(project=project).asof()}
    reason, made = " ".join(kept(reason).split())[:400], []
    for number, amount in enumerate(months, 1):
        month = Month(year, number)
        last = stand.get(month)
        if last is not None and last.amount == amount:
            continue
        fact = {"project": project, "month": month}
        values = {"amount": amount, "valid_from": month.first_day, "valid_until": month.last_day}
        if last is None:
            made.append(first(MonthlyPlan, fact, by=by, at=at, **values))
        elif not reason:
            raise ReportsRefused("reports.reason_missing", field="reason")
        else:
            made.append(correct(MonthlyPlan, fact, by=by, at=at, reason=reason, over=last.version, **values))
    if made:
        after = {str(one.month): {"fen": one.amount.amount} for one in made}
        write("reports.plan", project, by=by, at=at, reason=reason, after=after)
    return made

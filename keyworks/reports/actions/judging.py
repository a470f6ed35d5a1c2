"""What the city office decides of judging: exemptions and bonds; and what offices say was spent and grown."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from keyworks.accounts.models import Person, Unit
from keyworks.accounts.queries import day_of, judged_on
from keyworks.base.twotime import correct, first
from keyworks.formats.cells.words import words as kept
from keyworks.projects.models import Project
from keyworks.record.actions import write
from keyworks.reports.actions.ledgers import must_be_over
from keyworks.reports.actions.refused import ReportsRefused, exactly, held, must_be_open, must_decide
from keyworks.reports.models import BondBatch, BondSpending, Exemption, Growth, Withdrawal
from keyworks.reports.queries.judging import may_spend, spent_by
from keyworks.reports.rules.ledgers import Cause
from keyworks.reports.rules.lights.specs import Dimension
from keyworks.values.money import Money
from keyworks.values.months import Month

LONGEST = 24
"""Months of one exemption."""
OF_PROJECTS = (
    Dimension.INVESTMENT, Dimension.START, Dimension.STATISTICS, Dimension.BONDS, Dimension.APPROVAL, Dimension.FILING,
)  # fmt: skip


def _said(reason: str) -> str:
    reason = " ".join(kept(reason).split())[:400]
    if not reason:
        raise ReportsRefused("reports.say_why", field="reason")
    return reason


@transaction.atomic
def exempt(
    *,
    project: Project,
    dimension: Dimension,
    first: Month,
    last: Month,
    cause: Cause,
    reason: str,
    by: Person | None,
    at: datetime,
) -> Exemption:
    """Leave one dimension of a project unjudged for some months, for a documented reason; never the project."""
    must_decide(by)
    project, reason = held(project), _said(reason)
    if dimension not in OF_PROJECTS:
        raise ReportsRefused("reports.exemption_of_none", field="dimension")
    if last < first or last - first >= LONGEST:
        raise ReportsRefused("reports.exemption_months", field="last", most=LONGEST)
    for month in first.until(last):
        must_be_open(month)
    made = Exemption.objects.create(
        project=project, dimension=dimension, first=first, last=last, cause=cause, reason=reason, by=by, at=at
    )
    write("reports.exempt", project, by=by, at=at, reason=reason, after=_told(made))
    return made


@transaction.atomic
def withdraw(*, exemption: Exemption, reason: str, by: Person | None, at: datetime) -> Withdrawal:
    """Judge again what was exempt, in all its months."""
    must_decide(by)
    reason = _said(reason)
    project = held(exemption.project)
    if Withdrawal.objects.filter(exemption=exemption).exists():
        raise ReportsRefused("reports.withdrawn_already")
    for month in exemption.first.until(exemption.last):
        must_be_open(month)
    made = Withdrawal.objects.create(exemption=exemption, reason=reason, by=by, at=at)
    write("reports.withdraw", project, by=by, at=at, reason=reason, before=_told(exemption))
    return made


def _told(one: Exemption) -> dict[str, object]:
    return {"dimension": str(one.dimension), "first": str(one.first), "last": str(one.last), "cause": str(one.cause)}


@transaction.atomic
def issue(
    *,
    project: Project | None,
    district: Unit | None,
    name: str,
    issued_on: date,
    amount: Money,
    by: Person | None,
    at: datetime,
    on: date | None = None,
) -> BondBatch:
    """A batch of special bonds, for a project or for a district as a whole."""
    must_decide(by)
    name = " ".join(kept(name).split())[:120]
    if (project is None) == (district is None) or (district and district.kind != Unit.Kind.DISTRICT):
        raise ReportsRefused("reports.batch_of_one", field="district")
    if not name:
        raise ReportsRefused("reports.batch_name", field="name")
    if issued_on > (on or judged_on(day_of(at))):
        raise ReportsRefused("reports.batch_to_come", field="issued_on")
    if amount.amount <= 0:
        raise ReportsRefused("reports.batch_amount", field="amount")
    if BondBatch.objects.filter(project=project, district=district, name=name).exists():
        raise ReportsRefused("reports.batch_known", field="name")
    made = BondBatch(project=project, district=district, name=name, issued_on=issued_on, by=by, at=at)
    made.amount = amount
    made.save()
    after = {"name": name, "issued_on": issued_on.isoformat(), "amount": {"fen": amount.amount}}
    write("reports.issue", project or district, by=by, at=at, after=after)  # type: ignore[arg-type]
    return made


@transaction.atomic
def spend(
    *,
    batch: BondBatch,
    month: Month,
    spent: Money,
    over: int,
    by: Person | None,
    at: datetime,
    reason: str = "",
    on: date | None = None,
) -> BondSpending | None:
    """Say what of a batch was spent by the end of a month; None where that stands already."""
    batch = BondBatch.objects.select_for_update(of=("self",)).select_related("project", "district").get(pk=batch.pk)
    if by is not None and not may_spend(by, batch):
        raise ReportsRefused("reports.not_kept_here")
    must_be_over(month, on or judged_on(day_of(at)))
    reason = " ".join(kept(reason).split())[:400]
    if not 0 <= spent.amount <= batch.amount.amount:
        raise ReportsRefused("reports.spent_beyond", field="spent", **exactly({"amount": batch.amount}))
    if month < Month.of(batch.issued_on):
        raise ReportsRefused("reports.spent_before", field="month")
    before = spent_by([batch.pk], month - 1).get(batch.pk, 0)
    fact: dict[str, Any] = {"batch": batch, "month": month}
    last = BondSpending.objects.filter(**fact).order_by("-version").first()
    if last is not None and last.version == over and last.spent == spent:
        return None
    if (last is not None or spent.amount < before) and not reason:
        raise ReportsRefused("reports.reason_missing", field="reason")
    values = {"spent": spent, "valid_from": month.first_day, "valid_until": month.last_day}
    if last is None:
        made = first(BondSpending, fact, by=by, at=at, reason=reason, **values)
    else:
        made = correct(BondSpending, fact, by=by, at=at, reason=reason, over=over, **values)
    after = {"name": batch.name, "month": str(month), "spent": {"fen": spent.amount}}
    write("reports.spend", batch.project or batch.district, by=by, at=at, reason=reason, after=after)  # type: ignore[arg-type]
    return made


@transaction.atomic
def grow(
    *,
    unit: Unit,
    month: Month,
    grown: int,
    planned: int | None,
    over: int,
    by: Person | None,
    at: datetime,
    reason: str = "",
    on: date | None = None,
) -> Growth:
    """Say by how much a district's investment grew by a month, or the city's: hundredths of 1 % over last year."""
    must_decide(by)
    if unit.kind not in (Unit.Kind.DISTRICT, Unit.Kind.CITY):
        raise ReportsRefused("reports.growth_of_none", field="unit")
    must_be_over(month, on or judged_on(day_of(at)))
    reason = " ".join(kept(reason).split())[:400]
    fact: dict[str, Any] = {"unit": unit, "month": month}
    values = {"grown": grown, "planned": planned, "valid_from": month.first_day, "valid_until": month.last_day}
    if not Growth.objects.filter(**fact).exists():
        made = first(Growth, fact, by=by, at=at, **values)
    elif not reason:
        raise ReportsRefused("reports.reason_missing", field="reason")
    else:
        made = correct(Growth, fact, by=by, at=at, reason=reason, over=over, **values)
    after = {"month": str(month), "grown": f"{grown / 100:g}%"}
    after |= {} if planned is None else {"planned_growth": f"{planned / 100:g}%"}
    write("reports.grow", unit, by=by, at=at, reason=reason, after=after)
    return made

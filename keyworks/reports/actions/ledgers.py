"""The ledgers beside the reports: what the statistics count, and what was paid. Nothing here changes a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from keyworks.accounts.models import Person
from keyworks.accounts.queries import day_of, judged_on
from keyworks.base.twotime import correct, first
from keyworks.formats.cells.words import words as kept
from keyworks.projects.models import Project
from keyworks.projects.queries import paths
from keyworks.record.actions import write
from keyworks.reports.actions.refused import ReportsRefused, held
from keyworks.reports.models import TABLES, StatisticsEntry
from keyworks.reports.rules import way
from keyworks.reports.rules.ledgers import KEEP, Entry, Ledger, may_keep
from keyworks.values.money import Money
from keyworks.values.months import Month


@dataclass(frozen=True)
class Amount:
    """What a ledger says of a project's month; `over` is the version seen, 0 where there is none."""

    project: Project
    month: Month
    money: Money
    over: int = 0


@transaction.atomic
def keep(
    *,
    ledger: Ledger,
    amounts: Iterable[Amount],
    by: Person | None,
    at: datetime,
    reason: str = "",
    on: date | None = None,
) -> int:
    """Write down what a ledger says of these months, all or none; how many were new.

    What stands already with the same amount is passed over; another amount is a correction, and asks why.
    """
    reason, made = " ".join(kept(reason).split())[:400], 0
    day = on or judged_on(day_of(at))
    for one in sorted(amounts, key=lambda one: one.project.pk):
        project = held(one.project)
        must_keep(by, project, ledger)
        must_be_over(one.month, day)
        made += _kept(ledger, project, one, reason, by, at)
    return made


@transaction.atomic
def keep_all(*, amounts: Mapping[Ledger, Iterable[Amount]], by: Person | None, at: datetime, reason: str = "") -> int:
    """The same for several ledgers, all or none."""
    return sum(keep(ledger=one, amounts=some, by=by, at=at, reason=reason) for one, some in amounts.items())


def _kept(ledger: Ledger, project: Project, one: Amount, reason: str, by: Person | None, at: datetime) -> bool:
    model = TABLES[ledger]
    fact = {"project": project, "month": one.month}
    last: Any = model.objects.filter(**fact).order_by("-version").first()
    if last is not None and last.version == one.over and last.amount == one.money:
        return False
    if one.money.amount < 0 and not reason:
        raise ReportsRefused("reports.negative", field=ledger.value)
    if last is not None and not reason:
        raise ReportsRefused("reports.reason_missing", field="reason")
    values = {"amount": one.money, "valid_from": one.month.first_day, "valid_until": one.month.last_day}
    if last is None:
        first(model, fact, by=by, at=at, reason=reason, **values)
    else:
        correct(model, fact, by=by, at=at, reason=reason, over=one.over, **values)
    before = {ledger.value: {"fen": last.amount.amount}} if last else None
    after = {"month": str(one.month), ledger.value: {"fen": one.money.amount}}
    write("reports.keep", project, by=by, at=at, reason=reason, before=before, after=after)
    return True


@transaction.atomic
def enter(
    *,
    project: Project,
    status: Entry,
    month: Month | None,
    method: str,
    over: int,
    by: Person | None,
    at: datetime,
    reason: str = "",
    on: date | None = None,
) -> StatisticsEntry:
    """Say where a project stands with the statistics, or correct it with a reason."""
    project = held(project)
    must_keep(by, project, Ledger.STATISTICS)
    reason, method = (" ".join(kept(text).split()) for text in (reason[:400], method[:200]))
    if (status is Entry.NOT_ENTERED) != (month is None):
        raise ReportsRefused("reports.entry_month", field="month")
    day = on or judged_on(day_of(at))
    if month is not None and month > Month.of(day):
        raise ReportsRefused("reports.not_over", field="month", month=str(month))
    fact: Mapping[str, Any] = {"project": project}
    last = StatisticsEntry.objects.filter(**fact).order_by("-version").first()
    values = {"status": status, "month": month, "method": method, "valid_from": month.first_day if month else day}
    if last is None:
        made = first(StatisticsEntry, fact, by=by, at=at, **values)
    elif not reason:
        raise ReportsRefused("reports.reason_missing", field="reason")
    else:
        made = correct(StatisticsEntry, fact, by=by, at=at, reason=reason, over=over, **values)
    write("reports.enter", project, by=by, at=at, reason=reason, before=_told(last), after=_told(made))
    return made


def _told(entry: StatisticsEntry | None) -> dict[str, object] | None:
    if entry is None:
        return None
    return {"statistics_entry": str(entry.status), "month": str(entry.month or ""), "method": entry.method}


def must_keep(by: Person | None, project: Project, ledger: Ledger) -> None:
    """Refuse whoever does not keep this ledger of the project; the system itself does."""
    if by is not None and not (by.may(KEEP) and may_keep(by.standing, paths(project), ledger)):
        raise ReportsRefused("reports.not_kept_here")


def must_be_over(month: Month, day: date) -> None:
    """Refuse what is still to come: it is a plan, and a plan is never taken for what was done."""
    if way.opens(month) > day:
        raise ReportsRefused("reports.not_over", field="month", month=str(month))

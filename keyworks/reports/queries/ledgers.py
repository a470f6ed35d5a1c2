"""The three ledgers beside one another: what was reported, what the statistics count, what was paid."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from keyworks.accounts.models import Person
from keyworks.projects.models import Project
from keyworks.projects.queries import paths
from keyworks.reports.models import TABLES, Filing, Payment, StatisticsAmount, StatisticsEntry
from keyworks.reports.queries.reach import among
from keyworks.reports.rules.checks.doubts import Thresholds
from keyworks.reports.rules.ledgers import KEEP, Entry, Ledger, may_keep
from keyworks.values.money import Money
from keyworks.values.months import Month

LAG = Thresholds().ledger_lag
"""What another ledger last knew so many months ago says nothing of the year so far."""


@dataclass(frozen=True)
class Line:
    """A month in three ledgers, each None where it knows nothing; all but `done` and `paid` are since January."""

    month: Month
    done: Money | None
    reported: Money | None
    counted: Money | None
    paid: Money | None
    paid_year: Money | None

    @property
    def counted_gap(self) -> Money | None:
        """What the statistics count beyond what was reported; below 0 where they count less."""
        return _gap(self.counted, self.reported)

    @property
    def paid_gap(self) -> Money | None:
        return _gap(self.paid_year, self.reported)


def _gap(one: Money | None, other: Money | None) -> Money | None:
    return None if one is None or other is None else one - other


def ledgers_of(projects: Iterable[int], month: Month, asof: datetime | None = None) -> dict[int, dict[str, int]]:
    """What the other ledgers know of each project's year up to a month, in minor units; only where it is known.

    A ledger that has said nothing for longer than others usually take says nothing.
    """
    asked = {"project__in": list(projects), "month__gte": Month(month.year, 1), "month__lte": month}
    found: dict[int, dict[str, int]] = {}
    counted: Any = StatisticsAmount.objects.asof(asof).filter(**asked).order_by("month")
    latest: dict[int, tuple[Month, int]] = {
        pk: (of, amount.amount) for pk, of, amount in counted.values_list("project", "month", "amount")
    }
    sums: dict[int, tuple[Month, int]] = {}
    paid: Any = Payment.objects.asof(asof).filter(**asked).order_by("month")
    for pk, of, amount in paid.values_list("project", "month", "amount"):
        sums[pk] = (of, sums.get(pk, (of, 0))[1] + amount.amount)
    for ledger, known in ((Ledger.STATISTICS, latest), (Ledger.PAYMENTS, sums)):
        for pk, (of, fen) in known.items():
            if month - of <= LAG:
                found.setdefault(pk, {})[ledger.value] = fen
    return found


def side_by_side(project: Project, year: int, until: Month, asof: datetime | None = None) -> list[Line]:
    """A year's months up to one, in three ledgers; a month nobody knows anything of stands there too."""
    asked = {"project": project, "month__gte": Month(year, 1), "month__lte": Month(year, 12)}
    filed = {one.month: one for one in Filing.objects.asof(asof).filter(**asked)}
    counted = {one.month: one.amount for one in StatisticsAmount.objects.asof(asof).filter(**asked)}
    paid = {one.month: one.amount for one in Payment.objects.asof(asof).filter(**asked)}
    lines, so_far = [], Money(0)
    for month in (Month(year, number) for number in range(1, 13)):
        if month > until:
            break
        of, now = filed.get(month), paid.get(month)
        so_far = so_far + now if now is not None else so_far
        # Payments of the year are known as far as the last month that has one.
        known = any(one >= month for one in paid)
        lines.append(
            Line(month, of.done if of else None, of.year_done if of else None, counted.get(month), now,
                 so_far if known else None)
        )  # fmt: skip
    return lines


def entry_of(project: Project) -> StatisticsEntry | None:
    found: StatisticsEntry | None = StatisticsEntry.objects.filter(project=project).order_by("-version").first()
    return found


def entries(
    projects: QuerySet[Project] | Iterable[int], asof: datetime | None = None
) -> dict[int, Month | None]:  # fmt: skip
    """The month in which each of these projects was entered, None where it is said not to be; only where it is said."""
    rows: Any = StatisticsEntry.objects.asof(asof).filter(project__in=among(projects))
    said = rows.values_list("project", "status", "month")
    return {pk: month if status == Entry.ENTERED else None for pk, status, month in said}


def kept(project: Project, month: Month) -> dict[Ledger, Any]:
    """What stands of a month in each ledger; None where nothing does."""
    fact = {"project": project, "month": month}
    return {ledger: model.objects.filter(**fact).order_by("-version").first() for ledger, model in TABLES.items()}


def stands(ledger: Ledger, projects: Iterable[int], months: Iterable[Month]) -> dict[tuple[int, Month], Any]:
    """Version and amount that a ledger has of these projects and months."""
    rows: Any = TABLES[ledger].objects.asof().filter(project__in=list(projects), month__in=list(months))
    said = rows.values_list("project", "month", "version", "amount")
    return {(pk, month): (version, amount) for pk, month, version, amount in said}


def kept_versions(project: Project, month: Month) -> list[tuple[Ledger, Any]]:
    """All that was ever known of a month in the other ledgers, the last first."""
    fact = {"project": project, "month": month}
    return [
        (ledger, one)
        for ledger, model in TABLES.items()
        for one in model.objects.filter(**fact).select_related("by").order_by("-version")
    ]


def may_keep_ledger(person: Person, project: Project, ledger: Ledger) -> bool:
    return person.may(KEEP) and may_keep(person.standing, paths(project), ledger)

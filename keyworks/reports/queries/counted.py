"""What a bulletin counts of each project and its month, and judges it by, as it was known at a moment."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from keyworks.accounts.queries import day_of
from keyworks.reports.models import Filing
from keyworks.reports.queries.judging import batches, exempt
from keyworks.reports.queries.known import Known
from keyworks.reports.queries.ledgers import entries
from keyworks.reports.rules import way
from keyworks.reports.rules.bulletins import Line
from keyworks.reports.rules.figures import Plan
from keyworks.reports.rules.lights.states import State
from keyworks.values.months import Month


def filings(keys: list[int], month: Month, at: datetime) -> dict[int, dict[Month, Filing]]:
    """By project and month of the year what stood at the moment."""
    rows: Any = Filing.objects.asof(at).filter(project__in=keys, month__gte=Month(month.year, 1), month__lte=month)
    found: dict[int, dict[Month, Filing]] = {}
    for row in rows.defer("words", "problems", "parts").order_by("project", "month"):
        found.setdefault(row.project_id, {})[row.month] = row
    return found


def amounts(filings: dict[int, dict[Month, Filing]]) -> dict[int, dict[Month, int]]:
    """The same in minor units: what was done, month by month."""
    return {pk: {of: one.done.amount for of, one in some.items()} for pk, some in filings.items()}


def line(
    project: Known, filings: dict[Month, Filing], light: str, plan: Plan | None, month: Month, first: datetime | None
) -> Line:
    this = filings.get(month)
    last = filings[max(filings)] if filings else None
    late = this is not None and first is not None and day_of(first) > way.due(month)
    return Line(
        project.pk, project.district, project.year_tag, light, this is not None,
        late, bool(this and this.unchanged), this.done.amount if this else 0, last.year_done.amount if last else 0,
        plan,
    )  # fmt: skip


def first_filed(keys: list[int], month: Month) -> dict[int, datetime]:
    """When each project first filed the month."""
    return dict(Filing.objects.filter(project__in=keys, month=month, version=1).values_list("project", "known_at"))


def states(
    projects: dict[int, Known], done: dict[int, dict[Month, int]], planned: dict[int, Plan], month: Month, at: datetime
) -> dict[int, State]:
    """What each project is judged by, as it was known at the moment; `done` is what it had filed, month by month."""
    months, day = list(Month(month.year, 1).until(month)), day_of(at)
    asked = [(one, False if way.due(one) < day else None) for one in months]
    noted = entries(projects, at)
    bonds, exempted = batches("project", projects, month, at), exempt(projects, month, at)
    found = {}
    for pk, project in projects.items():
        filed = done.get(pk, {})
        found[pk] = State(
            month, planned.get(pk), tuple(filed.get(one, 0) for one in months),
            tuple(True if one in filed else was_due for one, was_due in asked),
            Month.of(project.planned_start) if project.planned_start else None,
            Month.of(project.started_on) if project.started_on else None, noted.get(pk), bonds.get(pk, ()),
            exemptions=exempted.get(pk, {}), entry_noted=pk in noted,
        )  # fmt: skip
    return found

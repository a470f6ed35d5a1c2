"""What a bulletin counts of each project and its month, and judges it by, as it was known at a moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from keyworks.accounts.queries import day_of
from keyworks.projects.models import Project
from keyworks.reports.models import Filing
from keyworks.reports.queries.judging import batches, exempt
from keyworks.reports.queries.known import Known
from keyworks.reports.queries.ledgers import entries
from keyworks.reports.queries.standing import Filed
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


def amounts(filings: dict[int, dict[Month, Filing]]) -> dict[int, Filed]:
    """The same as numbers."""
    return {
        pk: {of.number: (one.done.amount, one.year_done.amount) for of, one in some.items()}
        for pk, some in filings.items()
    }  # fmt: skip


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
    projects: dict[int, Known], filed: Mapping[int, Filed], planned: dict[int, Plan], month: Month,
    at: datetime, seen: QuerySet[Project] | None = None,
) -> dict[int, State]:  # fmt: skip
    """What each project is judged by, as it was known at the moment, with what it had filed by then.

    `seen` is a selection they all are in, where they are so many that their keys are not written out.
    """
    those: QuerySet[Project] | Iterable[int] = projects if seen is None else seen
    day = day_of(at)
    asked = [(one.number, False if way.due(one) < day else None) for one in Month(month.year, 1).until(month)]
    noted = entries(those, at)
    bonds, exempted = batches("project", those, month, at), exempt(those, month, at)
    found = {}
    for pk, project in projects.items():
        own = filed.get(pk, {})
        found[pk] = State(
            month, planned.get(pk), tuple([own[of][0] if of in own else 0 for of, _due in asked]),
            tuple([True if of in own else was_due for of, was_due in asked]),
            Month.of(project.planned_start) if project.planned_start else None,
            Month.of(project.started_on) if project.started_on else None, noted.get(pk), bonds.get(pk, ()),
            exemptions=exempted.get(pk, {}), entry_noted=pk in noted,
        )  # fmt: skip
    return found

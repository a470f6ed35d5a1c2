"""The lights of a month as they were known at a moment, project by project."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from keyworks.accounts.models import Person
from keyworks.base.fields import as_number
from keyworks.reports.models import Filing
from keyworks.reports.queries import counted
from keyworks.reports.queries.known import known_projects
from keyworks.reports.queries.plans import plans
from keyworks.reports.queries.rulesets import rules_for
from keyworks.reports.rules.lights.judging import judged
from keyworks.values.months import Month


def known_lights(
    person: Person, month: Month, at: datetime, only: Collection[int] | None = None
) -> dict[int, str]:  # fmt: skip
    """The colour of each project the person sees, judged by what its bulletin of that moment counts."""
    projects = {one.pk: one for one in known_projects(person, month, at, only)}
    states = counted.states(projects, _done(list(projects), month, at), plans(projects, month.year, at), month, at)
    rules = rules_for(month, asof=at)
    return {pk: str(judged(rules, state).colour) for pk, state in states.items()}


def _done(keys: list[int], month: Month, at: datetime) -> dict[int, dict[Month, int]]:
    """By project and month of the year what stood as done at the moment, in minor units."""
    rows: Any = Filing.objects.asof(at).filter(project__in=keys, month__gte=Month(month.year, 1), month__lte=month)
    found: dict[int, dict[Month, int]] = {}
    for pk, of, amount in rows.values_list("project", "month", as_number("done")):
        found.setdefault(pk, {})[of] = amount
    return found

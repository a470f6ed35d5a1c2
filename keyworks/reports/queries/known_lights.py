"""The lights of a month as they were known at a moment, project by project."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from keyworks.accounts.models import Person
from keyworks.reports.queries import bulletins
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
    filings = bulletins._filings(list(projects), month, at)
    states = bulletins._states(projects, filings, plans(projects, month.year, at), month, at)
    rules = rules_for(month, asof=at)
    return {pk: str(judged(rules, state).colour) for pk, state in states.items()}

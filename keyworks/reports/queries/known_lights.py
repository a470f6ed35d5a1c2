"""The lights of a month as they were known at a moment, project by project."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from keyworks.accounts.models import Person
from keyworks.base.scopes import scope
from keyworks.projects.models import Project
from keyworks.reports.queries import counted
from keyworks.reports.queries.known import known_projects
from keyworks.reports.queries.plans import plans
from keyworks.reports.queries.rulesets import rules_for
from keyworks.reports.queries.standing import Filed
from keyworks.reports.rules.lights.judging import judged
from keyworks.values.months import Month


def known_lights(
    person: Person, month: Month, at: datetime, filed: Mapping[int, Filed], only: Collection[int] | None = None
) -> dict[int, str]:  # fmt: skip
    """The colour of each project the person sees, judged by what its bulletin of that moment counts.

    `filed` is what they had filed by then.
    """
    seen = scope(person, Project.objects.all() if only is None else Project.objects.filter(pk__in=only))
    projects = {one.pk: one for one in known_projects(person, month, at, only)}
    states = counted.states(projects, filed, plans(seen, month.year, at), month, at, seen)
    rules = rules_for(month, asof=at)
    return {pk: str(judged(rules, state).colour) for pk, state in states.items()}

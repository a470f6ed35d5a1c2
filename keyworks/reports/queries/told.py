"""What a month tells of each project, as it was known at a moment: for papers that call projects by their names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from keyworks.accounts.models import Person
from keyworks.reports.models import Filing
from keyworks.reports.queries import counted
from keyworks.reports.queries.known import Known, known_projects
from keyworks.reports.queries.plans import plans
from keyworks.reports.queries.rulesets import rules_for
from keyworks.reports.rules.bulletins import Line
from keyworks.reports.rules.lights.judging import judged
from keyworks.reports.rules.lights.specs import RuleSet
from keyworks.reports.rules.lights.states import Light
from keyworks.values.months import Month


@dataclass(frozen=True, slots=True)
class Told:
    """A project's month: what its bulletin counts, its light with the reasons, and what was filed in words.

    `before` is the colour of the month before as it is known now, "" in January; `next_month` is in minor units.
    """

    project: Known
    line: Line
    light: Light
    before: str
    problems: str
    next_month: int | None


def told(person: Person, month: Month, at: datetime, district: str = "") -> tuple[list[Told], RuleSet]:
    """Each project that reported the month and the person sees, by number; of one district where its code is given."""
    projects = {one.pk: one for one in known_projects(person, month, at, district=district)}
    keys = list(projects)
    filings, planned = counted.filings(keys, month, at), plans(projects, month.year, at)
    first, rules = counted.first_filed(keys, month), rules_for(month, asof=at)
    states = counted.states(projects, counted.amounts(filings), planned, month, at)
    before = _before(projects, month, at)
    words = _words(keys, month, at)
    found = []
    for pk, one in projects.items():
        light = judged(rules, states[pk])
        line = counted.line(one, filings.get(pk, {}), str(light.colour), planned.get(pk), month, first.get(pk))
        problems, coming = words.get(pk, ("", None))
        found.append(Told(one, line, light, before.get(pk, ""), problems, coming))
    return found, rules


def _before(projects: dict[int, Known], month: Month, at: datetime) -> dict[int, str]:
    """The colours of the month before, within the year."""
    if month.number == 1:
        return {}
    last = month - 1
    filed, rules = counted.amounts(counted.filings(list(projects), last, at)), rules_for(last, asof=at)
    states = counted.states(projects, filed, plans(projects, last.year, at), last, at)
    return {pk: str(judged(rules, state).colour) for pk, state in states.items()}


def _words(keys: list[int], month: Month, at: datetime) -> dict[int, tuple[str, int | None]]:
    rows: Any = Filing.objects.asof(at).filter(project__in=keys, month=month)
    return {
        pk: (problems, coming.amount if coming is not None else None)
        for pk, problems, coming in rows.values_list("project", "problems", "next_month")
    }

"""A rule set tried on a past month, beside the one that month is judged by."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from keyworks.accounts.models import Person
from keyworks.base.scopes import scope
from keyworks.projects.models import Project
from keyworks.reports.queries.lights import states
from keyworks.reports.queries.reach import expected
from keyworks.reports.rules.lights.comparing import Compared, compared
from keyworks.reports.rules.lights.judging import judged
from keyworks.reports.rules.lights.specs import Colour, RuleSet
from keyworks.values.months import Month

MOST = 200
"""So many changes are listed; all are counted."""


@dataclass(frozen=True)
class Tried:
    """Colours of the projects that report a month under two rule sets, and those whose colour differs."""

    now: Counter[Colour]
    then: Counter[Colour]
    changes: tuple[tuple[Project, Compared], ...]
    changed: int


def tried(person: Person, month: Month, now: RuleSet, other: RuleSet, today: date) -> Tried:
    """The month of all projects that the person sees, judged by both."""
    keys = list(scope(person, expected(month)).order_by("local_number").values_list("pk", flat=True))
    found = states(keys, month, today)
    before, after, differ = Counter[Colour](), Counter[Colour](), {}
    for pk in keys:
        one, two = judged(now, found[pk]), judged(other, found[pk])
        before[one.colour] += 1
        after[two.colour] += 1
        if one.colour is not two.colour:
            differ[pk] = compared(one, two)
    shown = list(differ)[:MOST]
    projects = Project.objects.in_bulk(shown)
    return Tried(before, after, tuple((projects[pk], differ[pk]) for pk in shown), len(differ))

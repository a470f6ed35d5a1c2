"""What the reports say of many projects by a month: the questions do not grow with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate
from typing import Any

from django.db.models import Max

from keyworks.reports.files.curve import Course
from keyworks.reports.models import Filing, Photograph, Reached, Report
from keyworks.reports.queries.curves import gone
from keyworks.reports.queries.lights import lights
from keyworks.reports.queries.plans import plans
from keyworks.reports.queries.rulesets import rules_for
from keyworks.reports.rules.figures import Plan, straight
from keyworks.reports.rules.lights.specs import RuleSet
from keyworks.reports.rules.lights.states import Light
from keyworks.reports.rules.parts import Milestone, from_plain
from keyworks.values.months import Month

MOST_PHOTOGRAPHS = 3


@dataclass
class Brief:
    """Of one project: the filing that stands of the last month reported, the year's plan and course, its light,
    the milestones it ever reached with the month that tells of them, its newest photographs."""

    filing: Filing | None = None
    plan: Plan | None = None
    course: Course | None = None
    light: Light | None = None
    milestones: list[tuple[Milestone, Month]] = field(default_factory=list)
    photographs: list[Photograph] = field(default_factory=list)


def briefs(projects: Collection[int], month: Month, today: date) -> tuple[dict[int, Brief], RuleSet]:
    """What is known now of these projects by the end of a month, and the rules their lights are by."""
    found, rules = {pk: Brief() for pk in projects}, rules_for(month)
    for filing in _last_filings(found, month):
        found[filing.project_id].filing = filing
    for pk, light in lights(found, month, rules, today).items():
        found[pk].light = light
    for pk, plan in plans(found, month.year).items():
        found[pk].plan = plan
    for pk, course in _courses(found, month, today).items():
        found[pk].course = course
    rows: Any = Reached.objects.asof().filter(project__in=found, month__lte=month)
    for row in rows.order_by("month"):
        found[row.project_id].milestones += [(one, row.month) for one in from_plain(row.milestones)]
    for pk, shots in _photographs(found, month).items():
        found[pk].photographs = shots
    return found, rules


def _last_filings(projects: Collection[int], month: Month) -> list[Filing]:
    """The filing that stands of the last month of each project reported by then, with whoever filed it."""
    reported: Any = Report.objects.filter(project__in=projects, month__lte=month).order_by()
    latest = dict(reported.values_list("project").annotate(Max("month")))
    filings: Any = Filing.objects.asof().filter(project__in=latest, month__in=set(latest.values()))
    return [one for one in filings.select_related("by") if one.month == latest[one.project_id]]


def _courses(projects: dict[int, Brief], month: Month, today: date) -> dict[int, Course]:
    """The year of each project that has a plan or reports: planned, and done by the month."""
    first = Month(month.year, 1)
    done: defaultdict[int, dict[int, int]] = defaultdict(dict)
    rows: Any = Report.objects.filter(project__in=projects, month__gte=first, month__lte=month)
    for pk, of, amount in rows.values_list("project", "month", "year_done"):
        done[pk][of.number] = amount.amount
    months = list(first.until(first + 11))
    found = {}
    for pk, brief in projects.items():
        if brief.plan is None and pk not in done:
            continue
        actual: list[int | None] = [0]
        for number in range(1, month.number + 1):
            actual.append(done[pk].get(number, actual[-1]))
        planned = accumulate((brief.plan or straight(month.year, 0)).months, initial=0)
        actual += [None] * (13 - len(actual))
        found[pk] = Course(first, tuple(planned), tuple(actual), (), gone(months, today))
    return found


def _photographs(projects: Collection[int], month: Month) -> dict[int, list[Photograph]]:
    """The newest photographs of each project's reports that tell of themselves and were not taken back."""
    rows = Photograph.objects.filter(
        report__project__in=projects, report__month__lte=month, attachment__withdrawn_at=None, unread=""
    )
    found: defaultdict[int, list[Photograph]] = defaultdict(list)
    for one in rows.select_related("report", "attachment").order_by("-report__month", "-pk"):
        if len(found[one.report.project_id]) < MOST_PHOTOGRAPHS:
            found[one.report.project_id].append(one)
    return dict(found)

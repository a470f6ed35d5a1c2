"""What waits for a person's office in a month, and what of it is worth a look before it passes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from keyworks.accounts.models import Person
from keyworks.projects.models import Project
from keyworks.reports.models import FOLLOWS, Filing, Report
from keyworks.reports.queries.doubts import said_of
from keyworks.reports.queries.ledgers import ledgers_of
from keyworks.reports.queries.lights import lights
from keyworks.reports.queries.months import my_turn, rows
from keyworks.reports.queries.plans import plans
from keyworks.reports.queries.rulesets import rules_for
from keyworks.reports.rules.checks.doubts import Course, Doubt
from keyworks.reports.rules.checks.plausible import doubts as asked
from keyworks.reports.rules.figures import Said
from keyworks.reports.rules.lights.specs import Colour
from keyworks.values.months import Month


class Odd(StrEnum):
    """Why a report is looked at before it passes."""

    DOUBT = "doubt"
    RED = "red"
    CORRECTED = "corrected"
    LATE = "late"
    UNCHANGED = "unchanged"


@dataclass
class Waiting:
    """A report that waits, with why it is worth a look; without any it may pass unread."""

    report: Report
    odd: list[Odd] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    reason: str = ""
    """Why it was corrected, the last time."""


def waiting(person: Person, month: Month, today: date) -> list[Waiting]:
    """The reports that wait for this person's office, those worth a look first, else by number."""
    turn = my_turn(person, rows(person, month)).order_by().values("report_pk")
    reports = list(Report.objects.filter(pk__in=turn).select_related("project", "project__district"))
    projects = [one.project for one in reports]
    keys = [one.pk for one in projects]
    colours = lights(keys, month, rules_for(month), today)
    doubts, corrected, same = doubts_of(projects, month), _corrected(keys, month), _unchanged(keys, month)
    found = []
    for report in reports:
        one = Waiting(report, doubts=doubts.get(report.project_id, []), reason=corrected.get(report.project_id, ""))
        odd = {
            Odd.DOUBT: bool(one.doubts), Odd.RED: colours[report.project_id].colour is Colour.RED,
            Odd.CORRECTED: report.project_id in corrected, Odd.LATE: report.late,
            Odd.UNCHANGED: report.unchanged and report.project_id in same,
        }  # fmt: skip
        one.odd = [why for why in Odd if odd[why]]
        found.append(one)
    order = list(Odd)
    return sorted(
        found,
        key=lambda one: (
            not one.odd, -len(one.doubts), [order.index(why) for why in one.odd], one.report.project.local_number,
        ),
    )  # fmt: skip


def doubts_of(projects: Collection[Project], month: Month) -> dict[int, list[Doubt]]:
    """What is asked of the reports of these projects' month, each beside its earlier ones."""
    keys = [one.pk for one in projects]
    reported: defaultdict[int, list[Said]] = defaultdict(list)
    filings = Filing.objects.asof().filter(project__in=keys, month__lte=month)
    for filing in filings.order_by("project", "month").iterator(chunk_size=2000):
        reported[filing.project_id].append(said_of(filing))
    planned, ledgers = plans(keys, month.year), ledgers_of(keys, month)
    found = {}
    for one in projects:
        said = reported[one.pk]
        if said and said[-1].month == month:
            total = one.total.amount if one.total else None
            course = Course(said[-1], tuple(said[:-1]), planned.get(one.pk), total, ledgers=ledgers.get(one.pk, {}))
            found[one.pk] = asked(course)
    return found


def _corrected(keys: Collection[int], month: Month) -> dict[int, str]:
    """Those corrected since they were first filed → why, the last time."""
    later: Any = Filing.objects.filter(project__in=keys, month=month, version__gt=1).order_by("version")
    return {
        pk: reason
        for pk, reason, source in later.values_list("project", "reason", "source")
        if not source.startswith(FOLLOWS)
    }


def _unchanged(keys: Collection[int], month: Month) -> set[int]:
    """Those that had no change in the month before either."""
    before: Any = Report.objects.filter(project__in=keys, month=month - 1, unchanged=True)
    return set(before.values_list("project", flat=True))

"""What waits for a person's office in a month, and what of it is worth a look before it passes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from keyworks.accounts.models import Person
from keyworks.reports.models import FOLLOWS, Filing, Question, Report
from keyworks.reports.queries.lights import lights
from keyworks.reports.queries.months import my_turn, rows
from keyworks.reports.queries.rulesets import rules_for
from keyworks.reports.rules.lights.specs import Colour
from keyworks.reports.rules.questions import State
from keyworks.values.months import Month

UNSETTLED = (State.OPEN, State.ANSWERED)


class Odd(StrEnum):
    """Why a report is looked at before it passes."""

    ASKED = "asked"
    RED = "red"
    CORRECTED = "corrected"
    LATE = "late"
    UNCHANGED = "unchanged"


@dataclass
class Waiting:
    """A report that waits, with why it is worth a look; without any it may pass unread."""

    report: Report
    odd: list[Odd] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    reason: str = ""
    """Why it was corrected, the last time."""


def waiting(person: Person, month: Month, today: date) -> list[Waiting]:
    """The reports that wait for this person's office, those worth a look first, else by number."""
    turn = my_turn(person, rows(person, month)).order_by().values("report_pk")
    reports = list(Report.objects.filter(pk__in=turn).select_related("project", "project__district"))
    keys = [one.project_id for one in reports]
    colours = lights(keys, month, rules_for(month), today)
    questions, corrected, same = _questions(keys, month), _corrected(keys, month), _unchanged(keys, month)
    found = []
    for report in reports:
        pk = report.project_id
        one = Waiting(report, questions=questions.get(pk, []), reason=corrected.get(pk, ""))
        odd = {
            Odd.ASKED: bool(one.questions), Odd.RED: colours[pk].colour is Colour.RED,
            Odd.CORRECTED: pk in corrected, Odd.LATE: report.late,
            Odd.UNCHANGED: report.unchanged and pk in same,
        }  # fmt: skip
        one.odd = [why for why in Odd if odd[why]]
        found.append(one)
    order = list(Odd)
    return sorted(
        found,
        key=lambda one: (
            not one.odd, -len(one.questions), [order.index(why) for why in one.odd], one.report.project.local_number,
        ),
    )  # fmt: skip


def _questions(keys: Collection[int], month: Month) -> dict[int, list[Question]]:
    """What is asked of these projects' month and not settled yet."""
    found: dict[int, list[Question]] = {}
    for one in Question.objects.filter(project__in=keys, month=month, state__in=UNSETTLED).order_by("pk"):
        found.setdefault(one.project_id or 0, []).append(one)
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

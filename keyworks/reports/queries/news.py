"""What a person's digest says of the month: what is missing, was given back, is asked."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from keyworks.accounts.models import Person
from keyworks.accounts.rules import Role
from keyworks.base import shown
from keyworks.base.scopes import scope
from keyworks.projects.models import Project
from keyworks.reports.models import Question, Reminder, Report
from keyworks.reports.queries.questions import to_answer
from keyworks.reports.rules import way
from keyworks.values.months import Month

MOST = 100
Part = tuple[str, list[tuple[str, str]]]


def news(person: Person, since: datetime) -> list[Part]:
    parts = [_reminded(person, one) for one in Reminder.objects.filter(person=person, at__gt=since)]
    still = [part for part in parts if part[1]]
    return [*still, *_returned(person, since), *_asked(person, since)]


def _reminded(person: Person, one: Reminder) -> Part:
    """Of those that were missing, the ones that still are."""
    month = Month.of(one.month.first_day)
    filed = Report.objects.filter(month=month).values("project")
    missing = list(scope(person, Project.objects.filter(pk__in=one.projects)).exclude(pk__in=filed).order_by("pk"))
    told = {"month": shown.month(month), "day": shown.day(way.due(month)), "n": len(missing), "of": one.expected}
    if one.role == Role.UNIT:
        heading = _("Reports of %(month)s, due on %(day)s") % told
    else:
        heading = _("Reports of %(month)s: %(n)s of %(of)s not filed") % told
    lines = [(str(project), reverse("reports:report", args=[project.pk, int(month)])) for project in missing[:MOST]]
    return heading, lines


def _returned(person: Person, since: datetime) -> list[Part]:
    own = [seat.path for seat in person.standing.seats if seat.role == Role.UNIT]
    found = scope(person, Report.objects.filter(state=way.State.RETURNED, changed_at__gt=since)) if own else []
    lines = [(str(one.project), one.get_absolute_url()) for one in found if _owned(one, own)]
    return [(_("Reports given back to you"), lines[:MOST])] if lines else []


def _owned(report: Report, paths: list[str]) -> bool:
    owner = report.project.owner
    return owner is not None and any(owner.path.startswith(path) for path in paths)


def _asked(person: Person, since: datetime) -> list[Part]:
    found = to_answer(person, Question.objects.filter(changed_at__gt=since)).order_by("pk")[:MOST]
    lines = [(str(one), one.get_absolute_url()) for one in found]
    return [(_("Questions that wait for your answer"), lines)] if lines else []

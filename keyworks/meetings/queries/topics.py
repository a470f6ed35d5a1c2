"""Topics of a meeting: what is on its list, what units say on each, which matters could be put on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from keyworks.accounts.models import Person, Unit
from keyworks.accounts.queries import workdays
from keyworks.base.scopes import scope
from keyworks.matters.models import Matter
from keyworks.matters.queries.inbox import overdue
from keyworks.matters.queries.listing import blocked_by, seen
from keyworks.matters.rules import clocks
from keyworks.matters.rules.ladder import OPEN, Sort
from keyworks.meetings.models import Meeting, Remark, Topic
from keyworks.meetings.queries.statements import speaking_units
from keyworks.meetings.rules import authority
from keyworks.meetings.rules.kinds import AHEAD
from keyworks.values.money import Money

MOST = 40
HIGH = 3
"""From this level on a matter may want the leaders."""


def of_meeting(person: Person, meeting: Meeting) -> QuerySet[Topic]:
    """The topics on the list of a meeting in their order, each with how many comments there are."""
    rows = scope(person, Topic.objects.filter(meeting=meeting)).select_related("unit", "matter")
    return rows.annotate(said=Count("remarks")).order_by("position", "pk")


def topic_of(person: Person, pk: int) -> Topic | None:
    rows = scope(person, Topic.objects.select_related("meeting", "meeting__series", "unit", "matter"))
    return rows.filter(pk=pk).first()


def remarks_of(topic: Topic) -> list[Remark]:
    return list(topic.remarks.select_related("unit", "by"))


def comments_open(topic: Topic, day: date) -> bool:
    """May units say something on it now?"""
    until = topic.comments_until
    return not topic.dropped and topic.meeting.state in AHEAD and until is not None and day <= until


def commenting_units(person: Person) -> list[Unit]:
    """For which units the person may comment: the own ones, and the city office for itself."""
    found = list(speaking_units(person).filter(closed_on=None).order_by("path"))
    if person.may(authority.PREPARE):
        found += list(Unit.objects.filter(kind=Unit.Kind.CITY, parent=None))
    return found


def sees_matter(person: Person, topic: Topic) -> bool:
    return topic.matter_id is not None and scope(person, Matter.objects.filter(pk=topic.matter_id)).exists()


@dataclass(frozen=True)
class Candidate:
    """An open matter that may want the meeting, with what speaks for it."""

    matter: Matter
    late_days: int
    blocked: Money | None


def candidates(person: Person, meeting: Meeting, day: date) -> list[Candidate]:
    """Open matters that are overdue, high up, or hold up money, not on the list yet; the highest and largest first.

    What a leader directed stands high by itself and is offered only when it is late.
    """
    there = meeting.topics.filter(dropped="", matter__isnull=False).values("matter")
    rows: Any = seen(person).filter(state__in=OPEN, parent=None).exclude(pk__in=there)
    rows = rows.annotate(blocked=blocked_by(person, day.year))
    high = Q(level__gte=HIGH) & ~Q(sort=Sort.DIRECTIVE)
    wanted = rows.filter(overdue(day) | high | Q(blocked__gt=Money(0)))
    wanted = wanted.select_related("lead", "desk").order_by("-level", F("blocked").desc(nulls_last=True), "pk")
    calendar = workdays()
    return [Candidate(one, clocks.late_days(one.due_on, day, calendar), one.blocked) for one in wanted[:MOST]]

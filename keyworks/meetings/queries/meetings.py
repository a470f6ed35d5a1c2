"""Meetings as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from keyworks.accounts.models import Person
from keyworks.base.scopes import scope
from keyworks.matters.models import Matter
from keyworks.meetings.models import Caught, Item, Meeting, Participant, Series, Site, Statement, Topic
from keyworks.meetings.rules import agenda
from keyworks.meetings.rules.kinds import State
from keyworks.projects.models import Project


def listed(person: Person) -> QuerySet[Meeting]:
    """The meetings a person sees, the latest first, with what stands in a list."""
    stops = Count("sites", filter=Q(sites__position__isnull=False), distinct=True)
    return scope(person, Meeting.objects.all()).select_related("series", "district").annotate(stops=stops)


def series_of(person: Person) -> QuerySet[Series]:
    return scope(person, Series.objects.all()).annotate(held=Count("meetings"))


def next_meeting(person: Person, day: date) -> Meeting | None:
    """The next one that was not cancelled."""
    rows = scope(person, Meeting.objects.filter(on__gte=day)).exclude(state__in=(State.CANCELLED, State.CLOSED))
    return rows.select_related("series").order_by("on", "begins", "pk").first()


def stops(meeting: Meeting) -> list[Site]:
    """The places of the route, in their order."""
    rows = meeting.sites.filter(position__isnull=False).select_related("project", "project__district", "project__owner")
    return list(rows.order_by("position"))


@dataclass(frozen=True)
class Planned:
    """A point of the agenda and when it is planned."""

    item: Item
    slot: agenda.Slot


def agenda_of(meeting: Meeting) -> list[Planned]:
    """The points in their order, each with its time."""
    items = list(meeting.items.select_related("project", "unit"))
    slots = agenda.planned(meeting.begins, meeting.ends, [one.minutes for one in items])
    return [Planned(item, slot) for item, slot in zip(items, slots, strict=True)]


def people_of(meeting: Meeting) -> list[Participant]:
    return list(meeting.participants.select_related("person", "unit"))


def visited(projects: Any = None) -> dict[int, Meeting]:
    """Project → the last meeting that saw it, of those that took place."""
    rows = Site.objects.filter(
        position__isnull=False, meeting__state__in=(State.HELD, State.CLOSED, State.SITTING)
    ).select_related("meeting")  # fmt: skip
    if projects is not None:
        rows = rows.filter(project__in=projects)
    return {one.project_id: one.meeting for one in rows.order_by("meeting__on", "pk")}


def meetings_of(person: Person, project: Project) -> QuerySet[Meeting]:
    """The meetings that saw a project or were to."""
    seen = Site.objects.filter(project=project, position__isnull=False).values("meeting")
    return scope(person, Meeting.objects.filter(pk__in=seen)).order_by("-on")


def titled(title: str) -> Meeting | None:
    """The last meeting of this title."""
    return Meeting.objects.filter(title=title).order_by("-pk").first()


def series_named(name: str) -> Series | None:
    return Series.objects.filter(name_zh=name).first()


def asked_of(meeting: Meeting) -> list[Statement]:
    """What units were asked to report, in their order."""
    return list(meeting.statements.select_related("unit", "meeting"))


def topics_of(meeting: Meeting) -> list[Topic]:
    """What is on the list to be decided."""
    return list(meeting.topics.filter(dropped="").select_related("matter", "unit"))


def meetings_about(person: Person, matter: Matter) -> QuerySet[Meeting]:
    """The meetings at which a matter, or what it is an action of, was directed, and those whose topic it was."""
    whole = [key for key in (matter.pk, matter.parent_id) if key]
    directed_at = Caught.objects.filter(matter__in=whole).values("meeting")
    topic_of = Topic.objects.filter(matter__in=whole, dropped="").values("meeting")
    about = Q(pk__in=directed_at) | Q(pk__in=topic_of)
    return scope(person, Meeting.objects.filter(about)).select_related("district").order_by("-on")

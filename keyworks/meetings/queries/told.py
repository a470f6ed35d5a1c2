"""What leaves the building about a meeting: what was before it, its topics and its route."""

from __future__ import annotations

from keyworks.accounts.models import Person
from keyworks.base.scopes import scope
from keyworks.meetings.models import Meeting, Route, Site, Topic
from keyworks.meetings.rules.kinds import State


def before(meeting: Meeting) -> Meeting | None:
    """The meeting whose promises this one opens with."""
    return Meeting.objects.filter(pk=meeting.before_id).first() if meeting.before_id else None


def topics(person: Person, meeting: Meeting) -> list[Topic]:
    """What the meeting is to decide, as far as it was not taken off."""
    return list(scope(person, Topic.objects.filter(meeting=meeting, dropped="")).select_related("unit", "matter"))


def route_of(meeting: Meeting) -> tuple[Route | None, list[Site]]:
    """What the route was asked for, and its stops with their projects in order."""
    stops = meeting.sites.filter(position__isnull=False).select_related("project__district").order_by("position")
    return Route.objects.filter(meeting=meeting).first(), list(stops)


def seen_meeting(person: Person, pk: int) -> Meeting | None:
    """The meeting, if the person sees it."""
    return scope(person, Meeting.objects.select_related("series", "district", "before")).filter(pk=pk).first()


def took_place(meeting: Meeting) -> bool:
    return meeting.state in (State.SITTING, State.HELD, State.CLOSED)

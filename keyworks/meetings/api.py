"""Meetings over the API, to be read: the list; one with its agenda, places, topics and what was directed."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from ninja import Query, Schema
from pydantic import Field

from keyworks.accounts.models import Person
from keyworks.base.api import Clock, Day, Key, Request, Router
from keyworks.base.conditions import tagged
from keyworks.base.paging import Page, Window, page
from keyworks.base.scopes import scope
from keyworks.matters.models import Matter
from keyworks.meetings import queries
from keyworks.meetings.models import Meeting, Site
from keyworks.meetings.queries import after, told
from keyworks.meetings.rules import authority
from keyworks.projects.models import Project

router = Router()
Stands = Literal["", "preparing", "called", "sitting", "held", "closed", "cancelled"]


class MeetingsAsked(Schema):
    """Which meetings: by state, the district's code, or the days between which they are."""

    state: Stands = ""
    district: Annotated[str, Field(max_length=60)] = ""
    on_or_after: Day | None = None
    on_or_before: Day | None = None


class MeetingRow(Schema):
    """A meeting as it stands; `number` counts within its series."""

    id: int
    series: str
    number: int
    title: str
    title_en: str
    on: date
    begins: Clock
    ends: Clock
    place: str
    district: str | None
    state: str
    places: int
    edition: int


class PointOut(Schema):
    """A point of the agenda and when it is planned."""

    point: str
    title: str
    minutes: int
    begins: Clock
    ends: Clock


class PlaceOut(Schema):
    """A stop of the route, in its order; the project by its key where whoever asks sees it."""

    position: int
    project: int | None
    local_number: str | None
    name_zh: str
    name_en: str
    arrives: Clock | None
    leaves: Clock | None


class TopicOut(Schema):
    """What the meeting is to decide; the matter by its number where whoever asks sees it."""

    title: str
    matter: str | None
    unit: str | None
    comments_until: date | None
    outcome: str
    result: str


class DirectiveOut(Schema):
    """What was directed and what became of it: `fate` is late, not_issued, running, done_late, done or withdrawn."""

    words: str
    said_by: str
    owners: list[str]
    promised_on: date | None
    due_on: date | None
    closed_on: date | None
    fate: str
    late_days: int
    matter: str | None


class MeetingOut(MeetingRow):
    """One meeting with what hangs on it, as far as whoever asks sees it."""

    theme: str
    statements_due: date | None
    before: int | None
    agenda: list[PointOut]
    route: list[PlaceOut]
    topics: list[TopicOut]
    directives: list[DirectiveOut]


@router.get("", right=authority.READ, response=Page[MeetingRow], summary=_("Meetings within reach, the latest first"))
def list_meetings(request: Request, window: Query[Window], asked: Query[MeetingsAsked]) -> dict[str, Any]:
    wanted = {
        "state": asked.state, "district__code": asked.district, "on__gte": asked.on_or_after,
        "on__lte": asked.on_or_before,
    }  # fmt: skip
    rows = queries.listed(request.user).filter(**{name: value for name, value in wanted.items() if value})
    found = page(request, rows, window, ("-pk",))
    return {**found, "items": [_row(one) for one in found["items"]]}


def _row(one: Any) -> dict[str, Any]:
    plain = ("number", "title", "title_en", "on", "begins", "ends", "place", "state", "edition")
    return {
        "id": one.pk, "series": one.series.name_zh, "district": one.district.code if one.district else None,
        "places": one.stops, **{name: getattr(one, name) for name in plain},
    }  # fmt: skip


@router.get(
    "/{pk}", right=authority.READ, response=MeetingOut,
    summary=_("One meeting with its agenda, places, topics and directives"),
)  # fmt: skip
def get_meeting(request: Request, pk: Key) -> dict[str, Any]:
    found = queries.listed(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    tagged(request, "meeting", found)
    before = scope(request.user, Meeting.objects.filter(pk=found.before_id)).first() if found.before_id else None
    return {
        **_row(found), "theme": found.theme, "statements_due": found.statements_due,
        "before": before.pk if before else None, "agenda": _agenda(found), "route": _route(request.user, found),
        "topics": _topics(request.user, found), "directives": _directives(request.user, found),
    }  # fmt: skip


def _agenda(found: Meeting) -> list[dict[str, Any]]:
    return [
        {"point": one.item.point, "title": one.item.title, "minutes": one.item.minutes, "begins": one.slot.begins,
         "ends": one.slot.ends}
        for one in queries.agenda_of(found)
    ]  # fmt: skip


def _route(person: Person, found: Meeting) -> list[dict[str, Any]]:
    stops = queries.stops(found)
    seen = set(scope(person, Project.objects.filter(pk__in=[one.project_id for one in stops])).values_list("pk"))
    return [_place(one, (one.project_id,) in seen) for one in stops]


def _place(one: Site, seen: bool) -> dict[str, Any]:
    """Whom the route leads to stands in the invitation; the register says more to whoever sees it."""
    return {
        "position": one.position, "project": one.project_id if seen else None,
        "local_number": one.project.local_number if seen else None, "name_zh": one.project.name_zh,
        "name_en": one.project.name_en, "arrives": one.arrives, "leaves": one.leaves,
    }  # fmt: skip


def _topics(person: Person, found: Meeting) -> list[dict[str, Any]]:
    rows = told.topics(person, found)
    seen = _numbers(person, [one.matter_id for one in rows])
    return [
        {"title": one.title, "matter": seen.get(one.matter_id or 0), "unit": one.unit.code if one.unit else None,
         "comments_until": one.comments_until, "outcome": one.outcome, "result": one.result}
        for one in rows
    ]  # fmt: skip


def _numbers(person: Person, keys: list[int | None]) -> dict[int, str]:
    """Key → number of the matters that the reader sees, of these."""
    return dict(scope(person, Matter.objects.filter(pk__in=[one for one in keys if one])).values_list("pk", "number"))


def _directives(person: Person, found: Meeting) -> list[dict[str, Any]]:
    rows = after.directed(found, person)
    seen = _numbers(person, [one.shown.pk if one.shown else None for one in rows])
    return [
        {
            "words": one.words, "said_by": str(one.caught.said_by or "") or one.caught.said_post,
            "owners": [unit.code for unit in one.owners], "promised_on": one.promised_on,
            "due_on": one.outcome.due_on, "closed_on": one.outcome.closed_on, "fate": str(one.fate),
            "late_days": one.outcome.late_days, "matter": seen.get(one.shown.pk) if one.shown else None,
        }
        for one in rows
    ]  # fmt: skip

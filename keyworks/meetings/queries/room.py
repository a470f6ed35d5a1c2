"""The room as the secretary's page, a second secretary's and the leader's view show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F

from keyworks.accounts.models import Person, Unit
from keyworks.accounts.queries import today, workdays
from keyworks.base import reader, shown
from keyworks.base.scopes import scope
from keyworks.matters.models import Matter
from keyworks.matters.rules.ladder import OPEN
from keyworks.meetings.models import Caught, Item, Meeting, Participant, Site
from keyworks.meetings.models.words import ATTENDANCES, OUTCOMES, PARTS, POINTS
from keyworks.meetings.queries.meetings import agenda_of
from keyworks.meetings.rules.kinds import Attendance, Outcome, Part, Point
from keyworks.meetings.rules.people import called
from keyworks.projects.models import Project
from keyworks.projects.rules.names import searchable
from keyworks.reports.queries import lights, rules_for, states
from keyworks.reports.rules.way import reported_on
from keyworks.values.money import Money

MOST_OFFERED = 2000
"""So many projects are offered while typing; further ones are named by their number."""
CALENDAR_DAYS = 500


def caught_of(meeting: Meeting) -> list[Caught]:
    """What was caught, in the order in which it was said, with all a list shows of it."""
    rows = Caught.objects.filter(meeting=meeting).select_related(
        "said_by", "lead", "lead_person", "matter", "action", "item", "topic", "by"
    )
    return list(rows.prefetch_related("projects").order_by("said_at", "pk"))


def standing(meeting: Meeting) -> dict[str, Any]:
    """All that changes while they sit: the same for every secretary, and without any clock."""
    return {
        "state": str(meeting.state), "current": meeting.current_id,
        "items": [_item(one) for one in meeting.items.select_related("project", "unit")],
        "people": [_participant(one) for one in meeting.participants.select_related("person", "unit")],
        "topics": [_topic(one) for one in meeting.topics.filter(dropped="")],
        "caught": [told(one) for one in caught_of(meeting)],
    }  # fmt: skip


def seconds(meeting: Meeting, at: datetime) -> dict[int, int]:
    """Item → for how many seconds it was or is dealt with."""
    return {
        one.pk: max(int(((one.ended_at or at) - one.begun_at).total_seconds()), 0)
        for one in meeting.items.all() if one.begun_at
    }  # fmt: skip


def _item(one: Item) -> dict[str, Any]:
    return {
        "id": one.pk, "title": str(one), "point": str(POINTS[Point(one.point)]), "minutes": one.minutes,
        "begun": one.begun_at is not None, "ended": one.ended_at is not None, "note": one.note, "edition": one.edition,
    }  # fmt: skip


def _participant(one: Any) -> dict[str, Any]:
    return {
        "id": one.pk, "name": str(one), "post": one.post, "unit": str(one.unit) if one.unit else "",
        "part": str(PARTS[Part(one.part)]), "speaks": one.part in (Part.CHAIR, Part.LEADER),
        "attendance": str(one.attendance), "words": str(ATTENDANCES[Attendance(one.attendance)]),
        "instead": one.instead,
    }  # fmt: skip


def _topic(one: Any) -> dict[str, Any]:
    return {
        "id": one.pk, "title": one.title, "outcome": str(one.outcome), "words": str(OUTCOMES[Outcome(one.outcome)]),
        "result": one.result, "edition": one.edition,
    }  # fmt: skip


def told(one: Caught) -> dict[str, Any]:
    """A directive as devices know it."""
    return {
        "id": one.pk, "key": str(one.key), "edition": one.edition, "words": one.words, "kind": str(one.kind),
        "lead": one.lead.code if one.lead else "", "lead_words": str(one.lead) if one.lead else "",
        "due": one.due_on.isoformat() if one.due_on else "", "due_words": shown.day(one.due_on) if one.due_on else "",
        "projects": [project.local_number for project in one.projects.all()],
        "projects_words": [str(project) for project in one.projects.all()],
        "speaker": one.said_by.username if one.said_by else "", "speaker_words": speaker(one), "post": one.said_post,
        "spot": one.on_the_spot, "result": one.result, "ready": one.ready, "dropped": one.dropped,
        "item": one.item_id, "topic": one.topic_id, "by": str(one.by),
        "number": one.matter.number if one.matter else "",
        "at": shown.moment(one.said_at)[-5:],
    }  # fmt: skip


def spoken_by(who: Participant) -> dict[str, Any]:
    """What is kept of who spoke: a person of ours with the post, of a guest post and name in one."""
    if who.person is not None:
        return {"said_by": who.person, "said_post": who.post}
    return {"said_by": None, "said_post": called(who.name, who.post, zh=bool(shown.HAN.search(who.name)))}


def speaker(one: Caught) -> str:
    """Who spoke, in one line: post and name."""
    who, post = one.said_by, one.said_post
    if who is not None and post == who.post:
        post = reader.told(post, who.post_en)
    parts = (post, str(who) if who is not None else "")
    return shown.listed(dict.fromkeys(part for part in parts if part), " ", ", ")


def names(person: Person, meeting: Meeting) -> dict[str, Any]:
    """Units and projects to be typed by a few letters, in characters, pinyin or initials; days that are not worked."""
    units = [
        [code, reader.told(zh, en), searchable((zh, en, code))]
        for code, zh, en in Unit.objects.filter(closed_on=None)
        .order_by("path")
        .values_list("code", "name_zh", "name_en")
    ]
    seen = Site.objects.filter(meeting=meeting, position__isnull=False).values("project")
    rows = scope(person, Project.objects.all()).values_list("local_number", "name_zh", "name_en", "search")
    first = rows.filter(pk__in=seen)
    own = {row[0] for row in first}
    listed = rows.order_by(F("list_year").desc(nulls_last=True), "local_number")[:MOST_OFFERED]
    every = [*first, *(row for row in listed if row[0] not in own)]
    calendar, day = workdays(), today()
    until = day + timedelta(days=CALENDAR_DAYS)
    return {
        "units": units,
        "projects": [[number, reader.told(zh, en), search] for number, zh, en, search in every],
        "off": sorted(one.isoformat() for one in calendar.off if day <= one <= until),
        "worked": sorted(one.isoformat() for one in calendar.made_up if day <= one <= until),
        "today": day.isoformat(),
    }  # fmt: skip


@dataclass(frozen=True)
class OnTheTable:
    """The project of the point being dealt with, in the few figures a leader asks for."""

    project: Project
    light: str
    plan: Money | None
    done: Money | None
    share: float | None
    month: Any
    matters: int


def on_the_table(person: Person, meeting: Meeting) -> OnTheTable | None:
    """The figures of the project of the point being dealt with, if the reader sees it; None where there is none."""
    item = meeting.current
    if item is None or item.project_id is None:
        return None
    rows = scope(person, Project.objects.filter(pk=item.project_id))
    project = rows.select_related("district", "owner", "leader").first()
    if project is None:
        return None
    day = today()
    month = reported_on(day)
    light = lights([project.pk], month, rules_for(month), day)[project.pk]
    done = Money(sum(states([project.pk], month, day)[project.pk].done))
    waiting = Matter.objects.filter(affected__project=project, state__in=OPEN).distinct().count()
    share = done.amount / project.plan.amount if project.plan and project.plan.amount else None
    return OnTheTable(project, str(light.colour), project.plan, done, share, month, waiting)


@dataclass(frozen=True)
class NowOn:
    """The point being dealt with, how long it may take and has taken, and what was caught under it."""

    item: Item | None
    slot: Any
    used_minutes: int
    left_minutes: int
    done: int
    all: int
    caught: list[Caught]


def now_on(meeting: Meeting, at: datetime) -> NowOn:
    """The meeting at a glance: only what the secretary let be seen."""
    planned = agenda_of(meeting)
    ready = [one for one in caught_of(meeting) if one.ready and not one.dropped]
    ended = sum(one.item.ended_at is not None for one in planned)
    found = next((one for one in planned if one.item.pk == meeting.current_id), None)
    if found is None:
        return NowOn(None, None, 0, 0, ended, len(planned), ready)
    used = int((at - (found.item.begun_at or at)).total_seconds() // 60)
    return NowOn(found.item, found.slot, used, found.item.minutes - used, ended, len(planned), ready)

"""What a meeting is to decide: topics put on its list, commented on by units, taken off again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from keyworks.accounts.models import Person, Unit
from keyworks.accounts.queries import day_of, workdays
from keyworks.matters.models import Matter
from keyworks.matters.rules.ladder import OPEN as MATTER_OPEN
from keyworks.meetings.actions.holding import fresh, hold
from keyworks.meetings.actions.refused import MeetingsRefused, said
from keyworks.meetings.models import Meeting, Remark, Topic
from keyworks.meetings.queries import statements as known
from keyworks.meetings.rules import authority
from keyworks.meetings.rules.kinds import AHEAD, Outcome
from keyworks.record.actions import write

MOST_TOPICS, LONGEST_REMARK = 40, 2000
CHANGED = ("title", "unit", "comments_until")


@transaction.atomic
def flag_topic(
    *, meeting: Meeting, by: Person, at: datetime, matter: Matter | None = None, title: str = "",
    unit: Unit | None = None, comments_until: date | None = None,
) -> Topic:  # fmt: skip
    """Put something on the list, mostly a matter; units have the series' working days to comment on it.

    What was taken off the list comes back on it.
    """
    held = hold(meeting, by, authority.PREPARE, AHEAD)
    if held.topics.filter(dropped="").count() >= MOST_TOPICS:
        raise MeetingsRefused("meetings.too_many_topics", most=MOST_TOPICS)
    if matter is not None and matter.state not in MATTER_OPEN:
        raise MeetingsRefused("meetings.matter_ended")
    found = held.topics.select_for_update().filter(matter=matter).first() if matter is not None else None
    if found is not None and not found.dropped:
        raise MeetingsRefused("meetings.topic_there")
    if found is None:
        found = Topic(meeting=held, matter=matter)
    else:
        found.edition += 1
    found.title = said(title or (matter.title if matter else ""), "meetings.topic_unnamed", "title", 200)
    found.unit = unit or (matter.lead if matter else None)
    found.dropped, found.changed_at = "", at
    found.position = (held.topics.aggregate(top=Max("position"))["top"] or 0) + 1
    found.comments_until = _until(held, comments_until or _window(held, day_of(at)), day_of(at))
    found.save()
    write("meetings.flag_topic", found, by=by, at=at, after=_told(found))
    return found


def _window(meeting: Meeting, day: date) -> date | None:
    """So many working days from now, and no longer than the meeting's own day."""
    days = meeting.series.comment_days
    return min(workdays().after(day, days), meeting.on) if days else None


def _until(meeting: Meeting, until: date | None, day: date) -> date | None:
    if until is not None and not day <= until <= meeting.on:
        raise MeetingsRefused("meetings.comments_odd", field="comments_until")
    return until


def _told(found: Topic) -> dict[str, Any]:
    return {
        "title": found.title, "matter": found.matter.number if found.matter else None,
        "unit": found.unit.code if found.unit else None, "comments_until": found.comments_until,
        "position": found.position,
    }  # fmt: skip


@transaction.atomic
def change_topic(*, topic: Topic, values: Mapping[str, Any], over: int, by: Person, at: datetime) -> Topic:
    """What it is called, who presents it, until when it is commented on, and its place."""
    held = hold(topic.meeting, by, authority.PREPARE)
    found = _on_the_list(topic, over)
    before = _told(found)
    window = found.comments_until
    for name in CHANGED:
        if name in values:
            setattr(found, name, values[name])
    found.title = said(found.title, "meetings.topic_unnamed", "title", 200)
    if found.comments_until != window:
        found.comments_until = _until(held, found.comments_until, day_of(at))
    place = values.get("position")
    if place is not None and place != found.position:
        _move(held, found, place)
    found.changed_at = at
    found.edition += 1
    found.save()
    write("meetings.change_topic", found, by=by, at=at, before=before, after=_told(found))
    return found


def _on_the_list(topic: Topic, over: int) -> Topic:
    found = fresh(topic, over)
    if found.dropped:
        raise MeetingsRefused("meetings.topic_gone")
    return found


def _move(meeting: Meeting, found: Topic, place: int) -> None:
    others = [one for one in meeting.topics.select_for_update().filter(dropped="") if one.pk != found.pk]
    others.insert(max(0, min(place - 1, len(others))), found)
    for number, one in enumerate(others, 1):
        one.position = number
    Topic.objects.bulk_update([one for one in others if one.pk != found.pk], ["position"])


@transaction.atomic
def drop_topic(*, topic: Topic, reason: str, over: int, by: Person, at: datetime) -> Topic:
    """Take it off the list, with the reason; what was said on it stays."""
    hold(topic.meeting, by, authority.PREPARE)
    found = _on_the_list(topic, over)
    if found.outcome != Outcome.OPEN:
        raise MeetingsRefused("meetings.topic_decided")
    found.dropped = said(reason, "meetings.reason_missing", "reason", 400)
    found.changed_at = at
    found.edition += 1
    found.save()
    write("meetings.drop_topic", found, by=by, at=at, before=_told(found), after={"reason": found.dropped})
    return found


@transaction.atomic
def remark(*, topic: Topic, unit: Unit, text: str, by: Person, at: datetime) -> Remark:
    """What a unit says on a topic, as long as its window is open."""
    city = unit.kind == Unit.Kind.CITY and by.may(authority.PREPARE)
    if not city and not known.speaks(by, unit):
        raise MeetingsRefused("meetings.not_your_unit")
    hold(topic.meeting, by, authority.PREPARE if city else authority.STATE, AHEAD)
    found = Topic.objects.select_for_update().get(pk=topic.pk)
    if found.dropped:
        raise MeetingsRefused("meetings.topic_gone")
    if found.comments_until is None or day_of(at) > found.comments_until:
        raise MeetingsRefused("meetings.comments_over", field="text")
    words = said(text, "meetings.nothing_said", "text", LONGEST_REMARK)
    made = Remark.objects.create(topic=found, unit=unit, text=words, by=by, at=at)
    write("meetings.remark", found, by=by, at=at, after={"unit": unit.code, "text": words})
    return made

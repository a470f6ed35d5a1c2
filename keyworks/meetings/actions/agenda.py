"""The agenda: its points, their order and minutes, and who is asked to come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from keyworks.accounts.models import Person
from keyworks.meetings.actions.holding import fresh, hold
from keyworks.meetings.actions.refused import MeetingsRefused, said
from keyworks.meetings.models import Item, Meeting, Participant
from keyworks.meetings.rules import authority
from keyworks.meetings.rules.kinds import Attendance, Part, Point
from keyworks.record.actions import write

LONGEST = 480
MOST_PEOPLE = 500
ITEM = ("point", "title", "minutes", "project", "unit")
PERSON = ("person", "name", "post", "unit", "part", "attendance", "instead")


@transaction.atomic
def set_item(
    *, meeting: Meeting, item: Item | None, values: Mapping[str, Any], by: Person, at: datetime, over: int | None = None
) -> Item:
    """A point of the agenda, new at its end or otherwise than it was."""
    held = hold(meeting, by, authority.PREPARE)
    found = fresh(item, over) if item else Item(meeting=held, position=_last(held) + 1)
    before = _item_told(found) if item else {}
    for name in ITEM:
        if name in values:
            setattr(found, name, values[name])
    found.point = str(Point(found.point))
    found.title = said(found.title, field="title", most=200)
    if not found.title and found.project is None and found.unit is None and found.point == Point.OTHER:
        raise MeetingsRefused("meetings.item_unnamed", field="title")
    if not 0 <= found.minutes <= LONGEST:
        raise MeetingsRefused("meetings.long", field="minutes", most=LONGEST)
    found.edition += bool(item)
    found.save()
    write("meetings.set_item", held, by=by, at=at, before=before, after=_item_told(found))
    return found


def _last(meeting: Meeting) -> int:
    return meeting.items.aggregate(top=Max("position"))["top"] or 0


def _item_told(found: Item) -> dict[str, Any]:
    project, unit = found.project, found.unit
    return {
        "point": str(found.point), "title": found.title, "minutes": found.minutes,
        "project": project.local_number if project else None, "unit": unit.code if unit else None,
    }  # fmt: skip


@transaction.atomic
def drop_item(*, item: Item, by: Person, at: datetime) -> None:
    """Take a point off the agenda that was not begun."""
    held = hold(item.meeting, by, authority.PREPARE)
    found = fresh(item, None)
    if found.begun_at:
        raise MeetingsRefused("meetings.item_begun")
    before = _item_told(found)
    found.delete()
    write("meetings.drop_item", held, by=by, at=at, before=before)


@transaction.atomic
def order_items(*, meeting: Meeting, keys: Sequence[int], by: Person, at: datetime) -> None:
    """Put the points into this order."""
    held = hold(meeting, by, authority.PREPARE)
    found = {one.pk: one for one in held.items.select_for_update()}
    if set(keys) != set(found) or len(keys) != len(found):
        raise MeetingsRefused("meetings.agenda_changed")
    for position, key in enumerate(keys, 1):
        found[key].position = position
    Item.objects.bulk_update(found.values(), ["position"])
    write("meetings.order_items", held, by=by, at=at, after={"order": [str(found[key]) for key in keys]})


@transaction.atomic
def set_participant(
    *, meeting: Meeting, participant: Participant | None, values: Mapping[str, Any], by: Person, at: datetime
) -> Participant:
    """Somebody who is asked to come, or what became of it."""
    held = hold(meeting, by, authority.RECORD)
    found = fresh(participant, None) if participant else Participant(meeting=held)
    before = _told(found) if participant else {}
    for name in PERSON:
        if name in values:
            setattr(found, name, values[name])
    found.name = said(found.name, field="name", most=100)
    found.post = said(found.post, field="post", most=100)
    found.instead = said(found.instead, field="instead", most=100)
    found.part, found.attendance = str(Part(found.part)), str(Attendance(found.attendance))
    if found.person is None and not found.name:
        raise MeetingsRefused("meetings.nobody", field="name")
    others = held.participants.exclude(pk=found.pk)
    if found.person is not None and others.filter(person=found.person).exists():
        raise MeetingsRefused("meetings.asked_already", field="person", who=str(found.person))
    if not participant:
        if others.count() >= MOST_PEOPLE:
            raise MeetingsRefused("meetings.too_many_people", most=MOST_PEOPLE)
        found.position = (others.aggregate(top=Max("position"))["top"] or 0) + 1
    found.save()
    write("meetings.set_participant", held, by=by, at=at, before=before, after=_told(found))
    return found


def _told(found: Participant) -> dict[str, Any]:
    return {
        "who": str(found), "post": found.post, "unit": found.unit.code if found.unit else None,
        "part": str(found.part), "attendance": str(found.attendance), "instead": found.instead,
    }  # fmt: skip


@transaction.atomic
def drop_participant(*, participant: Participant, by: Person, at: datetime) -> None:
    """Ask somebody no more who was not there."""
    held = hold(participant.meeting, by, authority.PREPARE)
    before = _told(participant)
    if participant.attendance != Attendance.INVITED:
        raise MeetingsRefused("meetings.was_there")
    participant.delete()
    write("meetings.drop_participant", held, by=by, at=at, before=before)

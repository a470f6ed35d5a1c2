"""In the room: what is being dealt with, what was said and caught, who came, what was made of a topic.

Whatever comes from a device may come twice, late, or over something that another changed: what says the same as
stands is done already, what was read in an older edition is Stale, and the same key is kept once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from keyworks.accounts.models import Person, Unit
from keyworks.accounts.queries import day_of
from keyworks.matters.rules.ladder import Kind
from keyworks.meetings.actions.agenda import set_participant
from keyworks.meetings.actions.holding import fresh, hold
from keyworks.meetings.actions.refused import MeetingsRefused, said
from keyworks.meetings.models import Caught, Item, Meeting, Participant, Topic
from keyworks.meetings.queries.room import spoken_by
from keyworks.meetings.rules import authority
from keyworks.meetings.rules.kinds import OPEN, Attendance, Outcome, Part, State
from keyworks.projects.models import Project
from keyworks.record.actions import write
from keyworks.values.refusals import Stale

CATCHING = (State.SITTING, State.HELD)
"""While they sit, and afterwards what was forgotten."""
FIELDS = (
    "words", "title", "kind", "said_by", "said_post", "lead", "lead_person", "due_on", "on_the_spot", "result", "item",
    "topic", "ready",
)  # fmt: skip
LONGEST, LINE, POST = 4000, 200, 100
MOST_PROJECTS, MOST_CAUGHT, MOST_YEARS = 200, 500, 5


@transaction.atomic
def go_to(*, meeting: Meeting, item: Item | None, by: Person, at: datetime, since: datetime | None = None) -> Meeting:
    """Begin a point of the agenda and end the one before it; none: a pause. `since` is when it was, if earlier."""
    held = hold(meeting, by, authority.RECORD, (State.SITTING,))
    if held.current_id == (item.pk if item else None):
        return held
    moment = min(since or at, at)
    before = held.current
    if before is not None:
        before.ended_at = max(moment, before.begun_at or moment)
        before.save(update_fields=["ended_at"])
    if item is not None:
        now = fresh(Item.objects.get(pk=item.pk, meeting=held), None)
        now.begun_at, now.ended_at = now.begun_at or moment, None
        now.save(update_fields=["begun_at", "ended_at"])
    held.current = item
    held.save(update_fields=["current"])
    after = {"point": str(item)} if item else {}
    write("meetings.go_to", held, by=by, at=at, before={"point": str(before)} if before else {}, after=after)
    return held


@transaction.atomic
def note(*, item: Item, text: str, over: int, by: Person, at: datetime) -> Item:
    """What the secretary writes down of a point."""
    held = hold(item.meeting, by, authority.RECORD, OPEN)
    found, words = fresh(item, None), said(text, field="note")
    if found.note == words:
        return found
    if found.edition != over:
        raise Stale("meetings.stale", edition=found.edition)
    before, found.note, found.edition = found.note, words, found.edition + 1
    found.save(update_fields=["note", "edition"])
    told = {"point": str(found), "item_note": words}
    write("meetings.note", held, by=by, at=at, before={"item_note": before} if before else {}, after=told)
    return found


@transaction.atomic
def attend(
    *, participant: Participant, attendance: Attendance, by: Person, at: datetime, instead: str = ""
) -> Participant:
    """Somebody came, sent somebody, or did not come."""
    found = fresh(participant, None)
    if (found.attendance, found.instead) == (str(attendance), instead.strip()):
        return found
    values = {"attendance": attendance, "instead": instead}
    return set_participant(meeting=found.meeting, participant=found, values=values, by=by, at=at)


@transaction.atomic
def came(*, meeting: Meeting, name: str, post: str, unit: Unit | None, by: Person, at: datetime) -> Participant:
    """Somebody came who was not asked; of the same name and post there is one."""
    held = hold(meeting, by, authority.RECORD)
    name, post = said(name, "meetings.nobody", "name", POST), said(post, field="post", most=POST)
    for one in held.participants.filter(name=name, post=post):
        return attend(participant=one, attendance=Attendance.PRESENT, by=by, at=at)
    values = {"name": name, "post": post, "unit": unit, "attendance": Attendance.PRESENT}
    return set_participant(meeting=held, participant=None, values=values, by=by, at=at)


@transaction.atomic
def decide(*, topic: Topic, outcome: Outcome, result: str, over: int, by: Person, at: datetime) -> Topic:
    """What the meeting made of a topic."""
    held = hold(topic.meeting, by, authority.RECORD, CATCHING)
    found, words = fresh(topic, None), said(result, field="result", most=LONGEST)
    before = {"outcome": str(found.outcome), "result": found.result}
    after = {"outcome": str(Outcome(outcome)), "result": words}
    if before == after:
        return found
    if found.edition != over:
        raise Stale("meetings.stale", edition=found.edition)
    if outcome is Outcome.SPOT and not words:
        raise MeetingsRefused("meetings.no_result", field="result")
    found.outcome, found.result, found.edition, found.changed_at = after["outcome"], words, found.edition + 1, at
    found.save(update_fields=["outcome", "result", "edition", "changed_at"])
    write("meetings.decide", held, by=by, at=at, before=before, after={"title": found.title, **after})
    return found


@transaction.atomic
def catch(
    *, meeting: Meeting, key: UUID, values: Mapping[str, Any], said_at: datetime, by: Person, at: datetime,
    projects: Iterable[Project] = (),
) -> Caught:  # fmt: skip
    """Write down a directive as it is spoken; where nobody is named, the chair spoke. The same key is kept once."""
    held = hold(meeting, by, authority.RECORD, CATCHING)
    if known := Caught.objects.filter(key=key).first():
        if known.meeting_id != held.pk:
            raise MeetingsRefused("meetings.key_elsewhere")
        return known
    if held.caught.count() >= MOST_CAUGHT:
        raise MeetingsRefused("meetings.too_many_caught", most=MOST_CAUGHT)
    moment = min(said_at, at)
    if held.begun_at is not None:
        moment = max(moment, min(held.begun_at, at))
    found = Caught(meeting=held, key=key, said_at=moment, by=by, at=at)
    _give(found, values)
    if found.said_by is None and not found.said_post:
        chair = held.participants.filter(part=Part.CHAIR).select_related("person").first()
        if chair is not None:
            spoke = spoken_by(chair)
            found.said_by, found.said_post = spoke["said_by"], said(spoke["said_post"], most=POST)
    found.save()
    found.projects.set(_few(projects))
    write("meetings.catch", held, by=by, at=at, after=told(found))
    return found


@transaction.atomic
def mend(
    *, caught: Caught, values: Mapping[str, Any], over: int, by: Person, at: datetime,
    projects: Iterable[Project] | None = None,
) -> Caught:  # fmt: skip
    """What was caught, otherwise than it was written down at first."""
    found = _held(caught, by)
    before, edition = told(found), found.edition
    _give(found, values)
    if projects is not None:
        named = _few(projects)
        numbers = sorted(one.local_number for one in named)
    after = told(found) | ({"projects": numbers} if projects is not None else {})
    if after == before:
        return found
    if edition != over:
        raise Stale("meetings.stale", edition=edition)
    found.edition += 1
    found.save()
    if projects is not None:
        found.projects.set(named)
    changed = {name for name in after if after[name] != before[name]}
    _wrote("meetings.mend", found, by, at, {name: before[name] for name in changed}, {
        name: after[name] for name in changed | {"words"}
    })  # fmt: skip
    return found


@transaction.atomic
def drop(*, caught: Caught, reason: str, over: int, by: Person, at: datetime) -> Caught:
    """It is not to be issued, and why: it stays in the list, struck out."""
    found, why = _held(caught, by), said(reason, "meetings.reason_missing", "reason", 400)
    if found.dropped == why:
        return found
    if found.edition != over:
        raise Stale("meetings.stale", edition=found.edition)
    found.dropped, found.edition = why, found.edition + 1
    found.save(update_fields=["dropped", "edition"])
    _wrote("meetings.drop", found, by, at, {}, {"words": found.words, "reason": why})
    return found


@transaction.atomic
def pick_up(*, caught: Caught, over: int, by: Person, at: datetime) -> Caught:
    """It is to be issued after all."""
    found = _held(caught, by)
    if not found.dropped:
        return found
    if found.edition != over:
        raise Stale("meetings.stale", edition=found.edition)
    why, found.dropped, found.edition = found.dropped, "", found.edition + 1
    found.save(update_fields=["dropped", "edition"])
    _wrote("meetings.pick_up", found, by, at, {"reason": why}, {"words": found.words})
    return found


def _held(caught: Caught, by: Person) -> Caught:
    """What was caught, held with its meeting, if it is still to be issued."""
    hold(caught.meeting, by, authority.RECORD, CATCHING)
    found = fresh(caught, None)
    if found.matter_id:
        raise MeetingsRefused("meetings.issued_already", number=found.matter.number if found.matter else "")
    return found


def _give(found: Caught, values: Mapping[str, Any]) -> None:
    for name in FIELDS:
        if name in values:
            setattr(found, name, values[name])
    found.words = said(found.words, "meetings.no_words", "words", LONGEST)
    found.title = said(found.title, field="title", most=LINE)
    found.said_post = said(found.said_post, field="said_post", most=POST)
    found.result = said(found.result, field="result", most=LONGEST)
    found.kind = str(Kind(found.kind))
    day = day_of(found.said_at)
    if found.due_on is not None and found.due_on < day:
        raise MeetingsRefused("meetings.due_past", field="due_on")
    if found.due_on is not None and found.due_on.year > day.year + MOST_YEARS:
        raise MeetingsRefused("meetings.due_far", field="due_on", years=MOST_YEARS)
    for name in ("item", "topic"):
        one = getattr(found, name)
        if one is not None and one.meeting_id != found.meeting_id:
            raise MeetingsRefused("meetings.key_elsewhere")


def _few(projects: Iterable[Project]) -> list[Project]:
    found = list(dict.fromkeys(projects))
    if len(found) > MOST_PROJECTS:
        raise MeetingsRefused("meetings.many_projects", field="projects", most=MOST_PROJECTS)
    return found


def _wrote(verb: str, found: Caught, by: Person, at: datetime, before: Any, after: Any) -> None:
    write(verb, found.meeting, by=by, at=at, before=before, after=after)


def told(found: Caught) -> dict[str, Any]:
    """What the record keeps of a directive that was caught."""
    return {
        "words": found.words, "title": found.title, "kind": str(found.kind),
        "said_by": found.said_by.username if found.said_by else None, "said_post": found.said_post,
        "lead": found.lead.code if found.lead else None,
        "lead_person": found.lead_person.username if found.lead_person else None,
        "due_on": found.due_on.isoformat() if found.due_on else None, "on_the_spot": found.on_the_spot,
        "result": found.result, "ready": found.ready, "topic": str(found.topic) if found.topic else None,
        "point": str(found.item) if found.item else None,
        "projects": sorted(found.projects.values_list("local_number", flat=True)) if found.pk else [],
    }  # fmt: skip

"""Issuing: what was caught becomes matters, each in a transaction of its own, so that each is issued or is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from keyworks.accounts.models import Person, Unit
from keyworks.accounts.queries import day_of, workdays
from keyworks.matters import actions as matters
from keyworks.matters import queries as known
from keyworks.matters.actions import letters
from keyworks.matters.models import Matter
from keyworks.matters.rules.clocks import Limit
from keyworks.matters.rules.letters import Kind as LetterKind
from keyworks.meetings.actions.holding import fresh, hold
from keyworks.meetings.actions.refused import MeetingsRefused
from keyworks.meetings.actions.room import CATCHING
from keyworks.meetings.models import Caught, Meeting
from keyworks.meetings.rules import authority
from keyworks.meetings.rules.spoken import short
from keyworks.projects.models import Project
from keyworks.record.actions import write
from keyworks.values.refusals import Refused


@dataclass(frozen=True)
class Issued:
    """What was issued, and what could not be with the reason."""

    issued: list[Caught] = field(default_factory=list)
    left: list[tuple[Caught, Refused]] = field(default_factory=list)


def issue(*, meeting: Meeting, by: Person, at: datetime, letters_in: str = "") -> Issued:
    """Issue what was caught and is not dropped, one by one; `letters_in` a language, with letters drafted in it."""
    found = Issued()
    rows = Caught.objects.filter(meeting=meeting, dropped="", matter=None).select_related("meeting")
    for one in rows.order_by("said_at", "pk"):
        try:
            found.issued.append(issue_one(caught=one, by=by, at=at, letters_in=letters_in))
        except Refused as no:
            found.left.append((one, no))
    return found


@transaction.atomic
def issue_one(
    *, caught: Caught, by: Person, at: datetime, letters_in: str = "", facts: Mapping[str, Any] | None = None
) -> Caught:
    """A directive word for word, and what its owner has to do by when; issued once, whoever asks again."""
    held = hold(caught.meeting, by, authority.RECORD, CATCHING)
    found = fresh(caught, None)
    if found.matter_id:
        return found
    if found.dropped:
        raise MeetingsRefused("meetings.was_dropped")
    lead, projects = _owner(found), list(found.projects.all())
    matter = matters.direct(
        words=found.words, title=short(found.words), said_by=found.said_by, said_post=found.said_post,
        said_on=day_of(found.said_at), kind=found.kind, meeting=held.title, projects=projects, by=by, at=at,
        facts={"meeting": held.pk, "caught": found.pk, **(facts or {})},
    )  # fmt: skip
    if found.on_the_spot:
        found.matter, found.action = _solved(found, matter, lead, by, at), None
    else:
        found.action = _split(found, matter, lead, projects, by, at)
        found.matter = matter
        if letters_in:
            letters.draft(matter=found.action, kind=LetterKind.ASSIGNMENT, language=letters_in, by=by, at=at)
    found.edition += 1
    found.save(update_fields=["matter", "action", "edition"])
    after = {"words": found.words, "number": matter.number, "lead": lead.code}
    write("meetings.issue", held, by=by, at=at, after=after)
    return found


def _owner(found: Caught) -> Unit:
    """Who has to do it; nothing is issued to nobody, without a day, or in nobody's words."""
    if found.lead is None:
        raise MeetingsRefused("meetings.no_owner", field="lead")
    if found.lead.closed_on is not None:
        raise MeetingsRefused("meetings.owner_closed", field="lead", unit=str(found.lead))
    if found.due_on is None and not found.on_the_spot:
        raise MeetingsRefused("meetings.no_day", field="due_on")
    if found.on_the_spot and not found.result:
        raise MeetingsRefused("meetings.no_result", field="result")
    if found.said_by is None and not found.said_post:
        raise MeetingsRefused("meetings.no_speaker", field="said_by")
    lead: Unit = found.lead
    return lead


def _split(found: Caught, matter: Matter, lead: Unit, projects: list[Project], by: Person, at: datetime) -> Matter:
    assert found.due_on is not None
    return matters.split(
        matter=matter, title=found.title or matter.title, lead=lead, lead_person=found.lead_person, due_on=found.due_on,
        text=found.words, projects=projects, over=matter.edition, by=by, at=at,
    )  # fmt: skip


def _solved(found: Caught, matter: Matter, lead: Unit, by: Person, at: datetime) -> Matter:
    """Solved on the spot: said so, with the result, and given to who did it, to be shown and seen by another.

    The ladder closes nothing without evidence and another's eyes; what was done in the room is no exception.
    """
    matter = matters.change(
        matter=matter, over=matter.edition, on_the_spot=True, text=found.result, by=by, at=at
    )  # fmt: skip
    due = found.due_on or workdays().after(day_of(at), known.limits()[Limit.CHECK])
    return matters.assign(
        matter=matter, lead=lead, lead_person=found.lead_person, due_on=due, over=matter.edition, by=by, at=at
    )  # fmt: skip

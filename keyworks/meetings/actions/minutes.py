"""The minutes: drafted, written anew as versions that stay, found right by another than wrote them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from keyworks.accounts.models import Person
from keyworks.matters.models.letter_words import LANGUAGES
from keyworks.meetings.actions.holding import hold
from keyworks.meetings.actions.refused import MeetingsRefused, said
from keyworks.meetings.models import Approval, Meeting, Minutes
from keyworks.meetings.queries import minutes as known
from keyworks.meetings.rules import authority
from keyworks.meetings.rules.kinds import WAS
from keyworks.meetings.rules.minutes import LONGEST, PARTS, drafted, head
from keyworks.record.actions import write
from keyworks.values.refusals import Stale

HEAD = ("mark", "number", "issuer", "title", "date", "time", "place", "chair", "secretary")
MOST_VERSIONS = 500


@transaction.atomic
def draft_minutes(*, meeting: Meeting, language: str, over: int, by: Person, at: datetime, reason: str = "") -> Minutes:
    """Draft them from what happened; over an earlier version: its edits stay in it and are not carried over."""
    facts = known.facts(meeting, _language(language))
    return write_minutes(
        meeting=meeting, language=language, parts={**drafted(facts), "head": head(facts)}, over=over, by=by, at=at,
        reason=reason,
    )  # fmt: skip


@transaction.atomic
def write_minutes(
    *, meeting: Meeting, language: str, parts: Mapping[str, Any], over: int, by: Person, at: datetime, reason: str = ""
) -> Minutes:
    """A new version over the number that was read (0: none); once one was approved, with the reason."""
    held = hold(meeting, by, authority.RECORD, WAS)
    last = known.latest(held, _language(language))
    whole = _whole(parts)
    if last is not None and last.parts == whole:
        return last
    number = last.number if last else 0
    if over != number:
        raise Stale("meetings.stale", edition=number)
    if number >= MOST_VERSIONS:
        raise MeetingsRefused("meetings.too_many_versions", most=MOST_VERSIONS)
    approved = known.approved(held, language)
    why = said(reason, "meetings.minutes_reason" if approved else "", "reason", 400)
    found = Minutes.objects.create(
        meeting=held, language=language, number=number + 1, parts=whole, reason=why, by=by, at=at
    )
    told = {"version": found.number, "language": language} | ({"reason": why} if why else {})
    write("meetings.write_minutes", held, by=by, at=at, after=told)
    return found


@transaction.atomic
def approve_minutes(*, minutes: Minutes, by: Person, at: datetime) -> Approval:
    """Somebody who wrote nothing of them since the last approval finds the latest version right."""
    held = hold(minutes.meeting, by, authority.APPROVE, WAS)
    if found := Approval.objects.filter(minutes=minutes).first():
        return found
    last = known.latest(held, minutes.language)
    if last is None or last.pk != minutes.pk:
        raise Stale("meetings.stale", edition=last.number if last else 0)
    if by.pk in known.writers(minutes):
        raise MeetingsRefused("meetings.minutes_by_another")
    found = Approval.objects.create(minutes=minutes, by=by, at=at)
    after = {"version": minutes.number, "language": minutes.language}
    write("meetings.approve_minutes", held, by=by, at=at, after=after)
    return found


def _language(language: str) -> str:
    if language not in LANGUAGES:
        raise MeetingsRefused("meetings.no_language", field="language")
    return language


def _whole(parts: Mapping[str, Any]) -> dict[str, Any]:
    above = parts.get("head", {})
    told = {name: said(str(above.get(name, "")), field=name, most=400).replace("\n", " ") for name in HEAD}
    if not told["title"]:
        raise MeetingsRefused("meetings.no_title", field="title")
    whole = {name: said(str(parts.get(name, "")), field=name, most=LONGEST) for name in PARTS}
    return {**whole, "head": told}

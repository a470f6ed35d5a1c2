"""Votes on the places of an observation tour, as the secretary enters them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from keyworks.accounts.models import Person
from keyworks.meetings.actions.holding import fresh, hold
from keyworks.meetings.actions.refused import MeetingsRefused, said
from keyworks.meetings.actions.room import CATCHING
from keyworks.meetings.models import Ballot, Meeting
from keyworks.meetings.queries.meetings import stops
from keyworks.meetings.rules import authority
from keyworks.record.actions import write

MOST_BALLOTS = 500


@transaction.atomic
def enter_ballot(*, meeting: Meeting, key: UUID, voter: str, places: Sequence[int], by: Person, at: datetime) -> Ballot:
    """A vote: keys of the projects seen, the first place first, each of them once."""
    held = hold(meeting, by, authority.RECORD, CATCHING)
    if known := Ballot.objects.filter(key=key, meeting=held).first():
        return known
    seen = {one.project_id: str(one.project) for one in stops(held)}
    who = said(voter, "meetings.no_voter", "voter", 100)
    if len(seen) < 2:
        raise MeetingsRefused("meetings.nothing_to_rank")
    if len(set(places)) != len(places) or set(places) != set(seen):
        raise MeetingsRefused("meetings.ballot_incomplete", field="places", n=len(seen))
    if held.ballots.filter(voter=who, withdrawn=False).exists():
        raise MeetingsRefused("meetings.voted_already", field="voter", who=who)
    if held.ballots.count() >= MOST_BALLOTS:
        raise MeetingsRefused("meetings.too_many_ballots", most=MOST_BALLOTS)
    found = Ballot.objects.create(meeting=held, key=key, voter=who, places=list(places), by=by, at=at)
    write("meetings.vote", held, by=by, at=at, after={"voter": who, "order": [seen[one] for one in places]})
    return found


@transaction.atomic
def withdraw_ballot(*, ballot: Ballot, reason: str, by: Person, at: datetime) -> Ballot:
    """A vote that was entered wrongly counts no more; it stays, with the reason in the record."""
    held = hold(ballot.meeting, by, authority.RECORD, CATCHING)
    found, why = fresh(ballot, None), said(reason, "meetings.reason_missing", "reason", 400)
    if not found.withdrawn:
        found.withdrawn = True
        found.save(update_fields=["withdrawn"])
        write("meetings.withdraw_vote", held, by=by, at=at, before={"voter": found.voter}, after={"reason": why})
    return found

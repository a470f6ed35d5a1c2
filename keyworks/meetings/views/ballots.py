"""Votes on the places of a tour: entered, counted, taken out."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from keyworks.accounts.queries import moment
from keyworks.accounts.views.request import SignedIn
from keyworks.base.doors import FORM, POST, door
from keyworks.base.manifest import sentence
from keyworks.meetings import actions, queries
from keyworks.meetings.forms.after import BallotForm, Reason
from keyworks.meetings.models import Ballot, Meeting
from keyworks.meetings.rules import authority
from keyworks.meetings.rules.kinds import State
from keyworks.meetings.rules.votes import Score, scores, worth
from keyworks.meetings.views.common import frame, seen, seen_whole
from keyworks.values.refusals import Refused


@door(authority.READ, FORM)
def ballots(request: SignedIn, pk: int) -> HttpResponse:
    """The places by their score and how it is computed; the secretary enters votes here."""
    found = seen_whole(request.user, pk)
    stops = queries.stops(found)
    writes = request.user.may(authority.RECORD) and found.state in (State.SITTING, State.HELD)
    form = BallotForm(request.POST or None, stops, initial={"key": uuid4()}) if writes else None

    def act(sent: dict[str, Any]) -> Ballot:
        key: UUID = sent["key"]
        return actions.enter_ballot(
            meeting=found, key=key, voter=sent["voter"], places=form.places() if form else [], by=request.user,
            at=moment(),
        )  # fmt: skip

    if form is not None and form.carry_out(act) is not None:
        return redirect("meetings:ballots", found.pk)
    context = {**frame(request.user, found, "ballots"), **_counted(found, stops), "form": form, "writes": writes}
    return render(request, "meetings/ballots.html", context, status=form.status if form else 200)


def _counted(found: Meeting, stops: list[Any]) -> dict[str, Any]:
    """The score table: only votes that name the places as they stand are counted."""
    rows = list(found.ballots.select_related("by"))
    keys = [one.project_id for one in stops]
    valid = [one for one in rows if not one.withdrawn and set(one.places) == set(keys)]
    named = {one.project_id: one.project for one in stops}
    table = [_row(named[one.place], one) for one in scores(keys, [ballot.places for ballot in valid])]
    return {
        "stops": stops, "table": table, "votes": len(valid), "ballots": [
            {"one": one, "order": [named[key] for key in one.places if key in named], "counts": one in valid}
            for one in rows
        ],
        "worths": [worth(at) for at in range(1, len(stops) + 1)],
    }  # fmt: skip


def _row(project: Any, one: Score[int]) -> dict[str, Any]:
    sum_of = [(worth(at), many) for at, many in enumerate(one.times, 1) if many]
    return {"project": project, "rank": one.rank, "score": float(one.score), "points": one.points,
            "first": one.times[0], "sum_of": sum_of}  # fmt: skip


@door(authority.RECORD, POST)
def ballot_withdraw(request: SignedIn, pk: int, ballot: int) -> HttpResponse:
    """Take a vote out that was entered wrongly."""
    found = seen(request.user, pk)
    one = get_object_or_404(Ballot, pk=ballot, meeting=found)
    form = Reason(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        actions.withdraw_ballot(ballot=one, reason=reason, by=request.user, at=moment())
    except Refused as no:
        messages.error(request, sentence(no.code, no.params))
    return redirect("meetings:ballots", found.pk)

"""After the sitting: what was caught is looked through and issued, followed, and told again at the next opening."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from keyworks.accounts.models import Person
from keyworks.accounts.queries import moment, today
from keyworks.accounts.views.request import SignedIn
from keyworks.base import shown
from keyworks.base.doors import POST, READ, door
from keyworks.base.manifest import sentence
from keyworks.matters.models.words import STATES, STEPS
from keyworks.matters.rules.ladder import State as MatterState
from keyworks.matters.rules.ladder import Step
from keyworks.meetings import actions, queries
from keyworks.meetings.forms.after import IssueForm
from keyworks.meetings.models import Caught, Meeting
from keyworks.meetings.models.words import OUTCOMES
from keyworks.meetings.queries import after as known
from keyworks.meetings.queries.room import caught_of, speaker
from keyworks.meetings.rules import authority
from keyworks.meetings.rules.effects import ORDER, Fate
from keyworks.meetings.rules.kinds import Outcome, State
from keyworks.meetings.views.common import frame, seen
from keyworks.reports.models.words import CAUSES
from keyworks.reports.rules.way import reported_on

FATES = {
    Fate.LATE: ("bad", gettext_lazy("■ overdue")),
    Fate.NOT_ISSUED: ("warn", gettext_lazy("not issued")),
    Fate.RUNNING: ("info", gettext_lazy("in time so far")),
    Fate.DONE_LATE: ("warn", gettext_lazy("▲ done late")),
    Fate.DONE: ("good", gettext_lazy("● done on time")),
    Fate.WITHDRAWN: ("neutral", pgettext_lazy("directive", "withdrawn")),
}
AT_ONCE = 60


@door(authority.RECORD, READ)
def after(request: SignedIn, pk: int) -> HttpResponse:
    """What was caught: what is complete, what lacks something, what was issued."""
    found = seen(request.user, pk)
    rows = [_review(one) for one in caught_of(found)]
    open_ones = [row for row in rows if not row["one"].matter_id and not row["one"].dropped]
    lacking = [row for row in open_ones if row["lacks"]]
    context = {
        **frame(request.user, found, "after"), "rows": rows, "lacking": len(lacking), "issued": sum(
            bool(row["one"].matter_id) for row in rows),
        "complete": len(open_ones) - len(lacking), "form": IssueForm(), "spot": known.on_the_spot(found),
        "topics": _topics(found), "may_issue": found.state in (State.SITTING, State.HELD),
    }  # fmt: skip
    return render(request, "meetings/after.html", context)


def _review(one: Caught) -> dict[str, Any]:
    return {"one": one, "who": speaker(one), "lacks": _lacks(one), "address": reverse("meetings:caught", args=[one.pk])}


def _lacks(one: Caught) -> list[str]:
    """What hinders that it is issued, in words."""
    if one.matter_id or one.dropped:
        return []
    found = []
    if one.lead is None:
        found.append(sentence("meetings.no_owner", {}))
    if one.due_on is None and not one.on_the_spot:
        found.append(sentence("meetings.no_day", {}))
    if one.on_the_spot and not one.result:
        found.append(sentence("meetings.no_result", {}))
    if one.said_by is None and not one.said_post:
        found.append(sentence("meetings.no_speaker", {}))
    return found


def _topics(meeting: Meeting) -> list[dict[str, Any]]:
    return [{"one": one, "outcome": OUTCOMES[Outcome(one.outcome)]} for one in known.topics_of(meeting)]


@door(authority.RECORD, POST)
def issue(request: SignedIn, pk: int) -> HttpResponse:
    """Issue what is complete."""
    found, form = seen(request.user, pk), IssueForm(request.POST)
    language = form.cleaned_data["letters_in"] if form.is_valid() else ""
    made = actions.issue(meeting=found, by=request.user, at=moment(), letters_in=language)
    n = len(made.issued)
    words = ngettext("%(n)s directive was issued.", "%(n)s directives were issued.", n) % {"n": shown.number(n)}
    (messages.success if n else messages.info)(request, words)
    for one, no in made.left:
        messages.warning(request, f"{shown.listed([str(one), sentence(no.code, no.params)], '：', ': ')}")
    return redirect("meetings:follow" if n and not made.left else "meetings:after", found.pk)


def _promise(one: known.Promise) -> dict[str, Any]:
    """A directive's line on a board."""
    kind, words = FATES[one.fate][0], str(FATES[one.fate][1])
    matter, last = one.shown, one.last
    late = one.outcome.late_days
    if late:
        words = f"{words} · " + ngettext("%(n)s working day", "%(n)s working days", late) % {"n": shown.number(late)}
    said = last.text or STEPS[Step(last.step)] if last is not None else ""
    return {
        "one": one, "kind": kind, "words": words, "matter": matter, "who": speaker(one.caught), "said": said,
        "last": last, "state": STATES[MatterState(matter.state)] if matter is not None else "",
        "owners": shown.listed(str(unit) for unit in one.owners), "late": late,
        "moved": one.promised_on and one.outcome.due_on and one.outcome.due_on > one.promised_on and one.extended,
    }  # fmt: skip


@door(authority.READ, READ)
def follow(request: SignedIn, pk: int) -> HttpResponse:
    """The directives of a meeting by what became of them; topics; what was solved at once; what it did."""
    found = seen(request.user, pk)
    promises = known.directed(found, request.user)
    context = {
        **frame(request.user, found, "follow"), **_board(promises), "counted": known.counted(promises),
        "topics": _topics(found), "spot": known.on_the_spot(found), "effects": _effects(request.user, found),
        "since": _since(found),
    }  # fmt: skip
    return render(request, "meetings/follow.html", context)


@door(authority.READ, READ)
def following(request: SignedIn) -> HttpResponse:
    """The directives of all meetings by what became of them."""
    offered = known.meetings_with_directives(request.user)
    keys = {one.pk for one in offered}
    promises = [one for one in known.directed(None, request.user) if one.caught.meeting_id in keys]
    context = {
        **_board(promises), "counted": known.counted(promises), "offered": offered, "across": True,
        "of": _by_meeting(offered, promises),
    }  # fmt: skip
    return render(request, "meetings/following.html", context)


def _by_meeting(meetings: list[Meeting], promises: list[known.Promise]) -> list[dict[str, Any]]:
    """Each meeting and how its directives fared."""
    found = []
    for one in meetings:
        own = [promise for promise in promises if promise.caught.meeting_id == one.pk]
        if own:
            found.append({"meeting": one, "counted": known.counted(own)})
    return found


def _board(promises: list[known.Promise]) -> dict[str, Any]:
    """Groups by fate, the most pressing first, each with its first lines."""
    groups = []
    for fate in ORDER:
        there = [one for one in promises if one.fate is fate]
        if there:
            rows = [_promise(one) for one in there[:AT_ONCE]]
            groups.append({
                "fate": fate, "words": FATES[fate][1], "count": len(there), "rows": rows,
                "more": len(there) - len(rows),
            })  # fmt: skip
    return {"groups": groups, "count": len(promises)}


def _effects(person: Person, found: Meeting) -> dict[str, Any]:
    """The projects about which something was directed, then and now."""
    rows = known.effect(person, found)
    return {
        "rows": rows[:AT_ONCE], "more": max(len(rows) - AT_ONCE, 0), "all": len(rows),
        "better": sum(one.light > 0 for one in rows), "worse": sum(one.light < 0 for one in rows),
    }  # fmt: skip


def _since(found: Meeting) -> dict[str, Any] | None:
    """Where the portfolio is compared between the meeting before and this one."""
    if found.before is None:
        return None
    return _compared(found.before.on, min(found.on, today()))


def _compared(since: date, until: date) -> dict[str, Any] | None:
    if since >= until:
        return None
    asked = {"from": since.isoformat(), "to": until.isoformat(), "month": str(reported_on(until))}
    return {"since": since, "until": until, "address": f"{reverse('reports:compare')}?{urlencode(asked)}"}


@door(authority.READ, READ)
def opening(request: SignedIn, pk: int) -> HttpResponse:
    """What was promised last time and what became of it: the page with which a meeting opens."""
    found = seen(request.user, pk)
    promises, changed = known.promised(found, request.user), queries.changed_since(request.user, found)
    context = {
        **frame(request.user, found, "opening"), **_board(promises), "counted": known.counted(promises),
        "since": _since(found), "day": today(), "spot": known.on_the_spot(found.before) if found.before else None,
        "changed": changed, "causes": [(CAUSES[one], amount) for one, amount in changed.causes] if changed else [],
    }  # fmt: skip
    return render(request, "meetings/opening.html", context)

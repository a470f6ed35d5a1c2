"""Topics of a meeting: the list, one topic with what units say on it, and which matters could be put on the list."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from keyworks.accounts.queries import moment, today
from keyworks.accounts.views.request import SignedIn
from keyworks.base import shown
from keyworks.base.doors import FORM, READ, door
from keyworks.base.scopes import scope
from keyworks.matters.models import Matter
from keyworks.matters.models.words import LEVELS_SHORT
from keyworks.meetings import actions
from keyworks.meetings.forms.topics import ChangeTopicForm, DropForm, RemarkForm, TopicForm
from keyworks.meetings.models import Remark, Topic
from keyworks.meetings.models.words import OUTCOMES
from keyworks.meetings.queries import topics as queries
from keyworks.meetings.rules import authority
from keyworks.meetings.rules.kinds import AHEAD, OPEN, Outcome
from keyworks.meetings.views.common import frame, seen
from keyworks.meetings.views.statements import carried_out

BADGES = {
    Outcome.OPEN: "neutral", Outcome.SPOT: "good", Outcome.ASSIGNED: "info", Outcome.NOTED: "neutral",
    Outcome.POSTPONED: "warn",
}  # fmt: skip
FIELDS = ("title", "unit", "comments_until", "position")


def _told(one: Topic) -> dict[str, Any]:
    return {
        "one": one, "outcome": OUTCOMES[Outcome(one.outcome)], "badge": BADGES[Outcome(one.outcome)],
        "open": queries.comments_open(one, today()),
    }  # fmt: skip


def _found(request: SignedIn, pk: int) -> Topic:
    one = queries.topic_of(request.user, pk)
    if one is None:
        raise Http404
    return one


@door(authority.READ, READ)
def topics(request: SignedIn, pk: int) -> HttpResponse:
    """What the meeting is to decide, in its order."""
    meeting = seen(request.user, pk)
    every = [_told(one) for one in queries.of_meeting(request.user, meeting).select_related("meeting")]
    rows = [row for row in every if not row["one"].dropped]
    open_ones = sum(row["open"] for row in rows)
    context = {
        **frame(request.user, meeting, "topics"), "rows": rows, "gone": [row for row in every if row["one"].dropped],
        "lead": _lead(len(rows), open_ones), "flags": request.user.may(authority.PREPARE) and meeting.state in AHEAD,
    }  # fmt: skip
    return render(request, "meetings/topics.html", context)


def _lead(n: int, open_ones: int) -> str:
    if not n:
        return _("Nothing is to be decided yet")
    words = ngettext("%(n)s topic is to be decided", "%(n)s topics are to be decided", n) % {"n": shown.number(n)}
    if not open_ones:
        return words
    told = {"n": shown.number(open_ones)}
    more = ngettext("units may comment on %(n)s", "units may comment on %(n)s", open_ones) % told
    return shown.listed([words, more], zh="，", en=", ")


@door(authority.PREPARE, FORM)
def topic_new(request: SignedIn, pk: int) -> HttpResponse:
    """Put a matter on the list with one press, or something else in words."""
    meeting = seen(request.user, pk)
    if key := request.POST.get("matter", ""):
        every = scope(request.user, Matter.objects.select_related("lead"))
        matter = get_object_or_404(every, pk=key) if key.isascii() and key.isdigit() and len(key) < 18 else None
        if matter is None:
            raise Http404
        words = _("It is on the list.")
        carried_out(
            request, lambda: actions.flag_topic(meeting=meeting, matter=matter, by=request.user, at=moment()), words
        )
        return redirect("meetings:topic_new", meeting.pk)
    form = TopicForm(request.POST or None)

    def act(sent: dict[str, Any]) -> Topic:
        values = {name: sent[name] for name in ("title", "unit", "comments_until")}
        return actions.flag_topic(meeting=meeting, by=request.user, at=moment(), **values)

    if form.carry_out(act):
        messages.success(request, _("It is on the list."))
        return redirect("meetings:topics", meeting.pk)
    rows = [
        {"one": one, "level": LEVELS_SHORT[one.matter.level], "late": _late(one.late_days)}
        for one in queries.candidates(request.user, meeting, today())
    ]  # fmt: skip
    context = {**frame(request.user, meeting, ""), "form": form, "rows": rows}
    return render(request, "meetings/topics_new.html", context, status=form.status)


def _late(days: int) -> str:
    if not days:
        return ""
    words = ngettext("overdue by %(n)s working day", "overdue by %(n)s working days", days)
    return words % {"n": shown.number(days)}


@door(authority.READ, FORM)
def topic(request: SignedIn, pk: int) -> HttpResponse:
    """One topic: what it is about, and what units say on it."""
    one = _found(request, pk)
    units = queries.commenting_units(request.user) if queries.comments_open(one, today()) else []
    form = RemarkForm(request.POST or None, units) if units else None
    if request.method == "POST" and form is None:
        messages.error(request, _("Comments on this topic are closed, or not yours to make."))
        return redirect(one)

    def act(sent: dict[str, Any]) -> Remark:
        unit = form.unit(sent) if form else units[0]
        return actions.remark(topic=one, unit=unit, text=sent["text"], by=request.user, at=moment())

    if form is not None and form.carry_out(act) is not None:
        messages.success(request, _("Your comment stands."))
        return redirect(one)
    prepares = request.user.may(authority.PREPARE) and one.meeting.state in OPEN
    context = {
        **frame(request.user, one.meeting, "topic"), **_told(one), "form": form, "remarks": queries.remarks_of(one),
        "sees_matter": queries.sees_matter(request.user, one), "changes": prepares and not one.dropped,
        "drops": prepares and not one.dropped and one.outcome == Outcome.OPEN,
    }  # fmt: skip
    return render(request, "meetings/topics_one.html", context, status=form.status if form else 200)


@door(authority.PREPARE, FORM)
def topic_edit(request: SignedIn, pk: int) -> HttpResponse:
    one = _found(request, pk)
    kept = {name: getattr(one, name) for name in FIELDS}
    form = ChangeTopicForm(request.POST or None, initial={**kept, "edition": one.edition})

    def act(sent: dict[str, Any]) -> Topic:
        values = {name: sent[name] for name in FIELDS}
        return actions.change_topic(topic=one, values=values, over=sent["edition"] or 0, by=request.user, at=moment())

    if form.carry_out(act, now=kept):
        messages.success(request, _("Saved."))
        return redirect(one)
    context = {**frame(request.user, one.meeting, ""), "one": one, "form": form}
    return render(request, "meetings/topics_edit.html", context, status=form.status)


@door(authority.PREPARE, FORM)
def topic_drop(request: SignedIn, pk: int) -> HttpResponse:
    """Take a topic off the list."""
    one = _found(request, pk)
    form = DropForm(request.POST or None, initial={"edition": one.edition})

    def act(sent: dict[str, Any]) -> Topic:
        over = sent["edition"] or 0
        return actions.drop_topic(topic=one, reason=sent["reason"], over=over, by=request.user, at=moment())

    if form.carry_out(act):
        messages.success(request, _("It is taken off the list."))
        return redirect("meetings:topics", one.meeting_id)
    context = {**frame(request.user, one.meeting, ""), "one": one, "form": form}
    return render(request, "meetings/topics_drop.html", context, status=form.status)

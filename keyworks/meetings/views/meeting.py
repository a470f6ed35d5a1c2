"""One meeting: its page, what is said of it, its steps, its agenda and who takes part."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from keyworks.accounts.queries import moment, today
from keyworks.accounts.views.request import SignedIn
from keyworks.base.doors import FORM, POST, READ, door
from keyworks.base.manifest import panels, sentence
from keyworks.meetings import actions, queries
from keyworks.meetings.forms.meetings import ItemForm, MeetingForm, ParticipantForm, StepForm
from keyworks.meetings.models import Item, Meeting, Participant, Series
from keyworks.meetings.models.words import ATTENDANCES, DO, PARTS, POINTS
from keyworks.meetings.rules import agenda, authority
from keyworks.meetings.rules.kinds import STEPS, Attendance, Choice, Part, Point, State, Step
from keyworks.meetings.views.common import frame, seen, when
from keyworks.values.refusals import Refused

EIGHT_THIRTY = time(8, 30)
FORMS = ("title", "title_en", "theme", "on", "begins", "ends", "place", "district", "statements_due", "before")


@door(authority.READ, READ)
def meeting(request: SignedIn, pk: int) -> HttpResponse:
    """What the meeting is: agenda, places, people, and what is still to be done for it."""
    person = request.user
    found = seen(person, pk)
    planned = queries.agenda_of(found)
    over = agenda.over_minutes(found.begins, found.ends, [one.item.minutes for one in planned])
    people = [
        {
            "one": one, "part": PARTS[Part(one.part)], "came": ATTENDANCES[Attendance(one.attendance)],
            "post": _post(one),
        }
        for one in queries.people_of(found)
    ]  # fmt: skip
    chosen = found.sites.exclude(choice=Choice.NEVER).count() if queries.sees_all(person) else 0
    context: dict[str, Any] = {
        **frame(person, found, "meeting"), "when": when(found, today()), "over": over, "left": -over, "people": people,
        "agenda": [{"row": one, "point": POINTS[Point(one.item.point)]} for one in planned],
        "stops": queries.stops(found), "chosen": chosen, "steps": _steps(request, found),
        "panels": panels(person, "meeting"),
    }  # fmt: skip
    return render(request, "meetings/meeting.html", context)


def _post(one: Participant) -> str:
    """The post; where somebody is named by nothing else, not once more."""
    post = one.post or (one.person.called_post if one.person else "")
    return "" if post == str(one) else post


def _steps(request: SignedIn, found: Meeting) -> list[tuple[str, Any, bool]]:
    """The steps the reader may take now: address, words, whether it asks why."""
    may = {Step.BEGIN: authority.RECORD, Step.END: authority.RECORD}
    ways = ((step, way) for step, way in STEPS.items() if State(found.state) in way.of)
    return [
        (str(step), DO[step], way.reason) for step, way in ways
        if request.user.may(may.get(step, authority.PREPARE)) and not (step is Step.BEGIN and found.on > today())
    ]  # fmt: skip


@door(authority.PREPARE, FORM)
def plan(request: SignedIn) -> HttpResponse:
    """Plan a meeting: of which series, then what is said of it."""
    rows = list(queries.series_of(request.user).filter(active=True))
    key = request.POST.get("series") or request.GET.get("series") or (str(rows[0].pk) if len(rows) == 1 else "")
    chosen = next((one for one in rows if str(one.pk) == key), None)
    if chosen is None:
        return render(request, "meetings/plan_series.html", {"rows": rows})
    form = MeetingForm(request.POST or None, request.user, initial=_fresh(chosen))

    def act(sent: dict[str, Any]) -> Meeting:
        values = form.values(sent, new=True)
        return actions.plan_meeting(series=chosen, values=values, by=request.user, at=moment())

    if made := form.carry_out(act):
        return redirect(made)
    return render(request, "meetings/plan.html", {"form": form, "series": chosen}, status=form.status)


def _fresh(series: Series) -> dict[str, Any]:
    """Half past eight, and as long as such meetings last."""
    begins = EIGHT_THIRTY
    return {"title": series.name_zh, "title_en": series.name_en, "begins": begins,
            "ends": agenda.later(begins, series.minutes)}  # fmt: skip


@door(authority.PREPARE, FORM)
def edit(request: SignedIn, pk: int) -> HttpResponse:
    found = seen(request.user, pk)
    kept = {name: getattr(found, name) for name in (*FORMS, "edition")}
    form = MeetingForm(request.POST or None, request.user, found, initial=kept)

    def act(sent: dict[str, Any]) -> Meeting:
        over, values = sent["edition"] or 0, form.values(sent, new=False)
        return actions.change_meeting(meeting=found, values=values, over=over, by=request.user, at=moment())

    if form.carry_out(act, now={name: getattr(found, name) for name in FORMS}):
        return redirect(found)
    return render(request, "meetings/edit.html", {**frame(request.user, found, ""), "form": form}, status=form.status)


@door(authority.PREPARE, FORM)
def step(request: SignedIn, pk: int, name: str) -> HttpResponse:
    """Take the meeting a step on; one that asks why has a page of its own."""
    found = seen(request.user, pk)
    try:
        way = Step(name)
    except ValueError as error:
        raise Http404 from error
    form = StepForm(request.POST or None, initial={"edition": found.edition})
    if STEPS[way].reason:

        def act(sent: dict[str, Any]) -> Meeting:
            over = sent["edition"] or found.edition
            return actions.step(meeting=found, step=way, over=over, reason=sent["reason"], by=request.user, at=moment())

        if form.carry_out(act):
            return redirect(found)
    elif request.method == "POST":
        _try(request, lambda: actions.step(
            meeting=found, step=way, over=_edition(request, found), by=request.user, at=moment()
        ))  # fmt: skip
        return redirect(found)
    context = {**frame(request.user, found, ""), "form": form, "do": DO[way], "asks": STEPS[way].reason}
    return render(request, "meetings/step.html", context, status=form.status)


def _edition(request: SignedIn, found: Meeting) -> int:
    sent = request.POST.get("edition", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else found.edition


def _try(request: SignedIn, act: Any) -> bool:
    """Carry out what a button asks; a rule's no is said on the next page."""
    try:
        act()
    except Refused as no:
        messages.error(request, sentence(no.code, no.params))
        return False
    return True


def _item(request: SignedIn, found: Meeting, pk: int) -> Item:
    return get_object_or_404(found.items.select_related("project", "unit"), pk=pk)


@door(authority.PREPARE, FORM)
def item_new(request: SignedIn, pk: int) -> HttpResponse:
    return _item_edited(request, seen(request.user, pk), None, {})


@door(authority.PREPARE, FORM)
def item_edit(request: SignedIn, pk: int, item: int) -> HttpResponse:
    found = seen(request.user, pk)
    one = _item(request, found, item)
    return _item_edited(
        request, found, one, {name: getattr(one, name) for name in ("point", "title", "minutes", "edition")}
        | {"project": one.project, "unit": one.unit},
    )  # fmt: skip


def _item_edited(request: SignedIn, found: Meeting, one: Item | None, kept: dict[str, Any]) -> HttpResponse:
    form = ItemForm(request.POST or None, request.user, initial=kept)

    def act(sent: dict[str, Any]) -> Item:
        over = sent.pop("edition")
        return actions.set_item(meeting=found, item=one, values=sent, over=over, by=request.user, at=moment())

    if form.carry_out(act):
        return redirect(found.get_absolute_url() + "#agenda")
    context = {**frame(request.user, found, ""), "form": form, "item": one}
    return render(request, "meetings/item.html", context, status=form.status)


@door(authority.PREPARE, POST)
def item_move(request: SignedIn, pk: int, item: int) -> HttpResponse:
    """A point up, down, or off the agenda."""
    found = seen(request.user, pk)
    one, way = _item(request, found, item), request.POST.get("way", "")
    by: dict[str, Any] = {"by": request.user, "at": moment()}
    if way == "drop":
        _try(request, lambda: actions.drop_item(item=one, **by))
    elif way in ("up", "down"):
        keys = list(found.items.values_list("pk", flat=True))
        at = keys.index(one.pk)
        to = max(0, at - 1) if way == "up" else min(len(keys) - 1, at + 1)
        keys.insert(to, keys.pop(at))
        _try(request, lambda: actions.order_items(meeting=found, keys=keys, **by))
    return redirect(found.get_absolute_url() + "#agenda")


@door(authority.PREPARE, FORM)
def participant_new(request: SignedIn, pk: int) -> HttpResponse:
    return _participant_edited(request, seen(request.user, pk), None, {"part": Part.ATTENDING})


@door(authority.PREPARE, FORM)
def participant_edit(request: SignedIn, pk: int, who: int) -> HttpResponse:
    found = seen(request.user, pk)
    one = get_object_or_404(found.participants.select_related("person", "unit"), pk=who)
    kept = {name: getattr(one, name) for name in ("person", "name", "post", "unit", "part")}
    return _participant_edited(request, found, one, kept)


def _participant_edited(
    request: SignedIn, found: Meeting, one: Participant | None, kept: dict[str, Any]
) -> HttpResponse:
    form = ParticipantForm(request.POST or None, request.user, initial=kept)

    def act(sent: dict[str, Any]) -> Participant:
        sent.pop("edition")
        if sent["person"] is not None:
            sent["post"] = sent["post"] or sent["person"].post
        return actions.set_participant(meeting=found, participant=one, values=sent, by=request.user, at=moment())

    if form.carry_out(act):
        return redirect(found.get_absolute_url() + "#people")
    context = {**frame(request.user, found, ""), "form": form, "participant": one}
    return render(request, "meetings/participant.html", context, status=form.status)


@door(authority.PREPARE, POST)
def participant_drop(request: SignedIn, pk: int, who: int) -> HttpResponse:
    found = seen(request.user, pk)
    one = get_object_or_404(found.participants.all(), pk=who)
    _try(request, lambda: actions.drop_participant(participant=one, by=request.user, at=moment()))
    return redirect(found.get_absolute_url() + "#people")

"""The room as the secretary has it: one page that works without a connection, and what its device asks and sends."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse

from keyworks.accounts.queries import moment
from keyworks.accounts.views.request import SignedIn
from keyworks.base import reader
from keyworks.base.doors import FORM, POST, READ, door
from keyworks.base.manifest import sentence
from keyworks.base.scopes import scope
from keyworks.meetings import queries
from keyworks.meetings.forms import room as forms
from keyworks.meetings.models import Caught, Meeting
from keyworks.meetings.models.words import ATTENDANCES, OUTCOMES, POINTS
from keyworks.meetings.queries import room as known
from keyworks.meetings.rules import authority
from keyworks.meetings.rules.kinds import Attendance, Point, State
from keyworks.meetings.views.common import frame, seen
from keyworks.values.refusals import Refused, Stale

MOST_AT_ONCE, LARGEST = 50, 1_000_000
TAPPED = (Attendance.PRESENT, Attendance.SENT, Attendance.ABSENT)
WORKER = Path(__file__).resolve().parent.parent / "static" / "keyworks" / "room-worker.js"


@door(authority.RECORD, FORM)
def room(request: SignedIn, pk: int) -> HttpResponse:
    """The room; its forms work by themselves, and its script only sends them without leaving the page."""
    found = seen(request.user, pk)
    if request.method == "POST":
        try:
            forms.Room(found, request.user, moment()).carry_out(request.POST.dict())
        except Refused as no:
            messages.error(request, sentence(no.code, no.params))
            return render(request, "meetings/room.html", _page(request, found, request.POST), status=no.status)
        return redirect("meetings:room", found.pk)
    return render(request, "meetings/room.html", _page(request, found))


def _page(request: SignedIn, found: Meeting, typed: Mapping[str, str] | None = None) -> dict[str, Any]:
    again = typed if typed is not None and typed.get("do") == "catch" else {}
    whole = _now(request, found, plain=True)
    return {
        **frame(request.user, found, "room"), **whole, "key": again.get("key") or uuid4(), "typed": again,
        "edition_of_room": _edition(found),
    }  # fmt: skip


def _now(request: HttpRequest, found: Meeting, *, plain: bool) -> dict[str, Any]:
    """All that changes in the room while they sit."""
    at = moment()
    caught = known.caught_of(found)
    planned, used = queries.agenda_of(found), known.seconds(found, at)
    items = [
        {"one": row.item, "slot": row.slot, "used": used.get(row.item.pk), "point": POINTS[Point(row.item.point)],
         "minutes": -(-used[row.item.pk] // 60) if row.item.pk in used else None}
        for row in planned
    ]  # fmt: skip
    place = next((at for at, row in enumerate(planned) if row.item.pk == found.current_id), None)
    follows, speakers = _follows(planned, place), forms.speakers(found)
    return {
        "meeting": found, "items": items, "current": items[place] if place is not None else None, "plain": plain,
        "back": planned[place - 1].item if place else None, "follows": follows,
        "entries": [_entry_told(one, speakers) for one in reversed(caught)],
        "people": queries.people_of(found), "topics": list(found.topics.filter(dropped="")),
        "attendances": [(str(code), ATTENDANCES[code]) for code in TAPPED],
        "outcomes": OUTCOMES.items(), "speakers": speakers, "sits": found.state == State.SITTING,
        "writes": found.state in (State.SITTING, State.HELD),
        "came": sum(one.attendance in (Attendance.PRESENT, Attendance.SENT) for one in found.participants.all()),
    }  # fmt: skip


def _entry_told(one: Caught, people: list[Any]) -> dict[str, Any]:
    form = forms.standing(one, people) if not one.matter_id else None
    return {"one": one, "who": known.speaker(one), "form": form, "id": f"entry-{one.pk}"}


def _follows(planned: list[Any], place: int | None) -> Any:
    """The point that is begun next: the one after this, else the first that was not dealt with."""
    if place is not None:
        return planned[place + 1].item if place + 1 < len(planned) else None
    return next((row.item for row in planned if not row.item.begun_at), None)


def _edition(found: Meeting) -> str:
    """Changes with whatever changes in the room, and with the language it is told in."""
    told = json.dumps([known.standing(found), reader.current().language], sort_keys=True)
    return sha256(told.encode()).hexdigest()[:24]


def _told(request: SignedIn, found: Meeting) -> dict[str, Any]:
    """The room for a device: its lists as they are shown, and how long the point has been dealt with."""
    found = Meeting.objects.select_related("series", "current").get(pk=found.pk)
    whole = _now(request, found, plain=False)
    current = whole["current"]
    return {
        "edition": _edition(found), "html": render_to_string("meetings/room_now.html", whole, request),
        "used": current["used"] if current else None, "minutes": current["one"].minutes if current else None,
        "current": found.current_id, "state": str(found.state), "csrf": get_token(request),
    }  # fmt: skip


@door(authority.RECORD, READ)
def room_state(request: SignedIn, pk: int) -> HttpResponse:
    """What stands in the room; nothing where the device has it already."""
    found = seen(request.user, pk)
    edition = f'"{_edition(found)}"'
    if request.headers.get("If-None-Match") == edition:
        return HttpResponse(status=304, headers={"ETag": edition})
    return JsonResponse(_told(request, found), headers={"ETag": edition})


@door(authority.RECORD, READ)
def room_names(request: SignedIn, pk: int) -> HttpResponse:
    """What is offered while somebody types."""
    return JsonResponse(known.names(request.user, seen(request.user, pk)))


@door(authority.RECORD, POST)
def room_send(request: SignedIn, pk: int) -> HttpResponse:
    """What a device kept until it had a connection, in its order: of each whether it was taken."""
    found = seen(request.user, pk)
    try:
        sent = json.loads(request.body) if len(request.body) <= LARGEST else {}
        entries = [_entry(one) for one in sent["entries"][:MOST_AT_ONCE]]
    except (ValueError, KeyError, TypeError, AttributeError):
        return JsonResponse({"sentence": sentence("meetings.not_read", {})}, status=400)
    if str(sent.get("person")) != str(request.user.pk):
        return JsonResponse({"sentence": sentence("meetings.not_yours", {}), "other": True}, status=403)
    answers = []
    for key, ago, fields in entries:
        writer = forms.Room(found, request.user, moment())
        try:
            writer.carry_out(fields, timedelta(milliseconds=ago))
            answers.append({"key": key, "taken": True})
        except Stale as no:
            words = sentence(no.code, no.params)
            edition = no.params.get("edition")
            answers.append({"key": key, "sentence": words, "stands": writer.stands(fields), "over": edition})
        except Refused as no:
            answers.append({"key": key, "sentence": sentence(no.code, no.params), "field": no.field})
    return JsonResponse({"answers": answers, "now": _told(request, found)})


def _entry(one: Any) -> tuple[str, int, dict[str, str]]:
    """An entry of a device: its key, how many milliseconds ago, its fields."""
    fields = {str(name): str(value) for name, value in one["fields"].items()}
    key, ago = str(one["key"])[:36], int(one.get("ago", 0))
    return key, min(max(ago, 0), 10**12), {"key": key, **fields}


@door(authority.RECORD, READ)
def room_worker(request: SignedIn, pk: int) -> HttpResponse:
    """The script that keeps this one page for when it is loaded without a connection."""
    seen(request.user, pk)
    return HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")


@door(authority.RECORD, FORM)
def caught(request: SignedIn, pk: int) -> HttpResponse:
    """A directive as it was written down, to be put right before it is issued."""
    rows = scope(request.user, Caught.objects.select_related("meeting", "lead", "said_by", "matter", "by"))
    one = get_object_or_404(rows, pk=pk)
    found = seen(request.user, one.meeting_id)
    back = reverse("meetings:after", args=[found.pk])
    people = forms.speakers(found)
    context: dict[str, Any] = {
        **frame(request.user, found, "after"), "one": one, "form": forms.standing(one, people),
        "who": known.speaker(one), "speakers": people, "plain": True, "back_to": back, "over": one.edition,
        "wrong": None,
        "writes": not one.matter_id and found.state in (State.SITTING, State.HELD),
    }  # fmt: skip
    if request.method != "POST":
        return render(request, "meetings/room_entry.html", context)
    sent = {**request.POST.dict(), "of": str(one.key)}
    try:
        forms.Room(found, request.user, moment()).carry_out(sent)
    except Refused as no:
        wrong = {"words": sentence(no.code, no.params), "field": no.field}
        stale = isinstance(no, Stale)
        typed = {name: sent.get(name, "") for name in context["form"]}
        over = no.params.get("edition") if stale else sent.get("over", one.edition)
        context |= {"wrong": wrong, "form": typed, "stands": context["form"] if stale else None, "over": over}
        return render(request, "meetings/room_entry.html", context, status=no.status)
    return redirect(back)

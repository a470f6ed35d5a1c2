"""What the room sees: the point being dealt with, its time, its place in a few figures, what was directed so far."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from keyworks.accounts.queries import moment
from keyworks.accounts.views.request import SignedIn
from keyworks.base.doors import READ, door
from keyworks.meetings.models import Meeting
from keyworks.meetings.queries import room as known
from keyworks.meetings.rules import authority
from keyworks.meetings.views.common import seen_whole


def _context(request: SignedIn, found: Meeting) -> dict[str, Any]:
    now = known.now_on(found, moment())
    entries = [{"one": one, "who": known.speaker(one)} for one in now.caught]
    return {"meeting": found, "now": now, "table": known.on_the_table(request.user, found), "entries": entries}


@door(authority.READ, READ)
def leader(request: SignedIn, pk: int) -> HttpResponse:
    """A page without a control, for a wall or a tablet."""
    found = seen_whole(request.user, pk)
    return render(request, "meetings/leader.html", _context(request, found))


@door(authority.READ, READ)
def leader_part(request: SignedIn, pk: int) -> HttpResponse:
    """The same without its frame, and nothing where it would be the same."""
    found = seen_whole(request.user, pk)
    html = render_to_string("meetings/leader_part.html", _context(request, found), request)
    edition = f'"{sha256(html.encode()).hexdigest()[:24]}"'
    if request.headers.get("If-None-Match") == edition:
        return HttpResponse(status=304, headers={"ETag": edition})
    return HttpResponse(html, headers={"ETag": edition})

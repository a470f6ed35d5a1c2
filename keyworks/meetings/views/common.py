"""What the pages of meetings share: the meeting one sees, and what is said of it in a sentence."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from keyworks.accounts.models import Person
from keyworks.base import shown
from keyworks.base.scopes import scope
from keyworks.meetings.models import Meeting
from keyworks.meetings.models.words import BADGES, KINDS, STATES
from keyworks.meetings.queries import sees_all
from keyworks.meetings.rules import authority
from keyworks.meetings.rules.kinds import AHEAD, OPEN, WAS, Kind, State


def seen(person: Person, pk: int) -> Meeting:
    """The meeting, if the person sees it; else it is not there."""
    rows = scope(person, Meeting.objects.all()).select_related("series", "district", "before", "current")
    return get_object_or_404(rows, pk=pk)


def seen_whole(person: Person, pk: int) -> Meeting:
    """The same for those who see all of every meeting."""
    if not sees_all(person):
        raise Http404
    return seen(person, pk)


def between(begins: time, ends: time) -> str:
    return f"{begins:%H:%M}–{ends:%H:%M}"


def told(meeting: Meeting) -> str:
    """When and where, in one line."""
    parts = [shown.day(meeting.on), between(meeting.begins, meeting.ends)]
    if meeting.district:
        parts.append(str(meeting.district))
    return " · ".join(parts)


def when(meeting: Meeting, day: date) -> str:
    """How far it is from a day."""
    n = (meeting.on - day).days
    if meeting.state == State.CANCELLED:
        return _("It was cancelled")
    if meeting.state == State.SITTING:
        return _("It is sitting")
    if n == 0:
        return _("Today")
    if n > 0:
        return ngettext("In %(n)s day", "In %(n)s days", n) % {"n": shown.number(n)}
    return ngettext("%(n)s day ago", "%(n)s days ago", -n) % {"n": shown.number(-n)}


def frame(person: Person, meeting: Meeting, way: str) -> dict[str, Any]:
    """What every page of a meeting shows above its own: its name, state, and the ways to look at it."""
    return {
        "meeting": meeting, "way": way, "told": told(meeting), "all": sees_all(person),
        "state": STATES[State(meeting.state)], "badge": BADGES[State(meeting.state)],
        "kind": KINDS[Kind(meeting.series.kind)], "ahead": meeting.state in AHEAD, "open": meeting.state in OPEN,
        "was": meeting.state in WAS, "prepares": person.may(authority.PREPARE) and meeting.state in OPEN,
        "records": person.may(authority.RECORD) and meeting.state in OPEN,
        "perms_record": person.may(authority.RECORD), "stops_votes": meeting.series.kind == Kind.TOUR,
    }  # fmt: skip

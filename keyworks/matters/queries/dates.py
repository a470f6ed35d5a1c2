"""What a person's calendar says of matters: until when they are promised, and when somebody says how far they are."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from keyworks.accounts.models import Person
from keyworks.base.scopes import scope
from keyworks.formats.ical import Entry
from keyworks.matters.models import Matter
from keyworks.matters.queries.letter_news import letter_dates
from keyworks.matters.queries.reach import selves
from keyworks.matters.rules.authority import WORKS
from keyworks.matters.rules.ladder import IN_WORK, OPEN

AHEAD = timedelta(hours=15)
"""The calendar speaks up at nine in the morning of the day before."""
MOST = 500


def dates(person: Person) -> list[Entry]:
    """Of what the person or their unit leads, of what they raised, and of letters they are to answer."""
    own = selves(person)
    units = {seat.unit_id for seat in person.standing.seats if seat.role in WORKS}
    leads: Any = Q(state__in=IN_WORK) & (Q(lead_person__in=own) | Q(lead__in=units, lead_person=None))
    raised: Any = Q(state__in=OPEN, due_on__isnull=False, raised_by__in=own)
    entries = []
    for one in _some(person, leads):
        if one.due_on is not None:
            entries.append(_entry(one, "due", one.due_on, _("To be done: %(matter)s"), alarm=True))
        if one.feedback_on is not None:
            entries.append(_entry(one, "feedback", one.feedback_on, _("Say how far it is: %(matter)s"), alarm=True))
    for one in _some(person, raised & ~leads):
        entries.append(_entry(one, "asked", one.due_on, _("Promised to you: %(matter)s")))
    return [*entries, *letter_dates(person)]


def _some(person: Person, which: Any) -> Any:
    return scope(person, Matter.objects.filter(which)).order_by("due_on", "pk")[:MOST]


def _entry(matter: Matter, about: str, on: Any, title: str, *, alarm: bool = False) -> Entry:
    return Entry(
        uid=f"matter.{matter.pk}.{about}", on=on, title=title % {"matter": str(matter)}, words=matter.effect,
        changed_at=matter.changed_at, address=settings.ADDRESS + matter.get_absolute_url(),
        alarm=AHEAD if alarm else None,
    )  # fmt: skip

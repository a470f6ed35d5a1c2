"""What a person's digest says of letters: to be issued, to be answered, to be judged."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from keyworks.accounts.models import Person
from keyworks.accounts.queries import day_of
from keyworks.formats.ical import Entry
from keyworks.matters.models import Letter
from keyworks.matters.queries.letters import to_answer, to_issue, to_judge, unanswered

MOST = 50
AHEAD = timedelta(hours=15)
"""The calendar speaks up at nine in the morning of the day before."""
Part = tuple[str, list[tuple[str, str]]]


def letter_news(person: Person, since: datetime) -> list[Part]:
    """What changed since the last digest and waits for the person; replies that are overdue, every time."""
    changed = Letter.objects.filter(changed_at__gt=since).order_by("pk")
    late = Letter.objects.filter(unanswered(day_of(since))).order_by("reply_by", "pk")
    parts = (
        (_("Letters drafted for you to issue"), changed.filter(to_issue(person))),
        (_("Letters that wait for your reply"), changed.filter(to_answer(person))),
        (_("Replies for you to judge"), changed.filter(to_judge(person))),
        (_("Replies that are overdue"), late.filter(to_answer(person)).exclude(changed_at__gt=since)),
    )
    return [(heading, [(str(one), one.get_absolute_url()) for one in rows[:MOST]]) for heading, rows in parts if rows]


def letter_dates(person: Person) -> list[Entry]:
    """Until when the person's units are to reply, for their calendar."""
    return [
        Entry(
            uid=f"letter.{one.pk}.reply", on=one.reply_by, title=_("Reply to %(letter)s") % {"letter": str(one)},
            changed_at=one.changed_at, address=settings.ADDRESS + one.get_absolute_url(), alarm=AHEAD,
        )
        for one in Letter.objects.filter(to_answer(person)).order_by("reply_by", "pk")[:MOST]
    ]  # fmt: skip

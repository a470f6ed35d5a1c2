"""What a person's digest and calendar say of reports to meetings and of topics they may comment on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from keyworks.accounts.models import Person
from keyworks.accounts.queries import today, workdays
from keyworks.base import shown
from keyworks.base.scopes import scope
from keyworks.formats.ical import Entry
from keyworks.meetings.models import Statement, Topic
from keyworks.meetings.queries.statements import overdue, speaking_units, to_write
from keyworks.meetings.queries.topics import comments_open
from keyworks.meetings.rules import authority
from keyworks.meetings.rules.kinds import AHEAD, Stand

MOST = 50
AHEAD_OF_IT = timedelta(hours=15)
"""The calendar speaks up at nine in the morning of the day before."""
Part = tuple[str, list[tuple[str, str]]]


def news(person: Person, since: datetime) -> list[Part]:
    """Each report once under the first heading that fits: new ones when they are new, pressing ones every day."""
    parts: list[Part] = []
    if person.may(authority.STATE):
        parts += _reports(list(to_write(person)[:MOST]), since)
        parts += _topics(person, since)
    if person.may(authority.PREPARE):
        parts += _handed_in(since)
    return parts


def _reports(left: list[Statement], since: datetime) -> list[Part]:
    day, parts = today(), []
    last = workdays().after(day, 1)

    def new(moment: datetime | None) -> bool:
        return moment is not None and moment > since

    def near(due_on: date | None) -> bool:
        return due_on is not None and due_on <= last

    headings: tuple[tuple[str, Callable[[Statement], bool]], ...] = (
        (_("Reports to meetings given back to you"), lambda one: one.state == Stand.RETURNED and new(one.changed_at)),
        (_("Reports to meetings that are overdue"), lambda one: overdue(one, day)),
        (_("The city office asks where these reports are"), lambda one: new(one.chased_at)),
        (
            _("Reports to meetings due today or on the next working day"),
            lambda one: one.due_on is not None and one.due_on <= last,
        ),
        (_("You are asked to report to a meeting"), lambda one: new(one.asked_at)),
    )
    for heading, fits in headings:
        found = [one for one in left if fits(one)]
        left = [one for one in left if one not in found]
        if found:
            parts.append((heading, [(_line(one), one.get_absolute_url()) for one in found]))
    return parts


def _line(one: Statement) -> str:
    said = {"unit": str(one.unit), "meeting": str(one.meeting), "day": shown.day(one.due_on) if one.due_on else ""}
    words = _("%(unit)s to %(meeting)s (by %(day)s)") if one.due_on else _("%(unit)s to %(meeting)s")
    return words % said


def _topics(person: Person, since: datetime) -> list[Part]:
    """Topics put on a list since then, which the person's units may comment on."""
    day = today()
    if not speaking_units(person).exists():
        return []
    rows = scope(person, Topic.objects.filter(changed_at__gt=since, dropped="", meeting__state__in=AHEAD))
    found = [one for one in rows.select_related("meeting")[:MOST] if comments_open(one, day)]
    lines = [(_commented(one), one.get_absolute_url()) for one in found]
    return [(_("Topics of meetings you may comment on"), lines)] if lines else []


def _commented(one: Topic) -> str:
    told = {"topic": one.title, "day": shown.day(one.comments_until)}
    return _("%(topic)s (until %(day)s)") % told


def _handed_in(since: datetime) -> list[Part]:
    rows = Statement.objects.filter(submitted_at__gt=since, state=Stand.SUBMITTED).select_related("unit", "meeting")
    lines = [(f"{one.unit} · {one.meeting}", one.get_absolute_url()) for one in rows[:MOST]]
    return [(_("Reports to meetings that came in"), lines)] if lines else []


def dates(person: Person) -> list[Entry]:
    """Until when the person's units are to report, for their calendar."""
    if not person.may(authority.STATE):
        return []
    return [
        _entry(
            f"statement.{one.pk}.due", one.due_on, _("Report to %(meeting)s") % {"meeting": str(one.meeting)},
            one.changed_at, one.get_absolute_url(),
        )
        for one in to_write(person)[:MOST] if one.due_on
    ]  # fmt: skip


def _entry(uid: str, on: date, title: str, changed_at: datetime, address: str) -> Entry:
    return Entry(
        uid=uid, on=on, title=title, changed_at=changed_at, address=settings.ADDRESS + address, alarm=AHEAD_OF_IT
    )

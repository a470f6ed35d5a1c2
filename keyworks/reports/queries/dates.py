"""What a person's calendar says of the months: until when reports are due, for whoever files any."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from keyworks.accounts.models import Person
from keyworks.accounts.queries import today
from keyworks.base import shown
from keyworks.base.scopes import scope
from keyworks.formats.ical import Entry
from keyworks.reports.models import Report
from keyworks.reports.queries.months import stand
from keyworks.reports.rules import way
from keyworks.values.months import Month

AHEAD = timedelta(hours=15)
"""The calendar speaks up at nine in the morning of the day before."""


def dates(person: Person) -> list[Entry]:
    """The month that is open and the one after it."""
    if not person.may(way.FILE):
        return []
    month = way.reported_on(today())
    return [entry for one in (month, month + 1) if (entry := _due(person, one)) is not None]


def _due(person: Person, month: Month) -> Entry | None:
    stands = stand(person, month, own=True)
    if not stands.expected:
        return None
    opened = timezone.make_aware(datetime.combine(way.opens(month), time.min))
    changed = scope(person, Report.objects.filter(month=month)).aggregate(last=Max("changed_at"))["last"]
    told = {"missing": shown.number(stands.missing), "of": shown.number(stands.expected)}
    words = _("%(missing)s of %(of)s not filed") % told if stands.missing else _("All %(of)s are filed.") % told
    return Entry(
        uid=f"reports.{int(month)}.{person.pk}", on=way.due(month), changed_at=max(changed or opened, opened),
        title=_("Reports of %(month)s due") % {"month": shown.month(month)}, words=words,
        address=settings.ADDRESS + f"{reverse('reports:month')}?month={month}",
        alarm=AHEAD if stands.missing else None,
    )  # fmt: skip

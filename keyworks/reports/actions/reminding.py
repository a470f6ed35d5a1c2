"""Reminding those who have not filed, and telling their offices. It leaves no entry: nobody did anything."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from itertools import accumulate

from django.db import transaction

from keyworks.accounts.models import Membership
from keyworks.accounts.rules import Role
from keyworks.reports.models import Reminder, Report
from keyworks.reports.queries.months import closed
from keyworks.reports.queries.reach import expected
from keyworks.reports.rules import way
from keyworks.reports.rules.reminding import Stage, stage

UNITS = {Role.UNIT: "owner__path", Role.DISTRICT: "district__path", Role.CITY: ""}


@transaction.atomic
def remind(*, day: date, at: datetime) -> list[Reminder]:
    """One reminder a person and stage: units from the first day on, the offices of districts and city from the second.

    Whoever has nothing missing is told nothing.
    """
    month, now = way.reported_on(day), stage(day)
    if closed(month):
        return []
    filed = set(Report.objects.filter(month=month).values_list("project", flat=True))
    told = set(Reminder.objects.filter(month=month, stage=now).values_list("person", flat=True))
    made: dict[int, Reminder] = {}
    for role, field in UNITS.items():
        if now is Stage.OPEN and role is not Role.UNIT:
            continue
        held: dict[str, list[int]] = defaultdict(list)
        for pk, path in expected(month).order_by("pk").values_list("pk", field or "pk"):
            for above in _paths(path) if field else ("",):
                held[above].append(pk)
        seats = Membership.objects.in_force(day).filter(role=role, person__is_active=True).order_by("pk")
        for person, path in seats.values_list("person", "unit__path"):
            mine = held.get(path if field else "", [])
            missing = [pk for pk in mine if pk not in filed]
            if missing and person not in told and person not in made:
                made[person] = Reminder(
                    person_id=person, month=month, stage=now, role=role, expected=len(mine), projects=missing, at=at
                )
    return Reminder.objects.bulk_create(list(made.values()))


def _paths(path: str | None) -> list[str]:
    """The paths of a unit and of all above it."""
    return list(accumulate((f"{part}/" for part in (path or "").strip("/").split("/")), initial="/"))[1:]

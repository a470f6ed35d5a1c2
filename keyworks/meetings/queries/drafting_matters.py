"""Matters, requests and letters of a unit, as figures of its report."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.http import urlencode

from keyworks.accounts.models import Unit
from keyworks.accounts.queries import workdays
from keyworks.matters.models import Letter, Matter
from keyworks.matters.queries.inbox import overdue
from keyworks.matters.queries.letters import unanswered
from keyworks.matters.queries.listing import in_district
from keyworks.matters.rules import clocks
from keyworks.matters.rules.correspondence import ANSWERABLE
from keyworks.matters.rules.ladder import OPEN, Kind, Sort, State
from keyworks.meetings.queries.drafting_figures import Drawn
from keyworks.meetings.rules.drafting import Measure, Pressing

MOST = 5


def matters_of(drawn: Drawn, unit: Unit) -> tuple[Pressing, ...]:
    """Put the figures there are of matters, and name those the unit cannot end alone."""
    if drawn.department:
        below = Unit.objects.filter(path__startswith=unit.path).values("pk")
        rows, asked = Matter.objects.filter(lead__in=below), {"lead": unit.code}
    else:
        rows, asked = Matter.objects.filter(in_district(unit.code)), {"district": unit.code}
    rows = Matter.objects.filter(pk__in=rows.order_by().values("pk"))
    _counted(drawn, rows, asked)
    if drawn.department:
        _letters(drawn, unit)
    return _pressing(drawn, rows)


def _counted(drawn: Drawn, rows: Any, asked: dict[str, str]) -> None:
    is_open, late = Q(state__in=OPEN), overdue(drawn.on)
    closed = Q(state=State.CLOSED, closed_on__year=drawn.year)
    request = Q(sort=Sort.REQUEST, raised_on__year=drawn.year)
    found = rows.order_by().aggregate(
        every=Count("pk"), open=Count("pk", filter=is_open), overdue=Count("pk", filter=late),
        raised_up=Count("pk", filter=is_open & Q(level__gte=2)), closed=Count("pk", filter=closed),
        requests=Count("pk", filter=request),
        answered=Count("pk", filter=request & Q(state=State.CLOSED)),
        approvals=Count("pk", filter=is_open & Q(kind=Kind.APPROVAL)),
    )  # fmt: skip
    if not found["every"]:
        return
    ways = {
        "open": {}, "overdue": {"when": "overdue"}, "closed": {"state": State.CLOSED.value}, "raised_up": {},
        "requests": {"what": Sort.REQUEST.value, "state": "all"},
        "answered": {"what": Sort.REQUEST.value, "state": State.CLOSED.value},
    }  # fmt: skip
    if drawn.department:
        ways["approvals"] = {"kind": Kind.APPROVAL.value}
    for code, way in ways.items():
        address = f"{reverse('matters:matters')}?{urlencode({**asked, **way})}"
        drawn.put(code, found[code], Measure.MATTERS, address)


def _letters(drawn: Drawn, unit: Unit) -> None:
    """Letters that wait for the unit's answer."""
    found = Letter.objects.filter(to_unit=unit, state__in=ANSWERABLE).aggregate(
        letters=Count("pk"), late=Count("pk", filter=unanswered(drawn.on))
    )
    if found["letters"]:
        at = reverse("matters:letters")
        drawn.put("letters", found["letters"], Measure.LETTERS, at)
        drawn.put("letters_late", found["late"], Measure.LETTERS, f"{at}?mine=late")


def _pressing(drawn: Drawn, rows: Any) -> tuple[Pressing, ...]:
    """The open matters from level 2 on, and those overdue: the highest first, then the longest late."""
    wanted = rows.filter(Q(state__in=OPEN) & (Q(level__gte=2) | overdue(drawn.on)))
    found = wanted.order_by("-level", F("due_on").asc(nulls_last=True), "pk")[:MOST]
    calendar = workdays()
    return tuple(
        Pressing(one.number, one.title, one.level, one.due_on, clocks.late_days(one.due_on, drawn.on, calendar) or 0)
        for one in found
    )

"""Money through time: what was done beside what was planned, as a drawing, a table and a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from keyworks.accounts.queries import today
from keyworks.accounts.views.request import SignedIn
from keyworks.base import reader, shown
from keyworks.base.doors import READ, door
from keyworks.base.scopes import scope
from keyworks.reports import queries
from keyworks.reports.files.curve import NARROW, WIDE, Course, drawn, progressing
from keyworks.reports.rules import way
from keyworks.reports.rules.figures import WHOLE
from keyworks.reports.views.common import Known, month_asked, seen
from keyworks.values.money import Money
from keyworks.values.months import Month

LARGE = 10**10
"""From this amount on, in minor units, a drawing is in the unit in which a city speaks of sums."""


@dataclass(frozen=True)
class Asked:
    """Whose curve, over what time."""

    name: str
    course: Course
    month: Month
    whole: bool = False
    known: Known = Known("")  # noqa: RUF009 (frozen)


def _asked(request: SignedIn, kind: str, pk: int) -> Asked:
    day = today()
    if kind == "project":
        project = seen(request.user, pk)
        whole = request.GET.get("since") == "start"
        return Asked(str(project), queries.course_of(project, day, whole=whole), way.reported_on(day), whole)
    month = month_asked(request.GET.get("month", ""))
    known = Known.asked(request.GET.get("asof", ""))
    projects: Any = scope(request.user, queries.expected(month))
    name = _("all projects you see")
    if kind == "district":
        unit = queries.district_of(request.user, pk=pk)
        if unit is None:
            raise Http404
        projects, name = projects.filter(district=unit), str(unit)
    elif kind != "city":
        raise Http404(kind)
    day = min(day, way.due(month))
    return Asked(name, queries.course_of_year(projects, month.year, day, known.at), month, known=known)


@door(way.READ, READ)
def curve(request: SignedIn, kind: str, pk: int) -> HttpResponse:
    """The curve of a project, a district or all projects one sees: a part of other pages."""
    asked = _asked(request, kind, pk)
    there = reverse("reports:curve", args=[kind, pk])
    query = {key: value for key in ("month", "asof", "since") if (value := request.GET.get(key))}
    context = {
        **_told(asked), "kind": kind, "query": urlencode(query), "whole": asked.whole, "rows": _rows(asked.course),
        "picture": reverse("reports:curve_picture", args=[kind, pk]), "here": there,
        "drawings": [
            (name, drawn(asked.course, width), _progress(asked.course, width))
            for name, width in (("wide", WIDE), ("narrow", NARROW))
        ],
    }  # fmt: skip
    return render(request, "reports/curve.html", context)


@door(way.READ, READ)
def picture(request: SignedIn, kind: str, pk: int) -> HttpResponse:
    """The same as a picture to keep, which needs nothing else to be seen."""
    asked = _asked(request, kind, pk)
    context = {
        **_told(asked), "name": asked.name, "drawing": drawn(asked.course, WIDE),
        "progress": _progress(asked.course, WIDE), "foot": _("Known on %(day)s") % {"day": shown.day(today())},
    }  # fmt: skip
    found = render(request, "reports/curve.svg", context, content_type="image/svg+xml; charset=utf-8")
    found["Content-Disposition"] = f'attachment; filename="curve-{kind}-{pk}.svg"'
    return found


def _progress(course: Course, width: int) -> Any:
    return progressing(course, width) if any(one is not None for one in course.progress) else None


def _told(asked: Asked) -> dict[str, Any]:
    """The drawing's words: its sentence, its unit, what stands at its ends."""
    course = asked.course
    unit = _unit(max(course.planned[-1], *(one or 0 for one in course.actual)))
    place = min(max(asked.month - course.first + 1, 0), len(course.planned) - 1)
    due, last = course.planned[place], course.last
    done = course.actual[place] if course.actual[place] is not None else (last[1] if last else 0)
    plan = course.planned[-1]
    points = ((done or 0) - due) * WHOLE // plan / 100 if plan else None
    progress = [one for one in course.progress if one is not None]
    return {
        "sentence": _sentence(asked, done or 0, due, points, unit), "unit": unit, "done": last and last[1],
        "due": round(course.due(course.now)) if course.now is not None else None,
        "reached": progress[-1] / WHOLE if progress else None, "by_month": len(course.planned) <= 13,
        "month": asked.month,
    }  # fmt: skip


def _unit(amount: int) -> str:
    if amount < LARGE:
        return "city"
    return "yi" if reader.current().zh else "bn"


def _sentence(asked: Asked, done: int, due: int, points: float | None, unit: str) -> str:
    """What the drawing says, in one sentence."""
    told = {
        "done": shown.money(Money(done), unit), "due": shown.money(Money(due), unit),
        "month": shown.month(asked.month), "points": shown.number(abs(points or 0), 1),
    }  # fmt: skip
    if points is None:
        return _("%(done)s done by the end of %(month)s; nothing is planned") % told
    if points < 0:
        return _("%(done)s of %(due)s due by the end of %(month)s: %(points)s points behind") % told
    return _("%(done)s of %(due)s due by the end of %(month)s: %(points)s points ahead") % told


def _rows(course: Course) -> list[dict[str, Any]]:
    """The same in a table: a row for each month."""
    return [
        {
            "month": month, "planned": Money(course.planned[number]),
            "done": None if (one := course.actual[number]) is None else Money(one),
            "progress": course.progress[number - 1] / WHOLE  # type: ignore[operator]
            if course.progress and course.progress[number - 1] is not None else None,
        }
        for number, month in enumerate(course.months, 1)
    ]  # fmt: skip

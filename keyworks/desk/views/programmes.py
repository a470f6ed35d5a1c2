"""Programmes: all of them with their year, one with its figures, its wall chart, its map and its stories."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from keyworks.accounts.queries import today
from keyworks.base import cells, reader, shown
from keyworks.base.doors import READ, door
from keyworks.desk.queries import cockpit as city
from keyworks.desk.queries import programmes as queries
from keyworks.desk.rules.cockpit import COLOURS, What
from keyworks.desk.views.cockpit import figure, headline, target
from keyworks.desk.views.cockpit_asked import Reading, large, programme_of, read
from keyworks.desk.views.mapping import LIGHTS, words
from keyworks.matters.queries.boards import kind_words
from keyworks.projects.queries.programmes import members, stories
from keyworks.projects.queries.programmes import passages as passed
from keyworks.projects.queries.register import by_class
from keyworks.projects.rules.authority import DECIDE
from keyworks.projects.rules.wall import Mark, Point
from keyworks.reports.rules.way import READ as READ_REPORTS
from keyworks.reports.rules.way import reported_on
from keyworks.values.money import Money

POINTS = {
    Point.RESERVE: gettext_lazy("In reserve"),
    Point.READY: gettext_lazy("Ready"),
    Point.STARTED: gettext_lazy("Works begun"),
    Point.CAPPED: gettext_lazy("Capped"),
    Point.COMPLETED: pgettext_lazy("projects", "Completed"),
    Point.COMMISSIONING: gettext_lazy("Commissioning"),
    Point.PRODUCING: gettext_lazy("Producing, in use"),
    Point.AT_CAPACITY: gettext_lazy("At capacity"),
}
MARKS = {
    Mark.REACHED: ("✓", gettext_lazy("reached")),
    Mark.NOW: ("▶", gettext_lazy("under way")),
    Mark.LATE: ("!", gettext_lazy("overdue")),
    Mark.AHEAD: ("", gettext_lazy("ahead")),
    Mark.NONE: ("", ""),
}
DUE = {
    Point.STARTED: gettext_lazy("start"), Point.COMPLETED: gettext_lazy("completion"),
    Point.COMMISSIONING: gettext_lazy("commissioning"),
}  # fmt: skip


@door(READ_REPORTS, READ)
def programmes(request: HttpRequest) -> HttpResponse:
    """Every programme with the year of its projects within reach."""
    person: Any = request.user
    day = today()
    found, count, total = queries.figures(person, day)
    behind = sum(one.points is not None and one.points < 0 for one in found)
    rows = [_row(one) for one in found]
    context = {
        "open": [row for row in rows if not row["programme"].term.closed_on],
        "closed": [row for row in rows if row["programme"].term.closed_on],
        "headline": _all_in_one(len(found), count, total, behind), "may": person.may(DECIDE), "day": day,
        "month": reported_on(day), "everywhere": person.standing.everywhere(), "colours": COLOURS,
    }  # fmt: skip
    return render(request, "desk/programmes.html", context)


def _all_in_one(programmes: int, count: int, total: int, behind: int) -> str:
    said = [
        ngettext("%(n)s programme", "%(n)s programmes", programmes) % {"n": shown.number(programmes)},
        ngettext("%(n)s project, each counted once", "%(n)s projects, each counted once", count)
        % {"n": shown.number(count)},
        _("%(total)s in all") % {"total": large(total)},
    ]  # fmt: skip
    if behind:
        late = ngettext("%(n)s programme is behind the year", "%(n)s programmes are behind the year", behind)
        said.append(late % {"n": shown.number(behind)})
    return shown.listed(said, "；", "; ")


def _row(one: queries.Figures) -> dict[str, Any]:
    def listed(what: str) -> str:
        return f"{reverse('desk:cockpit_list')}?{urlencode({'what': what, 'programme': one.programme.pk})}"

    return {
        "programme": one.programme, "projects": one.projects, "register": _register(one.programme),
        "total": Money(one.total), "plan": Money(one.plan), "done": Money(one.done), "listed": listed(What.LISTED),
        "share": one.done / one.plan if one.plan else None,
        "points": None if one.points is None else one.points / 100,
        "lights": [(colour, one.lights[colour], listed(colour)) for colour in COLOURS],
    }  # fmt: skip


def _register(programme: Any) -> str:
    """The projects of the programme in the register, its parts of packages too."""
    return f"{reverse('projects:list')}?{urlencode({'programme': programme.code, 'cut': 'all'})}"


@door(READ_REPORTS, READ)
def programme(request: HttpRequest, pk: int) -> HttpResponse:
    """A programme: its year as on the page of the city, its wall chart, its map and its stories."""
    person: Any = request.user
    found = programme_of(person, str(pk))
    reading = read(request, found)
    summary = city.summary(reading.asked)
    classes = by_class(members(person, found), total="total")
    count, total = sum(one["rows"] for one in classes), _summed(classes)
    context: dict[str, Any] = {
        "programme": found, "reading": reading, "month": reading.asked.month, "day": reading.asked.day,
        "year": reading.asked.month.year, "known": reading.known, "now": reading.page(asof=""),
        "count": count, "total": total, "register": reading.list(What.LISTED) if reading.known else _register(found),
        "may": person.may(DECIDE),
        "everywhere": person.standing.everywhere(), "headline": _headline(reading, summary, count, total),
        "stories": stories(person, found, reading.asked.at),
        "listed_any": bool(summary.counts[What.LISTED]),
    }  # fmt: skip
    if context["listed_any"]:
        context |= target(reading, summary)
        context |= {name: figure(reading, summary, what) for name, what in (
            ("started", What.STARTED), ("completed", What.COMPLETED), ("producing", What.PRODUCING),
            ("late_start", What.LATE_START), ("paused", What.PAUSED),
        )}  # fmt: skip
    if not reading.known and count:
        context |= _wall(person, found, reading) | _map(found)
    return render(request, "desk/programme.html", context)


def _summed(classes: list[dict[str, Any]]) -> Money:
    return sum((one["total"] for one in classes if one["total"] is not None), Money(0))


def _headline(reading: Reading, summary: city.Summary, count: int, total: Money) -> str:
    """How many projects, what they cost, and where their year stands."""
    if reading.known:
        return headline(summary, None, reading) if summary.counts[What.LISTED] else ""
    projects = ngettext("%(n)s project, %(total)s in all", "%(n)s projects, %(total)s in all", count)
    said = [projects % {"n": shown.number(count), "total": large(total.amount)}]
    if summary.counts[What.LISTED]:
        said.append(headline(summary, None, reading))
    return shown.listed(said, "；", "; ")


def _wall(person: Any, found: Any, reading: Reading) -> dict[str, Any]:
    chart = queries.wall(person, found, reading.asked.day)
    kinds = kind_words()
    rows = [
        {
            "row": one, "project": one.project, "light": one.light, "next": one.next,
            "due": _due(one.next), "waits": shown.listed(kinds[kind] for kind in one.waits),
            "unit": one.project.responsible_unit or one.project.owner,
            "cells": [_cell(cell) for cell in one.cells],
        }
        for one in chart.rows
    ]  # fmt: skip
    return {
        "wall": rows, "late": chart.late,
        "points": [(point, POINTS[point], chart.reached[point]) for point in chart.points],
    }  # fmt: skip


def _due(following: Any) -> str:
    """What is due next, in words."""
    if following is None:
        return ""
    if following.point is not None:
        return str(DUE[following.point])
    return reader.told(following.part.name_zh, following.part.name_en)


def _cell(cell: Any) -> dict[str, Any]:
    sign, words_of = MARKS[cell.mark]
    planned = cell.planned if cell.mark is Mark.LATE or cell.mark is Mark.AHEAD else None
    was = cell.planned if cell.on and cell.planned and shown.month(cell.on) != shown.month(cell.planned) else None
    return {
        "point": cell.point, "label": POINTS[cell.point], "mark": cell.mark.value, "sign": sign, "words": words_of,
        "on": cell.on, "planned": planned, "was": was, "done": cell.done, "of": cell.of,
        "fact": cell.mark in {Mark.NOW, Mark.LATE},
    }  # fmt: skip


def _map(found: Any) -> dict[str, Any]:
    return {
        "query": urlencode({"programme": found.code, "cut": "all"}), "words": json.dumps(words(), ensure_ascii=False),
        "marks": [(colour, cells.light(colour)) for colour in LIGHTS],
    }  # fmt: skip


@door(READ_REPORTS, READ)
def passages(request: HttpRequest, pk: int) -> HttpResponse:
    """Which projects came into a programme and which left it: when, by whom and why."""
    person: Any = request.user
    found = programme_of(person, str(pk))
    return render(request, "desk/programme_passages.html", {"passages": passed(person, found)[:200]})

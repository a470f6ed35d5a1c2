"""The city on one page: what moved, what is stuck, where the year stands; each figure leads to what it counts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from keyworks.base import reader, shown
from keyworks.base.doors import READ, door
from keyworks.desk.queries import cockpit as queries
from keyworks.desk.queries import stuck as stuck_queries
from keyworks.desk.queries.cockpit import Summary
from keyworks.desk.queries.names import group_names
from keyworks.desk.queries.portfolio import portfolio
from keyworks.desk.rules.cockpit import BY_MONTH, COLOURS, PLANNED, WHOLE, Row, What, conversion
from keyworks.desk.rules.portfolio import Share
from keyworks.desk.views.cockpit_asked import ALL, CAUSES, Reading, large, of_whom, read
from keyworks.projects.queries.register import NONE_SAID
from keyworks.publishing.queries.issues.kept import kinds_of
from keyworks.publishing.rules.papers.kinds import Kind
from keyworks.reports.files.curve import NARROW, WIDE, drawn
from keyworks.reports.rules.figures import ahead
from keyworks.reports.rules.way import READ as READ_REPORTS
from keyworks.values.money import Money

EVENTS = {
    What.STARTED: gettext_lazy("Started in the year"), What.COMPLETED: gettext_lazy("Completed in the year"),
    What.PRODUCING: gettext_lazy("Gone into production"), What.AT_CAPACITY: gettext_lazy("Reached design capacity"),
}  # fmt: skip


@door(READ_REPORTS, READ)
def cockpit(request: HttpRequest) -> HttpResponse:
    """The year of all projects within reach, as it stands or was known."""
    reading = read(request)
    found = queries.summary(reading.asked)
    context: dict[str, Any] = {
        "reading": reading, "title": of_whom(request, reading), "found": found, "month": reading.asked.month,
        "day": reading.asked.day, "year": reading.asked.month.year, "since": reading.asked.since,
        "known": reading.known, "now": reading.page(asof=""), "empty": not found.counts[What.LISTED],
        "reserve": _reserve(reading, found), "whose": _whose(reading),
        "nothing": not any(found.counts.values()),
    }  # fmt: skip
    if found.counts[What.LISTED]:
        stuck = None if reading.known else stuck_queries.stuck(request.user, reading.asked.day)
        context |= {
            **target(reading, found), **_moved(reading), "headline": headline(found, stuck, reading),
            "stuck": _stuck(stuck), "red": figure(reading, found, What.RED),
            "late_start": figure(reading, found, What.LATE_START), "paused": figure(reading, found, What.PAUSED),
            "directives": None if reading.known else _directives(request, reading),
            "quarter": _quarter(reading, found), "rows": _rows(reading, found),
            "by_sector": reading.asked.led, "briefs": _briefs(request, reading),
        }  # fmt: skip
    if context["empty"]:
        context |= {"portfolio": _portfolio(reading), "by_sector": reading.asked.led}
    if not context["nothing"]:
        context |= {"events": _events(reading, found), "numbers": range(1, 13)}
    return render(request, "desk/cockpit.html", context)


def figure(reading: Reading, found: Summary, what: What, **more: object) -> dict[str, Any]:
    return {"count": found.counts[what], "address": reading.list(what, **more)}


def _points(done: int, plan: int, reading: Reading) -> int | None:
    return ahead(done, plan, reading.asked.month) if plan else None


def target(reading: Reading, found: Summary) -> dict[str, Any]:
    """Investment against the year's plan and the pace, and the lights."""
    course, month = found.course, reading.asked.month
    due, plan = course.planned[month.number], found.plan
    today = round(course.due(course.now)) if course.now is not None else 0
    points = _points(found.done, plan, reading)
    return {
        "done": Money(found.done), "plan": Money(plan), "share": found.done / plan if plan else None,
        "due": Money(due), "due_share": due / plan if plan else None,
        "points": None if points is None else points / 100, "gone": month.number / 12,
        "today": today / plan if plan else None, "listed": figure(reading, found, What.LISTED),
        "lights": [(colour, figure(reading, found, What(colour))) for colour in COLOURS],
        "unit": _unit(max(course.planned[-1], found.done)), "course_rows": _course(found),
        "drawings": [(name, drawn(course, width)) for name, width in (("wide", WIDE), ("narrow", NARROW))],
        "drawn_done": course.last and course.last[1], "drawn_due": today, "by_month": True,
    }  # fmt: skip


def _unit(amount: int) -> str:
    """The unit in which a drawing writes its amounts: a city's where they are large."""
    return "city" if amount < 10**10 else "yi" if reader.current().zh else "bn"


def _course(found: Summary) -> list[tuple[Any, Money, Money | None]]:
    course = found.course
    return [
        (month, Money(course.planned[number]), None if (one := course.actual[number]) is None else Money(one))
        for number, month in enumerate(course.months, 1)
    ]  # fmt: skip


def headline(found: Summary, stuck: stuck_queries.Stuck | None, reading: Reading) -> str:
    """The city in one sentence."""
    told = {"done": large(found.done), "month": shown.month(reading.asked.month), "plan": large(found.plan)}
    points = _points(found.done, found.plan, reading)
    if points is None:
        said = [_("%(done)s done by the end of %(month)s; nothing is planned") % told]
    else:
        told |= {
            "share": shown.share(found.done / found.plan), "points": shown.number(abs(points) / 100, 1),
            "gone": shown.share(reading.asked.month.number / 12),
        }  # fmt: skip
        reached = _("%(done)s of %(plan)s done by the end of %(month)s, %(share)s at %(gone)s of the year") % told
        by = _("%(points)s points behind") % told if points < 0 else _("%(points)s points ahead") % told
        said = [shown.listed([reached, by], "，", ": ")]
    if red := found.counts[What.RED]:
        said.append(ngettext("%(n)s project is far behind", "%(n)s projects are far behind", red) % {
            "n": shown.number(red)})  # fmt: skip
    if stuck and (late := sum(count for _level, count in stuck.levels)):
        words = ngettext("%(n)s matter is overdue at a high level", "%(n)s matters are overdue at a high level", late)
        said.append(words % {"n": shown.number(late)})
    return shown.listed(said, "；", "; ")


def _moved(reading: Reading) -> dict[str, Any]:
    """What changed the year's figures since a day, cause by cause."""
    found = queries.causes(reading.asked, timezone.get_default_timezone())
    rows = [
        {"words": CAUSES[cause], "count": found[cause][0], "amount": Money(found[cause][1]),
         "address": reading.list(What.MOVED, cause=cause)}
        for cause in CAUSES if cause in found
    ]  # fmt: skip
    return {"moved": rows, "difference": Money(sum(amount for _count, amount in found.values())),
            "all_moved": reading.list(What.MOVED)}  # fmt: skip


def _stuck(found: stuck_queries.Stuck | None) -> dict[str, Any] | None:
    if found is None:
        return None
    there = reverse("matters:matters")
    return {
        "top": [
            {"one": one, "value": Money(one.value),
             "address": f"{there}?cause={one.cause}" if one.cause
             else reverse("matters:matter", args=[one.matter])}
            for one in found.top
        ],
        "levels": [
            (level, count, f"{there}?level={level}&when=overdue") for level, count in found.levels
        ],
        "open": found.open, "open_address": there, "overdue": found.overdue,
        "overdue_address": f"{there}?when=overdue", "ranking": reverse("matters:ranking"),
    }  # fmt: skip


def _directives(request: HttpRequest, reading: Reading) -> dict[str, Any] | None:
    meeting = stuck_queries.last_meeting(request.user, reading.asked.day)
    found = stuck_queries.directives(request.user, meeting, reading.asked.day)
    if found is None:
        return None
    done = found.counted.done + found.counted.done_late
    return {"found": found, "on": found.on, "done": done, "address": reverse("meetings:follow", args=[found.meeting])}


def _events(reading: Reading, found: Summary) -> list[dict[str, Any]]:
    """Starts, completions, productions and design capacity by month up to now, against the plan of the year."""
    rows, year = [], reading.asked.month.year
    told = (reading.asked.day.year, reading.asked.day.month)
    for what in BY_MONTH:
        planned = PLANNED.get(what)
        rows.append({
            "words": EVENTS[what], **figure(reading, found, what),
            "planned": figure(reading, found, planned) if planned else None,
            "months": [
                (None if (year, number) > told else count, reading.list(what, **{"in": number}))
                for number, count in enumerate(found.months[what], 1)
            ],
        })  # fmt: skip
    return rows


def _reserve(reading: Reading, found: Summary) -> dict[str, Any]:
    rate = conversion(found.counts[What.RESERVE], found.counts[What.LEFT_RESERVE])
    return {
        "stock": figure(reading, found, What.RESERVE), "readied": figure(reading, found, What.READIED),
        "begun": figure(reading, found, What.BEGUN_FROM_RESERVE),
        "left": figure(reading, found, What.LEFT_RESERVE), "rate": None if rate is None else rate / WHOLE,
    }  # fmt: skip


def _quarter(reading: Reading, found: Summary) -> dict[str, Any]:
    """The good start: the first quarter's share of the plan and its starts; of the months reported so far."""
    months = min(reading.asked.month.number, 3)
    done, due = found.course.actual[months] or 0, found.course.planned[3]
    plan = found.course.planned[-1]
    return {
        "done": Money(done), "share": done / plan if plan else None, "due": due / plan if plan else None,
        "over": reading.asked.month.number >= 3, "address": reading.list(What.OPENING),
        "begun": figure(reading, found, What.FIRST_QUARTER),
        "planned": figure(reading, found, What.FIRST_QUARTER_DUE),
    }  # fmt: skip


def _rows(reading: Reading, found: Summary) -> list[dict[str, Any]]:
    """The table by district, or by sector for what a department leads; where it has several rows, their sum."""
    by = "sector" if reading.asked.led else "district"
    names = group_names(by, [row.code for row in found.rows[by]])
    rows = [
        _row(reading, row, names.get(row.code) or _nameless(by), **{by: row.code or NONE_SAID})
        for row in found.rows[by]
    ]
    together = Row("", dict(found.counts), found.done, found.plan)
    return [*rows, {**_row(reading, together, _("Together")), "foot": True}] if len(rows) > 1 else rows


def _portfolio(reading: Reading) -> list[dict[str, Any]]:
    """All projects by district, or by sector for what a department leads, and together."""
    by = "sector" if reading.asked.led else "district"
    rows, together = portfolio(reading.asked)
    names = group_names(by, [row.code for row in rows])
    asked = {"by": by, "asof": reading.kept["asof"]} if reading.known else {}
    there = reverse("projects:summary") if reading.known else reverse("projects:list")

    def money(minor: int | None) -> Money | None:
        return None if minor is None else Money(minor)

    def told(row: Share, name: str, **narrowed: str) -> dict[str, Any]:
        query = urlencode(asked or narrowed)
        return {
            "name": name, "count": row.count, "total": money(row.total), "first": money(row.first),
            "difference": money(row.difference),
            "grown": row.difference / row.first if row.first and row.difference is not None else None,
            "address": f"{there}?{query}" if query else there,
        }  # fmt: skip

    found = [told(row, names.get(row.code) or _nameless(by), **{by: row.code or NONE_SAID}) for row in rows]
    return [*found, {**told(together, _("Together")), "foot": True}] if len(found) > 1 else found


def _nameless(by: str) -> str:
    return _("no sector said") if by == "sector" else _("no district")


def _row(reading: Reading, row: Row, name: str, **narrowed: str) -> dict[str, Any]:
    def cell(what: What) -> tuple[int, str]:
        return row.counts.get(what, 0), reading.list(what, **narrowed)

    points = _points(row.done, row.plan, reading)
    return {
        "name": name, "listed": cell(What.LISTED), "done": Money(row.done), "plan": Money(row.plan),
        "share": row.done / row.plan if row.plan else None, "points": None if points is None else points / 100,
        "lights": [(colour, *cell(What(colour))) for colour in COLOURS], "begun": cell(What.BEGUN),
        "new": cell(What.NEW), "started": cell(What.STARTED), "completed": cell(What.COMPLETED),
        "reserve": cell(What.RESERVE),
    }  # fmt: skip


def _briefs(request: HttpRequest, reading: Reading) -> str:
    """Where the brief of a district is issued; "" for whoever may have none."""
    person: Any = request.user
    if reading.asked.led or Kind.BRIEF not in kinds_of(person):
        return ""
    asked = {"kind": Kind.BRIEF, "month": str(reading.asked.month)}
    return f"{reverse('publishing:paper_new')}?{urlencode(asked)}"


def _whose(reading: Reading) -> list[tuple[str, str, bool]]:
    """For a department: what it leads, or the whole city."""
    if not reading.narrowable:
        return []
    led = reading.asked.led
    return [
        (_("what we lead"), reading.page(whose="led"), led), (_("the whole city"), reading.page(whose=ALL), not led),
    ]  # fmt: skip

"""One morning of visits: which places, in which order; three plans beside each other, and what is changed by hand."""

from __future__ import annotations

import time as clocks
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from keyworks.accounts.queries import moment
from keyworks.accounts.views.request import SignedIn
from keyworks.base import shown
from keyworks.base.doors import FORM, POST, READ, door
from keyworks.base.manifest import sentence
from keyworks.engine.routing.checking import Fault, Kind
from keyworks.engine.routing.plan import Why
from keyworks.engine.routing.solving import Limit
from keyworks.meetings.actions import route as actions
from keyworks.meetings.files.route_map import drawn
from keyworks.meetings.forms.route import RouteForm, TimesForm, ways_lines
from keyworks.meetings.models import Meeting, Route, Site
from keyworks.meetings.queries import route as queries
from keyworks.meetings.rules import authority
from keyworks.meetings.rules import route as rules
from keyworks.meetings.rules.kinds import Choice
from keyworks.meetings.views.common import frame, seen_whole
from keyworks.values.refusals import Refused

NEAR = 14
"""Stops closer than this on the drawing share a mark, or one would hide the other."""

SECONDS = 1.0
"""How long a reader waits for a proof; a city's morning takes a twentieth of it."""


@door(authority.READ, READ)
def route(request: SignedIn, pk: int) -> HttpResponse:
    """The route as it stands, and the plans that were found for it."""
    return _page(request, seen_whole(request.user, pk))


def _page(request: SignedIn, meeting: Meeting, typed: TimesForm | None = None) -> HttpResponse:
    sites, found = queries.places_of(meeting), queries.route_of(meeting)
    stops = sorted((one for one in sites if one.position is not None), key=lambda one: one.position or 0)
    context: dict[str, Any] = {
        **frame(request.user, meeting, "route"), "route": found,
        "wanted": [one for one in sites if one.choice != Choice.NEVER],
        "stops": _stops(found, sites, stops, typed), "typed": typed,
    }  # fmt: skip
    if found:
        context |= _found(found, sites)
    return render(request, "meetings/route.html", context, status=typed.status if typed else 200)


def _found(found: Route, sites: list[Site]) -> dict[str, Any]:
    """The plans beside each other, what the best leaves out, and whether they still answer what is asked."""
    if not found.plans:
        return {}
    at, first = {str(one.project_id): one for one in sites}, found.plans[0]
    outlines = queries.outlines_around()
    plans = []
    for number, plan in enumerate(found.plans):
        if not plan["stops"]:
            continue
        rows = [
            {
                "site": at.get(one["key"]),
                **{part: rules.time_of(one[part]) for part in ("arrives", "begins", "leaves")},
                "waits": _minutes(wait) if (wait := one["begins"] - one["arrives"]) else "",
            }
            for one in plan["stops"]
        ]  # fmt: skip
        if all(row["site"] for row in rows):
            plans.append({
                "number": number, "rows": rows, "departs": rules.time_of(plan["departs"]), "worth": plan["worth"],
                "returns": rules.time_of(plan["returns"]), "travel": _minutes(plan["travel"]),
                "map": _map(found, [row["site"] for row in rows], sites, outlines),
                "taken": found.taken.get("stops") == plan["stops"],
            })  # fmt: skip
    left = [
        {"site": at[one["key"]], "why": _why(one, first["placeless"]), "must": one["must"]}
        for one in first["left"] if one["key"] in at
    ]  # fmt: skip
    return {
        "plans": plans, "left": left, "proven": first["proven"], "all_proven": first["all_proven"],
        "more": first["bound"] - first.get("worth", 0), "outdated": first["of"] != queries.told_of(found, sites),
        "missed": [one for one in left if one["must"]],
    }  # fmt: skip


def _why(one: dict[str, Any], placeless: list[str]) -> str:
    if one["key"] in placeless:
        return _("no point is known: give its entrance")
    return {
        Why.CLOSED: _("closed that day, or not open for long enough"),
        Why.FAR: _("too far: even alone it does not fit between departure and return"),
        Why.OTHERS: _("does not fit beside the others"),
    }[Why(one["why"])]


def _minutes(n: int) -> str:
    return ngettext("%(n)s minute", "%(n)s minutes", n) % {"n": shown.number(n)}


def _map(found: Route, stops: list[Any], sites: list[Site], outlines: Any) -> dict[str, Any]:
    """The start, the stops and the end on the districts' outlines."""
    asks = queries.asked(found)
    points = [asks.start, *(queries.point(one) for one in stops), asks.end]
    wanted = [point for one in sites if one.choice != Choice.NEVER and (point := queries.point(one))]
    picture = drawn(outlines, points, wanted)
    marks: list[dict[str, Any]] = []
    for n, (mark, site) in enumerate(zip(picture.marks[1:-1], stops, strict=True), 1):
        if mark is None:
            continue
        near = next((one for one in marks if max(abs(one["at"].x - mark.x), abs(one["at"].y - mark.y)) < NEAR), None)
        if near:
            near["n"] += f"·{n}"
            near["names"].append(site)
        else:
            marks.append({"n": str(n), "at": mark, "names": [site]})
    return {"picture": picture, "marks": marks, "start": picture.marks[0], "end": picture.marks[-1]}


def _stops(found: Route | None, sites: list[Site], stops: list[Site], typed: TimesForm | None) -> dict[str, Any]:
    """The timetable that stands, with what is wrong at each row and in the whole."""
    if not stops:
        return {}
    whole, faults, departs, returns = list[str](), dict[int, list[str]](), None, None
    if found and all(one.arrives and one.leaves for one in stops):
        rows = [
            (str(one.project_id), rules.minutes_of(one.arrives), rules.minutes_of(one.leaves))
            for one in stops if one.arrives and one.leaves
        ]  # fmt: skip
        plan, wrong = rules.by_hand(queries.asked(found), [queries.visit(one) for one in sites], rows)
        departs, returns = rules.time_of(plan.departs), rules.time_of(plan.returns)
        for fault in wrong:
            said = _wrong(fault, sites)
            faults.setdefault(fault.stop, []).append(said) if fault.stop is not None else whole.append(said)
    return {
        "rows": [
            {"site": one, "key": str(one.project_id), "wrong": faults.get(n, []),
             "arrives": _typed(typed, one, "arrives"), "leaves": _typed(typed, one, "leaves")}
            for n, one in enumerate(stops)
        ],
        "whole": whole, "n": len(whole) + sum(len(rows) for rows in faults.values()),
        "departs": departs, "returns": returns,
        "map": _map(found, stops, sites, queries.outlines_around()) if found else None,
    }  # fmt: skip


def _typed(typed: TimesForm | None, site: Site, part: str) -> dict[str, Any]:
    """The field of a time: its name, what stands in it, what is wrong with what was typed."""
    name = f"{part}-{site.project_id}"
    if typed is not None and name in typed.fields:
        return {"name": name, "value": typed[name].value(), "errors": typed[name].errors}
    kept = getattr(site, part)
    return {"name": name, "value": f"{kept:%H:%M}" if kept else "", "errors": []}


def _wrong(fault: Fault, sites: list[Site]) -> str:
    by = {"by": _minutes(fault.by), "place": sites[fault.site] if fault.site is not None else ""}
    return {
        Kind.EARLY_START: _("One would have to leave %(by)s before the departure."),
        Kind.UNREACHED: _("Nobody can be here yet: %(by)s too early for the way."),
        Kind.UNDONE: _("The visit begins %(by)s before the arrival."),
        Kind.CLOSED: _("It is closed that day."),
        Kind.TOO_EARLY: _("It opens %(by)s later."),
        Kind.TOO_LATE: _("It closes %(by)s before the visit ends."),
        Kind.SHORT: _("%(by)s less than the visit takes."),
        Kind.TWICE: _("It stands on the route twice."),
        Kind.UNWANTED: _("It was left out and is not to be seen."),
        Kind.MISSED: _("%(place)s has to be seen and is not on the route."),
        Kind.TOO_LONG: _("One is back %(by)s too late."),
    }[fault.kind] % by


@door(authority.PREPARE, FORM)
def ask(request: SignedIn, pk: int) -> HttpResponse:
    """From where and until when; then the plans are found at once."""
    meeting = seen_whole(request.user, pk)
    sites, known = queries.places_of(meeting), queries.route_of(meeting)
    form = RouteForm(request.POST or None, sites, initial=_initial(meeting, known, sites))

    def act(sent: dict[str, Any]) -> Route:
        over = sent["edition"] if known else None
        asked = actions.ask_route(meeting=meeting, values=form.values(sent), over=over, by=request.user, at=moment())
        return _find(request, meeting, asked)

    if form.carry_out(act):
        return redirect("meetings:route", meeting.pk)
    return render(
        request, "meetings/route_ask.html", {**frame(request.user, meeting, ""), "form": form}, status=form.status
    )


def _find(request: SignedIn, meeting: Meeting, asked: Route) -> Route:
    plans = queries.found(asked, queries.places_of(meeting), Limit(SECONDS, clocks.monotonic))
    return actions.keep_plans(meeting=meeting, route=asked, plans=plans, by=request.user, at=moment())


def _initial(meeting: Meeting, known: Route | None, sites: list[Site]) -> dict[str, Any]:
    if known is None:
        return {"start": meeting.place, "departs": meeting.begins, "back_by": meeting.ends}
    pairs = {"start_point": (known.start_latitude, known.start_longitude),
             "end_point": (known.end_latitude, known.end_longitude)}  # fmt: skip
    kept = {
        name: getattr(known, name) for name in ("start", "end", "departs", "back_by", "speed_kmh", "detour", "edition")
    }
    points = {name: f"{a}, {b}" if a is not None else "" for name, (a, b) in pairs.items()}
    return kept | points | {"ways": ways_lines(known.matrix, sites)}


@door(authority.PREPARE, POST)
def find(request: SignedIn, pk: int) -> HttpResponse:
    """Find the plans anew, because places were changed since."""
    meeting = seen_whole(request.user, pk)
    known = queries.route_of(meeting)
    if known is None:
        return redirect("meetings:route_ask", meeting.pk)
    _try(request, lambda: _find(request, meeting, known))
    return redirect("meetings:route", meeting.pk)


@door(authority.PREPARE, POST)
def take(request: SignedIn, pk: int) -> HttpResponse:
    """Put a plan on the route."""
    meeting = seen_whole(request.user, pk)
    number, over = (_number(request.POST.get(name, "")) for name in ("plan", "edition"))
    _try(request, lambda: actions.take_plan(
        meeting=meeting, number=-1 if number is None else number, over=over, by=request.user, at=moment()
    ))  # fmt: skip
    return redirect("meetings:route", meeting.pk)


@door(authority.PREPARE, POST)
def change(request: SignedIn, pk: int) -> HttpResponse:
    """A stop up, down, on or off the route, or times as they were typed."""
    meeting = seen_whole(request.user, pk)
    sites = queries.places_of(meeting)
    stops = [one for one in sites if one.position is not None]
    keys = [str(one.project_id) for one in sorted(stops, key=lambda one: one.position or 0)]
    way, _colon, key = request.POST.get("way", "").partition(":")
    if way == "add" and key not in keys:
        keys.append(key)
    elif way in ("up", "down", "drop") and key in keys:
        at = keys.index(key)
        keys.remove(key)
        if way != "drop":
            keys.insert(max(0, at - 1) if way == "up" else at + 1, key)
    else:
        return _time(request, meeting, stops)
    _try(request, lambda: actions.order_route(meeting=meeting, keys=keys, by=request.user, at=moment()))
    return redirect("meetings:route", meeting.pk)


def _time(request: SignedIn, meeting: Meeting, stops: list[Site]) -> HttpResponse:
    form = TimesForm(request.POST, stops)

    def act(sent: dict[str, Any]) -> bool:
        actions.time_route(meeting=meeting, times=form.times(sent), by=request.user, at=moment())
        return True

    if form.carry_out(act):
        return redirect("meetings:route", meeting.pk)
    return _page(request, meeting, form)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _try(request: SignedIn, act: Any) -> None:
    """Carry out what a button asks; a rule's no is said on the next page."""
    try:
        act()
    except Refused as no:
        messages.error(request, sentence(no.code, no.params))

"""The route: what it is asked for, the plan a person takes, and what they change of it by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

from django.db import transaction

from keyworks.accounts.models import Person
from keyworks.meetings.actions.holding import fresh, hold
from keyworks.meetings.actions.refused import MeetingsRefused, said
from keyworks.meetings.models import Meeting, Route, Site
from keyworks.meetings.queries.route import asked, places_of, visit
from keyworks.meetings.rules import authority
from keyworks.meetings.rules import route as rules
from keyworks.meetings.rules.kinds import AHEAD, Choice
from keyworks.record.actions import write

ASKED = (
    "start", "start_latitude", "start_longitude", "end", "end_latitude", "end_longitude", "departs", "back_by",
    "speed_kmh", "detour", "matrix",
)  # fmt: skip


@transaction.atomic
def ask_route(*, meeting: Meeting, values: Mapping[str, Any], over: int | None, by: Person, at: datetime) -> Route:
    """From where and until when; what was found before is found anew."""
    held = hold(meeting, by, authority.PREPARE, AHEAD)
    known = Route.objects.filter(meeting=held).first()
    found = fresh(known, over) if known else Route(meeting=held)
    before = _told(found) if known else {}
    for name in ASKED:
        if name in values:
            setattr(found, name, values[name])
    found.start, found.end = said(found.start, field="start", most=200), said(found.end, field="end", most=200)
    if found.back_by <= found.departs:
        raise MeetingsRefused("meetings.back_before_departure", field="back_by")
    found.edition += bool(known)
    found.by, found.at = by, at
    found.save()
    write("meetings.ask_route", held, by=by, at=at, before=before, after=_told(found))
    return found


def _told(found: Route) -> dict[str, Any]:
    return {name: str(getattr(found, name)) if isinstance(getattr(found, name), time) else getattr(found, name)
            for name in ASKED}  # fmt: skip


@transaction.atomic
def keep_plans(
    *, meeting: Meeting, route: Route, plans: Sequence[Mapping[str, Any]], by: Person, at: datetime
) -> Route:
    """Keep what was found for what is asked now; it stands beside the route until a person takes one."""
    held = hold(meeting, by, authority.PREPARE, AHEAD)
    found = fresh(route, route.edition)
    found.plans, found.by, found.at = list(plans), by, at
    found.save()
    first = plans[0]
    after = {"n": len(plans), "worth": first.get("worth", 0), "proven": first["proven"]}
    write("meetings.find_route", held, by=by, at=at, after=after)
    return found


@transaction.atomic
def take_plan(*, meeting: Meeting, number: int, over: int | None, by: Person, at: datetime) -> None:
    """Put one of the plans that were found on the route."""
    held = hold(meeting, by, authority.PREPARE, AHEAD)
    found = _route(held, over)
    if not 0 <= number < len(found.plans) or "departs" not in found.plans[number]:
        raise MeetingsRefused("meetings.no_such_plan")
    plan = found.plans[number]
    found.taken, found.by, found.at = plan, by, at
    found.save()
    _put(held, plan["stops"])
    write("meetings.take_plan", held, by=by, at=at, after={"number": number + 1, "order": _names(held)})


@transaction.atomic
def order_route(*, meeting: Meeting, keys: Sequence[str], by: Person, at: datetime) -> None:
    """Another order of the stops, or fewer of them; their times are reckoned anew."""
    held = hold(meeting, by, authority.PREPARE, AHEAD)
    found = _route(held, None)
    sites = places_of(held)
    before = {"order": _names(held)}
    known = {str(one.project_id) for one in sites if one.choice != Choice.NEVER}
    if len(set(keys)) != len(keys) or not set(keys) <= known:
        raise MeetingsRefused("meetings.route_changed")
    _put(held, rules.timed(asked(found), [visit(one) for one in sites], keys)["stops"])
    write("meetings.order_route", held, by=by, at=at, before=before, after={"order": _names(held)})


@transaction.atomic
def time_route(*, meeting: Meeting, times: Mapping[str, tuple[time, time]], by: Person, at: datetime) -> None:
    """Times as a person wrote them; what cannot be kept is said beside them and stays as it was written."""
    held = hold(meeting, by, authority.PREPARE, AHEAD)
    stops = {str(one.project_id): one for one in held.sites.select_for_update().filter(position__isnull=False)}
    if not times or set(times) != set(stops):
        raise MeetingsRefused("meetings.route_changed")
    before = {"times": _times(held)}
    for key, (arrives, leaves) in times.items():
        if leaves <= arrives:
            raise MeetingsRefused("meetings.leaves_first", place=str(stops[key]))
        stops[key].arrives, stops[key].leaves = arrives, leaves
    Site.objects.bulk_update(stops.values(), ["arrives", "leaves"])
    write("meetings.time_route", held, by=by, at=at, before=before, after={"times": _times(held)})


def _route(held: Meeting, over: int | None) -> Route:
    known = Route.objects.filter(meeting=held).first()
    if known is None:
        raise MeetingsRefused("meetings.route_not_asked")
    return fresh(known, over)


def _put(held: Meeting, stops: Sequence[Mapping[str, Any]]) -> None:
    """Give the places their order and times; the others leave the route."""
    timed = {one["key"]: (number, one) for number, one in enumerate(stops, 1)}
    sites = list(held.sites.select_for_update())
    if not set(timed) <= {str(one.project_id) for one in sites if one.choice != Choice.NEVER}:
        raise MeetingsRefused("meetings.route_changed")
    for site in sites:
        position, stop = timed.get(str(site.project_id), (None, {}))
        site.position = position
        site.arrives = rules.time_of(stop["arrives"]) if stop else None
        site.leaves = rules.time_of(stop["leaves"]) if stop else None
    Site.objects.bulk_update(sites, ["position", "arrives", "leaves"])


def _names(held: Meeting) -> list[str]:
    rows = held.sites.filter(position__isnull=False).order_by("position").select_related("project")
    return [one.project.local_number for one in rows]


def _times(held: Meeting) -> list[str]:
    rows = held.sites.filter(position__isnull=False).order_by("position").select_related("project")
    return [f"{one.project.local_number} {one.arrives:%H:%M}–{one.leaves:%H:%M}" for one in rows if one.arrives]

"""A route as it is asked for and as it stands."""

from __future__ import annotations

from datetime import time
from typing import Any

from keyworks.engine.routing.problem import Wish
from keyworks.engine.routing.solving import Limit, best
from keyworks.meetings.models import Meeting, Route, Site
from keyworks.meetings.rules import route as rules
from keyworks.projects.models import Outline


def route_of(meeting: Meeting) -> Route | None:
    """What was asked, None where nobody asked yet."""
    return Route.objects.filter(meeting=meeting).first()


def places_of(meeting: Meeting) -> list[Site]:
    """Every place of the meeting, those left out too, in the order of the route."""
    return list(meeting.sites.select_related("project", "project__district"))


def visit(site: Site) -> rules.Visit:
    """A place as rules know it."""
    spans = (tuple(rules.minutes_of(time.fromisoformat(text)) for text in pair) for pair in site.windows)
    return rules.Visit(
        key=str(site.project_id), name=str(site.project), minutes=site.minutes, worth=max(1, site.worth),
        wish=Wish(str(site.choice)), windows=tuple((a, b) for a, b in spans), point=point(site), closed=site.closed,
    )  # fmt: skip


def point(site: Site) -> rules.Point | None:
    """Its entrance, else the project's own point."""
    for latitude, longitude in ((site.latitude, site.longitude), (site.project.lat, site.project.lon)):
        if latitude is not None and longitude is not None:
            return latitude, longitude
    return None


def asked(route: Route) -> rules.Asked:
    """What was asked, as rules know it."""
    start = _pair(route.start_latitude, route.start_longitude)
    return rules.Asked(
        departs=rules.minutes_of(route.departs), back_by=rules.minutes_of(route.back_by), start=start,
        end=_pair(route.end_latitude, route.end_longitude) or start, speed_kmh=route.speed_kmh, detour=route.detour,
        given=route.matrix,
    )  # fmt: skip


def _pair(latitude: float | None, longitude: float | None) -> rules.Point | None:
    return None if latitude is None or longitude is None else (latitude, longitude)


def found(route: Route, sites: list[Site], limit: Limit) -> list[dict[str, Any]]:
    """The best plan and the next two, as they are kept."""
    visits, asks = [visit(one) for one in sites], asked(route)
    plans = rules.kept(best(rules.morning(asks, visits), limit=limit, search=False), visits)
    plans[0] |= {"placeless": rules.placeless(asks, visits), "of": told_of(route, sites)}
    return plans


def told_of(route: Route, sites: list[Site]) -> dict[str, int]:
    """From which editions plans were made: another one, and they are to be found anew."""
    return {"route": route.edition, **{str(one.pk): one.edition for one in sites}}


def lasting(route: Route, meeting: Meeting) -> list[tuple[Site, int]]:
    """Each stop with its minutes: from leaving the one before, at first from the departure, until it is left."""
    at, timed = rules.minutes_of(route.departs), []
    for site in places_of(meeting):
        if site.position is not None and site.leaves is not None:
            left = rules.minutes_of(site.leaves)
            timed.append((site, left - at))
            at = left
    return timed


def outlines_around() -> list[list[list[rules.Point]]]:
    """Rings of the districts' outlines, in latitude and longitude."""
    shapes: list[Any] = []
    for geometry in Outline.objects.order_by("unit__path").values_list("geometry", flat=True):
        parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        rings = [[(y, x) for x, y, *_ in ring] for part in parts for ring in part]
        shapes.append(rings)
    return shapes

"""A morning of site visits as the engine asks for it: minutes of the day, travel by distance or as given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from itertools import pairwise
from math import asin, ceil, cos, radians, sin, sqrt
from typing import Any

from keyworks.engine.routing.checking import Fault, checked
from keyworks.engine.routing.plan import Plan, Result, Stop
from keyworks.engine.routing.problem import Morning, Opening, Site, Wish
from keyworks.engine.routing.solving import scheduled

EARTH_KM = 6371.0088
DAY = 24 * 60
FAR = 2 * DAY
"""Minutes of a way that nobody knows: longer than any day."""

START, END = "start", "end"
Point = tuple[float, float]
"""Latitude, longitude."""


@dataclass(frozen=True)
class Visit:
    """A place that could be seen; `key` tells it from the others, `worth` is at least a point."""

    key: str
    name: str
    minutes: int
    worth: int
    wish: Wish
    windows: tuple[tuple[int, int], ...]
    point: Point | None
    closed: bool = False


@dataclass(frozen=True)
class Asked:
    """From where to where, when, and how ways are reckoned."""

    departs: int
    back_by: int
    start: Point | None
    end: Point | None
    speed_kmh: int
    detour: float
    given: Mapping[str, Mapping[str, int]]
    """Minutes of ways as somebody gave them: from key to key; the rest is reckoned."""


def minutes_of(at: time) -> int:
    return at.hour * 60 + at.minute


def time_of(minutes: int) -> time:
    """The time of the day, at the latest one minute to midnight."""
    within = min(max(minutes, 0), DAY - 1)
    return time(within // 60, within % 60)


def kilometres(here: Point, there: Point) -> float:
    """Along the great circle."""
    (a, b), (c, d) = ((radians(x), radians(y)) for x, y in (here, there))
    chord = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, chord)))


def way(asked: Asked, here: tuple[str, Point | None], there: tuple[str, Point | None]) -> int:
    """Minutes from one place to another, rounded up; as given, else by distance, else nobody knows."""
    given = asked.given.get(here[0], {}).get(there[0])
    if given is not None:
        return given
    if here[1] is None or there[1] is None:
        return FAR
    # A way of a whole number of minutes must not become one longer by the last digit of a float.
    return ceil(round(kilometres(here[1], there[1]) * asked.detour / asked.speed_kmh * 60, 6))


def morning(asked: Asked, visits: Sequence[Visit]) -> Morning:
    """What the engine is asked; its sites are the visits, in their order."""
    places = [*((one.key, one.point) for one in visits), (START, asked.start), (END, asked.end)]
    whole = ((asked.departs, asked.back_by),)
    sites = [
        Site(
            one.name, one.worth, one.minutes,
            () if one.closed else tuple(Opening(*span) for span in one.windows or whole), one.wish,
        )
        for one in visits
    ]  # fmt: skip
    travel = [[0 if here == there else way(asked, here, there) for there in places] for here in places]
    return Morning.of(sites, travel, departs=asked.departs, back_by=asked.back_by)


def placeless(asked: Asked, visits: Sequence[Visit]) -> list[str]:
    """The keys of visits to which no way is known."""
    reached = {there for ways in asked.given.values() for there in ways}
    return [one.key for one in visits if one.point is None and one.key not in reached and one.wish is not Wish.NEVER]


def kept(result: Result, visits: Sequence[Visit]) -> list[dict[str, Any]]:
    """The plans as they are kept; the first says how good it is and what it leaves out."""
    plans = [_told(plan, visits) for plan in result.plans] or [{"stops": [], "none": True}]
    left = [{"key": visits[one.site].key, "why": str(one.why), "must": one.must} for one in result.left_out]
    plans[0] |= {"bound": result.bound, "proven": result.proven, "all_proven": result.all_proven, "left": left}
    return plans


def _told(plan: Plan, visits: Sequence[Visit]) -> dict[str, Any]:
    stops = [
        {"key": visits[one.site].key, "arrives": one.arrives, "begins": one.begins, "leaves": one.leaves}
        for one in plan.stops
    ]
    return {
        "departs": plan.departs, "returns": plan.returns, "worth": plan.worth, "travel": plan.travel, "stops": stops,
    }  # fmt: skip


def timed(asked: Asked, visits: Sequence[Visit], order: Sequence[str]) -> dict[str, Any]:
    """The timetable of an order, as a plan is kept."""
    at = {one.key: number for number, one in enumerate(visits)}
    return _told(scheduled(morning(asked, visits), [at[key] for key in order]), visits)


def by_hand(asked: Asked, visits: Sequence[Visit], rows: Sequence[tuple[str, int, int]]) -> tuple[Plan, list[Fault]]:
    """A timetable of (key, arrives, leaves) as it was written, and what is wrong with it.

    A visit is taken to be the last of the time on site, so that a wait before it is none of it. One leaves the start
    just in time and returns at once.
    """
    at = {one.key: number for number, one in enumerate(visits)}
    asks = morning(asked, visits)
    stops = tuple(
        Stop(at[key], arrives, max(arrives, leaves - visits[at[key]].minutes), leaves) for key, arrives, leaves in rows
    )
    if not stops:
        return Plan(asked.departs, (), asked.departs + asks.travel[asks.start][asks.end], 0, 0), []
    order = [asks.start, *(one.site for one in stops), asks.end]
    legs = [asks.travel[here][there] for here, there in pairwise(order)]
    worth = sum(asks.sites[one.site].worth for one in stops)
    plan = Plan(stops[0].arrives - legs[0], stops, stops[-1].leaves + legs[-1], worth, sum(legs))
    return plan, checked(asks, plan)

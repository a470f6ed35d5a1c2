"""From a morning to its best plans: proven by labels where that can be done in time, else searched for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from keyworks.engine.routing.bounds import Steps, priced
from keyworks.engine.routing.labels import Podium, grown
from keyworks.engine.routing.plan import LeftOut, Plan, Result, Stop, Why
from keyworks.engine.routing.problem import Morning, Wish
from keyworks.engine.routing.tables import MINUS, Tables

if TYPE_CHECKING:
    from keyworks.engine.routing import ruin

PLANS = 3
"""How many are answered; one more is kept, since to stay at home counts among them."""

FIRST_WIDTHS = (60, 3_000)
PRICED_WIDTHS = (3_000, 30_000, 300_000)

LONG = 16
"""From so many stops on a proof is out of reach, and the time is better spent on searching."""

CYCLES, CHUNKS, ROUNDS = 30, 20, 5_000
"""How often a search cools down, in how many chunks of how many rounds; the limit is asked between chunks."""

LONGEST_STRING = 10

HOT, COLD = 0.02, 0.0005
"""What a worse route may lose at the beginning and at the end of cooling, as a share of the value."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How long solving may take by the clock that the caller brings."""

    seconds: float
    clock: Callable[[], float]
    began: float = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "began", self.clock())

    def running(self) -> bool:
        return self.clock() - self.began < self.seconds


def best(morning: Morning, *, limit: Limit, seed: int = 0, search: bool = True) -> Result:
    """The best plan and the next two of other sets of sites.

    The same answer every time unless the limit cuts the work short. Labels by stops (Righini, Salani 2009) with
    bounds from priced walks prove a city's morning in well under a second; long days are searched by ruin and recreate,
    unless ``search`` forbids what has to be compiled first.
    """
    tables = Tables.of(morning)
    podium = Podium(PLANS + 1)
    if tables.direct <= tables.horizon:
        podium.offer(-tables.direct, tables.direct, ())
    lost = highest = MINUS
    if tables.sites:
        lost, highest = _labelled(tables, podium, limit)
        if search and lost > podium.highest():
            _searched(tables, podium, limit, seed)
    return _result(morning, tables, podium, lost, highest)


def _labelled(tables: Tables, podium: Podium, limit: Limit) -> tuple[int, int]:
    """The highest value that was let go, and the highest that any plan can have."""
    steps = Steps(tables)
    walks = steps.walks(np.zeros(len(tables.sites), dtype=np.int64))
    lost = walks.bound
    for width in FIRST_WIDTHS:
        lost = min(lost, grown(tables, walks, podium, width, limit.running))
        if lost <= podium.least() or _long(podium):
            break
    if lost <= podium.least():
        return lost, walks.bound
    walks = priced(steps, podium.least(), limit.running)
    for width in () if _long(podium) else PRICED_WIDTHS:
        lost = min(lost, grown(tables, walks, podium, width, limit.running))
        if lost <= podium.least() or not limit.running():
            break
    return lost, min(walks.bound, int(tables.gain.sum()))


def _long(podium: Podium) -> bool:
    return any(len(order) >= LONG for _, order in podium.ranked())


def _searched(tables: Tables, podium: Podium, limit: Limit, seed: int) -> None:
    """Offer the routes that cooling down again and again finds."""
    if not limit.running() or not podium.plans:
        return
    # Numba takes seconds to load and to compile, and most mornings never come here.
    from keyworks.engine.routing import ruin

    day = day_of(tables)
    state = np.array([(seed * 2654435761 + 88172645463325252) % 2**64], dtype=np.uint64)
    for _ in range(CYCLES):
        value, order = podium.ranked()[0]
        route = np.array(order, dtype=np.int64)
        heats = max(value, tables.unit) * np.geomspace(HOT, COLD, CHUNKS + 1)
        for hot, cold in pairwise(heats.tolist()):
            if not limit.running():
                return
            peak, route = ruin.annealed(route, day, state, ROUNDS, hot, cold, LONGEST_STRING)
            for found in (peak.tolist(), route.tolist()):
                podium.offer(tables.value(found), tables.back(found), tuple(found))


def day_of(tables: Tables) -> ruin.Day:
    """The tables as the compiled code takes them: with the start and the end as places of their own."""
    from keyworks.engine.routing.ruin import Day

    count = len(tables.sites)
    travel = np.zeros((count + 2, count + 2), dtype=np.int64)
    travel[:count, :count], travel[count, :count], travel[:count, count + 1] = tables.travel, tables.out, tables.home
    travel[count, count + 1] = tables.direct
    moments = np.arange(tables.horizon + 1)
    last = np.array([np.searchsorted(line, moments, side="right") - 1 for line in tables.begin], dtype=np.int32)
    # A site comes first in its own row, whatever the distances.
    near = np.argsort(tables.travel + tables.travel.T - np.diag(np.ones(count, dtype=np.int64)), axis=1, kind="stable")
    return Day(travel, tables.begin, last, tables.takes, tables.gain, near, tables.horizon)


def _result(morning: Morning, tables: Tables, podium: Podium, lost: int, highest: int) -> Result:
    ranked = podium.ranked()
    seen = tables.split(ranked[0][0])[0] if ranked else 0
    plans = [
        scheduled(morning, [tables.sites[site] for site in order])
        for place, (value, order) in enumerate(ranked)
        # Doing nothing is a plan only where nothing can be done; a plan without a must-see that fits is none.
        if not place or (order and tables.split(value)[0] == seen)
    ]
    proven = not ranked or lost <= podium.highest()
    bound = plans[0].worth if plans else 0
    if ranked and not proven:
        most = sum(morning.sites[site].worth for site in tables.sites)
        musts, worth = tables.split(min(highest, max(lost, podium.highest())))
        bound = max(bound, min(most, worth) if musts == seen else most)
    return Result(
        plans=tuple(plans[:PLANS]),
        bound=bound,
        proven=proven,
        all_proven=not ranked or lost <= podium.least(),
        left_out=_left_out(morning, tables, plans[0] if plans else None),
    )


def _left_out(morning: Morning, tables: Tables, plan: Plan | None) -> tuple[LeftOut, ...]:
    """Every site that is wanted and not seen, with the reason."""
    alone = {number for at, number in enumerate(tables.sites) if tables.alone(at)}
    seen = set(plan.order if plan else ())
    left = []
    for number, site in enumerate(morning.sites):
        if site.wish is Wish.NEVER or number in seen:
            continue
        why = Why.OTHERS if number in alone else Why.FAR if site.begins() else Why.CLOSED
        left.append(LeftOut(number, why, site.wish is Wish.MUST))
    return tuple(left)


def scheduled(morning: Morning, order: Sequence[int]) -> Plan:
    """The timetable of an order: out as late as the first visit lets, then everything as early as can be.

    A site without any later opening is visited at once all the same, so that a wish can be drawn and checked.
    """
    at, place, travel = morning.departs, morning.start, 0
    stops: list[Stop] = []
    for number in order:
        site, leg = morning.sites[number], morning.travel[place][number]
        arrives = at + leg
        begins = next((max(first, arrives) for first, last in site.begins() if arrives <= last), arrives)
        if not stops:
            arrives = begins
        at, place, travel = begins + site.takes, number, travel + leg
        stops.append(Stop(number, arrives, begins, at))
    leg = morning.travel[place][morning.end]
    departs = stops[0].arrives - morning.travel[morning.start][stops[0].site] if stops else morning.departs
    worth = sum(morning.sites[number].worth for number in order)
    return Plan(departs, tuple(stops), at + leg, worth, travel + leg)

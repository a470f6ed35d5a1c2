"""Whether a timetable can be kept, looked at without anything that made it; also for one changed by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from keyworks.engine.routing.plan import Plan, Stop
from keyworks.engine.routing.problem import Morning, Wish


class Kind(StrEnum):
    """What is wrong."""

    EARLY_START = "early_start"
    """It departs before anybody may."""
    UNREACHED = "unreached"
    """It arrives before one can be there."""
    UNDONE = "undone"
    """The visit begins before the arrival."""
    CLOSED = "closed"
    """The site is not open that day."""
    TOO_EARLY = "too_early"
    """The visit begins before an opening."""
    TOO_LATE = "too_late"
    """The visit ends after an opening."""
    SHORT = "short"
    """The visit is shorter than it takes."""
    TWICE = "twice"
    """The site has been visited before."""
    UNWANTED = "unwanted"
    """The site is not to be visited."""
    MISSED = "missed"
    """The site has to be seen and is not."""
    TOO_LONG = "too_long"
    """It is back after it has to be."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: at which stop (None: the whole), of which site, by how much time."""

    kind: Kind
    stop: int | None = None
    site: int | None = None
    by: int = 0


def checked(morning: Morning, plan: Plan) -> list[Fault]:
    """Everything that is wrong with a plan, in the order of its stops; nothing where it can be kept."""
    faults = []
    if plan.departs < morning.departs:
        faults.append(Fault(Kind.EARLY_START, by=morning.departs - plan.departs))
    seen: set[int] = set()
    place, left = len(morning.sites), plan.departs
    for number, stop in enumerate(plan.stops):
        soonest = left + morning.travel[place][stop.site]
        if stop.arrives < soonest:
            faults.append(Fault(Kind.UNREACHED, number, stop.site, soonest - stop.arrives))
        if stop.site in seen:
            faults.append(Fault(Kind.TWICE, number, stop.site))
        faults.extend(_visit(morning, number, stop))
        seen.add(stop.site)
        place, left = stop.site, stop.leaves
    soonest = left + morning.travel[place][len(morning.sites) + 1]
    if plan.returns < soonest:
        faults.append(Fault(Kind.UNREACHED, by=soonest - plan.returns))
    if max(plan.returns, soonest) > morning.back_by:
        faults.append(Fault(Kind.TOO_LONG, by=max(plan.returns, soonest) - morning.back_by))
    for number, site in enumerate(morning.sites):
        if site.wish is Wish.MUST and number not in seen:
            faults.append(Fault(Kind.MISSED, site=number))
    return faults


def _visit(morning: Morning, number: int, stop: Stop) -> Iterator[Fault]:
    site = morning.sites[stop.site]
    if site.wish is Wish.NEVER:
        yield Fault(Kind.UNWANTED, number, stop.site)
    if stop.begins < stop.arrives:
        yield Fault(Kind.UNDONE, number, stop.site, stop.arrives - stop.begins)
    if stop.leaves - stop.begins < site.takes:
        yield Fault(Kind.SHORT, number, stop.site, site.takes - (stop.leaves - stop.begins))
    if not site.openings:
        yield Fault(Kind.CLOSED, number, stop.site)
        return
    # The opening that is missed by the least is the one that was meant.
    before, after = min(
        ((max(0, span.opens - stop.begins), max(0, stop.leaves - span.closes)) for span in site.openings), key=sum
    )
    if before:
        yield Fault(Kind.TOO_EARLY, number, stop.site, before)
    if after:
        yield Fault(Kind.TOO_LATE, number, stop.site, after)

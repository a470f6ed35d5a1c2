"""Ruin and recreate for routes of many stops: strings torn out, sites put back one by one.

After Christiaens and Vanden Berghe, Slack induction by string removals (2020). Compiled by Numba in the process that
first calls it, which takes seconds: only mornings too large to be proven come here.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


class Day(NamedTuple):
    """A problem for the compiled code: sites 0 to k - 1, then the start, then the end."""

    travel: Numbers
    begin: npt.NDArray[np.int32]
    last: npt.NDArray[np.int32]
    """``last[k, t]``: the last arrival at site k that can begin by t; -1 where there is none."""
    takes: Numbers
    gain: Numbers
    near: Numbers
    """The sites in order of distance from each."""
    horizon: int


@njit
def drawn(state: npt.NDArray[np.uint64]) -> float:
    """The next number from 0 up to 1 (xorshift64*); NumPy's own generator would take Numba far longer to compile."""
    word = state[0]
    word ^= word >> np.uint64(12)
    word ^= word << np.uint64(25)
    word ^= word >> np.uint64(27)
    state[0] = word
    return float((word * np.uint64(2685821657736338717)) >> np.uint64(11)) / 9007199254740992.0


@njit
def below(state: npt.NDArray[np.uint64], bound: int) -> int:
    return int(drawn(state) * bound)


@njit
def sort(order: Numbers, keys: npt.NDArray[np.float64]) -> None:
    """The sites by their keys, in place."""
    for at in range(1, len(order)):
        site, key = order[at], keys[order[at]]
        to = at
        while to > 0 and keys[order[to - 1]] > key:
            order[to] = order[to - 1]
            to -= 1
        order[to] = site


@njit
def timed(stops: Numbers, count: int, day: Day, leaves: Numbers, latest: Numbers) -> bool:
    """Fill in when each stop is left at the earliest and has to be arrived at at the latest; whether the route fits."""
    leaves[0] = 0
    for at in range(1, count + 1):
        site = stops[at]
        arrive = leaves[at - 1] + day.travel[stops[at - 1], site]
        if arrive > day.horizon:
            return False
        leaves[at] = day.begin[site, arrive] + day.takes[site]
    if leaves[count] + day.travel[stops[count], stops[count + 1]] > day.horizon:
        return False
    latest[count + 1] = day.horizon
    for at in range(count, 0, -1):
        by = latest[at + 1] - day.travel[stops[at], stops[at + 1]] - day.takes[stops[at]]
        latest[at] = day.last[stops[at], by] if by >= 0 else -1
    return True


@njit
def torn(stops: Numbers, count: int, inside: Flags, day: Day, state: npt.NDArray[np.uint64], most: int) -> int:
    """Take one to three strings of up to ``most`` stops out, around one site; how many stops are left."""
    strings = 1 + below(state, 3)
    for neighbour in day.near[below(state, len(inside))]:
        if strings == 0 or count == 0:
            break
        if not inside[neighbour]:
            continue
        length = min(count, 1 + below(state, most))
        position = 1
        while stops[position] != neighbour:
            position += 1
        low = max(1, position - below(state, length))
        high = min(count + 1, low + length)
        for at in range(low, high):
            inside[stops[at]] = False
        for at in range(high, count + 2):
            stops[at - (high - low)] = stops[at]
        count -= high - low
        strings -= 1
    return count


@njit
def put_back(
    stops: Numbers,
    count: int,
    inside: Flags,
    order: Numbers,
    day: Day,
    times: tuple[Numbers, Numbers],
    state: npt.NDArray[np.uint64],
) -> int:
    """Put every site of the order, if it fits, where it takes the least time; how many stops there are then.

    Now and then a place is overlooked. -1 where the route as it comes does not fit: a detour may be quicker than the
    straight way, so that taking stops out may make a route longer.
    """
    leaves, latest = times
    if not timed(stops, count, day, leaves, latest):
        return -1
    for site in order:
        if inside[site]:
            continue
        least, where = day.horizon + 1, -1
        for at in range(count + 1):
            arrive = leaves[at] + day.travel[stops[at], site]
            if arrive > day.horizon:
                continue
            reach = day.begin[site, arrive] + day.takes[site] + day.travel[site, stops[at + 1]]
            if reach > latest[at + 1]:
                continue
            cost = reach - leaves[at] - day.travel[stops[at], stops[at + 1]]
            if cost < least and drawn(state) >= 0.01:
                least, where = cost, at
        if where >= 0:
            for at in range(count + 1, where, -1):
                stops[at + 1] = stops[at]
            stops[where + 1] = site
            inside[site] = True
            count += 1
            timed(stops, count, day, leaves, latest)
    return count


@njit
def weighed(keys: npt.NDArray[np.float64], day: Day, state: npt.NDArray[np.uint64]) -> None:
    """In which order to put sites back: by chance, by worth, by the end of their openings, by worth for their time."""
    kind = below(state, 8)
    for site in range(len(keys)):
        if kind < 3:
            keys[site] = drawn(state)
        elif kind < 6:
            keys[site] = -day.gain[site] * (0.5 + drawn(state))
        elif kind < 7:
            keys[site] = day.last[site, day.horizon]
        else:
            time = day.takes[site] + day.travel[site, day.near[site, min(1, len(keys) - 1)]] + 1
            keys[site] = -day.gain[site] / time * (0.5 + drawn(state))


@njit
def value_of(stops: Numbers, count: int, day: Day) -> int:
    value = -day.travel[stops[count], stops[count + 1]]
    for at in range(1, count + 1):
        value += day.gain[stops[at]] - day.travel[stops[at - 1], stops[at]]
    return int(value)


@njit
def annealed(
    route: Numbers, day: Day, state: npt.NDArray[np.uint64], rounds: int, hot: float, cold: float, most: int
) -> tuple[Numbers, Numbers]:
    """The best route of so many rounds, cooling from ``hot`` to ``cold`` in value, and the last."""
    places = len(day.gain)
    stops = np.empty(places + 2, np.int64)
    inside = np.zeros(places, np.bool_)
    count = len(route)
    stops[0] = places
    for at in range(count):
        stops[at + 1] = route[at]
        inside[route[at]] = True
    stops[count + 1] = places + 1
    times = (np.zeros(places + 2, np.int64), np.zeros(places + 2, np.int64))
    value = value_of(stops, count, day)
    best, best_stops, best_count = value, stops.copy(), count
    trial, trial_inside = stops.copy(), inside.copy()
    keys, order = np.empty(places), np.arange(places)
    heat, cooling = hot, (cold / hot) ** (1.0 / rounds)
    for _ in range(rounds):
        heat *= cooling
        trial[:] = stops
        trial_inside[:] = inside
        left = torn(trial, count, trial_inside, day, state, most)
        weighed(keys, day, state)
        sort(order, keys)
        left = put_back(trial, left, trial_inside, order, day, times, state)
        if left < 0:
            continue
        offered = value_of(trial, left, day)
        if offered > value + heat * math.log(drawn(state) + 1e-300):
            stops[:] = trial
            inside[:] = trial_inside
            value, count = offered, left
            if value > best:
                best, best_count = value, count
                best_stops[:] = stops
    return best_stops[1 : best_count + 1].copy(), stops[1 : count + 1].copy()

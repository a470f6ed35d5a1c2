"""An upper bound on what a route can still gain: walks that may come back, made dearer where they do.

A walk need not be elementary, only never turns straight back to the site it came from. What it gains a second time is
priced by multipliers, one a site, moved along the subgradient (Christofides, Mingozzi and Toth 1981; Righini and Salani
2009).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from keyworks.engine.routing.tables import MINUS, NO_WAY_HOME, Ints, Tables

CELLS = 2_000_000
"""How many steps (site, site, moment) a table of walks may have; beyond it time is counted in coarser units."""

ROUNDS = 60
"""How often the prices are moved."""


@dataclass(frozen=True, slots=True)
class Walks:
    """``best[k, t]``: no route gains more after leaving site k at coarse time t; ``second``: with another next site."""

    coarse: int
    prices: Ints
    best: Ints
    best_next: npt.NDArray[np.int64]
    second: Ints
    second_next: npt.NDArray[np.int64]
    bound: int
    """No route of the whole problem has a higher value."""
    walk: list[int]
    """A walk that reaches it, before what the prices take."""


class Steps:
    """Where a step from one site to another leads, at every coarse moment; shared by all prices."""

    def __init__(self, tables: Tables, cells: int = CELLS) -> None:
        self.tables = tables
        count = len(tables.sites)
        wanted = -(-(tables.horizon + 1) * count * count // cells)
        # No visit may shrink to nothing, or a walk could gain for ever without time passing.
        self.coarse = max(1, min(wanted, int(tables.takes.min(initial=wanted))))
        self.moments = tables.horizon // self.coarse + 1
        # Rounding every duration down can only let a walk be earlier than the route it stands for.
        self.legs = tables.travel // self.coarse
        self.leaves = self._leaving()
        self.first = self.leaves[np.arange(count), np.minimum(tables.out // self.coarse, self.moments)]
        self.shortest = int((tables.takes // self.coarse + self.legs).min(initial=self.moments))
        moment = np.arange(self.moments + 1) * self.coarse
        self.close = np.where(moment + tables.home[:, None] <= tables.horizon, -tables.home[:, None], MINUS)
        self.close[:, self.moments] = MINUS

    def _leaving(self) -> Ints:
        """When a site is left at the earliest that is arrived at in a coarse moment; ``moments`` stands for never."""
        tables, moments = self.tables, self.moments
        leave = (tables.begin[:, :: self.coarse] + tables.takes[:, None]) // self.coarse
        return np.concatenate([np.minimum(leave, moments), np.full((len(tables.sites), 1), moments)], axis=1)

    def cell(self, low: int, high: int) -> Ints:
        """The flat number of (site, moment) that a step from each site to each other leads to: (k, k, moments)."""
        site = np.arange(len(self.tables.sites))[None, :, None]
        arrive = np.minimum(np.arange(low, high)[None, None, :] + self.legs[:, :, None], self.moments)
        led: Ints = site * (self.moments + 1) + self.leaves[site, arrive]
        return led

    def walks(self, prices: Ints) -> Walks:
        """The bounds that these prices give."""
        tables, moments = self.tables, self.moments
        count = len(tables.sites)
        best, second = self.close.copy(), np.full_like(self.close, MINUS)
        best_next = np.full(best.shape, -1)
        second_next = np.full(best.shape, -1)
        step = (tables.gain - prices)[None, :, None] - tables.travel[:, :, None]
        itself = np.arange(count)
        high = moments
        while high > 0:
            low = max(0, high - self.shortest)
            cell = self.cell(low, high)
            back = best_next.ravel()[cell] == itself[:, None, None]
            gained = np.where(back, second.ravel()[cell], best.ravel()[cell]) + step
            gained[itself, itself] = MINUS
            onward = np.concatenate([gained, self.close[:, None, low:high]], axis=1)
            for value, following in ((best, best_next), (second, second_next)):
                chosen = onward.argmax(axis=1)
                reached = np.take_along_axis(onward, chosen[:, None], axis=1)[:, 0]
                # What a site gains must not make a way home of none.
                value[:, low:high] = np.where(reached > NO_WAY_HOME, reached, MINUS)
                following[:, low:high] = np.where((reached > NO_WAY_HOME) & (chosen < count), chosen, -1)
                np.put_along_axis(onward, chosen[:, None], MINUS, axis=1)
            high = low
        return self._from_start(prices, best, best_next, second, second_next)

    def _from_start(self, prices: Ints, best: Ints, best_next: Ints, second: Ints, second_next: Ints) -> Walks:
        tables = self.tables
        count = len(tables.sites)
        begun = best[np.arange(count), self.first] + tables.gain - prices - tables.out
        straight = -tables.direct if tables.direct <= tables.horizon else MINUS
        bound, walk = straight, list[int]()
        if count and begun.max() > max(straight, NO_WAY_HOME):
            site, moment, came = int(begun.argmax()), 0, -1
            bound, moment = int(begun[site]), int(self.first[site])
            while site >= 0:
                walk.append(site)
                turns = best_next[site, moment] == came and came >= 0
                following = int((second_next if turns else best_next)[site, moment])
                if following >= 0:
                    moment = int(self.leaves[following, moment + self.legs[site, following]])
                site, came = following, site
        return Walks(self.coarse, prices, best, best_next, second, second_next, bound + int(prices.sum()), walk)


def priced(steps: Steps, reached: int, running: Callable[[], bool]) -> Walks:
    """The walks with the lowest bound found; ``reached`` is the value of a known plan."""
    count = len(steps.tables.sites)
    prices = np.zeros(count, dtype=np.int64)
    kept = steps.walks(prices)
    pace, stale = 1.0, 0
    found = kept
    for _ in range(ROUNDS):
        visits = np.bincount(found.walk, minlength=count) - 1
        move = np.where((visits < 0) & (found.prices == 0), 0, visits)
        length = int((move * move).sum())
        if length == 0 or kept.bound <= reached or not running():
            break
        stride = pace * max(found.bound - reached, 1) / length
        found = steps.walks(np.maximum(0, found.prices + np.rint(stride * move).astype(np.int64)))
        if found.bound < kept.bound:
            kept, stale = found, 0
        else:
            stale += 1
            if stale == 4:
                pace, stale, found = pace / 2, 0, kept
    return kept

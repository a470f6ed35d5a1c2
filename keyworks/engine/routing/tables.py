"""A morning as arrays: times from the departure on, sites that can be visited, one number for worth and travel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from keyworks.engine.routing.problem import Morning, Wish

Ints = npt.NDArray[np.int64]
MINUS = -(1 << 60)
NO_WAY_HOME = MINUS // 2
"""Below it a value tells that no way leads home, whatever was gained."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The sites that can be visited, numbered anew; ``sites[k]`` is the number in the morning.

    One whole number, the *value*, orders plans: must-see sites first, then worth, then less travel.
    """

    sites: list[int]
    horizon: int
    travel: Ints
    """Between the sites, shape (k, k)."""
    out: Ints
    home: Ints
    direct: int
    takes: Ints
    gain: Ints
    begin: npt.NDArray[np.int32]
    """``begin[k, t]``: the first moment from ``t`` on at which site k may be begun; beyond the horizon: never."""
    unit: int
    """What one point of worth is in value: more than all the travel of a day."""
    must: int
    """What a must-see site adds to its worth, in value: more than all other worth."""
    masks: npt.NDArray[np.uint64]

    @classmethod
    def of(cls, morning: Morning) -> Tables:
        horizon = morning.back_by - morning.departs
        matrix = np.array(morning.travel, dtype=np.int64)
        nearest = _nearest(matrix)
        rows = []
        for number, site in enumerate(morning.sites):
            line = _begins(site.begins(), morning.departs, horizon)
            first = nearest[morning.start, number]
            if site.wish is Wish.NEVER or first > horizon:
                continue
            if line[first] + site.takes + nearest[number, morning.end] <= horizon:
                rows.append((number, line))
        chosen = [number for number, _ in rows]
        unit = horizon + 1
        must = unit * (sum(morning.sites[number].worth for number in chosen) + 1)
        gain = [
            morning.sites[number].worth * unit + must * (morning.sites[number].wish is Wish.MUST) for number in chosen
        ]
        index = np.array(chosen, dtype=np.int64)
        return cls(
            sites=chosen,
            horizon=horizon,
            travel=matrix[np.ix_(index, index)],
            out=matrix[morning.start, index],
            home=matrix[index, morning.end],
            direct=int(matrix[morning.start, morning.end]),
            takes=np.array([morning.sites[number].takes for number in chosen], dtype=np.int64),
            gain=np.array(gain, dtype=np.int64),
            begin=np.array([line for _, line in rows], dtype=np.int32).reshape(len(rows), horizon + 1),
            unit=unit,
            must=must,
            masks=_masks(len(chosen)),
        )

    def split(self, value: int) -> tuple[int, int]:
        """How many must-see sites and how much worth a value holds; its travel is less than one point."""
        seen, rest = divmod(value + self.horizon, self.must)
        return seen, rest // self.unit

    def value(self, order: Sequence[int]) -> int:
        """What a route is worth, its travel taken off."""
        return int(self.gain[list(order)].sum()) - sum(self._legs(order))

    def back(self, order: Sequence[int]) -> int:
        """When a route that fits is back at the earliest."""
        at, legs = 0, self._legs(order)
        for site, leg in zip(order, legs, strict=False):
            at = int(self.begin[site, at + leg] + self.takes[site])
        return at + legs[-1]

    def alone(self, site: int) -> bool:
        """Whether a site fits as the only stop."""
        return bool(self.out[site] <= self.horizon) and self.back([site]) <= self.horizon

    def _legs(self, order: Sequence[int]) -> list[int]:
        if not order:
            return [self.direct]
        between = [int(self.travel[here, there]) for here, there in pairwise(order)]
        return [int(self.out[order[0]]), *between, int(self.home[order[-1]])]


def _nearest(matrix: Ints) -> Ints:
    """The shortest way between two places, whatever lies on it: the straight one need not be."""
    nearest = matrix.copy()
    for place in range(len(matrix)):
        nearest = np.minimum(nearest, nearest[:, place, None] + nearest[None, place, :])
    return nearest


def _begins(spans: list[tuple[int, int]], departs: int, horizon: int) -> Ints:
    """For each moment the first from then on at which to begin."""
    never = 4 * horizon + 4
    line = np.full(horizon + 1, never, dtype=np.int64)
    for first, last in reversed(spans):
        low, high = max(0, first - departs), min(horizon, last - departs)
        if low <= high:
            line[: low + 1] = np.minimum(line[: low + 1], low)
            line[low : high + 1] = np.arange(low, high + 1)
    return line


def _masks(count: int) -> npt.NDArray[np.uint64]:
    """One bit a site, in as many words of 64 as there have to be; shape (k, words)."""
    words = np.zeros((count, max(1, -(-count // 64))), dtype=np.uint64)
    for site in range(count):
        words[site, site // 64] = np.uint64(1) << np.uint64(site % 64)
    return words

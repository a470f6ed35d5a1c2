"""Routes grown site by site, all of one length at a time; what cannot beat the third best plan known is let go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from keyworks.engine.routing.bounds import Walks
from keyworks.engine.routing.tables import MINUS, NO_WAY_HOME, Ints, Tables

AT_ONCE = 400_000
"""How many steps are looked at together; more would only need more memory."""


@dataclass(slots=True)
class Podium:
    """The best plans known, each with another set of sites: value and the order of its sites."""

    places: int
    plans: dict[frozenset[int], tuple[int, int, tuple[int, ...]]] = field(default_factory=dict)

    def offer(self, value: int, back: int, order: tuple[int, ...]) -> None:
        """Keep the order if it is among the best; of one set only the best order, of equals the earlier return."""
        sites = frozenset(order)
        offered = (value, -back, tuple(-site for site in order))
        if sites in self.plans and self.plans[sites] >= offered:
            return
        self.plans[sites] = offered
        if len(self.plans) > self.places:
            del self.plans[min(self.plans, key=lambda known: self.plans[known])]

    def least(self) -> int:
        """What a plan has to exceed to be kept."""
        return min(self.plans.values())[0] if len(self.plans) == self.places else MINUS

    def highest(self) -> int:
        """The value of the best plan."""
        return max(self.plans.values())[0] if self.plans else MINUS

    def ranked(self) -> list[tuple[int, tuple[int, ...]]]:
        """Value and order of each plan kept, best first."""
        return [
            (value, tuple(-site for site in order)) for value, _, order in sorted(self.plans.values(), reverse=True)
        ]


@dataclass(frozen=True, slots=True)
class Layer:
    """Routes of one length: where they are, when they leave, their value, what they have seen, whence they came."""

    site: Ints
    leaves: Ints
    value: Ints
    seen: np.ndarray
    rest: Ints
    """The prices of all sites not seen yet."""
    bound: Ints
    parent: Ints

    def at(self, index: np.ndarray) -> Layer:
        return Layer(*(getattr(self, name)[index] for name in self.__slots__))

    @classmethod
    def joined(cls, parts: list[Layer]) -> Layer:
        return cls(*(np.concatenate([getattr(part, name) for part in parts]) for name in cls.__slots__))


def grown(tables: Tables, walks: Walks, podium: Podium, width: int, running: Callable[[], bool]) -> int:
    """Offer every route to the podium, at most ``width`` of one length kept; returns the highest bound let go."""
    layers: list[Layer] = []
    lost = MINUS
    layer = _first(tables, walks, podium)
    while len(layer.site):
        layers.append(layer)
        _close(tables, layers, podium)
        layer = layer.at(np.flatnonzero(layer.bound > podium.least()))
        layers[-1] = layer
        if not running():
            return max(lost, int(layer.bound.max(initial=MINUS)))
        layer = _undominated(_extended(tables, walks, layer, max(podium.least(), NO_WAY_HOME)))
        if len(layer.site) > width:
            order = np.argsort(-layer.bound, kind="stable")
            lost = max(lost, int(layer.bound[order[width]]))
            layer = layer.at(np.sort(order[:width]))
    return lost


def _first(tables: Tables, walks: Walks, podium: Podium) -> Layer:
    count = len(tables.sites)
    leaves = tables.begin[np.arange(count), np.minimum(tables.out, tables.horizon)] + tables.takes
    site = np.flatnonzero((tables.out <= tables.horizon) & (leaves <= tables.horizon))
    leaves, seen = leaves[site], tables.masks[site]
    value = tables.gain[site] - tables.out[site]
    rest = walks.prices.sum() - walks.prices[site]
    bound = _bounded(walks, site, leaves, value, rest, seen)
    layer = Layer(site, leaves, value, seen, rest, bound, np.full(len(site), -1))
    return layer.at(np.flatnonzero(layer.bound > max(podium.least(), NO_WAY_HOME)))


def _bounded(walks: Walks, site: Ints, leaves: Ints, value: Ints, rest: Ints, seen: np.ndarray) -> Ints:
    """The most that each route can come to; a walk whose next site is seen already gives way to the second."""
    moment = leaves // walks.coarse
    following = walks.best_next[site, moment]
    word = seen[np.arange(len(site)), np.maximum(following, 0) // 64]
    again = (following >= 0) & ((word >> (np.maximum(following, 0) % 64).astype(np.uint64)) & np.uint64(1)).astype(bool)
    return value + rest + np.where(again, walks.second[site, moment], walks.best[site, moment])


def _extended(tables: Tables, walks: Walks, layer: Layer, least: int) -> Layer:
    parts = []
    count = len(tables.sites)
    for low in range(0, max(1, len(layer.site)), max(1, AT_ONCE // count)):
        part = slice(low, low + max(1, AT_ONCE // count))
        arrive = layer.leaves[part, None] + tables.travel[layer.site[part]]
        leaves = tables.begin[np.arange(count)[None, :], np.minimum(arrive, tables.horizon)] + tables.takes[None, :]
        fits = (arrive <= tables.horizon) & (leaves <= tables.horizon)
        for word in range(tables.masks.shape[1]):
            fits &= (layer.seen[part, None, word] & tables.masks[None, :, word]) == 0
        route, site = np.nonzero(fits)
        leaves = leaves[route, site]
        route = route + low
        value = layer.value[route] + tables.gain[site] - tables.travel[layer.site[route], site]
        rest = layer.rest[route] - walks.prices[site]
        seen = layer.seen[route] | tables.masks[site]
        bound = _bounded(walks, site, leaves, value, rest, seen)
        parts.append(Layer(site, leaves, value, seen, rest, bound, route).at(np.flatnonzero(bound > least)))
    return Layer.joined(parts)


def _undominated(layer: Layer) -> Layer:
    """Of routes over the same sites to the same end only those that are earlier or worth more than each other."""
    if not len(layer.site):
        return layer
    words = [layer.seen[:, word] for word in range(layer.seen.shape[1])]
    order = np.lexsort((layer.parent, -layer.value, layer.leaves, *words, layer.site))
    sorted_ = layer.at(order)
    fresh = np.ones(len(order), dtype=bool)
    fresh[1:] = (sorted_.site[1:] != sorted_.site[:-1]) | (sorted_.seen[1:] != sorted_.seen[:-1]).any(axis=1)
    group = np.cumsum(fresh)
    rank = np.unique(sorted_.value, return_inverse=True)[1] + group * (len(order) + 1)
    highest = np.maximum.accumulate(rank)
    keep = fresh.copy()
    keep[1:] |= rank[1:] > highest[:-1]
    return sorted_.at(np.flatnonzero(keep))


def _close(tables: Tables, layers: list[Layer], podium: Podium) -> None:
    """Lead the routes of the last layer home and offer the best."""
    layer = layers[-1]
    back = layer.leaves + tables.home[layer.site]
    value = np.where(back <= tables.horizon, layer.value - tables.home[layer.site], MINUS)
    for index in np.lexsort((back, -value)):
        if value[index] < podium.least() or value[index] == MINUS:
            break
        order, at = [], int(index)
        for grown_layer in reversed(layers):
            order.append(int(grown_layer.site[at]))
            at = int(grown_layer.parent[at])
        podium.offer(int(value[index]), int(back[index]), tuple(reversed(order)))

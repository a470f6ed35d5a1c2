"""All projects within reach by district, where no annual list says what is built this year."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from keyworks.desk.queries.cockpit import Asked
from keyworks.desk.rules.portfolio import Share, shares, summed
from keyworks.projects.queries.firsts import stakes
from keyworks.reports.queries.following import Memory

Stakes = dict[int, tuple[str, int | None, int | None]]
"""Project → its district or sector, what it costs, what it was first said to cost."""


@dataclass(frozen=True)
class _Kept:
    stakes: Stakes
    rows: list[Share]
    together: Share


_kept = Memory(24)


def portfolio(asked: Asked) -> tuple[list[Share], Share]:
    """What the projects of each district, or of each sector led, were first said to cost and what they cost, and all
    of them together."""

    def read(only: Collection[int] | None = None) -> Stakes:
        some = stakes(asked.projects(only), asked.at)
        return {one.project: (one.sector if asked.led else one.district, one.total, one.first) for one in some}

    def added(found: Stakes) -> _Kept:
        return _Kept(found, shares(found.values()), summed("", [said[1:] for said in found.values()]))

    def again(kept: _Kept, touched: frozenset[int]) -> _Kept:
        stay = {pk: said for pk, said in kept.stakes.items() if pk not in touched}
        return added(stay | read(touched))

    found = _kept.follow(asked.key, lambda: added(read()), again)
    return found.rows, found.together

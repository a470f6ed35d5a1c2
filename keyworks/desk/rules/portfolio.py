"""What projects cost together beside what they were first said to cost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Share:
    """The projects of one code: how many, and in minor units what they cost, what those were first said to cost of
    which both is known, and by how much these differ; None where nothing was said."""

    code: str
    count: int
    total: int | None
    first: int | None
    difference: int | None


def shares(told: Iterable[tuple[str, int | None, int | None]]) -> list[Share]:
    """Sums of (code, total, first total) by code, the most costly first, what has no code last."""
    found: dict[str, list[tuple[int | None, int | None]]] = {}
    for code, total, first in told:
        found.setdefault(code, []).append((total, first))
    rows = [summed(code, pairs) for code, pairs in found.items()]
    return sorted(rows, key=lambda row: (not row.code, -(row.total or 0), row.code))


def summed(code: str, told: Iterable[tuple[int | None, int | None]]) -> Share:
    """One row of (total, first total) each."""
    pairs = list(told)
    known = [total for total, _first in pairs if total is not None]
    both = [(total, first) for total, first in pairs if total is not None and first is not None]
    if not both:
        return Share(code, len(pairs), sum(known) if known else None, None, None)
    first = sum(first for _total, first in both)
    return Share(code, len(pairs), sum(known), first, sum(total for total, _first in both) - first)

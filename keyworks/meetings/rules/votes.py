"""Votes of an observation tour: the first place of a ballot is worth 100, the next 97, then 94 … (Jining, 2015)."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

FIRST, STEP = 100, 3

Place = TypeVar("Place", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Score(Generic[Place]):
    """What a place came to: its rank (equal scores share one), and how many ballots put it first, second …"""

    place: Place
    rank: int
    score: Fraction
    times: tuple[int, ...]

    @property
    def points(self) -> int:
        return sum(worth(at) * many for at, many in enumerate(self.times, 1))


def worth(position: int) -> int:
    """What the n-th place of a ballot is worth, from 1; below nothing it does not go."""
    return max(FIRST - STEP * (position - 1), 0)


def scores(places: Sequence[Place], ballots: Sequence[Sequence[Place]]) -> list[Score[Place]]:
    """The places by their score, the best first; without a ballot nobody has one."""
    if not ballots:
        return []
    for ballot in ballots:
        if sorted(ballot, key=list(places).index) != list(places):
            raise ValueError("a ballot that does not name each place once")
    times = {one: [0] * len(places) for one in places}
    for ballot in ballots:
        for at, one in enumerate(ballot):
            times[one][at] += 1
    summed = {one: sum(worth(at) * many for at, many in enumerate(times[one], 1)) for one in places}
    ordered = sorted(places, key=lambda one: -summed[one])
    return [
        Score(one, 1 + sum(other > summed[one] for other in summed.values()), Fraction(summed[one], len(ballots)),
              tuple(times[one]))
        for one in ordered
    ]  # fmt: skip

"""What is asked: sites with a worth and openings, travel between places, a departure and a return."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

LONGEST_DAY = 100_000
"""The longest time between departure and return, in the caller's unit."""

MOST_WORTH = 1_000_000


class Wish(StrEnum):
    """What is wanted of a site: to be seen in any case, if it is worth it, or not at all."""

    MUST = "must"
    MAY = "may"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Opening:
    """A span in which a visit may begin and has to end."""

    opens: int
    closes: int

    def __post_init__(self) -> None:
        if self.opens > self.closes:
            raise ValueError("an opening closes before it opens")


@dataclass(frozen=True, slots=True)
class Site:
    """A place that can be visited once; without openings it is closed that day."""

    name: str
    worth: int
    takes: int
    openings: tuple[Opening, ...]
    wish: Wish = Wish.MAY

    def __post_init__(self) -> None:
        if not 0 <= self.worth <= MOST_WORTH:
            raise ValueError(f"a worth is 0 to {MOST_WORTH}")
        if not 1 <= self.takes <= LONGEST_DAY:
            raise ValueError("a visit takes at least one unit of time")

    def begins(self) -> list[tuple[int, int]]:
        """First and last moment to begin in each opening that is long enough, earliest first."""
        return sorted(
            (span.opens, span.closes - self.takes) for span in self.openings if span.closes - span.opens >= self.takes
        )


@dataclass(frozen=True, slots=True)
class Morning:
    """Sites and the travel between places; one unit of whole numbers for all times, minutes as a rule.

    Parameters
    ----------
    sites
        The candidates. Place ``i`` is ``sites[i]``.
    travel
        ``travel[a][b]``: time from place ``a`` to place ``b``, need not be the same both ways, shape
        ``(n + 2, n + 2)``. Place ``n`` is the start, ``n + 1`` the end.
    departs
        The earliest departure from the start.
    back_by
        The latest arrival at the end.
    """

    sites: tuple[Site, ...]
    travel: tuple[tuple[int, ...], ...]
    departs: int
    back_by: int
    start: int = field(init=False)
    end: int = field(init=False)

    def __post_init__(self) -> None:
        places = len(self.sites) + 2
        if len(self.travel) != places or any(len(row) != places for row in self.travel):
            raise ValueError("travel has a row and a column for each site, the start and the end")
        if any(time < 0 for row in self.travel for time in row):
            raise ValueError("travel takes no negative time")
        if not 0 <= self.back_by - self.departs <= LONGEST_DAY:
            raise ValueError(f"the return is 0 to {LONGEST_DAY} after the departure")
        object.__setattr__(self, "start", len(self.sites))
        object.__setattr__(self, "end", len(self.sites) + 1)

    @classmethod
    def of(cls, sites: Sequence[Site], travel: Sequence[Sequence[int]], *, departs: int, back_by: int) -> Morning:
        """The same from lists."""
        return cls(tuple(sites), tuple(tuple(row) for row in travel), departs, back_by)

"""What is answered: plans with their timetable, how good a plan could be at most, what could not be seen and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Stop:
    """One visit; ``site`` is its number in the morning's sites."""

    site: int
    arrives: int
    begins: int
    leaves: int

    @property
    def waits(self) -> int:
        return self.begins - self.arrives


@dataclass(frozen=True, slots=True)
class Plan:
    """A route with its timetable; ``travel`` and the times are in the unit of the morning."""

    departs: int
    stops: tuple[Stop, ...]
    returns: int
    worth: int
    travel: int

    @property
    def order(self) -> tuple[int, ...]:
        return tuple(stop.site for stop in self.stops)


class Why(StrEnum):
    """Why a site is not in a plan."""

    CLOSED = "closed"
    """It has no opening that is long enough for the visit."""
    FAR = "far"
    """Even as the only stop it does not fit between departure and return."""
    OTHERS = "others"
    """It would fit alone, but others are worth more than it."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A wanted site that the best plan does not see."""

    site: int
    why: Why
    must: bool


@dataclass(frozen=True, slots=True)
class Result:
    """The best plan and the next best, each of another set of sites, best first.

    Plans are compared by must-see sites seen, then by worth, then by less travel. ``plans`` is empty only where nobody
    can go from the start to the end in time.
    """

    plans: tuple[Plan, ...]
    bound: int
    """No plan with as many must-see sites has more worth."""
    proven: bool
    """The first plan is the best there is."""
    all_proven: bool
    """So are the next, among all other sets of sites."""
    left_out: tuple[LeftOut, ...]

    @property
    def gap(self) -> int:
        """By how much worth a better plan could exceed the first."""
        return self.bound - self.plans[0].worth if self.plans else 0

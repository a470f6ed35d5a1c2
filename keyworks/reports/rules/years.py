"""What a project gives to the year of many, and their sums: amounts in minor units."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest

NO_MONTHS = (0,) * 12


@dataclass(frozen=True, slots=True)
class OfYear:
    """A project's year: what it plans by month, None where that is not given; done by the end of each month so far."""

    given: tuple[int, ...] | None = None
    done: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sums:
    """The year of many: what is planned by month, what is planned without months, done by the end of each month."""

    given: tuple[int, ...] = NO_MONTHS
    even: int = 0
    done: tuple[int, ...] = NO_MONTHS

    def with_sums(self, other: Sums, sign: int = 1) -> Sums:
        """Both together, or this one without the other where `sign` is -1."""
        return Sums(
            tuple(one + sign * more for one, more in zip(self.given, other.given, strict=True)),
            self.even + sign * other.even,
            tuple(one + sign * more for one, more in zip(self.done, other.done, strict=True)),
        )


def summed(years: Iterable[tuple[OfYear, int]]) -> Sums:
    """The sums of these years, each with what is planned for it out of all funds."""
    some = list(years)
    given = [one.given for one, _plan in some if one.given is not None]
    even = sum(plan for one, plan in some if one.given is None)
    done = [sum(column) for column in zip_longest(*(one.done for one, _plan in some), fillvalue=0)]
    return Sums(
        tuple(sum(column) for column in zip(*given, strict=True)) or NO_MONTHS, even,
        tuple(done + [0] * (12 - len(done))),
    )  # fmt: skip

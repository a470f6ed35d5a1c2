"""Rules of lights: what a city asks of a month, dimension by dimension; limits are whole hundredths of 1 %.

A limit's name says on which side of it the colour lies: *below* and *over* leave the limit itself to the milder
colour, *from* gives it to the harsher one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from keyworks.reports.rules.figures import WHOLE


class Colour(StrEnum):
    """A light's colour; grey is "exempt, or nothing to judge" and never counts."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"


_HARSHER = {Colour.GREY: 0, Colour.GREEN: 1, Colour.YELLOW: 2, Colour.RED: 3}


def harshness(colour: Colour) -> int:
    """0 for grey, then green, yellow, red."""
    return _HARSHER[colour]


def worst(colours: Iterable[Colour]) -> Colour:
    """The worst of them; grey only where nothing else is."""
    return max(colours, key=_HARSHER.__getitem__, default=Colour.GREY)


class Dimension(StrEnum):
    """What a light looks at: the first six of a project, the next two of a district, which has bonds as well.

    Time stands for investment where a list's history says when a project is to be finished, and not what was spent.
    """

    INVESTMENT = "investment"
    START = "start"
    STATISTICS = "statistics"
    BONDS = "bonds"
    APPROVAL = "approval"
    FILING = "filing"
    GROWTH = "growth"
    TASKS = "tasks"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Ratio:
    """Done ÷ due so far."""

    by: ClassVar[str] = "ratio"
    limits: ClassVar[tuple[str, ...]] = ("yellow_below", "red_below")
    rising: ClassVar[bool] = False

    yellow_below: int
    red_below: int
    starts: int = 1

    def green(self, due: int, planned: int) -> int:
        """The least done that is green."""
        return _up(self.yellow_below * due)

    def passable(self, due: int, planned: int) -> int:
        """The least done that is not red."""
        return _up(self.red_below * due)


@dataclass(frozen=True, slots=True)
class Points:
    """Due less done, in points of the year's plan."""

    by: ClassVar[str] = "points"
    limits: ClassVar[tuple[str, ...]] = ("yellow_from", "red_over")
    rising: ClassVar[bool] = True

    yellow_from: int
    red_over: int
    starts: int = 1

    def green(self, due: int, planned: int) -> int:
        return (due * WHOLE - self.yellow_from * planned) // WHOLE + 1

    def passable(self, due: int, planned: int) -> int:
        return _up(due * WHOLE - self.red_over * planned)


@dataclass(frozen=True, slots=True)
class Short:
    """What is lacking of what is due so far, as a share of it."""

    by: ClassVar[str] = "short"
    limits: ClassVar[tuple[str, ...]] = ("yellow_over", "red_over")
    rising: ClassVar[bool] = True

    yellow_over: int
    red_over: int
    starts: int = 1

    def green(self, due: int, planned: int) -> int:
        return _up((WHOLE - self.yellow_over) * due)

    def passable(self, due: int, planned: int) -> int:
        return _up((WHOLE - self.red_over) * due)


@dataclass(frozen=True, slots=True)
class Tasks:
    """All that is due is done by the month's end, or the month is missed; missed and made up since is yellow."""

    by: ClassVar[str] = "tasks"
    limits: ClassVar[tuple[str, ...]] = ()
    rising: ClassVar[bool] = True

    starts: int = 1

    def green(self, due: int, planned: int) -> int:
        return due

    def passable(self, due: int, planned: int) -> int:
        return due


Measure = Ratio | Points | Short | Tasks
"""How investment is measured from the month `starts` of the year on."""
MEASURES: Mapping[str, type[Measure]] = {one.by: one for one in (Ratio, Points, Short, Tasks)}


@dataclass(frozen=True, slots=True)
class Late:
    """Calendar months after the one in which it was to be, that one being 0."""

    yellow_from: int
    red_from: int


@dataclass(frozen=True, slots=True)
class Overdue:
    """Days by which a step is over its limit."""

    yellow_from: int
    red_from: int


@dataclass(frozen=True, slots=True)
class Filing:
    """Months running without a report; a report is due on the `day` of the month after."""

    yellow_from: int
    red_from: int
    day: int


@dataclass(frozen=True, slots=True)
class Bonds:
    """A batch is to be spent within `months`, counted from the month after its issue; what is short, as a share."""

    months: int
    yellow_over: int
    red_over: int


@dataclass(frozen=True, slots=True)
class Growth:
    """A district's growth: green at or above all of these (`plan`, `average`), red where it falls."""

    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Running:
    """Months running in which a district missed its plan; `interview` names who is called at the 1st, 2nd … miss."""

    yellow_from: int
    red_from: int
    interview: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A city's rules of one year; a dimension without one is not judged, `verify` is "needs checking by a lawyer"."""

    code: str
    year: int
    name: Mapping[str, str]
    city: Mapping[str, str] = field(default_factory=dict)
    source: Mapping[str, str] = field(default_factory=dict)
    note: Mapping[str, str] = field(default_factory=dict)
    verify: bool = False
    investment: tuple[Measure, ...] = ()
    start: Late | None = None
    statistics: Late | None = None
    bonds: Bonds | None = None
    approval: Overdue | None = None
    filing: Filing | None = None
    growth: Growth | None = None
    tasks: Running | None = None
    district_bonds: Bonds | None = None

    def measure(self, number: int) -> Measure | None:
        """How investment is measured in the year's month of this number."""
        found = None
        for one in self.investment:
            if one.starts <= number:
                found = one
        return found


def _up(hundredths: int) -> int:
    """Hundredths of 1 % of an amount in whole minor units, never less than exact."""
    return -(-hundredths // WHOLE)

"""What a month is judged by, and the light that comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from keyworks.reports.rules.figures import Plan
from keyworks.reports.rules.lights.specs import Colour, Dimension
from keyworks.values.months import Month


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch of special bonds and what of it is spent by the end of the month judged."""

    name: str
    issued_on: date
    amount: int
    spent: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """An approval step that is over its limit."""

    name: str
    overdue_days: int


@dataclass(frozen=True, slots=True)
class State:
    """A project and its month.

    `done` and `filed` go month by month from January; what is known of months after `month` only tells whether a
    miss was made up. `filed` is None for a month of which no report was asked. `overdue` is None where no approvals
    are followed. Where nothing was noted of the entry in the statistics, that says nothing. An exemption is the
    documented reason, by dimension.
    """

    month: Month
    plan: Plan | None = None
    done: tuple[int, ...] = ()
    filed: tuple[bool | None, ...] = ()
    planned_start: Month | None = None
    started: Month | None = None
    entered: Month | None = None
    batches: tuple[Batch, ...] = ()
    overdue: tuple[Step, ...] | None = None
    exemptions: Mapping[Dimension, str] = field(default_factory=dict)
    entry_noted: bool = True

    def done_by(self, number: int) -> int:
        """Done from January up to and including the month of this number."""
        return sum(self.done[:number])


@dataclass(frozen=True, slots=True)
class District:
    """A district and its month: what its projects did, and by how much its investment grew over last year.

    The three kinds of growth are in hundredths of 1 %: its own, the one it planned, and the city's average.
    """

    month: Month
    plan: Plan | None = None
    done: tuple[int, ...] = ()
    growth: int | Fraction | None = None
    planned_growth: int | Fraction | None = None
    average_growth: int | Fraction | None = None
    batches: tuple[Batch, ...] = ()
    exemptions: Mapping[Dimension, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """A code and its parameters; the words are the manifest's."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One dimension: its colour, the rule that gave it, what went in, and what would turn it green."""

    dimension: Dimension
    colour: Colour
    code: str
    inputs: Mapping[str, object] = field(default_factory=dict)
    turns_green: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Light:
    """The worst colour of its dimensions, under one rule set."""

    rules: str
    month: Month
    colour: Colour
    verdicts: tuple[Verdict, ...]

    def of(self, dimension: Dimension) -> Verdict | None:
        return next((one for one in self.verdicts if one.dimension is dimension), None)

    @property
    def deciding(self) -> tuple[Verdict, ...]:
        """The dimensions that give the light its colour."""
        return tuple(one for one in self.verdicts if one.colour is self.colour)

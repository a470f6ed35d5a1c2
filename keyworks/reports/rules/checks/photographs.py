"""What is asked about one photograph of a report: was it taken there, and then?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from keyworks.reports.rules.checks.doubts import Doubt, Thresholds
from keyworks.reports.rules.checks.plausible import USUAL
from keyworks.values.months import Month


@dataclass(frozen=True, slots=True)
class Shown:
    """A photograph in a month's report: the day its camera says, and how far from the project's place."""

    sha256: str
    month: Month
    taken_on: date | None = None
    km: float | None = None


def photograph_outside(one: Shown, limits: Thresholds) -> list[Doubt]:
    """Taken before the month, or so long after it that no report of it can be meant."""
    if one.taken_on is None:
        return []
    last = one.month.last_day + timedelta(days=limits.photograph_days)
    if one.month.first_day <= one.taken_on <= last:
        return []
    params = {"photograph": one.sha256, "day": one.taken_on.isoformat()}
    return [Doubt("photograph_outside", params, "reports.ask_where_it_was_taken")]


def photograph_elsewhere(one: Shown, limits: Thresholds) -> list[Doubt]:
    """Taken farther from the project than its place can be wrong."""
    if one.km is None or one.km <= limits.photograph_km:
        return []
    return [Doubt("photograph_elsewhere", {"photograph": one.sha256, "km": one.km}, "reports.ask_where_it_was_taken")]


Rule = Callable[[Shown, Thresholds], list[Doubt]]
RULES: Mapping[str, Rule] = MappingProxyType(
    {rule.__name__: rule for rule in (photograph_outside, photograph_elsewhere)}
)
"""Every rule by its name, as a page lists them."""


def doubts(one: Shown, limits: Thresholds = USUAL) -> list[Doubt]:
    """All that is asked about a photograph."""
    return [doubt for rule in RULES.values() for doubt in rule(one, limits)]

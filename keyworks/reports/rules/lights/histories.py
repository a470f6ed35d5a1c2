"""Lights out of what a list said from report to report: no amounts of months, only when works are to be finished.

The first finish a list named is the promise; the one it names later is what is foreseen then. On a straight line from
where the promise was made (or the works began, where that is known) the one says how much of the time was to be over,
the other how much of it is. Where the list says neither, or not any more, nothing is judged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from keyworks.reports.rules.lights import codes
from keyworks.reports.rules.lights.judging import lit, started
from keyworks.reports.rules.lights.specs import Colour, Dimension, RuleSet
from keyworks.reports.rules.lights.states import Light, State, Verdict
from keyworks.reports.rules.lights.sums import coloured, share
from keyworks.values.months import Month

STALE_DAYS = 366
"""What was known longer ago says nothing of a day."""


@dataclass(frozen=True, slots=True)
class Known:
    """What was known of a project from a day on; `over` says that its works are done."""

    on: date
    planned_start: date | None = None
    started_on: date | None = None
    planned_finish: date | None = None
    over: bool = False
    named: bool = True


@dataclass(frozen=True, slots=True)
class Course:
    """How far a project is in time: days from `since` to the first finish promised, to the one foreseen, and to now."""

    since: date
    promised: date
    foreseen: date
    days: int

    @property
    def whole(self) -> int:
        """The plan, in units that divide both ways evenly."""
        return self._promised * self._foreseen

    @property
    def due(self) -> int:
        return min(self.days, self._promised) * self._foreseen

    @property
    def done(self) -> int:
        return min(self.days, self._foreseen) * self._promised

    @property
    def _promised(self) -> int:
        return (self.promised - self.since).days

    @property
    def _foreseen(self) -> int:
        return (self.foreseen - self.since).days


def course(history: Sequence[Known], on: date) -> Course | None:
    """How far a project is on a day, by what was known then, oldest first; None where that cannot be said."""
    known = [one for one in history if one.on <= on]
    first = next((one for one in known if one.planned_finish), None)
    if first is None or first.planned_finish is None:
        return None
    last, foreseen = known[-1], known[-1].planned_finish
    if last.over:
        foreseen = next(one.on for one in known if one.over)
    elif foreseen is None or foreseen <= on or (on - last.on).days > STALE_DAYS:
        return None
    since = last.started_on if last.started_on and last.started_on < first.on else first.on
    if not last.named or foreseen is None or min(first.planned_finish, foreseen) <= since:
        return None
    return Course(since, first.planned_finish, foreseen, (on - since).days)


def lit_history(rules: RuleSet, history: Sequence[Known], on: date) -> Light:
    """The light of a project on a day, by what its list had said until then."""
    month, known = Month.of(on), [one for one in history if one.on <= on]
    verdicts = [_time(rules, course(history, on), month)] if rules.investment else []
    if rules.start and known:
        planned, begun = (Month.of(day) if day else None for day in (known[-1].planned_start, known[-1].started_on))
        verdicts.append(started(rules.start, State(month, planned_start=planned, started=begun)))
    return lit(rules, month, verdicts, {})


def _time(rules: RuleSet, found: Course | None, month: Month) -> Verdict:
    measure = rules.measure(month.number)
    if measure is None:
        return Verdict(Dimension.TIME, Colour.GREY, codes.NOT_YET, {"starts": rules.investment[0].starts})
    if found is None:
        return Verdict(Dimension.TIME, Colour.GREY, codes.UNKNOWN)
    if found.due <= 0:
        return Verdict(Dimension.TIME, Colour.GREY, codes.NOTHING_DUE)
    inputs = {
        "since": found.since, "promised": found.promised, "forecast": found.foreseen,
        "time_done": share(found.done, found.whole), "time_due": share(found.due, found.whole),
        "ratio": share(found.done, found.due),
        "points": share(found.done, found.whole) - share(found.due, found.whole),
    }  # fmt: skip
    colour = coloured(measure, found.done, found.due, found.whole)
    return Verdict(Dimension.TIME, colour, codes.TIME, inputs)

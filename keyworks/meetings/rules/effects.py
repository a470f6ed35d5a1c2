"""What became of directives: on time or late, by how much, and how many of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from keyworks.values.workdays import Calendar


class Fate(StrEnum):
    """What became of a directive, as one word."""

    DONE = "done"
    DONE_LATE = "done_late"
    LATE = "late"
    """Open, and past its day."""
    RUNNING = "running"
    WITHDRAWN = "withdrawn"
    NOT_ISSUED = "not_issued"


ORDER = (Fate.LATE, Fate.NOT_ISSUED, Fate.RUNNING, Fate.DONE_LATE, Fate.DONE, Fate.WITHDRAWN)
"""The most pressing first."""
LIGHTS = ("green", "yellow", "red")


@dataclass(frozen=True, slots=True)
class Piece:
    """A matter that came out of a directive: where it stands, by when it was to be done, and on which day it ended."""

    ended: bool
    void: bool
    """It ended without being done: withdrawn or merged."""
    due_on: date | None
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a directive, the day that counts, and by how many working days it is or was late.

    While something is open, the day is the first of those open; once all is done, the last.
    """

    fate: Fate
    due_on: date | None
    closed_on: date | None
    late_days: int


def outcome(pieces: Sequence[Piece], today: date, calendar: Calendar) -> Outcome:
    """What became of all the pieces of a directive together: done when the last is done, late when one is."""
    if not pieces:
        return Outcome(Fate.NOT_ISSUED, None, None, 0)
    real = [one for one in pieces if not one.void]
    if not real:
        ended = [one.closed_on for one in pieces if one.closed_on]
        return Outcome(Fate.WITHDRAWN, None, max(ended, default=None), 0)
    left = [one for one in real if not one.ended]
    late = max(_late(one, today, calendar) for one in left or real)
    if left:
        due = min((one.due_on for one in left if one.due_on), default=None)
        return Outcome(Fate.LATE if late else Fate.RUNNING, due, None, late)
    due = max((one.due_on for one in real if one.due_on), default=None)
    closed = max((one.closed_on for one in real if one.closed_on), default=None)
    return Outcome(Fate.DONE_LATE if late else Fate.DONE, due, closed, late)


def _late(one: Piece, today: date, calendar: Calendar) -> int:
    """Working days past its day, at least one where any day has passed."""
    until = one.closed_on if one.ended else today
    if one.due_on is None or until is None or until <= one.due_on:
        return 0
    return max(calendar.between(one.due_on, until), 1)


@dataclass(frozen=True, slots=True)
class Counted:
    """How many directives came to what. `judged` are those whose day has come or that are done."""

    all: int
    done: int
    done_late: int
    late: int
    running: int
    withdrawn: int
    not_issued: int

    @property
    def judged(self) -> int:
        return self.done + self.done_late + self.late

    @property
    def kept(self) -> float | None:
        """The share of those judged that were done on time; None where none is."""
        return self.done / self.judged if self.judged else None


def counted(fates: Iterable[Fate]) -> Counted:
    found = list(fates)
    return Counted(len(found), *(found.count(one) for one in (
        Fate.DONE, Fate.DONE_LATE, Fate.LATE, Fate.RUNNING, Fate.WITHDRAWN, Fate.NOT_ISSUED)))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many; None as a share of nothing."""

    part: int
    whole: int

    @property
    def share(self) -> float | None:
        return self.part / self.whole if self.whole else None


def moved(before: str, after: str) -> int:
    """How many colours a light went towards green; negative towards red, 0 where one of them is grey or unknown."""
    if before not in LIGHTS or after not in LIGHTS:
        return 0
    return LIGHTS.index(before) - LIGHTS.index(after)

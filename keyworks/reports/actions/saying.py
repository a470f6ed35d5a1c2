"""What somebody files of a month, and what cannot be said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from keyworks.accounts.models import Person
from keyworks.formats.cells.words import words as kept
from keyworks.projects.models import Project
from keyworks.reports.actions.refused import ReportsRefused, exactly
from keyworks.reports.rules.figures import WHOLE, Kind
from keyworks.values.money import Money, total
from keyworks.values.refusals import Refused

LONGEST, LINE = 4000, 400


@dataclass(frozen=True)
class Said:
    """What somebody files of a month. `year_before` and `before` are asked for where no earlier month was reported.

    `year_before` is what was invested this year, `before` in the years before, neither of it reported here.
    """

    done: Money
    parts: Mapping[Kind, Money] = field(default_factory=dict)
    progress: int | None = None
    words: str = ""
    next_month: Money | None = None
    problems: str = ""
    unchanged: bool = False
    why: str = ""
    year_before: Money | None = None
    before: Money | None = None


@dataclass(frozen=True)
class Entry:
    """What is filed of one project among many; `over` is the version seen, 0 where there is none."""

    project: Project
    said: Said
    over: int = 0
    reason: str = ""
    by: Person | None = None
    """Whoever files it, where that is not the one who files them all."""


def one_line(text: str) -> str:
    return " ".join(kept(text).split())[:LINE]


def possible(said: Said, reason: str, *, corrects: bool) -> Iterator[Refused]:
    """Whatever cannot be said so, each at its field."""
    if corrects and not reason:
        yield ReportsRefused("reports.reason_missing", field="reason")
    elif said.done.amount < 0 and not reason:
        yield ReportsRefused("reports.negative", field="done")
    if said.unchanged and not said.why.strip():
        yield ReportsRefused("reports.why_missing", field="why")
    if said.unchanged and said.done.amount:
        yield ReportsRefused("reports.unchanged_with_amount", field="done")
    if said.progress is not None and not 0 <= said.progress <= WHOLE:
        yield ReportsRefused("reports.progress_not_a_share", field="progress")
    if said.next_month is not None and said.next_month.amount < 0:
        yield ReportsRefused("reports.negative_plan", field="next_month")
    if said.parts and (gap := total(said.parts.values()) - said.done):
        told = {"sum": total(said.parts.values()), "done": said.done, "gap": abs(gap)}
        yield ReportsRefused("reports.parts_not_done", field="parts", **exactly(told))
    for name in ("words", "problems"):
        if len(getattr(said, name)) > LONGEST:
            yield ReportsRefused("reports.too_long", field=name, most=LONGEST)

"""Months of many projects filed at once from a grid: amounts alone, all or none, month after month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from keyworks.accounts.models import Person
from keyworks.projects.models import Project
from keyworks.reports.actions.filing import file_many, refusals
from keyworks.reports.actions.refused import ReportsRefused, held_many
from keyworks.reports.actions.saying import Entry, Said
from keyworks.reports.models import Filing
from keyworks.reports.queries.grid import meanwhile
from keyworks.reports.queries.many import Stood, stood
from keyworks.reports.rules.figures import Kind
from keyworks.values.money import Money
from keyworks.values.months import Month
from keyworks.values.refusals import Refused

SAME = "reports.nothing_new"


@dataclass(frozen=True)
class Change:
    """What is changed of a project: amounts by month; `over` is how many versions of the year were seen."""

    project: Project
    over: int
    amounts: Mapping[Month, Money]


class GridRefused(ReportsRefused):
    """Some of many amounts are refused, so none is filed: each with its project, month and no; and who was stale."""

    def __init__(self, nos: Iterable[tuple[int, Month, Refused]], stale: Iterable[tuple[int, Month]]) -> None:
        self.nos, self.stale = tuple(nos), frozenset(stale)
        touched = {pk for pk, _month, _no in self.nos} | {pk for pk, _month in self.stale}
        super().__init__("reports.many_refused", count=len(touched))

    def __reduce__(self) -> tuple[object, ...]:
        return GridRefused, (self.nos, self.stale)


@transaction.atomic
def file_grid(
    *, year: int, changes: Sequence[Change], by: Person | None, at: datetime, reason: str = "", on: date | None = None
) -> int:
    """File these amounts, how many reports it became; what else a report says stays, or is the month before's."""
    held_many(one.project.pk for one in changes)
    newer = meanwhile({one.project.pk: one.over for one in changes}, year)
    stale = [(one.project.pk, month) for one in changes for month in one.amounts if month in newer[one.project.pk]]
    by_month: defaultdict[Month, list[Change]] = defaultdict(list)
    for one in changes:
        for month in one.amounts:
            by_month[month].append(one)
    nos: list[tuple[int, Month, Refused]] = []
    filed = 0
    for month in sorted(by_month):
        known = stood([one.project.pk for one in by_month[month]], month)
        entries = [_entry(one, month, known[one.project.pk], reason) for one in by_month[month]]
        refused = list(zip(entries, refusals(month=month, entries=entries, by=by, at=at, on=on), strict=True))
        new = [(entry, some) for entry, some in refused if not any(no.code == SAME for no in some)]
        nos += [(entry.project.pk, month, no) for entry, some in new for no in some]
        if not (nos or stale):
            filed += len(file_many(month=month, entries=[entry for entry, _some in new], by=by, at=at, on=on))
    if nos or stale:
        raise GridRefused(nos, stale)
    return filed


def _entry(change: Change, month: Month, known: Stood, reason: str) -> Entry:
    done, last = change.amounts[month], known.last
    said = _said(last, done) if last else _first(known.earlier, done)
    return Entry(change.project, said, last.version if last else 0, reason if last or done.amount < 0 else "")


def _said(last: Filing, done: Money) -> Said:
    """What stands, with another amount."""
    said = Said(
        done=done, parts={Kind(kind): Money(fen) for kind, fen in last.parts.items()}, progress=last.progress,
        words=last.words, next_month=last.next_month, problems=last.problems, unchanged=last.unchanged, why=last.why,
    )  # fmt: skip
    return replace(said, unchanged=False, why="") if done else said


def _first(earlier: Filing | None, done: Money) -> Said:
    return Said(done=done, progress=earlier.progress if earlier else None, words=earlier.words if earlier else "")

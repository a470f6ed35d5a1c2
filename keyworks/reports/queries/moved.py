"""By how much each project's year moved between two moments, and why, in few questions and few rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple

from keyworks.accounts.queries import day_of
from keyworks.base.fields import as_number
from keyworks.reports.models import FOLLOWS, Filing
from keyworks.reports.queries.standing import stood
from keyworks.reports.rules import way
from keyworks.reports.rules.changes import Cause, Version, changes
from keyworks.values.months import Month

COLUMNS = ("project", "month", "version", "known_at", "reason", "source")


@dataclass(frozen=True, slots=True)
class Shift:
    """One change of a project's year, in minor units, by a report of a month."""

    project: int
    cause: Cause
    amount: int
    month: Month
    why: str


def shifts(projects: Any, month: Month, since: datetime, until: datetime, *, few: bool = False) -> list[Shift]:
    """What `known_on` tells of these projects' year, changes of nothing left out.

    Where one version alone was filed between the moments, it made the whole difference; only of the others are all
    versions of the year read.
    """
    of_year = Filing.objects.filter(month__gte=Month(month.year, 1), month__lte=month, known_at__lte=until)
    alone, others = _touched(of_year.filter(known_at__gt=since, project__in=projects.order_by().values("pk")))
    day = day_of(since)
    moments = (stood(projects, month, at, few=few) for at in (since, until))
    before, after = ({one.project: one.year_done for one in some} for some in moments)
    due = {of: way.due(of) <= day for of in Month(month.year, 1).until(month)}
    found = [_alone(one, after[one.project] - before[one.project], due) for one in alone]
    for pk, some in _versions(of_year.filter(project__in=others)).items():
        found += [
            _shift(pk, one.version, one.cause, one.year_done) for one in changes(some, month, since, until, day)
        ]  # fmt: skip
    return [one for one in found if one.amount]


class _One(NamedTuple):
    """The only version of a project's year between two moments."""

    project: int
    month: int
    version: int
    reason: str
    source: str


def _touched(filings: Any) -> tuple[list[_One], list[int]]:
    """What was filed once of a project, and the projects of which more was."""
    last: dict[int, _One] = {}
    others: set[int] = set()
    for row in filings.order_by().values_list("project", as_number("month"), "version", "reason", "source"):
        if row[0] in last:
            others.add(row[0])
        last[row[0]] = _One(*row)
    return [one for pk, one in last.items() if pk not in others], sorted(others)


def _alone(one: _One, amount: int, due: dict[Month, bool]) -> Shift:
    """Of a version that stands alone between the moments, as `rules.changes` calls its cause."""
    month = Month.from_int(one.month)
    if one.source.startswith(FOLLOWS):
        return Shift(one.project, Cause.FOLLOWS, amount, month, "")
    cause = Cause.CORRECTION if one.version > 1 else Cause.LATE if due[month] else Cause.NEW
    return Shift(one.project, cause, amount, month, one.reason)


def _shift(project: int, one: Version, cause: Cause, amount: int) -> Shift:
    return Shift(project, cause, amount, one.month, "" if one.follows else one.reason)


def _versions(filings: Any) -> dict[int, list[Version]]:
    money = (as_number("done"), as_number("year_done"))
    rows: Iterable[Any] = filings.order_by("project", "known_at", "version").values_list(*COLUMNS, *money)
    return {pk: list(_of_project(some)) for pk, some in groupby(rows, key=lambda row: row[0])}


def _of_project(rows: Iterable[Any]) -> Iterator[Version]:
    for _pk, month, version, known_at, reason, source, done, year_done in rows:
        _mark, follows, of = source.partition(FOLLOWS)
        earlier = Month(*map(int, of.split("-"))) if follows else None
        yield Version(month, version, done, year_done, known_at, reason, earlier)

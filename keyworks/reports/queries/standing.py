"""What each project had reported of a month by a moment, as each database finds it fastest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from keyworks.projects.models import Project
from keyworks.values.months import Month

STOOD = """
    WITH mine (id, district_id) AS ({mine}), now AS ({now})
    SELECT m.id, m.district_id, n.project_id IS NOT NULL, COALESCE(n.done, 0), COALESCE(n.year_done, (
        SELECT e.year_done FROM reports_filing e WHERE n.project_id IS NULL AND e.project_id = m.id
        AND e.month >= %s AND e.month < %s {known} ORDER BY e.month DESC, e.version DESC LIMIT 1), 0)
    FROM mine m LEFT JOIN now n ON n.project_id = m.id
"""
"""Of the month itself one index is read in its order; who filed nothing of it is asked for the last month before."""
NOW = {
    # SQLite answers the other columns from the row of the greatest version.
    "sqlite": """
        SELECT e.project_id, e.done, e.year_done, MAX(e.version) FROM reports_filing e
        WHERE e.month = %s {known} GROUP BY e.project_id
    """,
    "postgresql": """
        SELECT DISTINCT ON (e.project_id) e.project_id, e.done, e.year_done FROM reports_filing e
        WHERE e.month = %s {known} ORDER BY e.project_id, e.version DESC
    """,
}

ADDED = """
    WITH mine (id, district_id) AS ({mine}), stood AS ({stood})
    SELECT month, SUM(year_done - before) FROM (
        SELECT s.month, s.year_done,
            COALESCE(LAG(s.year_done) OVER (PARTITION BY s.project_id ORDER BY s.month), 0) AS before
        FROM stood s JOIN mine m ON m.id = s.project_id) each_month
    GROUP BY month ORDER BY month
"""
"""What each month brought to the year: who has not filed it brings nothing."""
EACH = """
    WITH mine (id, district_id) AS ({mine}), stood AS ({stood})
    SELECT s.project_id, s.month, s.done, s.year_done FROM stood s JOIN mine m ON m.id = s.project_id
"""
AS_NOW = """
    SELECT e.project_id, e.month, e.done, e.year_done FROM reports_report e WHERE e.month BETWEEN %s AND %s {known}
"""
"""What stands now is kept beside the versions, one row a project and month: nothing has to be chosen among them."""
OF_MONTHS = {
    "sqlite": """
        SELECT e.project_id, e.month, e.done, e.year_done, MAX(e.version) FROM reports_filing e
        WHERE e.month BETWEEN %s AND %s {known} GROUP BY e.month, e.project_id
    """,
    "postgresql": """
        SELECT DISTINCT ON (e.month, e.project_id) e.project_id, e.month, e.done, e.year_done FROM reports_filing e
        WHERE e.month BETWEEN %s AND %s {known} ORDER BY e.month, e.project_id, e.version DESC
    """,
}
KNOWN, MINE = "AND e.known_at <= %s", "AND e.project_id IN (SELECT id FROM mine)"


@dataclass(frozen=True, slots=True)
class Stood:
    """A project's month as it was known: amounts in minor units; the year's from an earlier month where not filed."""

    project: int
    district: int | None
    filed: bool
    done: int
    year_done: int


def stood(
    projects: QuerySet[Project], month: Month, asof: datetime | None = None, *, few: bool = False
) -> Iterator[Stood]:
    """What each of these projects had reported of a month by a moment (UTC), or by now.

    Where they are `few` their filings alone are read, else the month's.
    """
    first = int(Month(month.year, 1))
    rows = _asked(STOOD, NOW, projects, asof, few, now=[int(month)], earlier=[first, int(month)])
    for project, district, filed, done, year_done in rows:
        yield Stood(project, district, bool(filed), done, year_done)


def year_by_month(projects: QuerySet[Project], last: Month, asof: datetime | None = None) -> list[int]:
    """What these projects together had done of the year by the end of each month up to `last`, in minor units."""
    first = Month(last.year, 1)
    brought = dict(_asked(ADDED, OF_MONTHS, projects, asof, stood=[int(first), int(last)]))
    return list(accumulate(int(brought.get(int(month), 0)) for month in first.until(last)))


Filed = dict[int, tuple[int, int]]
"""Number of the month → what was done in it, and of the year by its end, in minor units; only where it is filed."""


def months_of_year(
    projects: QuerySet[Project], last: Month, asof: datetime | None = None, *, few: bool = False
) -> dict[int, Filed]:  # fmt: skip
    """What each of these projects filed of the year up to a month; for `few` of them see `stood`."""
    first = Month(last.year, 1)
    ways = OF_MONTHS if asof else {connection.vendor: AS_NOW}
    found: dict[int, Filed] = {}
    for project, month, done, year_done in _asked(EACH, ways, projects, asof, few, stood=[int(first), int(last)]):
        months = found.get(project)
        if months is None:
            months = found[project] = {}
        months[month % 100] = done, year_done
    return found


def courses(filed: Mapping[int, Filed], last: int) -> dict[int, tuple[int, ...]]:
    """What each project had done of the year by the end of each month up to the one of this number.

    A month that is not filed leaves the year where it stood.
    """
    numbers = range(1, last + 1)
    found = {}
    for project, months in filed.items():
        so_far, course = 0, []
        for number in numbers:
            if number in months:
                so_far = months[number][1]
            course.append(so_far)
        found[project] = tuple(course)
    return found


def _asked(
    sql: str, ways: dict[str, str], projects: Any, asof: datetime | None, few: bool = False, **params: list[Any]
) -> list[Any]:
    """The rows of a question about these projects; `params` in their order, each followed by the moment."""
    try:
        mine, given = projects.order_by().values("pk", "district_id").query.sql_with_params()
    except EmptyResultSet:
        return []
    at = [] if asof is None else [connection.ops.adapt_datetimefield_value(asof)]
    known = " ".join((KNOWN if at else "", MINE if few else ""))
    way = ways[connection.vendor].format(known=known)
    with connection.cursor() as cursor:
        asked = sql.format(mine=mine, now=way, stood=way, known=known)
        cursor.execute(asked, [*given, *(one for some in params.values() for one in (*some, *at))])
        rows: list[Any] = cursor.fetchall()
    return rows

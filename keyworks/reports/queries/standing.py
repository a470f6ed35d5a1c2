"""What each project had reported of a month by a moment, as each database finds it fastest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
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


@dataclass(frozen=True, slots=True)
class Stood:
    """A project's month as it was known: amounts in minor units; the year's from an earlier month where not filed."""

    project: int
    district: int | None
    filed: bool
    done: int
    year_done: int


def stood(projects: QuerySet[Project], month: Month, asof: datetime | None = None) -> Iterator[Stood]:
    """What each of these projects had reported of a month by a moment (UTC), or by now."""
    found: Any = projects.order_by().values("pk", "district_id")
    try:
        mine, given = found.query.sql_with_params()
    except EmptyResultSet:
        return
    at = [] if asof is None else [connection.ops.adapt_datetimefield_value(asof)]
    known = "AND e.known_at <= %s" if at else ""
    sql = STOOD.format(mine=mine, now=NOW[connection.vendor].format(known=known), known=known)
    params: list[Any] = [*given, int(month), *at, int(Month(month.year, 1)), int(month), *at]
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        for project, district, filed, done, year_done in cursor.fetchall():
            yield Stood(project, district, bool(filed), done, year_done)

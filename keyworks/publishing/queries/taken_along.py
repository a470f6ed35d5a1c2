"""All that a person may read, table by table, each of the room that has it and by the right that it asks for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from keyworks.jobs.queries import file_of, jobs_of
from keyworks.matters.queries import taken_along as matters
from keyworks.matters.rules.authority import READ as READ_MATTERS
from keyworks.projects.queries import taken_along as projects
from keyworks.publishing.files.taken_along import Told
from keyworks.publishing.rules import columns
from keyworks.reports.queries import taken_along as reports
from keyworks.reports.rules.way import READ as READ_REPORTS

TAKE = "projects.read"
KIND = "publishing.take_along"
TABLES: tuple[tuple[str, columns.Table, Any], ...] = (
    (TAKE, columns.PROJECTS, projects.project_rows), (TAKE, columns.PARTIES, projects.party_rows),
    (TAKE, columns.INVESTMENTS, projects.total_rows), (TAKE, columns.YEARLY, projects.yearly_rows),
    (TAKE, columns.YEARLY_VERSIONS, projects.planned_rows), (READ_REPORTS, columns.REPORTS, reports.report_rows),
    (READ_REPORTS, columns.REPORT_VERSIONS, reports.filing_rows), (READ_MATTERS, columns.MATTERS, matters.matter_rows),
    (READ_MATTERS, columns.MATTER_PROJECTS, matters.affected_rows),
)  # fmt: skip


def tables(person: Any) -> tuple[list[Told], int]:
    """The tables that the person has a right to, with the rows within reach; how many these are together."""
    asked = [(table, rows(person)) for right, table, rows in TABLES if person.may(right)]
    return [Told(table, projects.each(rows)) for table, rows in asked], sum(rows.count() for _table, rows in asked)


def archive(person: Any, job: int) -> Path | None:
    """The archive that this work made for the person; None while it is not made, and of anybody else's."""
    found = jobs_of(person).filter(pk=job, kind=KIND).first()
    return file_of(found) if found is not None else None

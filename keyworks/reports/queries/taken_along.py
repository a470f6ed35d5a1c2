"""What a person may read of monthly reports, every version of them: to be taken along whole."""

from __future__ import annotations

from typing import Any

from keyworks.accounts.models import Person
from keyworks.base.scopes import scope
from keyworks.projects.models import Project
from keyworks.reports.models import Filing, Report

FIGURES = (
    "done", "year_done", "since_start", "next_month", "parts", "progress", "words", "problems", "unchanged", "why",
    "valid_from", "valid_until", "known_at", "version", "reason", "source", "by__username",
)  # fmt: skip


def filing_rows(person: Person) -> Any:
    """Every version of every report of the projects the person sees, with both its times."""
    found = Filing.objects.order_by("pk")
    if not person.standing.everywhere():
        found = found.filter(project__in=scope(person, Project.objects.order_by()).values("pk"))
    return found.values("project__local_number", "month", *FIGURES)


def report_rows(person: Person) -> Any:
    """How the report of each project and month stands."""
    found = scope(person, Report.objects.order_by("pk"))
    return found.values("project__local_number", "month", "state", "at_level", "late", "first_at", "version")

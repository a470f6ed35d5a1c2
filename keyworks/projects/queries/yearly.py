"""The projects of a year as they stand or were known, in a number of questions that does not grow with them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from keyworks.projects.models import Edition, Move, Project
from keyworks.projects.rules.yearly import Listed, Step

COLUMNS = (
    "pk", "list_class", "list_year", "year_tag", "stage", "district__code", "sector__code", "planned_start",
    "started_on", "planned_finish", "finished_on",
)  # fmt: skip


def listed_as(projects: QuerySet[Project], asof: datetime | None = None) -> list[Listed]:
    """These projects as they stand, or as their editions told them at a moment; parts of others left out.

    One registered later is told as it was registered, and is not `known`.
    """
    if asof is None:
        rows: Any = projects.filter(parent=None).order_by().values_list(*COLUMNS)
        return [
            Listed(pk, list_class, year, tag, stage, district or "", sector or "", *days)
            for pk, list_class, year, tag, stage, district, sector, *days in rows
        ]
    later = Edition.objects.filter(project=OuterRef("project"), edition=OuterRef("edition") + 1, at__lte=asof)
    stood = Edition.objects.filter(Q(at__lte=asof) | Q(edition=1), ~Exists(later)).order_by()
    editions: Any = stood.filter(project__in=projects.order_by().values("pk"))
    told = editions.values_list("project", "at", "facts")
    return [_told(pk, facts, at <= asof) for pk, at, facts in told if not facts.get("parent")]


def _told(pk: int, facts: Mapping[str, Any], known: bool) -> Listed:
    def text(name: str) -> str:
        return str(facts.get(name) or "")

    def day(name: str) -> date | None:
        return date.fromisoformat(facts[name]) if facts.get(name) else None

    return Listed(
        pk, text("list_class"), facts.get("list_year"), text("year_tag"), text("stage"), text("district"),
        text("sector"), day("planned_start"), day("started_on"), day("planned_finish"), day("finished_on"), known,
    )  # fmt: skip


def steps_of_year(projects: QuerySet[Project], year: int, asof: datetime | None = None) -> list[Step]:
    """The steps that these projects made in a year, as far as they were known at a moment, in their order."""
    made = Move.objects.filter(project__in=projects.order_by().values("pk"), on__year=year)
    rows: Any = (made.filter(at__lte=asof) if asof else made).order_by("pk")
    return [Step(*row) for row in rows.values_list("project", "source", "target", "way", "on")]


def named(projects: QuerySet[Project], keys: list[int]) -> list[dict[str, Any]]:
    """Those of these projects whose keys are asked for, as a list shows them."""
    found: Any = projects.filter(pk__in=keys).order_by("local_number")
    columns = ("pk", "local_number", "name_zh", "name_en", "district_id", "stage", "year_tag", "total")
    return list(found.values(*columns))


def led_by(paths: tuple[str, ...]) -> Q:
    """The projects that a unit at or below one of these paths leads."""
    found = Q(pk__in=[])
    for path in paths:
        found |= Q(lead_department__path__startswith=path)
    return found

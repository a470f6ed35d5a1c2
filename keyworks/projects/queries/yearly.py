"""The projects of a year as they stand or were known, in a number of questions that does not grow with them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from keyworks.projects.models import Edition, Move, Project
from keyworks.projects.queries.asof import fact
from keyworks.projects.rules.yearly import Listed, Step

COLUMNS = (
    "pk", "list_class", "list_year", "year_tag", "stage", "district__code", "sector__code", "planned_start",
    "started_on", "planned_finish", "finished_on",
)  # fmt: skip
FACTS = ("list_class", "list_year", "year_tag", "stage", "district", "sector")
MANY = 1_000
DAYS = ("planned_start", "started_on", "planned_finish", "finished_on")


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
    editions: Any = stood.filter(project__in=projects.order_by().values("pk")).annotate(
        package=fact("facts__parent"), known=Case(When(at__lte=asof, then=Value(True)), default=Value(False)),
        **{f"told_{name}": fact(f"facts__{name}") for name in (*FACTS, *DAYS)},
    )  # fmt: skip
    told = (f"told_{name}" for name in (*FACTS, *DAYS))
    rows = editions.values_list("project", "package", "known", *told)
    return [_told(pk, bool(known), *facts) for pk, package, known, *facts in rows if not package]


def _told(
    pk: int, known: bool, list_class: str, year: Any, tag: str, stage: str, district: str, sector: str, *days: str
) -> Listed:  # fmt: skip
    """What the database read of an edition: a year as a number or its digits, days as they are written."""
    planned, started, finish, finished = (date.fromisoformat(day) if day else None for day in days)
    return Listed(
        pk, list_class or "", int(year) if year else None, tag or "", stage or "", district or "", sector or "",
        planned, started, finish, finished, known,
    )  # fmt: skip


def steps_of_year(projects: QuerySet[Project], year: int, asof: datetime | None = None) -> list[Step]:
    """The steps that these projects made in a year, as far as they were known at a moment, in their order."""
    made = Move.objects.filter(project__in=projects.order_by().values("pk"), on__year=year)
    rows: Any = (made.filter(at__lte=asof) if asof else made).order_by("pk")
    return [Step(*row) for row in rows.values_list("project", "source", "target", "way", "on")]


def columns_of(projects: QuerySet[Project], keys: Collection[int], *columns: str) -> dict[int, tuple[Any, ...]]:
    """These columns of those of these projects whose keys are asked for.

    Of many all are read and the rest is left out: so many keys written out cost more than the rows.
    """
    chosen: Any = projects.filter(pk__in=keys) if len(keys) < MANY else projects
    rows = chosen.order_by().values_list("pk", *columns)
    return {pk: tuple(told) for pk, *told in rows if pk in keys}


def led_by(paths: tuple[str, ...]) -> Q:
    """The projects that a unit at or below one of these paths leads."""
    found = Q(pk__in=[])
    for path in paths:
        found |= Q(lead_department__path__startswith=path)
    return found

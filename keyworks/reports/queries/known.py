"""The projects that reported a month, as everything about them was known at a moment."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from keyworks.accounts.models import Person
from keyworks.base.scopes import scope
from keyworks.projects.models import Edition, Project
from keyworks.projects.queries.asof import fact
from keyworks.projects.rules.parts import ListClass
from keyworks.projects.rules.stages import Stage
from keyworks.reports.models import Filing
from keyworks.values.months import Month

FACTS = (
    "local_number", "name_zh", "name_en", "district", "year_tag", "planned_start", "started_on", "list_class",
    "list_year", "stage",
)  # fmt: skip
COLUMNS = tuple(f"told_{name}" for name in FACTS[:7])


@dataclass(frozen=True, slots=True)
class Known:
    """What was said of a project at a moment, as far as its month needs it."""

    pk: int
    number: str
    name_zh: str
    name_en: str
    district: str
    year_tag: str
    planned_start: date | None
    started_on: date | None


def known_projects(
    person: Person, month: Month, at: datetime, only: Collection[int] | None = None, district: str = ""
) -> list[Known]:  # fmt: skip
    """The projects on the year's construction list as it was known at a moment, by their number; of a district by code.

    One registered only later is among them where it had reported by then, as it was registered. Whose projects a person
    sees is as it stands now. `only` are the keys of those asked for.
    """
    seen = scope(person, Project.objects.all() if only is None else Project.objects.filter(pk__in=only))
    reported = Filing.objects.filter(project=OuterRef("project"), known_at__lte=at)
    by_then = Q(at__lte=at) | Q(at__lte=F("project__created_at")) & Exists(reported)
    later = Edition.objects.filter(by_then, project=OuterRef("project"), edition=OuterRef("edition") + 1)
    stood: Any = Edition.objects.filter(by_then, ~Exists(later), project__in=seen.order_by().values("pk"))
    told = stood.annotate(package=fact("facts__parent"), **{f"told_{name}": fact(f"facts__{name}") for name in FACTS})
    if district:
        told = told.filter(told_district=district)
    rows = told.values_list("package", "told_list_class", "told_list_year", "told_stage", "project", *COLUMNS)
    found = [
        _known(*said) for package, listed, year, stage, *said in rows
        if not package and _reports(listed, year, stage, month)
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.number, one.pk))


def _reports(listed: str, year: Any, stage: str, month: Month) -> bool:
    """Did it report this month, as `expected` asks of a project of now? The year is a number or its digits."""
    return listed == ListClass.CONSTRUCTION and bool(year) and int(year) == month.year and stage != Stage.EXITED


def _known(pk: int, number: str, zh: str, en: str, district: str, tag: str, planned: str, started: str) -> Known:
    return Known(
        pk, number, zh, en or "", district or "", tag or "", date.fromisoformat(planned) if planned else None,
        date.fromisoformat(started) if started else None,
    )  # fmt: skip

"""What a map of many projects shows, in as few questions as there are kinds of marks."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from keyworks.accounts.models import Unit
from keyworks.base.fields import as_number
from keyworks.formats.geojson import Geometry
from keyworks.projects.models import Component, Outline, Project
from keyworks.projects.models.words import STAGES, STATES, YEAR_TAGS
from keyworks.projects.rules.components import share


@dataclass(frozen=True, slots=True)
class Station:
    """A part of the works with a place of its own; `share` is how much of its way it has gone, for drawing."""

    project: int
    pk: int
    name_zh: str
    name_en: str
    kind: str
    state: str
    share: float
    chainage_m: Any
    geometry: Geometry


def placed(projects: QuerySet[Project]) -> Any:
    """(key, number, name in Chinese, in English, district, stage, total, plan, longitude, latitude) of each that has a
    place; money in the minor unit."""
    money = (as_number(name) for name in ("total", "plan"))
    rows: Any = projects.filter(lon__isnull=False, lat__isnull=False).order_by()
    return rows.values_list(
        "pk", "local_number", "name_zh", "name_en", "district_id", "stage", *money, "lon", "lat"
    )  # fmt: skip


def drawn(projects: QuerySet[Project]) -> Iterator[tuple[int, Geometry]]:
    """The lines and areas of these projects."""
    rows: Any = projects.filter(lon__isnull=False).exclude(geometry__type="Point").order_by()
    yield from rows.values_list("pk", "geometry")


def placed_keys(projects: QuerySet[Project]) -> list[int]:
    """Those of these projects that have a place, in order."""
    rows: Any = projects.filter(lon__isnull=False, lat__isnull=False).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def everywhere(only: Collection[int] | None = None) -> QuerySet[Project]:
    """All projects of the city, or those of these keys, whoever asks: what is shown of them is chosen later."""
    return Project.objects.all() if only is None else Project.objects.filter(pk__in=only)


def stations(projects: QuerySet[Project]) -> list[Station]:
    """The parts of these projects that have a place, in the order of each project."""
    rows: Any = Component.objects.filter(geometry__isnull=False, project__in=projects.order_by().values("pk"))
    rows = rows.order_by("project_id", "order", "pk").values_list(
        "project_id", "pk", "name_zh", "name_en", "kind__code", "state", "chainage_m", "geometry"
    )
    return [
        Station(project, pk, zh, en, kind, state, share(kind, state), metres, geometry)
        for project, pk, zh, en, kind, state, metres, geometry in rows
    ]


def stage_words() -> dict[str, str]:
    """What each stage is called, in the reader's language and the order of a project's life."""
    return {str(code): str(words) for code, words in STAGES.items()}


def year_tag_words() -> dict[str, str]:
    """What the projects of a year are to it, in the reader's language, by code."""
    return {str(tag): str(words) for tag, words in YEAR_TAGS.items()}


def state_words() -> dict[str, str]:
    """What each state of a component is called."""
    return {str(code): str(words) for code, words in STATES.items()}


def districts() -> dict[int, Unit]:
    """The districts of the city, those that were closed too, by key."""
    return {unit.pk: unit for unit in Unit.objects.filter(kind=Unit.Kind.DISTRICT).order_by("path")}


def outlined() -> list[tuple[Unit, Geometry]]:
    """The districts that have an outline, with it."""
    return [(one.unit, one.geometry) for one in Outline.objects.select_related("unit").order_by("unit__path")]

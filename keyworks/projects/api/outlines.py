from __future__ import annotations

from typing import Annotated, Any, Literal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Schema
from pydantic import Field, StringConstraints

from keyworks.base.api import Body, Request, Router
from keyworks.formats import geojson
from keyworks.projects import actions
from keyworks.projects.api.projects import refuse
from keyworks.projects.api.shapes import Code
from keyworks.projects.forms.said import Said, Unreadable
from keyworks.projects.models import Outline
from keyworks.values.problems import Place, Problem

outlines = Router()


class OutlineProperties(Schema):
    """Whose outline it is, and who drew it."""

    code: str
    name_zh: str
    name_en: str
    source: str


class OutlineFeature(Schema):
    """A district's outline. Schematic: no official boundary."""

    type: Literal["Feature"]
    properties: OutlineProperties
    geometry: dict[str, Any]


class OutlinesOut(Schema):
    """The outlines of the districts, as GeoJSON."""

    type: Literal["FeatureCollection"]
    features: list[OutlineFeature]


class OutlineIn(Body):
    """An outline for a district."""

    district: Code
    geometry: dict[str, Any]


class OutlinesIn(Body):
    """Outlines that stand in place of those the districts had."""

    source: Annotated[str, StringConstraints(min_length=1, max_length=400)]
    outlines: Annotated[list[OutlineIn], Field(min_length=1, max_length=200)]


@outlines.get("", right="projects.read", response=OutlinesOut, summary=_("The outlines of the districts"))
def list_outlines(request: Request) -> dict[str, Any]:
    return _told()


def _told() -> dict[str, Any]:
    known = Outline.objects.select_related("unit").order_by("unit__path")
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {
                    "code": one.unit.code,
                    "name_zh": one.unit.name_zh,
                    "name_en": one.unit.name_en,
                    "source": one.source,
                },
                "geometry": one.geometry,
            }
            for one in known
        ],
    }


@outlines.post("", right="projects.administer", response=OutlinesOut, summary=_("Give districts outlines"))
def outline_districts(request: Request, given: OutlinesIn) -> dict[str, Any]:
    said, kept, problems = Said(request.user), {}, []
    for number, one in enumerate(given.outlines):
        place = f"outlines.{number}"
        try:
            unit = said.unit(one.district)
        except Unreadable as no:
            problems.append(no.problem.at(Place(field=f"{place}.district")))
            continue
        geometry = geojson.read(one.geometry)
        if isinstance(geometry, Problem):
            problems.append(geometry.at(Place(field=f"{place}.geometry")))
        elif "Polygon" not in geometry["type"]:
            problems.append(Problem("projects.outline_no_area", place=Place(field=f"{place}.geometry")))
        elif unit in kept:
            problems.append(
                Problem("projects.outline_twice", {"name": one.district}, place=Place(field=f"{place}.district"))
            )
        else:
            kept[unit] = geometry
    refuse(problems)
    actions.outline_districts(geometries=kept, source=given.source, by=request.user, at=timezone.now())
    return _told()

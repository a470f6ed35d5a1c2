from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from keyworks.accounts.models import Person, Unit
from keyworks.formats.geojson import Geometry, Outlines, point_of
from keyworks.projects.actions.refused import ProjectsRefused
from keyworks.projects.models import Outline
from keyworks.projects.queries import outlines
from keyworks.projects.rules.places import lies_in
from keyworks.record.actions import write
from keyworks.values.problems import Problem

NOWHERE: Mapping[str, Any] = {"lon": None, "lat": None, "located_in_id": None}


def located(
    geometry: Geometry | None, district: Unit | None, known: Outlines
) -> tuple[Mapping[str, Any], list[Problem]]:
    """What is found from a project's geometry, and what speaks against it; districts by their names."""
    if geometry is None:
        return NOWHERE, []
    key, problem = lies_in(geometry, known, str(district.pk) if district else None)
    lon, lat = point_of(geometry)
    found: dict[str, Any] = {"lon": lon, "lat": lat, "located_in_id": int(key) if key else None}
    if problem is None:
        return found, []
    names = {"district": str(district)}
    if key:
        names["found"] = str(Unit.objects.get(pk=int(key)))
    return found, [Problem(problem.code, names, problem.severity, problem.place)]


def locate(project: Any, said: Mapping[str, Any]) -> None:
    """Find a project's point and district anew where its geometry or its district is changed."""
    if not {"geometry", "district"} & set(said):
        return
    geometry = said.get("geometry", project.geometry)
    found, problems = located(geometry, said.get("district", project.district), outlines())
    for problem in problems:
        field = "geometry" if "geometry" in said else "district"
        raise ProjectsRefused(problem.code, field=field, **problem.params)
    for name, value in found.items():
        setattr(project, name, value)


@transaction.atomic
def outline_districts(
    *, geometries: Mapping[Unit, Geometry], source: str, by: Person | None, at: datetime
) -> list[Outline]:
    """Give districts these outlines in place of the ones they had. Places found before are not looked for again."""
    kept = []
    for unit, geometry in geometries.items():
        if unit.kind != Unit.Kind.DISTRICT:
            raise ProjectsRefused("projects.outline_of_no_district", name=str(unit))
        outline, new = Outline.objects.update_or_create(
            unit=unit, defaults={"geometry": geometry, "source": source, "changed_at": at}
        )
        write("projects.outline", unit, by=by, at=at, after={"source": source, "new": new})
        kept.append(outline)
    return kept

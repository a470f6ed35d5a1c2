from __future__ import annotations

from typing import Any

from keyworks.formats.geojson import Outlines
from keyworks.projects.models import Outline


def outlines() -> Outlines:
    """The outlines of the districts that have one, by the keys of their units."""
    return Outlines((str(unit), shape) for unit, shape in Outline.objects.values_list("unit_id", "geometry"))


def outline_shapes() -> list[dict[str, Any]]:
    """The geometries of these outlines."""
    return list(Outline.objects.order_by("unit_id").values_list("geometry", flat=True))

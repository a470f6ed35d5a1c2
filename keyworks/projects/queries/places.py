from __future__ import annotations

from keyworks.formats.geojson import Outlines
from keyworks.projects.models import Outline


def outlines() -> Outlines:
    """The outlines of the districts that have one, by the keys of their units."""
    return Outlines((str(unit), shape) for unit, shape in Outline.objects.values_list("unit_id", "geometry"))

"""Where a place lies: in which district, and whether that is the district it is said to be in."""

from __future__ import annotations

import re
from typing import Any

from keyworks.formats.geojson import Geometry, Limits, Outlines, inside, reaches, read
from keyworks.values.problems import Place, Problem

MARGIN_DEGREES = 0.02
"""About two kilometres: outlines are schematic, and works stand on both sides of a border."""
OFFSHORE_DEGREES = 0.5
"""About fifty kilometres: a port's works stand in the sea, in no outline; what lies farther off was mistyped."""
NUMBER = r"[-+]?\d{1,3}(?:\.\d+)?"
POSITION = re.compile(rf"\s*({NUMBER})[\s,，;；、]+({NUMBER})\s*")
LIMITS = Limits(characters=200_000, positions=2_000)
"""A project's place is said in editions and in the record each time it changes."""
AT = Place(field="geometry")


def typed(text: str) -> Geometry | Problem | None:
    """The geometry a person types: GeoJSON, or longitude and latitude in a line for each point; None for nothing.

    One line is a point, more are a line, and where the last is the first again they are an area.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        return None
    found = [POSITION.fullmatch(line) for line in lines]
    given: str | dict[str, Any] = text
    if all(found):
        positions = [[float(one[1]), float(one[2])] for one in found if one]
        given = {"type": "LineString", "coordinates": positions}
        if len(positions) == 1:
            given = {"type": "Point", "coordinates": positions[0]}
        elif len(positions) > 3 and positions[0] == positions[-1]:
            given = {"type": "Polygon", "coordinates": [positions]}
    geometry = read(given, limits=LIMITS)
    return geometry.at(AT) if isinstance(geometry, Problem) else geometry


def uploaded(content: bytes) -> Geometry | Problem:
    """The one geometry of a file."""
    geometry = read(content, limits=LIMITS)
    return geometry.at(AT) if isinstance(geometry, Problem) else geometry


def lies_in(geometry: Geometry, outlines: Outlines, said: str | None) -> tuple[str | None, Problem | None]:
    """The key of the district it lies in, and what is wrong with that beside the district `said`."""
    if said in outlines.keys and reaches(geometry, outlines, said, margin=MARGIN_DEGREES):
        return said, None
    found = inside(geometry, outlines)
    if found and said in outlines.keys:
        return found, Problem("projects.place_elsewhere", {"found": found, "district": said}, place=AT)
    if said in outlines.keys and not reaches(geometry, outlines, said, margin=OFFSHORE_DEGREES):
        return None, Problem("projects.place_far", {"district": said}, place=AT)
    return found, None

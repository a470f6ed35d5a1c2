"""A file of districts' outlines: each feature is told by its property code or name."""

from __future__ import annotations

import json
from typing import Any

from keyworks.formats.geojson import Geometry, read
from keyworks.values.problems import Problem

MOST = 200


def collection(content: bytes, known: frozenset[str]) -> tuple[dict[str, Geometry], list[tuple[str, Problem]]]:
    """Name or code of a district → its outline, and what is wrong, each with the name of its feature."""
    try:
        found = json.loads(content.decode("utf-8-sig"))
        features = found["features"] if found.get("type") == "FeatureCollection" else [found]
        given = [(one.get("properties") or {}, one.get("geometry")) for one in features[:MOST]]
    except (ValueError, RecursionError, AttributeError, KeyError, TypeError):
        return {}, [("", Problem("geometry.unreadable"))]
    named: dict[str, Geometry] = {}
    problems: list[tuple[str, Problem]] = []
    for number, (properties, geometry) in enumerate(given, 1):
        called = _called(properties, known) or ""
        shown = called or str(_any(properties) or number)[:100]
        read_one = read(geometry if isinstance(geometry, dict) else "")
        if isinstance(read_one, Problem):
            problems.append((shown, read_one))
        elif "Polygon" not in read_one["type"]:
            problems.append((shown, Problem("projects.outline_no_area")))
        elif not called:
            problems.append((shown, Problem("projects.outline_of_nobody", {"name": shown})))
        elif called in named:
            problems.append((shown, Problem("projects.outline_twice", {"name": shown})))
        else:
            named[called] = read_one
    return named, problems


def _called(properties: Any, known: frozenset[str]) -> str | None:
    if not isinstance(properties, dict):
        return None
    said = (str(properties.get(name) or "").strip() for name in ("code", "name", "name_zh", "name_en"))
    return next((one for one in said if one in known), None)


def _any(properties: Any) -> Any:
    return properties.get("name") or properties.get("code") if isinstance(properties, dict) else None

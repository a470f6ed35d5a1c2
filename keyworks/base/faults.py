"""What pydantic found wrong with a request, in our codes and the caller's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from keyworks.base.manifest import sentence

CODES = {
    "missing": "field.missing",
    "extra_forbidden": "field.unknown",
    "string_too_long": "field.too_long",
    "string_too_short": "field.too_short",
    "greater_than_equal": "field.too_small",
    "greater_than": "field.too_small",
    "less_than_equal": "field.too_large",
    "less_than": "field.too_large",
    "int_parsing": "field.whole_number",
    "int_parsing_size": "field.whole_number",
    "int_type": "field.whole_number",
    "int_from_float": "field.whole_number",
    "string_type": "field.text",
    "bool_parsing": "field.yes_or_no",
    "bool_type": "field.yes_or_no",
    "literal_error": "field.one_of",
    "enum": "field.one_of",
    "date_from_datetime_parsing": "field.date",
    "date_parsing": "field.date",
    "date_type": "field.date",
    "datetime_parsing": "field.moment",
    "datetime_from_date_parsing": "field.moment",
    "datetime_type": "field.moment",
}
"""Pydantic's name of a fault → ours; what is not here is `field.invalid`."""

BOUNDS = {"ge": "bound", "gt": "bound", "le": "bound", "lt": "bound", "max_length": "bound", "min_length": "bound"}


def told(errors: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Each fault with its code, its field and a sentence."""
    return [_told(error) for error in errors]


def _told(error: Mapping[str, Any]) -> dict[str, str]:
    code = CODES.get(str(error["type"]), "field.invalid")
    params = {BOUNDS.get(name, name): value for name, value in error.get("ctx", {}).items()}
    source, *place = [str(part) for part in error["loc"]]
    field = ".".join(place[1:] if source == "body" else place)
    return {"code": code, "field": field, "detail": sentence(code, params)}

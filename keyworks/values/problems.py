"""A problem is a value: collected beside the good rows, never raised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem hinders: an error refuses its row, a warning asks, a note only tells."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a problem stands: a form's field, or a cell of a sheet of a file."""

    field: str = ""
    file: str = ""
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong (a code and its parameters, never a sentence), how badly, and where."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = Severity.ERROR
    place: Place = Place()

    def at(self, place: Place) -> Problem:
        """The same problem in its place, which only the reader of a form or sheet knows."""
        return replace(self, place=place)

    def warning(self) -> Problem:
        """The same problem, asked about instead of refused."""
        return replace(self, severity=Severity.WARNING)

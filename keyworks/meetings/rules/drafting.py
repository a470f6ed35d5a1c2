"""A unit's report before anybody has written in it: from figures, each with its day and where it stands.

What is not known is not a figure: the sentences say "no figure yet" and never 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from keyworks.values.months import Month


class Section(StrEnum):
    """The parts of a report, in their order."""

    TARGETS = "targets"
    CONSTRUCTION = "construction"
    PRODUCTION = "production"
    PROBLEMS = "problems"


class Measure(StrEnum):
    """In what a figure is counted."""

    MONEY = "money"
    """The minor unit of the house's currency."""
    SHARE = "share"
    """Hundredths of 1 %."""
    POINTS = "points"
    """Hundredths of a percentage point."""
    PROJECTS = "projects"
    LINES = "lines"
    MATTERS = "matters"
    LETTERS = "letters"


COUNTS = (Measure.PROJECTS, Measure.LINES, Measure.MATTERS, Measure.LETTERS)
HEADLINE = ("plan", "share", "points")
"""The three figures by which units are put beside one another."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, as of a day, and the address where it stands; `key` and the names say of what, where it is one of
    several."""

    code: str
    value: int
    unit: Measure
    on: date
    source: str
    key: str = ""
    name_zh: str = ""
    name_en: str = ""

    @property
    def of(self) -> tuple[str, str]:
        """By which two drafts are compared."""
        return self.code, self.key


@dataclass(frozen=True, slots=True)
class Behind:
    """A project that is far behind, or a field of a department, its figures by their codes."""

    name_zh: str
    name_en: str
    figures: Mapping[str, Figure]
    unfiled: bool = False
    """Nothing of the year is known of it: its reports are missing."""


@dataclass(frozen=True, slots=True)
class Pressing:
    """An open matter that the unit cannot end alone."""

    number: str
    title: str
    level: int
    due_on: date | None
    late_days: int
    """Working days past the promised day."""


@dataclass(frozen=True)
class Facts:
    """What is known of a unit at a moment. `sectors` are a department's lines, each with its figures by their codes."""

    department: bool
    name_zh: str
    name_en: str
    on: date
    year: int
    month: Month | None
    """The last one reported; None where nothing of the year can have been."""
    figures: Mapping[str, Figure]
    sectors: Sequence[Behind] = ()
    behind: Sequence[Behind] = ()
    pressing: Sequence[Pressing] = ()
    lit: str = ""
    """The colour of a district's own light."""
    producing: Sequence[tuple[str, str]] = field(default=())
    """Names, Chinese and English, of projects whose lines are being debugged or that began to produce."""

    def value(self, code: str) -> int | None:
        found = self.figures.get(code)
        return found.value if found else None

    @property
    def all(self) -> list[Figure]:
        """Every figure, in the order of the text."""
        several = (one for some in (self.sectors, self.behind) for row in some for one in row.figures.values())
        return [*self.figures.values(), *several]


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure that is not what it was, when a report was drafted before; None where it was, or is, not there."""

    figure: Figure
    before: int | None
    after: int | None


def kept(figures: Iterable[Figure]) -> list[dict[str, Any]]:
    """Figures as they are written down."""
    return [asdict(one) for one in figures]


def read(rows: Iterable[Mapping[str, Any]]) -> list[Figure]:
    """Figures as they were written down."""
    return [
        Figure(
            row["code"], row["value"], Measure(row["unit"]), _day(row["on"]), row["source"], row.get("key", ""),
            row.get("name_zh", ""), row.get("name_en", ""),
        )
        for row in rows
    ]  # fmt: skip


def _day(said: Any) -> date:
    return said if isinstance(said, date) else date.fromisoformat(said)


def moved(before: Iterable[Figure], after: Iterable[Figure]) -> list[Moved]:
    """What has changed from one draft's figures to another's, in the order of the later; what is gone at the end."""
    old, new = {one.of: one for one in before}, {one.of: one for one in after}
    found = [
        Moved(one, old[key].value if key in old else None, one.value)
        for key, one in new.items()
        if key not in old or old[key].value != one.value
    ]
    return [*found, *(Moved(one, one.value, None) for key, one in old.items() if key not in new)]

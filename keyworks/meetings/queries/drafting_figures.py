"""The figures of a unit as they are gathered, each with the page where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode

from keyworks.accounts.models import Unit
from keyworks.meetings.rules.drafting import Figure, Measure
from keyworks.values.months import Month


@dataclass
class Drawn:
    """The figures of a unit as they are gathered."""

    unit: Unit
    on: date
    year: int
    month: Month | None
    figures: dict[str, Figure] = field(default_factory=dict)

    @property
    def department(self) -> bool:
        return self.unit.kind == Unit.Kind.DEPARTMENT

    @property
    def until(self) -> date:
        """The day as of which reports speak."""
        return self.month.last_day if self.month else self.on

    def put(self, code: str, value: int | None, unit: Measure, source: str, on: date | None = None) -> None:
        """Keep a figure; what is not known is left out."""
        if value is not None:
            self.figures[code] = Figure(code, value, unit, on or self.on, source)

    def register(self, **asked: str) -> str:
        """Its projects in the register."""
        mine = {"department" if self.department else "district": self.unit.code}
        return address_of("projects:list", **mine, list_class="construction", **asked)

    def reports(self, **asked: str) -> str:
        """Its month."""
        mine = {} if self.department else {"district": self.unit.code}
        return address_of("reports:month", month=str(self.month), **mine, **asked)


def address_of(name: str, **asked: str) -> str:
    return f"{reverse(name)}?{urlencode(asked)}"

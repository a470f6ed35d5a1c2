"""A year as a grid: a project a row, a month a column, what was typed as amounts by month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keyworks.accounts.models import Unit
from keyworks.base import reader, shown
from keyworks.base.grids import CellProblem, Column, Row, Typed
from keyworks.base.manifest import sentence
from keyworks.projects.models import Project
from keyworks.reports.actions import Change
from keyworks.reports.queries.grid import YearOf
from keyworks.reports.rules import way
from keyworks.values.money import Money, total
from keyworks.values.months import Month


@dataclass(frozen=True)
class Grid:
    """The grid of a year on a day: months that are closed or not open yet are read only, as are others' projects."""

    year: int
    today: date
    closed: frozenset[Month]
    beside: str = "plan"
    """What stands beside: the plan of the year, or what the year before had done."""

    @cached_property
    def months(self) -> list[Month]:
        return [Month(self.year, number) for number in range(1, 13)]

    def shut(self, month: Month) -> bool:
        return month in self.closed or way.opens(month) > self.today

    @cached_property
    def columns(self) -> list[Column]:
        beside = _("Plan of the year") if self.beside == "plan" else _("Year before")
        return [
            Column("name", gettext_lazy("Project"), width=240, frozen=True, locked=True),
            Column("number", gettext_lazy("Number"), width=110, locked=True),
            Column("beside", beside, "money", width=120, locked=True, sum=True, unknown=True),
            *(self._month(month) for month in self.months),
            Column("year", gettext_lazy("Since January"), "money", width=120, locked=True, sum=True, unknown=True),
            Column("district", gettext_lazy("District"), width=110, locked=True),
        ]

    def _month(self, month: Month) -> Column:
        label = shown.month(month)
        locked = self.shut(month)
        return Column(
            _key(month), label, "money", width=104, locked=locked, sum=True, reason=True, unknown=True
        )  # fmt: skip

    def row(self, project: Project, of: YearOf, before: Money | None, href: str, *, own: bool) -> Row:
        values: dict[str, Any] = {_key(month): of.done.get(month) for month in self.months}
        planned = Money(of.plan.total) if of.plan else None
        values |= {
            "name": reader.told(project.name_zh, project.name_en), "number": project.local_number,
            "district": _unit(project.district), "beside": planned if self.beside == "plan" else before,
            "year": total(of.done.values()) if of.done else None,
        }  # fmt: skip
        return Row(str(project.pk), of.versions, values, not own, href)

    def change(self, project: Project, typed: Typed) -> Change:
        amounts = {_of(name): value for name, value in typed.cells.items() if value is not None}
        return Change(project, typed.edition, amounts)

    def emptied(self, typed: Typed, standing: Mapping[str, YearOf]) -> Iterator[CellProblem]:
        """Amounts that were filed and are emptied: nothing filed is taken away."""
        for name, value in typed.cells.items():
            if value is None and _of(name) in standing[typed.id].done:
                yield CellProblem(typed.id, name, sentence("reports.workbook_emptied", {}))


def _unit(unit: Unit | None) -> str:
    return str(unit) if unit else ""


def _key(month: Month) -> str:
    return f"m{int(month)}"


def _of(key: str) -> Month:
    return Month.from_int(int(key.removeprefix("m")))


def named(problems: Iterable[tuple[int, Month, str]]) -> list[CellProblem]:
    """Problems with their cells; of several at one cell the first."""
    found: dict[tuple[str, str], str] = {}
    for pk, month, detail in problems:
        found.setdefault((str(pk), _key(month)), detail)
    return [CellProblem(row, column, detail) for (row, column), detail in found.items()]

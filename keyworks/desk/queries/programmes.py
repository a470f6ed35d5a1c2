"""Programmes on the desk: what each counts of the year, and the rows of the wall chart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from keyworks.desk.queries import cockpit
from keyworks.desk.rules.cockpit import COLOURS
from keyworks.matters.queries.boards import waits_for
from keyworks.matters.rules.authority import READ as READ_MATTERS
from keyworks.projects.queries import all_programmes
from keyworks.projects.queries.programmes import members, members_of
from keyworks.projects.queries.wall import lives
from keyworks.projects.rules.wall import Cell, Mark, Next, Point, following, row
from keyworks.reports import queries as reports
from keyworks.reports.rules.figures import ahead
from keyworks.reports.rules.way import reported_on
from keyworks.values.months import Month


@dataclass
class Figures:
    """A programme's figures, of its projects within reach; money in minor units, `total` of those that state one."""

    programme: Any
    month: Month
    projects: int = 0
    total: int = 0
    listed: int = 0
    plan: int = 0
    done: int = 0
    lights: Counter[str] = field(default_factory=Counter)

    @property
    def points(self) -> int | None:
        """Hundredths of a point ahead of the months gone; None where nothing is planned."""
        return ahead(self.done, self.plan, self.month) if self.plan else None


def figures(person: Any, day: date) -> tuple[list[Figures], int, int]:
    """Every programme with its figures; how many projects are in one at all, each counted once, and their total."""
    facts = cockpit.facts(cockpit.asked(person, day, since=day))
    month = reported_on(day)
    found = {one.pk: Figures(one, month) for one in all_programmes(person)}
    totals: dict[int, int] = {}
    for pk, project, total in members_of(person):
        if (one := found.get(pk)) is None:
            continue
        one.projects += 1
        totals[project] = total.amount if total is not None else 0
        one.total += totals[project]
        if project not in facts.expected:
            continue
        one.listed += 1
        money = facts.money.get(project)
        if money is not None:
            one.done, one.plan = one.done + money.done, one.plan + money.plan
        light = facts.lights.get(project, "grey")
        one.lights[light if light in COLOURS else "grey"] += 1
    return list(found.values()), len(totals), sum(totals.values())


@dataclass(frozen=True)
class Row:
    """A project on the wall chart; its light "" where it does not report."""

    project: Any
    cells: list[Cell]
    next: Next | None
    light: str
    waits: list[str]

    @property
    def stage(self) -> str:
        return str(self.project.get_stage_display())


@dataclass(frozen=True)
class Wall:
    """The chart: its columns are the points that one of its projects passes."""

    points: list[Point]
    rows: list[Row]
    reached: Mapping[Point, int]
    late: int


def wall(person: Any, programme: Any, today: date) -> Wall:
    """Every project of a programme within reach, in a number of questions that does not grow with them."""
    found = lives(members(person, programme))
    month = reported_on(today)
    keys = [one.pk for one, _life in found]
    expected = set(reports.expected(month).filter(pk__in=keys).values_list("pk", flat=True))
    lights = reports.lights(expected, month, reports.rules_for(month), today)
    waits = waits_for(person) if person.may(READ_MATTERS) else {}
    rows, reached = [], Counter[Point]()
    passed: set[Point] = set()
    for project, life in found:
        cells = row(life, today)
        passed |= {cell.point for cell in cells if cell.mark is not Mark.NONE}
        reached.update(cell.point for cell in cells if cell.mark in {Mark.REACHED, Mark.NOW} and not _half(cell))
        light = str(lights[project.pk].colour) if project.pk in lights else ""
        rows.append(Row(project, cells, following(life, cells, today), light, waits.get(project.pk, [])))
    points = [point for point in Point if point in passed]
    kept = [Row(one.project, [c for c in one.cells if c.point in passed], one.next, one.light, one.waits)
            for one in rows]  # fmt: skip
    return Wall(points, kept, reached, sum(one.next is not None and one.next.late for one in kept))


def _half(cell: Cell) -> bool:
    """Are only some of its buildings capped?"""
    return cell.point is Point.CAPPED and cell.done < cell.of

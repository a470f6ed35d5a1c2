"""The papers of the whole city: the bulletin of a month, and the book of its tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from keyworks.accounts.queries import districts
from keyworks.matters.queries import boards
from keyworks.projects.queries.mapped import year_tag_words
from keyworks.publishing.queries.issues.common import Facts, Telling
from keyworks.publishing.rules.papers import cells
from keyworks.reports import queries as reports
from keyworks.reports.queries.told import Told
from keyworks.reports.rules import bulletins
from keyworks.reports.rules.bulletins import Line, Sums

SUMMED = {"foot": True}
"""Of a table whose last row adds up those above it."""
COLOURS = ("green", "yellow", "red", "grey")


class City(Telling):
    """What the bulletin and the book share."""

    def __init__(self, found: Facts, language: str) -> None:
        super().__init__(found, language)
        self.places = {unit.code: str(unit) for unit in districts()}
        self.lines = [one.line for one in found.told]

    def _matters(self) -> dict[int, list[dict[str, Any]]]:
        """Of the city only those that red projects wait for."""
        keys = [one.project.pk for one in self.found.told if one.light.colour == "red"]
        return boards.open_of(self.asked.person, keys) if self.asked.now else {}

    def place(self, code: str) -> str:
        return self.places.get(code, code) or self.words["nowhere"]

    def ordered(self, pairs: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
        """By the city's own order of its districts."""
        order = {code: place for place, code in enumerate(self.places)}
        return sorted(pairs, key=lambda pair: order.get(pair[0], len(order)))

    def counts(self) -> str:
        whole = self.found.sums
        return self.words["counts"].format(
            n=whole.projects, missing=whole.missing, late=whole.late, unchanged=whole.unchanged
        )  # fmt: skip

    def sums_table(self, name: str, head: str, rows: Iterable[tuple[str, Sums]]) -> Any:
        columns = [
            self.column(head, wide=4), self.column("projects", "number", 2), self.column("missing", "number", 2),
            self.column("plan", "money", 4), self.column("month_done", "money", 4), self.column("done", "money", 4),
            self.column("share", "share", 2), self.column("points", "points", 3),
        ]  # fmt: skip
        made = [
            (called, one.projects, one.missing, one.plan, one.done, one.year_done, one.share, one.points)
            for called, one in [*rows, (self.words["whole"], self.found.sums)]
        ]  # fmt: skip
        return self.table(name, columns, made) | SUMMED

    def districts_table(self) -> Any:
        found = self.ordered(bulletins.by(self.lines, "district", self.month))
        return self.sums_table("districts", "district", [(self.place(code), one) for code, one in found])

    def tags_table(self) -> Any:
        found = bulletins.by(self.lines, "tag", self.month)
        names = year_tag_words()
        return self.sums_table("tags", "tag", [(names.get(tag, self.words["unsaid"]), one) for tag, one in found])

    def city_fields(self) -> dict[str, str]:
        return {"headline": self.headline(self.words["city"]), "counts": self.counts()}


class Bulletin(City):
    def write(self) -> dict[str, Any]:
        gained, lost = bulletins.movers(self.lines, self.month)
        missing = [one for one in self.found.told if not one.line.filed]
        late = [one for one in self.found.told if one.line.late]
        started = [one for one in self.found.told if one.project.started_on and one.project.started_on in self.month]
        tables = {
            "districts": self.districts_table(), "tags": self.tags_table(),
            "started": self.named_table("started", started), "missing": self.named_table("missing", missing),
            "late": self.named_table("late", late), "corrected": self.corrected_table(),
            "largest": self.lines_table("largest", bulletins.largest(self.lines)),
            "gained": self.lines_table("gained", gained), "lost": self.lines_table("lost", lost),
            "red": self.coloured_table("red"), "moved": self.moved_table(), "events": self.events_table(),
        }  # fmt: skip
        figures = {"year": self.year_figure(), "lights": self.lights_figure(), "course": self.course_figure()}
        fields = {"red": self.red(), "moved": self.moved(), "starts": self.starts(), "overdue": self.overdue()}
        return self.said(self.city_fields() | fields, tables, figures)

    def overdue(self) -> str:
        if not self.asked.now:
            return self.words["overdue_past"]
        levels = boards.by_level(self.asked.person, self.today)
        return self.words["overdue"].format(open=sum(one[1] for one in levels), late=sum(one[2] for one in levels))

    def named_table(self, name: str, found: Iterable[Told]) -> Any:
        columns = [self.column("number", wide=3), self.column("project", wide=9), self.column("district", wide=3)]
        rows = [(one.project.number, self.name(one.project), self.place(one.project.district)) for one in found]
        return self.table(name, columns, rows)

    def lines_table(self, name: str, lines: Iterable[Line]) -> Any:
        """Projects by what they did in the month, and by how many points that was beyond its plan."""
        by_key = {one.project.pk: one for one in self.found.told}
        columns = [
            self.column("project", wide=8), self.column("district", wide=3), self.column("month_done", "money"),
            self.column("done", "money"), self.column("plan", "money"), self.column("beyond", "points"),
        ]  # fmt: skip
        rows = [
            (self.name(project), self.place(project.district), line.done, line.year_done,
             line.planned if line.plan else None, line.moved(self.month))
            for line in lines for project in [by_key[line.key].project]
        ]  # fmt: skip
        return self.table(name, columns, rows)

    def corrected_table(self) -> Any:
        columns = [
            self.column("project", wide=7), self.column("report_of", wide=3), self.column("before", "money"),
            self.column("after", "money"), self.column("why", wide=7),
        ]  # fmt: skip
        projects = {one.project.pk: one.project for one in self.found.told}
        rows = [
            (self.name(one.project), self.month_words(one.month), one.before, one.after, one.reason)
            for one in reports.corrected(projects, self.month, self.found.since, self.asked.at)
        ]
        return self.table("corrected", columns, rows)


class Tables(City):
    def write(self) -> dict[str, Any]:
        tables = {
            "districts": self.districts_table(), "tags": self.tags_table(), "lights": self.lights_table(),
            "projects": self.projects_table({code: self.place(code) for code in ["", *self.places]}),
            "red": self.coloured_table("red"), "events": self.events_table(),
        }  # fmt: skip
        return self.said(self.city_fields(), tables, {})

    def lights_table(self) -> Any:
        found: dict[str, Counter[str]] = {}
        for one in self.found.told:
            found.setdefault(one.project.district, Counter())[str(one.light.colour)] += 1
        columns = [self.column("district", wide=4)] + [
            {"head": cells.light(colour, self.language), "kind": "number", "wide": 3} for colour in COLOURS
        ]
        rows = [
            (self.place(code), *(counts[colour] for colour in COLOURS)) for code, counts in self.ordered(found.items())
        ]
        rows.append((self.words["whole"], *(self.found.lights[colour] for colour in COLOURS)))
        return self.table("lights_by_district", columns, rows) | SUMMED

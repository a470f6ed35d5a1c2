"""What a paper of a month is made of, and how its fields, tables and figures are written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from keyworks.accounts.queries import day_of, installation
from keyworks.base import reader, shown
from keyworks.base.scopes import scope
from keyworks.matters.queries import boards
from keyworks.projects.queries.register import selected
from keyworks.projects.queries.yearly import listed_as, steps_of_year
from keyworks.projects.rules.yearly import Event, Listed, reached
from keyworks.publishing.queries.common import money, period, points
from keyworks.publishing.rules.composing import MONTHS
from keyworks.publishing.rules.papers import cells
from keyworks.publishing.rules.papers.words import words as words_of
from keyworks.reports import queries as reports
from keyworks.reports.files.curve import Course
from keyworks.reports.queries.moved import Shift, shifts
from keyworks.reports.queries.told import Told, told
from keyworks.reports.rules import bulletins
from keyworks.reports.rules.bulletins import Sums
from keyworks.reports.rules.changes import Cause
from keyworks.reports.rules.figures import WHOLE
from keyworks.reports.rules.lights.specs import RuleSet
from keyworks.reports.views.common import name_of
from keyworks.reports.views.explaining import why
from keyworks.values.asof import AsOf
from keyworks.values.money import house
from keyworks.values.months import Month

LARGE = 10**10
"""From this amount on, in minor units, the figures of a paper are written in the larger unit."""
MONEY_WIDE = 4
MOST_TOLD = 2
"""Reasons of a light that a line of a table has room for."""


@dataclass(frozen=True)
class Asked:
    """Whose paper, of which month, known when. `now` is False of a past moment: matters are not told of one."""

    person: Any
    month: Month
    at: datetime
    now: bool
    district: Any = None

    @property
    def day(self) -> date:
        return day_of(self.at)

    @property
    def code(self) -> str:
        return self.district.code if self.district else ""

    def within(self, projects: Any) -> Any:
        """Those of the district, as they stand now."""
        return projects.filter(district=self.district) if self.district else projects


@dataclass
class Facts:
    """All that is read of a month, in no language."""

    asked: Asked
    told: list[Told]
    rules: RuleSet
    sums: Sums
    lights: dict[str, int]
    since: datetime
    shifts: list[Shift]
    course: Course
    listed: list[Listed]
    reached: dict[Event, dict[int, date]]
    names: dict[int, tuple[str, str]] = field(default_factory=dict)


def facts(asked: Asked) -> Facts:
    month = asked.month
    found, rules = told(asked.person, month, asked.at, asked.code)
    lines = [one.line for one in found]
    since = AsOf.end_of(bulletins.drawn_up(month - 1), timezone.get_default_timezone()).at
    reporting: Any = asked.within(scope(asked.person, reports.expected(month)))
    projects = asked.within(selected(asked.person))
    listed = listed_as(projects, asked.at)
    steps = steps_of_year(projects, month.year, asked.at)
    return Facts(
        asked, found, rules, bulletins.sums(lines, month), bulletins.lights(lines), since,
        shifts(reporting, month, since, asked.at) if since < asked.at else [],
        reports.course_of_year(reporting, month.year, (month + 1).first_day, asked.at), listed,
        reached(listed, steps, month.year), _names(projects),
    )  # fmt: skip


def _names(projects: Any) -> dict[int, tuple[str, str]]:
    return {pk: (zh, en) for pk, zh, en in projects.order_by().values_list("pk", "name_zh", "name_en")}


class Telling:
    """A month's facts while they are written in one language: it is made inside `written_in`."""

    def __init__(self, found: Facts, language: str) -> None:
        self.found, self.asked, self.language, self.words = found, found.asked, language, words_of(language)
        self.month, self.today = self.asked.month, self.asked.day
        large = max(found.sums.plan, found.sums.year_done) >= LARGE
        self.unit = ("yi" if large else "wan") if language == "zh" else "m"
        self.unit_words = shown.unit_of_money(self.unit)
        self.matters = self._matters()

    def _matters(self) -> dict[int, list[dict[str, Any]]]:
        """Open matters by project, as they stand now."""
        keys = [one.pk for one in self.found.listed]
        return boards.open_of(self.asked.person, keys) if self.asked.now else {}

    # — parts —

    def column(self, name: str, kind: str = "text", wide: int = 3, **filled: Any) -> dict[str, Any]:
        made = {
            "head": self.words[name].format(**filled),
            "kind": kind,
            "wide": MONEY_WIDE if kind == "money" else wide,
        }
        return made | ({"unit": self.unit, "words": self.unit_words} if kind == "money" else {})

    def table(self, name: str, columns: Sequence[dict[str, Any]], rows: Iterable[Sequence[Any]], **more: str) -> Any:
        return {
            "title": self.words[f"{name}_title"], "none": self.words.get(f"{name}_no", ""), "columns": list(columns),
            "rows": [list(row) for row in rows], **more,
        }  # fmt: skip

    def said(self, fields: dict[str, str], tables: dict[str, Any], figures: dict[str, Any]) -> dict[str, Any]:
        """All of it, as it is kept."""
        known = self.known()
        every = {
            "office": self.words["office"].format(installation() or "").strip(), "month": self.month_words(),
            "year": str(self.month.year), "known": known,
        }  # fmt: skip
        return {
            "fields": every | fields, "tables": tables, "figures": {k: one for k, one in figures.items() if one},
            "author": every["office"], "known": self.words["known"].format(known),
            "source": self.words["source"].format(name_of(self.found.rules)), "currency": house(),
        }  # fmt: skip

    def known(self) -> str:
        moment = AsOf.moment(self.asked.at)
        day = moment.day(timezone.get_default_timezone())
        return shown.day(day) if day else shown.moment(self.asked.at)

    def month_words(self, month: Month | None = None) -> str:
        return month_words(month or self.month, self.language)

    def name(self, one: Any) -> str:
        return reader.told(one.name_zh, one.name_en)

    def called(self, pk: int) -> str:
        return reader.told(*self.found.names.get(pk, ("", "")))

    # — what every paper of a month has —

    def headline(self, where: str, late: int = 0) -> str:
        whole = self.found.sums
        if not whole.projects:
            return self.words["headline_none"].format(where=where, year=self.month.year)
        told = {
            "where": where, "n": shown.number(whole.projects), "month": period(self.month),
            "done": money(whole.year_done),
        }  # fmt: skip
        if whole.share is None or whole.points is None:
            return self.words["headline_no_plan"].format(**told)
        return self.words["headline_brief"].format(
            plan=money(whole.plan), share=shown.share(whole.share / WHOLE), points=points(whole.points),
            which=self.words["ahead" if whole.points >= 0 else "behind"], red=self.found.lights["red"],
            late=self.words["headline_late"].format(late) if late else "", **told,
        )  # fmt: skip

    def year_figure(self) -> dict[str, Any]:
        whole = self.found.sums
        share = shown.share(whole.share / WHOLE) if whole.share is not None else shown.UNKNOWN
        ahead = cells.text(whole.points, {"kind": "points"}, self.language, house())
        items = [
            ("year_plan", money(whole.plan)), ("year_done", money(whole.year_done)), ("year_share", share),
            ("year_points", ahead),
        ]  # fmt: skip
        return {"kind": "counts", "title": "", "items": [[self.words[name], text] for name, text in items]}

    def lights_figure(self) -> dict[str, Any]:
        items = [[cells.light(colour, self.language), shown.number(n)] for colour, n in self.found.lights.items()]
        return {"kind": "counts", "title": self.words["lights"], "items": items}

    def course_figure(self) -> dict[str, Any]:
        course = self.found.course
        due = course.planned[self.month.number]
        return {
            "kind": "course", "first": int(course.first), "planned": list(course.planned),
            "actual": list(course.actual), "unit": self.unit, "words": self.unit_words,
            "title": self.words["course"].format(due=money(due), done=money(self.found.sums.year_done)),
        }  # fmt: skip

    def moved(self) -> str:
        change, since = sum(one.amount for one in self.found.shifts), shown.day(self.found.since)
        if not self.found.shifts:
            return self.words["moved_none"].format(since=since)
        which = self.words["moved_up" if change >= 0 else "moved_down"]
        return self.words["moved_by"].format(since=since, which=which, amount=money(abs(change)))

    def moved_table(self) -> Any:
        amounts: dict[Cause, int] = {}
        projects: dict[Cause, set[int]] = {}
        for one in self.found.shifts:
            amounts[one.cause] = amounts.get(one.cause, 0) + one.amount
            projects.setdefault(one.cause, set()).add(one.project)
        columns = [self.column("moved_head", wide=6), self.column("projects", "number"), self.column("done", "money")]
        rows = [
            (self.words[f"cause_{cause.value}"], len(projects[cause]), amounts[cause])
            for cause in Cause if cause in amounts
        ]  # fmt: skip
        return self.table("moved", columns, rows)

    def coloured(self, colour: str) -> list[Told]:
        """Those of a colour, the largest plan first."""
        found = [one for one in self.found.told if one.light.colour == colour]
        return sorted(found, key=lambda one: (-one.line.planned, one.project.number))

    def why(self, one: Told) -> str:
        reasons = [row["why"] for row in why(one.light) if row["colour"] == one.light.colour]
        return shown.listed(reasons[:MOST_TOLD], "；", "; ")

    def waits(self, pk: int) -> str:
        """The most pressing of what a project waits for, and with whom."""
        found = self.matters.get(pk, [])
        if not found:
            return "" if not self.asked.now else self.words["waits_no"]
        with_ = found[0]["lead_called"] or found[0]["desk_called"] or ""
        more = self.words["waits_more"].format(len(found) - (self.language == "en")) if len(found) > 1 else ""
        return f"{found[0]['title']}{f'（{with_}）' if with_ else ''}{more}"

    def coloured_table(self, colour: str) -> Any:
        columns = [
            self.column("project", wide=6), self.column("plan", "money", 3), self.column("done", "money", 3),
            self.column("share", "share", 2), self.column("why", wide=8), self.column("waits", wide=7),
        ]  # fmt: skip
        rows = [
            (self.name(one.project), one.line.planned if one.line.plan else None, one.line.year_done, _share(one),
             self.why(one), self.waits(one.project.pk))
            for one in self.coloured(colour)
        ]  # fmt: skip
        return self.table(colour, columns, rows)

    def red(self) -> str:
        found = self.coloured("red")
        if not found:
            return self.words["red_no"]
        return self.words["red"].format(n=len(found), plan=money(sum(one.line.planned for one in found)))

    def projects_table(self, places: dict[str, str] | None = None) -> Any:
        columns = [
            self.column("number", wide=3), self.column("project", wide=12),
            *([self.column("district", wide=3)] if places is not None else []),
            self.column("plan", "money"), self.column("month_done", "money"), self.column("done", "money"),
            self.column("share", "share", 2), self.column("light", "light"),
        ]  # fmt: skip
        rows = [
            (one.project.number, self.name(one.project),
             *([places.get(one.project.district, one.project.district)] if places is not None else []),
             one.line.planned if one.line.plan else None, one.line.done, one.line.year_done, _share(one),
             str(one.light.colour))
            for one in self.found.told
        ]  # fmt: skip
        return self.table("projects", columns, rows)

    # — starts and completions —

    def events(self) -> dict[str, int]:
        listed, year = [one for one in self.found.listed if one.known and one.stage != "exited"], self.month.year
        return {
            "start_due": sum(_in(one.planned_start, year) for one in listed),
            "finish_due": sum(_in(one.planned_finish, year) for one in listed),
            **{str(event): len(days) for event, days in self.found.reached.items()},
        }

    def starts(self) -> str:
        return self.words["starts"].format(**self.events())

    def events_table(self) -> Any:
        counts = self.events()
        planned = {Event.STARTED: counts["start_due"], Event.COMPLETED: counts["finish_due"]}
        columns = [
            self.column("event", wide=5), self.column("event_planned", "number"),
            self.column("event_reached", "number"), self.column("event_month", "number"),
        ]  # fmt: skip
        rows = [
            (self.words[f"event_{event}"], planned.get(event), len(days),
             sum(Month.of(day) == self.month for day in days.values()))
            for event in (Event.STARTED, Event.COMPLETED, Event.PRODUCING, Event.AT_CAPACITY)
            for days in [self.found.reached[event]]
        ]  # fmt: skip
        return self.table("events", columns, rows)


def month_words(one: Month, language: str) -> str:
    return f"{one.year}年{one.number}月" if language == "zh" else f"{MONTHS[one.number - 1]} {one.year}"


def _share(one: Told) -> int | None:
    planned = one.line.planned
    return (2 * one.line.year_done * WHOLE + planned) // (2 * planned) if planned else None


def _in(day: date | None, year: int) -> bool:
    return day is not None and day.year == year

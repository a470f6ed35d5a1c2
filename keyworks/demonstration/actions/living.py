"""The city lives through its year: day by day its people file, pass on, give back, correct, close and begin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from django.utils import timezone

from keyworks.demonstration.actions.bookkeeping import Books
from keyworks.demonstration.actions.listing import component, step_made
from keyworks.demonstration.actions.matters import Matters
from keyworks.demonstration.actions.meetings import Meetings
from keyworks.demonstration.actions.opening import OpenData
from keyworks.demonstration.actions.papers import Papers
from keyworks.demonstration.actions.programmes import Programmes
from keyworks.demonstration.portfolio import reporting, year
from keyworks.demonstration.portfolio.listed import ISSUED_ON, YEAR, Listed
from keyworks.demonstration.portfolio.reporting import Filed
from keyworks.projects import actions as projects
from keyworks.projects.queries import term_by_code
from keyworks.projects.rules.guards import STEPS
from keyworks.reports import actions as reports
from keyworks.reports import queries
from keyworks.reports.rules.way import Level, State
from keyworks.values.money import Money
from keyworks.values.months import Month

PLANNED = date(YEAR, 2, 25)
"""On this day new starts give their year's plan by month."""
SEEN_AFTER = 3
"""So many days after a start its district has seen it."""
REOPENED, AGAIN = date(YEAR, 9, 5), (Month(YEAR, 7), 3)
"""On this day a closed month is opened again, and so many of its reports are corrected."""
FIRST_CAR = date(YEAR, 6, 20)
"""The first car left the line in June, press told."""
ENDED = ("completed", "commissioning", "producing")
WAYS = {str(variant): frozenset(str(step.target) for step in steps) for variant, steps in STEPS.items()}
"""Variant → the stages that its projects come to."""
OFFICE = "office-1"
SEEN = "区项目办现场核实"
COMES = {Level.DISTRICT: {"district", "department"}, Level.DEPARTMENT: {"department"}, Level.CITY: {"accepted"}}
"""Who lets pass on the sixteenth → how far those reports come; the city office takes what it accepts from anybody."""


class Life:
    """What the people of the city do on each day; what a visitor has done stays, and is not done again."""

    def __init__(self, listed: Sequence[Listed], projects: Mapping[str, Any], people: Mapping[str, Any]) -> None:
        self.projects, self.people = projects, people
        self.listed = [one for one in listed if one.list_class == "construction" and not one.parent]
        self.books = Books(self.listed, projects, people, at_hour)
        self.matters = Matters(self.listed, projects, people, at_hour)
        self.meetings = Meetings(projects, people, at_hour)
        self.opened = OpenData(projects, people, at_hour)
        self.programmes = Programmes(self.listed, projects, people, at_hour)
        self.papers = Papers(projects, people, at_hour)

    def between(self, first: date, until: date) -> None:
        """Live through the days from the first one on, up to the early morning of `until`."""
        for number in range((until - first).days):
            self.day(first + timedelta(days=number))
        self.matters.morning(until)

    def day(self, day: date) -> None:
        self.meetings.day(day)
        self.matters.day(day)
        month = Month.of(day) - 1
        if month.year == YEAR:
            self.report(day, month)
        self.books.day(day, self.starts)
        if day == PLANNED:
            self.plan(day)
        if day.year == YEAR:
            self.advance(day)
        self.opened.day(day)
        self.programmes.day(day)
        self.papers.day(day)
        if day == REOPENED:
            self.correct_a_closed_month(day)

    def report(self, day: date, month: Month) -> None:
        """What happens on a day to the reports of the month before."""
        filed = self.month(month.number)
        self.file(day, month, [one for one in filed if one.day == day.day])
        self.amend(day, month, [one for one in filed if one.amended is not None and one.day + 1 == day.day])
        self.give_back(day, month, [one for one in filed if one.level == "returned" and one.day + 1 == day.day])
        if day.day == reporting.SEEN:
            reports.ask_all(month=month, at=at_hour(day, 9))
        elif day.day == reporting.PASSES:
            self.pass_on(day, month, filed)
        elif day.day == reporting.BACK:
            self.file_again(day, month, [one for one in filed if one.level == "returned"])
        elif day.day == reporting.LAST:
            self.accept_all(day, month)
        elif day.day == reporting.CLOSES and not queries.closed(month):
            reports.close(month=month, by=self.people[OFFICE], at=at_hour(day, 17), on=day)

    @cached_property
    def years(self) -> Mapping[str, tuple[year.Told, ...]]:
        odd = year.odd(self.listed)
        return {one.key: tuple(year.year_of(one, odd.get(one.key, ""))) for one in self.listed}

    def month(self, number: int) -> list[Filed]:
        """What becomes of the reports of a month of the year."""
        told = {key: months[number - 1] for key, months in self.years.items()}
        return reporting.month_of(self.listed, told, number)

    @cached_property
    def filers(self) -> Mapping[str, Any]:
        """Key → whoever files for the unit: the reporter where it has one."""
        people = self.people
        return {one.key: people.get(f"{one.owner}-2") or people[f"{one.owner}-1"] for one in self.listed}

    def file(self, day: date, month: Month, filed: Sequence[Filed]) -> None:
        stands = self.standing(month, filed)
        self.enter(day, month, [self.entry(one) for one in filed if self.projects[one.key].pk not in stands])

    def file_again(self, day: date, month: Month, filed: Sequence[Filed]) -> None:
        """What was given back comes again, with a word on what was asked."""
        stands = self.standing(month, filed)
        entries = []
        for one in filed:
            report = stands.get(self.projects[one.key].pk)
            if report is not None and report.state == State.RETURNED:
                entries.append(self.entry(one, report.version, "已核实，数据无误，补充形象进度说明。", "经核实，"))
        self.enter(day, month, entries)

    def amend(self, day: date, month: Month, filed: Sequence[Filed]) -> None:
        """A unit files anew what it had filed wrong; where a visitor has been meanwhile it leaves it."""
        stands = self.standing(month, filed)
        entries = []
        for one in filed:
            report = stands.get(self.projects[one.key].pk)
            if report is not None and (report.version, report.state) == (1, State.FILED):
                entries.append(self.entry(one, 1, one.why, done=one.amended))
        self.enter(day, month, entries)

    def entry(
        self, one: Filed, over: int = 0, reason: str = "", before_words: str = "", done: Money | None = None
    ) -> reports.Entry:
        told = one.told
        first = told.month == 1
        said = reports.Said(
            done=told.done if done is None else done, progress=told.progress, words=before_words + told.words,
            problems=told.problems, next_month=told.next_month, unchanged=bool(told.unchanged), why=told.unchanged,
            parts=told.parts if done is None else {}, year_before=Money(0) if first else None,
            before=told.before if first else None,
        )  # fmt: skip
        return reports.Entry(self.projects[one.key], said, over, reason, by=self.filers[one.key])

    def enter(self, day: date, month: Month, entries: list[reports.Entry]) -> None:
        """File what can be filed: a visitor may have closed the month, or ended a project."""
        if not entries:
            return
        told: dict[str, Any] = {"month": month, "by": None, "at": at_hour(day), "on": day}
        refused = reports.refusals(entries=entries, **told)
        some = [one for one, no in zip(entries, refused, strict=True) if not no]
        if some:
            reports.file_many(entries=some, **told)

    def standing(self, month: Month, filed: Sequence[Filed]) -> dict[int, Any]:
        """What has been filed of these, by project."""
        return queries.of_month(month, [self.projects[one.key].pk for one in filed]) if filed else {}

    def give_back(self, day: date, month: Month, filed: Sequence[Filed]) -> None:
        if not filed or queries.closed(month):
            return
        stands = self.standing(month, filed)
        for one in filed:
            project = self.projects[one.key]
            report = stands.get(project.pk)
            if report is not None and report.at_level == Level.DISTRICT:
                by = self.people[f"{project.district.code}-1"]
                reports.give_back(report=report, reason=one.back, over=report.version, by=by, at=at_hour(day))

    def pass_on(self, day: date, month: Month, filed: Sequence[Filed]) -> None:
        """The way up on the day on which offices let pass: district, department, city, as far as each report comes."""
        levels = {
            Level.DISTRICT: {"district", "department"},
            Level.DEPARTMENT: {"department"},
            Level.CITY: {"accepted"},
        }
        for rank, wanted in levels.items():
            self.let_pass(day, month, rank, {self.projects[one.key].pk for one in filed if one.level in wanted})

    def accept_all(self, day: date, month: Month) -> None:
        """The city office accepts whatever has come."""
        self.let_pass(day, month, Level.CITY)

    def let_pass(self, day: date, month: Month, rank: Level, wanted: Collection[int] | None = None) -> None:
        """Each office lets pass what is with it, of these projects or of all; the city office whatever anybody has."""
        if queries.closed(month):
            return
        waiting: defaultdict[str, list[Any]] = defaultdict(list)
        for one in queries.waiting(month, rank):
            if wanted is None or one.project_id in wanted:
                waiting[self.office(one, rank)].append(one)
        for number, (who, some) in enumerate(sorted(waiting.items())):
            at = at_hour(day) + timedelta(hours=list(COMES).index(rank), minutes=number)
            reports.let_pass(reports=some, by=self.people[who], at=at)

    def office(self, report: Any, rank: Level) -> str:
        project = report.project
        if rank is Level.DISTRICT:
            return f"{project.district.code}-1"
        return f"{project.lead_department.code}-2" if rank is Level.DEPARTMENT else OFFICE

    def plan(self, day: date) -> None:
        """New starts say when in the year they will build, as their start allows."""
        for one in self.listed:
            whole = queries.planned_of_year(self.projects[one.key], YEAR)
            if one.year_tag != "new" or not whole:
                continue
            starts = one.planned_start.month if one.planned_start else 1
            months = list(_spread(whole.amount, starts))
            project = self.projects[one.key]
            reports.plan_year(project=project, year=YEAR, months=months, by=self.filers[one.key], at=at_hour(day))

    def advance(self, day: date) -> None:
        """Projects that have begun are seen by their district some days after; others end, rest and start working."""
        for one in self.listed:
            if self.starts.get(one.key) == day - timedelta(days=SEEN_AFTER):
                self.move(one, day, "ready", [_step("building", self.starts[one.key], "现场已开工。")], SEEN)
            elif one.finished_on == day:
                stages = [stage for stage in ENDED[: ENDED.index(one.stage) + 1] if stage in WAYS[one.variant]]
                self.move(one, day, "building", [_step(stage, day, "") for stage in stages], SEEN)
            if one.components and one.counted_on == day:
                kinds = term_by_code("component")
                rows = [component(part, kinds) for part in one.components]
                projects.add_components(
                    project=self.projects[one.key], rows=rows, by=self.people[OFFICE], at=at_hour(day)
                )  # fmt: skip
            for number, step in enumerate(one.steps):
                if step.told_on == day:
                    before = one.steps[number - 1].stage if number else one.first_stage
                    self.move(one, day, before, [step_made(step, self.reasons)], one.steps_from)
        toyota = next((one for one in self.listed if one.key == "toyota"), None)
        if day == FIRST_CAR and toyota:
            self.move(toyota, day, "commissioning", [_step("producing", day, "首车下线。")], "媒体报道")

    def move(self, one: Listed, day: date, stands: str, moves: list[dict[str, Any]], source: str) -> None:
        """Record steps of a project that stands where they begin; a visitor may have led it elsewhere."""
        project = self.projects[one.key]
        project.refresh_from_db()
        if project.stage == stands:
            projects.record_moves(project=project, moves=moves, source=source, over=None, by=None, at=at_hour(day))

    @cached_property
    def reasons(self) -> Mapping[str, Any]:
        return term_by_code("pause_reason")

    @cached_property
    def starts(self) -> Mapping[str, date]:
        """Key → the day in the year on which a new project begins; none more before the list is issued."""
        begins = {one.key: year.begins(one) for one in self.listed if one.year_tag == "new"}
        return {
            one.key: one.started_on or date(YEAR, begins[one.key], 24 if begins[one.key] == ISSUED_ON.month else 6)
            for one in self.listed if begins.get(one.key, 13) <= 12
        }  # fmt: skip

    def correct_a_closed_month(self, day: date) -> None:
        """A closed month is opened again, some of it corrected, and closed."""
        month, count = AGAIN
        if not queries.closed(month):
            return
        office = self.people[OFFICE]
        reports.reopen(month=month, reason="区上报漏统，经市项目办同意补正。", by=office, at=at_hour(day))
        right = [one for one in self.month(month.number) if one.told.done and one.level == "accepted"]
        stands = self.standing(month, right)
        entries = [
            self.entry(one, stands[self.projects[one.key].pk].version, "漏统设备购置费，补正。",
                       done=Money(year.wan(one.told.done.amount * 1.3)))
            for one in right[5::40][:count] if not one.amended and self.projects[one.key].pk in stands
        ]  # fmt: skip
        self.enter(day, month, entries)
        self.let_pass(day, month, Level.CITY)
        reports.close(month=month, by=office, at=at_hour(day, 17), on=day)


def _spread(whole: int, starts: int) -> Iterator[Money]:
    """A year's amount by month from the month of the start on, as works go, to the fen."""
    weights = [0.0 if number < starts else weight for number, weight in enumerate(year.SEASON, 1)]
    given = 0
    for number, weight in enumerate(weights, 1):
        amount = whole - given if number == 12 else year.wan(whole * weight / sum(weights))
        given += amount
        yield Money(amount)


def _step(stage: str, on: date, reason: str) -> dict[str, Any]:
    return {"target": stage, "on": on, "reason": reason}


def at_hour(day: date, hour: int = 10) -> datetime:
    """A working hour of a day."""
    return datetime.combine(day, time(hour, 30), timezone.get_current_timezone())

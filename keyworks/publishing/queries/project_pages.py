"""One page of each of many projects: what, where, who answers, how far, what is stuck, what is asked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from keyworks.accounts.queries import today as today_of
from keyworks.accounts.queries import workdays
from keyworks.base import reader, shown
from keyworks.matters.queries import boards, listing
from keyworks.matters.rules.ladder import Sort
from keyworks.matters.rules.waiting import Days
from keyworks.matters.views.telling import when
from keyworks.projects import queries as projects
from keyworks.projects.queries.stages import Reached
from keyworks.publishing.queries import pictures
from keyworks.publishing.queries.common import Writing, called, head, money, period, points, there, unit, written_in
from keyworks.publishing.rules.document import Curve, Fact, Light, Photograph, ProjectPage, Stage, Table
from keyworks.reports import queries as reports
from keyworks.reports.rules.figures import WHOLE, pace
from keyworks.reports.rules.lights.specs import RuleSet
from keyworks.reports.views.common import name_of
from keyworks.reports.views.explaining import why
from keyworks.values.months import Month
from keyworks.values.workdays import Calendar

MOST_MATTERS, MOST_REQUESTS, MOST_MILESTONES, LONGEST = 5, 4, 6, 260
"""Lines that still leave a side readable, and characters of what is told in words."""
AT_ONCE = 5
"""Projects whose photographs are made small together: a child takes longer to start than to make one small."""
Step = Callable[[int, int, str], None]


def project_pages(
    person: Any, keys: Collection[int], language: str, month: Month, step: Step | None = None
) -> tuple[list[ProjectPage], dict[str, bytes]]:
    """A page of each of these projects that the person sees, in this order, with the pictures they show."""
    with written_in(language):
        found, day = projects.many(person, keys), today_of()
        briefs, rules = reports.briefs([one.pk for one in found], month, day)
        clock = listing.days(day), workdays()
        lines, matters = projects.lines(found), boards.open_of(person, [one.pk for one in found])
        hung = pictures.of_projects({one.pk: briefs[one.pk].photographs for one in found})
        pages, shown_pictures = [], {}
        for number, one in enumerate(found):
            if step:
                step(number, len(found), str(one))
            if number % AT_ONCE == 0:
                together = [other.pk for other in found[number : number + AT_ONCE]]
                shots, made = pictures.made_small({pk: hung.get(pk, []) for pk in together})
                shown_pictures.update(made)
            writing = _Project(language, clock, one, briefs[one.pk], month)
            pages.append(writing.page(lines[one.pk], matters.get(one.pk, []), rules, shots[one.pk]))
    return pages, shown_pictures


class _Project(Writing):
    """A project's page while it is written."""

    def __init__(
        self, language: str, clock: tuple[Days, Calendar], project: Any, brief: reports.Brief, month: Month
    ) -> None:
        self.until, self.calendar = clock
        super().__init__(language, self.until.today)
        self.project, self.brief, self.month = project, brief, month
        edition = shown.day(project.changed_at)
        self.register = self.mark("register", project.edition, edition, url=project.get_absolute_url())
        self.report = self._report()

    def _report(self) -> int:
        filing = self.brief.filing
        if filing is None:
            return 0
        by = str(filing.by) if filing.by else self.words["from_nobody"]
        filled = (shown.month(filing.month), filing.version, by, shown.day(filing.known_at))
        return self.mark("report", *filled, url=reverse("reports:report", args=[self.project.pk, int(filing.month)]))

    def page(
        self, line: list[Reached], matters: list[dict[str, Any]], rules: RuleSet, shots: list[Photograph]
    ) -> ProjectPage:
        one, requests = self.project, [row for row in matters if row["sort"] == Sort.REQUEST]
        facts, money_, light, curve = self.facts(), self.money(), self.light(rules), self.curve()
        others = [row for row in matters if row["sort"] != Sort.REQUEST]
        return ProjectPage(
            title=str(one), number=one.local_number, other_name=one.other_name, url=there(one.get_absolute_url()),
            lead=self.lead(), light=light, about=self.register, facts=facts, money=money_, stages=self.stages(line),
            milestones=self.milestones(), matters=self.matters("matters", others, MOST_MATTERS),
            requests=self.matters("requests", requests, MOST_REQUESTS), words=self.told(), curve=curve,
            photographs=tuple(shots), no_photographs=self.words["no_photographs"], sources=self.sources.all(),
        )  # fmt: skip

    def lead(self) -> str:
        """How far it is, or why nothing is told of it."""
        filing, plan = self.brief.filing, self.brief.plan
        if filing is None or filing.month.year != self.month.year:
            one = self.project
            listed = one.list_class == "construction" and one.list_year == self.month.year
            return self.words["no_report"] if listed else self.words["not_listed"].format(self.month.year)
        late = filing.month != self.month
        months = shown.month(self.month), shown.month(filing.month)
        said = self.words["not_this_month"].format(*months) if late else ""
        done = {"month": period(filing.month), "done": money(filing.year_done)}
        gap = "" if reader.current().zh or not said else " "
        if plan is None or not plan.total:
            return said + gap + self.words["lead_no_plan"].format(**done)
        moved = (filing.year_done.amount - plan.due(filing.month)) * WHOLE // plan.total
        which = self.words["ahead" if moved >= 0 else "behind"]
        share = shown.share(filing.year_done.amount / plan.total)
        return said + gap + self.words["lead"].format(share=share, points=points(moved), which=which, **done)

    def facts(self) -> tuple[Fact, ...]:
        one, nobody = self.project, self.words["nobody"]
        what = reader.told(one.scope_zh, one.scope_en) or shown.listed(
            f"{able} {shown.number(able.quantity)} {able.measure}" for able in one.capacities.all()
        )  # fmt: skip
        who = [one.leader and _called(one.leader), one.responsible_unit, one.service_officer]
        rows = [
            ("what", _cut(self.said(what))),
            ("where", self.said(where(one))),
            ("owner", self.said(one.owner)), ("time", self.time()),
            ("leader", who[0] or nobody), ("responsible", str(who[1] or nobody)), ("officer", str(who[2] or nobody)),
        ]  # fmt: skip
        if one.lead_department:
            rows.append(("department", str(one.lead_department)))
        return tuple(Fact(self.words[name], text) for name, text in rows)

    def time(self) -> str:
        one = self.project
        begun = ("started", one.started_on) if one.started_on else ("to_start", one.planned_start)
        ended = ("finished", one.finished_on) if one.finished_on else ("to_finish", one.planned_finish)
        found = [self.words[name].format(shown.month(day)) for name, day in (begun, ended) if day]
        return self.said(shown.listed(found, "，"))

    def money(self) -> tuple[Fact, ...]:
        one, filing, plan = self.project, self.brief.filing, self.brief.plan
        year = self.month.year
        rows = [Fact(self.words["total"], self.said(money(one.total) if one.total is not None else ""), self.register)]
        of_year = money(plan.total) if plan and plan.total else self.words["no_plan"]
        mark = self.mark("plan", year, url=reverse("reports:plan", args=[one.pk, year]))
        rows.append(Fact(self.words["plan"].format(year), of_year, mark))
        if filing is None or filing.month.year != year:
            return tuple(rows)
        month, done = filing.month, filing.year_done.amount
        if month.number > 1:
            rows.append(Fact(self.words["month_done"].format(shown.month(month)), money(filing.done), self.report))
        rows.append(Fact(self.words["done"].format(month=period(month)), money(filing.year_done), self.report))
        if plan and plan.total:
            rows.append(Fact(self.words["share"], shown.share(done / plan.total), self.report))
            rows.append(Fact(self.words["pace"], shown.share(pace(month, plan) / WHOLE), mark))
        rows.append(Fact(self.words["since_start"], money(filing.since_start), self.report))
        if filing.progress is not None:
            rows.append(Fact(self.words["progress"], shown.share(filing.progress / WHOLE), self.report))
        return tuple(rows)

    def light(self, rules: RuleSet) -> Light | None:
        """Its light where a report was filed: without one it would be judged by what nobody said."""
        found = self.brief.light
        if found is None or self.brief.filing is None:
            return None
        url = reverse("reports:lights_of", args=["project", self.project.pk])
        mark = self.mark("lights", name_of(rules), shown.month(found.month), url=url)
        lines = [f"{row['dimension']}{'：' if reader.current().zh else ': '}{row['why']}" for row in why(found)]
        needs = [need for row in why(found) for need in row["needs"]]
        told = tuple(lines[:3]) + ((self.words["turns_green"].format(needs[0]),) if needs else ())
        return Light(str(found.colour), self.words[f"colour_{found.colour}"], told, mark)

    def stages(self, line: list[Reached]) -> tuple[Stage, ...]:
        return tuple(Stage(one.label, one.state, f"{one.on:%Y-%m}" if one.on else "") for one in line)

    def milestones(self) -> Table:
        """What was reached, the last first, and what the register has of beginning and end."""
        found = sorted(self.brief.milestones, key=lambda pair: pair[0].on, reverse=True)[:MOST_MILESTONES]
        rows = tuple((shown.day(one.on), one.text) for one, _month in found)
        urls = tuple(
            there(reverse("reports:report", args=[self.project.pk, int(month)])) for _one, month in found
        )  # fmt: skip
        return Table(
            self.words["milestones"], head(self.words["milestones_head"]), rows, (3, 6), (), urls,
            self.words["no_milestones"], mark=self.report if rows else 0,
        )  # fmt: skip

    def matters(self, name: str, rows: Sequence[dict[str, Any]], most: int) -> Table:
        """Open matters with whoever has them, until when, and how many days that leaves."""
        made = tuple(
            (
                row["number"], row["title"], row["lead_called"] or row["person_called"] or row["desk_called"],
                shown.day(row["due_on"]) if row["due_on"] else self.words["undated"],
                when(row, self.until, self.calendar)[1] if _pressing(row, self.today) else self.left(row),
            )
            for row in rows[:most]
        )  # fmt: skip
        urls = tuple(there(reverse("matters:matter", args=[row["pk"]])) for row in rows[:most])
        more = self.words["more"].format(len(rows) - most) if len(rows) > most else ""
        board = reverse("matters:matters") + f"?project={self.project.local_number}"
        mark = self.mark("matters", shown.day(self.today), url=board)
        return Table(
            self.words[name], head(self.words[f"{name}_head"]), made, (6, 14, 9, 8, 8), (), urls,
            self.words[f"no_{name}"], more, mark,
        )  # fmt: skip

    def left(self, row: dict[str, Any]) -> str:
        if row["due_on"] is None:
            return shown.UNKNOWN
        days = self.calendar.between(self.today, row["due_on"])
        return self.words["left"].format(days) if days else self.words["today"]

    def told(self) -> tuple[Fact, ...]:
        """The words of the last report."""
        filing = self.brief.filing
        if filing is None:
            return ()
        found = [("works", filing.words), ("problems", filing.problems)]
        return tuple(Fact(self.words[name], _cut(text), self.report) for name, text in found if text.strip())

    def curve(self) -> Curve | None:
        course = self.brief.course
        if course is None or self.brief.filing is None:
            return None
        scale = unit(max(course.planned[-1], *(one or 0 for one in course.actual)))
        return Curve(
            self.words["curve"].format(self.month.year), course, scale, shown.unit_of_money(scale), self.report
        )  # fmt: skip


def where(one: Any) -> str:
    """District and address; the address alone where it names the district."""
    district = str(one.district or "")
    if one.address and district in one.address:
        return str(one.address)
    return shown.listed([part for part in (district, one.address) if part], "", ", ")


def _pressing(row: dict[str, Any], today: date) -> bool:
    """Is it late, paused, or on no promised day: what is not told by days that are left?"""
    late = any(row[name] is not None and row[name] < today for name in ("due_on", "climbs_on"))
    return bool(row["paused_until"]) or late


def _called(person: Any) -> str:
    """A leader by name and post."""
    return called(person, person.called_post)


def _cut(text: str) -> str:
    """Words that leave room for the rest of the page; what is cut off says so."""
    words = " ".join(text.split())
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"

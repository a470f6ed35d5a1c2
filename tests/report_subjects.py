"""Months, reports, rules and ledgers that addresses are about: `own` is the clerk's, `other` another district's."""

from __future__ import annotations

from io import BytesIO

from keyworks.accounts.queries import day_of
from keyworks.formats.sheets import writing
from keyworks.projects.models import Project
from keyworks.reports import actions as reports
from keyworks.reports.models import Question, Report
from keyworks.reports.rules.ledgers import Cause
from keyworks.reports.rules.lights.specs import Dimension
from keyworks.values.money import Money
from keyworks.values.months import Month
from tests.project_subjects import listed, project, whose_person


def month_open(cast, whose, at):
    """Such a project and the month whose report is open."""
    return [listed(cast, whose, at), int(Month.of(day_of(at)) - 1)]


def a_bulletin(cast, whose, at):
    """A month long past: its bulletin is drawn up."""
    return [202201]


def a_bulletin_file(cast, whose, at):
    return [202201, "json"]


def year_planned(cast, whose, at):
    """Such a project and the year of the month whose report is open."""
    pk, month = month_open(cast, whose, at)
    return [pk, month // 100]


def year_overrun(cast, whose, at):
    """Such a project and year, and what may be overrun."""
    return [*year_planned(cast, whose, at), "year"]


def a_ceiling(cast, whose, at):
    """The ceiling of the clerk's own district or of another one."""
    listed(cast, whose, at)
    return ["district", "binhai" if whose == "own" else "beichen", (Month.of(day_of(at)) - 1).year]


def month_filed(cast, whose, at):
    """The same with its report filed."""
    pk, month = month_open(cast, whose, at)
    one = Project.objects.get(pk=pk)
    said = reports.Said(done=Money.of(100, "wan"))
    reports.file(project=one, month=Month.from_int(month), said=said, over=0, by=None, at=at)
    return [pk, month]


def month_text(cast, whose, at):
    """The month whose reports are open, as the API writes it."""
    return [str(Month.of(day_of(at)) - 1)]


def month_open_text(cast, whose, at):
    pk, month = month_open(cast, whose, at)
    return [pk, str(Month.from_int(month))]


def month_filed_text(cast, whose, at):
    pk, month = month_filed(cast, whose, at)
    return [pk, str(Month.from_int(month))]


def reported(cast, whose, at):
    """A project with a filed report, as a panel asks about it."""
    return ["project", month_filed(cast, whose, at)[0]]


def report_kind(cast, whose, at):
    """The filed report, as a panel asks about it."""
    return ["report", Report.objects.get(project=month_filed(cast, whose, at)[0]).pk]


def workbook(cast, whose, at):
    """A month's workbook that the clerk gave, not filed yet."""
    file = BytesIO()
    writing.write(file, [writing.Sheet("月报", [writing.Column("标识（勿改）")], [])], created=at)
    month = Month.of(day_of(at)) - 1
    by = whose_person(cast, whose)
    kept = reports.keep_workbook(name="month.xlsx", content=file.getvalue(), rows=0, month=month, by=by, at=at)
    return [kept.pk]


def batch(cast, whose, at):
    """A batch of bonds of such a project."""
    one = Project.objects.get(pk=project(cast, whose, at)[0])
    made = reports.issue(
        project=one, district=None, name="第一批", issued_on=day_of(at), amount=Money.of(100, "wan"), by=None, at=at
    )
    return [made.pk]


def exemption(cast, whose, at):
    """A month of such a project in which its start is not judged."""
    one, month = Project.objects.get(pk=project(cast, whose, at)[0]), Month.of(day_of(at))
    made = reports.exempt(
        project=one,
        dimension=Dimension.START,
        first=month,
        last=month,
        cause=Cause.SEASON,
        reason="冬季",
        by=None,
        at=at,
    )
    return [made.pk]


def rules(cast, whose, at):
    return ["default"]


def question(cast, whose, at):
    """What is asked of such a report."""
    pk, month = month_filed(cast, whose, at)
    one = Project.objects.get(pk=pk)
    said = {"rule": "jump", "question": "reports.ask_what_was_done", "asked_at": at, "changed_at": at}
    params = {"got": 1, "usual": 1}
    return [Question.objects.create(project=one, district=one.district, month=Month.from_int(month), params=params,
                                    **said).pk]  # fmt: skip


def a_month(cast, whose, at):
    return [int(Month.of(day_of(at)) - 1)]

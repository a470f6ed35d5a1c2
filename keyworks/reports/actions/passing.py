"""The way up: reports let pass or given back, months closed and opened again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from keyworks.accounts.models import Person
from keyworks.accounts.queries import day_of, judged_on
from keyworks.accounts.rules import Role
from keyworks.formats.cells.words import words as kept
from keyworks.projects.queries import UNITS, paths
from keyworks.record.actions import Line, write, write_many
from keyworks.reports.actions.refused import ReportsRefused, must_be_open, must_have_begun
from keyworks.reports.models import Closing, Passing, Report
from keyworks.reports.queries import closed, expected
from keyworks.reports.rules import way
from keyworks.values.months import Month
from keyworks.values.refusals import Stale

MOST = 3000
"""So many are let pass at once."""


@transaction.atomic
def let_pass(*, reports: Iterable[Report], by: Person, at: datetime) -> list[Report]:
    """Let these reports pass, all or none; the city office accepts whatever has reached anybody."""
    rows = _held([one.pk for one in reports])
    lines = []
    for report in rows:
        must_be_open(report.month)
        level = _level(report, by)
        before = report.state
        report.state = way.PASSED[level]
        report.at_level = way.waits_at(report.state, way.levels(paths(report.project))) or ""
        _step(report, before, by, at, "")
        lines.append(Line(report, {"state": before}, {"state": str(report.state), "version": report.version}))
    write_many("reports.let_pass", lines, by=by, at=at)
    return rows


@transaction.atomic
def give_back(*, report: Report, reason: str, over: int, by: Person, at: datetime) -> Report:
    """Give a report back to the unit, which files it again."""
    report = _held([report.pk])[0]
    must_be_open(report.month)
    if over != report.version:
        raise Stale("reports.stale", edition=report.version)
    reason = " ".join(kept(reason).split())[:400]
    if not reason:
        raise ReportsRefused("reports.reason_missing", field="reason")
    if report.state == way.State.RETURNED:
        raise ReportsRefused("reports.returned_already")
    units = paths(report.project)
    level = way.Level(report.at_level) if report.at_level else way.Level.CITY
    if not (by.may(way.PASS) and way.may_pass(by.standing, level, units)):
        raise ReportsRefused("reports.not_yours")
    before, report.state, report.at_level = report.state, way.State.RETURNED, ""
    _step(report, before, by, at, reason)
    write("reports.give_back", report, by=by, at=at, reason=reason, before={"state": before},
          after={"state": str(report.state), "version": report.version})  # fmt: skip
    return report


def _held(keys: list[int]) -> list[Report]:
    if len(keys) > MOST:
        raise ReportsRefused("reports.too_many", most=MOST)
    found = Report.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    rows = list(found.select_related("project", *(f"project__{unit}" for unit in UNITS)))
    if len(rows) < len(set(keys)):
        raise ReportsRefused("reports.gone")
    return rows


def _level(report: Report, by: Person) -> way.Level:
    """At which level this person lets it pass."""
    if not report.at_level:
        raise ReportsRefused("reports.not_waiting", name=str(report.project), state=str(report.get_state_display()))
    level = way.Level.CITY if Role.CITY in by.standing.roles() else way.Level(report.at_level)
    if not (by.may(way.PASS) and way.may_pass(by.standing, level, paths(report.project))):
        raise ReportsRefused("reports.not_yours")
    return level


def _step(report: Report, source: str, by: Person, at: datetime, reason: str) -> None:
    report.changed_at, report.edition = at, report.edition + 1
    report.save(update_fields=["state", "at_level", "changed_at", "edition"])
    Passing.objects.create(
        report=report, source=source, target=report.state, version=report.version, by=by, at=at, reason=reason
    )


@transaction.atomic
def close(*, month: Month, by: Person | None, at: datetime, on: date | None = None) -> Closing:
    """Close a month: what it says changes no more, until somebody opens it again with a reason."""
    _city(by)
    must_have_begun(month, on or judged_on(day_of(at)))
    _at_rest(month)
    if closed(month):
        raise ReportsRefused("reports.month_closed", month=str(month))
    return _closing(month, True, by, at, "")


@transaction.atomic
def reopen(*, month: Month, reason: str, by: Person | None, at: datetime) -> Closing:
    """Open a closed month again."""
    _city(by)
    reason = " ".join(kept(reason).split())[:400]
    if not reason:
        raise ReportsRefused("reports.reason_missing", field="reason")
    if not closed(month):
        raise ReportsRefused("reports.month_open", month=str(month))
    return _closing(month, False, by, at, reason)


def _at_rest(month: Month) -> None:
    """Hold what files and passes hold, so that nothing of this month is under way while it is closed."""
    list(expected(month).select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    list(Report.objects.select_for_update().filter(month=month).order_by("pk").values_list("pk"))


def _city(by: Person | None) -> None:
    if by is not None and not by.may(way.CLOSE):
        raise ReportsRefused("reports.not_yours")


def _closing(month: Month, shut: bool, by: Person | None, at: datetime, reason: str) -> Closing:
    made = Closing.objects.create(month=month, closed=shut, by=by, at=at, reason=reason)
    verb = "reports.close" if shut else "reports.reopen"
    write(verb, made, by=by, at=at, reason=reason, after={"month": str(month)})
    return made

"""Filing a month: a version of what a project says, and what follows from it in the months after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from keyworks.accounts.models import Person
from keyworks.accounts.queries import day_of, judged_on
from keyworks.formats.cells.words import words as kept
from keyworks.projects.models import Project
from keyworks.projects.queries import paths
from keyworks.record.actions import write
from keyworks.reports.actions.questions import ask
from keyworks.reports.actions.refused import ReportsRefused, exactly, held, must_be_open, must_file_for, must_have_begun
from keyworks.reports.models import FOLLOWS, Filing, Passing, Report
from keyworks.reports.queries import last_before
from keyworks.reports.rules import way
from keyworks.reports.rules.figures import WHOLE, Kind
from keyworks.values.money import Money, total
from keyworks.values.months import Month
from keyworks.values.refusals import Stale

LONGEST = 4000


@dataclass(frozen=True)
class Said:
    """What somebody files of a month. `year_before` and `before` are asked for where no earlier month was reported.

    `year_before` is what was invested this year, `before` in the years before, neither of it reported here.
    """

    done: Money
    parts: Mapping[Kind, Money] = field(default_factory=dict)
    progress: int | None = None
    words: str = ""
    next_month: Money | None = None
    problems: str = ""
    unchanged: bool = False
    why: str = ""
    year_before: Money | None = None
    before: Money | None = None


@transaction.atomic
def file(
    *,
    project: Project,
    month: Month,
    said: Said,
    over: int,
    by: Person | None,
    at: datetime,
    reason: str = "",
    on: date | None = None,
) -> Report:
    """File a month, or correct what was filed of it with a reason; `over` is the version seen, 0 where there is none.

    `on` is the day by which it is judged whether it comes late, today's where none is given. What later months have
    added up follows, each as a version of its own that names why.
    """
    project = held(project)
    must_file_for(by, project)
    day = on or judged_on(day_of(at))
    must_have_begun(month, day)
    must_be_open(month)
    last = _standing(project, month)
    if over != (last.version if last else 0):
        raise Stale("reports.stale", edition=last.version if last else 0)
    reason = " ".join(kept(reason).split())[:400]
    _possible(said, reason, corrects=last is not None)
    figure = _figure(project, month, said, last)
    if last is not None and all(getattr(last, name) == value for name, value in figure.items()):
        raise ReportsRefused("reports.nothing_new")
    filing = Filing.objects.create(
        project=project, month=month, **figure, valid_from=month.first_day, valid_until=month.last_day, known_at=at,
        version=over + 1, reason=reason, by=by,
    )  # fmt: skip
    report = _reported(project, filing, at, late=day > way.due(month))
    _follow(filing, by=by, at=at, reason=reason)
    before = {name: _plain(name, getattr(last, name)) for name in figure} if last else None
    after = {name: _plain(name, value) for name, value in figure.items() if value not in ("", None, {})}
    write("reports.file", report, by=by, at=at, reason=reason, before=before, after=after)
    ask(reports=[report], at=at)
    return report


def file_unchanged(
    *, project: Project, month: Month, why: str, over: int, by: Person | None, at: datetime, on: date | None = None
) -> Report:
    """Nothing was done in a month, and why; progress and words stay those of the month before."""
    earlier = last_before(project, month)
    said = Said(
        done=Money(0), progress=earlier.progress if earlier else None, words=earlier.words if earlier else "",
        unchanged=True, why=why,
    )  # fmt: skip
    return file(project=project, month=month, said=said, over=over, by=by, at=at, reason=why if over else "", on=on)


def _possible(said: Said, reason: str, *, corrects: bool) -> None:
    if corrects and not reason:
        raise ReportsRefused("reports.reason_missing", field="reason")
    if said.done.amount < 0 and not reason:
        raise ReportsRefused("reports.negative", field="done")
    if said.unchanged and not said.why.strip():
        raise ReportsRefused("reports.why_missing", field="why")
    if said.unchanged and said.done.amount:
        raise ReportsRefused("reports.unchanged_with_amount", field="done")
    if said.progress is not None and not 0 <= said.progress <= WHOLE:
        raise ReportsRefused("reports.progress_not_a_share", field="progress")
    if said.next_month is not None and said.next_month.amount < 0:
        raise ReportsRefused("reports.negative_plan", field="next_month")
    if said.parts:
        gap = total(said.parts.values()) - said.done
        if gap.amount:
            told = {"sum": total(said.parts.values()), "done": said.done, "gap": abs(gap)}
            raise ReportsRefused("reports.parts_not_done", field="parts", **exactly(told))
    for name in ("words", "problems"):
        if len(getattr(said, name)) > LONGEST:
            raise ReportsRefused("reports.too_long", field=name, most=LONGEST)


def _figure(project: Project, month: Month, said: Said, last: Filing | None) -> dict[str, Any]:
    """The columns of the version: what is said, and what it adds up to with the months before."""
    year, start = _before(project, month, said, last)
    return {
        "done": said.done, "year_done": year + said.done, "since_start": start + said.done,
        "parts": {kind.value: money.amount for kind, money in said.parts.items()}, "progress": said.progress,
        "words": kept(said.words), "next_month": said.next_month, "problems": kept(said.problems),
        "unchanged": said.unchanged, "why": " ".join(kept(said.why).split())[:400],
    }  # fmt: skip


def _before(project: Project, month: Month, said: Said, last: Filing | None) -> tuple[Money, Money]:
    """What was invested before this month: this year, and since the beginning."""
    earlier = last_before(project, month)
    if earlier is not None:
        of_year = earlier.year_done if earlier.month.year == month.year else Money(0)
        return of_year, earlier.since_start
    stood_year = last.year_done - last.done if last else Money(0)
    stood = last.since_start - last.done if last else stood_year
    year = said.year_before if said.year_before is not None else stood_year
    start = said.before + year if said.before is not None else (stood - stood_year) + year
    if year.amount < 0 or start.amount < year.amount:
        raise ReportsRefused("reports.negative", field="year_before")
    return year, start


def _standing(project: Project, month: Month) -> Filing | None:
    return Filing.objects.filter(project=project, month=month).order_by("-version").first()


def _follow(filing: Filing, *, by: Person | None, at: datetime, reason: str) -> None:
    """What the months after had added up, added up anew: their own amounts stay as they were filed."""
    month = filing.month
    later = list(Filing.objects.filter(project=filing.project, month__gt=month).asof().order_by("month"))
    if not later:
        return
    following = later[0]
    start = filing.since_start - (following.since_start - following.done)
    year = Money(0)
    if following.month.year == month.year:
        year = filing.year_done - (following.year_done - following.done)
    if not start.amount and not year.amount:
        return
    fields = [one.attname for one in Filing._meta.concrete_fields if one.name not in Filing.OF_THE_VERSION]
    for one in later:
        must_be_open(one.month)
        row = Filing(**{name: getattr(one, name) for name in fields})
        row.year_done = one.year_done + year if one.month.year == month.year else one.year_done
        row.since_start, row.version = one.since_start + start, one.version + 1
        row.known_at, row.by, row.reason, row.source = at, by, reason or str(month), f"{FOLLOWS}{month}"
        row.save(force_insert=True)
        Report.objects.filter(project=filing.project_id, month=one.month).update(
            year_done=row.year_done, since_start=row.since_start, version=row.version, changed_at=at
        )


def _reported(project: Project, filing: Filing, at: datetime, *, late: bool) -> Report:
    """The report as it stands after this filing: with whoever looks at it first."""
    levels = way.levels(paths(project))
    found = Report.objects.filter(project=project, month=filing.month).first()
    report = found or Report(project=project, month=filing.month, first_at=at, late=late, edition=0)
    source = report.state if found else ""
    report.state, report.at_level, report.district = way.State.FILED, levels[0], project.district
    for name in ("version", "done", "year_done", "since_start", "progress", "unchanged"):
        setattr(report, name, getattr(filing, name))
    report.changed_at, report.edition = at, report.edition + 1
    report.save()
    Passing.objects.create(
        report=report, source=source, target=report.state, version=filing.version, by=filing.by, at=at,
        reason=filing.reason,
    )  # fmt: skip
    return report


def _plain(name: str, value: Any) -> Any:
    """A value as the record keeps it."""
    if name == "progress" and value is not None:
        return f"{value / 100:g}%"
    return {"fen": value.amount} if isinstance(value, Money) else value

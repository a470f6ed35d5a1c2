"""Filing a month: a version of what each project says, and what follows from it in the months after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from keyworks.accounts.models import Person
from keyworks.accounts.queries import day_of, judged_on
from keyworks.formats.cells.words import words as kept
from keyworks.projects.models import Project
from keyworks.projects.queries import paths
from keyworks.record.actions import Line, write_many
from keyworks.reports.actions.questions import ask
from keyworks.reports.actions.refused import ReportsRefused, held_many, must_be_open, must_file_for, must_have_begun
from keyworks.reports.actions.saying import Entry, Said, one_line, possible
from keyworks.reports.models import FOLLOWS, Filing, Passing, Report
from keyworks.reports.queries import last_before
from keyworks.reports.queries.many import Stood, stood
from keyworks.reports.rules import way
from keyworks.values.money import Money
from keyworks.values.months import Month
from keyworks.values.refusals import Refused, Stale

AT_ONCE = 500


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
    [report] = file_many(month=month, entries=[Entry(project, said, over, reason)], by=by, at=at, on=on)
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


@transaction.atomic
def file_many(
    *, month: Month, entries: Sequence[Entry], by: Person | None, at: datetime, on: date | None = None
) -> list[Report]:
    """File a month for many projects, all or none, each as `file` does; one entry a project, in their order."""
    day = on or judged_on(day_of(at))
    filed = _Filed(month, by, at, day)
    for entry in _ready(month, entries):
        for no in filed.refuses(entry):
            raise no
        filed.add(entry)
    return filed.kept()


def refusals(
    *, month: Month, entries: Sequence[Entry], by: Person | None, at: datetime, on: date | None = None
) -> list[list[Refused]]:
    """What stands in the way of each entry were it filed now, in their order; nothing is written."""
    filed = _Filed(month, by, at, on or judged_on(day_of(at)))
    return [list(filed.refuses(one)) for one in _ready(month, entries, hold=False)]


@dataclass(frozen=True)
class _Ready:
    """An entry with its project as it stands, and what is known of the project's months."""

    entry: Entry
    project: Project
    stood: Stood
    reason: str


def _ready(month: Month, entries: Sequence[Entry], *, hold: bool = True) -> Iterator[_Ready]:
    projects = held_many((one.project.pk for one in entries), hold=hold)
    known = stood(projects, month)
    for one in entries:
        yield _Ready(one, projects[one.project.pk], known[one.project.pk], one_line(one.reason))


@dataclass
class _Filed:
    """The versions, reports, steps and lines of the record that filing a month brings, written in one go."""

    month: Month
    by: Person | None
    at: datetime
    day: date
    versions: list[Filing] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    sources: list[tuple[str, Filing]] = field(default_factory=list)
    followed: list[Filing] = field(default_factory=list)
    told: defaultdict[tuple[str, Person | None], list[Line]] = field(default_factory=lambda: defaultdict(list))
    open: set[Month] = field(default_factory=set)

    def must_be_open(self, month: Month) -> None:
        if month not in self.open:
            must_be_open(month)
            self.open.add(month)

    def who(self, entry: Entry) -> Person | None:
        return entry.by or self.by

    def refuses(self, ready: _Ready) -> Iterator[Refused]:
        """Each reason for which this entry cannot be filed."""
        last, said = ready.stood.last, ready.entry.said
        stands = last.version if last else 0
        try:
            must_file_for(self.who(ready.entry), ready.project)
            must_have_begun(self.month, self.day)
            self.must_be_open(self.month)
            if ready.entry.over != stands:
                raise Stale("reports.stale", edition=stands)
        except Refused as no:
            yield no
            return
        faults = list(possible(said, ready.reason, corrects=last is not None))
        yield from faults
        if faults:
            return
        try:
            figure = self._figure(ready)
            for later in ready.stood.later:
                self.must_be_open(later.month)
        except Refused as no:
            yield no
            return
        if last is not None and all(getattr(last, name) == value for name, value in figure.items()):
            yield ReportsRefused("reports.nothing_new")

    def _figure(self, ready: _Ready) -> dict[str, Any]:
        """The columns of the version: what is said, and what it adds up to with the months before."""
        said = ready.entry.said
        year, start = _before(self.month, said, ready.stood)
        return {
            "done": said.done, "year_done": year + said.done, "since_start": start + said.done,
            "parts": {kind.value: money.amount for kind, money in said.parts.items()}, "progress": said.progress,
            "words": kept(said.words), "next_month": said.next_month, "problems": kept(said.problems),
            "unchanged": said.unchanged, "why": one_line(said.why),
        }  # fmt: skip

    def add(self, ready: _Ready) -> None:
        last, figure, project = ready.stood.last, self._figure(ready), ready.project
        filing = Filing(
            project=project, month=self.month, **figure, valid_from=self.month.first_day,
            valid_until=self.month.last_day, known_at=self.at, version=ready.entry.over + 1, reason=ready.reason,
            by=self.who(ready.entry),
        )  # fmt: skip
        self.versions.append(filing)
        self.followed += _following(filing, ready.stood.later, ready.reason)
        report = self._reported(ready, filing)
        before = {name: _plain(name, getattr(last, name)) for name in figure} if last else None
        after = {name: _plain(name, value) for name, value in figure.items() if value not in ("", None, {})}
        self.told[ready.reason, filing.by].append(Line(report, before, after))

    def _reported(self, ready: _Ready, filing: Filing) -> Report:
        """The report as it stands after this filing: with whoever looks at it first."""
        found, project = ready.stood.report, ready.project
        late = self.day > way.due(self.month)
        report = found or Report(project=project, month=self.month, first_at=self.at, late=late, edition=0)
        self.sources.append((report.state if found else "", filing))
        report.state, report.at_level = way.State.FILED, way.levels(paths(project))[0]
        report.district = project.district
        for name in ("version", "done", "year_done", "since_start", "progress", "unchanged"):
            setattr(report, name, getattr(filing, name))
        report.changed_at, report.edition = self.at, report.edition + 1
        self.reports.append(report)
        return report

    def kept(self) -> list[Report]:
        """Write it all."""
        Filing.objects.bulk_create([*self.versions, *self.followed], batch_size=AT_ONCE)
        new = [one for one in self.reports if one.pk is None]
        Report.objects.bulk_create(new, batch_size=AT_ONCE)
        for one in self.reports:
            if one.edition > 1:
                one.save()
        steps = [
            Passing(report=report, source=source, target=report.state, version=filing.version, by=filing.by, at=self.at,
                    reason=filing.reason)
            for report, (source, filing) in zip(self.reports, self.sources, strict=True)
        ]  # fmt: skip
        Passing.objects.bulk_create(steps, batch_size=AT_ONCE)
        for row in self.followed:
            Report.objects.filter(project=row.project_id, month=row.month).update(
                year_done=row.year_done, since_start=row.since_start, version=row.version, changed_at=self.at
            )
        for (reason, by), lines in self.told.items():
            write_many("reports.file", lines, by=by, at=self.at, reason=reason)
        ask(reports=self.reports, at=self.at)
        return self.reports


def _before(month: Month, said: Said, stood: Stood) -> tuple[Money, Money]:
    """What was invested before this month: this year, and since the beginning."""
    earlier, last = stood.earlier, stood.last
    if earlier is not None:
        of_year = earlier.year_done if earlier.month.year == month.year else Money(0)
        return of_year, earlier.since_start
    stood_year = last.year_done - last.done if last else Money(0)
    whole = last.since_start - last.done if last else stood_year
    year = said.year_before if said.year_before is not None else stood_year
    start = said.before + year if said.before is not None else (whole - stood_year) + year
    if year.amount < 0 or start.amount < year.amount:
        raise ReportsRefused("reports.negative", field="year_before")
    return year, start


def _following(filing: Filing, later: Sequence[Filing], reason: str) -> list[Filing]:
    """What the months after had added up, added up anew: their own amounts stay as they were filed."""
    if not later:
        return []
    month, following = filing.month, later[0]
    start = filing.since_start - (following.since_start - following.done)
    year = Money(0)
    if following.month.year == month.year:
        year = filing.year_done - (following.year_done - following.done)
    if not start.amount and not year.amount:
        return []
    fields = [one.attname for one in Filing._meta.concrete_fields if one.name not in Filing.OF_THE_VERSION]
    rows = []
    for one in later:
        row = Filing(**{name: getattr(one, name) for name in fields})
        row.year_done = one.year_done + year if one.month.year == month.year else one.year_done
        row.since_start, row.version = one.since_start + start, one.version + 1
        row.known_at, row.by_id, row.reason = filing.known_at, filing.by_id, reason or str(month)
        row.source = f"{FOLLOWS}{month}"
        rows.append(row)
    return rows


def _plain(name: str, value: Any) -> Any:
    """A value as the record keeps it."""
    if name == "progress" and value is not None:
        return f"{value / 100:g}%"
    return {"fen": value.amount} if isinstance(value, Money) else value

"""Filing a month with what is told of its parts: how far each is, and which milestones were reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from keyworks.accounts.models import Person
from keyworks.base.twotime import correct, first
from keyworks.formats.cells.words import words as kept
from keyworks.projects.models import Project
from keyworks.projects.queries import paths
from keyworks.record.actions import write
from keyworks.reports import queries
from keyworks.reports.actions.filing import file
from keyworks.reports.actions.refused import ReportsRefused, held, must_be_open, must_file_for
from keyworks.reports.actions.saying import Said
from keyworks.reports.models import PartReach, Passing, Reached, Report
from keyworks.reports.rules import way
from keyworks.reports.rules.parts import Milestone, Reach, plain, wrong
from keyworks.values.months import Month
from keyworks.values.refusals import Stale


@dataclass(frozen=True)
class Works:
    """How far each part is, by the component's key, and what was reached; None where nothing is said of it."""

    parts: Mapping[int, Reach] = field(default_factory=dict)
    reached: Sequence[Milestone] | None = None


@transaction.atomic
def file_with_parts(
    *,
    project: Project,
    month: Month,
    said: Said,
    works: Works,
    over: int,
    by: Person | None,
    at: datetime,
    reason: str = "",
) -> Report:
    """File a month, or correct it, with its parts; where these alone are new, they alone get a version."""
    report, same = None, None
    try:
        report = file(project=project, month=month, said=said, over=over, by=by, at=at, reason=reason)
    except ReportsRefused as no:
        if no.code != "reports.nothing_new":
            raise
        same = no
    told = _tell(held(project), month, works, by=by, at=at, reason=" ".join(kept(reason).split())[:400])
    if same is not None:
        if not told:
            raise same
        report = _again(project, month, over, by=by, at=at, reason=reason)
    assert report is not None
    if told:
        write("reports.file_parts", report, by=by, at=at, reason=reason, after=told)
    return report


def _tell(
    project: Project, month: Month, works: Works, *, by: Person | None, at: datetime, reason: str
) -> dict[str, Any]:
    """Append what is new of the parts and milestones; what it was, as the record keeps it."""
    must_file_for(by, project)
    must_be_open(month)
    span = {"valid_from": month.first_day, "valid_until": month.last_day}
    told: dict[str, Any] = {}
    for part in queries.parts_of(project, month):
        one, now = part.component, works.parts.get(part.component.pk)
        if now is None or (part.version and now == part.now) or not (part.version or now.said):
            continue
        if fault := wrong(now, part.before, reason=reason):
            code, where, params = fault
            raise ReportsRefused(code, field=f"{where}_{one.pk}", name=str(one), **params)
        said: dict[str, Any] = {"progress": now.progress, "from_m": now.from_m, "to_m": now.to_m, "name": one.name_zh}
        _append(
            PartReach, {"project": project, "component": one, "month": month}, part.version, said | span, by, at, reason
        )
        if now != part.now:
            told[one.name_zh] = _plain(now)
    stood, version = queries.reached_in(project, month)
    if works.reached is not None and list(works.reached) != stood:
        values: dict[str, Any] = {"milestones": plain(works.reached)}
        _append(Reached, {"project": project, "month": month}, version, values | span, by, at, reason)
        told["milestones"] = [str(one) for one in works.reached]
    return told


def _append(
    model: Any, fact: dict[str, Any], version: int, values: dict[str, Any], by: Any, at: datetime, reason: str
) -> None:
    if version:
        correct(model, fact, by=by, at=at, reason=reason, over=version, **values)
    else:
        first(model, fact, by=by, at=at, **values)


def _plain(reach: Reach) -> str:
    share = "" if reach.progress is None else f"{reach.progress / 100:g}%"
    stretch = "" if reach.from_m is None else f"{reach.from_m:f}–{reach.to_m:f} m"
    return " ".join(filter(None, (share, stretch)))


def _again(project: Project, month: Month, over: int, *, by: Person | None, at: datetime, reason: str) -> Report:
    """The report on its way anew, of which the parts alone were corrected."""
    report = Report.objects.select_for_update().get(project=project, month=month)
    if over != report.version:
        raise Stale("reports.stale", edition=report.version)
    source = report.state
    report.state, report.at_level = way.State.FILED, way.levels(paths(held(project)))[0]
    report.changed_at, report.edition = at, report.edition + 1
    report.save(update_fields=["state", "at_level", "changed_at", "edition"])
    Passing.objects.create(
        report=report, source=source, target=report.state, version=report.version, by=by, at=at, reason=reason
    )
    return report

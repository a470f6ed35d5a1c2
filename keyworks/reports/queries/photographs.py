"""The photographs of reports: those there are, those not read yet, and what is asked about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from keyworks.dossier.models import Attachment
from keyworks.formats.geojson import kilometres
from keyworks.projects.models import Project
from keyworks.reports.models import Photograph, Report
from keyworks.reports.rules.checks import photographs, together
from keyworks.reports.rules.checks.doubts import Doubt, Filed
from keyworks.reports.rules.checks.photographs import Shown
from keyworks.reports.rules.checks.plausible import USUAL
from keyworks.reports.rules.figures import Said
from keyworks.values.months import Month

KINDS = ("jpg", "png", "webp", "heic")
"""Kinds of files that are photographs."""


def unread(report: Report) -> list[Attachment]:
    """The photographs hung on a report that were not looked at yet."""
    hung = Attachment.objects.filter(subject_kind="report", subject_id=str(report.pk), kind__in=KINDS)
    seen = Photograph.objects.filter(report=report).values("attachment")
    return list(hung.filter(withdrawn_at=None).exclude(pk__in=seen))


def photographs_of(report: Report) -> list[Photograph]:
    """The photographs of a report that were not taken back."""
    found = Photograph.objects.filter(report=report, attachment__withdrawn_at=None)
    return list(found.select_related("attachment"))


def taken_on(one: Photograph) -> date | None:
    return date.fromisoformat(one.taken[:10]) if one.taken else None


def away(one: Photograph, project: Project) -> float | None:
    """How many kilometres from the project's place it was taken, where both are known."""
    if one.latitude is None or one.longitude is None or not project.geometry:
        return None
    return kilometres(project.geometry, one.longitude, one.latitude)


def doubts_about(months: Mapping[int, Iterable[Month]]) -> dict[tuple[int, Month], list[Doubt]]:
    """What is asked about the photographs of these projects' months."""
    wanted = {(pk, month) for pk, those in months.items() for month in those}
    shown: Any = Photograph.objects.filter(attachment__withdrawn_at=None).select_related("report__project")
    rows = list(shown.filter(report__project__in=list(months)))
    found: dict[tuple[int, Month], list[Doubt]] = defaultdict(list)
    for one in rows:
        key = one.report.project_id, one.report.month
        if key in wanted:
            found[key] += photographs.doubts(
                Shown(one.sha256, one.report.month, taken_on(one), away(one, one.report.project))
            )
    again = {one.sha256 for one in rows}
    of_reports: dict[tuple[int, Month], list[Photograph]] = defaultdict(list)
    for one in shown.filter(sha256__in=again) if again else ():
        of_reports[one.report.project_id, one.report.month].append(one)
    filed = [
        Filed(pk, 0, 0, Said(month, 0, 0, 0, photographs=(one.sha256,), at=one.at))
        for (pk, month), those in of_reports.items()
        for one in those
    ]
    for doubt in together.photograph_reused(filed, USUAL):
        for key in doubt.about:
            if key in wanted:
                found[key].append(doubt)
    return found

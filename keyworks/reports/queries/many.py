"""What stands of a month for many projects, read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max

from keyworks.reports.models import Filing, Report
from keyworks.values.months import Month


@dataclass
class Stood:
    """Of one project: the filing that stands of the month, the last one before it, those after it, and its report."""

    last: Filing | None = None
    earlier: Filing | None = None
    later: list[Filing] = field(default_factory=list)
    report: Report | None = None


def stood(projects: Collection[int], month: Month) -> dict[int, Stood]:
    """How the month stands for each of these projects, and the months around it."""
    found = {pk: Stood() for pk in projects}
    filings: Any = Filing.objects.asof().filter(project__in=found)
    reports: Any = Report.objects.filter(project__in=found)
    for report in reports.filter(month=month):
        found[report.project_id].report = report
    filed = [pk for pk, one in found.items() if one.report]
    for filing in filings.filter(month=month) if filed else ():
        found[filing.project_id].last = filing
    by_month: defaultdict[Month, list[int]] = defaultdict(list)
    for pk, latest in reports.filter(month__lt=month).order_by().values_list("project").annotate(Max("month")):
        by_month[latest].append(pk)
    for latest, some in by_month.items():
        for filing in filings.filter(month=latest, project__in=some):
            found[filing.project_id].earlier = filing
    if reports.filter(month__gt=month).exists():
        for filing in filings.filter(month__gt=month).order_by("month"):
            found[filing.project_id].later.append(filing)
    return found

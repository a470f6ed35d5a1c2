"""What is asked of a report that adds up and still is hard to believe."""

from __future__ import annotations

from datetime import datetime

from keyworks.projects.models import Project
from keyworks.reports.models import Filing
from keyworks.reports.queries.ledgers import ledgers_of
from keyworks.reports.queries.plans import plans
from keyworks.reports.rules.checks.doubts import Course, Doubt
from keyworks.reports.rules.checks.plausible import doubts as asked
from keyworks.reports.rules.figures import Said
from keyworks.values.months import Month


def said_of(filing: Filing) -> Said:
    """A filing as the rules read it; a month's split is not the year's, so it is left out."""
    return Said(
        month=filing.month, done=filing.done.amount, year_done=filing.year_done.amount,
        since_start=filing.since_start.amount, progress=filing.progress, words=filing.words,
        next_month=filing.next_month.amount if filing.next_month else None, unchanged=filing.unchanged,
        reason=filing.why or filing.reason, version=filing.version, by=filing.by_id, at=filing.known_at,
    )  # fmt: skip


def doubts(project: Project, month: Month, asof: datetime | None = None) -> list[Doubt]:
    """What is asked about the report of a month as it stands, beside the project's earlier ones."""
    filings = [
        said_of(one) for one in Filing.objects.asof(asof).filter(project=project, month__lte=month).order_by("month")
    ]
    if not filings or filings[-1].month != month:
        return []
    total = project.total.amount if project.total else None
    plan = plans([project.pk], month.year, asof).get(project.pk)
    ledgers = ledgers_of([project.pk], month, asof).get(project.pk, {})
    return asked(Course(filings[-1], tuple(filings[:-1]), plan, total, ledgers=ledgers))

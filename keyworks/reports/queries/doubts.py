"""What is asked of reports that add up and still are hard to believe."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from keyworks.projects.models import Project
from keyworks.reports.models import Filing
from keyworks.reports.queries.ledgers import ledgers_of
from keyworks.reports.queries.plans import plans
from keyworks.reports.rules.checks.doubts import Course, Doubt
from keyworks.reports.rules.checks.plausible import doubts as asked
from keyworks.reports.rules.figures import Kind, Said
from keyworks.values.months import Month

COLUMNS = (
    "project", "month", "done", "year_done", "since_start", "progress", "words", "next_month", "unchanged", "why",
    "reason", "version", "by", "known_at", "parts",
)  # fmt: skip


def said(
    projects: Iterable[int], until: Month, asof: datetime | None = None, since: Month | None = None
) -> dict[int, list[Said]]:
    """What each of these projects reported up to a month, as it stands, the first month first.

    Read by columns: thirty-six months of a thousand projects make no objects that nobody needs.
    """
    found: dict[int, list[Said]] = defaultdict(list)
    years: dict[tuple[int, int], dict[Kind, int]] = defaultdict(dict)
    rows: Any = Filing.objects.asof(asof).filter(project__in=list(projects), month__lte=until).order_by("month")
    if since is not None:
        rows = rows.filter(month__gte=since)
    for (
        pk,
        month,
        done,
        year,
        start,
        progress,
        words,
        following,
        same,
        why,
        reason,
        version,
        by,
        at,
        parts,
    ) in rows.values_list(*COLUMNS).iterator(chunk_size=5000):
        so_far = years[pk, month.year]
        for kind, amount in parts.items():
            so_far[Kind(kind)] = so_far.get(Kind(kind), 0) + amount
        found[pk].append(
            Said(
                month=month, done=done.amount, year_done=year.amount, since_start=start.amount, parts=dict(so_far),
                progress=progress, words=words, next_month=following.amount if following else None, unchanged=same,
                reason=why or reason, version=version, by=by, at=at,
            )
        )  # fmt: skip
    return found


def said_of(filing: Filing) -> Said:
    """A filing as the rules read it; a month's split is not the year's, so it is left out."""
    return Said(
        month=filing.month, done=filing.done.amount, year_done=filing.year_done.amount,
        since_start=filing.since_start.amount, progress=filing.progress, words=filing.words,
        next_month=filing.next_month.amount if filing.next_month else None, unchanged=filing.unchanged,
        reason=filing.why or filing.reason, version=filing.version, by=filing.by_id, at=filing.known_at,
    )  # fmt: skip


def doubts_of(
    months: Mapping[int, Iterable[Month]], totals: Mapping[int, int | None], asof: datetime | None = None
) -> dict[tuple[int, Month], list[Doubt]]:
    """What is asked of the reports of these projects' months that are there, each beside the earlier ones."""
    wanted = {pk: set(those) for pk, those in months.items()}
    every = set().union(*wanted.values())
    if not every:
        return {}
    reported = said(wanted, max(every), asof)
    planned = {year: plans(wanted, year, asof) for year in {month.year for month in every}}
    known = {month: ledgers_of(wanted, month, asof) for month in every}
    return {
        (pk, one.month): asked(
            Course(
                one,
                tuple(those[:at]),
                planned[one.month.year].get(pk),
                totals.get(pk),
                ledgers=known[one.month].get(pk, {}),
            )
        )
        for pk, those in reported.items()
        for at, one in enumerate(those)
        if one.month in wanted[pk]
    }


def doubts(project: Project, month: Month, asof: datetime | None = None) -> list[Doubt]:
    """What is asked about the report of a month as it stands, beside the project's earlier ones."""
    total = project.total.amount if project.total else None
    return doubts_of({project.pk: [month]}, {project.pk: total}, asof).get((project.pk, month), [])

"""The figures of the monthly bulletin, as they were known at a moment: the same for ever after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from keyworks.accounts.models import Person
from keyworks.base.fields import MoneyField
from keyworks.reports.models import FOLLOWS, Filing
from keyworks.reports.queries import counted
from keyworks.reports.queries.known import Known, known_projects
from keyworks.reports.queries.plans import plans
from keyworks.reports.queries.rulesets import rules_for
from keyworks.reports.rules import bulletins
from keyworks.reports.rules.bulletins import Line, Sums
from keyworks.reports.rules.lights.judging import judged
from keyworks.values.asof import AsOf
from keyworks.values.months import Month


@dataclass(frozen=True)
class Corrected:
    """A month's amount that was corrected since the bulletin before, in minor units, and why."""

    project: Known
    month: Month
    before: int
    after: int
    reason: str


@dataclass(frozen=True)
class Bulletin:
    """What a bulletin tells; `since` is when the one before was drawn up."""

    month: Month
    at: datetime
    since: datetime
    rules: str
    whole: Sums
    districts: list[tuple[str, Sums]]
    tags: list[tuple[str, Sums]]
    lights: dict[str, int]
    started: list[Known]
    missing: list[Known]
    late: list[Known]
    corrected: list[Corrected]
    largest: list[tuple[Known, Line]]
    gained: list[tuple[Known, Line]]
    lost: list[tuple[Known, Line]]


def bulletin(person: Person, month: Month, at: datetime) -> Bulletin:
    """The bulletin of a month as it was known at a moment (UTC), of the projects the person sees."""
    projects = {one.pk: one for one in known_projects(person, month, at)}
    filings = counted.filings(list(projects), month, at)
    planned = plans(projects, month.year, at)
    first, rules = counted.first_filed(list(projects), month), rules_for(month, asof=at)
    states = counted.states(projects, counted.amounts(filings), planned, month, at)
    lines = [
        counted.line(one, filings.get(one.pk, {}), str(judged(rules, states[one.pk]).colour), planned.get(one.pk),
                     month, first.get(one.pk))
        for one in projects.values()
    ]  # fmt: skip
    gained, lost = bulletins.movers(lines, month)
    since = AsOf.end_of(bulletins.drawn_up(month - 1), timezone.get_default_timezone()).at

    def named(some: Sequence[Line]) -> list[tuple[Known, Line]]:
        return [(projects[one.key], one) for one in some]

    return Bulletin(
        month, at, since, rules.code, bulletins.sums(lines, month), bulletins.by(lines, "district", month),
        bulletins.by(lines, "tag", month), bulletins.lights(lines),
        [one for one in projects.values() if one.started_on and one.started_on in month],
        [projects[one.key] for one in lines if not one.filed], [projects[one.key] for one in lines if one.late],
        corrected(projects, month, since, at), named(bulletins.largest(lines)), named(gained), named(lost),
    )  # fmt: skip


def corrected(projects: dict[int, Known], month: Month, since: datetime, at: datetime) -> list[Corrected]:
    """Amounts of months that were corrected after the bulletin before, each with what it was."""
    same = Filing.objects.filter(project=OuterRef("project"), month=OuterRef("month"))
    before = Subquery(same.filter(version=OuterRef("version") - 1).values("done")[:1], output_field=MoneyField())
    rows: Any = Filing.objects.filter(
        project__in=list(projects), month__lte=month, known_at__gt=since, known_at__lte=at, version__gt=1
    )
    rows = rows.exclude(source__startswith=FOLLOWS).annotate(before=before).order_by("month", "version")
    found = [
        Corrected(projects[row.project_id], row.month, row.before.amount, row.done.amount, row.reason)
        for row in rows
        if row.before != row.done
    ]
    return sorted(found, key=lambda one: (one.project.number, one.month))

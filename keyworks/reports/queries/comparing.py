"""What was known of a month on two dates, by district and project, with the cause of each change."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from keyworks.accounts.models import Person, Unit
from keyworks.accounts.queries import day_of
from keyworks.base.scopes import scope
from keyworks.projects.models import Project
from keyworks.reports.models import Filing
from keyworks.reports.queries.reach import expected
from keyworks.reports.queries.standing import stood
from keyworks.reports.rules.changes import Cause, Change, Version, changes
from keyworks.values.money import Money
from keyworks.values.months import Month


@dataclass(frozen=True)
class Changed:
    """One change of one project."""

    project: Project
    change: Change


@dataclass
class DistrictKnown:
    """What was known of a district's year up to a month, at the two moments, and what each cause changed."""

    district: Unit | None
    before: int = 0
    after: int = 0
    causes: Counter[Cause] = field(default_factory=Counter)

    def of(self, cause: Cause) -> Money:
        return Money(self.causes[cause])


def known_on(
    person: Person, month: Month, since: datetime, until: datetime, project: Project | None = None
) -> tuple[list[DistrictKnown], list[Changed]]:
    """By district what was known at both moments, and every change between them, the last first.

    Of the projects that report as the list stands now, in the districts of now; of one project where it is given.
    """
    projects: Any = scope(person, expected(month))
    if project is not None:
        projects = projects.filter(pk=project.pk)
    districts: dict[int | None, DistrictKnown] = {}
    units = Unit.objects.in_bulk()
    for side, at in (("before", since), ("after", until)):
        for one in stood(projects, month, at):
            row = districts.setdefault(one.district, DistrictKnown(units.get(one.district or 0)))
            setattr(row, side, getattr(row, side) + one.year_done)
    found = _changes(projects, month, since, until)
    for changed in found:
        districts[changed.project.district_id].causes[changed.change.cause] += changed.change.year_done
    order = sorted(districts.values(), key=lambda row: row.district.pk if row.district else 10**9)
    return order, sorted(found, key=lambda one: one.change.version.known_at, reverse=True)


def _changes(projects: Any, month: Month, since: datetime, until: datetime) -> list[Changed]:
    of_year = Filing.objects.filter(month__gte=Month(month.year, 1), month__lte=month, known_at__lte=until)
    touched = of_year.filter(known_at__gt=since, project__in=projects.order_by().values("pk"))
    rows = of_year.filter(project__in=touched.order_by().values("project")).order_by("project", "known_at", "version")
    keys = {row.project_id for row in rows}
    by_key = projects.in_bulk(list(keys))
    return [
        Changed(by_key[key], change)
        for key, some in groupby(rows, key=lambda row: row.project_id)
        for change in changes([version_of(one) for one in some], month, since, until, day_of(since))
    ]


def version_of(filing: Filing) -> Version:
    return Version(
        filing.month, filing.version, filing.done.amount, filing.year_done.amount, filing.known_at, filing.reason,
        filing.follows,
    )  # fmt: skip

"""What a month's workbook is made of: the projects a person files for, with what is known of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from keyworks.accounts.models import Person
from keyworks.accounts.rules import Role
from keyworks.base.scopes import scope, scopes
from keyworks.projects.models import Project
from keyworks.projects.queries import UNITS
from keyworks.reports.models import Filing, Workbook
from keyworks.reports.queries.many import Stood, stood
from keyworks.reports.queries.plans import plans
from keyworks.reports.queries.reach import expected
from keyworks.reports.rules import way
from keyworks.reports.rules.figures import Plan
from keyworks.values.money import Money
from keyworks.values.months import Month


@scopes(Workbook)
def _workbooks(person: Person, workbooks: QuerySet[Workbook]) -> QuerySet[Workbook]:
    return workbooks.filter(person=person)


def workbooks(person: Person) -> QuerySet[Workbook]:
    """The workbooks a person gave, the newest first, without their content."""
    return scope(person, Workbook.objects.all()).defer("content").order_by("-at", "-pk")


def filed_by(person: Person) -> Q:
    """The projects for which a person files."""
    own = Q(pk__in=())
    for seat in person.standing.seats:
        if seat.role == Role.CITY:
            return Q()
        for unit in way.FILERS.get(seat.role, ()):
            own |= Q(**{f"{unit}__path__startswith": seat.path})
    return own


def fillable(person: Person, month: Month) -> QuerySet[Project]:
    """The projects that report this month for which a person files."""
    return scope(person, expected(month)).filter(filed_by(person))


@dataclass(frozen=True)
class Line:
    """A project in a workbook: how its month stands, and its plan of the year."""

    project: Project
    stood: Stood
    plan: Plan | None


def lines(projects: Iterable[Project], month: Month) -> list[Line]:
    found = list(projects)
    keys = [one.pk for one in found]
    known, planned = stood(keys, month), plans(keys, month.year)
    return [Line(one, known[one.pk], planned.get(one.pk)) for one in found]


def of_workbook(person: Person, month: Month, district: str = "") -> list[Line]:
    """The lines of a person's workbook, by number; only of one district where its code is given."""
    rows = fillable(person, month).select_related(*UNITS)
    if district:
        rows = rows.filter(district__code=district)
    return lines(rows.order_by("local_number", "pk"), month)


def said_of(filing: Filing | None, earlier: Filing | None) -> dict[str, Any]:
    """What stands in the cells to fill: of a filing what it says, else what stood the month before."""
    if filing is None:
        return {"progress": earlier.progress, "words": earlier.words} if earlier else {}
    found: dict[str, Any] = {kind: Money(fen) for kind, fen in filing.parts.items()}
    for name in ("progress", "words", "problems", "next_month", "why"):
        found[name] = getattr(filing, name)
    found["done"] = filing.done
    if earlier is None:
        found["year_before"] = filing.year_done - filing.done
        found["before"] = filing.since_start - filing.year_done
    return found


def seen_then(month: Month, seen: Mapping[int, int]) -> dict[int, Filing]:
    """Of projects by key, each with the version somebody saw: that version."""
    rows = Filing.objects.filter(project__in=seen, month=month)
    return {one.project_id: one for one in rows if one.version == seen[one.project_id]}

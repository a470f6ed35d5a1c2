from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction
from django.db.models import OuterRef, Subquery, Sum

from keyworks.accounts.models import Installation, Person
from keyworks.projects.models import CurrentAmount, Investment, Project
from keyworks.projects.queries import drift, standing_amounts
from keyworks.projects.rules.parts import Part
from keyworks.record.actions import write

AT_ONCE = 500
STANDS = """
    INSERT INTO "projects_currentamount" ("project_id", "district_id", "year", "fund_id", "amount", "version")
    SELECT f."project_id", p."district_id", f."year", f."fund_id", f."amount", f."version"
    FROM "projects_plannedamount" f JOIN "projects_project" p ON p."id" = f."project_id"
    WHERE f."project_id" IN ({})
"""
LAST = """ AND f."reported" AND NOT EXISTS (
        SELECT 1 FROM "projects_plannedamount" l WHERE l."project_id" = f."project_id" AND l."year" = f."year"
        AND l."fund_id" = f."fund_id" AND l."version" = f."version" + 1)
"""


def stand(projects: Sequence[int], which: str = "") -> None:
    """Keep the first planned amounts of these projects: copied within the database, a third of an import faster."""
    with connection.cursor() as cursor:
        for start in range(0, len(projects), AT_ONCE):
            some = projects[start : start + AT_ONCE]
            cursor.execute(STANDS.format(", ".join(["%s"] * len(some))) + which, some)


def stand_anew(projects: Sequence[int]) -> None:
    """Keep the last versions, for projects of which some is kept already."""
    forget(projects)
    stand(projects, LAST)


def forget(projects: Sequence[int]) -> None:
    """Keep nothing of these projects, for what stands to be kept anew."""
    for start in range(0, len(projects), AT_ONCE):
        CurrentAmount.objects.filter(project__in=projects[start : start + AT_ONCE]).delete()


@transaction.atomic
def rebuild_current(*, by: Person | None, at: datetime) -> dict[str, int]:
    """Make what is kept beside the figures anew out of them; how much differed before. The figures stay untouched."""
    differed = drift()
    CurrentAmount.objects.all().delete()
    rows = standing_amounts().select_related("project").iterator(chunk_size=2000)
    CurrentAmount.objects.bulk_create(
        (
            CurrentAmount(
                project_id=row.project_id, district_id=row.project.district_id, year=row.year, fund_id=row.fund_id,
                amount=row.amount, version=row.version,
            )
            for row in rows
        ),
        batch_size=500,
    )  # fmt: skip
    stated = Investment.objects.asof().filter(reported=True, part=Part.TOTAL)
    total = stated.filter(project=OuterRef("pk")).values("amount")[:1]
    year = CurrentAmount.objects.filter(project=OuterRef("pk"), year=OuterRef("list_year")).order_by()
    plan = year.values("project").annotate(sum=Sum("amount")).values("sum")[:1]
    Project.objects.update(total=Subquery(total), plan=Subquery(plan))
    write("projects.rebuild_current", Installation.objects.get(), by=by, at=at, after=differed)
    return differed

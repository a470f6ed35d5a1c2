from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, Subquery, Sum

from keyworks.accounts.models import Installation, Person
from keyworks.projects.models import CurrentAmount, Investment, Project
from keyworks.projects.queries import drift, standing_amounts
from keyworks.projects.rules.parts import Part
from keyworks.record.actions import write


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
    total = Investment.objects.asof().filter(project=OuterRef("pk"), part=Part.TOTAL).values("amount")[:1]
    year = CurrentAmount.objects.filter(project=OuterRef("pk"), year=OuterRef("list_year")).order_by()
    plan = year.values("project").annotate(sum=Sum("amount")).values("sum")[:1]
    Project.objects.update(total=Subquery(total), plan=Subquery(plan))
    write("projects.rebuild_current", Installation.objects.get(), by=by, at=at, after=differed)
    return differed

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum

from keyworks.projects.models import CurrentAmount, Investment, PlannedAmount, Project
from keyworks.projects.rules.parts import Part


def versions(project: Project) -> list[tuple[str, Any]]:
    """Every version of the amounts stated of a project, each with what it is of: total, equipment, 2022.own …"""
    parts = Investment.objects.filter(project=project).select_related("by").order_by("part", "version")
    amounts = PlannedAmount.objects.filter(project=project).select_related("by", "fund")
    return [
        *((row.part, row) for row in parts),
        *((f"{row.year}.{row.fund.code}", row) for row in amounts.order_by("year", "fund__order", "version")),
    ]


def standing_amounts() -> QuerySet[PlannedAmount]:
    """The planned amounts that stand and are reported, out of the figures themselves."""
    found: QuerySet[PlannedAmount] = PlannedAmount.objects.asof().filter(reported=True)
    return found


def drift() -> dict[str, int]:
    """How many rows that are kept beside the figures differ from them: all 0, or `keyworks current --rebuild`."""
    kept = CurrentAmount.objects.filter(**{name: OuterRef(name) for name in PlannedAmount.FACT})
    stands = standing_amounts().filter(**{name: OuterRef(name) for name in PlannedAmount.FACT})
    same = {"amount": OuterRef("amount"), "version": OuterRef("version")}
    total = Investment.objects.asof().filter(reported=True, project=OuterRef("pk"), part=Part.TOTAL)
    year = (
        CurrentAmount.objects.filter(project=OuterRef("pk"), year=OuterRef("list_year"))
        .order_by()
        .values("project")
        .annotate(sum=Sum("amount"))
    )
    projects = Project.objects.alias(stated=total.values("amount")[:1], planned=year.values("sum")[:1])
    return {
        "missing": standing_amounts().filter(~Exists(kept.filter(**same))).count(),
        "beyond": CurrentAmount.objects.filter(~Exists(stands)).count(),
        "districts": CurrentAmount.objects.filter(_differ("district", "project__district")).count(),
        "totals": projects.filter(_differ("total", "stated")).count(),
        "plans": projects.filter(_differ("plan", "planned")).count(),
    }


def _differ(one: str, other: str) -> Q:
    """Two columns hold different values, or one of them none."""
    return (
        Q(**{f"{one}__lt": F(other)})
        | Q(**{f"{one}__gt": F(other)})
        | Q(**{f"{one}__isnull": True, f"{other}__isnull": False})
        | Q(**{f"{one}__isnull": False, f"{other}__isnull": True})
    )

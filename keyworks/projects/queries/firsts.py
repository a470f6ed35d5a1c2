from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, F, QuerySet
from django.db.models.functions import Cast

from keyworks.projects.models import Edition, Investment, Project
from keyworks.projects.queries.asof import editions_asof, fact
from keyworks.projects.rules.parts import Part


def first_totals(keys: Collection[int]) -> dict[int, Investment]:
    """Project's key → the total investment that was stated of it first; one question for all."""
    rows = Investment.objects.filter(project__in=keys, part=Part.TOTAL, version=1)
    return {one.project_id: one for one in rows}


@dataclass(frozen=True)
class Stake:
    """What a project was first said to cost and what it costs, in minor units; None where nothing was said.

    `district` and `sector` are the codes that it stands under.
    """

    project: int
    district: str
    sector: str
    total: int | None
    first: int | None


def stakes(projects: QuerySet[Project], at: datetime | None = None) -> list[Stake]:
    """Of each of these projects, as it stands or was known at a moment; parts of others are left out."""
    of = projects.order_by().values("pk")
    began: Any = Investment.objects.filter(project__in=of, part=Part.TOTAL, version=1).order_by()
    firsts = {pk: amount.amount for pk, amount in began.values_list("project", "amount")}
    stood: Any = editions_asof(projects, at) if at else Edition.objects.filter(
        project__in=of, edition=F("project__edition")
    )  # fmt: skip
    told = stood.order_by().annotate(
        fen=Cast(fact("facts__parts__total__fen"), BigIntegerField()), package=fact("facts__parent"),
        in_district=fact("facts__district"), in_sector=fact("facts__sector"),
    ).filter(package__isnull=True)  # fmt: skip
    return [
        Stake(pk, district or "", sector or "", total, None if total is None else firsts.get(pk))
        for pk, total, district, sector in told.values_list("project", "fen", "in_district", "in_sector")
    ]

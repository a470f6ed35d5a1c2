from __future__ import annotations

from typing import Any, Literal

from django.utils.translation import gettext_lazy as _
from ninja import Query, Schema

from keyworks.accounts.models import Unit
from keyworks.accounts.queries import today
from keyworks.base.api import Request, Router
from keyworks.projects.api.shapes import Which
from keyworks.projects.api.told import exact
from keyworks.projects.models import Term
from keyworks.projects.queries import register as queries

sums = Router()


class Wanted(Which):
    """By what is summed, and over which projects; phases and sub-projects count in their packages."""

    by: Literal["district", "sector", "stage", "programme"] = "district"


class SumOut(Schema):
    """How many projects, in which list class, their totals, and what is planned by year; exact."""

    key: str | None
    projects: int
    construction: int
    reserve: int
    total: str | None
    plan: str | None
    years: dict[str, str]


@sums.get("", right="projects.read", response=list[SumOut], summary=_("How many projects and how much money"))
def list_sums(request: Request, wanted: Query[Wanted]) -> list[dict[str, Any]]:
    said: dict[str, Any] = wanted.model_dump(exclude={"by"})
    said["stage"] = [wanted.stage] if wanted.stage else []
    chosen = queries.selected(request.user).filter(queries.asked_for(said, request.user, today()))
    everything = not any(said.values()) and request.user.standing.everywhere()
    field = "programmes" if wanted.by == "programme" else wanted.by
    years: dict[Any, dict[str, str | None]] = {}
    planned = queries.planned_by(field, None if everything else chosen)
    for key, year in sorted(planned, key=lambda one: one[1]):
        years.setdefault(key, {})[str(year)] = exact(planned[key, year])
    codes = _codes(wanted.by)
    found = [
        {
            "key": codes.get(row["key"], row["key"]),
            "projects": row["rows"],
            "construction": row["construction"],
            "reserve": row["reserve"],
            "total": exact(row["sum_total"]),
            "plan": exact(row["sum_plan"]),
            "years": years.get(row["key"], {}),
        }
        for row in queries.counted_by(field, chosen)
    ]
    return sorted(found, key=lambda row: (row["key"] is None, row["key"] or ""))


def _codes(by: str) -> dict[int, str]:
    """Key → code of what is summed by; a stage is its own."""
    if by == "stage":
        return {}
    rows = Unit.objects.filter(kind=Unit.Kind.DISTRICT) if by == "district" else Term.objects.filter(kind=by)
    return dict(rows.values_list("pk", "code"))

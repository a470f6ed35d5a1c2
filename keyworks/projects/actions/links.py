from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from keyworks.accounts.models import Person
from keyworks.projects.actions.keeping import keep, standing
from keyworks.projects.actions.refused import ProjectsRefused
from keyworks.projects.models import Link, Project


@transaction.atomic
def tie(
    *,
    project: Project,
    links: Sequence[Mapping[str, Any]],
    over: int | None,
    by: Person | None,
    at: datetime,
    reason: str = "",
) -> Project:
    """Say to which projects this one is tied from its side, all of them: `kind`, `other`, `note` of each."""
    project = standing(project, over=over, by=by)
    rows = [{"kind": one["kind"], "other": one["other"], "note": one.get("note", "")} for one in links]
    _possible(project, rows)
    stood = Link.objects.filter(project=project).select_related("kind", "other")
    before = [{"kind": one.kind, "other": one.other, "note": one.note} for one in stood.order_by("pk")]
    if rows == before:
        return project
    stood.delete()
    Link.objects.bulk_create([Link(project=project, **row) for row in rows])
    return keep("projects.tie", project, {"links": rows}, by=by, at=at, reason=reason)


def _possible(project: Project, rows: Sequence[Mapping[str, Any]]) -> None:
    """Refuse a tie to itself and the same tie twice."""
    seen = set()
    for number, row in enumerate(rows):
        field = f"links.{number}.other"
        if row["other"].pk == project.pk:
            raise ProjectsRefused("projects.link_to_itself", field=field)
        if (row["kind"].pk, row["other"].pk) in seen:
            raise ProjectsRefused("projects.link_twice", field=field, name=str(row["other"]))
        seen.add((row["kind"].pk, row["other"].pk))

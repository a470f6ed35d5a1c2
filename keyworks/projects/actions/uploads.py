"""Sheets of projects: kept until they are looked at, then registered whole or not at all.

A sheet is nobody's business but its giver's until it is registered, so the record begins there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from keyworks.accounts.actions.refused import one_by_one
from keyworks.accounts.models import Person
from keyworks.base.uploads import keep, throw_away
from keyworks.projects.actions.refused import ProjectsRefused, RowsRefused
from keyworks.projects.actions.registering import numbered, register_many
from keyworks.projects.models import Upload
from keyworks.record.actions import write

AT_ONCE = 500

Step = Callable[[int, int], None]


@transaction.atomic
def keep_upload(*, name: str, content: bytes, rows: int, by: Person, at: datetime) -> Upload:
    """Keep a sheet that can be read, to be looked at; sheets nobody registered in time are thrown away."""
    return keep(Upload, name=name, content=content, rows=rows, by=by, at=at)


@transaction.atomic
def remove_upload(*, upload: Upload, by: Person, at: datetime) -> None:
    """Throw a sheet away that is not registered; one that is gone already stays gone."""
    throw_away(upload, by=by, at=at)


@transaction.atomic
def register_upload(
    *, upload: Upload, rows: Sequence[Mapping[str, Any]], by: Person, at: datetime, step: Step | None = None
) -> int:
    """Register the projects of a sheet, all or none; how many it became. A second time changes nothing."""
    one_by_one()
    standing = Upload.objects.select_for_update().defer("content").filter(pk=upload.pk, person=by).first()
    if standing is None or not rows:
        raise ProjectsRefused("projects.upload_gone")
    if standing.registered is not None:
        return standing.registered
    said = numbered([dict(row) for row in rows], at)
    for start in range(0, len(said), AT_ONCE):
        if step is not None:
            step(start, len(said))
        try:
            register_many(rows=said[start : start + AT_ONCE], by=by, at=at, reason=standing.name)
        except RowsRefused as no:
            raise RowsRefused((number + start, problem) for number, problem in no.problems) from no
    standing.registered_at, standing.registered = at, len(said)
    standing.save(update_fields=["registered_at", "registered"])
    after = {"name": standing.name, "sha256": standing.sha256, "size": standing.size, "count": len(said)}
    write("projects.register_upload", standing, by=by, at=at, after=after)
    return len(said)

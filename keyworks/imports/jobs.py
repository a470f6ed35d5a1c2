"""Background work on lists: reading, checking and bringing in what takes longer than a page may."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from keyworks.imports import actions, queries
from keyworks.imports.actions.refused import ImportsRefused
from keyworks.imports.models import Import
from keyworks.jobs.jobs import Cancelled


def read(job: Any, pk: int) -> dict[str, object]:
    """Read the files of an import."""
    return _done("imports.read", job, pk)


def judge(job: Any, pk: int) -> dict[str, object]:
    """Check an import."""
    return _done("imports.judge", job, pk)


def bring_in(job: Any, pk: int) -> dict[str, object]:
    """Bring an import in: all of it, or nothing."""
    return _done("imports.bring_in", job, pk)


def _done(kind: str, job: Any, pk: int) -> dict[str, object]:
    """Do it as whoever asked for it, with what they may do now."""
    by = job.job.owner
    found = Import.objects.filter(pk=pk).first()
    if by is None or not by.is_active or not by.may(queries.RIGHT):
        raise ImportsRefused("imports.not_yours", username=str(by or "—"))
    if found is None:
        raise ImportsRefused("imports.gone")
    try:
        actions.do(kind, found, by=by, at=timezone.now(), step=job.step)
    except Cancelled:
        actions.reopen(found=found, at=timezone.now())
        raise
    return {"url": found.get_absolute_url()}

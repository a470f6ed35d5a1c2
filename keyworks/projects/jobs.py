"""Background work on the register: what takes longer than a page may."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone

from keyworks.base.manifest import sentence
from keyworks.projects import actions
from keyworks.projects.actions import bulk as batch
from keyworks.projects.actions.refused import ProjectsRefused
from keyworks.projects.forms import sheets
from keyworks.projects.models import Upload
from keyworks.values.problems import Problem
from keyworks.values.refusals import Refused

TOLD = 20


def edit_many(job: Any, seen: dict[str, int], change: dict[str, Any], reason: str) -> dict[str, object]:
    """Change many projects as whoever asked for it, with what they may do now."""
    by = job.job.owner
    if by is None or not by.is_active:
        raise ProjectsRefused("projects.out_of_reach")
    outcome = batch.edit_many(
        seen={int(pk): edition for pk, edition in seen.items()},
        change=change, by=by, at=timezone.now(), reason=reason, step=job.step,
    )  # fmt: skip
    found: dict[str, object] = {
        "changed": outcome.changed, "unchanged": outcome.unchanged, "refused": len(outcome.refused),
        "url": reverse("projects:list"),
    }  # fmt: skip
    if outcome.refused:
        found["why"] = " · ".join(_told(project.local_number, no) for project, no in outcome.refused[:TOLD])
    return found


def register_upload(job: Any, upload: int) -> dict[str, object]:
    """Register a sheet of projects as whoever gave it, judged anew: all of it, or nothing."""
    by = job.job.owner
    found = Upload.objects.filter(pk=upload, person=by).first()
    if by is None or not by.is_active or not by.may("projects.register"):
        raise ProjectsRefused("projects.out_of_reach")
    if found is None:
        raise ProjectsRefused("projects.upload_gone")
    result: dict[str, object] = {"url": found.get_absolute_url()}
    if found.registered is not None:
        return {"registered": found.registered, **result}
    book = sheets.opened(bytes(found.content), found.name)
    if isinstance(book, Problem):
        raise ProjectsRefused("projects.upload_gone")
    judged = sheets.judged(sheets.told_by(book, by), by, timezone.now(), step=job.step)
    if judged.errors:
        raise ProjectsRefused("projects.rows_refused", count=judged.bad_rows)
    many = actions.register_upload(upload=found, rows=judged.values, by=by, at=timezone.now(), step=job.step)
    return {"registered": many, **result}


def _told(number: str, no: Refused) -> str:
    return f"{number}: {sentence(no.code, no.params)}"

"""Background work on the register: what takes longer than a page may."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone

from keyworks.base.manifest import sentence
from keyworks.projects.actions import bulk as batch
from keyworks.projects.actions.refused import ProjectsRefused
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


def _told(number: str, no: Refused) -> str:
    return f"{number}: {sentence(no.code, no.params)}"

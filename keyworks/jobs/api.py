from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Query, Schema

from keyworks.base.api import Key, Request, Router
from keyworks.base.doors import SIGNED_IN
from keyworks.base.manifest import sentence
from keyworks.base.paging import Page, Window, page
from keyworks.base.scopes import scope
from keyworks.jobs import actions
from keyworks.jobs.models import Job

router = Router()

State = Literal["queued", "running", "done", "failed", "cancelled"]


class JobOut(Schema):
    """A piece of background work: `done` of `of` steps, `of` 0 while the whole is not known."""

    id: int
    kind: str
    state: State
    done: int
    of: int
    words: str
    attempts: int
    cancel_asked: bool
    problem: str
    result: dict[str, Any]
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None

    @staticmethod
    def resolve_problem(job: Job) -> str:
        return sentence(job.error, job.error_params) if job.error else ""

    @staticmethod
    def resolve_result(job: Job) -> dict[str, Any]:
        """All but the place of a file on this machine."""
        return {name: value for name, value in job.result.items() if name != "file"}


def _jobs(request: Request) -> QuerySet[Job]:
    return scope(request.user, Job.objects.all())


@router.get("", right=SIGNED_IN, response=Page[JobOut], summary=_("Your background work, newest first"))
def list_jobs(request: Request, window: Query[Window], state: State | Literal[""] = "") -> dict[str, Any]:
    found = _jobs(request)
    return page(request, found.filter(state=state) if state else found, window, ("-pk",))


@router.get("/{pk}", right=SIGNED_IN, response=JobOut, summary=_("One piece of background work"))
def get_job(request: Request, pk: Key) -> Job:
    return get_object_or_404(_jobs(request), pk=pk)


@router.post("/{pk}/cancel", right=SIGNED_IN, response=JobOut, summary=_("Call background work off"))
def cancel_job(request: Request, pk: Key) -> Job:
    return actions.cancel(job=get_object_or_404(_jobs(request), pk=pk), by=request.user, at=timezone.now())

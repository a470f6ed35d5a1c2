from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from keyworks.accounts.queries import called
from keyworks.base.doors import POST, READ, SIGNED_IN, door
from keyworks.base.manifest import sentence, verb
from keyworks.base.scopes import scope
from keyworks.base.tables import Column, Table
from keyworks.jobs import actions, rules
from keyworks.jobs.forms import JobFilters
from keyworks.jobs.models import Job
from keyworks.jobs.queries import Kind, calendar_at, file_of, kinds

NOT_ARGS = ("csrfmiddlewaretoken",)
BADGES = {"queued": "neutral", "running": "info", "done": "good", "failed": "bad", "cancelled": "neutral"}


@door(SIGNED_IN, READ)
def jobs(request: HttpRequest) -> HttpResponse:
    filters = JobFilters(request.GET)
    seen = scope(request.user, Job.objects.all())
    waiting = seen.filter(state__in=Job.UNFINISHED).count()
    if filters.is_valid() and filters.cleaned_data["state"]:
        seen = seen.filter(state=filters.cleaned_data["state"])
    table = Table(
        request,
        key="jobs",
        label=_("Background work"),
        columns=_columns(_person(request).may("jobs.administer")),
        rows=seen.annotate(owner_called=called("owner__name", "owner__name_en")).values(
            "pk", "kind", "state", "owner_called", "created_at", "started_at", "ended_at"
        ),
        row_url=lambda row: reverse("jobs:job", args=[row["pk"]]),
        filters=filters,
        empty=(
            _("No background work yet"),
            _("Long work you start, such as an export, is shown here with its progress and its result."),
        ),
    )
    calendar = []
    if _person(request).may("jobs.administer"):
        calendar = [(verb(line.kind), _when(line.when), line) for line in calendar_at(timezone.now())]
    return render(request, "jobs/list.html", {"table": table, "waiting": waiting, "calendar": calendar})


def _when(when: rules.When) -> str:
    told = {"time": f"{when.hour or 0:02}:{when.minute:02}", "day": when.day, "minute": when.minute}
    if when.hour is None:
        return _("every hour, %(minute)s minutes past") % told
    return (_("every day at %(time)s") if when.day is None else _("on day %(day)s of every month at %(time)s")) % told


def _columns(everyones: bool) -> list[Column]:
    found = [
        Column("kind", _("Work"), show=lambda row: verb(row["kind"]), fact=True),
        Column("state", _("State"), "badge", "state", show=lambda row: _badge(row["state"]), fact=True),
        Column("owner_called", _("Asked for by"), order="owner_called"),
        Column("created_at", _("Asked for"), "moment", "created_at", fact=True),
        Column("started_at", _("Begun"), "moment", shown=False),
        Column("ended_at", _("Ended"), "moment"),
    ]
    return found if everyones else [column for column in found if column.name != "owner_called"]


def _badge(state: str) -> tuple[str, str]:
    return BADGES[state], str(Job.State(state).label)


@door(SIGNED_IN, READ)
def job(request: HttpRequest, pk: int) -> HttpResponse:
    found = _seen(request, pk)
    return render(request, "jobs/job.html", {"job": found, **_state(request, found)})


@door(SIGNED_IN, READ)
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    return _progress(request, _seen(request, pk))


@door(SIGNED_IN, POST)
def start(request: HttpRequest, kind: str) -> HttpResponse:
    """Start work a manifest opens to a right; asked twice by one person it is done once."""
    by = _person(request)
    found = kinds().get(kind)
    if found is None or not found.right:
        raise Http404(kind)
    if not by.may(found.right):
        raise PermissionDenied
    args = {name: str(value) for name, value in request.POST.items() if name not in NOT_ARGS}
    if not _fits(found, args) or any("\0" in value for value in args.values()):
        return _refused(request, actions.JobsRefused("jobs.args_unknown"), 400)
    asked = actions.enqueue(kind, args, by=by, at=timezone.now(), key=f"{kind}:{request.user.pk}")
    return _progress(request, asked) if request.headers.get("HX-Request") else redirect(asked)


@door(SIGNED_IN, POST)
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    return _done(request, pk, actions.cancel)


@door(SIGNED_IN, POST)
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    found = _seen(request, pk)
    kind = kinds().get(found.kind)
    if kind is None or (kind.right and not _person(request).may(kind.right)):
        raise PermissionDenied
    return _done(request, pk, actions.retry)


@door(SIGNED_IN, READ)
def file(request: HttpRequest, pk: int) -> FileResponse:
    """The file of the result, never shown in the page; only files this job wrote, for whoever may still start it."""
    found = _seen(request, pk)
    kind = kinds().get(found.kind)
    kept = kind is not None and (not kind.right or _person(request).may(kind.right))
    path = file_of(found) if kept else None
    if path is None:
        raise Http404(f"job {pk} has no file")
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=path.name, content_type="application/octet-stream"
    )


def _person(request: HttpRequest) -> Any:
    return request.user


def _seen(request: HttpRequest, pk: int) -> Job:
    return get_object_or_404(scope(request.user, Job.objects.select_related("owner")), pk=pk)


def _state(request: HttpRequest, found: Job) -> dict[str, object]:
    """What the progress shows, and which buttons stand beside it."""
    return {
        "badge": BADGES[found.state],
        "percent": rules.percent(found.done, found.of),
        "problem": sentence(found.error, found.error_params) if found.error else "",
        "trace": found.trace if _person(request).may("jobs.administer") else "",
        "file": file_of(found),
        "link": _link(found),
        "shown": _shown(found),
        "may_cancel": not found.ended and not found.cancel_asked,
        "may_retry": found.state in (Job.State.FAILED, Job.State.CANCELLED),
    }


def _progress(request: HttpRequest, found: Job) -> HttpResponse:
    return render(request, "jobs/progress.html", {"job": found, **_state(request, found)})


def _done(request: HttpRequest, pk: int, act: Callable[..., Job]) -> HttpResponse:
    try:
        acted = act(job=_seen(request, pk), by=_person(request), at=timezone.now())
    except actions.JobsRefused as no:
        return _refused(request, no, no.status, _seen(request, pk))
    return _progress(request, acted) if request.headers.get("HX-Request") else redirect(acted)


def _refused(request: HttpRequest, no: actions.JobsRefused, status: int, found: Job | None = None) -> HttpResponse:
    said = {"said": sentence(no.code, no.params), "job": found}
    return render(request, "jobs/refused.html", said | (_state(request, found) if found else {}), status=status)


def _fits(kind: Kind, args: dict[str, str]) -> bool:
    """Would the work take these details?"""
    try:
        inspect.signature(kind.work()).bind(None, **args)
    except TypeError:
        return False
    return True


def _shown(found: Job) -> dict[str, object]:
    """The parts of the result for which the room has words: `verbs["<kind>.<part>"]`."""
    said = {name: verb(f"{found.kind}.{name}") for name in found.result}
    return {words: found.result[name] for name, words in said.items() if words != f"{found.kind}.{name}"}


def _link(found: Job) -> str:
    """The address of the result, if it is one of this site."""
    url = found.result.get("url")
    return url if isinstance(url, str) and url.startswith("/") and not url.startswith("//") else ""

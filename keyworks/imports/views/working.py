"""Work on an import while it goes on, and what is done to an import as a whole."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from keyworks.accounts.views.request import SignedIn
from keyworks.base.doors import POST, READ, door
from keyworks.base.manifest import sentence
from keyworks.imports import actions, queries
from keyworks.imports.models import Import
from keyworks.imports.views.common import State, begin, mine, over, said
from keyworks.values.refusals import Refused

WORK = (State.READING, State.JUDGING, State.BRINGING)


def _words(found: Import) -> str:
    return {
        State.READING: _("The files are being read."),
        State.JUDGING: _("Every row is being checked. Nothing is written yet."),
        State.BRINGING: _("The list is being brought in: all of it, or nothing."),
    }.get(State(found.state), "")


def _progress(request: HttpRequest, found: Import) -> dict[str, Any]:
    job = actions.job_of(found)
    failed = sentence(job.error, job.error_params) if job is not None and job.error and job.ended else ""
    stopped = job is None or job.ended
    if stopped and not failed and found.state in WORK:
        failed = _("The work has stopped. Begin it again, or remove the files.")
    progress = queries.progress(found) if found.state == State.BRINGING else None
    done, of = progress or ((job.done, job.of) if job is not None else (0, 0))
    return {
        "import": found, "job": job, "failed": failed, "goes_on": found.state in WORK and not failed, "done": done,
        "of": of, "words": _words(found), "again": found.state != State.READING, "lead": _words(found),
    }  # fmt: skip


@door(queries.RIGHT, READ)
def waits(request: SignedIn, pk: int) -> HttpResponse:
    """How far the work on an import is; the page may be left."""
    found = mine(request.user, pk)
    if found.state not in WORK:
        return redirect(found)
    return render(request, "imports/waits.html", _progress(request, found))


@door(queries.RIGHT, READ)
def progress(request: SignedIn, pk: int) -> HttpResponse:
    """The part of the page that tells how far it is; when the work is done the page goes on."""
    found = queries.import_of(request.user, pk)
    if found is None:
        return _thrown_away(request, pk)
    response = render(request, "imports/progress.html", _progress(request, found))
    if found.state not in WORK:
        response["HX-Redirect"] = found.get_absolute_url()
    return response


def _thrown_away(request: SignedIn, pk: int) -> HttpResponse:
    """A list with a secret project is removed while its check is waited for; who waits is told why."""
    job = actions.job_of(Import(pk=pk))
    if job is None or job.owner_id != request.user.pk:
        raise Http404
    if job.error:
        messages.error(request, sentence(job.error, job.error_params))
    response = HttpResponse()
    response["HX-Redirect"] = reverse("imports:new")
    return response


@door(queries.RIGHT, POST)
def again(request: SignedIn, pk: int) -> HttpResponse:
    """Go back to the mapping after a check or bringing in that failed or was called off."""
    found = mine(request.user, pk)
    try:
        actions.reopen(found=found, at=timezone.now())
    except Refused as no:
        messages.error(request, said(no))
    return redirect(found)


@door(queries.RIGHT, POST)
def check(request: SignedIn, pk: int) -> HttpResponse:
    """Check the list with the mapping as it stands."""
    found = mine(request.user, pk)
    try:
        return begin(request, found, "imports.judge")
    except Refused as no:
        messages.error(request, said(no))
    return redirect(found)


@door(queries.RIGHT, POST)
def remove(request: SignedIn, pk: int) -> HttpResponse:
    """Throw away files that were not brought in."""
    found = mine(request.user, pk)
    try:
        actions.remove(found=found, by=request.user, at=timezone.now())
    except Refused as no:
        messages.error(request, said(no))
        return redirect(found)
    messages.success(request, _("The files are removed. Nothing was brought in."))
    return redirect("imports:list")


@door(queries.RIGHT, POST)
def bring(request: SignedIn, pk: int) -> HttpResponse:
    """Bring the list in, for a reason."""
    found = mine(request.user, pk)
    reason, leave = request.POST.get("reason", "").strip(), bool(request.POST.get("leave_refused"))
    try:
        actions.ask_to_bring(
            found=found, reason=reason, leave_refused=leave, over=over(request), by=request.user, at=timezone.now()
        )
        return begin(request, found, "imports.bring_in")
    except Refused as no:
        messages.error(request, said(no))
    return redirect("imports:look", pk)

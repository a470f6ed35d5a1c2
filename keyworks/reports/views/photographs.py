"""The photographs of a report: received with it or later, and shown with when and where they were taken."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from keyworks.accounts.queries import moment
from keyworks.accounts.views.request import SignedIn
from keyworks.base import shown
from keyworks.base.doors import POST, door
from keyworks.base.manifest import sentence
from keyworks.dossier.forms import ToDisk, too_long
from keyworks.dossier.views import hanging
from keyworks.dossier.views.hanging import received
from keyworks.projects.models import Project
from keyworks.reports import actions, queries
from keyworks.reports.models import Photograph, Report
from keyworks.reports.rules import way
from keyworks.reports.rules.checks.photographs import Shown, photograph_elsewhere, photograph_outside
from keyworks.reports.rules.checks.plausible import USUAL
from keyworks.reports.views.common import month_of, said, seen
from keyworks.values.months import Month
from keyworks.values.refusals import Refused


def too_large() -> Refused:
    """What is said of a request that announces more than is taken at once, of which nothing is read."""
    megabytes = settings.ATTACHMENT_MAX_BYTES // 1024**2
    return actions.ReportsRefused("reports.photographs_too_large", field="photographs", megabytes=megabytes)


def hang(request: SignedIn, report: Report, uploads: ToDisk) -> list[Refused]:
    """Hang what came on the report and look at it; what of it cannot be kept."""
    refused = hanging.hang(request, report, uploads)
    if uploads.parts:
        actions.look(report=report, by=request.user, at=moment())
    return refused


def strip(report: Report, project: Project) -> list[dict[str, Any]]:
    """The photographs as the page shows them."""
    return [_told(one, report.month, project) for one in queries.photographs_of(report)]


def _told(one: Photograph, month: Month, project: Project) -> dict[str, Any]:
    km = queries.away(one, project)
    fact = Shown(one.sha256, month, queries.taken_on(one), km)
    return {
        "file": one.attachment, "unread": sentence(one.unread, {}) if one.unread else "",
        "pixels": f"{one.width} × {one.height}",
        "taken": datetime.fromisoformat(one.taken).strftime("%Y-%m-%d %H:%M") if one.taken else "",
        "place": f"{one.latitude:.4f}, {one.longitude:.4f}" if one.latitude is not None else "",
        "km": shown.number(km, 1) if km is not None else "",
        "outside": bool(photograph_outside(fact, USUAL)), "elsewhere": bool(photograph_elsewhere(fact, USUAL)),
    }  # fmt: skip


@door(way.FILE, POST)
@csrf_exempt
def photographs(request: SignedIn, pk: int, month: int) -> HttpResponse:
    """Hang more photographs on a filed report."""
    project, chosen = seen(request.user, pk), month_of(month)
    report = queries.report_of(project, chosen)
    if not queries.may_file(request.user, project):
        raise PermissionDenied
    if report is None or too_long(request):
        messages.error(request, said(too_large() if report else actions.ReportsRefused("reports.gone")))
        return redirect("reports:report", project.pk, int(chosen))
    uploads = ToDisk(request)
    request.upload_handlers = [uploads]
    try:
        return _hung(request, report, uploads)
    finally:
        uploads.discard()


@csrf_protect
def _hung(request: SignedIn, report: Report, uploads: ToDisk) -> HttpResponse:
    refused = received(request, uploads)
    count = len(uploads.parts)
    refused += hang(request, report, uploads)
    for no in refused:
        messages.error(request, said(no))
    if kept := count - len([no for no in refused if no not in uploads.refused]):
        words = ngettext("%(n)s photograph is kept.", "%(n)s photographs are kept.", kept)
        messages.success(request, words % {"n": shown.number(kept)})
    elif not refused:
        messages.info(request, _("Choose a photograph first."))
    return redirect(f"{report.get_absolute_url()}#photographs")

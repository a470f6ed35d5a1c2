from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from keyworks.base.answers import refusal
from keyworks.base.doors import FORM, POST, READ, door
from keyworks.base.manifest import sentence
from keyworks.dossier import actions, queries
from keyworks.dossier.actions.refused import MODERATE
from keyworks.dossier.files import KINDS
from keyworks.dossier.forms import ToDisk, receive, served, too_long
from keyworks.dossier.views.parts import page_of, person, show, told
from keyworks.values.refusals import Refused

log = logging.getLogger("keyworks.dossier")


@door("dossier.read", FORM)
@csrf_exempt
def files(request: HttpRequest, kind: str, pk: str) -> HttpResponse:
    """The files of a record; and more of them, after the right and the scope were asked and before a byte is read."""
    found = queries.record(person(request), kind, pk)
    if request.method != "POST":
        return _panel(request, found)
    if not person(request).may("dossier.write"):
        raise PermissionDenied
    if too_long(request):
        megabytes = settings.ATTACHMENT_MAX_BYTES // (1024 * 1024)
        params: dict[str, Any] = {"name": "—", "megabytes": megabytes}
        return _refused(request, found, [actions.DossierRefused("dossier.file_too_large", field="file", **params)])
    uploads = ToDisk(request)
    request.upload_handlers = [uploads]
    try:
        return _attach(request, found, uploads)
    finally:
        uploads.discard()


@csrf_protect
def _attach(request: HttpRequest, found: Model, uploads: ToDisk) -> HttpResponse:
    try:
        receive(request, uploads)
    except actions.DossierRefused as no:
        return _refused(request, found, [no])
    refused, hung = list(uploads.refused), []
    for part in uploads.parts:
        try:
            hung.append(actions.attach(subject=found, part=part, by=person(request), at=timezone.now()))
        except actions.DossierRefused as no:
            refused.append(no)
        except OSError as error:
            log.error("a file could not be stored", exc_info=error)
            refused.append(actions.DossierRefused("dossier.file_no_room", field="file"))
    if refused:
        return _refused(request, found, refused)
    if told(request):
        return JsonResponse({"files": [{"id": file.pk, "name": file.name} for file in hung]}, status=201)
    return redirect(reverse("dossier:files", kwargs=_place(found)))


def _refused(request: HttpRequest, found: Model, refused: list[actions.DossierRefused]) -> HttpResponse:
    """Each file's sentence; the status is that of the first."""
    if told(request):
        return refusal(request, refused[0])
    return _panel(request, found, refused=[sentence(no.code, no.params) for no in refused], status=refused[0].status)


def _panel(request: HttpRequest, found: Model, *, status: int = 200, **words: Any) -> HttpResponse:
    moderates = person(request).may(MODERATE)
    hung = [
        {
            "file": file,
            "may_load": file.withdrawn_at is None or moderates,
            "may_withdraw": file.withdrawn_at is None and (moderates or file.by_id == person(request).pk),
        }
        for file in queries.attachments(found)
    ]
    context = {
        "subject": found,
        "page": page_of(found),
        "place": _place(found),
        "files": hung,
        "types": ", ".join(f".{ending}" for kind in KINDS.values() for ending in kind.endings),
        "limit": settings.ATTACHMENT_MAX_BYTES,
        "may_write": person(request).may("dossier.write"),
    }
    return show(request, "dossier/files.html", context | words, status=status)


def _place(found: Model) -> dict[str, str]:
    place = queries.place(found)
    return {"kind": place["subject_kind"], "pk": place["subject_id"]}


@door("dossier.read", READ)
def file(request: HttpRequest, pk: int) -> FileResponse:
    """The content, to keep and never to show: as a download, of its own type, in a sandbox."""
    found, _ = queries.attachment(person(request), pk)
    return served(found, withdrawn_too=person(request).may(MODERATE))


@door("dossier.write", POST)
def withdraw_file(request: HttpRequest, pk: int) -> HttpResponse:
    found, about = queries.attachment(person(request), pk)
    reason = request.POST.get("reason", "")
    try:
        actions.withdraw_file(attachment=found, subject=about, reason=reason, by=person(request), at=timezone.now())
    except Refused as no:
        return _panel(request, about, refused=[sentence(no.code, no.params)], status=no.status)
    if request.headers.get("HX-Request"):
        return _panel(request, about)
    return redirect(reverse("dossier:files", kwargs=_place(about)))

"""Files that come with another room's form and are hung on its record."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpResponse

from keyworks.accounts.queries import moment
from keyworks.accounts.views.request import SignedIn
from keyworks.dossier import actions
from keyworks.dossier.forms import ToDisk, receive, too_long
from keyworks.values.refusals import Refused

log = logging.getLogger(__name__)


def with_files(request: SignedIn, answer: Callable[[ToDisk], HttpResponse]) -> HttpResponse:
    """Read a form with its files past the usual forms, and leave nothing behind that was not taken."""
    uploads = ToDisk(request)
    request.upload_handlers = [uploads]
    try:
        return answer(uploads)
    finally:
        uploads.discard()


def received(request: SignedIn, uploads: ToDisk) -> list[Refused]:
    """What is wrong with the files that came; none having come is not wrong."""
    if too_long(request):
        return [actions.DossierRefused("dossier.file_cut_off", field="file")]
    try:
        receive(request, uploads)
    except actions.DossierRefused as no:
        return [] if no.code == "dossier.file_none" else [no]
    if uploads.parts and not request.user.may("dossier.write"):
        raise PermissionDenied
    return list(uploads.refused)


def hang(request: SignedIn, subject: Model, uploads: ToDisk) -> list[Refused]:
    """Hang what came on the record; what of it cannot be kept."""
    refused: list[Refused] = []
    for part in uploads.parts:
        try:
            actions.attach(subject=subject, part=part, by=request.user, at=moment())
        except actions.DossierRefused as no:
            refused.append(no)
        except OSError as error:
            log.error("a file could not be stored", exc_info=error)
            refused.append(actions.DossierRefused("dossier.file_no_room", field="file"))
    return refused

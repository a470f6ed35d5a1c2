from __future__ import annotations

import logging
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from keyworks.accounts.views.request import SignedIn
from keyworks.base import reader, shown
from keyworks.base.cells import Column, Row
from keyworks.base.doors import FORM, READ, door
from keyworks.base.tables import Table
from keyworks.dossier.actions import DossierRefused
from keyworks.dossier.forms import SLACK, ToDisk, receive
from keyworks.imports import actions, queries
from keyworks.imports.actions.giving import LARGEST
from keyworks.imports.models import Import
from keyworks.imports.views.common import begin, new_page, said
from keyworks.values.refusals import Refused

log = logging.getLogger("keyworks.imports")

ALL_LARGEST = 240 * 1024**2
"""Of all files of one import together: the server takes no larger request."""
State = Import.State
BADGES = {State.STANDING: "good", State.JUDGED: "info", State.JUDGING: "info", State.BRINGING: "info"}


def _counted(name: str, of: str = "projects") -> Any:
    return lambda row: (row["report"].get(of) or {}).get(name)


def _state(row: Row) -> tuple[str, Any]:
    state = State(row["state"])
    return BADGES.get(state, "neutral"), state.label


def _by(row: Row) -> str:
    return reader.told(row["person__name"] or "", row["person__name_en"] or "")


def columns() -> list[Column]:
    return [
        Column("name", gettext_lazy("The list"), as_written=True),
        Column("state", gettext_lazy("State"), "badge", fact=True, show=_state),
        Column("rows", gettext_lazy("Rows"), "number", fact=True, show=_counted("all", "rows")),
        Column("new", gettext_lazy("New projects"), "number", fact=True, show=_counted("new")),
        Column("changed", gettext_lazy("Changed"), "number", show=_counted("changed")),
        Column("refused", gettext_lazy("Rows refused"), "number", show=_counted("refused", "rows")),
        Column("by", gettext_lazy("By"), show=_by),
        Column("at", gettext_lazy("Given"), "moment", order="at"),
    ]


@door(queries.RIGHT, READ)
def imports(request: SignedIn) -> HttpResponse:
    """Every list that was brought in or is being worked on."""
    rows = queries.imports(request.user)
    standing = rows.filter(state=State.STANDING).count()
    waiting = rows.filter(state__in=Import.OPEN).count()
    table = Table(
        request,
        key="imports",
        columns=columns(),
        rows=rows.values("pk", "name", "state", "report", "person__name", "person__name_en", "at"),
        row_url=lambda row: reverse("imports:import", args=[row["pk"]]),
        label=_("Lists brought in"),
        empty=(_("No list was brought in yet"), _("A spreadsheet of your own will do: nothing has to be renamed.")),
    )
    stand = ngettext("%(shown)s list stands in the register", "%(shown)s lists stand in the register", standing)
    wait = ngettext("%(shown)s is being worked on", "%(shown)s are being worked on", waiting)
    lead = shown.listed(
        [stand % {"shown": shown.number(standing)}, wait % {"shown": shown.number(waiting)}], zh="，", en="; "
    )
    return render(request, "imports/list.html", {"table": table, "lead": lead})


@door(queries.RIGHT, FORM)
@csrf_exempt
def new(request: SignedIn) -> HttpResponse:
    """Give the files of one list; they are read at once, or in the background where they are large."""
    if request.method != "POST":
        return new_page(request)
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not (length.isascii() and length.isdigit()) or int(length[:18]) > ALL_LARGEST + SLACK:
        no = actions.ImportsRefused("imports.files_large", megabytes=ALL_LARGEST // 1024**2)
        return new_page(request, [said(no)], 413)
    uploads = ToDisk(request)
    uploads.limit = LARGEST
    request.upload_handlers = [uploads]
    try:
        return _received(request, uploads)
    finally:
        uploads.discard()


@csrf_protect
def _received(request: SignedIn, uploads: ToDisk) -> HttpResponse:
    try:
        receive(request, uploads)
    except DossierRefused as no:
        return new_page(request, [said(no)], no.status)
    if uploads.refused:
        return new_page(request, [said(no) for no in uploads.refused], uploads.refused[0].status)
    try:
        found = actions.begin(parts=uploads.parts, by=request.user, at=timezone.now())
    except OSError as error:
        log.error("a file could not be stored", exc_info=error)
        return new_page(request, [said(DossierRefused("dossier.file_no_room"))], 409)
    except Refused as no:
        return new_page(request, [said(no)], no.status)
    try:
        return begin(request, found, "imports.read")
    except actions.FilesRefused as no:
        actions.remove(found=found, by=request.user, at=timezone.now(), reason=said(no))
        return new_page(request, [actions.told(problem) for problem in no.problems], no.status)

"""Packs over the API: those that were made, their files, another; and one page of one project."""

from __future__ import annotations

from typing import Any, Literal

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from ninja import Query, Status

from keyworks.accounts.queries import moment
from keyworks.base.api import Key, Request, Router
from keyworks.base.given import TYPES, given
from keyworks.base.paging import Page, Window, page
from keyworks.base.scopes import scope
from keyworks.dossier.actions import content
from keyworks.meetings.queries.told import seen_meeting
from keyworks.publishing import actions
from keyworks.publishing.api.shapes import Language, PackIn, PackOut, PacksAsked, WorkOut
from keyworks.publishing.files import pack as files
from keyworks.publishing.forms import keys_of
from keyworks.publishing.models import Pack
from keyworks.publishing.queries.packs import brief
from keyworks.publishing.rules.news import MAKE, READ

packs, one_page = Router(), Router()
FILES = (TYPES["pdf"], TYPES["docx"])
Ending = Literal["pdf", "docx"]


def _packs(request: Request) -> Any:
    return scope(request.user, Pack.objects.select_related("meeting", "by"))


def _told(one: Pack) -> dict[str, Any]:
    plain = ("title", "language", "projects", "pdf_sha256", "pdf_size", "word_sha256", "word_size", "known_at")
    return {
        "id": one.pk, "meeting": one.meeting_id, "on": one.meeting.on, "made_at": one.at, "by": one.by.username,
        **{name: getattr(one, name) for name in plain},
    }  # fmt: skip


@packs.get("", right=READ, response=Page[PackOut], summary=_("The packs of meetings, the newest first"))
def list_packs(request: Request, window: Query[Window], asked: Query[PacksAsked]) -> dict[str, Any]:
    rows = _packs(request)
    found = page(request, rows.filter(meeting=asked.meeting) if asked.meeting else rows, window, ("-pk",))
    return {**found, "items": [_told(one) for one in found["items"]]}


@packs.get("/{pk}", right=READ, response=PackOut, summary=_("One pack"))
def get_pack(request: Request, pk: Key) -> dict[str, Any]:
    return _told(get_object_or_404(_packs(request), pk=pk))


@packs.get("/{pk}/{ending}", right=READ, gives=FILES, summary=_("A pack as PDF or as a document of Word"))
def get_pack_file(request: Request, pk: Key, ending: Ending) -> HttpResponse:
    one = get_object_or_404(_packs(request), pk=pk)
    path = content(one.pdf_sha256 if ending == "pdf" else one.word_sha256)
    if not path.is_file():
        raise Http404
    return given(path.read_bytes(), f"{one.title} {one.known_at:%Y-%m-%d} {one.pk}", ending)


@packs.post("", right=MAKE, response={201: WorkOut}, summary=_("Have a pack of a meeting made"))
def make_pack(request: Request, said: PackIn) -> Status[dict[str, Any]]:
    meeting = seen_meeting(request.user, said.meeting)
    if meeting is None:
        raise Http404
    more = keys_of(request.user, said.more)
    job = actions.ask_pack(meeting=meeting, language=said.language, more=more, by=request.user, at=moment())
    return Status(201, {"job": job.pk, "state": job.state})


@one_page.get(
    "/{pk}/{ending}", right="projects.read", gives=FILES,
    summary=_("One page of a project, as it is known now"),
)  # fmt: skip
def get_one_page(request: Request, pk: Key, ending: Ending, language: Language = "zh") -> HttpResponse:
    found = brief(request.user, pk, language)
    if found is None:
        raise Http404
    made = files.pdf(found, settings.FONTS) if ending == "pdf" else files.word(found)
    return given(made, f"{found.projects[0].number} {found.title}", ending)

"""The regular papers over the API: those that were issued, their files, and another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Query, Status

from keyworks.accounts.queries import moment
from keyworks.base.api import Key, Request, Router
from keyworks.base.given import TYPES, given
from keyworks.base.paging import Page, Window, page
from keyworks.projects.queries import many
from keyworks.publishing import actions
from keyworks.publishing.api.shapes import PaperIn, PaperOut, PaperRow, PapersAsked
from keyworks.publishing.forms import EVERY, subject_of
from keyworks.publishing.models import Paper
from keyworks.publishing.queries.issues import kept
from keyworks.publishing.rules.papers.kinds import READ, Kind
from keyworks.values.months import Month

papers = Router()


def _month(text: str) -> Month:
    return Month(*map(int, text.split("-")))


def _rows(person: Any, found: Iterable[Paper]) -> list[dict[str, Any]]:
    listed = list(found)
    numbers = {one.pk: one.local_number for one in many(person, [one.project_id for one in listed if one.project_id])}
    plain = ("kind", "title_zh", "title_en", "known_at")
    return [
        {
            "id": one.pk, "month": str(one.month), "district": one.district.code if one.district else None,
            "project": numbers.get(one.project_id or 0), "issued_at": one.at, "by": one.by.username if one.by else "",
            **{name: getattr(one, name) for name in plain},
        }
        for one in listed
    ]  # fmt: skip


def _whole(person: Any, one: Paper) -> dict[str, Any]:
    plain = ("language", "ending", "sha256", "size")
    files = [{name: getattr(row, name) for name in plain} for row in one.files.all()]
    return {**_rows(person, [one])[0], "template": one.version, "files": files}


@papers.get("", right=READ, response=Page[PaperRow], summary=_("The papers that were issued, the newest first"))
def list_papers(request: Request, window: Query[Window], asked: Query[PapersAsked]) -> dict[str, Any]:
    wanted = {"kind": asked.kind, "month": asked.month and _month(asked.month), "district__code": asked.district}
    rows = kept.papers(request.user).filter(**{name: value for name, value in wanted.items() if value})
    found = page(request, rows.select_related("by", "district"), window, ("-pk",))
    return {**found, "items": _rows(request.user, found["items"])}


def _one(request: Request, pk: int) -> Paper:
    found = kept.paper_of(request.user, pk)
    if found is None:
        raise Http404
    return found


@papers.get("/{pk}", right=READ, response=PaperOut, summary=_("One paper with its files"))
def get_paper(request: Request, pk: Key) -> dict[str, Any]:
    return _whole(request.user, _one(request, pk))


@papers.get(
    "/{pk}/{language}/{ending}", right=READ, gives=tuple(TYPES.values()), refuses=True,
    summary=_("A file of a paper, as it was issued"),
)  # fmt: skip
def get_paper_file(request: Request, pk: Key, language: str, ending: str) -> HttpResponse:
    one = _one(request, pk)
    if not one.files.filter(language=language, ending=ending).exists():
        raise Http404
    content = kept.file(one, language, ending)
    if content is None:
        raise actions.PublishingRefused("publishing.paper_otherwise")
    return given(content, one.title_zh if language == "zh" else one.title_en, ending)


@papers.post(
    "", right=READ, response={201: list[PaperOut]}, summary=_("Have a paper issued, or a brief of each district")
)
def issue_papers(request: Request, said: PaperIn) -> Status[list[dict[str, Any]]]:
    kind = Kind(said.kind)
    told: dict[str, Any] = {"month": _month(said.month), "on": said.on, "by": request.user, "at": moment()}
    if kind is Kind.BRIEF and said.district == EVERY:
        made = actions.issue_briefs(**told)
    else:
        subject = subject_of(request.user, kind, said.district, said.project)
        made = [actions.issue(kind=kind, **told, **subject)]
    return Status(201, [_whole(request.user, _one(request, one.pk)) for one in made])

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import F
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from ninja import Query, Schema

from keyworks.base.api import Key, Request, Router
from keyworks.base.conditions import tagged
from keyworks.base.paging import Page, Window, page
from keyworks.projects import queries
from keyworks.projects.api import told
from keyworks.projects.api.shapes import ProjectBrief
from keyworks.projects.models import Programme
from keyworks.projects.queries.programmes import members, stories

programmes = Router()


class ProgrammeOut(Schema):
    """A programme as it stands; `leader` is a user name, `unit` the code of the office in charge."""

    id: int
    edition: int
    code: str
    name_zh: str
    name_en: str
    aim_zh: str
    aim_en: str
    unit: str | None
    leader: str | None
    order: int
    opened_on: date | None
    closed_on: date | None


class StoryOut(Schema):
    """A story as it stands now; `version` counts its corrections from 1."""

    number: int
    version: int
    on: date
    text_zh: str
    text_en: str


def _told(programme: Programme) -> dict[str, Any]:
    term = programme.term
    return {
        "id": programme.pk, "edition": programme.edition, "code": term.code, "name_zh": term.name_zh,
        "name_en": term.name_en, "aim_zh": programme.aim_zh, "aim_en": programme.aim_en,
        "unit": programme.unit.code if programme.unit else None,
        "leader": term.leader.username if term.leader else None,
        "order": term.order, "opened_on": programme.opened_on, "closed_on": term.closed_on,
    }  # fmt: skip


def _one(request: Request, pk: int) -> Programme:
    return get_object_or_404(queries.all_programmes(request.user), pk=pk)


@programmes.get("", right="projects.read", response=Page[ProgrammeOut], summary=_("The city's programmes"))
def list_programmes(request: Request, window: Query[Window]) -> dict[str, Any]:
    part = page(request, queries.all_programmes(request.user).annotate(place=F("term__order")), window, ("place", "pk"))
    return {**part, "items": [_told(one) for one in part["items"]]}


@programmes.get("/{pk}", right="projects.read", response=ProgrammeOut, conditional=True, summary=_("One programme"))
def get_programme(request: Request, pk: Key) -> dict[str, Any]:
    return _told(tagged(request, "programme", _one(request, pk)))


@programmes.get(
    "/{pk}/projects", right="projects.read", response=Page[ProjectBrief],
    summary=_("The projects of a programme within your reach"),
)  # fmt: skip
def list_programme_projects(request: Request, pk: Key, window: Query[Window]) -> dict[str, Any]:
    rows = members(request.user, _one(request, pk)).select_related(*told.BRIEF_UNITS)
    found = page(request, rows, window, ("local_number",))
    return {**found, "items": [told.brief(project) for project in found["items"]]}


@programmes.get(
    "/{pk}/stories", right="projects.read", response=list[StoryOut], summary=_("What was told of a programme")
)
def list_programme_stories(request: Request, pk: Key) -> list[dict[str, Any]]:
    return [
        {name: getattr(one.story, name) for name in StoryOut.model_fields}
        for one in stories(request.user, _one(request, pk))
    ]

from __future__ import annotations

from typing import Annotated, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Schema
from pydantic import Field

from keyworks.base.api import Body, Key, Request
from keyworks.base.conditions import seen, tagged
from keyworks.base.scopes import scope
from keyworks.projects import actions, queries
from keyworks.projects.api.projects import one_project, projects, refuse
from keyworks.projects.api.shapes import Code, Line, Long
from keyworks.projects.forms.said import Said
from keyworks.projects.models import Link, Project


class LinkIn(Body):
    """A tie to another project by its number; its kind is an entry of the code list `link`."""

    kind: Code
    other: Annotated[str, Field(min_length=1, max_length=40)]
    note: Line = ""


class LinksIn(Body):
    """All ties from this project to others."""

    links: Annotated[list[LinkIn], Field(max_length=200)]
    reason: Long = ""


class LinkOut(Schema):
    """A tie between this project and another; `outward` where it was said of this one."""

    kind: str
    outward: bool
    other: str
    other_id: int
    name_zh: str
    name_en: str
    note: str


def _told(request: Request, project: Project) -> list[dict[str, Any]]:
    found = []
    for one in queries.ties(request.user, project):
        outward = one.project_id == project.pk
        other = one.other if outward else one.project
        names = {"name_zh": other.name_zh, "name_en": other.name_en}
        told = {"kind": one.kind.code, "outward": outward, "note": one.note}
        found.append({**told, "other": other.local_number, "other_id": other.pk, **names})
    return found


@projects.get(
    "/{pk}/links",
    right="projects.read",
    response=list[LinkOut],
    summary=_("Its ties to other projects that you see"),
)
def list_links(request: Request, pk: Key) -> list[dict[str, Any]]:
    return _told(request, one_project(request, pk))


@projects.put(
    "/{pk}/links", right="projects.edit", response=list[LinkOut], summary=_("Say to which projects it is tied")
)
def tie_project(request: Request, pk: Key, given: LinksIn) -> list[dict[str, Any]]:
    project = one_project(request, pk)
    over = seen(request, "project", project)
    rows, problems = Said(request.user).links([one.model_dump() for one in given.links])
    refuse(problems)
    visible = scope(request.user, Project.objects.all()).values("pk")
    hidden = Link.objects.filter(project=project).exclude(other__in=visible).select_related("kind", "other")
    kept = [{"kind": one.kind, "other": one.other, "note": one.note} for one in hidden.order_by("pk")]
    actions.tie(
        project=project, links=[*kept, *rows], over=over, by=request.user, at=timezone.now(), reason=given.reason
    )
    return _told(request, tagged(request, "project", one_project(request, pk)))

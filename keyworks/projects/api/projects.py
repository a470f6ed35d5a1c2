from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated, Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Query, Status
from pydantic import Field

from keyworks.base.answers import ApiRefused
from keyworks.base.api import Key, Request, Router
from keyworks.base.conditions import seen, tagged
from keyworks.base.paging import Page, Window, page
from keyworks.base.scopes import scope
from keyworks.projects import actions, queries
from keyworks.projects.actions.editing import CHECKED_WITH
from keyworks.projects.api import told
from keyworks.projects.api.shapes import (
    FactsOut,
    MoneyIn,
    PlaceIn,
    ProjectBrief,
    ProjectIn,
    ProjectOut,
    ProjectPatch,
    Registered,
    Rows,
    VersionOut,
    Which,
)
from keyworks.projects.forms.said import Said
from keyworks.projects.models import Project
from keyworks.projects.rules import checks
from keyworks.values.problems import Place, Problem, Severity

projects = Router()

Short = Annotated[str, Field(max_length=100)]


class ProjectsAsked(Which):
    """Which projects: words of a name, number or code in characters, pinyin or initials; codes of what they have."""

    q: Short = ""
    owner: Short = ""
    number: Short = ""


FILTERS = {
    "district": "district__code", "owner": "owner__code", "stage": "stage", "list_class": "list_class",
    "year_tag": "year_tag", "sector": "sector__code", "programme": "programmes__code", "chain": "chains__code",
    "number": "local_number",
}  # fmt: skip


def _projects(request: Request) -> QuerySet[Project]:
    return scope(request.user, Project.objects.all())


def one_project(request: Request, pk: int) -> Project:
    return get_object_or_404(_projects(request).select_related(*told.RELATED), pk=pk)


def read_values(request: Request, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that actions take; 422 with every one that cannot be read."""
    found, problems = Said(request.user).values(values)
    refuse(problems)
    return found


def refuse(problems: Iterable[Problem]) -> None:
    if listed := list(problems):
        raise ApiRefused("projects.not_readable", status=422, problems=listed)


@projects.get("", right="projects.read", response=Page[ProjectBrief], summary=_("Projects within your reach"))
def list_projects(request: Request, window: Query[Window], asked: Query[ProjectsAsked]) -> dict[str, Any]:
    rows = _projects(request).select_related(*told.BRIEF_UNITS)
    for name, field in FILTERS.items():
        if code := getattr(asked, name):
            rows = rows.filter(**{field: code})
    if asked.reported:
        rows = rows.filter(unreported_since__isnull=asked.reported == "still")
    if asked.q:
        rows = rows.filter(queries.found_by(asked.q))
    found = page(request, rows, window, ("local_number",))
    return {**found, "items": [told.brief(project) for project in found["items"]]}


@projects.post(
    "/rows", right="projects.register", response={201: Registered}, summary=_("Register many projects, all or none")
)
def register_rows(request: Request, many: Rows) -> Status[dict[str, Any]]:
    said = Said(request.user)
    read = [said.values(row.model_dump(exclude_unset=True)) for row in many.rows]
    refuse(in_row(number, problem) for number, (_row, problems) in enumerate(read) for problem in problems)
    registered = _registered(request, [row for row, _problems in read], many.reason)
    return Status(201, {"local_numbers": [project.local_number for project in registered]})


@projects.get("/{pk}", right="projects.read", response=ProjectOut, conditional=True, summary=_("One project"))
def get_project(request: Request, pk: Key) -> dict[str, Any]:
    return told.full(request.user, tagged(request, "project", one_project(request, pk)))


@projects.get(
    "/{pk}/facts", right="projects.read", response=FactsOut, summary=_("What was said of a project by a moment")
)
def get_facts(request: Request, pk: Key, asof: datetime | None = None) -> dict[str, Any]:
    if asof is not None:
        refuse(checks.far({"asof": asof.date()}, "asof"))
    if asof is not None and asof.tzinfo is None:
        asof = timezone.make_aware(asof)
    return {"asof": asof, "facts": queries.facts_seen(request.user, queries.facts(one_project(request, pk), asof))}


@projects.get(
    "/{pk}/versions", right="projects.read", response=list[VersionOut], summary=_("Every version of its amounts")
)
def list_versions(request: Request, pk: Key) -> list[dict[str, Any]]:
    return [
        {
            "what": what,
            "amount": told.exact(row.amount),
            "by": row.by.username if row.by else None,
            **{name: getattr(row, name) for name in ("version", "known_at", "reason", "source", "cell", "reported")},
        }
        for what, row in queries.versions(one_project(request, pk))
    ]


@projects.post("", right="projects.register", response={201: ProjectOut}, summary=_("Register a project"))
def register_project(request: Request, project: ProjectIn) -> Status[dict[str, Any]]:
    values = read_values(request, project.model_dump(exclude_unset=True))
    registered = _registered(request, [values], "", alone=True)[0]
    return Status(201, told.full(request.user, tagged(request, "project", one_project(request, registered.pk))))


def rejected(problems: Iterable[Problem]) -> None:
    """409 with every error; warnings hinder nothing."""
    listed = [problem for problem in problems if problem.severity is Severity.ERROR]
    if listed:
        params: dict[str, Any] = dict(listed[0].params)
        raise ApiRefused(listed[0].code, status=409, problems=listed, **params)


def in_row(number: int, problem: Problem) -> Problem:
    return problem.at(Place(field=f"rows.{number}.{problem.place.field}"))


def _registered(request: Request, rows: list[dict[str, Any]], reason: str, alone: bool = False) -> list[Project]:
    """The projects registered; 409 with everything that is wrong."""
    try:
        return actions.register_many(rows=rows, by=request.user, at=timezone.now(), reason=reason)
    except actions.RowsRefused as no:
        if alone:
            rejected(problem for _row, problem in no.problems)
        listed = [in_row(number, problem) for number, problem in no.problems]
        raise ApiRefused(no.code, status=409, problems=listed, count=no.params["count"]) from no


@projects.patch("/{pk}", right="projects.edit", response=ProjectOut, summary=_("Change what is said of a project"))
def edit_project(request: Request, pk: Key, change: ProjectPatch) -> dict[str, Any]:
    project = one_project(request, pk)
    over = seen(request, "project", project)
    said = change.model_dump(exclude_unset=True)
    reason = said.pop("reason", "")
    values = read_values(request, said)
    whole = {name: getattr(project, name) for name in CHECKED_WITH} | values
    rejected(checks.check(whole, today=timezone.localdate()))
    actions.edit(project=project, values=values, over=over, by=request.user, at=timezone.now(), reason=reason)
    return told.full(request.user, tagged(request, "project", one_project(request, pk)))


@projects.put("/{pk}/place", right="projects.edit", response=ProjectOut, summary=_("Say where it stands"))
def place_project(request: Request, pk: Key, place: PlaceIn) -> dict[str, Any]:
    project = one_project(request, pk)
    over = seen(request, "project", project)
    said = place.model_dump()
    reason = said.pop("reason")
    values = read_values(request, said)
    actions.edit(project=project, values=values, over=over, by=request.user, at=timezone.now(), reason=reason)
    return told.full(request.user, tagged(request, "project", one_project(request, pk)))


@projects.put("/{pk}/money", right="projects.edit", response=ProjectOut, summary=_("State or correct its money"))
def state_money(request: Request, pk: Key, money: MoneyIn) -> dict[str, Any]:
    project = one_project(request, pk)
    over = seen(request, "project", project)
    said = money.model_dump()
    values = read_values(request, {name: said.pop(name) for name in ("parts", "amounts")})
    actions.state_money(project=project, **values, **said, over=over, by=request.user, at=timezone.now())
    return told.full(request.user, tagged(request, "project", one_project(request, pk)))

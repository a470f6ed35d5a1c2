from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Query, Schema, Status
from pydantic import Field, StringConstraints

from keyworks.base.api import LARGEST_KEY, Body, Day, Key, Request, Router
from keyworks.base.conditions import seen, tagged
from keyworks.base.paging import Page, Window, page
from keyworks.base.scopes import scope
from keyworks.projects import actions, queries
from keyworks.projects.actions.components import SAID
from keyworks.projects.api.projects import in_row, one_project, projects, refuse
from keyworks.projects.api.shapes import Code, Line, Name, NameEn, ProjectOut
from keyworks.projects.api.told import full
from keyworks.projects.forms.said import Said
from keyworks.projects.models import Component
from keyworks.projects.rules import components as rules

components = Router()

State = Literal[
    "not_begun", "foundations", "structure", "capped", "installing", "fitting_out", "debugging", "debugged", "done"
]
Metres = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,8}(\.[0-9])?$")]
NoteEn = Annotated[str, StringConstraints(max_length=600)]
MOST = 200


class ComponentPatch(Body):
    """What may be said of a component; what is left out stays, null empties."""

    kind: Code = ""
    name_zh: Name = ""
    name_en: NameEn | None = None
    chainage_m: Metres | None = None
    geometry: dict[str, Any] | None = None
    planned_start: Day | None = None
    planned_finish: Day | None = None
    started_on: Day | None = None
    finished_on: Day | None = None
    note_zh: Line | None = None
    note_en: NoteEn | None = None


class ComponentIn(ComponentPatch):
    """A component to add, as it stands."""

    kind: Code
    name_zh: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    state: State = "not_begun"
    state_on: Day | None = None


class ComponentRows(Body):
    """Components to add together, all or none, in their order."""

    rows: Annotated[list[ComponentIn], Field(min_length=1, max_length=MOST)]


class Progress(Body):
    """The state a component reached on a day; a step back needs its note."""

    state: State
    on: Day
    note: Line = ""


class Order(Body):
    """The keys of all components of the project, in their new order."""

    order: Annotated[list[Annotated[int, Field(strict=True, ge=1, le=LARGEST_KEY)]], Field(max_length=5_000)]


class Removed(Schema):
    """Why a component is taken out."""

    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=400)] = ""


class ComponentOut(Schema):
    """A part of the works that is followed by itself."""

    id: int
    project: int
    kind: str
    order: int
    name_zh: str
    name_en: str
    state: str
    state_on: date | None
    chainage_m: str | None
    geometry: dict[str, Any] | None
    planned_start: date | None
    planned_finish: date | None
    started_on: date | None
    finished_on: date | None
    note_zh: str
    note_en: str
    edition: int


def told(component: Component) -> dict[str, Any]:
    names = set(ComponentOut.model_fields) - {"project", "kind", "chainage_m"}
    metres = component.chainage_m
    return {
        **{name: getattr(component, name) for name in names},
        "project": component.project_id,
        "kind": component.kind.code,
        "chainage_m": None if metres is None else f"{metres:.1f}",
    }


def _one(request: Request, pk: int) -> Component:
    units = [f"project__{unit}" for unit in queries.UNITS]
    rows = Component.objects.select_related("kind", "project", *units)
    return get_object_or_404(scope(request.user, rows), pk=pk)


def _again(request: Request, pk: int) -> dict[str, Any]:
    return told(tagged(request, "component", _one(request, pk)))


@projects.get(
    "/{pk}/components", right="projects.read", response=Page[ComponentOut], summary=_("The components of a project")
)
def list_components(request: Request, pk: Key, window: Query[Window]) -> dict[str, Any]:
    rows = one_project(request, pk).components.select_related("kind")
    found = page(request, rows, window, ("order", "pk"))
    return {**found, "items": [told(one) for one in found["items"]]}


@projects.post(
    "/{pk}/components",
    right="projects.edit",
    response={201: list[ComponentOut]},
    summary=_("Add components, all or none"),
)
def add_components(request: Request, pk: Key, many: ComponentRows) -> Status[list[dict[str, Any]]]:
    project = one_project(request, pk)
    said, today = Said(request.user), timezone.localdate()
    rows, problems = [], []
    for number, row in enumerate(many.rows):
        found, wrong = said.component(row.model_dump(exclude_unset=True))
        if not wrong:
            wrong = rules.check(found, kind=found["kind"].code, today=today)
        problems += [in_row(number, problem) for problem in wrong]
        rows.append(found)
    refuse(problems)
    added = actions.add_components(project=project, rows=rows, by=request.user, at=timezone.now())
    return Status(201, [told(one) for one in added])


@projects.post(
    "/{pk}/components/order",
    right="projects.edit",
    response=list[ComponentOut],
    summary=_("Put the components into an order"),
)
def arrange_components(request: Request, pk: Key, order: Order) -> list[dict[str, Any]]:
    project = one_project(request, pk)
    actions.arrange_components(project=project, order=order.order, by=request.user, at=timezone.now())
    return [told(one) for one in project.components.select_related("kind")]


@components.get("/{pk}", right="projects.read", response=ComponentOut, conditional=True, summary=_("One component"))
def get_component(request: Request, pk: Key) -> dict[str, Any]:
    return _again(request, pk)


@components.patch(
    "/{pk}", right="projects.edit", response=ComponentOut, summary=_("Change what is said of a component")
)
def edit_component(request: Request, pk: Key, change: ComponentPatch) -> dict[str, Any]:
    component = _one(request, pk)
    over = seen(request, "component", component)
    values, problems = Said(request.user).component(change.model_dump(exclude_unset=True))
    if not problems:
        whole = {name: getattr(component, name) for name in (*SAID, "state")} | values
        problems = rules.check(whole, kind=whole["kind"].code, today=timezone.localdate())
    refuse(problems)
    actions.edit_component(component=component, values=values, over=over, by=request.user, at=timezone.now())
    return _again(request, pk)


@components.put(
    "/{pk}/progress", right="projects.edit", response=ComponentOut, summary=_("Record the state a component reached")
)
def progress_component(request: Request, pk: Key, progress: Progress) -> dict[str, Any]:
    component = _one(request, pk)
    over = seen(request, "component", component)
    said = progress.model_dump()
    actions.progress_component(component=component, **said, over=over, by=request.user, at=timezone.now())
    return _again(request, pk)


@components.delete("/{pk}", right="projects.edit", response=ProjectOut, summary=_("Take a component out"))
def remove_component(request: Request, pk: Key, why: Query[Removed]) -> dict[str, Any]:
    component = _one(request, pk)
    over = seen(request, "component", component)
    actions.remove_component(component=component, reason=why.reason, over=over, by=request.user, at=timezone.now())
    return full(request.user, tagged(request, "project", one_project(request, component.project_id)))

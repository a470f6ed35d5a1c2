from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from keyworks.accounts.queries import today
from keyworks.accounts.views.request import SignedIn
from keyworks.base.doors import FORM, READ, door
from keyworks.base.manifest import panels
from keyworks.base.scopes import scope
from keyworks.base.shown import day
from keyworks.dossier.views.parts import show
from keyworks.projects import actions, queries
from keyworks.projects.files.line import Drawing, Part, draw
from keyworks.projects.forms import components as forms
from keyworks.projects.forms.places import written
from keyworks.projects.models import Component, Project
from keyworks.projects.models.words import STATES
from keyworks.projects.rules.components import State, share, way
from keyworks.projects.views.places import feature, geojson, mark, seen

ON_LINE = ("station", "section")
"""Kinds that are drawn together as a line."""
BEGINS = {"factory": "line", "infrastructure": "station"}
"""Variant of a project → the kind of component it most likely has first."""
EDITED = (
    "kind", "name_zh", "name_en", "chainage_m", "planned_start", "planned_finish", "started_on", "finished_on",
    "note_zh", "note_en", "geometry",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A component in a list: its steps are (words, done · now · ahead), without the first, before anything is done."""

    component: Component
    part: Part
    steps: list[tuple[str, str]]
    late: bool

    @property
    def badge(self) -> str:
        return {"all": "good", "some": "info"}.get(self.part.how, "neutral")


@dataclass(frozen=True)
class Group:
    """Components of one kind, or the stations and sections of a line."""

    label: str
    states: list[str]
    lines: list[Line]
    drawing: Drawing | None

    @property
    def counts(self) -> dict[str, int]:
        """How many are done, under way and not begun; of a line its stations."""
        hows = [line.part.how for line in self.lines if not (self.drawing and line.part.section)]
        return {"of": len(hows), **{how: hows.count(how) for how in ("all", "some", "none")}}


def line_of(component: Component, today: date) -> Line:
    """A component as it is listed and drawn."""
    states = way(component.kind.code)
    done = share(component.kind.code, component.state)
    at = states.index(State(component.state)) if component.state in states else 0
    word = component.get_state_display()
    part = Part(
        key=component.pk,
        name=str(component),
        word=f"{word} · {day(component.state_on)}" if component.state_on and done else word,
        share=done,
        chainage_m=None if component.chainage_m is None else float(component.chainage_m),
        section=component.kind.code == "section",
    )
    marks = [
        "done" if number < at or done >= 1 else "now" if number == at else "ahead" for number in range(len(states))
    ]
    late = bool(component.planned_finish and component.planned_finish < today and done < 1)
    steps = [(str(STATES[state]), mark) for state, mark in zip(states, marks, strict=True)]
    return Line(component, part, steps[1:], late)


def groups(components: Sequence[Component], today: date) -> list[Group]:
    """The components by kind; those of a line together, drawn where there are two stations."""
    found = []

    def together(one: Component) -> str:
        return "line" if one.kind.code in ON_LINE else f"{one.kind.order:05}{one.kind.code}"

    for _key, members in groupby(sorted(components, key=together), together):
        lines = [line_of(one, today) for one in sorted(members, key=lambda one: (one.order, one.pk))]
        first = lines[0].component.kind
        if first.code not in ON_LINE:
            found.append(Group(str(first), [str(STATES[state]) for state in way(first.code)[1:]], lines, None))
            continue
        drawing = draw([line.part for line in lines])
        if all(line.part.chainage_m is not None for line in lines):
            lines.sort(key=lambda line: line.part.chainage_m or 0.0)
        found.append(Group(_("Stations and sections"), [], lines, drawing))
    return found


@door("projects.read", READ)
def components(request: SignedIn, pk: int) -> HttpResponse:
    """The components of a project, as a part of its page."""
    found = seen(request, pk)
    rows = list(found.components.select_related("kind"))
    context = {
        "project": found,
        "groups": groups(rows, today()),
        "many": len(rows) > 1,
        "changes": queries.may_edit_project(request.user, found),
    }
    return show(request, "projects/parts/components.html", context)


def _component(request: SignedIn, pk: int) -> Component:
    units = [f"project__{unit}" for unit in queries.UNITS]
    rows = Component.objects.select_related("kind", "project", *units)
    return get_object_or_404(scope(request.user, rows), pk=pk)


@door("projects.read", READ)
def component(request: SignedIn, pk: int) -> HttpResponse:
    found = _component(request, pk)
    context = {
        "component": found,
        "line": line_of(found, today()),
        "changes": queries.may_edit_project(request.user, found.project),
        "panels": panels(request.user, "component"),
    }
    return render(request, "projects/component.html", context)


@door("projects.read", READ)
def component_features(request: SignedIn, pk: int) -> HttpResponse:
    """What the map of a component shows: its own place."""
    found = _component(request, pk)
    return geojson([feature(found, found.get_state_display(), "", mark(found))] if found.geometry else [])


@door("projects.edit", FORM)
def components_new(request: SignedIn, pk: int) -> HttpResponse:
    found = seen(request, pk)
    last = found.components.last()
    first = queries.term_by_code("component").get(BEGINS.get(found.variant, ""))
    form = forms.New(request.POST or None, initial={"kind": last.kind_id if last else first})

    def act(said: dict[str, Any]) -> list[Component]:
        rows = [{"kind": said["kind"], **row} for row in said["names"]]
        return actions.add_components(project=found, rows=rows, by=request.user, at=timezone.now())

    if added := form.carry_out(act):
        messages.success(request, _("%(count)s components are added.") % {"count": len(added)})
        return redirect(found)
    return render(request, "projects/components_new.html", {"form": form, "project": found}, status=form.status)


@door("projects.edit", FORM)
def components_arrange(request: SignedIn, pk: int) -> HttpResponse:
    found = seen(request, pk)
    form = forms.Arrange(request.POST or None, components=list(found.components.all()))

    def act(_said: dict[str, Any]) -> bool:
        actions.arrange_components(project=found, order=form.order, by=request.user, at=timezone.now())
        return True

    if form.carry_out(act):
        messages.success(request, _("Saved."))
        return redirect(found)
    return render(request, "projects/components_arrange.html", {"form": form, "project": found}, status=form.status)


@door("projects.edit", FORM)
def component_edit(request: SignedIn, pk: int) -> HttpResponse:
    found = _component(request, pk)
    kept = {name: getattr(found, name) for name in EDITED} | {"geometry": written(found.geometry)}
    form = forms.Edit(request.POST or None, request.FILES or None, initial={**kept, "edition": found.edition})

    def act(said: dict[str, Any]) -> Component:
        values = {name: said[name] for name in EDITED}
        return actions.edit_component(
            component=found, values=values, over=said["edition"] or 0, by=request.user, at=timezone.now()
        )  # fmt: skip

    if form.carry_out(act, now=kept):
        messages.success(request, _("Saved."))
        return redirect(found)
    return render(request, "projects/component_edit.html", {"form": form, "component": found}, status=form.status)


@door("projects.edit", FORM)
def component_progress(request: SignedIn, pk: int) -> HttpResponse:
    found = _component(request, pk)
    kept = {"state": found.state, "on": found.state_on}
    initial = {"state": found.state, "on": today(), "edition": found.edition}
    form = forms.Progress(request.POST or None, component=found, initial=initial)

    def act(said: dict[str, Any]) -> Component:
        values = {name: said[name] for name in ("state", "on", "note")}
        return actions.progress_component(
            component=found, **values, over=said["edition"] or 0, by=request.user, at=timezone.now()
        )  # fmt: skip

    if form.carry_out(act, now=kept):
        messages.success(request, _("Saved."))
        return redirect(found.project)
    return render(request, "projects/component_progress.html", {"form": form, "component": found}, status=form.status)


@door("projects.edit", FORM)
def component_remove(request: SignedIn, pk: int) -> HttpResponse:
    found = _component(request, pk)
    form = forms.Remove(request.POST or None, initial={"edition": found.edition})

    def act(said: dict[str, Any]) -> Project:
        return actions.remove_component(
            component=found, reason=said["reason"], over=said["edition"] or 0, by=request.user, at=timezone.now()
        )  # fmt: skip

    if project := form.carry_out(act):
        messages.success(request, _("The component is taken out. The record keeps what it was."))
        return redirect(project)
    return render(request, "projects/component_remove.html", {"form": form, "component": found}, status=form.status)

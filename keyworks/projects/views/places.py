from __future__ import annotations

import hashlib
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from keyworks.accounts.models import Unit
from keyworks.accounts.views.request import SignedIn
from keyworks.base.doors import FORM, READ, door
from keyworks.base.manifest import sentence
from keyworks.base.scopes import scope
from keyworks.dossier.views.parts import show
from keyworks.projects import actions, queries
from keyworks.projects.files.outlines import collection
from keyworks.projects.forms import places as forms
from keyworks.projects.models import Component, Outline, Project
from keyworks.projects.queries.mapped import outlined
from keyworks.projects.rules.components import share
from keyworks.values.problems import Problem


def seen(request: SignedIn, pk: int) -> Project:
    """The project this person may see, with the units that decide who changes it."""
    projects = Project.objects.select_related("located_in", *queries.UNITS)
    return get_object_or_404(scope(request.user, projects), pk=pk)


def mark(component: Component) -> str:
    """The colour under which a component stands on a map: nothing begun, under way, done."""
    done = share(component.kind.code, component.state)
    return "green" if done >= 1 else "" if done else "grey"


def feature(subject: Any, text: str, address: str, colour: str = "") -> dict[str, Any]:
    properties = {"name": str(subject), "text": text, "address": address, "colour": colour}
    return {"type": "Feature", "properties": properties, "geometry": subject.geometry}


def geojson(features: list[dict[str, Any]]) -> JsonResponse:
    return JsonResponse({"type": "FeatureCollection", "features": features}, content_type="application/geo+json")


@door("projects.read", READ)
def place(request: SignedIn, pk: int) -> HttpResponse:
    """Where a project stands, as a part of its page."""
    found = seen(request, pk)
    context = {
        "project": found,
        "mapped": bool(found.geometry) or found.components.exclude(geometry=None).exists(),
        "changes": queries.may_edit_project(request.user, found),
    }
    return show(request, "projects/parts/place.html", context)


@door("projects.read", READ)
def place_features(request: SignedIn, pk: int) -> HttpResponse:
    """What the map of a project shows: its own place and its components'."""
    found = seen(request, pk)
    features = [feature(found, found.address, "")] if found.geometry else []
    features += [
        feature(one, f"{one.kind} · {one.get_state_display()}", one.get_absolute_url(), mark(one))
        for one in found.components.exclude(geometry=None).select_related("kind")
    ]
    return geojson(features)


@door("projects.read", READ)
def outlines(request: SignedIn) -> HttpResponse:
    """The outlines of the districts, named in the reader's language; sent again only when they changed."""
    answer = geojson(
        [
            {"type": "Feature", "properties": {"code": unit.code, "name": str(unit)}, "geometry": geometry}
            for unit, geometry in outlined()
        ]
    )
    etag = f'"{hashlib.sha256(answer.content).hexdigest()[:32]}"'
    answer.headers["ETag"], answer.headers["Cache-Control"] = etag, "private, no-cache"
    return get_conditional_response(request, etag=etag, response=answer) or answer


@door("projects.edit", FORM)
def place_edit(request: SignedIn, pk: int) -> HttpResponse:
    found = seen(request, pk)
    kept = {"address_zh": found.address_zh, "address_en": found.address_en, "geometry": forms.written(found.geometry)}
    form = forms.Place(request.POST or None, request.FILES or None, initial={**kept, "edition": found.edition})

    def act(said: dict[str, Any]) -> Project:
        values = {name: said[name] for name in kept}
        return actions.edit(
            project=found, values=values, over=said["edition"] or 0, by=request.user, at=timezone.now()
        )  # fmt: skip

    if saved := form.carry_out(act, now=kept):
        messages.success(request, _("Saved."))
        if saved.geometry and not saved.located_in_id:
            messages.warning(request, _("The place lies in no outline, so its district was not found."))
        elif saved.located_in_id and not saved.district_id:
            messages.warning(
                request,
                _("The place lies in %(found)s; the project names no district yet.") % {"found": saved.located_in},
            )
        return redirect(found)
    return render(request, "projects/place_edit.html", {"form": form, "project": found}, status=form.status)


@door("projects.administer", FORM)
def outlines_edit(request: SignedIn) -> HttpResponse:
    """Which districts have an outline, and new ones from a file."""
    districts = list(Unit.objects.filter(kind=Unit.Kind.DISTRICT, closed_on=None).order_by("path"))
    form = forms.Outlines(request.POST or None, request.FILES or None)
    problems: list[tuple[str, Problem]] = []

    def act(said: dict[str, Any]) -> list[Outline]:
        by_name = {name: unit for unit in districts for name in (unit.name_en, unit.name_zh, unit.code) if name}
        named, wrong = collection(said["file"], frozenset(by_name))
        problems.extend(wrong)
        if wrong:
            raise actions.ProjectsRefused("projects.outlines_refused", field="file", count=len(wrong))
        geometries = {by_name[name]: geometry for name, geometry in named.items()}
        return actions.outline_districts(
            geometries=geometries, source=said["source"], by=request.user, at=timezone.now()
        )  # fmt: skip

    kept = form.carry_out(act)
    if kept is not None:
        messages.success(request, _("%(count)s outlines are kept.") % {"count": len(kept)})
        return redirect("projects:outlines_edit")
    known = {one.unit_id: one for one in Outline.objects.all()}
    context = {
        "form": form,
        "lines": [(unit, known.get(unit.pk)) for unit in districts],
        "without": sum(unit.pk not in known for unit in districts),
        "problems": [(name, sentence(one.code, one.params)) for name, one in problems],
    }
    return render(request, "projects/outlines.html", context, status=form.status)

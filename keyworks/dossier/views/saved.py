from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from keyworks.base.doors import FORM, POST, door
from keyworks.base.manifest import sentence
from keyworks.base.scopes import scope
from keyworks.dossier import actions, queries, rules
from keyworks.dossier.actions.refused import MODERATE
from keyworks.dossier.models import SavedView
from keyworks.dossier.views.parts import part, person, show
from keyworks.values.refusals import Refused


@door("dossier.read", FORM)
def views(request: HttpRequest) -> HttpResponse:
    """The saved views of a list, or of all; and a new one."""
    if request.method != "POST":
        return _list(request, _text(request.GET, "address"), _text(request.GET, "query"))
    words = {name: _text(request.POST, name) for name in ("name", "address", "query", "shared")}
    try:
        view = actions.save_view(**words, by=person(request), at=timezone.now())
    except Refused as no:
        return _refused(request, no, words["address"], words["query"], typed=words["name"])
    return _list(request, view.address, view.query) if part(request) else redirect(view)


@door("dossier.read", POST)
def rename_view(request: HttpRequest, pk: int) -> HttpResponse:
    view = _view(request, pk)
    words = {name: _text(request.POST, name) for name in ("name", "shared")}
    try:
        actions.rename_view(view=view, **words, over=_edition(request), by=person(request), at=timezone.now())
    except Refused as no:
        return _refused(request, no, view.address, view.query)
    return _back(request, view)


@door("dossier.read", POST)
def remove_view(request: HttpRequest, pk: int) -> HttpResponse:
    view = _view(request, pk)
    try:
        actions.remove_view(view=view, over=_edition(request), by=person(request), at=timezone.now())
    except Refused as no:
        return _refused(request, no, view.address, view.query)
    return _back(request, view)


@door("dossier.read", POST)
def prefer_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin its list with this view; with `on` empty as it is."""
    view = _view(request, pk)
    chosen = view if request.POST.get("on") else None
    actions.prefer_view(address=view.address, view=chosen, by=person(request), at=timezone.now())
    return _back(request, view)


def _view(request: HttpRequest, pk: int) -> SavedView:
    return get_object_or_404(scope(request.user, SavedView.objects.all()), pk=pk)


def _text(given: Any, name: str) -> str:
    return str(given.get(name, ""))[:4000]


def _edition(request: HttpRequest) -> int:
    given = request.POST.get("edition", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def _back(request: HttpRequest, view: SavedView) -> HttpResponse:
    address = reverse("dossier:views") + "?" + urlencode({"address": view.address})
    return _list(request, view.address, _text(request.POST, "query")) if part(request) else redirect(address)


def _refused(request: HttpRequest, no: Refused, address: str, query: str, **words: Any) -> HttpResponse:
    return _list(request, address, query, problem=sentence(no.code, no.params), status=no.status, **words)


def _list(request: HttpRequest, address: str, query: str, *, status: int = 200, **words: Any) -> HttpResponse:
    by = person(request)
    address = address if actions.may_open(by, address) else ""
    shown = rules.what_is_shown(query)
    chosen = {view.pk for view in queries.preferred(by).values()}
    moderates = by.may(MODERATE)
    listed = [
        {
            "view": view,
            "current": view.address == address and view.query == shown,
            "preferred": view.pk in chosen,
            "may_change": view.owner_id == by.pk or (moderates and view.shared == SavedView.Shared.EVERYONE),
        }
        for view in queries.views_of(by, address)
    ]
    choices: list[tuple[str, models.Choices | Any]] = [
        (value, label)
        for value, label in SavedView.Shared.choices
        if (value != SavedView.Shared.EVERYONE or moderates) and (value != SavedView.Shared.UNIT or queries.unit_of(by))
    ]
    context = {"views": listed, "address": address, "query": shown or "", "choices": choices}
    return show(request, "dossier/views.html", context | words, status=status)

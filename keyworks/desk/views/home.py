from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from keyworks.base import reader
from keyworks.base.doors import READ, SIGNED_IN, door
from keyworks.desk import queries
from keyworks.search import queries as search_queries
from keyworks.search.actions import freshen
from keyworks.search.rules import LONGEST

MANY, FEW = 20, 3
"""How many of each kind stand on the page, and below the box in which somebody types."""


@door(SIGNED_IN, READ)
def home(request: HttpRequest) -> HttpResponse:
    """The first screen: what is mine, and what each room keeps for me."""
    person: Any = request.user
    shown = {
        "seats": queries.seats(person), "parts": queries.parts(person), "deeds": queries.deeds(person),
        "first": queries.first_visit(person),
    }  # fmt: skip
    return render(request, "desk/home.html", shown)


@door("record.read", READ)
def latest(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/latest.html", {"entries": queries.latest(request.user)})


@door(SIGNED_IN, READ)
def work(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/work.html", {"jobs": queries.work(request.user)})


@door(SIGNED_IN, READ)
def search(request: HttpRequest) -> HttpResponse:
    """Everything that holds the words, by kind."""
    words, fresh, groups = _found(request, MANY)
    return render(request, "desk/search.html", {"words": words, "fresh": fresh, "groups": groups})


@door(SIGNED_IN, READ)
def search_quick(request: HttpRequest) -> HttpResponse:
    """The best of each kind, while somebody types."""
    words, _, groups = _found(request, FEW)
    return render(request, "desk/search_quick.html", {"words": words, "groups": groups})


def _found(request: HttpRequest, most: int) -> tuple[str, bool, list[search_queries.Group]]:
    """What was asked for, whether the newest is known, and what was found."""
    words = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST]
    if not words:
        return "", True, []
    fresh = freshen(at=timezone.now())
    return words, fresh, search_queries.found(request.user, words, most=most)


@door(SIGNED_IN, READ)
def guide(request: HttpRequest) -> HttpResponse:
    """What the guide holds, in the reader's language."""
    return render(request, "desk/guide.html", {"pages": queries.guide("zh" if reader.current().zh else "en")})


@door(SIGNED_IN, READ)
def guide_page(request: HttpRequest, name: str) -> HttpResponse:
    pages = queries.guide("zh" if reader.current().zh else "en")
    if name not in pages:
        raise Http404
    beside = bool(request.headers.get("HX-Request"))
    template = "desk/guide_beside.html" if beside else "desk/guide_page.html"
    response = render(request, template, {"pages": pages, "name": name, "page": pages[name]})
    response["Vary"] = "HX-Request"
    return response

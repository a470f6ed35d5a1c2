from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from keyworks.base import reader
from keyworks.base.doors import READ, SIGNED_IN, door
from keyworks.desk import queries


@door(SIGNED_IN, READ)
def home(request: HttpRequest) -> HttpResponse:
    """The first screen: what is mine, and what each room keeps for me."""
    person: Any = request.user
    shown = {"seats": queries.seats(person), "parts": queries.parts(person), "deeds": queries.deeds(person)}
    return render(request, "desk/home.html", shown)


@door("record.read", READ)
def latest(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/latest.html", {"entries": queries.latest(request.user)})


@door(SIGNED_IN, READ)
def work(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/work.html", {"jobs": queries.work(request.user)})


@door(SIGNED_IN, READ)
def search(request: HttpRequest) -> HttpResponse:
    words = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:100]
    found = queries.found(request.user, words) if words else []
    return render(request, "desk/search.html", {"words": words, "found": found})


@door(SIGNED_IN, READ)
def guide(request: HttpRequest) -> HttpResponse:
    """What the guide holds, in the reader's language."""
    return render(request, "desk/guide.html", {"pages": queries.guide("zh" if reader.current().zh else "en")})


@door(SIGNED_IN, READ)
def guide_page(request: HttpRequest, name: str) -> HttpResponse:
    pages = queries.guide("zh" if reader.current().zh else "en")
    if name not in pages:
        raise Http404
    return render(request, "desk/guide_page.html", {"pages": pages, "name": name, "page": pages[name]})

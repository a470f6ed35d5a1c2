from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

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

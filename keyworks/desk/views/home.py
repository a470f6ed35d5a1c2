from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from keyworks.base.doors import SIGNED_IN, door
from keyworks.desk import queries


@door(SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    """The first screen: what is mine, and what each room keeps for me."""
    return render(request, "desk/home.html", {"desk": queries.desk(request.user)})


@door(SIGNED_IN)
def search(request: HttpRequest) -> HttpResponse:
    words = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:100]
    found = queries.found(request.user, words) if words else []
    return render(request, "desk/search.html", {"words": words, "found": found})

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from keyworks.base.doors import SIGNED_IN, door
from keyworks.desk import queries


@door(SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/home.html")


@door(SIGNED_IN)
def search(request: HttpRequest) -> HttpResponse:
    words = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:100]
    found = queries.found(request.user, words) if words else []
    return render(request, "desk/search.html", {"words": words, "found": found})


@door(SIGNED_IN)
def specimen(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/specimen.html")

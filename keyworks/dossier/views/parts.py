"""What the room's pages share: each is a part of another page when htmx asks, and a page of its own otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch


def person(request: HttpRequest) -> Any:
    return request.user


def part(request: HttpRequest) -> bool:
    return bool(request.headers.get("HX-Request"))


def told(request: HttpRequest) -> bool:
    """Does a script ask, which wants an answer and not a page?"""
    return request.headers.get("X-Requested-With") == "XMLHttpRequest" and not part(request)


def page_of(subject: Any) -> str:
    """The address of the record's own page, "" where it has none."""
    try:
        return str(subject.get_absolute_url())
    except (AttributeError, NoReverseMatch):
        return ""


def show(request: HttpRequest, template: str, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    """The part or the page. A part that refuses comes as 200: htmx would else throw away what was typed."""
    alone = not part(request)
    layout = "base.html" if alone else "dossier/part.html"
    response = render(request, template, {**context, "layout": layout, "alone": alone}, status=status if alone else 200)
    response["Vary"] = "HX-Request"
    return response

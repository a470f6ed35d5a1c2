"""A rule's no that no form caught becomes a page with its sentence: 409, or 412 where another saved first."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from keyworks.base.manifest import sentence
from keyworks.site.views import came_from
from keyworks.values.refusals import Refused


class RefusalSpeaker:
    """Middleware: says a refusal in the reader's words; a panel gets a fragment."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused) or request.path.startswith("/api/"):
            return None
        words = sentence(exception.code, exception.params)
        fragment = "errors/fragment.html" if request.headers.get("HX-Request") else f"errors/{exception.status}.html"
        told = {"sentence": words, "status": exception.status, "page_kind": "error", "back": came_from(request)}
        return render(request, fragment, told, status=exception.status)

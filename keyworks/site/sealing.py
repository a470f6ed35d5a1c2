"""What every answer carries, whichever layer made it, and what no layer should have to read."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

ALWAYS = {
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""Unless the view says otherwise: nothing a person saw stays in a cache for the next one at the same machine."""
READABLE = frozenset({"", "utf-8", "utf8", "us-ascii"})


class Sealed:
    """Middleware: closes what a page leaves open."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        return response


class Readable:
    """Middleware: refuses a body in an encoding that Django would only trip over later."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = (request.content_params or {}).get("charset", "")
        if said.strip("\"' ").lower() not in READABLE:
            raise BadRequest("charset")
        return self.get_response(request)

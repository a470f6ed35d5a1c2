"""What every answer carries, whichever layer made it, and what no layer should have to read."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
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
LONGEST_KEY = 40
NUL = "%00"
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
    """Middleware: refuses a body in an encoding Django would trip over later, and forgets a session key of no session.

    PostgreSQL keeps no NUL and does not even look for one: such a key would be a fault of the database instead of a
    visitor without a session, and so would a NUL in what a page is asked. Nobody can type one, so it is left out; the
    API, which is asked by programs, tells them instead.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = (request.content_params or {}).get("charset", "")
        if said.strip("\"' ").lower() not in READABLE:
            raise BadRequest("charset")
        key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        if not (key.isascii() and key.isalnum() and len(key) <= LONGEST_KEY):
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        if NUL in request.META.get("QUERY_STRING", "") and not request.path.startswith("/api/"):
            request.META["QUERY_STRING"] = request.META["QUERY_STRING"].replace(NUL, "")
        return self.get_response(request)

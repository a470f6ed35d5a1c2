from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme

from keyworks.base import reader


def bare(request: HttpRequest, template: str, status: int, back: str = "/") -> HttpResponse:
    """A page that needs neither the database nor a session, in the reader's language all the same."""
    now = reader.from_request(request)
    with translation.override(now.language):
        words = {"reader": now, "status": status, "back": back}
        return HttpResponse(render_to_string(f"errors/{template}.html", words), status=status)


def came_from(request: HttpRequest) -> str:
    """The page of ours that led here, else the front door."""
    referer = request.META.get("HTTP_REFERER", "")
    try:
        ours = url_has_allowed_host_and_scheme(referer, {request.get_host()})
    except Exception:
        ours = False
    return referer if ours else "/"


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return bare(request, "413", 413)
    return bare(request, "400", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/403.html", {"status": 403, "page_kind": "error"}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/404.html", {"status": 404, "page_kind": "error"}, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    back = request.path if request.method == "GET" else came_from(request)
    return bare(request, "500", 500, back)


def csrf_failure(request: HttpRequest, reason: str = "", **_: Any) -> HttpResponse:
    return bare(request, "csrf", 403, came_from(request))

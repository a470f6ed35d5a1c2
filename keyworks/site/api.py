"""The REST root: every room's router under /api/v1, its schema, and a page to read it by."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path, re_path

from keyworks import __version__
from keyworks.accounts.queries import person_by_token
from keyworks.base.answers import answer
from keyworks.base.api import Api
from keyworks.base.doors import ANYONE, door

ROOT = "api/v1/"

api = Api(person_by_token, title="Keyworks", version=__version__, urls_namespace="api")


@door(ANYONE)
def openapi(request: HttpRequest) -> HttpResponse:
    return JsonResponse(api.get_openapi_schema(path_prefix=ROOT))


@door(ANYONE)
def docs(request: HttpRequest) -> HttpResponse:
    schema: dict[str, Any] = api.get_openapi_schema(path_prefix=ROOT)
    return render(request, "api/docs.html", {"schema": schema})


@door(ANYONE)
def nothing(request: HttpRequest) -> HttpResponse:
    return answer(request, 404)


def addresses() -> list[URLPattern | URLResolver]:
    """All of /api/: what no room has is told as a problem too, never as a page."""
    return [
        path(f"{ROOT}openapi.json", openapi, name="openapi"),
        path(f"{ROOT}docs", docs, name="api-docs"),
        path(ROOT, nothing),
        path(ROOT, api.mounted()),
        re_path(r"^api/", nothing, name="api-nothing"),
    ]

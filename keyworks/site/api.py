"""The REST root: every room's router under /api/v1, its schema, and a page to read it by."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path, re_path
from django.utils import translation
from django.utils.translation import gettext

from keyworks import __version__
from keyworks.accounts.queries import person_by_token
from keyworks.base.answers import answer
from keyworks.base.api import Api
from keyworks.base.doors import ANY, ANYONE, READ, door
from keyworks.site.client import client

ROOT = "api/v1/"

api = Api(person_by_token, title="Keyworks", version=__version__, urls_namespace="api")


@lru_cache(maxsize=4)
def _schema(language: str) -> dict[str, Any]:
    """The schema in a language: it is of the code alone, so that one look at all operations is enough."""
    with translation.override(language):
        found: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix=ROOT), cls=DjangoJSONEncoder))
    return found


@door(ANYONE, READ)
def openapi(request: HttpRequest) -> HttpResponse:
    response = JsonResponse(_schema(translation.get_language()))
    response["Vary"] = "Accept-Language, Cookie"
    return response


@lru_cache(maxsize=1)
def _client() -> str:
    return client(_schema("en"))


@door(ANYONE, READ)
def client_file(request: HttpRequest) -> HttpResponse:
    """The API's client in Python, made of its schema as it is now."""
    response = HttpResponse(_client(), content_type="text/x-python; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="keyworks_client.py"'
    return response


@door(ANYONE, READ)
def docs(request: HttpRequest) -> HttpResponse:
    return render(request, "api/docs.html", {"groups": _groups(translation.get_language()), "root": f"/{ROOT}"})


@lru_cache(maxsize=4)
def _groups(language: str) -> dict[str, list[dict[str, Any]]]:
    """The schema's operations by room, with the fields of what is sent and what comes back, in a language."""
    schema = _schema(language)
    known = schema["components"]["schemas"]
    groups: dict[str, list[dict[str, Any]]] = {}
    for address, operations in schema["paths"].items():
        for method, operation in operations.items():
            sent = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
            good = next(operation["responses"][status] for status in ("200", "201") if status in operation["responses"])
            answer = good["content"].get("application/json", {}).get("schema", {})
            told = {
                "method": method.upper(),
                "address": address,
                "summary": operation["summary"],
                "right": operation["x-right"],
                "parameters": [{**found, "description": _said(found)} for found in operation["parameters"]],
                "sent": _fields(sent, known),
                "answer": _fields(answer, known),
                "statuses": {status: _said(found) for status, found in operation["responses"].items()},
            }
            groups.setdefault(operation["tags"][0], []).append(told)
    return groups


def _said(found: dict[str, Any]) -> str:
    """The description in the reader's language; the schema itself speaks English."""
    words = found.get("description", "")
    return gettext(words) if words else ""


def _fields(schema: dict[str, Any], known: dict[str, Any]) -> list[dict[str, Any]]:
    """Name, kind and need of each field."""
    found = known.get(schema.get("$ref", "").rpartition("/")[2], schema)
    needed = found.get("required", [])
    return [
        {"name": name, "kind": _kind(field), "needed": name in needed}
        for name, field in found.get("properties", {}).items()
    ]


def _kind(field: dict[str, Any]) -> str:
    if "anyOf" in field:
        return " | ".join(_kind(one) for one in field["anyOf"])
    if "enum" in field:
        return " | ".join(str(value) for value in field["enum"])
    if field.get("type") == "array":
        return f"[{_kind(field['items'])}]"
    return str(field.get("format") or field.get("type") or field.get("$ref", "").rpartition("/")[2])


@door(ANYONE, ANY)
def nothing(request: HttpRequest) -> HttpResponse:
    return answer(request, 404)


def addresses() -> list[URLPattern | URLResolver]:
    """All of /api/: what no room has is told as a problem too, never as a page."""
    return [
        path(f"{ROOT}openapi.json", openapi, name="openapi"),
        path(f"{ROOT}client.py", client_file, name="api_client"),
        path(f"{ROOT}docs", docs, name="api_docs"),
        path(ROOT, nothing, name="api_root"),
        path(ROOT, api.mounted()),
        re_path(r"^api/", nothing, name="api_nothing"),
    ]

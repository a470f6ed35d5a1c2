"""What the schema says beyond each operation's own: every error's shape, keys, conditions, rights."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_noop as _

from keyworks.base.answers import MEDIA_TYPE

PROBLEM = {
    "type": "object",
    "title": "Problem",
    "description": "An error (RFC 9457), in the language of Accept-Language.",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "problems": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["code", "field", "detail"],
                "properties": {name: {"type": "string"} for name in ("code", "field", "detail")},
            },
        },
    },
}

ERRORS = {
    400: _("The request cannot be read"),
    401: _("No valid token and no session"),
    403: _("The right or the token's scope is missing"),
    404: _("Nothing here that the caller may see"),
    422: _("A value is missing or not valid"),
    429: _("Too many requests"),
}
WRITING = {413: _("Body too large"), 415: _("The body is not JSON")}
REFUSING = {409: _("Refused by a rule")}
STALE = {412: _("Somebody saved first; nothing was changed")}
CONDITIONAL = {412: _("Another edition stands; its ETag is in the header"), 428: _("If-Match is missing")}
HEADERS = {
    True: ("If-Match", _("The ETag of the edition that was seen; needed.")),
    False: ("If-None-Match", _("The ETag of the edition at hand; 304 where it still stands.")),
}

SECURITY = {
    "token": {"type": "http", "scheme": "bearer", "description": "A token of a person; scope read or write."},
    "session": {"type": "apiKey", "in": "cookie", "name": "kw_session"},
}


def complete(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with all that holds for every operation."""
    components = schema["components"]
    components["schemas"]["Problem"] = PROBLEM
    components["securitySchemes"] = SECURITY
    schema["security"] = [{"token": []}, {"session": []}]
    for operations in schema["paths"].values():
        for method, operation in operations.items():
            _complete(method, operation)
    return schema


def _complete(method: str, operation: dict[str, Any]) -> None:
    conditional, stale, refuses = (operation.pop(f"x-{name}", False) for name in ("conditional", "stale", "refuses"))
    writing = method != "get"
    errors = {
        **ERRORS,
        **(REFUSING if writing or refuses else {}),
        **(WRITING if writing else {}),
        **(STALE if stale else {}),
        **(CONDITIONAL if conditional and writing else {}),
    }
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    responses = operation["responses"]
    for status, words in errors.items():
        responses.setdefault(status, {"description": words, "content": content})
    if conditional:
        name, words = HEADERS[writing]
        header = {"in": "header", "name": name, "required": False, "schema": {"type": "string"}}
        operation["parameters"].append({**header, "description": words})
        for status in {200, 201, 304} & set(responses):
            responses[status]["headers"] = {"ETag": {"schema": {"type": "string"}}}
        if not writing:
            responses[304] = {"description": "Not changed since the ETag in If-None-Match"}
    operation["responses"] = {str(status): responses[status] for status in sorted(responses)}

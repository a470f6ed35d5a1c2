"""What the schema says beyond each operation's own: every error's shape, keys, conditions, rights."""

from __future__ import annotations

from typing import Any

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
    400: "The request cannot be read",
    401: "No valid token and no session",
    403: "The right or the token's scope is missing",
    404: "Nothing here that the caller may see",
    422: "A value is missing or not valid",
    429: "Too many requests",
}
WRITING = {409: "Refused by a rule", 413: "Body too large", 415: "The body is not JSON"}
CONDITIONAL = {412: "Another edition stands; its ETag is in the header", 428: "If-Match is missing"}
HEADERS = {
    True: ("If-Match", "The ETag of the edition that was seen; needed."),
    False: ("If-None-Match", "The ETag of the edition at hand; 304 where it still stands."),
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
    conditional = operation.pop("x-conditional", False)
    writing = method != "get"
    errors = {
        **ERRORS,
        **(WRITING if writing else {}),
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

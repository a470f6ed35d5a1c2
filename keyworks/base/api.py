"""The API of every room: who may pass, what is read, how the schema tells it."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import Annotated, Any

from django.core.exceptions import ImproperlyConfigured, PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseForbidden, UnreadablePostError
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import timezone
from ninja import NinjaAPI, Schema
from ninja import Router as NinjaRouter
from ninja.errors import HttpError, Throttled, ValidationError
from ninja.operation import Operation
from ninja.parser import Parser
from ninja.throttling import SimpleRateThrottle
from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema

from keyworks.base import answers, doors, manifest
from keyworks.base.answers import ApiRefused
from keyworks.base.conditions import Unchanged, etag
from keyworks.base.faults import told
from keyworks.base.schema import complete
from keyworks.values.refusals import Refused, Stale

log = logging.getLogger("keyworks.api")

SAFE = {"GET", "HEAD", "OPTIONS"}
LARGEST_BODY = 1024 * 1024
DEEPEST = 20
LARGEST_KEY = 2**63 - 1

Key = Annotated[int, Field(ge=1, le=LARGEST_KEY)]
"""A record's key in an address."""

SentKey = Annotated[int, Field(strict=True, ge=1, le=LARGEST_KEY)]
"""A record's key in what is sent: a number, and no text of one."""
Yes = Annotated[bool, Field(strict=True)]
"""Yes or no in what is sent, and neither 1 nor 0."""
Clock = Annotated[time, WithJsonSchema({"type": "string", "pattern": r"^[0-2][0-9]:[0-5][0-9]:[0-5][0-9]$"})]
"""A time of the city's day, like 09:30:00; what JSON Schema calls a time has an offset."""

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _written(said: Any) -> Any:
    """A number of seconds is a day to pydantic, and to nobody else."""
    return said if isinstance(said, str) and DAY.fullmatch(said) else "no day"


Day = Annotated[date, BeforeValidator(_written)]
"""A day in an address or in what is sent, like 2022-02-08."""

ReadToken = Callable[[str, datetime], tuple[Any, str] | None]


class Request(HttpRequest):
    """A request that passed its door: somebody asks."""

    user: Any


class Body(Schema):
    """What a caller sends: only the fields named, text without blanks around it."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class _Csrf(CsrfViewMiddleware):
    """Django's own check, answering with its reason and not with a page."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return HttpResponseForbidden(reason)


class Door:
    """The door of one operation: who asks, by token or session; the right; and a body that can be read."""

    read_token: ReadToken | None = None

    def __init__(self, right: str, *, files: bool = False) -> None:
        self.right = right
        self.files = files
        """Does the operation read the body itself, as files that come in pieces?"""

    def __call__(self, request: HttpRequest) -> Any:
        person = self._person(request)
        person.at_door = "" if self.right == doors.SIGNED_IN else self.right
        if self.right != doors.SIGNED_IN and not person.may(self.right):
            raise PermissionDenied
        if "\0" in request.path or any("\0" in text for part in request.GET.lists() for text in (part[0], *part[1])):
            raise ApiRefused("api.text_unreadable", status=422)
        if request.method not in SAFE and not self.files:
            read(request)
        return person

    def _person(self, request: HttpRequest) -> Any:
        header = request.headers.get("Authorization", "")
        if not header:
            if not request.user.is_authenticated:
                raise HttpError(401, "")
            if request.method not in SAFE:
                _same_site(request)
            return request.user
        scheme, _, text = header.partition(" ")
        found = (
            Door.read_token(text.strip(), timezone.now()) if Door.read_token and scheme.lower() == "bearer" else None
        )
        if found is None:
            raise HttpError(401, "")
        person, reach = found
        if request.method not in SAFE and reach != "write":
            raise ApiRefused("api.token_reads_only", status=403)
        request.user = person
        return person


def _same_site(request: HttpRequest) -> None:
    """A session's write must prove by CSRF token that it comes from our own pages."""
    if request.content_type in {"multipart/form-data", "application/x-www-form-urlencoded"}:
        raise ApiRefused("api.json_needed", status=415)
    check = _Csrf(lambda _: HttpResponse())
    check.process_request(request)
    request.csrf_processing_done = False  # type: ignore[attr-defined]
    if check.process_view(request, lambda _: HttpResponse(), (), {}) is not None:
        raise ApiRefused("api.csrf", status=403)


def read(request: HttpRequest) -> None:
    """Read the body within bounds into `request.sent`, so that nothing malformed comes any further."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = 0
    if length > LARGEST_BODY:
        raise ApiRefused("api.body_too_large", status=413, kilobytes=LARGEST_BODY // 1024)
    if length and request.content_type != "application/json":
        raise ApiRefused("api.json_needed", status=415)
    try:
        body = request.body
    except (RequestDataTooBig, UnreadablePostError) as error:
        raise ApiRefused("api.json_unreadable", status=422) from error
    if not body:
        return
    try:
        sent = json.loads(body, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise ApiRefused("api.json_unreadable", status=422) from error
    if not _sound(sent, DEEPEST):
        raise ApiRefused("api.text_unreadable", status=422)
    request.sent = sent  # type: ignore[attr-defined]


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _sound(value: Any, depth: int) -> bool:
    """Not nested deeper than `depth`, every text storable, every whole number within 64 bits."""
    if depth < 0:
        return False
    if isinstance(value, str):
        return "\0" not in value and not any("\ud800" <= character <= "\udfff" for character in value)
    if isinstance(value, int):
        return -LARGEST_KEY - 1 <= value <= LARGEST_KEY
    if isinstance(value, dict):
        return all(_sound(name, depth) and _sound(inner, depth - 1) for name, inner in value.items())
    if isinstance(value, list):
        return all(_sound(inner, depth - 1) for inner in value)
    return True


class _Read(Parser):
    """The body was read at the door."""

    def parse_body(self, request: HttpRequest) -> Any:
        return request.sent  # type: ignore[attr-defined]


MARKS = ("conditional", "stale", "refuses")
"""What the schema has to say of an operation: it goes by the edition that was seen, in a header or in what is sent; it
is read and may be refused by a rule all the same."""


class Router(NinjaRouter):
    """A room's router: every operation names its right, as every view names its door."""

    def _operation(self, method: str, path: str, right: str, **words: Any) -> Callable[[Any], Any]:
        if not right:
            raise ImproperlyConfigured(f"{method} {path} names no right")
        files = words.pop("files", None)
        extra: dict[str, Any] = {"x-right": right} | {f"x-{name}": words.pop(name, False) for name in MARKS}
        if gives := words.pop("gives", ()):
            kinds = (gives,) if isinstance(gives, str) else gives
            content = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in kinds}
            extra["responses"] = {200: {"description": "OK", "content": content}}
        if files is not None:
            extra["requestBody"] = {"required": True, "content": {"multipart/form-data": {"schema": files}}}
        door = Door(right, files=files is not None)
        return self.api_operation([method], path, auth=door, openapi_extra=extra, **words)

    def get(self, path: str, *, right: str, **words: Any) -> Callable[[Any], Any]:  # type: ignore[override]
        return self._operation("GET", path, right, **words)

    def post(self, path: str, *, right: str, **words: Any) -> Callable[[Any], Any]:  # type: ignore[override]
        return self._operation("POST", path, right, **words)

    def put(self, path: str, *, right: str, **words: Any) -> Callable[[Any], Any]:  # type: ignore[override]
        return self._operation("PUT", path, right, conditional=True, **words)

    def patch(self, path: str, *, right: str, **words: Any) -> Callable[[Any], Any]:  # type: ignore[override]
        return self._operation("PATCH", path, right, conditional=True, **words)

    def delete(self, path: str, *, right: str, **words: Any) -> Callable[[Any], Any]:  # type: ignore[override]
        return self._operation("DELETE", path, right, conditional=True, **words)


class Api(NinjaAPI):
    """The root: rooms' routers by their manifests, errors in one shape, a schema that says all of it."""

    def __init__(self, read_token: ReadToken, **words: Any) -> None:
        Door.read_token = staticmethod(read_token)
        super().__init__(parser=_Read(), throttle=[Rate()], docs_url=None, openapi_url=None, **words)
        for kind, handler in HANDLERS.items():
            self.add_exception_handler(kind, handler)
        for room in manifest.rooms():
            for path, router in room.api.items():
                self.add_router(path, router, tags=[room.room])

    def create_response(self, request: HttpRequest, data: Any, **words: Any) -> HttpResponse:
        response = super().create_response(request, data, **words)
        if tag := getattr(request, "etag", ""):
            response["ETag"] = tag
        response["Cache-Control"] = "private, no-cache"
        response["Vary"] = "Authorization, Cookie, Accept-Language"
        return response

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The room and the function: `accounts_units`."""
        room = operation.view_func.__module__.split(".")[1]
        return f"{room}_{operation.view_func.__name__}"

    def get_openapi_schema(self, **words: Any) -> Any:
        return complete(super().get_openapi_schema(**words))

    def operations(self) -> Iterator[tuple[str, Operation]]:
        """Every operation with its path."""
        for router in self._get_bound_routers():
            for path, view in router.path_operations.items():
                for operation in view.operations:
                    yield re.sub("/+", "/", f"/{router.prefix}/{path}"), operation

    def mounted(self) -> tuple[list[Any], str, str]:
        """The addresses for the root, each marked for the keeper of doors; refuses to start with a door missing."""
        shut = [path for path, operation in self.operations() if right_of(operation) is None]
        if shut:
            raise ImproperlyConfigured(f"no right named: {', '.join(shut)}; use keyworks.base.api.Router")
        patterns, app, namespace = self.urls
        for pattern in patterns:
            pattern.callback.right = doors.ANYONE  # type: ignore[union-attr]
        return patterns, app, namespace


def right_of(operation: Operation) -> str | None:
    """The right an operation asks for; None where its door is not one of ours."""
    callbacks = operation.auth_callbacks
    return callbacks[0].right if len(callbacks) == 1 and isinstance(callbacks[0], Door) else None


class Rate(SimpleRateThrottle):
    """So many requests a minute each person."""

    def __init__(self, rate: str = "1200/min") -> None:
        super().__init__(rate)

    def get_cache_key(self, request: HttpRequest) -> str:
        return f"api-rate-{request.user.pk}"


def _refused(request: HttpRequest, error: Any) -> HttpResponse:
    headers = {}
    subject = getattr(request, "subject", None)
    if isinstance(error, Stale) and subject and "edition" in error.params:
        kind, pk = subject
        headers["ETag"] = etag(kind, pk, int(str(error.params["edition"])))
    return answers.refusal(request, error, headers)


def _status(request: HttpRequest, error: Any) -> HttpResponse:
    headers = {"WWW-Authenticate": 'Bearer realm="Keyworks"'} if error.status_code == 401 else {}
    return answers.answer(request, error.status_code, headers=headers)


def _broken(request: HttpRequest, error: Any) -> HttpResponse:
    log.error("%s %r", request.method, request.path, exc_info=error)
    return answers.answer(request, 500)


HANDLERS: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
    Refused: _refused,
    Unchanged: lambda request, _: HttpResponse(status=304, headers={"ETag": request.etag}),  # type: ignore[attr-defined]
    Http404: lambda request, _: answers.answer(request, 404),
    PermissionDenied: lambda request, _: answers.answer(request, 403),
    ValidationError: lambda request, error: answers.answer(request, 422, problems=told(error.errors)),
    Throttled: _status,
    HttpError: _status,
    Exception: _broken,
}

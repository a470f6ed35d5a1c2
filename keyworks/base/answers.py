"""How the API says no: one shape for every error (RFC 9457), in the caller's language."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from keyworks.base import reader
from keyworks.base.manifest import sentence
from keyworks.values.problems import Problem
from keyworks.values.refusals import Refused

PREFIX = "/api/"
MEDIA_TYPE = "application/problem+json"

TITLES = {
    400: _("The request cannot be read"),
    401: _("Who asks is not known"),
    403: _("Not allowed"),
    404: _("Not found"),
    405: _("Not possible here"),
    409: _("Refused by a rule"),
    412: _("Somebody else saved first"),
    413: _("Too large"),
    415: _("Another content type is needed"),
    422: _("The input is not valid"),
    428: _("Say which version you saw"),
    429: _("Too many requests"),
    500: _("Something broke here"),
    503: _("Not available just now"),
}

DETAILS = {
    400: _("The server cannot make sense of this request."),
    401: _("Send a valid token as “Authorization: Bearer …”, or sign in."),
    403: _("Your role does not allow this."),
    404: _("There is nothing at this address that you may see."),
    405: _("This address does not answer to this method."),
    413: _("The request is larger than this address takes."),
    422: _("Some values are missing or not valid; each is named below."),
    429: _("Wait before the next request, as long as Retry-After says."),
    500: _("The mistake is ours and has been logged. Nothing was half-written."),
}


class ApiRefused(Refused):
    """The API's own no, with the status and headers it is said with, and every problem that led to it."""

    def __init__(
        self,
        code: str,
        *,
        status: int,
        field: str = "",
        headers: Mapping[str, str] | None = None,
        problems: Iterable[Problem] = (),
        **params: object,
    ) -> None:
        super().__init__(code, field=field, **params)
        self.status = status
        self.headers = headers or {}
        self.problems = tuple(problems)


def answer(
    request: HttpRequest,
    status: int,
    *,
    code: str = "",
    detail: str = "",
    problems: Iterable[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """One error; the address is told without its query, which may hold what should not be repeated."""
    title = TITLES.get(status, TITLES[400 if status < 500 else 500])
    body: dict[str, Any] = {
        "type": f"urn:keyworks:problem:{code}" if code else "about:blank",
        "title": str(title),
        "status": status,
        "detail": detail or str(DETAILS.get(status, title)),
        "instance": request.path,
    }
    listed = list(problems)
    if listed:
        body["problems"] = listed
    text = json.dumps(body, ensure_ascii=False)
    response = HttpResponse(text.encode("utf-8", "replace"), status=status, content_type=MEDIA_TYPE)
    for name, value in (headers or {}).items():
        response[name] = value
    return response


def refusal(request: HttpRequest, refused: Refused, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """A room's no as an answer: its status, its sentence, the field where it hurts."""
    detail = sentence(refused.code, refused.params)
    problems = [{"code": refused.code, "field": refused.field, "detail": detail}] if refused.field else []
    for problem in getattr(refused, "problems", ()):
        words = sentence(problem.code, problem.params)
        problems.append({"code": problem.code, "field": problem.place.field, "detail": words})
    own = getattr(refused, "headers", {})
    return answer(
        request, refused.status, code=refused.code, detail=detail, problems=problems, headers={**own, **(headers or {})}
    )


class ProblemsOnly:
    """Middleware: whatever goes wrong under /api/, in whichever layer, is told in the one shape and never as a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        own = response.get("Content-Type", "").split(";")[0] == MEDIA_TYPE
        if not request.path_info.startswith(PREFIX) or response.status_code < 400 or own:
            return response
        with translation.override(reader.from_request(request).language):
            told = answer(request, response.status_code)
        for name in ("Allow", "Retry-After", "WWW-Authenticate"):
            if name in response:
                told[name] = response[name]
        return told

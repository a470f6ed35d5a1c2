"""How the reader wants to be shown things: language, theme, unit of money, density."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

Value = TypeVar("Value")

COOKIES = {"language": "kw_language", "theme": "kw_theme", "money": "kw_money", "rows": "kw_rows"}
CHOICES = {
    "language": ("zh-hans", "en"),
    "theme": ("auto", "light", "dark"),
    "money": ("wan", "yi", "m", "bn"),
    "rows": ("36", "28"),
}


@dataclass(frozen=True)
class Reader:
    """One reader's choices; `money` is wan (万元), yi (亿元), m or bn, `rows` the row height in px."""

    language: str = "zh-hans"
    theme: str = "auto"
    money: str = "wan"
    rows: str = "36"

    @property
    def zh(self) -> bool:
        return self.language.startswith("zh")


_reader: ContextVar[Reader | None] = ContextVar("reader", default=None)
_known: ContextVar[dict[Any, Any] | None] = ContextVar("known", default=None)


def current() -> Reader:
    """The reader of the page being made; the default reader outside a request."""
    return _reader.get() or Reader(language=translation.get_language() or settings.LANGUAGE_CODE)


def told(zh: str, en: str) -> str:
    """The one of two names that the reader reads; the Chinese where no English is given."""
    return en if en and not current().zh else zh


def once(read: Callable[[], Value]) -> Value:
    """What this reads, read once for the page being made; anew each time outside a request."""
    known = _known.get()
    if known is None:
        return read()
    if read not in known:
        known[read] = read()
    found: Value = known[read]
    return found


def from_request(request: HttpRequest) -> Reader:
    """The reader's choices from the cookies; a foreign value counts as no choice."""
    language = translation.get_language_from_request(request)
    chosen = {name: request.COOKIES.get(cookie, "") for name, cookie in COOKIES.items()}
    chosen = {name: value for name, value in chosen.items() if value in CHOICES[name]}
    reader = replace(Reader(language=language if language in CHOICES["language"] else settings.LANGUAGE_CODE), **chosen)
    return reader if reader.zh or "money" in chosen else replace(reader, money="m")


@contextmanager
def reading(chosen: Reader) -> Iterator[None]:
    """What is made inside is made for this reader."""
    token = _reader.set(chosen)
    try:
        with translation.override(chosen.language):
            yield
    finally:
        _reader.reset(token)


class ReaderMiddleware:
    """Makes the page in the reader's language; the choices are at `request.reader`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        reader = from_request(request)
        request.reader = reader  # type: ignore[attr-defined]
        token = _known.set({})
        try:
            with reading(reader):
                response = self.get_response(request)
        finally:
            _known.reset(token)
        response.headers.setdefault("Content-Language", reader.language)
        return response

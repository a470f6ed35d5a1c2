"""Doors: every view names the right it asks for; a view that names none is shut."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils.http import urlencode

View = TypeVar("View", bound=Callable[..., Any])

ANYONE = "anyone"
"""Open to a visitor without a name: signing in, the public pages."""
SIGNED_IN = "signed-in"
"""Open to every person who has signed in."""
ANY: tuple[str, ...] = ()
"""The methods of an address that tells each of them itself what it may not."""
READ = ("GET", "HEAD")
"""The methods of an address that is only read."""
FORM = ("GET", "HEAD", "POST")
"""The methods of a page with a form that is sent to the same address."""
POST = ("POST",)
"""The methods of an address that only does something and is no page."""


def door(right: str, methods: tuple[str, ...]) -> Callable[[View], View]:
    """Say who may pass (ANYONE, SIGNED_IN or a right that a manifest grants to roles) and by which methods."""

    def mark(view: View) -> View:
        view.right = right  # type: ignore[attr-defined]
        view.methods = methods  # type: ignore[attr-defined]
        return view

    return mark


def right_of(view: Callable[..., Any]) -> str | None:
    """The right a view asks for, or None where it forgot to say."""
    return getattr(view, "right", None)


class DoorKeeper:
    """Middleware: denies by default, sends the nameless to sign in, and lets pass whoever holds the right."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        right = right_of(view)
        if right is None:
            raise ImproperlyConfigured(f"{view.__module__}.{view.__name__} has no door: add @door(...)")
        methods = getattr(view, "methods", ())
        if methods and request.method not in methods:
            return HttpResponseNotAllowed(methods)
        if right == ANYONE:
            return None
        if not request.user.is_authenticated:
            return to_sign_in(request)
        if right != SIGNED_IN and not request.user.may(right):
            raise PermissionDenied
        request.user.at_door = "" if right == SIGNED_IN else right
        return None


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send a visitor to sign in and back; a panel or a script is told by status and header instead."""
    if request.headers.get("HX-Request") or request.headers.get("X-Requested-With"):
        return HttpResponse(status=401, headers={"X-Sign-In": "/sign-in/"})
    back = request.get_full_path() if request.method == "GET" else page_of(request)
    return redirect("/sign-in/?" + urlencode({"next": back}))


def page_of(request: HttpRequest) -> str:
    """The page of ours whose form was sent: an address that only takes forms could not be gone back to."""
    sent_from = urlsplit(request.headers.get("Referer", "").replace("[", "").replace("]", ""))
    ours = (
        sent_from.netloc == request.get_host()
        and sent_from.path.startswith("/")
        and not sent_from.path.startswith("//")
    )
    return urlunsplit(("", "", sent_from.path, sent_from.query, "")) if ours else request.path

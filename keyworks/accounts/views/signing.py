from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from axes.utils import reset
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from keyworks.accounts import actions, queries
from keyworks.accounts.forms import signing
from keyworks.accounts.models import Person
from keyworks.accounts.views.request import SignedIn
from keyworks.base import reader
from keyworks.base.doors import ANYONE, FORM, POST, SIGNED_IN, door
from keyworks.base.manifest import sentence
from keyworks.values.refusals import Refused

BACKEND = "django.contrib.auth.backends.ModelBackend"
YEAR_S = 365 * 24 * 3600


def inside(request: HttpRequest, address: str) -> str:
    """The address if it leads to this host, else ""; a bare word is none: Django would take it for a view's name."""
    if not address.startswith(("/", "http://", "https://")):
        return ""
    hosts = {request.get_host()}
    return address if url_has_allowed_host_and_scheme(address, hosts, require_https=request.is_secure()) else ""


def told(request: SignedIn, done: str, verb: Callable[..., Any], **words: Any) -> bool:
    """Do one thing and tell the person on the next page that it is done, or the sentence of its refusal."""
    try:
        verb(**words, by=request.user, at=timezone.now())
    except Refused as no:
        messages.error(request, sentence(no.code, no.params))
        return False
    messages.success(request, done)
    return True


def keep_choices(response: HttpResponse, request: HttpRequest, choices: dict[str, str]) -> None:
    for name, value in choices.items():
        response.set_cookie(
            reader.COOKIES[name], value, max_age=YEAR_S, samesite="Lax", secure=request.is_secure()
        )  # fmt: skip


def enter(request: HttpRequest, person: Person, address: str) -> HttpResponse:
    """Open a session for a person whose right to it is proven; their choices of reading come along."""
    login(request, person, backend=BACKEND)
    response = redirect("accounts:password") if person.password_once else redirect(address)
    kept = {name: getattr(person, name) for name in reader.COOKIES}
    keep_choices(response, request, {name: value for name, value in kept.items() if value})
    return response


@door(ANYONE, FORM)
@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """A demonstration leads to its roles instead, unless the visitor asks for a name and a password."""
    installation = queries.installation()
    if installation is None:
        return redirect("accounts:first")
    back = inside(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.user.is_authenticated and request.method != "POST":
        return redirect(back or "/")
    if request.method != "POST" and "own" not in request.GET and queries.demonstration():
        roles = reverse("demonstration:roles")
        return redirect(f"{roles}?{urlencode({'next': back})}" if back not in ("", "/") else roles)
    form = signing.SignIn(request.POST or None)
    status, wrong = 200, ""
    if request.method == "POST" and form.is_valid():
        words = {"username": form.cleaned_data["username"].strip().lower(), "password": form.cleaned_data["password"]}
        person = authenticate(request, **words)
        if person is not None:
            return enter(request, person, back or "/")
        wrong = _wrong(request, words)
        status = 429 if _locked(request, words) else 401
    context = {"form": form, "wrong": wrong, "next": back, "demonstration_roles": _roles_page()}
    return render(request, "accounts/sign_in.html", context, status=status)


def _roles_page() -> str:
    try:
        return reverse("demonstration:roles") if queries.demonstration() else ""
    except NoReverseMatch:
        return ""


def _locked(request: HttpRequest, words: dict[str, str]) -> bool:
    return not AxesProxyHandler.is_allowed(request, words)


def _wrong(request: HttpRequest, words: dict[str, str]) -> str:
    if not _locked(request, words):
        return _("The user name and the password do not belong together.")
    until = _locked_until(request, words["username"])
    minutes = max(1, math.ceil((until - timezone.now()).total_seconds() / 60))
    return _(
        "Too many failed attempts from here with this user name. Try again at %(time)s, in %(minutes)s minutes."
    ) % {"time": timezone.localtime(until).strftime("%H:%M"), "minutes": minutes}


def _locked_until(request: HttpRequest, username: str) -> datetime:
    cool_off = get_cool_off(request)
    attempt = AccessAttempt.objects.filter(username=username).order_by("-attempt_time").first()
    started = attempt.attempt_time if attempt else timezone.now()
    return started + cool_off if cool_off else started


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: Any = None) -> HttpResponse:
    """The page that says until when; axes asks here what to answer."""
    return response if response is not None else HttpResponse(status=429)


@door(ANYONE, POST)
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("accounts:sign_in")


@door(SIGNED_IN, POST)
def sign_out_everywhere(request: SignedIn) -> HttpResponse:
    actions.sign_out_everywhere(person=request.user, by=request.user, at=timezone.now())
    logout(request)
    messages.success(request, _("You are signed out everywhere."))
    return redirect("accounts:sign_in")


@door(ANYONE, FORM)
@never_cache
@sensitive_post_parameters("password", "again")
def first(request: HttpRequest) -> HttpResponse:
    """Sets the installation up, as long as nobody has."""
    if queries.installation() is not None:
        raise Http404("set up already")
    form = signing.FirstSetUp(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in form.fields if name not in ("again", "edition")}
        try:
            person = actions.found_city(**values, at=timezone.now())
        except Refused as no:
            form.refuse(no)
        else:
            return enter(request, person, "/")
    return render(request, "accounts/first.html", {"form": form}, status=422 if form.errors else 200)


@door(SIGNED_IN, FORM)
@never_cache
@sensitive_post_parameters("old", "password", "again")
def password(request: SignedIn) -> HttpResponse:
    """Changes one's own password; whoever came in with a one-time password need not repeat it."""
    person = Person.objects.get(pk=request.user.pk)
    kind = signing.OwnPassword if person.password_once or not person.has_usable_password() else signing.ChangePassword
    form = kind(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        actions.change_password(
            person=person, password=form.cleaned_data["password"], by=request.user, at=timezone.now()
        )  # fmt: skip
        reset(username=person.username.lower())
        login(request, person, backend=BACKEND)
        messages.success(request, _("Your password is changed. Elsewhere you are signed out."))
        return redirect("accounts:me")
    context = {"form": form, "once": person.password_once}
    return render(request, "accounts/password.html", context, status=422 if form.errors else 200)


@door(ANYONE, POST)
def reading(request: HttpRequest) -> HttpResponse:
    """Keeps how the reader wants to be shown things, and goes back to the page they came from."""
    chosen = signing.Reading(request.POST).chosen()
    if chosen and request.user.is_authenticated:
        actions.choose_reading(
            person=Person.objects.get(pk=request.user.pk), choices=chosen, by=None, at=timezone.now()
        )  # fmt: skip
    back = inside(request, request.POST.get("next", "")) or inside(request, request.headers.get("Referer", ""))
    response = redirect(back or "/")
    keep_choices(response, request, chosen)
    return response

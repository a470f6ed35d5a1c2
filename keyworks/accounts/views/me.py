from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from keyworks.accounts import actions
from keyworks.accounts.forms import people as forms
from keyworks.accounts.forms.signing import Reading
from keyworks.accounts.models import Membership, Person, StandIn, Token
from keyworks.accounts.queries import called, day_of
from keyworks.accounts.views.request import SignedIn
from keyworks.accounts.views.signing import told
from keyworks.base import reader
from keyworks.base.doors import FORM, POST, READ, SIGNED_IN, door
from keyworks.base.scopes import scope


def standins_of(person: Any) -> dict[str, list[StandIn]]:
    """Who stands in for the person, and for whom the person stands in, now and later."""
    ahead = StandIn.objects.in_force(timezone.localdate(), ahead=True).select_related("absent", "deputy")
    return {
        "standins": list(ahead.filter(absent=person).order_by("from_on")),
        "standing_in": list(ahead.filter(deputy=person).order_by("from_on")),
    }


@door(SIGNED_IN, READ)
@never_cache
def me(request: SignedIn) -> HttpResponse:
    now = timezone.now()
    tokens = Token.objects.filter(person=request.user, revoked_at=None, expires_at__gt=now).order_by("-pk")
    choices = {name: getattr(reader.current(), name) for name in reader.COOKIES}
    context = {
        "person": request.user,
        "today": day_of(now),
        "seats": Membership.objects.in_force(day_of(now)).filter(person=request.user).select_related("unit"),
        "tokens": tokens,
        "reading": Reading(initial=choices),
        **standins_of(request.user),
    }
    return render(request, "accounts/me.html", context)


@door(SIGNED_IN, FORM)
def edit(request: SignedIn) -> HttpResponse:
    person = Person.objects.get(pk=request.user.pk)
    kept = {"post": person.post, "post_en": person.post_en, "email": person.email, "phone": person.phone}
    form = forms.Details(request.POST or None, initial={**kept, "edition": person.edition})

    def act(said: dict[str, Any]) -> Person:
        return actions.edit_person(
            person=person, name=person.name, name_en=person.name_en, **{name: said[name] for name in kept},
            over=said["edition"] or 0, by=request.user, at=timezone.now(),
        )  # fmt: skip

    if form.carry_out(act, now=kept):
        messages.success(request, _("Saved."))
        return redirect("accounts:me")
    return render(request, "accounts/me_edit.html", {"form": form}, status=form.status)


def standin_form(request: SignedIn, absent: Person, template: str, back: str) -> HttpResponse:
    """Names a stand-in for somebody, on one's own page and on the administrator's."""
    deputies = scope(request.user, Person.objects.filter(is_active=True)).exclude(pk=absent.pk)
    deputies = deputies.order_by(called("name", "name_en"), "pk")
    initial = {"from_on": timezone.localdate()}
    form = forms.StandIn(request.POST or None, deputies=deputies, initial=initial)

    def act(said: dict[str, Any]) -> StandIn:
        values = {name: said[name] for name in ("deputy", "from_on", "until_on", "reason")}
        return actions.name_standin(absent=absent, **values, by=request.user, at=timezone.now())

    if standin := form.carry_out(act):
        messages.success(request, _("%(name)s stands in.") % {"name": standin.deputy})
        return redirect(back)
    return render(request, template, {"form": form, "absent": absent, "back": back}, status=form.status)


@door(SIGNED_IN, FORM)
def standin_new(request: SignedIn) -> HttpResponse:
    absent = Person.objects.get(pk=request.user.pk)
    return standin_form(request, absent, "accounts/standin.html", "/me/")


@door(SIGNED_IN, POST)
def standin_end(request: SignedIn, pk: int) -> HttpResponse:
    standin = get_object_or_404(scope(request.user, StandIn.objects.all()), pk=pk)
    told(request, _("The stand-in has ended."), actions.end_standin, standin=standin)
    concerned = request.user.pk in (standin.absent_id, standin.deputy_id)
    return redirect("accounts:me") if concerned else redirect("accounts:person", standin.absent_id)


@door(SIGNED_IN, FORM)
@never_cache
def token_new(request: SignedIn) -> HttpResponse:
    """Makes a token; the answer is the one page that ever shows its text."""
    initial = {"expires_on": timezone.localdate() + timedelta(days=90)}
    form = forms.NewToken(request.POST or None, initial=initial)

    def act(said: dict[str, Any]) -> tuple[Token, str]:
        expires_at = timezone.make_aware(datetime.combine(said["expires_on"], time.max))
        person = Person.objects.get(pk=request.user.pk)
        return actions.make_token(
            person=person, name=said["name"], scope=said["scope"], expires_at=expires_at,
            by=request.user, at=timezone.now(),
        )  # fmt: skip

    if made := form.carry_out(act):
        return render(request, "accounts/token_made.html", {"token": made[0], "text": made[1]})
    return render(request, "accounts/token.html", {"form": form}, status=form.status)


@door(SIGNED_IN, POST)
def token_revoke(request: SignedIn, pk: int) -> HttpResponse:
    token = get_object_or_404(scope(request.user, Token.objects.all()), pk=pk)
    told(request, _("The token is revoked."), actions.revoke_token, token=token)
    return redirect("accounts:me")

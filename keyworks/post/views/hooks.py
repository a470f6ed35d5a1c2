from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from keyworks.base.doors import FORM, POST, READ, door
from keyworks.base.scopes import scope
from keyworks.base.tables import Column, Table
from keyworks.post import actions, queries
from keyworks.post.forms import DeliveryFilters, HookForm
from keyworks.post.models import Delivery, Hook

BADGES = {"waiting": "neutral", "sent": "good", "failed": "bad", "dropped": "neutral"}


@door(queries.RIGHT, READ)
def hooks(request: HttpRequest) -> HttpResponse:
    """The hooks, and what they were told."""
    filters = DeliveryFilters(request.GET)
    seen = scope(request.user, Delivery.objects.all())
    if filters.is_valid() and filters.cleaned_data["state"]:
        seen = seen.filter(state=filters.cleaned_data["state"])
    told = {
        "hooks": [(one, _events(one)) for one in scope(request.user, Hook.objects.all())],
        "hosts": queries.hook_hosts(), "table": _table(request, seen, filters),
    }  # fmt: skip
    return render(request, "post/hooks.html", told)


def _table(request: HttpRequest, seen: Any, filters: Any = None) -> Table:
    """What was told; without filters it is of one hook, which needs no column."""
    of = [Column("hook__name", _("Hook"), order="hook__name", fact=True)] if filters is not None else []
    return Table(
        request,
        key="deliveries",
        label=_("Deliveries"),
        columns=[
            Column("event", _("Event"), show=lambda row: _words(row["event"]), fact=True),
            *of,
            Column("state", _("State"), "badge", "state", show=lambda row: _badge(row["state"]), fact=True),
            Column("created_at", _("Announced"), "moment", "created_at"),
            Column("tries", _("Tries"), "number"),
            Column("status", _("Last answer"), "number"),
            Column("next_at", _("Next try"), "moment", show=_next),
        ],
        rows=seen.values("pk", "event", "hook__name", "state", "created_at", "tries", "status", "next_at"),
        row_url=lambda row: reverse("post:delivery", args=[row["pk"]]),
        filters=filters,
        empty=(_("Nothing was told yet"), _("What hooks are told of is shown here, with what came of it.")),
    )


def _words(event: str) -> str:
    return str(queries.events().get(event, event))


def _events(hook: Hook) -> list[str]:
    return [_words(event) for event in hook.events]


def _next(row: dict[str, Any]) -> Any:
    return row["next_at"] if row["state"] == Delivery.State.WAITING else None


def _badge(state: str) -> tuple[str, str]:
    return BADGES[state], str(Delivery.State(state).label)


@door(queries.RIGHT, READ)
def hook(request: HttpRequest, pk: int) -> HttpResponse:
    found = _hook(request, pk)
    told = {
        "hook": found, "events": _events(found), "hosts": queries.hook_hosts(),
        "table": _table(request, scope(request.user, Delivery.objects.filter(hook=found))),
    }  # fmt: skip
    return render(request, "post/hook.html", told)


@door(queries.RIGHT, FORM)
@never_cache
def hook_new(request: HttpRequest) -> HttpResponse:
    """Makes a hook; the answer shows its secret, this once."""
    form = HookForm(request.POST or None, events=queries.events(), initial={"events": list(queries.events())})

    def act(said: dict[str, Any]) -> Hook:
        values = {name: said[name] for name in ("name", "address", "events")}
        return actions.make_hook(**values, by=_person(request), at=timezone.now())

    if made := form.carry_out(act):
        return render(request, "post/secret.html", {"hook": made})
    told = {"form": form, "hosts": queries.hook_hosts()}
    return render(request, "post/hook_edit.html", told, status=form.status)


@door(queries.RIGHT, FORM)
def hook_edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = _hook(request, pk)
    kept = {"name": found.name, "address": found.address, "events": found.events}
    form = HookForm(request.POST or None, events=queries.events(), initial={**kept, "edition": found.edition})

    def act(said: dict[str, Any]) -> Hook:
        values = {name: said[name] for name in kept}
        over = said["edition"] or 0
        return actions.change_hook(hook=found, **values, over=over, by=_person(request), at=timezone.now())

    if form.carry_out(act, now=kept):
        messages.success(request, _("Saved."))
        return redirect(found)
    told = {"form": form, "hook": found, "hosts": queries.hook_hosts()}
    return render(request, "post/hook_edit.html", told, status=form.status)


@door(queries.RIGHT, POST)
@never_cache
def secret(request: HttpRequest, pk: int) -> HttpResponse:
    """Gives a new secret; the answer shows it, this once."""
    made = actions.renew_secret(hook=_hook(request, pk), by=_person(request), at=timezone.now())
    return render(request, "post/secret.html", {"hook": made})


@door(queries.RIGHT, POST)
def test(request: HttpRequest, pk: int) -> HttpResponse:
    return redirect(actions.try_hook(hook=_hook(request, pk), by=_person(request), at=timezone.now()))


@door(queries.RIGHT, POST)
def switch_on(request: HttpRequest, pk: int) -> HttpResponse:
    return redirect(actions.switch(hook=_hook(request, pk), active=True, by=_person(request), at=timezone.now()))


@door(queries.RIGHT, POST)
def switch_off(request: HttpRequest, pk: int) -> HttpResponse:
    return redirect(actions.switch(hook=_hook(request, pk), active=False, by=_person(request), at=timezone.now()))


@door(queries.RIGHT, READ)
def delivery(request: HttpRequest, pk: int) -> HttpResponse:
    found = _delivery(request, pk)
    waits = found.state == Delivery.State.WAITING
    told = {
        "delivery": found, "words": _words(found.event), "badge": BADGES[found.state], "may_drop": waits,
        "may_retry": (waits or found.state == Delivery.State.FAILED) and found.hook.active,
    }  # fmt: skip
    return render(request, "post/delivery.html", told)


@door(queries.RIGHT, POST)
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    found = _delivery(request, pk)
    return redirect(actions.retry_delivery(delivery=found, by=_person(request), at=timezone.now()))


@door(queries.RIGHT, POST)
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    return redirect(actions.drop_delivery(delivery=_delivery(request, pk), by=_person(request), at=timezone.now()))


def _person(request: HttpRequest) -> Any:
    return request.user


def _hook(request: HttpRequest, pk: int) -> Hook:
    return get_object_or_404(scope(request.user, Hook.objects.select_related("created_by")), pk=pk)


def _delivery(request: HttpRequest, pk: int) -> Delivery:
    return get_object_or_404(scope(request.user, Delivery.objects.select_related("hook")), pk=pk)

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from keyworks.accounts.models import Person
from keyworks.accounts.queries import called
from keyworks.base.doors import FORM, POST, READ, SIGNED_IN, door
from keyworks.base.scopes import scope
from keyworks.base.tables import Column, Table
from keyworks.post import actions, queries
from keyworks.post.forms import MailFilters, Often
from keyworks.post.models import Mail

BADGES = {"waiting": "neutral", "sent": "good", "failed": "bad", "dropped": "neutral"}


@door(queries.RIGHT, READ)
def outbox(request: HttpRequest) -> HttpResponse:
    """What waits, what was sent, and by which server."""
    filters = MailFilters(request.GET)
    seen = scope(request.user, Mail.objects.all())
    stuck = seen.filter(state=Mail.State.WAITING).exclude(error="").order_by("-next_at").first()
    if filters.is_valid() and filters.cleaned_data["state"]:
        seen = seen.filter(state=filters.cleaned_data["state"])
    table = Table(
        request,
        key="mails",
        label=_("Outgoing mail"),
        columns=[
            Column("subject", _("Subject"), fact=True),
            Column("called", _("To"), order="called"),
            Column("state", _("State"), "badge", "state", show=lambda row: _badge(row["state"]), fact=True),
            Column("created_at", _("Written"), "moment", "created_at"),
            Column("tries", _("Tries"), "number"),
            Column("next_at", _("Next try"), "moment", show=_next),
        ],
        rows=seen.annotate(called=called("person__name", "person__name_en")).values(
            "pk", "subject", "called", "state", "created_at", "tries", "next_at"
        ),
        row_url=lambda row: reverse("post:mail", args=[row["pk"]]),
        filters=filters,
        empty=(_("No e-mail yet"), _("The digests of the day that people asked for are shown here.")),
    )
    told = {"table": table, "waiting": queries.waiting(), "stuck": stuck, "server": _server(), "mine": _person(request)}
    return render(request, "post/outbox.html", told)


def _next(row: dict[str, Any]) -> Any:
    return row["next_at"] if row["state"] == Mail.State.WAITING else None


def _badge(state: str) -> tuple[str, str]:
    return BADGES[state], str(Mail.State(state).label)


def _server() -> list[tuple[str, str]]:
    """How the server is set, without its password."""
    if not queries.configured():
        return []
    kind = "TLS" if settings.EMAIL_USE_SSL else "STARTTLS" if settings.EMAIL_USE_TLS else _("not encrypted")
    return [
        (_("Server"), f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"),
        (_("Encryption"), kind),
        (_("User name"), settings.EMAIL_HOST_USER or "—"),
        (_("Password"), _("set") if settings.EMAIL_HOST_PASSWORD else "—"),
        (_("Sender"), settings.DEFAULT_FROM_EMAIL),
        (_("Address of the site"), settings.ADDRESS),
    ]


@door(queries.RIGHT, READ)
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    found = _seen(request, pk)
    waits = found.state == Mail.State.WAITING
    told = {
        "mail": found, "badge": BADGES[found.state], "may_drop": waits,
        "may_retry": waits or found.state == Mail.State.FAILED,
    }  # fmt: skip
    return render(request, "post/mail.html", told)


@door(queries.RIGHT, POST)
def test(request: HttpRequest) -> HttpResponse:
    return redirect(actions.test(by=_person(request), at=timezone.now()))


@door(queries.RIGHT, POST)
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    return redirect(actions.retry(mail=_seen(request, pk), by=_person(request), at=timezone.now()))


@door(queries.RIGHT, POST)
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    return redirect(actions.drop(mail=_seen(request, pk), by=_person(request), at=timezone.now()))


@door(SIGNED_IN, FORM)
def mine(request: HttpRequest) -> HttpResponse:
    """How often the person is told by e-mail."""
    person = Person.objects.get(pk=_person(request).pk)
    form = Often(request.POST or None, initial={"often": queries.often_of(person)})

    def act(said: dict[str, Any]) -> bool:
        actions.choose(often=said["often"], by=person, at=timezone.now())
        return True

    if form.carry_out(act):
        return redirect("accounts:me")
    return render(request, "post/mine.html", {"form": form}, status=form.status)


def _person(request: HttpRequest) -> Any:
    return request.user


def _seen(request: HttpRequest, pk: int) -> Mail:
    return get_object_or_404(scope(request.user, Mail.objects.select_related("person")), pk=pk)

"""Consultation days: when which matters are decided, the list of a day, and its minutes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from keyworks.accounts.queries import called, moment, today
from keyworks.accounts.views.request import SignedIn
from keyworks.base import shown
from keyworks.base.cells import Column, Row
from keyworks.base.doors import FORM, READ, door
from keyworks.base.scopes import scope
from keyworks.base.tables import Table
from keyworks.matters import actions
from keyworks.matters.forms.consulting import ConsultationForm, Minutes
from keyworks.matters.models import Consultation
from keyworks.matters.models.words import KINDS, LEVELS_SHORT, STATES
from keyworks.matters.queries import consulting as queries
from keyworks.matters.rules import authority
from keyworks.matters.rules.consulting import WEEK, Sitting
from keyworks.matters.rules.ladder import Kind, State
from keyworks.matters.views.common import BADGES


@door(authority.READ, READ)
def consultations(request: SignedIn) -> HttpResponse:
    """Each consultation with its next days, how much falls to them, and what was decided before."""
    may = request.user.may(authority.RULE)
    found = scope(request.user, Consultation.objects.prefetch_related("districts"))
    rows = [_about(request, one) for one in (found if may else found.filter(active=True))]
    return render(request, "matters/consultations.html", {"rows": rows, "may": may, "way": "consultations"})


def _about(request: SignedIn, one: Consultation) -> dict[str, Any]:
    days, ahead = queries.coming(one, today()) if one.active else [], []
    last = queries.unminuted(one, today()) if one.active else None
    left = queries.falling(request.user, one, last).count() if last else 0
    for number, day in enumerate(days):
        falls = queries.falling(request.user, one, day, days[number - 1] if number else None)
        ahead.append({"day": day, "n": falls.count(), "why": queries.why_moved(day)})
    return {
        "one": one, "last": last if left else None, "left": left, "ahead": ahead, "held": queries.held(one),
        "rule": _rule(one),
        "levels": shown.listed(str(LEVELS_SHORT[level]) for level in one.levels),
        "kinds": shown.listed(str(KINDS[Kind(kind)]) for kind in one.kinds),
        "districts": shown.listed(str(unit) for unit in one.districts.all()),
    }  # fmt: skip


def _rule(one: Consultation) -> str:
    told = {"cutoff": WEEKDAYS[one.cutoff], "weekday": WEEKDAYS[one.weekday]}
    return _("What is raised by %(cutoff)s is decided on the next %(weekday)s") % told


def _day(request: SignedIn, pk: int, text: str) -> tuple[Consultation, Sitting]:
    one = get_object_or_404(scope(request.user, Consultation.objects.all()), pk=pk)
    try:
        found = queries.sitting(one, date.fromisoformat(text))
    except ValueError as error:
        raise Http404 from error
    if found is None:
        raise Http404
    return one, found


@door(authority.READ, READ)
def day(request: SignedIn, pk: int, day: str) -> HttpResponseBase:
    """The list of one day: what falls to it, or what it made of what fell to it."""
    one, held = _day(request, pk, day)
    kept = queries.minutes(request.user, one, held.planned)
    falls = queries.falling(request.user, one, held, _after(one, held))
    table = _table(request, one, held, falls)
    if table.exporting:
        return table.sheet()
    context = {
        "one": one, "held": held, "why": queries.why_moved(held), "minutes": kept, "table": table,
        "may": request.user.may(authority.RULE) and held.on <= today() and falls.exists(), "lead": _lead(one, held),
        "decided": sum(x.decided for x in kept), "ahead": held.on >= today(),
    }  # fmt: skip
    return render(request, "matters/consultation.html", context)


def _after(one: Consultation, held: Sitting) -> Sitting | None:
    """The day before it, to which what was raised earlier falls; nothing falls earlier than to the next one."""
    first = queries.coming(one, today(), 1)[0]
    return queries.sitting(one, held.planned - WEEK) if held.planned > first.planned else None


def _lead(one: Consultation, held: Sitting) -> str:
    told = {"on": shown.day(held.on), "weekday": WEEKDAYS[held.on.weekday()], "cutoff": shown.day(held.cutoff)}
    words = _("%(weekday)s, %(on)s, for what was raised by %(cutoff)s") % told
    return f"{words} · {one.place}" if one.place else words


def _table(request: SignedIn, one: Consultation, held: Sitting, falls: Any) -> Table:
    carried = queries.carried(one, held.planned)

    def since(row: Row) -> tuple[str, Any]:
        before = row["pk"] in carried or row["raised_on"] <= held.cutoff - WEEK
        return ("warn", _("carried over")) if before else ("info", _("new"))

    return Table(
        request,
        key="consultation",
        sort="-level",
        label=_("Matters of the day"),
        columns=[
            Column("title", gettext_lazy("Matter"), as_written=True),
            Column("number", gettext_lazy("Number"), "code", order="number"),
            Column("state", gettext_lazy("State"), "badge", fact=True, show=_state),
            Column("level", gettext_lazy("Level"), "number", order="level"),
            Column("raised_called", gettext_lazy("Raised by"), "short"),
            Column("raised_on", gettext_lazy("Raised"), "date", order="raised_on", fact=True),
            Column("lead_called", gettext_lazy("Led by"), "short"),
            Column("due_on", gettext_lazy("Promised for"), "date", order="due_on"),
            Column("pk", gettext_lazy("On the list"), "badge", fact=True, show=since),
        ],
        rows=falls.annotate(
            raised_called=called("raised_unit__name_zh", "raised_unit__name_en"),
            lead_called=called("lead__name_zh", "lead__name_en"),
        ).values("pk", "title", "number", "state", "level", "raised_called", "raised_on", "lead_called", "due_on"),
        row_url=lambda row: reverse("matters:matter", args=[row["pk"]]),
        export=True,
        empty=(_("Nothing falls to this day"), _("What is raised in time and still open stands here by itself.")),
    )


def _state(row: Row) -> tuple[str, Any]:
    return BADGES[State(row["state"])], STATES[State(row["state"])]


@door(authority.RULE, FORM)
def minutes(request: SignedIn, pk: int, day: str) -> HttpResponse:
    """Write down what was decided of each."""
    one, held = _day(request, pk, day)
    form = Minutes(request.POST or None, queries.falling(request.user, one, held))

    def act(sent: dict[str, Any]) -> list[Any]:
        return actions.minute(
            consultation=one, planned=held.planned, words=form.words(sent), by=request.user, at=moment()
        )

    if made := form.carry_out(act):
        decided = sum(x.decided for x in made)
        words = ngettext(
            "%(n)s is decided, %(left)s carried over.", "%(n)s are decided, %(left)s carried over.", decided
        )
        messages.success(request, words % {"n": shown.number(decided), "left": shown.number(len(made) - decided)})
        return redirect("matters:consultation", one.pk, day)
    context = {"one": one, "held": held, "form": form, "lead": _lead(one, held), "day": day}
    return render(request, "matters/minutes.html", context, status=form.status)


@door(authority.RULE, FORM)
def consultation_new(request: SignedIn) -> HttpResponse:
    return _edited(request, None, {})


@door(authority.RULE, FORM)
def consultation_edit(request: SignedIn, pk: int) -> HttpResponse:
    found = get_object_or_404(scope(request.user, Consultation.objects.all()), pk=pk)
    kept = {name: getattr(found, name) for name in ("name_zh", "name_en", "weekday", "cutoff", "place", "active")}
    kept |= {"levels": found.levels, "kinds": found.kinds, "districts": found.districts.all()}
    return _edited(request, found, {**kept, "edition": found.edition})


def _edited(request: SignedIn, found: Consultation | None, kept: dict[str, Any]) -> HttpResponse:
    form = ConsultationForm(request.POST or None, initial=kept)

    def act(sent: dict[str, Any]) -> Consultation:
        return actions.set_consultation(
            consultation=found, values=sent, districts=sent["districts"], over=sent["edition"] or 0, by=request.user,
            at=moment(),
        )  # fmt: skip

    if form.carry_out(act):
        return redirect("matters:consultations")
    return render(request, "matters/consultation_edit.html", {"form": form, "one": found}, status=form.status)

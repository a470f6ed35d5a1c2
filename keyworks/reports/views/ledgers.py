"""A project's three ledgers beside one another, and writing in those that are not its reports."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from keyworks.accounts.queries import moment, today
from keyworks.accounts.views.request import SignedIn
from keyworks.base.doors import FORM, READ, door
from keyworks.projects.models import Project
from keyworks.reports import actions
from keyworks.reports.forms.ledgers import EntryForm, MonthForm
from keyworks.reports.models.ledger_words import ENTRIES, LEDGERS
from keyworks.reports.queries import ledgers as queries
from keyworks.reports.rules import way
from keyworks.reports.rules.ledgers import KEEP, Entry, Ledger
from keyworks.reports.views.common import month_of, seen
from keyworks.values.months import Month


@door(way.READ, READ)
def ledgers(request: SignedIn, pk: int) -> HttpResponse:
    """A year's months in the three ledgers, with the gaps."""
    project, last = seen(request.user, pk), way.reported_on(today())
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and 1990 <= int(asked[:5]) <= last.year else last.year
    keeps = [one for one in Ledger if queries.may_keep_ledger(request.user, project, one)]
    context = {
        "project": project, "year": year, "lines": _lines(project, year, last), "last": last, "keeps": keeps,
        "earlier": year - 1, "later": year + 1 if year < last.year else None, "entry": _entry(project),
        "may_enter": Ledger.STATISTICS in keeps,
    }  # fmt: skip
    return render(request, "reports/ledgers.html", context)


def _lines(project: Project, year: int, last: Month) -> list[dict[str, Any]]:
    return [{"one": one, "key": int(one.month)} for one in queries.side_by_side(project, year, last)]


def _entry(project: Project) -> dict[str, Any] | None:
    found = queries.entry_of(project)
    return {"one": found, "words": ENTRIES[Entry(found.status)]} if found else None


@door(KEEP, FORM)
def ledgers_month(request: SignedIn, pk: int, month: int) -> HttpResponse:
    """What the other ledgers say of a month."""
    project, chosen = seen(request.user, pk), month_of(month)
    found = queries.kept(project, chosen)
    stands = {one: of for one, of in found.items() if queries.may_keep_ledger(request.user, project, one)}
    if not stands:
        raise PermissionDenied
    form = MonthForm(request.POST or None, stands=stands)

    def act(sent: dict[str, Any]) -> bool:
        return _keep(request, project, chosen, stands, sent)

    now = {ledger.value: one.amount.shown().text for ledger, one in stands.items() if one}
    if form.is_bound and form.carry_out(act, now=now) is not None:
        messages.success(request, _("Written down."))
        return redirect("reports:ledgers", project.pk)
    context = {
        "form": form, "project": project, "month": chosen, "over": way.opens(chosen) <= today(),
        "there": reverse("reports:ledgers", args=[project.pk]),
        "versions": [(LEDGERS[ledger], one) for ledger, one in queries.kept_versions(project, chosen)],
    }  # fmt: skip
    return render(request, "reports/ledgers_month.html", context, status=form.status)


def _keep(request: SignedIn, project: Project, month: Month, stands: dict[Ledger, Any], sent: dict[str, Any]) -> bool:
    """Each ledger of which an amount was sent, all or none."""
    amounts = {one: sent.get(one.value) for one in stands}
    with_amount = {
        one: [actions.Amount(project, month, money, sent.get(f"{one.value}_seen") or 0)]
        for one, money in amounts.items()
        if money is not None
    }
    actions.keep_all(amounts=with_amount, by=request.user, at=moment(), reason=sent.get("reason", ""))
    return True


@door(KEEP, FORM)
def ledgers_entry(request: SignedIn, pk: int) -> HttpResponse:
    """Where the project stands with the statistics."""
    project = seen(request.user, pk)
    if not queries.may_keep_ledger(request.user, project, Ledger.STATISTICS):
        raise PermissionDenied
    form = EntryForm(request.POST or None, entry=queries.entry_of(project))

    def act(sent: dict[str, Any]) -> Any:
        return actions.enter(
            project=project, status=Entry(sent["entry"]), month=sent["month"], method=sent["method"],
            over=sent["edition"] or 0, by=request.user, at=moment(), reason=sent.get("reason", ""),
        )  # fmt: skip

    if form.is_bound and form.carry_out(act):
        messages.success(request, _("Written down."))
        return redirect("reports:ledgers", project.pk)
    context = {"form": form, "project": project, "there": reverse("reports:ledgers", args=[project.pk])}
    return render(request, "reports/ledgers_entry.html", context, status=form.status)


@door(way.READ, READ)
def ledgers_of(request: SignedIn, kind: str, pk: int) -> HttpResponse:
    """The last month in three ledgers: a part of a project's page."""
    if kind != "project":
        raise Http404(kind)
    project, last = seen(request.user, pk), way.reported_on(today())
    known = [
        one for one in queries.side_by_side(project, last.year, last)
        if one.reported is not None or one.counted is not None or one.paid is not None
    ]  # fmt: skip
    context = {"project": project, "line": known[-1] if known else None, "entry": _entry(project)}
    return render(request, "reports/ledgers_of.html", context)

"""Amounts of many projects written in a ledger at once, as they are copied out of a sheet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from keyworks.accounts.queries import moment, today
from keyworks.accounts.views.request import SignedIn
from keyworks.base import shown
from keyworks.base.doors import FORM, door
from keyworks.base.scopes import scope
from keyworks.projects.models import Project
from keyworks.projects.queries import UNITS
from keyworks.reports import actions
from keyworks.reports.forms.ledgers import PasteForm
from keyworks.reports.queries.ledgers import may_keep_ledger, stands
from keyworks.reports.rules import way
from keyworks.reports.rules.ledgers import KEEP, Ledger


@door(KEEP, FORM)
def ledgers_paste(request: SignedIn) -> HttpResponse:
    """Write down what a ledger says of many projects, all or none."""
    form = PasteForm(request.POST or None)

    def act(sent: dict[str, Any]) -> int | None:
        ledger = Ledger(sent["ledger"])
        amounts = _amounts(request, form, ledger)
        if form.errors:
            return None
        return actions.keep(
            ledger=ledger, amounts=amounts, by=request.user, at=moment(), reason=sent["reason"]
        )  # fmt: skip

    if form.is_bound and (count := form.carry_out(act)) is not None:
        words = ngettext("%(n)s amount written down.", "%(n)s amounts written down.", count)
        messages.success(request, words % {"n": shown.number(count)})
        return redirect("reports:ledgers_paste")
    return render(request, "reports/ledgers_paste.html", {"form": form}, status=form.status)


def _amounts(request: SignedIn, form: PasteForm, ledger: Ledger) -> list[actions.Amount]:
    """What each line says, over what stands; whatever cannot be is told at its cell."""
    said = form.said()
    if form.errors:
        return []
    rows = scope(request.user, Project.objects.select_related(*UNITS))
    projects = {one.local_number: one for one in rows.filter(local_number__in={number for _, number, _, _ in said})}
    versions = stands(ledger, [one.pk for one in projects.values()], {month for _, _, month, _ in said})
    found = []
    for line, number, month, amount in said:
        project = projects.get(number)
        if project is None:
            form.wrong(f"A{line}", "reports.number_unknown", number=number)
            continue
        if not may_keep_ledger(request.user, project, ledger):
            form.wrong(f"A{line}", "reports.not_kept_here")
        if way.opens(month) > today():
            form.wrong(f"B{line}", "reports.not_over", month=str(month))
        version, before = versions.get((project.pk, month), (0, None))
        if (amount.amount < 0 or before not in (None, amount)) and not form.cleaned_data["reason"].strip():
            form.wrong(f"C{line}", "reports.negative" if amount.amount < 0 else "reports.reason_missing")
        found.append(actions.Amount(project, month, amount, version))
    return found

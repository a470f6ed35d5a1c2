"""What waits for the reader's office: what is worth a look first, the rest passed in one go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from keyworks.accounts.queries import moment, today
from keyworks.accounts.views.request import SignedIn
from keyworks.base import shown
from keyworks.base.cells import Column
from keyworks.base.doors import FORM, READ, door
from keyworks.base.tables import Bulk, Table
from keyworks.reports import actions
from keyworks.reports.queries.turn import Odd, Waiting, waiting
from keyworks.reports.rules import way
from keyworks.reports.views.common import month_asked, said, tabs
from keyworks.reports.views.explaining import because
from keyworks.reports.views.questions import shown_elsewhere
from keyworks.values.months import Month
from keyworks.values.refusals import Refused

LONGEST = 100_000
"""Letters of the list of what was seen."""
WORDS = {
    Odd.RED: gettext_lazy("red light"), Odd.LATE: gettext_lazy("came late"),
    Odd.UNCHANGED: gettext_lazy("no change twice running"),
}  # fmt: skip


@door(way.PASS, FORM)
def turn(request: SignedIn) -> HttpResponseBase:
    """What waits for the reader; sent back, all that was seen, raises no question and stands as it did passes."""
    chosen = month_asked((request.POST if request.method == "POST" else request.GET).get("month", ""))
    found = waiting(request.user, chosen, today())
    plain = [one for one in found if not one.odd]
    if request.method == "POST":
        return _passed(request, chosen, plain)
    odd = [one for one in found if one.odd]
    names = shown_elsewhere(request.user, [asked.params for one in odd for asked in one.questions])
    table = Table(
        request,
        key="reports-turn",
        columns=_columns(),
        rows=[_row(number, one, names) for number, one in enumerate(odd)],
        sort="place",
        label=_("Worth a look"),
        row_url=lambda row: reverse("reports:report", args=[row["pk"], int(chosen)]),
        bulk=[Bulk("pass", gettext_lazy("Let pass"), "reports:let_pass", way.PASS)],
    )
    context: dict[str, Any] = {
        "table": table, "month": chosen, "all": len(found), "plain": len(plain), "odd": len(odd),
        "seen": " ".join(_seen(one) for one in plain), "there": _at("month", chosen),
        "done": sum((one.report.done.amount for one in plain), 0),
        "earlier": _at("turn", chosen - 1),
        "later": _at("turn", chosen + 1) if chosen < way.reported_on(today()) else "",
    }  # fmt: skip
    return render(request, "reports/turn.html", context | {"tabs": tabs(request, context["month"])})


@door(way.PASS, READ)
def count(request: SignedIn) -> HttpResponse:
    """How many wait for the reader, and how many of them are worth a look: a part of the month's page."""
    chosen = month_asked(request.GET.get("month", ""))
    found = waiting(request.user, chosen, today())
    odd = sum(1 for one in found if one.odd)
    context: dict[str, Any] = {"all": len(found), "plain": len(found) - odd, "odd": odd, "there": _at("turn", chosen)}
    return render(request, "reports/turn_count.html", context)


def _columns() -> list[Column]:
    return [
        Column("name", gettext_lazy("Project")),
        Column("district", gettext_lazy("District"), "short"),
        Column("why", gettext_lazy("Why it is worth a look"), fact=True),
        Column("done", gettext_lazy("This month"), "money", fact=True),
        Column("year", gettext_lazy("Since January"), "money"),
    ]


def _row(number: int, one: Waiting, names: Mapping[int, str]) -> dict[str, Any]:
    project = one.report.project
    return {
        "pk": project.pk, "place": number, "name": str(project), "district": str(project.district or ""),
        "why": _why(one, names), "done": one.report.done, "year": one.report.year_done,
    }  # fmt: skip


def _why(one: Waiting, names: Mapping[int, str]) -> str:
    """What is asked of it and what is odd of it, in a line."""
    told = [because(asked.rule, asked.params, names) for asked in one.questions]
    for why in one.odd:
        if why is Odd.CORRECTED:
            told.append(_("corrected: %(reason)s") % {"reason": one.reason})
        elif why in WORDS:
            told.append(str(WORDS[why]))
    return shown.listed(told, zh="；", en="; ")


def _seen(one: Waiting) -> str:
    """A report and its edition, as they stood when the page was made."""
    return f"{one.report.pk}.{one.report.edition}"


def _passed(request: SignedIn, chosen: Month, plain: list[Waiting]) -> HttpResponse:
    """Let pass what was seen and stands as it was seen; what came or changed since waits for another look."""
    seen = set(request.POST.get("seen", "")[:LONGEST].split())
    same = [one.report for one in plain if _seen(one) in seen][: actions.MOST]
    try:
        passed = actions.let_pass(reports=same, by=request.user, at=moment())
    except Refused as no:
        messages.error(request, said(no))
        return redirect(_at("turn", chosen))
    words = ngettext("%(n)s report passed on.", "%(n)s reports passed on.", len(passed))
    messages.success(request, words % {"n": shown.number(len(passed))})
    if left := len(seen) - len(passed):
        words = ngettext("%(n)s changed meanwhile and waits.", "%(n)s changed meanwhile and wait.", left)
        messages.info(request, words % {"n": shown.number(left)})
    return redirect(_at("turn", chosen))


def _at(name: str, month: Month) -> str:
    return f"{reverse(f'reports:{name}')}?month={month}"

"""A project's year planned by month."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from keyworks.accounts.queries import moment, today
from keyworks.accounts.views.request import SignedIn
from keyworks.base.doors import FORM, door
from keyworks.projects.models import Project, Term
from keyworks.reports import actions, queries
from keyworks.reports.forms.planning import PlanForm
from keyworks.reports.rules import way
from keyworks.reports.rules.figures import Plan, spread, straight
from keyworks.reports.views.common import EARLIEST, seen
from keyworks.values.money import Money, total
from keyworks.values.months import Month

CENT = 10**4
"""A hundredth of 10,000 yuan: amounts are filled in no finer than people write them."""
SHAPES = ("straight", "before")


@door(way.READ, FORM)
def plan(request: SignedIn, pk: int, year: int) -> HttpResponse:
    """What a project is to invest in each month of a year, out of which funds, and what is due by when."""
    project = seen(request.user, pk)
    if not EARLIEST <= year <= today().year + 1:
        raise Http404
    files = queries.may_file(request.user, project)
    if request.method == "POST" and not files:
        raise PermissionDenied
    funds, given = queries.funds_of_year(project, year), queries.months_given(project, year)
    before = queries.shape_before(project, year)
    shape = request.GET.get("shape", "")
    names = {code: str(term) for code, (term, _amount) in funds.items()} if len(funds) > 1 else {"": ""}
    start = _start(project, year, names, funds, given, before if shape == "before" else None, shape in SHAPES)
    form = PlanForm(request.POST or None, year=year, funds=names, start=start, given=bool(given)) if files else None

    def act(sent: dict[str, Any]) -> bool:
        months = form.months(sent)  # type: ignore[union-attr]
        by_fund = months if list(months) != [""] else months[""]
        made = actions.plan_year(
            project=project,
            year=year,
            months=by_fund,
            by=request.user,
            at=moment(),
            reason=sent.get("reason", ""),
        )
        messages.success(request, _("The year is planned by month.") if made else _("Nothing was changed."))
        return True

    if form is not None and form.is_bound and form.carry_out(act):
        return redirect("reports:plan", pk, year)
    whole = queries.planned_of_year(project, year)
    context = {
        "project": project, "year": year, "form": form, "funds": [(code, *funds[code]) for code in names if code],
        "whole": whole, "stands": _stands(queries.plans([pk], year).get(pk), year), "given": bool(given),
        "planned": total(amount for months in given.values() for amount in months), "shape": shape,
        "before": before is not None, "versions": queries.plan_versions(project, year), "names": _names(),
        "here": reverse("reports:plan", args=[pk, year]), "month": way.reported_on(today()),
    }  # fmt: skip
    return render(request, "reports/plan.html", context, status=form.status if form else 200)


def _names() -> dict[str, str]:
    return {term.code: str(term) for term in Term.objects.filter(kind=Term.Kind.FUND)}


def _start(
    project: Project, year: int, names: Mapping[str, str], funds: Mapping[str, tuple[Term, Money]],
    given: Mapping[str, list[Money]], weights: list[int] | None, anew: bool,
) -> dict[str, list[Money]]:  # fmt: skip
    """What the form is filled with: what stands, else an even year or one in the shape asked for."""
    found = {}
    for fund in names:
        whole = funds[fund][1] if fund else queries.planned_of_year(project, year)
        if given and not anew and set(given) == set(names):
            found[fund] = given[fund]
        else:
            found[fund] = [Money(one) for one in spread(whole.amount, weights or [1] * 12, CENT)]
    return found


def _stands(stands: Plan | None, year: int) -> list[tuple[Month, Money, Money, float | None]]:
    """Each month with its amount, what is due by its end, and the share that is of the year."""
    months = (stands or straight(year, 0)).months
    whole = sum(months)
    return [
        (Month(year, number), Money(amount), Money(due), due / whole if whole else None)
        for number, (amount, due) in enumerate(zip(months, accumulate(months), strict=True), 1)
    ]

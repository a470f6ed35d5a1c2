"""Ceilings of programmes and districts, what stands under them, and why projects overran."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keyworks.accounts.queries import moment, today
from keyworks.accounts.views.request import SignedIn
from keyworks.base.cells import Column
from keyworks.base.doors import FORM, READ, door
from keyworks.base.tables import Table
from keyworks.projects.models import Term
from keyworks.projects.queries.work import everything
from keyworks.reports import actions, queries
from keyworks.reports.forms.ceilings import CeilingForm, OverrunForm
from keyworks.reports.models import Overrun
from keyworks.reports.models.words import CEILINGS, OVERS
from keyworks.reports.rules import way
from keyworks.reports.rules.ceilings import CeilingOf, Over
from keyworks.reports.views.common import EARLIEST, large, month_asked, seen, tabs
from keyworks.values.money import Money
from keyworks.values.months import Month


@door(way.READ, READ)
def ceilings(request: SignedIn) -> HttpResponseBase:
    """The ceilings of a year beside what is planned and done, and the projects that overran."""
    month = month_asked(request.GET.get("month", ""))
    found = queries.ceilings(request.user, month)
    overran = queries.overruns(request.user, month)
    silent = [one for one in overran if one.said is None]
    only = request.GET.get("without") == "1"
    table = _overruns(request, silent if only else overran)
    if table.exporting:
        return table.sheet()
    twice = found.overlap
    context: dict[str, Any] = {
        "month": month, "table": table, "only": only, "silent": len(silent), "overran": len(overran),
        "exceeded": sum(1 for row in found.rows if row.over.amount > 0), "twice": twice.projects,
        "twice_planned": large(Money(twice.planned)), "twice_done": large(Money(twice.done)),
        "sum_planned": large(Money(found.sums[CeilingOf.PROGRAMME])),
        "tables": [(kind, _ceilings(request, found.rows, kind, month)) for kind in CeilingOf],
        "part": not everything(request.user), "all": _here(month), "without": f"{_here(month)}&without=1",
        "earlier": _here(month - 1),
        "later": _here(month + 1) if month < way.reported_on(today()) else "",
    }  # fmt: skip
    return render(request, "reports/ceilings.html", context | {"tabs": tabs(request, context["month"])})


def _here(month: Month) -> str:
    return f"{reverse('reports:ceilings')}?{urlencode({'month': str(month)})}"


def _ceilings(request: SignedIn, rows: list[queries.Under], kind: CeilingOf, month: Month) -> Table:
    columns = [
        Column("name", CEILING_HEADS[kind], order="pk"),
        Column("projects", gettext_lazy("Projects"), "number", order="projects"),
        Column("ceiling", gettext_lazy("Ceiling"), "money", order="ceiling"),
        Column("planned", gettext_lazy("Planned"), "money", order="planned", fact=True),
        Column("done", gettext_lazy("Since January"), "money", order="done"),
        Column("used", gettext_lazy("Of the ceiling"), "share", fact=True),
        Column("state", gettext_lazy("State"), "badge", fact=True),
        Column("over", gettext_lazy("Above the ceiling"), "money", order="over"),
    ]
    made = [
        {
            "pk": number, "name": row.name, "code": row.code, "projects": row.projects, "ceiling": row.ceiling,
            "planned": row.planned, "done": row.done, "over": row.over if row.over.amount > 0 else None,
            "state": _state(row), "used": _used(row),
        }
        for number, row in enumerate(rows)
        if row.kind is kind
    ]  # fmt: skip
    return Table(
        request, key=f"reports-ceilings-{kind}", columns=columns, rows=made, sort="pk", prefix=f"{kind.value[0]}-",
        label=CEILING_HEADS[kind], empty=(_("Nothing is planned"), ""),
        row_url=lambda row: reverse("reports:ceiling", args=[kind.value, row["code"], month.year]),
    )  # fmt: skip


CEILING_HEADS = {CeilingOf.PROGRAMME: gettext_lazy("Programme"), CeilingOf.DISTRICT: gettext_lazy("District")}


def _state(row: queries.Under) -> tuple[str, Any]:
    if row.ceiling is None:
        return "neutral", _("no ceiling")
    if row.done > row.ceiling:
        return "bad", _("done above the ceiling")
    return ("warn", _("planned above the ceiling")) if row.planned > row.ceiling else ("good", _("within"))


def _used(row: queries.Under) -> float | None:
    return row.planned.amount / row.ceiling.amount if row.ceiling else None


def _overruns(request: SignedIn, rows: list[queries.Overran]) -> Table:
    columns = [
        Column("name", gettext_lazy("Project"), order="name"),
        Column("over", gettext_lazy("What was overrun"), "short", show=lambda row: str(OVERS[row["over"]])),
        Column("planned", gettext_lazy("Planned"), "money", order="planned"),
        Column("done", gettext_lazy("Done"), "money", order="done"),
        Column("amount", gettext_lazy("Overrun"), "money", order="amount", fact=True, total=True),
        Column("why", gettext_lazy("Reason"), "badge", fact=True, show=_reason),
        Column("note", gettext_lazy("What is to be added"), as_written=True, shown=False),
    ]
    made = [
        {
            "pk": number, "project": one.project.pk, "name": str(one.project), "over": one.over, "year": one.year,
            "planned": one.planned, "done": one.done, "amount": one.amount, "said": one.said,
            "note": one.said.note if one.said else "",
        }
        for number, one in enumerate(rows)
    ]  # fmt: skip
    return Table(
        request, key="reports-overruns", columns=columns, rows=made, sort="pk", label=_("Overruns"), export=True,
        row_url=lambda row: reverse("reports:overrun", args=[row["project"], row["year"], row["over"].value]),
        empty=(_("No project has overrun"), ""),
    )  # fmt: skip


def _reason(row: Any) -> tuple[str, Any]:
    return ("neutral", str(row["said"].why)) if row["said"] else ("warn", _("no reason given"))


@door(way.READ, FORM)
def ceiling(request: SignedIn, kind: str, code: str, year: int) -> HttpResponse:
    """One ceiling with its versions; the city office sets it."""
    sets = request.user.may(way.CEILINGS)
    if request.method == "POST" and not sets:
        raise PermissionDenied
    if kind not in set(CeilingOf) or not EARLIEST <= year <= today().year + 1:
        raise Http404
    of = CeilingOf(kind)
    found: Any = Term.objects.filter(kind=Term.Kind.PROGRAMME, code=code).first()
    if of is CeilingOf.DISTRICT:
        found = queries.district_of(request.user, code=code)
    if found is None:
        raise Http404
    versions = queries.ceiling_versions(kind, code, year)
    form = CeilingForm(request.POST or None, last=versions[0] if versions else None) if sets else None

    def act(sent: dict[str, Any]) -> Any:
        return actions.set_ceiling(
            kind=of, code=code, year=year, amount=sent["amount"], over=sent["edition"] or 0, by=request.user,
            at=moment(), reason=sent.get("reason", ""),
        )  # fmt: skip

    if form is not None and form.is_bound and form.carry_out(act):
        messages.success(request, _("The ceiling is set."))
        return redirect("reports:ceiling", kind, code, year)
    context: dict[str, Any] = {
        "name": str(found), "kind": CEILINGS[of], "year": year, "form": form, "versions": versions,
        "back": _here(month_asked("")),
    }  # fmt: skip
    return render(request, "reports/ceiling.html", context, status=form.status if form else 200)


@door(way.READ, FORM)
def overrun(request: SignedIn, pk: int, year: int, over: str) -> HttpResponse:
    """Why a project overran its year or its total: the reason that stands, and saying it."""
    project = seen(request.user, pk)
    files = queries.may_file(request.user, project)
    if request.method == "POST" and not files:
        raise PermissionDenied
    if over not in set(Over) or not EARLIEST <= year <= today().year + 1:
        raise Http404
    kind = Over(over)
    month = min(way.reported_on(today()), Month(year, 12))
    standing = next((one for one in queries.overruns(request.user, month, project) if one.over is kind), None)
    versions = list(Overrun.objects.versions(project=project, over=over, year=year).select_related("why", "by"))
    last = versions[-1] if versions else None
    form = OverrunForm(request.POST or None, last=last) if files and standing else None

    def act(sent: dict[str, Any]) -> Any:
        return actions.explain_overrun(
            project=project, kind=kind, year=year, amount=standing.amount if standing else Money(0), why=sent["why"],
            note=sent["note"], over=sent["edition"] or 0, by=request.user, at=moment(),
            reason=sent.get("reason", ""),
        )  # fmt: skip

    if form is not None and form.is_bound and form.carry_out(act):
        messages.success(request, _("The reason stands beside the figure."))
        return redirect("reports:overrun", pk, year, over)
    if request.method == "POST" and form is None:
        messages.error(request, _("This project has not overrun."))
    context: dict[str, Any] = {
        "project": project, "year": year, "kind": OVERS[kind], "standing": standing, "form": form,
        "versions": versions[::-1], "back": _here(month),
    }  # fmt: skip
    return render(request, "reports/overrun.html", context, status=form.status if form else 200)

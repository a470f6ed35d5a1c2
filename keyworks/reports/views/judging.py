"""What lights are judged by beside the reports: exemptions of a project, batches of bonds."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keyworks.accounts.models import Unit
from keyworks.accounts.queries import moment, today
from keyworks.accounts.views.request import SignedIn
from keyworks.base.cells import Column
from keyworks.base.doors import FORM, POST, READ, door
from keyworks.base.scopes import scope
from keyworks.base.tables import Table
from keyworks.projects.models import Project
from keyworks.reports import actions
from keyworks.reports.forms.filing import Reason
from keyworks.reports.forms.judging import BatchForm, ExemptForm, SpendForm
from keyworks.reports.models import BondBatch, Exemption
from keyworks.reports.models.ledger_words import CAUSES
from keyworks.reports.models.light_words import DIMENSIONS
from keyworks.reports.queries import judging as queries
from keyworks.reports.queries.rulesets import rules_for
from keyworks.reports.rules import way
from keyworks.reports.rules.ledgers import KEEP, OFFICE, Cause, Judged
from keyworks.reports.rules.lights.judging import bonds as judged_bonds
from keyworks.reports.rules.lights.judging import window
from keyworks.reports.rules.lights.specs import Bonds, Dimension
from keyworks.reports.rules.lights.states import Batch
from keyworks.reports.views.common import said, seen
from keyworks.values.money import Money
from keyworks.values.months import Month
from keyworks.values.refusals import Refused


@door(way.READ, READ)
def exemptions(request: SignedIn, pk: int) -> HttpResponse:
    """What of a project was or is not judged, and why."""
    project = seen(request.user, pk)
    rows = [
        {"one": one, "dimension": DIMENSIONS[Dimension(one.dimension)], "cause": CAUSES[Cause(one.cause)],
         "withdrawal": getattr(one, "withdrawal", None)}
        for one in queries.exemptions_of(project)
    ]  # fmt: skip
    context = {"project": project, "rows": rows, "decides": request.user.may(OFFICE)}
    return render(request, "reports/exemptions.html", context)


@door(OFFICE, FORM)
def exempt(request: SignedIn, pk: int) -> HttpResponse:
    """Leave one dimension of a project unjudged for some months."""
    project = seen(request.user, pk)
    form = ExemptForm(request.POST or None)

    def act(sent: dict[str, Any]) -> Exemption:
        return actions.exempt(
            project=project, dimension=Dimension(sent["dimension"]), first=sent["first"], last=sent["last"],
            cause=Cause(sent["cause"]), reason=sent["reason"], by=request.user, at=moment(),
        )  # fmt: skip

    there = reverse("reports:exemptions", args=[project.pk])
    if form.is_bound and form.carry_out(act) is not None:
        messages.success(request, _("Exempt."))
        return redirect(there)
    return render(
        request, "reports/exempt.html", {"form": form, "project": project, "there": there}, status=form.status
    )


@door(OFFICE, POST)
def withdraw(request: SignedIn, pk: int) -> HttpResponse:
    """Judge again what was exempt."""
    found = Exemption.objects.filter(pk=pk).select_related("project").first()
    if found is None:
        raise Http404
    project, form = seen(request.user, found.project_id), Reason(request.POST)
    try:
        actions.withdraw(
            exemption=found, reason=form.cleaned_data["reason"] if form.is_valid() else "", by=request.user,
            at=moment(),
        )  # fmt: skip
    except Refused as no:
        messages.error(request, said(no))
    return redirect("reports:exemptions", project.pk)


def _rule(month: Month) -> tuple[Bonds | None, Bonds | None]:
    """How bonds of projects and of districts are judged in a month."""
    return rules_for(month).bonds, rules_for(month, Judged.DISTRICT).district_bonds


def _columns() -> list[Column]:
    return [
        Column("name", gettext_lazy("Batch"), order="name", as_written=True),
        Column("whose", gettext_lazy("Project or district"), fact=True),
        Column("issued_on", gettext_lazy("Issued on"), "date", order="issued_on"),
        Column("amount", gettext_lazy("Amount"), "money", order="amount", fact=True, total=True),
        Column("spent", gettext_lazy("Spent"), "money", order="spent", total=True),
        Column("share", gettext_lazy("Of the amount"), "share", fact=True),
        Column("last", gettext_lazy("To be spent by the end of"), "month"),
        Column("light", gettext_lazy("Light"), "light", fact=True),
    ]


@door(way.READ, READ)
def bonds(request: SignedIn) -> HttpResponseBase:
    """The batches of bonds within reach, with what was spent of them by the month reported last."""
    month = way.reported_on(today())
    found, rules = queries.batches_seen(request.user), _rule(month)
    spent = queries.spent_by([one.pk for one in found], month)
    rows = [_row(one, Money(spent.get(one.pk, 0)), rules[one.project_id is None], month) for one in found]
    table = Table(
        request, key="reports-bonds", columns=_columns(), rows=rows, sort="issued_on", label=_("Special bonds"),
        row_url=lambda row: reverse("reports:bond", args=[row["pk"]]), export=True,
        empty=(_("No batch of bonds is known"), _("The city office adds batches as they are issued.")),
    )  # fmt: skip
    if table.exporting:
        return table.sheet()
    return render(request, "reports/bonds.html", {"table": table, "month": month, "decides": request.user.may(OFFICE)})


def _row(one: BondBatch, spent: Money, rule: Bonds | None, month: Month) -> dict[str, Any]:
    batch = Batch(one.name, one.issued_on, one.amount.amount, spent.amount)
    found = judged_bonds(rule, (batch,), month) if rule else None
    return {
        "pk": one.pk, "name": one.name, "whose": str(one.project or one.district), "issued_on": one.issued_on,
        "amount": one.amount, "spent": spent, "share": spent.amount / one.amount.amount,
        "last": window(batch, rule.months)[1] if rule else None, "light": str(found.colour) if found else "",
    }  # fmt: skip


@door(OFFICE, FORM)
def bond_new(request: SignedIn) -> HttpResponse:
    """Add a batch of bonds."""
    districts = scope(request.user, Unit.objects.filter(kind=Unit.Kind.DISTRICT, closed_on=None)).order_by("pk")
    form = BatchForm(request.POST or None, districts=districts)

    def act(sent: dict[str, Any]) -> BondBatch:
        project = None
        if sent["project"]:
            project = scope(request.user, Project.objects.all()).filter(local_number=sent["project"]).first()
            if project is None:
                raise actions.ReportsRefused("reports.number_unknown", field="project", number=sent["project"])
        district = districts.filter(pk=int(sent["district"])).first() if sent["district"] else None
        return actions.issue(
            project=project, district=district, name=sent["name"], issued_on=sent["issued_on"], amount=sent["amount"],
            by=request.user, at=moment(),
        )  # fmt: skip

    if form.is_bound and (made := form.carry_out(act)):
        messages.success(request, _("Added."))
        return redirect("reports:bond", made.pk)
    return render(
        request, "reports/bond_new.html", {"form": form, "there": reverse("reports:bonds")}, status=form.status
    )


def _batch(request: SignedIn, pk: int) -> BondBatch:
    found = queries.batch_seen(request.user, pk)
    if found is None:
        raise Http404
    return found


@door(way.READ, READ)
def bond(request: SignedIn, pk: int) -> HttpResponse:
    """A batch of bonds, and what was spent of it month by month."""
    found, month = _batch(request, pk), way.reported_on(today())
    rule = _rule(month)[found.project_id is None]
    spent = Money(queries.spent_by([found.pk], month).get(found.pk, 0))
    row = _row(found, spent, rule, month)
    context = {
        "batch": found, "spent": spent, "share": row["share"], "last": row["last"], "light": row["light"],
        "rows": queries.spendings(found), "may_spend": queries.may_spend(request.user, found), "month": month,
    }  # fmt: skip
    return render(request, "reports/bond.html", context)


@door(KEEP, FORM)
def bond_spend(request: SignedIn, pk: int) -> HttpResponse:
    """Say what of a batch was spent by the end of a month."""
    found = _batch(request, pk)
    if not queries.may_spend(request.user, found):
        raise PermissionDenied
    form = SpendForm(request.POST or None)

    def act(sent: dict[str, Any]) -> bool:
        stands = [one for one in queries.spendings(found) if one.month == sent["month"]]
        actions.spend(
            batch=found, month=sent["month"], spent=sent["spent"], over=stands[0].version if stands else 0,
            by=request.user, at=moment(), reason=sent["reason"],
        )  # fmt: skip
        return True

    if form.is_bound and form.carry_out(act):
        messages.success(request, _("Written down."))
        return redirect("reports:bond", found.pk)
    context = {"form": form, "batch": found, "there": reverse("reports:bond", args=[found.pk])}
    return render(request, "reports/bond_spend.html", context, status=form.status)

"""The office's side of open data: which fields go out, of which projects, the preview, the signature."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from keyworks.accounts.queries import moment
from keyworks.accounts.views.request import SignedIn
from keyworks.base import reader, shown
from keyworks.base.cells import Column, Row
from keyworks.base.doors import FORM, POST, READ, door
from keyworks.base.manifest import sentence as words_of
from keyworks.base.tables import Bulk, Table
from keyworks.publishing import actions
from keyworks.publishing.forms import RuleForm, SignForm, StandingForm, WhyForm
from keyworks.publishing.models.words import CHANGES, FIELDS, MODES, STANDINGS, WHYS
from keyworks.publishing.queries import opened as queries
from keyworks.publishing.rules.opening import OPEN_READ, OPEN_SIGN, Field, Mode, Standing
from keyworks.publishing.views.telling import FIELD_OF
from keyworks.values.refusals import Refused

MOST_SHOWN = 50
AT_ONCE = 1000
BADGES = {Standing.HELD: "warn", Standing.OPEN: "good", Standing.SIGNED: "good"}
MODE_BADGES = {Mode.NEVER: "neutral", Mode.SIGNED: "info", Mode.ALWAYS: "good"}


@door(OPEN_READ, READ)
def office(request: SignedIn) -> HttpResponse:
    """The editions that were signed, and the way to the next."""
    context = {"editions": list(queries.editions()), "last": queries.newest(), "signs": request.user.may(OPEN_SIGN)}
    return render(request, "publishing/opening.html", context)


@door(OPEN_READ, READ)
def rules(request: SignedIn) -> HttpResponse:
    """Every field and when it goes out."""
    rows = [
        {"field": field, "name": FIELDS[field], "rule": rule, "mode": MODES[Mode(rule.mode if rule else Mode.NEVER)],
         "badge": MODE_BADGES[Mode(rule.mode if rule else Mode.NEVER)]}
        for field, rule in queries.rule_rows()
    ]  # fmt: skip
    return render(request, "publishing/opening_rules.html", {"rows": rows, "signs": request.user.may(OPEN_SIGN)})


@door(OPEN_SIGN, FORM)
def rule(request: SignedIn, field: str) -> HttpResponse:
    """When one field goes out."""
    if field not in [*Field]:
        raise Http404(field)
    one = queries.rule_of(field)
    now: dict[str, Any] = {"mode": one.mode if one else Mode.NEVER, "since": one.since if one else None}
    form = RuleForm(request.POST or None, initial={**now, "edition": one.edition if one else 0})

    def act(sent: dict[str, Any]) -> Any:
        return actions.set_rule(
            field=field, mode=sent["mode"], since=sent["since"], over=sent["edition"] or 0, by=request.user,
            at=moment(),
        )  # fmt: skip

    if form.carry_out(act, now=now):
        return redirect("publishing:open_rules")
    context = {"form": form, "title": FIELDS[Field(field)], "cancel": reverse("publishing:open_rules")}
    return render(request, "publishing/opening_form.html", context, status=form.status)


def _called(row: Row) -> str:
    return reader.told(row["name_zh"], row["name_en"])


def _standing(row: Row) -> tuple[str, Any]:
    if not row["standing"]:
        return "neutral", _("not decided: not public")
    return BADGES[Standing(row["standing"])], STANDINGS[Standing(row["standing"])]


@door(OPEN_READ, READ)
def projects(request: SignedIn) -> HttpResponse:
    """Every project and where it stands towards the public."""
    table = Table(
        request, key="opening", label=_("Projects"), sort="local_number",
        columns=[
            Column("called", gettext_lazy("Project"), order="name_zh", show=_called, as_written=True),
            Column("local_number", gettext_lazy("Number"), "code", order="local_number"),
            Column("standing", gettext_lazy("Towards the public"), "badge", fact=True, show=_standing),
            Column("why", gettext_lazy("Why"), as_written=True),
        ],
        rows=queries.standings(request.user).values("pk", "name_zh", "name_en", "local_number", "standing", "why"),
        row_url=lambda row: reverse("publishing:open_standing", args=[row["pk"]]),
        bulk=[Bulk("open", _("Open them to the public"), "publishing:open_release", OPEN_SIGN)],
        empty=(_("No projects yet"), ""),
    )  # fmt: skip
    return render(request, "publishing/opening_projects.html", {"table": table})


@door(OPEN_SIGN, POST)
def release(request: SignedIn) -> HttpResponse:
    """Open the chosen projects to the public, in the next edition."""
    keys = [int(one) for one in request.POST.getlist("id") if one.isascii() and one.isdigit() and len(one) < 18]
    try:
        n = actions.set_standing(keys=keys[:AT_ONCE], standing=Standing.OPEN, by=request.user, at=moment())
    except Refused as no:
        messages.error(request, words_of(no.code, no.params))
    else:
        words = ngettext("%(n)s project is open now.", "%(n)s projects are open now.", n) % {"n": shown.number(n)}
        messages.success(request, words)
    return redirect("publishing:open_projects")


@door(OPEN_READ, FORM)
def project(request: SignedIn, pk: int) -> HttpResponse:
    """Where one project stands, what of it would go out, and who said so."""
    found = queries.project_of(request.user, pk)
    if found is None:
        raise Http404(f"project {pk}")
    if request.method == "POST" and not request.user.may(OPEN_SIGN):
        raise PermissionDenied
    one = queries.standing_of(pk)
    now = {"stands": one.standing if one else Standing.HELD, "reason": one.reason if one else ""}
    form = StandingForm(request.POST or None, initial=now)

    def act(sent: dict[str, Any]) -> Any:
        actions.set_standing(keys=[pk], standing=sent["stands"], reason=sent["reason"], by=request.user, at=moment())
        return True

    if form.carry_out(act, now=now):
        return redirect("publishing:open_projects")
    context = {
        "form": form, "title": found, "one": one, "signs": request.user.may(OPEN_SIGN), "found": found,
        "standing": STANDINGS[Standing(one.standing)] if one else "", "cancel": reverse("publishing:open_projects"),
    }  # fmt: skip
    return render(request, "publishing/opening_form.html", context, status=form.status)


@door(OPEN_READ, FORM)
def preview(request: SignedIn) -> HttpResponseBase:
    """What would go out now, what hinders it, and the signature."""
    if request.method == "POST" and not request.user.may(OPEN_SIGN):
        raise PermissionDenied
    seen = queries.preview(request.user, moment())
    form = SignForm(request.POST or None, initial={"digest": seen.digest, "licence": "cc-by-4.0"})

    def act(sent: dict[str, Any]) -> Any:
        return actions.sign(digest=sent["digest"], licence=sent["licence"], by=request.user, at=moment())

    if form.carry_out(act):
        messages.success(request, _("Signed off: it is public now."))
        return redirect("publishing:open_office")
    counts = {kind: sum(one.kind == kind for one in seen.changes) for kind in CHANGES}
    context = {
        "seen": seen, "form": form, "signs": request.user.may(OPEN_SIGN), "counts": counts,
        "findings": [
            {"one": one, "why": WHYS[one.why], "field": FIELDS[FIELD_OF[one.key]] if one.key in FIELD_OF else _("Name")}
            for one in seen.findings[:MOST_SHOWN]
        ],
        "changes": [
            {"number": one.number, "name": reader.told(one.name_zh, one.name_en), "kind": CHANGES[one.kind],
             "fields": shown.listed(dict.fromkeys(
                 str(FIELDS[FIELD_OF[key]]) if key in FIELD_OF else _("Name") for key in one.keys
             ))}
            for one in seen.changes[:MOST_SHOWN]
        ],
        "more": max(0, len(seen.changes) - MOST_SHOWN),
        "fields": [FIELDS[Field(name)] for name, rule in queries.rules().items() if rule.mode != Mode.NEVER],
    }  # fmt: skip
    return render(request, "publishing/opening_preview.html", context, status=form.status)


@door(OPEN_SIGN, FORM)
def withdraw(request: SignedIn, number: int) -> HttpResponse:
    """Take an edition out of the public."""
    found = queries.standing_edition(number)
    if found is None:
        raise Http404(f"edition {number}")
    form = WhyForm(request.POST or None)

    def act(sent: dict[str, Any]) -> Any:
        return actions.withdraw(edition=found, reason=sent["reason"], by=request.user, at=moment())

    if form.carry_out(act):
        return redirect("publishing:open_office")
    title = _("Withdraw edition %(number)s") % {"number": found.number}
    context = {"form": form, "title": title, "signs": True, "cancel": reverse("publishing:open_office"), "danger": True}
    return render(request, "publishing/opening_form.html", context, status=form.status)

"""Rule sets: which is adopted, what each says, tried on a past month before it is adopted, and a city's own."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from keyworks.accounts.queries import moment, today
from keyworks.accounts.views.request import SignedIn
from keyworks.base.doors import FORM, READ, door
from keyworks.base.manifest import sentence
from keyworks.reports import actions
from keyworks.reports.forms.judging import AdoptForm, RulesForm
from keyworks.reports.models import Adoption, RuleDocument
from keyworks.reports.models.ledger_words import JUDGED
from keyworks.reports.models.light_words import COLOURS, DIMENSIONS
from keyworks.reports.queries import rulesets as queries
from keyworks.reports.queries.trying import MOST, tried
from keyworks.reports.rules import way
from keyworks.reports.rules.ledgers import OFFICE, Judged
from keyworks.reports.rules.lights.comparing import Compared
from keyworks.reports.rules.lights.reading import document
from keyworks.reports.rules.lights.specs import Colour
from keyworks.reports.views.common import month_asked, name_of, spoken, tabs
from keyworks.reports.views.explaining import one_why
from keyworks.reports.views.saying_rules import told, told_of_districts
from keyworks.values.months import Month


@door(way.READ, READ)
def rules(request: SignedIn) -> HttpResponse:
    """The rule sets there are, and which is adopted since when."""
    month, newest = way.reported_on(today()), queries.newest()
    held = {whom: queries.adopted(month, whom) for whom in Judged}
    rows = [
        {
            "code": code, "name": name_of(one.rules), "city": spoken(one.rules.city), "version": one.number,
            "judges": [JUDGED[whom] for whom in one.judges], "verify": one.rules.verify,
            "holds": [JUDGED[whom] for whom, of in held.items() if of.rules.code == code],
        }
        for code, one in newest.items()
    ]  # fmt: skip
    context: dict[str, Any] = {
        "rows": rows, "month": month, "decides": request.user.may(OFFICE),
        "held": [(JUDGED[whom], name_of(one.rules), one.rules.code) for whom, one in held.items()],
        "adoptions": [
            {"one": one, "whom": JUDGED[Judged(one.judges)], "name": name_of(newest[one.code].rules)}
            for one in queries.adoptions()
        ],
    }  # fmt: skip
    return render(request, "reports/rules.html", context | {"tabs": tabs(request, context["month"])})


def _version(code: str, asked: str) -> tuple[queries.Version, list[queries.Version]]:
    found = queries.versions_of(code)
    if not found:
        raise Http404
    return next((one for one in found if str(one.number) == asked), found[0]), found


@door(way.READ, READ)
def rules_of(request: SignedIn, code: str) -> HttpResponse:
    """What a rule set says, and what it would make of a past month."""
    version, versions = _version(code, request.GET.get("version", ""))
    chosen = month_asked(request.GET.get("month", ""))
    chosen = min(chosen, way.reported_on(today()))
    now = queries.adopted(chosen)
    asked = bool(request.GET.get("month"))
    context: dict[str, Any] = {
        "rules": version.rules, "kept": version, "versions": versions, "name": name_of(version.rules),
        "city": spoken(version.rules.city), "source": spoken(version.rules.source),
        "note": spoken(version.rules.note), "told": told(version.rules),
        "of_districts": told_of_districts(version.rules),
        "document": json.dumps(document(version.rules), ensure_ascii=False, indent=2), "month": chosen,
        "now_name": name_of(now.rules), "same": now.rules == version.rules, "decides": request.user.may(OFFICE),
        "tried": _tried(request, version, now, chosen) if asked and Judged.PROJECT in version.judges else None,
        "may_try": Judged.PROJECT in version.judges,
        "adopt": f"{reverse('reports:rules_adopt', args=[code])}?" + urlencode({"version": version.number}),
    }  # fmt: skip
    return render(request, "reports/rules_of.html", context)


def _tried(request: SignedIn, version: queries.Version, now: queries.Version, month: Month) -> dict[str, Any]:
    found = tried(request.user, month, now.rules, version.rules, today())
    rows = [(colour, COLOURS[colour], found.now[colour], found.then[colour]) for colour in Colour]
    return {
        "rows": rows, "changed": found.changed, "most": MOST, "more": found.changed > MOST,
        "changes": [
            {"project": project, "one": one.one, "one_words": COLOURS[one.one], "other": one.other,
             "other_words": COLOURS[one.other], "why": _because(one),
             "there": reverse("reports:report", args=[project.pk, int(month)])}
            for project, one in found.changes
        ],
    }  # fmt: skip


def _because(found: Compared) -> list[str]:
    """Why the colour changes: the dimensions that differ in colour, as the set that is tried judges them."""
    told = []
    for one in found.differences:
        if one.recoloured:
            verdict = one.other or one.one
            judged = one_why(verdict) if one.other and verdict else _("not judged by this set")
            told.append(f"{DIMENSIONS[one.dimension]} · {judged}")
    return told


@door(OFFICE, FORM)
def rules_adopt(request: SignedIn, code: str) -> HttpResponse:
    """Adopt a version of a rule set from a month on."""
    version, _all = _version(code, request.GET.get("version", ""))
    form = AdoptForm(request.POST or None, judges=version.judges, month=way.reported_on(today()))

    def act(sent: dict[str, Any]) -> Adoption:
        return actions.adopt(
            code=code, version=version.number, whom=Judged(sent["whom"]), month=sent["month"], reason=sent["reason"],
            by=request.user, at=moment(),
        )  # fmt: skip

    if form.is_bound and form.carry_out(act) is not None:
        messages.success(request, _("Adopted."))
        return redirect("reports:rules")
    context: dict[str, Any] = {
        "form": form, "name": name_of(version.rules), "kept": version, "code": code,
        "there": reverse("reports:rules_of", args=[code]),
    }  # fmt: skip
    return render(request, "reports/rules_adopt.html", context, status=form.status)


@door(OFFICE, FORM)
def rules_edit(request: SignedIn, code: str) -> HttpResponse:
    """Change a rule set's document: it is kept as a new version, of this set or of another named in it."""
    version, found = _version(code, "")
    text = json.dumps(document(version.rules), ensure_ascii=False, indent=2)
    form = RulesForm(request.POST or None, initial={"text": text, "edition": version.number})

    def act(sent: dict[str, Any]) -> RuleDocument | None:
        made = actions.bring_rules(
            text=sent["text"], over=_over(sent["text"], code, sent["edition"] or 0), by=request.user,
            at=moment(), reason=sent["reason"],
        )  # fmt: skip
        if isinstance(made, RuleDocument):
            return made
        for problem in made:
            form.add_error("text", f"{problem.place.field or '·'}: {sentence(problem.code, problem.params)}")
        return None

    if form.is_bound and (made := form.carry_out(act, now={"text": text})):
        messages.success(request, _("Kept as version %(version)s.") % {"version": made.version})
        return redirect("reports:rules_of", made.code)
    context: dict[str, Any] = {
        "form": form, "name": name_of(found[0].rules), "there": reverse("reports:rules_of", args=[code]), "code": code,
    }  # fmt: skip
    return render(request, "reports/rules_edit.html", context, status=form.status)


def _over(text: str, code: str, seen: int) -> int:
    """The version seen of this set; another set named in the document is changed over its newest."""
    try:
        other = json.loads(text).get("code")
    except (ValueError, AttributeError, RecursionError):
        return seen
    if other == code or not isinstance(other, str):
        return seen
    known = queries.versions_of(other)
    return known[0].number if known else 0

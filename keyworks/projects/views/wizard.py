from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from keyworks.accounts.models import Unit
from keyworks.accounts.views.request import SignedIn
from keyworks.base.doors import FORM, POST, READ, door
from keyworks.base.manifest import sentence
from keyworks.base.scopes import scope
from keyworks.projects import actions, queries
from keyworks.projects.forms.wizard import STEPS, Finding, Name, Whole
from keyworks.projects.forms.wizard.parts import Step
from keyworks.projects.forms.wizard.steps import Money
from keyworks.projects.models import Draft, Project
from keyworks.projects.models.words import FACTS
from keyworks.projects.rules.lacking import lacking
from keyworks.values.refusals import Stale

LOOK = "look"
CODES = [kind.code for kind in STEPS]
ASKED_TWICE = timedelta(minutes=2)
"""So long after a registration the same button pressed once more leads to what it registered."""
AT = {
    "owner": "place", "district": "place", "lead_department": "place", "responsible_unit": "place",
    "geometry": "place", "address_zh": "place", "leader": "place", "service_officer": "place", "liaison": "place",
    "category": "what", "scope_zh": "what", "nature": "what", "investor": "what",
    "total": "money", "amounts": "money", "planned_start": "money", "planned_finish": "money",
    "project_code": "name",
}  # fmt: skip
"""Where a fact that a project should have is typed; what is not here comes after the registration."""
FIELD = {"total": "id_parts.total", "amounts": "list-amounts"}


def _mine(request: SignedIn, pk: int) -> Draft:
    return get_object_or_404(scope(request.user, Draft.objects.all()), pk=pk)


def _to(draft: Draft, step: str, **query: str) -> HttpResponse:
    if step == LOOK:
        return redirect("projects:draft_look", draft.pk)
    there = reverse("projects:draft_edit", args=[draft.pk, step])
    return redirect(f"{there}?{urlencode(query)}" if query else there)


def _like(request: SignedIn, written: Any) -> list[Project]:
    """The projects a draft with these names may be about."""
    names = [name for key in ("name_zh", "name_en") if (name := str(written.get(key, "")).strip())]
    owner = Unit.objects.filter(code=written.get("owner") or "").first()
    return queries.similar(request.user, names, owner) if names else []


def _page(
    request: SignedIn, form: Step, draft: Draft | None, *, status: int = 200, unkept: bool = False
) -> HttpResponse:
    """The page of a step; `unkept` where the browser may not keep what was typed either."""
    context: dict[str, Any] = {
        "form": form,
        "step": form.code,
        "steps": STEPS,
        "draft": draft,
        "unkept": unkept,
        "faults": _findings(form),
        "next": [*CODES, LOOK][CODES.index(form.code) + 1] if draft else "",
        "similar": _like(request, draft.values) if form.code == Name.code and draft else [],
        "drafts": queries.drafts(request.user) if draft is None else [],
    }
    if isinstance(form, Money):
        context["sums"] = form.sums()
    return render(request, "projects/wizard.html", context, status=status)


def _findings(form: Step) -> list[Finding]:
    return Whole.found([form]) if form.is_bound else []


def _secret(request: SignedIn, draft: Draft | None) -> HttpResponse:
    """Nothing of a secret project stays: not what was typed now, and not what was typed before."""
    if draft is not None:
        actions.remove_draft(draft=draft, by=request.user, at=timezone.now())
    context = {"refusal": sentence("projects.secret", {})}
    return render(request, "projects/wizard_secret.html", context, status=409)


@door("projects.register", FORM)
def project_new(request: SignedIn) -> HttpResponse:
    """The first page of a new project, and the drafts that wait to be taken up again."""
    if request.method != "POST":
        return _page(request, Name({}, request.user, checked=False), None)
    typed = Name.written(request.POST)
    form = Name(typed, request.user, checked=True)
    if not (str(typed["name_zh"]) + str(typed["name_en"])).strip() and typed["secrecy"] != "secret":
        return _page(request, form, None)
    owned = {name: unit.code for name, unit in queries.own_units(request.user).items()}
    try:
        draft = actions.begin_draft(written={**owned, **typed}, by=request.user, at=timezone.now())
    except actions.ProjectsRefused as no:
        return _refused(request, form, None, no)
    return _onwards(request, draft, Name)


@door("projects.register", FORM)
def draft_edit(request: SignedIn, pk: int, step: str) -> HttpResponse:
    draft = _mine(request, pk)
    kind = next((kind for kind in STEPS if kind.code == step), None)
    if kind is None:
        raise Http404(step)
    if request.method != "POST":
        if "check" not in request.GET:
            more = request.GET.get("more", "")
            return _page(request, kind(draft.values, request.user, checked=False, more=more), draft)
        return _page(request, _judged(request, draft).step(step), draft)
    typed = kind.written(request.POST)
    over = request.POST.get("edition", "")
    edition = int(over) if over.isascii() and over.isdigit() and len(over) < 10 else 0
    try:
        draft = actions.save_draft(
            draft=draft, step=step, written=typed, over=edition, by=request.user, at=timezone.now()
        )
    except (actions.ProjectsRefused, Stale) as no:
        return _refused(request, kind({**draft.values, **typed}, request.user, checked=True), draft, no)
    return _onwards(request, draft, kind)


def _refused(request: SignedIn, form: Step, draft: Draft | None, no: Any) -> HttpResponse:
    if no.code == "projects.secret":
        return _secret(request, draft)
    if no.code == "projects.draft_gone":
        raise Http404
    form.refuse(no, draft.values if draft else None)
    if draft is not None and isinstance(no, Stale):
        draft.refresh_from_db()
    return _page(request, form, draft, status=no.status, unkept=no.code == "projects.secret_word")


def _onwards(request: SignedIn, draft: Draft, kind: type[Step]) -> HttpResponse:
    """Where the pressed button leads; going on asks for what is wrong first, a chosen step is gone to in any case."""
    go = request.POST.get("go", "")
    if go == "leave":
        messages.success(request, _("The draft is kept. Take it up again whenever you like, on any device."))
        return redirect("projects:project_new")
    if go in (*CODES, LOOK):
        return _to(draft, go)
    if go.startswith("more."):
        return _to(draft, kind.code, more=go.removeprefix("more.")[:20])
    seen = set(request.POST.getlist("seen"))
    unseen = kind is Name and any(str(one.pk) not in seen for one in _like(request, draft.values))
    if unseen or _judged(request, draft).step(kind.code).faults:
        return _to(draft, kind.code, check="1")
    return _to(draft, [*CODES, LOOK][CODES.index(kind.code) + 1])


def _judged(request: SignedIn, draft: Draft) -> Whole:
    """All steps of the draft with everything that is wrong with them."""
    whole = Whole(draft.values, request.user)
    found = actions.problems_of(rows=[whole.values], by=request.user, at=timezone.now())
    whole.put(problem for _number, problem in found)
    return whole


@door("projects.register", FORM)
def draft_look(request: SignedIn, pk: int) -> HttpResponse:
    """Everything on one page, with what is wrong and what is missing; here the project is registered."""
    draft = scope(request.user, Draft.objects.all()).filter(pk=pk).first()
    if draft is None:
        before = queries.registered_last(request.user, timezone.now() - ASKED_TWICE)
        if request.method == "POST" and before is not None:
            return redirect(before)
        raise Http404
    whole = _judged(request, draft)
    if request.method == "POST" and not whole.findings:
        try:
            project = actions.register_draft(draft=draft, values=whole.values, by=request.user, at=timezone.now())
        except actions.ProjectsRefused as no:
            if no.code == "projects.draft_gone":
                return draft_look(request, pk)
            whole.refuse(no)
        else:
            messages.success(request, _("The project is registered."))
            return redirect(project)
    values = whole.values
    has = {**values, "total": values.get("parts", {}).get("total")}
    missing = [
        Finding(AT[fact], FIELD.get(fact, f"id_{fact}"), str(FACTS[fact]), "", hinders=False)
        for fact in lacking(values.get("stage", "idea"), values.get("variant", "factory"), has)
        if fact in AT and (fact != "leader" or "leader" in whole.step("place").fields)
    ]
    context = {
        "draft": draft, "step": LOOK, "steps": STEPS, "told": whole.told(), "faults": whole.findings,
        "asked": whole.asked, "missing": missing, "similar": _like(request, draft.values),
    }  # fmt: skip
    return render(request, "projects/wizard_look.html", context, status=409 if request.method == "POST" else 200)


@door("projects.register", POST)
def draft_remove(request: SignedIn, pk: int) -> HttpResponse:
    actions.remove_draft(draft=_mine(request, pk), by=request.user, at=timezone.now())
    messages.success(request, _("The draft is removed."))
    return redirect("projects:project_new")


@door("projects.register", READ)
def similar(request: SignedIn) -> HttpResponse:
    """While a project is being named: those it may be already."""
    asked = {name: request.GET.get(name, "")[:300] for name in ("name_zh", "name_en", "owner")}
    return render(request, "projects/parts/similar.html", {"similar": _like(request, asked)})


@door("projects.register", READ)
def sums(request: SignedIn) -> HttpResponse:
    """While money is being typed: what it sums to, and what is missing to the total."""
    form = Money(Money.written(request.GET), request.user, checked=True)
    return render(request, "projects/parts/sums.html", {"sums": form.sums()})

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from keyworks.accounts.models import Person
from keyworks.accounts.queries import role_words
from keyworks.accounts.views.request import SignedIn
from keyworks.accounts.views.signing import told
from keyworks.base import shown
from keyworks.base.doors import FORM, POST, READ, door
from keyworks.base.scopes import scope
from keyworks.projects.actions import administering as actions
from keyworks.projects.actions import edit_term, open_terms
from keyworks.projects.forms import administering as forms
from keyworks.projects.models import Guard, Term, Transition
from keyworks.projects.models.words import VARIANTS, WAYS
from keyworks.projects.queries import lists as queries
from keyworks.projects.rules.authority import ADMINISTER
from keyworks.projects.rules.stages import Stage, Variant, Way

LED = frozenset({Term.Kind.CHAIN, Term.Kind.PROGRAMME})
"""Code lists whose entries have a leader."""
GROUPS = ((Way.ONWARD,), (Way.BACK,), (Way.PAUSE, Way.RESUME), (Way.EXIT, Way.RECOVER))
"""The ways that are read together."""
TERM_FIELDS = ("name_zh", "name_en", "note_zh", "note_en", "leader")


@door(ADMINISTER, READ)
def rules(request: SignedIn) -> HttpResponse:
    """What the city itself lays down for the register, and what stands of it."""
    return render(request, "projects/rules.html", queries.laid_down())


@door(ADMINISTER, READ)
def lists(request: SignedIn) -> HttpResponse:
    """The city's code lists."""
    sizes = queries.sizes()
    rows = [
        {"kind": kind, "open": sizes.get(kind, (0, 0))[0], "shut": sizes.get(kind, (0, 0))[1]} for kind in Term.Kind
    ]
    return render(request, "projects/lists.html", {"rows": rows})


def _kind(kind: str) -> Term.Kind:
    if kind not in Term.Kind.values:
        raise Http404(kind)
    return Term.Kind(kind)


@door(ADMINISTER, READ)
def entries(request: SignedIn, kind: str) -> HttpResponse:
    """One code list: its entries in order, and where each is used."""
    found, used = _kind(kind), queries.used(kind)
    register = reverse("projects:list")
    terms = scope(request.user, Term.objects.filter(kind=kind)).select_related("leader").order_by("order", "pk")
    rows = [
        {
            "term": term,
            "used": used[term.pk],
            "there": f"{register}?{kind}={term.code}" if kind in queries.FILTERED else "",
        }
        for term in terms
    ]
    context = {"kind": found, "rows": rows, "led": found in LED}
    return render(request, "projects/entries.html", context)


def _people(request: SignedIn) -> Any:
    return scope(request.user, Person.objects.filter(is_active=True)).order_by("username")


def _said(said: dict[str, Any], fields: tuple[str, ...]) -> dict[str, Any]:
    return {name: said[name] for name in fields if name in said}


@door(ADMINISTER, FORM)
def term_new(request: SignedIn, kind: str) -> HttpResponse:
    found = _kind(kind)
    form = forms.TermNew(request.POST or None, people=_people(request), led=found in LED)

    def act(said: dict[str, Any]) -> Term:
        row = _said(said, ("code", *TERM_FIELDS))
        return open_terms(kind=kind, rows=[row], by=request.user, at=timezone.now())[0]

    if form.carry_out(act):
        messages.success(request, _("The entry is added."))
        return redirect("projects:entries", kind)
    context = {"form": form, "kind": found, "title": _("Add an entry")}
    return render(request, "projects/term.html", context, status=form.status)


def _term(request: SignedIn, pk: int) -> Term:
    return get_object_or_404(scope(request.user, Term.objects.all()), pk=pk)


@door(ADMINISTER, FORM)
def term_edit(request: SignedIn, pk: int) -> HttpResponse:
    term = _term(request, pk)
    kept = {name: getattr(term, name) for name in TERM_FIELDS}
    initial = {**kept, "leader": term.leader_id, "edition": term.edition}
    led = term.kind in LED
    form = forms.TermEdit(request.POST or None, people=_people(request), led=led, initial=initial)

    def act(said: dict[str, Any]) -> Term:
        values, over = _said(said, TERM_FIELDS), said["edition"] or 0
        return edit_term(term=term, values=values, over=over, by=request.user, at=timezone.now())

    if form.carry_out(act, now=kept):
        messages.success(request, _("Saved."))
        return redirect("projects:entries", term.kind)
    context = {"form": form, "kind": Term.Kind(term.kind), "title": str(term)}
    return render(request, "projects/term.html", context, status=form.status)


@door(ADMINISTER, POST)
def term_order(request: SignedIn, pk: int) -> HttpResponse:
    term = _term(request, pk)
    up = request.POST.get("to") == "up"
    told(request, _("The order is changed."), actions.order_term, term=term, up=up)
    return redirect("projects:entries", term.kind)


@door(ADMINISTER, POST)
def term_close(request: SignedIn, pk: int) -> HttpResponse:
    term = _term(request, pk)
    told(request, _("The entry is closed. Where it is used it stays."), actions.close_term, term=term)
    return redirect("projects:entries", term.kind)


@door(ADMINISTER, POST)
def term_reopen(request: SignedIn, pk: int) -> HttpResponse:
    term = _term(request, pk)
    told(request, _("The entry is open again."), actions.reopen_term, term=term)
    return redirect("projects:entries", term.kind)


def _variant(request: SignedIn) -> Variant:
    asked = request.GET.get("variant", "")
    return Variant(asked) if asked in [*Variant] else Variant.FACTORY


def _steps_of(variant: str) -> str:
    return f"{reverse('projects:steps')}?variant={variant}"


def _there(step: Transition) -> str:
    """The step among those of its variant, unfolded."""
    return f"{_steps_of(step.variant)}&step={step.pk}#step-{step.pk}"


@door(ADMINISTER, READ)
def steps(request: SignedIn) -> HttpResponse:
    """The steps of a variant, who decides each, and what each asks for."""
    variant = _variant(request)
    laid = scope(request.user, Transition.objects.filter(variant=variant)).prefetch_related("asks")
    rows: list[dict[str, Any]] = [
        {"step": step, "asks": step.asks.all(), "roles": shown.listed(role_words(one) for one in step.roles.split())}
        for step in laid.order_by("order", "pk")
    ]
    groups = [
        (shown.listed(str(WAYS[way]) for way in ways), [row for row in rows if row["step"].way in ways])
        for ways in GROUPS
    ]
    tabs = [{"words": words, "address": _steps_of(one), "current": one == variant} for one, words in VARIANTS.items()]
    context = {"groups": groups, "tabs": tabs, "variant": variant, "open": request.GET.get("step", "")}
    return render(request, "projects/steps.html", context)


def _step(request: SignedIn, pk: int) -> Transition:
    return get_object_or_404(scope(request.user, Transition.objects.all()), pk=pk)


def _values(said: dict[str, Any]) -> dict[str, Any]:
    return {**_said(said, actions.STEP_FIELDS), "roles": " ".join(said["roles"])}


@door(ADMINISTER, FORM)
def step_new(request: SignedIn) -> HttpResponse:
    variant = _variant(request)
    form = forms.StepNew(request.POST or None, variant=variant, initial={"roles": ["city"], "verify": True})

    def act(said: dict[str, Any]) -> Transition:
        return actions.add_step(
            variant=variant, source=Stage(said["source"]), target=Stage(said["target"]), way=Way(said["way"]),
            values=_values(said), by=request.user, at=timezone.now(),
        )  # fmt: skip

    if form.carry_out(act):
        messages.success(request, _("The step is laid."))
        return redirect(_steps_of(variant))
    context = {"form": form, "title": _("Lay a step"), "lead": VARIANTS[variant], "back": _steps_of(variant)}
    return render(request, "projects/step.html", context, status=form.status)


@door(ADMINISTER, FORM)
def step_edit(request: SignedIn, pk: int) -> HttpResponse:
    step = _step(request, pk)
    kept = {name: getattr(step, name) for name in actions.STEP_FIELDS}
    initial = {**kept, "roles": step.roles.split(), "edition": step.edition}
    form = forms.StepEdit(request.POST or None, initial=initial)

    def act(said: dict[str, Any]) -> Transition:
        over = said["edition"] or 0
        return actions.edit_step(step=step, values=_values(said), over=over, by=request.user, at=timezone.now())

    if form.carry_out(act, now=kept):
        messages.success(request, _("Saved."))
        return redirect(_there(step))
    context = {"form": form, "title": str(step), "lead": step.get_way_display(), "back": _there(step)}
    return render(request, "projects/step.html", context, status=form.status)


@door(ADMINISTER, POST)
def step_close(request: SignedIn, pk: int) -> HttpResponse:
    step = _step(request, pk)
    told(request, _("The step is closed. What was made stays."), actions.close_step, step=step)
    return redirect(_there(step))


@door(ADMINISTER, POST)
def step_reopen(request: SignedIn, pk: int) -> HttpResponse:
    step = _step(request, pk)
    told(request, _("The step is open again."), actions.reopen_step, step=step)
    return redirect(_there(step))


@door(ADMINISTER, FORM)
def guard_new(request: SignedIn, pk: int) -> HttpResponse:
    step = _step(request, pk)
    form = forms.GuardNew(request.POST or None, initial={"required": True, "edition": step.edition})

    def act(said: dict[str, Any]) -> Guard:
        values = {**_said(said, actions.GUARD_FIELDS), "params": form.params({})}
        return actions.add_guard(
            step=step, code=said["code"], values=values, over=said["edition"] or 0, by=request.user, at=timezone.now()
        )

    if form.carry_out(act):
        messages.success(request, _("The step asks for it from now on."))
        return redirect(_there(step))
    context = {"form": form, "title": _("Ask for something more"), "lead": str(step), "back": _there(step)}
    return render(request, "projects/step.html", context, status=form.status)


def _guard(request: SignedIn, pk: int) -> Guard:
    seen = scope(request.user, Transition.objects.all())
    return get_object_or_404(Guard.objects.select_related("transition"), pk=pk, transition__in=seen)


@door(ADMINISTER, FORM)
def guard_edit(request: SignedIn, pk: int) -> HttpResponse:
    guard = _guard(request, pk)
    step = guard.transition
    kept = {name: getattr(guard, name) for name in actions.GUARD_FIELDS if name != "params"}
    form = forms.GuardEdit(request.POST or None, initial={**guard.params, **kept, "edition": step.edition})

    def act(said: dict[str, Any]) -> Guard:
        values = {**_said(said, actions.GUARD_FIELDS), "params": form.params(guard.params)}
        over = said["edition"] or 0
        return actions.edit_guard(guard=guard, values=values, over=over, by=request.user, at=timezone.now())

    if form.carry_out(act, now=kept):
        messages.success(request, _("Saved."))
        return redirect(_there(step))
    context = {"form": form, "title": str(guard), "lead": str(step), "back": _there(step)}
    return render(request, "projects/step.html", context, status=form.status)


@door(ADMINISTER, POST)
def guard_close(request: SignedIn, pk: int) -> HttpResponse:
    guard = _guard(request, pk)
    told(request, _("The step asks for it no longer."), actions.close_guard, guard=guard)
    return redirect(_there(guard.transition))


@door(ADMINISTER, POST)
def guard_reopen(request: SignedIn, pk: int) -> HttpResponse:
    guard = _guard(request, pk)
    told(request, _("The step asks for it from now on."), actions.reopen_guard, guard=guard)
    return redirect(_there(guard.transition))

"""One matter: where it is, what the reader may do about it, its whole trail, and the form of each step."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from keyworks.accounts.models import Person
from keyworks.accounts.queries import moment, today
from keyworks.accounts.views.request import SignedIn
from keyworks.base import shown
from keyworks.base.doors import FORM, READ, door
from keyworks.base.manifest import panels, sentence
from keyworks.base.scopes import scope
from keyworks.dossier.forms import ToDisk
from keyworks.dossier.views.hanging import hang, received, with_files
from keyworks.matters import actions, queries
from keyworks.matters.forms.steps import StepForm
from keyworks.matters.models import Matter, MatterStep
from keyworks.matters.models.words import DO, KINDS, LEVELS, LEVELS_SHORT, SORTS, SOURCES, STATES
from keyworks.matters.rules import authority
from keyworks.matters.rules.ladder import (
    BY_STEP,
    ENDED,
    OPEN,
    Kind,
    Party,
    Sort,
    Source,
    State,
    Step,
    Transition,
    turn,
)
from keyworks.matters.views.common import BADGES, lateness, named, seen, where
from keyworks.matters.views.trail import day_told, trail
from keyworks.projects.models import Project
from keyworks.values.money import Money

ACTS = {
    Step.AMEND: actions.amend, Step.RETURN: actions.return_to_raiser, Step.TRIAGE: actions.triage,
    Step.HAND_UP: actions.hand_up, Step.ASSIGN: actions.assign, Step.ACCEPT: actions.accept,
    Step.DECLINE: actions.decline, Step.FEEDBACK: actions.feedback, Step.INSTRUCT: actions.instruct,
    Step.CHANGE: actions.change, Step.SPLIT: actions.split, Step.EXTEND: actions.extend, Step.PAUSE: actions.pause,
    Step.RESUME: actions.resume, Step.PROPOSE: actions.propose, Step.REJECT: actions.reject,
    Step.VERIFY: actions.verify, Step.CONFIRM: actions.confirm, Step.DISPUTE: actions.dispute,
    Step.CLOSE: actions.close, Step.REOPEN: actions.reopen, Step.WITHDRAW: actions.withdraw,
}  # fmt: skip
FIRST = (
    Step.CONFIRM, Step.AMEND, Step.VERIFY, Step.CLOSE, Step.PROPOSE, Step.ACCEPT, Step.TRIAGE, Step.ASSIGN, Step.RESUME,
)  # fmt: skip
"""What stands open on the page for whoever has the turn; the rest is a link away."""
BRINGS_FILES = frozenset({Step.PROPOSE, Step.AMEND, Step.FEEDBACK})


@door(authority.READ, READ)
def matter(request: SignedIn, pk: int) -> HttpResponse:
    """All of one matter on one page."""
    return _page(request, seen(request.user, pk))


def _page(request: SignedIn, found: Matter, form: StepForm | None = None) -> HttpResponse:
    day, person = today(), request.user
    can = queries.open_steps(person, found) if found.state != State.MERGED else []
    can = [one for one in can if one.step in ACTS]
    first = _first(person, found, can)
    if form is None and first is not None:
        form = StepForm(None, first.step, found, person, day)
    there = queries.reaches(found) if found.state in OPEN else ()
    has = queries.has_turn(found) if found.state in OPEN else ()
    affected = _affected(person, found)
    context: dict[str, Any] = {
        "matter": found, "state": STATES[State(found.state)], "badge": BADGES[State(found.state)],
        "sort": SORTS[Sort(found.sort)], "kind": KINDS[Kind(found.kind)], "source": SOURCES[Source(found.source)],
        "level": LEVELS[found.level], "late": lateness(found, day), "where": where(found, has),
        "above": named([one for one in there if one not in has]), "ended": found.state in ENDED,
        "next_level": LEVELS_SHORT.get(found.level + 1), "affected": affected,
        "hidden": found.affected.count() - len(affected), "blocked": _sum(affected),
        "form": form, "first": DO[form.step] if form else "", "step": str(form.step) if form else "",
        "do_address": reverse("matters:step", args=[found.pk, _slug(form.step)]) if form else "",
        "files": bool(form and form.step in BRINGS_FILES), "limit": settings.ATTACHMENT_MAX_BYTES,
        "rest": [(_slug(one.step), DO[one.step]) for one in can if not form or one.step != form.step],
        "phone": found.phone if _may_call(person, found) else "",
        "trail": trail(person, found), "actions": _actions(person, found),
        "parent": _seen_or_none(person, found.parent_id),
        "related": scope(person, Matter.objects.filter(pk__in=found.related.all())),
        "merged": scope(person, Matter.objects.filter(merged_into=found)),
        "co_owners": named(list(found.co_owners.all())),
        "panels": panels(person, "matter"), "today": day,
    }  # fmt: skip
    return render(request, "matters/matter.html", context, status=form.status if form else 200)


def _slug(step: Step) -> str:
    return str(step).replace("_", "-")


def _first(person: Person, found: Matter, can: list[Transition]) -> Transition | None:
    """The step that stands open for the reader, where it is their turn."""
    whose = turn(State(found.state), Sort(found.sort)) if found.state in OPEN else None
    if whose is None or whose not in queries.parties(person, found):
        return None
    by_step = {one.step: one for one in can if whose in one.by}
    return next((by_step[step] for step in FIRST if step in by_step), None)


def _affected(person: Person, found: Matter) -> list[dict[str, Any]]:
    """The affected projects the reader sees, with the money of this year."""
    rows = {one.project_id: one.blocks for one in found.affected.all()}
    projects = scope(person, Project.objects.filter(pk__in=rows)).select_related("district").order_by("local_number")
    return [{"project": one, "blocks": rows[one.pk], "plan": one.plan} for one in projects]


def _may_call(person: Person, found: Matter) -> bool:
    """Is the raiser's number shown: to their own unit and to those who work on it, not to others who asked the same."""
    own = {seat.unit_id for seat in person.standing.seats}
    works = {Party.DESK, Party.LEAD} & queries.parties(person, found)
    return bool(works) or found.raised_unit_id in own or person.standing.everywhere()


def _sum(affected: list[dict[str, Any]]) -> Money | None:
    waiting = [one["plan"].amount for one in affected if one["blocks"] and one["plan"]]
    return Money(sum(waiting)) if waiting else None


def _actions(person: Person, found: Matter) -> list[dict[str, Any]]:
    rows = scope(person, Matter.objects.filter(parent=found)).select_related("lead").order_by("pk")
    return [
        {
            "one": one,
            "state": STATES[State(one.state)],
            "badge": BADGES[State(one.state)],
            "late": lateness(one, today()),
        }
        for one in rows
    ]


def _seen_or_none(person: Person, pk: int | None) -> Matter | None:
    return scope(person, Matter.objects.filter(pk=pk)).first() if pk else None


@door(authority.READ, FORM)
@csrf_exempt
def step(request: SignedIn, pk: int, name: str) -> HttpResponse:
    """One step of a matter; files come with some, so the request is read past the usual forms."""
    found = seen(request.user, pk)
    try:
        chosen = Step(name.replace("-", "_"))
    except ValueError as error:
        raise Http404 from error
    if chosen not in ACTS:
        raise Http404(name)
    if not queries.may_take(request.user, found, BY_STEP[chosen], queries.parties(request.user, found)):
        raise PermissionDenied
    if request.method != "POST":
        if all(one.step is not chosen for one in queries.open_steps(request.user, found)):
            messages.error(request, sentence("matters.not_so_now", {"state": STATES[State(found.state)]}))
            return redirect(found)
        return _form_page(request, found, StepForm(None, chosen, found, request.user, today()))
    return with_files(request, lambda uploads: _taken(request, found, chosen, uploads))


@csrf_protect
def _taken(request: SignedIn, found: Matter, chosen: Step, uploads: ToDisk) -> HttpResponse:
    refused = received(request, uploads)
    form = StepForm(request.POST, chosen, found, request.user, today())

    def act(sent: dict[str, Any]) -> Matter:
        for no in hang(request, found, uploads):
            raise no
        taken: Any = ACTS[chosen]
        made: Matter = taken(matter=found, over=sent["edition"] or 0, by=request.user, at=moment(), **form.said(sent))
        return made

    if refused and form.is_valid():
        form.refuse(refused[0])
        form.status = refused[0].status
    elif made := form.carry_out(act):
        _tell(request, found, made, chosen)
        return redirect(made if chosen is Step.SPLIT and request.POST.get("on") else found)
    return _form_page(request, found, form)


def _tell(request: SignedIn, found: Matter, made: Matter, chosen: Step) -> None:
    """What became of it, and that a day off was moved."""
    asked = MatterStep.objects.filter(matter=made).order_by("-pk").values_list("facts", flat=True).first() or {}
    if chosen is Step.SPLIT:
        messages.success(request, _("%(number)s is an action of it now.") % {"number": made.number})
    else:
        messages.success(request, _("Done. It is now: %(state)s.") % {"state": STATES[State(made.state)]})
    if asked.get("asked_for"):
        messages.warning(
            request, _("%(day)s is no working day: it is promised for %(due)s.")
            % {"day": day_told(asked["asked_for"]), "due": shown.day(made.due_on)},
        )  # fmt: skip


def _form_page(request: SignedIn, found: Matter, form: StepForm) -> HttpResponse:
    context = {
        "matter": found, "form": form, "title": DO[form.step], "step": str(form.step),
        "files": form.step in BRINGS_FILES, "limit": settings.ATTACHMENT_MAX_BYTES,
        "action": reverse("matters:step", args=[found.pk, _slug(form.step)]),
    }  # fmt: skip
    return render(request, "matters/step.html", context, status=form.status)

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Query, Schema
from pydantic import Field, StringConstraints

from keyworks.accounts.queries import today
from keyworks.base.api import LARGEST_KEY, Body, Day, Key, Request, Router
from keyworks.base.conditions import seen, tagged
from keyworks.base.manifest import sentence
from keyworks.base.paging import Page, Window, page
from keyworks.base.scopes import scope
from keyworks.projects import actions
from keyworks.projects.api import told
from keyworks.projects.api.projects import one_project, projects, refuse, rejected
from keyworks.projects.api.shapes import Code, Long, ProjectOut, Quantity, Stage, Variant
from keyworks.projects.forms.said import Said, Unreadable
from keyworks.projects.models import Project, Transition
from keyworks.projects.queries import stages as queries
from keyworks.projects.rules import moving
from keyworks.projects.rules.stages import Way
from keyworks.values.months import Month
from keyworks.values.problems import Place, Problem

transitions = Router()

MonthText = Annotated[str, StringConstraints(pattern=r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$")]


class EvidenceIn(Body):
    """What is shown for one thing a step asks for: a day, a file of the project with its day, words, or numbers."""

    on: Day | None = None
    file: Annotated[int, Field(strict=True, ge=1, le=LARGEST_KEY)] | None = None
    text: Long = ""
    number: Quantity | None = None
    numbers: Annotated[dict[MonthText, Quantity], Field(max_length=60)] = {}


class MoveIn(Body):
    """A step to another stage on a day, with what it asks for by the codes of its guards."""

    target: Stage
    on: Day
    evidence: Annotated[dict[Code, EvidenceIn], Field(max_length=100)] = {}
    reason_code: Code = ""
    reason: Long = ""
    review_on: Day | None = None


class LookIn(Body):
    """A resting project was looked at and stays."""

    review_on: Day
    reason: Long


class AskOut(Schema):
    """What a step asks for; of those that share `one_of` one is enough."""

    code: str
    evidence: Literal["check", "date", "document", "photo", "statement", "number"]
    name_zh: str
    name_en: str
    required: bool
    one_of: str
    params: dict[str, Any]


class LackOut(Schema):
    """What is still missing, said where it is."""

    code: str
    field: str
    detail: str


class NextOut(Schema):
    """A step that may follow; `lacks` is what is missing before anything is shown for it."""

    target: str
    way: str
    roles: list[str]
    may_decide: bool
    asks: list[AskOut]
    lacks: list[LackOut]


class MoveOut(Schema):
    """A step that was made, with what was shown for it then."""

    source: str
    target: str
    way: str
    on: date
    at: datetime
    by: str | None
    reason_code: str | None
    reason: str
    review_on: date | None
    evidence: dict[str, Any]


class ReachedOut(Schema):
    """A stage of the project's line: past, now, held, left or ahead."""

    stage: str
    state: str
    on: date | None


class StageOut(Schema):
    """Where a project stands, how it came there, and where it may go."""

    stage: str
    stage_since: date
    variant: str
    review_on: date | None
    line: list[ReachedOut]
    moves: list[MoveOut]
    next: list[NextOut]


class TransitionOut(Schema):
    """A step the city allows between two stages of a variant, and what it asks for."""

    id: int
    variant: str
    source: str
    target: str
    way: str
    roles: list[str]
    basis: str
    verify: bool
    note_zh: str
    note_en: str
    order: int
    closed_on: date | None
    asks: list[AskOut]
    edition: int


def asked(transition: Transition) -> list[dict[str, Any]]:
    return [{name: getattr(one, name) for name in AskOut.model_fields} for one in queries.guards(transition)]


def step_told(step: Transition) -> dict[str, Any]:
    names = set(TransitionOut.model_fields) - {"roles", "asks"}
    return {
        **{name: getattr(step, name) for name in names},
        "roles": step.roles.split(),
        "asks": asked(step),
    }


def _next(request: Request, project: Project, step: Transition) -> dict[str, Any]:
    lacks = queries.missing(project, step, {}, on=today(), today=timezone.localdate())
    return {
        "target": step.target,
        "way": step.way,
        "roles": step.roles.split(),
        "may_decide": queries.may_decide(request.user, project, step),
        "asks": asked(step),
        "lacks": [
            {"code": one.code, "field": one.place.field, "detail": sentence(one.code, one.params)} for one in lacks
        ],
    }


@projects.get(
    "/{pk}/stage",
    right="projects.read",
    response=StageOut,
    conditional=True,
    summary=_("Its stage, the steps it made, and what the next ones ask for"),
)
def get_stage(request: Request, pk: Key) -> dict[str, Any]:
    project = tagged(request, "project", one_project(request, pk))
    made = queries.moves(project)
    plain = ("source", "target", "way", "on", "at", "reason", "review_on", "evidence")
    return {
        **{name: getattr(project, name) for name in ("stage", "stage_since", "variant", "review_on")},
        "line": [{"stage": one.stage, "state": one.state, "on": one.on} for one in queries.line(project, made)],
        "moves": [
            {
                **{name: getattr(one, name) for name in plain},
                "by": one.by.username if one.by else None,
                "reason_code": one.reason_term.code if one.reason_term else None,
            }
            for one in made
        ],
        "next": [_next(request, project, step) for step in queries.steps(project)],
    }


def _evidence(given: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What was shown as the action takes it; what was left empty is not there."""
    found = {}
    for code, one in given.items():
        number, numbers = one.pop("number"), one.pop("numbers")
        shown: dict[str, Any] = {name: value for name, value in one.items() if value not in (None, "")}
        if number is not None:
            shown["number"] = Decimal(number)
        if numbers:
            shown["numbers"] = {Month(*map(int, month.split("-"))): Decimal(text) for month, text in numbers.items()}
        found[code] = shown
    return found


@projects.post(
    "/{pk}/moves",
    right="projects.edit",
    response=ProjectOut,
    conditional=True,
    summary=_("Move it to another stage"),
)
def move_project(request: Request, pk: Key, step: MoveIn) -> dict[str, Any]:
    project = one_project(request, pk)
    over = seen(request, "project", project)
    said = step.model_dump()
    evidence = _evidence(said.pop("evidence"))
    code = said.pop("reason_code")
    term = None
    laid = queries.step(project, step.target)
    if laid is not None:
        problems = [
            Problem("field.unknown", place=Place(field=moving.field_of(name)))
            for name in sorted(set(evidence) - {one.code for one in queries.guards(laid)})
        ]
        way = Way(laid.way)
        try:
            term = Said(request.user).term(moving.REASONS.get(way, ""), code) if code else None
        except Unreadable as no:
            problems.append(no.problem.at(Place(field="reason_code")))
        refuse(problems)
        clock = timezone.localdate()
        rejected(
            [
                *moving.dated(step.on, since=project.stage_since, today=clock),
                *(
                    one.at(Place(field="reason_code")) if one.code == "projects.reason_code" else one
                    for one in moving.reasoned(way, term.kind if term else "", step.reason)
                ),
                *queries.missing(project, laid, evidence, on=step.on, today=clock),
            ]
            if queries.may_decide(request.user, project, laid)
            else ()
        )
    actions.move(
        project=project, **said, evidence=evidence, reason_term=term, over=over, by=request.user, at=timezone.now()
    )
    return told.full(request.user, tagged(request, "project", one_project(request, pk)))


@projects.post(
    "/{pk}/looks",
    right="projects.edit",
    response=ProjectOut,
    conditional=True,
    summary=_("A resting project was looked at and stays"),
)
def look_again(request: Request, pk: Key, look: LookIn) -> dict[str, Any]:
    project = one_project(request, pk)
    over = seen(request, "project", project)
    actions.look_again(project=project, **look.model_dump(), over=over, by=request.user, at=timezone.now())
    return told.full(request.user, tagged(request, "project", one_project(request, pk)))


def one_transition(request: Request, pk: int) -> Transition:
    return get_object_or_404(scope(request.user, Transition.objects.prefetch_related("asks")), pk=pk)


@transitions.get("", right="projects.read", response=Page[TransitionOut], summary=_("The steps the city allows"))
def list_transitions(request: Request, window: Query[Window], variant: Variant | Literal[""] = "") -> dict[str, Any]:
    rows = scope(request.user, Transition.objects.prefetch_related("asks"))
    found = page(request, rows.filter(variant=variant) if variant else rows, window, ("variant", "order", "pk"))
    return {**found, "items": [step_told(one) for one in found["items"]]}


@transitions.get(
    "/{pk}", right="projects.read", response=TransitionOut, conditional=True, summary=_("One step between stages")
)
def get_transition(request: Request, pk: Key) -> dict[str, Any]:
    return step_told(tagged(request, "transition", one_transition(request, pk)))

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from ninja import Query, Status

from keyworks.accounts.models import Person, Unit
from keyworks.accounts.queries import moment, today
from keyworks.base.api import Key, Request, Router
from keyworks.base.conditions import seen, tagged
from keyworks.base.paging import Page, Window, page
from keyworks.base.scopes import scope
from keyworks.matters import actions, queries
from keyworks.matters.actions import MattersRefused
from keyworks.matters.api.shapes import MatterOut, MatterRow, MattersAsked, RaiseIn, StepIn
from keyworks.matters.models import Matter, MatterStep
from keyworks.matters.rules import authority
from keyworks.matters.rules.ladder import OPEN, Sort, State
from keyworks.projects.forms.choosing import KINDS
from keyworks.projects.models import Project

router = Router()
TEXT = ("text",)
TAKES: dict[str, tuple[Callable[..., Matter], tuple[str, ...]]] = {
    "amend": (actions.amend, ("text", "title")), "return": (actions.return_to_raiser, TEXT),
    "triage": (actions.triage, ("text", "kind", "level")), "hand_up": (actions.hand_up, TEXT),
    "assign": (
        actions.assign,
        ("text", "lead", "lead_person", "due_on", "co_owners", "rhythm_days", "level", "service_officer"),
    ),
    "accept": (actions.accept, TEXT), "decline": (actions.decline, TEXT), "feedback": (actions.feedback, TEXT),
    "instruct": (actions.instruct, TEXT),
    "change": (
        actions.change,
        ("text", "title", "kind", "effect", "projects", "blocking", "service_officer", "on_the_spot"),
    ),
    "split": (actions.split, ("text", "title", "lead", "lead_person", "due_on", "projects", "rhythm_days")),
    "extend": (actions.extend, ("text", "due_on")), "pause": (actions.pause, ("text", "until")),
    "resume": (actions.resume, TEXT), "propose": (actions.propose, TEXT), "reject": (actions.reject, TEXT),
    "verify": (actions.verify, TEXT), "confirm": (actions.confirm, ("text", "rating")),
    "dispute": (actions.dispute, TEXT), "close": (actions.close, TEXT), "reopen": (actions.reopen, TEXT),
    "withdraw": (actions.withdraw, TEXT), "merge": (actions.merge, ("text", "into")),
}  # fmt: skip
"""Step → its action, and the fields it takes."""
MUST = {
    "assign": ("lead",), "split": ("title", "lead", "due_on"), "extend": ("due_on",), "pause": ("until",),
    "confirm": ("rating",), "merge": ("into",),
}  # fmt: skip
"""Step → the fields without which it cannot be taken."""
WITH = ("desk", "lead", "lead_person", "raised_unit", "raised_by", "answerable", "parent", "merged_into", "cause")


@router.get("", right=authority.READ, response=Page[MatterRow], summary=_("The matters within reach"))
def matters(request: Request, window: Query[Window], asked: Query[MattersAsked]) -> dict[str, Any]:
    rows = scope(request.user, Matter.objects.select_related(*WITH)).filter(_asked(request.user, asked))
    if asked.project is not None:
        project = scope(request.user, Project.objects.filter(pk=asked.project))
        rows = rows.filter(pk__in=Matter.objects.filter(affected__project__in=project).values("pk"))
    found = page(request, rows, window, ("-pk",))
    late = _late(found["items"])
    return {**found, "items": [_row(one, one.pk in late) for one in found["items"]]}


def _asked(person: Person, asked: MattersAsked) -> Any:
    wanted: Any = Q()
    if asked.state:
        wanted &= Q(state__in=OPEN) if asked.state == "open" else Q(state=asked.state)
    for name, value in (("sort", asked.sort), ("kind", asked.kind), ("level", asked.level), ("lead__code", asked.lead)):
        if value:
            wanted &= Q(**{name: value})
    if asked.q:
        wanted &= Q(number=asked.q) | Q(title__icontains=asked.q) | Q(text__icontains=asked.q)
    if asked.overdue:
        wanted &= queries.overdue(today())
    if asked.mine:
        wanted &= Q(state__in=OPEN) & queries.mine(person)
    return wanted


def _late(matters: Iterable[Matter]) -> set[int]:
    return set(
        Matter.objects.filter(queries.overdue(today()), pk__in=[one.pk for one in matters]).values_list("pk", flat=True)
    )


def _row(one: Matter, late: bool) -> dict[str, Any]:
    plain = (
        "number", "sort", "kind", "title", "state", "level", "raised_on", "due_on", "climbs_on", "closed_on", "edition",
    )  # fmt: skip
    return {
        "id": one.pk, "overdue": late, "desk": one.desk.code, **{name: getattr(one, name) for name in plain},
        **{name: _code(getattr(one, name)) for name in ("lead", "raised_unit")}, "lead_person": _who(one.lead_person),
    }  # fmt: skip


def _code(unit: Unit | None) -> str | None:
    return unit.code if unit else None


def _who(person: Person | None) -> str | None:
    return person.username if person else None


def _seen(request: Request, pk: int) -> Matter:
    return get_object_or_404(scope(request.user, Matter.objects.select_related(*WITH)), pk=pk)


@router.get(
    "/{pk}", right=authority.READ, response=MatterOut, conditional=True, summary=_("A matter with its whole trail")
)
def one_matter(request: Request, pk: Key) -> dict[str, Any]:
    return _told(request, pk)


def _told(request: Request, pk: int) -> dict[str, Any]:
    one = tagged(request, "matter", _seen(request, pk))
    plain = ("text", "words", "effect", "paused_until", "feedback_on", "rating", "reopened", "climbed")
    above = {"parent": one.parent, "merged_into": one.merged_into}
    reach = {
        found.pk for found in scope(request.user, Matter.objects.filter(pk__in=[x.pk for x in above.values() if x]))
    }
    return {
        **_row(one, bool(_late([one]))), **{name: getattr(one, name) for name in plain},
        "raised_by": _who(one.raised_by), "answerable": _who(one.answerable),
        **{name: x.number if x and x.pk in reach else None for name, x in above.items()},
        "cause": one.cause.name if one.cause else None, "projects": _projects(request.user, one),
        "trail": [_step(step) for step in MatterStep.objects.filter(matter=one).select_related("by")],
        "may": [str(step.step) for step in queries.open_steps(request.user, one) if step.step in TAKES]
        if one.state != State.MERGED else [],
    }  # fmt: skip


def _projects(person: Person, one: Matter) -> list[dict[str, Any]]:
    blocks = dict(one.affected.values_list("project", "blocks"))
    rows = scope(person, Project.objects.filter(pk__in=blocks)).order_by("local_number")
    return [{"project": row.pk, "local_number": row.local_number, "blocks": blocks[row.pk]} for row in rows]


def _step(step: MatterStep) -> dict[str, Any]:
    plain = ("step", "at", "on", "text", "state", "level", "due_on", "facts")
    return {"by": _who(step.by), **{name: getattr(step, name) for name in plain}}


@router.post("", right=authority.RAISE, response={201: MatterOut}, summary=_("Raise an issue or a request"))
def raise_matter(request: Request, said: RaiseIn) -> Status[dict[str, Any]]:
    own = {seat.unit_id for seat in request.user.standing.seats if seat.role in authority.WORKS}
    unit = Unit.objects.filter(code=said.unit, pk__in=own).first()
    if unit is None:
        raise MattersRefused("matters.not_your_unit", field="unit", unit=said.unit)
    values = said.dict()
    values |= {"sort": Sort(said.sort), "unit": unit, "projects": _found(request, said.projects)}
    values["blocking"] = None if said.blocking is None else set(said.blocking)
    made = actions.raise_matter(**values, by=request.user, at=moment())
    return Status(201, _told(request, made.pk))


@router.post(
    "/{pk}/steps",
    right=authority.READ,
    response=MatterOut,
    conditional=True,
    summary=_("Take a step: assign, accept, propose, verify …"),
)
def take_step(request: Request, pk: Key, said: StepIn) -> dict[str, Any]:
    found = _seen(request, pk)
    over = seen(request, "matter", found)
    act, fields = TAKES[said.step]
    sent = {name: value for name, value in said.dict(exclude={"step"}, exclude_unset=True).items() if value is not None}
    for name in sent:
        if name not in fields:
            raise MattersRefused("matters.field_not_taken", field=name, name=name, step=said.step)
    for name in MUST.get(said.step, ()):
        if name not in sent:
            raise MattersRefused("matters.field_missing", field=name, name=name, step=said.step)
    values = {name: _value(request, name, value) for name, value in sent.items()}
    made = act(matter=found, over=over, by=request.user, at=moment(), **{"text": ""} | values)
    return _told(request, made.pk)


def _value(request: Request, name: str, value: Any) -> Any:
    """What an action takes in place of a code, a user name or a key."""
    if name == "lead":
        return _named(KINDS["unit"].rows(request.user).filter(code=value), name, value)
    if name == "co_owners":
        return [_named(KINDS["unit"].rows(request.user).filter(code=one), name, one) for one in value]
    if name in ("lead_person", "service_officer"):
        return _named(KINDS["person"].rows(request.user).filter(username=value), name, value)
    if name == "into":
        return _named(scope(request.user, Matter.objects.filter(number=value)), name, value)
    if name == "projects":
        return _found(request, value)
    return set(value) if name == "blocking" else value


def _named(rows: Any, field: str, name: str) -> Any:
    found = rows.first()
    if found is None:
        raise MattersRefused("matters.nothing_so_named", field=field, name=name)
    return found


def _found(request: Request, keys: list[int]) -> list[Project]:
    rows = {one.pk: one for one in scope(request.user, Project.objects.filter(pk__in=keys))}
    if lacking := [key for key in keys if key not in rows]:
        raise MattersRefused("matters.nothing_so_named", field="projects", name=str(lacking[0]))
    return [rows[key] for key in keys]

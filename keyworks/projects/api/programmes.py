from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Query, Schema, Status
from pydantic import Field, StringConstraints

from keyworks.accounts.queries import today
from keyworks.base.api import Body, Day, Key, Request, Router, SentKey
from keyworks.base.conditions import seen, tagged
from keyworks.base.manifest import sentence
from keyworks.base.paging import Page, Window, page
from keyworks.projects import actions, queries
from keyworks.projects.actions.administering import close_term, reopen_term
from keyworks.projects.actions.bulk import AT_ONCE
from keyworks.projects.actions.programmes import LONGEST
from keyworks.projects.api import told
from keyworks.projects.api.projects import refuse
from keyworks.projects.api.shapes import Code, Line, ProjectBrief, Short
from keyworks.projects.api.terms import TermCode, TermName, TermNameEn
from keyworks.projects.models import Programme
from keyworks.projects.queries.programmes import (
    last_version,
    leaders,
    members,
    offices,
    passages,
    pictures,
    stories,
)
from keyworks.projects.rules.authority import DECIDE
from keyworks.values.problems import Place, Problem

programmes = Router()


class ProgrammeOut(Schema):
    """A programme as it stands; `leader` is a user name, `unit` the code of the office in charge."""

    id: int
    edition: int
    code: str
    name_zh: str
    name_en: str
    aim_zh: str
    aim_en: str
    unit: str | None
    leader: str | None
    order: int
    opened_on: date | None
    closed_on: date | None


class StoryOut(Schema):
    """A story as it stands now; `version` counts its corrections from 1."""

    number: int
    version: int
    on: date
    text_zh: str
    text_en: str
    picture: int | None
    """The key of a photograph on one of its projects, where whoever asks sees it."""


class PassageOut(Schema):
    """A project that was taken in (`came`) or let go: when, by whom and why."""

    at: datetime
    project: int
    local_number: str
    came: bool
    by: str
    reason: str


class ProgrammePatch(Body):
    """What is said of a programme: `unit` is an office of the city, `leader` holds a leader's seat; null empties."""

    name_zh: TermName = ""
    name_en: TermNameEn | None = None
    aim_zh: Annotated[str, StringConstraints(max_length=200)] | None = None
    aim_en: Annotated[str, StringConstraints(max_length=300)] | None = None
    unit: Code | None = None
    leader: Code | None = None
    opened_on: Day | None = None


class ProgrammeIn(ProgrammePatch):
    """A programme to open; no project is in it yet."""

    code: TermCode
    name_zh: TermName


class MembersIn(Body):
    """The numbers of the projects that are taken in or let go, with the reason that the record keeps."""

    projects: Annotated[list[Short], Field(min_length=1, max_length=AT_ONCE)]
    reason: Line = ""


class RefusedOut(Schema):
    """A project that was refused, and why."""

    local_number: str
    code: str
    detail: str


class MovedOut(Schema):
    """How many projects came in or went; those that were refused stay as they are."""

    changed: int
    refused: list[RefusedOut]


class StoryIn(Body):
    """What is told of a programme on a day; `picture` is the key of a photograph on one of its projects."""

    on: Day
    text_zh: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST)]
    text_en: Annotated[str, StringConstraints(max_length=LONGEST)] = ""
    picture: SentKey | None = None


class StoryChange(StoryIn):
    """A story as it shall stand, the `version` that was looked at, and the reason; the versions before stay."""

    version: Annotated[int, Field(strict=True, ge=1, le=2**31 - 1)]
    reason: Line


def _told(programme: Programme) -> dict[str, Any]:
    term = programme.term
    return {
        "id": programme.pk, "edition": programme.edition, "code": term.code, "name_zh": term.name_zh,
        "name_en": term.name_en, "aim_zh": programme.aim_zh, "aim_en": programme.aim_en,
        "unit": programme.unit.code if programme.unit else None,
        "leader": term.leader.username if term.leader else None,
        "order": term.order, "opened_on": programme.opened_on, "closed_on": term.closed_on,
    }  # fmt: skip


def _one(request: Request, pk: int) -> Programme:
    return get_object_or_404(queries.all_programmes(request.user), pk=pk)


@programmes.get("", right="projects.read", response=Page[ProgrammeOut], summary=_("The city's programmes"))
def list_programmes(request: Request, window: Query[Window]) -> dict[str, Any]:
    part = page(request, queries.all_programmes(request.user).annotate(place=F("term__order")), window, ("place", "pk"))
    return {**part, "items": [_told(one) for one in part["items"]]}


@programmes.get("/{pk}", right="projects.read", response=ProgrammeOut, conditional=True, summary=_("One programme"))
def get_programme(request: Request, pk: Key) -> dict[str, Any]:
    return _told(tagged(request, "programme", _one(request, pk)))


@programmes.get(
    "/{pk}/projects", right="projects.read", response=Page[ProjectBrief],
    summary=_("The projects of a programme within your reach"),
)  # fmt: skip
def list_programme_projects(request: Request, pk: Key, window: Query[Window]) -> dict[str, Any]:
    rows = members(request.user, _one(request, pk)).select_related(*told.BRIEF_UNITS)
    found = page(request, rows, window, ("local_number",))
    return {**found, "items": [told.brief(project) for project in found["items"]]}


@programmes.get(
    "/{pk}/stories", right="projects.read", response=list[StoryOut], summary=_("What was told of a programme")
)
def list_programme_stories(request: Request, pk: Key) -> list[dict[str, Any]]:
    return _stories(request, _one(request, pk))


def _stories(request: Request, programme: Programme) -> list[dict[str, Any]]:
    plain = ("number", "version", "on", "text_zh", "text_en")
    return [
        {**{name: getattr(one.story, name) for name in plain}, "picture": one.picture.pk if one.picture else None}
        for one in stories(request.user, programme)
    ]


def _story(request: Request, programme: Programme, number: int) -> dict[str, Any]:
    return next(one for one in _stories(request, programme) if one["number"] == number)


@programmes.get(
    "/{pk}/passages", right="projects.read", response=list[PassageOut],
    summary=_("Which projects came into a programme and which left it, the latest first"),
)  # fmt: skip
def list_passages(request: Request, pk: Key) -> list[dict[str, Any]]:
    return [
        {
            "at": one.at, "project": one.project.pk, "local_number": one.project.local_number, "came": one.came,
            "by": one.entry.actor if one.entry else "",
            "reason": one.entry.reason if one.entry else "",
        }
        for one in passages(request.user, _one(request, pk))
    ]  # fmt: skip


def _values(said: ProgrammePatch) -> dict[str, Any]:
    """The values that actions take; an office or a leader that may not be named is refused at its field."""
    found = said.model_dump(exclude_unset=True, exclude={"code"})
    for name, rows, code in (
        ("unit", offices(), "projects.unit_unknown"),
        ("leader", leaders(today()), "projects.person_unknown"),
    ):
        if found.get(name):
            one: Any = rows.filter(**{"code" if name == "unit" else "username": found[name]}).first()
            if one is None:
                refuse([Problem(code, {"text": found[name]}, place=Place(field=name))])
            found[name] = one
        elif name in found:
            found[name] = None
    texts = {name for name in found if name.startswith(("name_", "aim_"))}
    return found | {name: found[name] or "" for name in texts}


@programmes.post("", right=DECIDE, response={201: ProgrammeOut}, summary=_("Open a programme"))
def open_programme(request: Request, said: ProgrammeIn) -> Status[dict[str, Any]]:
    made = actions.open_programme(code=said.code, values=_values(said), by=request.user, at=timezone.now())
    return Status(201, _told(tagged(request, "programme", _one(request, made.pk))))


@programmes.patch("/{pk}", right=DECIDE, response=ProgrammeOut, summary=_("Change what is said of a programme"))
def edit_programme(request: Request, pk: Key, said: ProgrammePatch) -> dict[str, Any]:
    programme = _one(request, pk)
    over = seen(request, "programme", programme)
    actions.edit_programme(programme=programme, values=_values(said), over=over, by=request.user, at=timezone.now())
    return _told(tagged(request, "programme", _one(request, pk)))


@programmes.post("/{pk}/close", right=DECIDE, response=ProgrammeOut, summary=_("Close it: its projects stay in it"))
def close_programme(request: Request, pk: Key) -> dict[str, Any]:
    close_term(term=_one(request, pk).term, by=request.user, at=timezone.now())
    return _told(_one(request, pk))


@programmes.post("/{pk}/reopen", right=DECIDE, response=ProgrammeOut, summary=_("Reopen a programme"))
def reopen_programme(request: Request, pk: Key) -> dict[str, Any]:
    reopen_term(term=_one(request, pk).term, by=request.user, at=timezone.now())
    return _told(_one(request, pk))


def _members(request: Request, said: MembersIn) -> list[int]:
    known = queries.by_numbers(request.user, said.projects)
    refuse(
        Problem("projects.number_unknown", {"text": number}, place=Place(field=f"projects.{place}"))
        for place, number in enumerate(said.projects) if number not in known
    )  # fmt: skip
    return list(known.values())


def _outcome(found: Any) -> dict[str, Any]:
    refused = [
        {"local_number": project.local_number, "code": no.code, "detail": sentence(no.code, no.params)}
        for project, no in found.refused
    ]  # fmt: skip
    return {"changed": found.changed, "refused": refused}


@programmes.post("/{pk}/projects", right=DECIDE, response=MovedOut, summary=_("Take projects into a programme"))
def take_in(request: Request, pk: Key, said: MembersIn) -> dict[str, Any]:
    found = actions.take_into(
        programme=_one(request, pk), projects=_members(request, said), by=request.user, at=timezone.now(),
        reason=said.reason,
    )  # fmt: skip
    return _outcome(found)


@programmes.post("/{pk}/let-go", right=DECIDE, response=MovedOut, summary=_("Let projects of a programme go"))
def let_go(request: Request, pk: Key, said: MembersIn) -> dict[str, Any]:
    found = actions.let_go(
        programme=_one(request, pk), projects=_members(request, said), by=request.user, at=timezone.now(),
        reason=said.reason,
    )  # fmt: skip
    return _outcome(found)


def _picture(request: Request, programme: Programme, pk: int | None) -> Any:
    found = {picture.pk: picture for picture, _project in pictures(request.user, programme)} if pk else {}
    if pk and pk not in found:
        raise actions.ProjectsRefused("projects.story_picture", field="picture")
    return found[pk] if pk else None


@programmes.post("/{pk}/stories", right=DECIDE, response={201: StoryOut}, summary=_("Tell a story of a programme"))
def tell_story(request: Request, pk: Key, said: StoryIn) -> Status[dict[str, Any]]:
    programme = _one(request, pk)
    values = said.model_dump() | {"picture": _picture(request, programme, said.picture)}
    made = actions.tell(programme=programme, by=request.user, at=timezone.now(), **values)
    return Status(201, _story(request, programme, made.number))


@programmes.post(
    "/{pk}/stories/{number}",
    right=DECIDE,
    response=StoryOut,
    stale=True,
    summary=_("Correct a story; its versions stay"),
)
def correct_story(request: Request, pk: Key, number: Key, said: StoryChange) -> dict[str, Any]:
    programme = _one(request, pk)
    story = last_version(programme.pk, number)
    if story is None:
        raise Http404
    values = said.model_dump(exclude={"version", "reason"}) | {"picture": _picture(request, programme, said.picture)}
    actions.correct_story(
        story=story, values=values, over=said.version, by=request.user, at=timezone.now(), reason=said.reason
    )
    return _story(request, programme, number)

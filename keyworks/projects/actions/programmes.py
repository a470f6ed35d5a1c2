"""Programmes: what the city says of them, which projects it takes in and lets go, and what it tells of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from keyworks.accounts.models import Person
from keyworks.accounts.queries import day_of
from keyworks.dossier.models import Attachment
from keyworks.projects.actions.bulk import AT_ONCE, Outcome, edit_many
from keyworks.projects.actions.keeping import plain
from keyworks.projects.actions.refused import ProjectsRefused
from keyworks.projects.actions.terms import edit_term, open_terms
from keyworks.projects.models import Programme, Project, Story, Term
from keyworks.projects.queries.programmes import PICTURES
from keyworks.projects.rules.authority import DECIDE
from keyworks.record.actions import write
from keyworks.values.refusals import Stale

OF_TERM = ("name_zh", "name_en", "leader")
OWN = ("aim_zh", "aim_en", "unit", "opened_on")
"""What is said of a programme: the names and the leader stand in the code list, the rest beside it."""
LONGEST = 2000


def _must_decide(by: Person | None) -> None:
    if by is not None and not by.may(DECIDE):
        raise ProjectsRefused("projects.programmes_of_the_city")


def held(programme: Programme, *, over: int | None = None) -> Programme:
    """The programme as it stands, held until the transaction ends."""
    found = Programme.objects.select_for_update(of=("self",)).select_related("term", "unit").get(pk=programme.pk)
    if over is not None and over != found.edition:
        raise Stale("projects.programme_stale", edition=found.edition)
    return found


@transaction.atomic
def open_programme(*, code: str, values: Mapping[str, Any], by: Person | None, at: datetime) -> Programme:
    """Open a programme: an entry of the list of programmes with its office in charge; no project is in it yet."""
    _must_decide(by)
    row = {"code": code, **{name: values[name] for name in OF_TERM if name in values}}
    [term] = open_terms(kind=Term.Kind.PROGRAMME, rows=[row], by=by, at=at)
    programme = Programme.objects.get(pk=term.pk)
    said = {name: values[name] for name in OWN if name in values}
    return _describe(programme, said, by, at, "")


@transaction.atomic
def edit_programme(
    *, programme: Programme, values: Mapping[str, Any], over: int | None, by: Person | None, at: datetime,
    reason: str = "",
) -> Programme:  # fmt: skip
    """Change what is said of a programme; nothing differing is nothing changed."""
    _must_decide(by)
    if unknown := set(values) - {*OF_TERM, *OWN}:
        raise TypeError(f"not changed here: {sorted(unknown)}")
    programme = held(programme, over=over)
    named = {name: values[name] for name in OF_TERM if name in values}
    if named:
        edit_term(term=programme.term, values=named, over=None, by=by, at=at, reason=reason)
    said = {name: values[name] for name in OWN if name in values}
    return _describe(Programme.objects.select_related("term", "unit").get(pk=programme.pk), said, by, at, reason)


def _describe(
    programme: Programme, values: Mapping[str, Any], by: Person | None, at: datetime, reason: str
) -> Programme:  # fmt: skip
    said = {name: value for name, value in values.items() if getattr(programme, name) != value}
    if not said:
        return programme
    before = {name: plain(getattr(programme, name)) for name in said}
    for name, value in said.items():
        setattr(programme, name, value)
    programme.edition += 1
    programme.save(force_update=True)
    write("projects.edit_programme", programme, by=by, at=at, reason=reason, before=before, after=plain(said))
    return programme


@transaction.atomic
def take_into(
    *, programme: Programme, projects: Collection[int], by: Person, at: datetime, reason: str = ""
) -> Outcome:  # fmt: skip
    """Take projects into a programme: each is changed for itself, with an entry of its own, and the programme's."""
    if programme.term.closed_on is not None:
        raise ProjectsRefused("projects.programme_closed", name=str(programme))
    return _of(programme, projects, "add", by, at, reason)


@transaction.atomic
def let_go(*, programme: Programme, projects: Collection[int], by: Person, at: datetime, reason: str) -> Outcome:
    """Let projects of a programme go, with the reason that the record keeps."""
    if not reason.strip():
        raise ProjectsRefused("projects.removed_unexplained", field="reason")
    return _of(programme, projects, "remove", by, at, reason)


def _of(
    programme: Programme, projects: Collection[int], way: str, by: Person, at: datetime, reason: str
) -> Outcome:  # fmt: skip
    _must_decide(by)
    if not projects:
        raise ProjectsRefused("projects.none_chosen", field="projects")
    if len(projects) > AT_ONCE:
        raise ProjectsRefused("projects.programme_many", field="projects", most=AT_ONCE)
    programme = held(programme)
    members = Project.objects.filter(pk__in=projects, programmes=programme.pk)
    moved = Project.objects.filter(pk__in=projects).order_by("local_number")
    moved = moved.exclude(pk__in=members) if way == "add" else moved.filter(pk__in=members)
    seen, numbers = {}, []
    for pk, edition, number in moved.values_list("pk", "edition", "local_number"):
        seen[pk] = edition
        numbers.append(number)
    outcome = edit_many(seen=seen, change={way: {"programmes": [programme.code]}}, by=by, at=at, reason=reason)
    refused = {project.local_number for project, _no in outcome.refused}
    done = [number for number in numbers if number not in refused]
    if done:
        verb = "projects.take_into_programme" if way == "add" else "projects.let_go_of_programme"
        told = {"members": done}
        before, after = (None, told) if way == "add" else (told, None)
        write(verb, programme, by=by, at=at, reason=reason, before=before, after=after)
    return outcome


@transaction.atomic
def tell(
    *, programme: Programme, on: date, text_zh: str, text_en: str = "", picture: Attachment | None = None,
    by: Person | None, at: datetime,
) -> Story:  # fmt: skip
    """Tell a story of a programme on a day that is not in the future."""
    _must_decide(by)
    programme = held(programme)
    number = (Story.objects.filter(programme=programme).aggregate(last=Max("number"))["last"] or 0) + 1
    said = {"on": on, "text_zh": text_zh, "text_en": text_en, "picture": picture}
    return _tell(programme, number, 1, said, by, at, "")


@transaction.atomic
def correct_story(
    *, story: Story, values: Mapping[str, Any], over: int | None, by: Person | None, at: datetime, reason: str
) -> Story:  # fmt: skip
    """The next version of a story, with the reason; the versions before stay."""
    _must_decide(by)
    programme = held(story.programme)
    last = Story.objects.filter(programme=programme, number=story.number).order_by("-version")[0]
    if over is not None and over != last.version:
        raise Stale("projects.story_stale", edition=last.version)
    said = {name: getattr(last, name) for name in ("on", "text_zh", "text_en", "picture")} | dict(values)
    if all(getattr(last, name) == value for name, value in said.items()):
        return last
    if not reason.strip():
        raise ProjectsRefused("projects.reason_missing", field="reason")
    return _tell(programme, last.number, last.version + 1, said, by, at, reason)


def _tell(
    programme: Programme, number: int, version: int, said: Mapping[str, Any], by: Person | None, at: datetime,
    reason: str,
) -> Story:  # fmt: skip
    if not said["text_zh"].strip():
        raise ProjectsRefused("projects.story_empty", field="text_zh")
    for name in ("text_zh", "text_en"):
        if len(said[name]) > LONGEST:
            raise ProjectsRefused("projects.cell_long", field=name, length=len(said[name]), most=LONGEST)
    if said["on"] > day_of(at):
        raise ProjectsRefused("projects.not_yet", field="on", day=said["on"].isoformat())
    picture = said["picture"]
    if picture is not None and not _of_a_project(programme, picture):
        raise ProjectsRefused("projects.story_picture", field="picture")
    story = Story.objects.create(
        programme=programme, number=number, version=version, by=by, at=at, reason=reason, **said
    )  # fmt: skip
    after = {"story": number, "version": version, "on": said["on"].isoformat(), "text_zh": said["text_zh"],
             "text_en": said["text_en"], "picture": picture.name if picture else None}  # fmt: skip
    verb = "projects.tell_story" if version == 1 else "projects.correct_story"
    write(verb, programme, by=by, at=at, reason=reason, after=after)
    return story


def _of_a_project(programme: Programme, picture: Attachment) -> bool:
    """Is it a standing photograph of a project of the programme?"""
    if picture.subject_kind != "project" or picture.kind not in PICTURES or picture.withdrawn_at is not None:
        return False
    return Project.objects.filter(pk=int(picture.subject_id), programmes=programme.pk).exists()

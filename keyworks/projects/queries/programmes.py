"""Programmes: which projects are in them, now or as known at a moment, who came and went, and their stories."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.fields.json import KT

from keyworks.accounts.models import Membership, Person, Unit
from keyworks.accounts.rules import Role
from keyworks.base.scopes import scope, scopes
from keyworks.dossier.models import Attachment
from keyworks.dossier.queries import hung_on
from keyworks.projects.models import Edition, Programme, Project, Story
from keyworks.projects.queries.asof import editions_asof
from keyworks.record.models import Entry

PICTURES = frozenset({"jpg", "png", "webp"})
"""Kinds of files that every browser shows."""
OFFICES = (Unit.Kind.CITY, Unit.Kind.DEPARTMENT, Unit.Kind.DISTRICT)


@scopes(Programme)
def _programmes(person: Person, programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    """Everybody knows the programmes; of their projects each sees those within reach."""
    return programmes


@scopes(Story)
def _stories(person: Person, stories: QuerySet[Story]) -> QuerySet[Story]:
    return stories


def all_programmes(person: Person) -> QuerySet[Programme]:
    return scope(person, Programme.objects.select_related("term", "term__leader", "unit"))


def members(person: Person, programme: Programme) -> QuerySet[Project]:
    """The projects of a programme within the person's reach."""
    return scope(person, Project.objects.filter(programmes=programme.pk))


def members_of(person: Person) -> list[tuple[int, int, Any]]:
    """(programme, project, total) of every project within reach that is in one: one question for all programmes."""
    rows: Any = scope(person, Project.objects.filter(programmes__isnull=False)).order_by()
    return list(rows.values_list("programmes", "pk", "total"))


def _says(code: str) -> Q:
    return Q(told__contains=f'"{code}"')


def known_members(programme: int, projects: QuerySet[Project], at: datetime) -> list[int]:
    """Those of these projects that were in the programme at a moment, as their editions told then."""
    code = Programme.objects.values_list("term__code", flat=True).get(pk=programme)
    stood = editions_asof(projects, at).alias(told=KT("facts__programmes")).filter(_says(code)).order_by()
    return list(stood.values_list("project", flat=True))


def offices() -> QuerySet[Unit]:
    """The open units that can be in charge of a programme."""
    return Unit.objects.filter(kind__in=OFFICES, closed_on=None).order_by("path")


def leaders(day: date) -> QuerySet[Person]:
    """Who holds a leader's seat on a day."""
    seats = Membership.objects.in_force(day).filter(role=Role.LEADER)
    return Person.objects.filter(pk__in=seats.values("person")).order_by("username")


def found_for(person: Person, programme: Programme, condition: Q) -> QuerySet[Project]:
    """The projects within reach that fit a condition and are not in the programme yet."""
    found = scope(person, Project.objects.filter(condition)).exclude(pk__in=members(person, programme).values("pk"))
    return found.order_by("local_number")


@dataclass(frozen=True)
class Passage:
    """A project that was taken into a programme or let go: when, by whom and why."""

    at: datetime
    project: Project
    came: bool
    entry: Entry | None = None


def passages(person: Person, programme: Programme) -> list[Passage]:
    """Who came into a programme and who left it, the latest first: read out of the editions of the projects."""
    told = Edition.objects.alias(told=KT("facts__programmes")).filter(_says(programme.code))
    projects = {one.pk: one for one in scope(person, Project.objects.filter(pk__in=told.values("project")))}
    rows: Any = Edition.objects.filter(project__in=projects).annotate(told=KT("facts__programmes"))
    found: list[Passage] = []
    inside: set[int] = set()
    for pk, at, words in rows.order_by("project", "edition").values_list("project", "at", "told"):
        came = f'"{programme.code}"' in (words or "")
        if came != (pk in inside):
            (inside.add if came else inside.discard)(pk)
            found.append(Passage(at, projects[pk], came))
    entries = _entries(found, programme.code)
    told_of = [
        Passage(one.at, one.project, one.came, entries.get((str(one.project.pk), one.at, one.came))) for one in found
    ]
    return sorted(told_of, key=lambda one: (one.at, one.project.local_number), reverse=True)


def _entries(found: Iterable[Passage], code: str) -> dict[tuple[str, datetime, bool], Entry]:
    """The entry of the record by which each passage was made: (project, moment, came in or left) → it."""
    keys, moments = {str(one.project.pk) for one in found}, {one.at for one in found}
    rows = Entry.objects.filter(subject_kind="project", subject_id__in=keys, at__in=moments).order_by("seq")
    made: dict[tuple[str, datetime, bool], Entry] = {}
    for one in rows:
        before, after = (code in (json.loads(text or "{}").get("programmes") or ()) for text in (one.before, one.after))
        if before != after:
            made[one.subject_id, one.at, after] = one
    return made


@dataclass(frozen=True)
class Told:
    """A story as it stands, with the versions before it, and its picture where the reader sees it."""

    story: Story
    before: list[Story]
    picture: Attachment | None


def stories(person: Person, programme: Programme, at: datetime | None = None) -> list[Told]:
    """What was told of a programme by a moment, the newest day first."""
    rows = Story.objects.filter(programme=programme).select_related("by", "picture").order_by("number", "-version")
    versions: dict[int, list[Story]] = {}
    for one in rows.filter(at__lte=at) if at else rows:
        versions.setdefault(one.number, []).append(one)
    pictures = {one[0].picture_id for one in versions.values() if one[0].picture_id}
    seen = {one.pk: one for one in scope(person, Attachment.objects.filter(pk__in=pictures, withdrawn_at=None))}
    told = [Told(one, before, seen.get(one.picture_id or 0)) for one, *before in versions.values()]
    return sorted(told, key=lambda one: (one.story.on, one.story.number), reverse=True)


def last_version(programme: int, number: int) -> Story | None:
    found = Story.objects.filter(programme=programme, number=number).select_related("programme__term", "picture")
    return found.order_by("-version").first()


def pictures(person: Person, programme: Programme) -> list[tuple[Attachment, Project]]:
    """The photographs that hang on projects of a programme within reach."""
    projects = {one.pk: one for one in members(person, programme).order_by("local_number")}
    hung = hung_on("project", list(projects), PICTURES)
    return [(picture, project) for pk, project in projects.items() for picture in hung.get(pk, ())]


def by_code(code: str) -> Programme | None:
    return Programme.objects.select_related("term", "unit").filter(term__code=code).first()

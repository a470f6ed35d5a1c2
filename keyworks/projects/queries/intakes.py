"""What lists brought: what stands on it, where each fact comes from, and what a list is compared with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from keyworks.accounts.models import Person
from keyworks.base.scopes import scopes
from keyworks.dossier.models import Attachment, Comment, Follow
from keyworks.projects.models import Component, Edition, Intake, Link, Project, SourcedValue

Facts = Mapping[str, Any]
AT_ONCE = 500
NAMED = 20
"""How many of a kind are named; the others are counted."""


@scopes(Intake)
def _intakes(person: Person, intakes: QuerySet[Intake]) -> QuerySet[Intake]:
    """The whole city's, or those a person brought."""
    return intakes if person.standing.everywhere() else intakes.filter(by=person)


@dataclass(frozen=True, slots=True)
class Dependent:
    """What stands on an intake: of which kind, how many, and the first projects with their names and addresses."""

    kind: str
    """edition (changed by hand), intake (another list's), link, part, value, comment, file, follow"""
    count: int
    projects: tuple[tuple[str, str], ...]


def depending(intake: Intake) -> list[Dependent]:
    """What would hang in the air if an intake were taken back; nothing where nothing does."""
    return [
        Dependent(kind, count, tuple((one.local_number + " " + str(one), one.get_absolute_url()) for one in some))
        for kind, found in _dependents(intake)
        if (count := found.count())
        for some in [found.order_by("local_number")[:NAMED]]
    ]


def _dependents(intake: Intake) -> Iterator[tuple[str, QuerySet[Project]]]:
    """Kind → the projects by which the intake is held."""
    touched = Exists(Edition.objects.filter(project=OuterRef("pk"), intake=intake))
    changed = Project.objects.filter(touched)
    own = Edition.objects.filter(project=OuterRef("project"), intake=intake, edition__lt=OuterRef("edition"))
    later = Edition.objects.filter(Exists(own)).exclude(intake=intake)
    # `exclude` keeps rows whose intake is null.
    yield "edition", changed.filter(pk__in=later.filter(intake=None).values("project"))
    yield "intake", changed.filter(pk__in=later.filter(intake__isnull=False).values("project"))
    made = Project.objects.filter(intake=intake)
    links = Link.objects.filter(
        Exists(made.filter(pk=OuterRef("other"))) & ~Exists(made.filter(pk=OuterRef("project")))
    )
    yield "link", Project.objects.filter(pk__in=links.values("project"))
    yield "part", Project.objects.filter(parent__in=made.values("pk")).exclude(intake=intake)
    yield "value", made.filter(Exists(SourcedValue.objects.filter(project=OuterRef("pk"), intake=None)))
    parts = Component.objects.filter(intake=intake)
    for kind, model in (("comment", Comment), ("file", Attachment), ("follow", Follow)):
        on = model.objects.filter(subject_kind="project", subject_id=OuterRef("key"))
        on_part = model.objects.filter(subject_kind="component", subject_id=OuterRef("key"))
        keyed = made.annotate(key=Cast("pk", CharField()))
        held = parts.annotate(key=Cast("pk", CharField())).filter(Exists(on_part))
        yield (
            kind,
            Project.objects.filter(Q(pk__in=keyed.filter(Exists(on)).values("pk")) | Q(pk__in=held.values("project"))),
        )


def standing_editions(keys: Sequence[int]) -> dict[int, tuple[int, datetime, Facts]]:
    """Key of a project → its last edition: number, moment (what a list brings lies no earlier), all that is said."""
    found: dict[int, tuple[int, datetime, Facts]] = {}
    for start in range(0, len(keys), AT_ONCE):
        last = Edition.objects.filter(project__in=keys[start : start + AT_ONCE], edition=F("project__edition"))
        for key, edition, at, facts in last.values_list("project", "edition", "at", "facts"):
            found[key] = (edition, at, facts)
    return found


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a fact stands written: in which file, on which sheet, in which cell; and when that was known."""

    file: str
    sheet: str
    cell: str
    at: datetime
    intake: Intake

    @property
    def words(self) -> str:
        return " · ".join(filter(None, (self.file, self.sheet, self.cell)))

    @property
    def url(self) -> str:
        return self.intake.cell_url(self.file, self.sheet, self.cell) or self.intake.url


def origins(project: Project, asof: datetime | None = None) -> dict[str, Origin]:
    """Fact, as `district` or `parts.total` → where what stood at a moment was written; nothing for what people said."""
    editions = Edition.objects.filter(project=project).order_by("edition").select_related("intake")
    if asof is not None:
        editions = editions.filter(at__lte=asof)
    found: dict[str, Origin] = {}
    before: Facts = {}
    for edition in editions:
        for name in [name for name in edition.facts if edition.facts[name] != before.get(name)]:
            _forget(found, name, before.get(name), edition.facts[name])
        if edition.intake is not None:
            found.update(_cells(edition, edition.intake))
        before = edition.facts
    return found


def _forget(found: dict[str, Origin], name: str, before: Any, after: Any) -> None:
    """A fact that changed has another origin; of a table only the entries that changed."""
    found.pop(name, None)
    if isinstance(after, Mapping):
        stood = before if isinstance(before, Mapping) else {}
        for key in [key for key in {*stood, *after} if stood.get(key) != after.get(key)]:
            found.pop(f"{name}.{key}", None)


def _cells(edition: Edition, intake: Intake) -> Iterator[tuple[str, Origin]]:
    told = edition.origin
    number = told.get("file")
    file = "" if number is None else str(intake.files[number]["name"])
    for fact, cell in (told.get("cells") or {}).items():
        yield fact, Origin(file, str(told.get("sheet") or ""), str(cell), edition.at, intake)

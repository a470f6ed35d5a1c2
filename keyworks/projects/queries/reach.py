from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from keyworks.accounts.models import Person, Unit
from keyworks.accounts.queries import within
from keyworks.base.manifest import rights
from keyworks.base.scopes import scope, scopes
from keyworks.projects.models import (
    Component,
    Draft,
    Edition,
    Party,
    Project,
    Term,
    Transition,
)
from keyworks.projects.rules.authority import EDIT, may_edit
from keyworks.projects.rules.checks import DEEPEST
from keyworks.projects.rules.names import SEPARATOR, folded

UNITS = ("owner", "district", "lead_department", "responsible_unit")


@scopes(Project)
def _projects(person: Person, projects: QuerySet[Project]) -> QuerySet[Project]:
    """The whole city, or what stands in, belongs to or is built by the units within reach."""
    if person.standing.everywhere():
        return projects
    reached = Unit.objects.filter(within(person)).values("pk")
    built = Party.objects.filter(unit__in=reached).values("project_id")
    own = Q(owner__in=reached) | Q(district__in=reached) | Q(responsible_unit__in=reached) | Q(pk__in=built)
    return projects.filter(own)


@scopes(Component)
def _components(person: Person, components: QuerySet[Component]) -> QuerySet[Component]:
    if person.standing.everywhere():
        return components
    return components.filter(project__in=scope(person, Project.objects.all()))


@scopes(Term)
def _terms(person: Person, terms: QuerySet[Term]) -> QuerySet[Term]:
    return terms


@scopes(Transition)
def _transitions(person: Person, transitions: QuerySet[Transition]) -> QuerySet[Transition]:
    return transitions


@scopes(Draft)
def _drafts(person: Person, drafts: QuerySet[Draft]) -> QuerySet[Draft]:
    return drafts.filter(person=person)


def paths(project: Project) -> dict[str, str]:
    """The paths of a project's units, "" where it has none; asks for nothing when they came with `select_related`."""
    found = ((name, getattr(project, name)) for name in UNITS)
    return {name: unit.path if unit else "" for name, unit in found}


def may_edit_project(person: Person, project: Project) -> bool:
    """May the person change this project?"""
    return person.may(EDIT) and may_edit(person.standing, rights(), paths(project))


def by_local_number() -> dict[str, Project]:
    """Every project that has a number of the city's, with its units."""
    return {one.local_number: one for one in Project.objects.select_related(*UNITS).exclude(local_number="")}


def packages_above(pk: int | None) -> list[int]:
    """The keys of a project and of the packages it stands in, inmost first, until it is seen to stand too deep."""
    found: list[int] = []
    while pk is not None and len(found) <= DEEPEST:
        found.append(pk)
        pk = Project.objects.filter(pk=pk).values_list("parent_id", flat=True).first()
    return found


def terms(kind: str) -> QuerySet[Term]:
    """The open entries of a code list, in order."""
    return Term.objects.filter(kind=kind, closed_on=None)


def term_by_code(kind: str) -> dict[str, Term]:
    """The entries of a code list by their codes, closed ones too."""
    return {term.code: term for term in Term.objects.filter(kind=kind)}


def found_by(words: str) -> Q:
    """The projects in whose names, numbers or codes these words stand, in characters, pinyin or initials."""
    condition = Q()
    for word in words.replace("\0", "").split():
        condition &= Q(search__contains=folded(word).replace(SEPARATOR, ""))
    return condition


def facts_seen(person: Person, said: Mapping[str, Any]) -> dict[str, Any]:
    """What was said of a project, without the other projects it names that the person does not see."""
    links = said.get("links") or []
    named = {said.get("parent"), *(one["other"] for one in links)} - {None}
    if not named:
        return dict(said)
    seen = scope(person, Project.objects.filter(local_number__in=named)).values_list("local_number", flat=True)
    hidden = named - set(seen)
    shown = {name: value for name, value in said.items() if name != "parent" or value not in hidden}
    return shown | ({"links": [one for one in links if one["other"] not in hidden]} if links else {})


def facts(project: Project, asof: datetime | None = None) -> Mapping[str, Any]:
    """All that was said of a project as it stood at a moment (UTC), now where it is None; nothing before it began."""
    editions = Edition.objects.filter(project=project)
    if asof is not None:
        editions = editions.filter(at__lte=asof)
    found = editions.order_by("-edition").values_list("facts", flat=True).first()
    return found or {}

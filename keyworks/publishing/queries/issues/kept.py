"""The papers that were issued, and the templates by which they are written."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db.models import Q, QuerySet

from keyworks.accounts.queries import districts
from keyworks.accounts.rules import Role
from keyworks.base.scopes import scope, scopes
from keyworks.projects import queries as projects
from keyworks.publishing.models import Paper, PaperAdoption, PaperTemplate
from keyworks.publishing.queries.issues import making
from keyworks.publishing.rules.news import READ as READ_ALL
from keyworks.publishing.rules.papers.kinds import OF_CITY, READ, Kind
from keyworks.publishing.rules.papers.paper import Paper as Document
from keyworks.publishing.rules.papers.vocabulary import of_the_house
from keyworks.publishing.rules.words import LANGUAGES

HOUSE = 1
"""The version of the templates that come with the house."""


@scopes(Paper)
def _papers(person: Any, rows: QuerySet[Paper]) -> QuerySet[Paper]:
    """The whole city; a district its own briefs; of one project what a person had made themselves."""
    if not person.may(READ):
        return rows.none()
    if person.standing.everywhere():
        return rows
    found = Q(kind=Kind.PROJECT, by=person)
    for seat in person.standing.seats:
        if seat.role == Role.DISTRICT:
            found |= Q(kind=Kind.BRIEF, district__path__startswith=seat.path)
    return rows.filter(found)


@scopes(PaperTemplate)
def _templates(person: Any, rows: QuerySet[PaperTemplate]) -> QuerySet[PaperTemplate]:
    return rows if person.may(READ_ALL) else rows.none()


@scopes(PaperAdoption)
def _adoptions(person: Any, rows: QuerySet[PaperAdoption]) -> QuerySet[PaperAdoption]:
    return rows if person.may(READ_ALL) else rows.none()


def papers(person: Any) -> QuerySet[Paper]:
    return scope(person, Paper.objects.all())


def paper_of(person: Any, pk: int) -> Paper | None:
    """The paper, if the person sees it."""
    return papers(person).select_related("by", "district").filter(pk=pk).first()


def may_have(person: Any, kind: Kind, district: Any = None, project: Any = None) -> bool:
    """May the person have this paper issued: do they see all it tells of?"""
    if not person.may(READ):
        return False
    if kind in OF_CITY:
        return bool(person.standing.everywhere())
    if kind is Kind.BRIEF:
        return district is not None and district in districts_of(person)
    return project is not None and projects.seen(person, project.pk)


def kinds_of(person: Any) -> list[Kind]:
    """The kinds of papers that the person may ask for."""
    if not person.may(READ):
        return []
    every, places = person.standing.everywhere(), districts_of(person)
    return [kind for kind in Kind if kind is Kind.PROJECT or (places if kind is Kind.BRIEF else every)]


def districts_of(person: Any) -> list[Any]:
    """The districts whose brief the person may have."""
    if person.standing.everywhere():
        return districts()
    own = [seat.path for seat in person.standing.seats if seat.role == Role.DISTRICT]
    return [unit for unit in districts() if any(unit.path.startswith(path) for path in own)]


def made_again(paper: Paper, language: str) -> Document:
    """The paper out of its row alone."""
    return making.document(Kind(paper.kind), paper.template[language], paper.said[language], language, paper.at)


def file(paper: Paper, language: str, ending: str) -> bytes | None:
    """A file of a paper, made again out of its row; None where it would differ from what was issued."""
    row = paper.files.get(language=language, ending=ending)
    content = making.file(made_again(paper, language), ending)
    return content if sha256(content).hexdigest() == row.sha256 else None


@dataclass(frozen=True)
class Version:
    """A version of a template; `row` is None for that of the house."""

    kind: Kind
    number: int
    texts: dict[str, str]
    row: PaperTemplate | None = None


def versions(kind: Kind) -> list[Version]:
    """All versions of a template, the last first."""
    rows = PaperTemplate.objects.filter(kind=kind).select_related("by").order_by("-version")
    return [Version(kind, one.version, {"zh": one.zh, "en": one.en}, one) for one in rows] + [_house(kind)]


def _house(kind: Kind) -> Version:
    return Version(kind, HOUSE, {language: of_the_house(kind, language) for language in LANGUAGES})


def version_of(kind: Kind, number: int) -> Version | None:
    if number == HOUSE:
        return _house(kind)
    row = PaperTemplate.objects.filter(kind=kind, version=number).select_related("by").first()
    return Version(kind, row.version, {"zh": row.zh, "en": row.en}, row) if row else None


def adopted(kind: Kind) -> Version:
    """The version by which papers of this kind are written."""
    last = PaperAdoption.objects.filter(kind=kind).order_by("-pk").first()
    return (version_of(kind, last.version) if last else None) or _house(kind)


def adoptions(kind: Kind) -> list[PaperAdoption]:
    """What was adopted, the last decision first."""
    return list(PaperAdoption.objects.filter(kind=kind).select_related("by").order_by("-pk"))

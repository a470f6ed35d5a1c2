from __future__ import annotations

from typing import Annotated, Any, Literal

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Query, Status
from pydantic import Field, StringConstraints

from keyworks.base.api import Body, Key, Request, Router
from keyworks.base.conditions import seen, tagged
from keyworks.base.paging import Page, Window, page
from keyworks.base.scopes import scope
from keyworks.projects import actions
from keyworks.projects.api.projects import in_row, refuse
from keyworks.projects.api.shapes import Code, Long, TermOut
from keyworks.projects.forms.said import Said, Unreadable
from keyworks.projects.models import Term
from keyworks.values.problems import Place

terms = Router()

Kind = Literal[
    "category", "sector", "programme", "chain", "nature", "investor", "fund", "measure", "party_role", "link",
    "component", "fact", "pause_reason", "exit_reason", "recovery_reason", "overrun_reason",
]  # fmt: skip
TermCode = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=40)]
TermName = Annotated[str, StringConstraints(min_length=1, max_length=100)]
TermNameEn = Annotated[str, StringConstraints(max_length=200)]


class TermPatch(Body):
    """What may be said of an entry; its code stays. What is left out stays, null empties the leader."""

    name_zh: TermName = ""
    name_en: TermNameEn = ""
    note_zh: Long = ""
    note_en: Long = ""
    order: Annotated[int, Field(strict=True, ge=0, le=1_000_000)] = 0
    leader: Code | None = None


class TermChange(TermPatch):
    """A change of an entry, with the reason that the record keeps."""

    reason: Long = ""


class TermIn(TermPatch):
    """An entry to add."""

    code: TermCode
    name_zh: TermName


class TermRows(Body):
    """Entries to add to a code list after those that are there, all or none."""

    kind: Kind
    rows: Annotated[list[TermIn], Field(min_length=1, max_length=200)]


def _told(term: Term) -> dict[str, Any]:
    names = set(TermOut.model_fields) - {"leader"}
    return {
        **{name: getattr(term, name) for name in names},
        "leader": term.leader.username if term.leader else None,
    }


def _one(request: Request, pk: int) -> Term:
    return get_object_or_404(scope(request.user, Term.objects.select_related("leader")), pk=pk)


def _values(said: Said, row: dict[str, Any]) -> dict[str, Any]:
    return row | ({"leader": said.person(row["leader"]) if row["leader"] else None} if "leader" in row else {})


@terms.get("", right="projects.read", response=Page[TermOut], summary=_("The city's code lists"))
def list_terms(request: Request, window: Query[Window], kind: Kind | Literal[""] = "") -> dict[str, Any]:
    found = scope(request.user, Term.objects.select_related("leader"))
    part = page(request, found.filter(kind=kind) if kind else found, window, ("kind", "order", "pk"))
    return {**part, "items": [_told(term) for term in part["items"]]}


@terms.post(
    "", right="projects.administer", response={201: list[TermOut]}, summary=_("Add entries to a code list, all or none")
)
def open_terms(request: Request, many: TermRows) -> Status[list[dict[str, Any]]]:
    said, rows, problems = Said(request.user), [], []
    for number, row in enumerate(many.rows):
        try:
            rows.append(_values(said, row.model_dump(exclude_unset=True)))
        except Unreadable as no:
            problems.append(in_row(number, no.problem.at(Place(field="leader"))))
    refuse(problems)
    opened = actions.open_terms(kind=many.kind, rows=rows, by=request.user, at=timezone.now())
    return Status(201, [_told(term) for term in opened])


@terms.get("/{pk}", right="projects.read", response=TermOut, conditional=True, summary=_("One entry of a code list"))
def get_term(request: Request, pk: Key) -> dict[str, Any]:
    return _told(tagged(request, "term", _one(request, pk)))


@terms.patch("/{pk}", right="projects.administer", response=TermOut, summary=_("Change an entry of a code list"))
def edit_term(request: Request, pk: Key, change: TermChange) -> dict[str, Any]:
    term = _one(request, pk)
    over = seen(request, "term", term)
    row = change.model_dump(exclude_unset=True)
    reason = row.pop("reason", "")
    try:
        values = _values(Said(request.user), row)
    except Unreadable as no:
        refuse([no.problem.at(Place(field="leader"))])
        raise
    actions.edit_term(term=term, values=values, over=over, by=request.user, at=timezone.now(), reason=reason)
    return _told(tagged(request, "term", _one(request, pk)))

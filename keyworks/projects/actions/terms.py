from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, ProtectedError

from keyworks.accounts.models import Person
from keyworks.accounts.queries import day_of
from keyworks.projects.actions.keeping import plain
from keyworks.projects.actions.refused import ProjectsRefused
from keyworks.projects.models import Programme, Term
from keyworks.projects.rules.authority import ADMINISTER
from keyworks.record.actions import Line, write, write_many
from keyworks.values.refusals import Stale

SAID = ("name_zh", "name_en", "note_zh", "note_en", "order", "leader")
"""What is said of an entry of a code list; its code is its name for machines and stays."""


def _must_administer(by: Person | None) -> None:
    if by is not None and not by.may(ADMINISTER):
        raise ProjectsRefused("projects.lists_of_the_city")


@transaction.atomic
def open_terms(*, kind: str, rows: Sequence[Mapping[str, Any]], by: Person | None, at: datetime) -> list[Term]:
    """Add entries to a code list after those that are there, all or none; each row says `code` and SAID."""
    _must_administer(by)
    taken = set(Term.objects.filter(kind=kind).values_list("code", flat=True))
    last = Term.objects.filter(kind=kind).aggregate(last=Max("order"))["last"] or 0
    terms = []
    for number, row in enumerate(rows, last + 1):
        if row["code"] in taken:
            raise ProjectsRefused("projects.term_there", field="code", text=row["code"])
        taken.add(row["code"])
        terms.append(Term(**{"kind": kind, "order": number, **row}))
    Term.objects.bulk_create(terms)
    if kind == Term.Kind.PROGRAMME:
        Programme.objects.bulk_create(Programme(term=term, opened_on=day_of(at)) for term in terms)
    lines = [Line(term, None, plain(dict(row))) for term, row in zip(terms, rows, strict=True)]
    if lines:
        write_many("projects.open_term", lines, by=by, at=at)
    return terms


@transaction.atomic
def edit_term(
    *, term: Term, values: Mapping[str, Any], over: int | None, by: Person | None, at: datetime, reason: str = ""
) -> Term:
    """Change what is said of an entry of a code list; nothing differing is nothing changed."""
    _must_administer(by)
    if unknown := set(values) - set(SAID):
        raise TypeError(f"not changed here: {sorted(unknown)}")
    term = Term.objects.select_for_update(of=("self",)).get(pk=term.pk)
    if over is not None and over != term.edition:
        raise Stale("projects.term_stale", edition=term.edition)
    said = {name: value for name, value in values.items() if getattr(term, name) != value}
    if not said:
        return term
    before = {name: plain(getattr(term, name)) for name in said}
    for name, value in said.items():
        setattr(term, name, value)
    term.edition += 1
    term.save(force_update=True)
    write("projects.edit_term", term, by=by, at=at, reason=reason, before=before, after=plain(said))
    return term


@transaction.atomic
def remove_terms(*, terms: Iterable[Term], by: Person | None, at: datetime, reason: str) -> list[str]:
    """Remove entries of code lists that nothing uses; the codes of those that went. The others stay."""
    _must_administer(by)
    gone = []
    for term in terms:
        pk = term.pk
        try:
            with transaction.atomic():
                term.delete()
        except ProtectedError:
            continue
        term.pk = pk  # the record names it still
        write("projects.remove_term", term, by=by, at=at, reason=reason, before={"kind": term.kind, "code": term.code})
        gone.append(term.code)
    return gone

"""A mapping as a person changes it: what each column of the files means, and what holds for the whole list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from keyworks.imports.rules import mapping as documents
from keyworks.imports.rules.specs import Source, folded
from keyworks.imports.rules.targets import AMOUNTS, EXTRA, NOTHING, Target, target

Document = dict[str, Any]
NAMED = {"from", "also", "to"}
OPTIONS = {
    "money": ("money", "range", "wrong", "nothing"),
    "day": ("days", "wrong", "nothing"),
    "term": ("open", "nothing", "values"), "terms": ("open", "nothing", "values"),
    "unit": ("open", "nothing", "values"),
    "choice": ("nothing", "values"), "person": ("nothing", "values"),
    "extra": ("label",), "nothing": (),
}  # fmt: skip
"""Kind of a meaning → what may be said beside it; of all others only what counts as nothing and what is unreadable."""


@dataclass(frozen=True)
class Meant:
    """What a column of the files means now: `at` numbers its entry in the document, None where none names it."""

    head: str
    at: int | None = None
    spec: Mapping[str, Any] = field(default_factory=dict)
    whole: bool = True
    """Is the column all of its entry, so that the entry may be changed with it?"""
    role: str = ""
    """What else it is: key, snapshot, component, source of a year or a fund."""

    @property
    def to(self) -> str:
        return str(self.spec.get("to", ""))


def meanings(document: Document, heads: Sequence[str]) -> list[Meant]:
    """What each head means under this document."""
    said = documents.read(document)
    if isinstance(said, list):
        return [Meant(head) for head in heads]
    bound = said.columns_of(heads)
    places = {id(column): number for number, column in enumerate(said.columns)}
    found: dict[int, tuple[int, bool]] = {}
    for one in bound.found:
        number = places.get(id(one.column))
        for at in one.at:
            if number is not None:
                found.setdefault(at, (number, len(one.column.heads) == 1))
    roles = dict.fromkeys(bound.key, "key") | dict.fromkeys(bound.component, "component")
    roles |= {bound.on: "snapshot"} if bound.on is not None else {}
    for column in said.columns:
        for source in (column.year, column.fund):
            if isinstance(source, Source) and (where := bound.places.get(folded(source.column))) is not None:
                roles.setdefault(where, "source")
    told = []
    for at, head in enumerate(heads):
        place, whole = found.get(at, (-1, True))
        spec = document["columns"][place] if place >= 0 else {}
        told.append(Meant(head, place if place >= 0 else None, spec, whole, roles.get(at, "")))
    return told


def kind_of(to: str) -> str:
    found = target(to)
    return found.kind if found else ""


def options_of(found: Target) -> tuple[str, ...]:
    """What may be said of a column with this meaning."""
    if found.name == AMOUNTS:
        return ("money", "year", "fund", "range", "wrong", "nothing")
    return OPTIONS.get(found.kind, ("wrong", "nothing"))


def with_meaning(document: Document, meant: Meant, to: str, said: Mapping[str, Any]) -> Document:
    """The document in which this column means `to`; "" lets it go with the columns nobody names.

    What the entry says besides and the person was not asked stays, as long as the meaning does.
    """
    columns = list(document.get("columns") or [])
    kept = {name: value for name, value in meant.spec.items() if name in NAMED}
    if meant.to == to:
        kept = dict(meant.spec)
    if not to:
        if meant.at is not None and meant.whole:
            columns[meant.at] = None
        return {**document, "columns": columns}
    asked = options_of(found) if (found := target(to)) else ()
    entry = {"from": meant.head, **kept, "to": to}
    for name in asked:
        if name in said:
            value = said[name]
            if value in (None, "", [], {}, False):
                entry.pop(name, None)
            else:
                entry[name] = value
    if meant.at is None:
        columns.append(entry)
    else:
        columns[meant.at] = entry
    return {**document, "columns": columns}


def tidy(document: Document) -> Document:
    """Without the entries that were taken out meanwhile."""
    return {**document, "columns": [one for one in document.get("columns") or [] if one is not None]}


def with_values(document: Document, to: str, said: Mapping[str, str | None]) -> Document:
    """The document in which their words of one meaning stand for ours; None says nothing."""
    columns = [
        {**one, "values": {**(one.get("values") or {}), **said}} if one.get("to") == to and said else one
        for one in document.get("columns") or []
    ]
    return {**document, "columns": columns}


__all__ = ["EXTRA", "NOTHING", "Meant", "kind_of", "meanings", "options_of", "tidy", "with_meaning", "with_values"]

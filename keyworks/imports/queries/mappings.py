"""Mappings to choose from: those of the city, and those that come with Keyworks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from keyworks.accounts.models import Person
from keyworks.base import reader
from keyworks.base.scopes import scope
from keyworks.imports.models import Mapping
from keyworks.imports.rules import mapping as documents
from keyworks.imports.rules.fitting import fit
from keyworks.imports.rules.specs import Mapping as Said

FITS = 0.6
"""From here on a mapping is taken for that of the files."""


@dataclass(frozen=True)
class Offer:
    """A mapping that may be chosen: `code` is name@version, or the bare name of a shipped example."""

    code: str
    title: str
    note: str
    document: dict[str, Any]
    said: Said

    @property
    def example(self) -> bool:
        return "@" not in self.code


def mappings(person: Person) -> QuerySet[Mapping]:
    """Every saved mapping in its versions, the newest version first."""
    return scope(person, Mapping.objects.all()).select_related("by").order_by("name", "-version")


def saved(name: str, version: int | None = None) -> Mapping | None:
    """A saved mapping by its name: in this version, or the newest."""
    found = Mapping.objects.filter(name=name).order_by("-version")
    return (found.filter(version=version) if version is not None else found).first()


def examples() -> dict[str, dict[str, Any]]:
    """The mappings that come with Keyworks, by name."""
    found = {}
    for path in sorted(Path(settings.MAPPINGS).glob("*.json")):
        document = _read(path, path.stat().st_mtime_ns)
        if document:
            found[str(document["name"])] = document
    return found


@lru_cache(maxsize=64)
def _read(path: Path, _changed: int) -> dict[str, Any] | None:
    document = json.loads(path.read_text(encoding="utf-8"))
    return document if isinstance(documents.read(document), Said) else None


def called(code: str) -> Offer | None:
    """The mapping of this code: `name@version`, `name` in its newest version, or a shipped example."""
    name, _, version = code.partition("@")
    found = saved(name, int(version) if version.isascii() and version.isdigit() and len(version) < 9 else None)
    if found is not None and (not version or found.label == code):
        return _offer(found.label, found.document)
    document = examples().get(name) if not version else None
    return _offer(name, document) if document else None


def offered() -> list[Offer]:
    """The newest version of every saved mapping, then the shipped examples that nobody saved under their name."""
    newest: dict[str, Mapping] = {}
    for one in Mapping.objects.order_by("name", "-version"):
        newest.setdefault(one.name, one)
    own = [_offer(one.label, one.document) for one in newest.values()]
    shipped = [_offer(name, document) for name, document in examples().items() if name not in newest]
    return [one for one in (*own, *shipped) if one is not None]


def fitting(files: Sequence[tuple[str, Sequence[str]]]) -> tuple[Offer | None, list[tuple[float, Offer]]]:
    """The mapping that fits these files (name, heads) best, if one does; and all with how well they fit, best first."""
    found = sorted(((fit(one.said, files), one) for one in offered()), key=lambda pair: -pair[0])
    return (found[0][1] if found and found[0][0] >= FITS else None), found


def _offer(code: str, document: dict[str, Any]) -> Offer | None:
    said = documents.read(document)
    if not isinstance(said, Said):
        return None
    title, note = (reader.told(one.get("zh", ""), one.get("en", "")) for one in (said.title, said.note))
    return Offer(code, title or said.name, note, document, said)

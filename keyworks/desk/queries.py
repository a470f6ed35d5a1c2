from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from keyworks.base.manifest import panels
from keyworks.base.scopes import scope, subject_model

MOST = 20


@dataclass(frozen=True)
class Found:
    """What a search found of one kind: (name, its note, address) each."""

    label: str
    lines: list[tuple[str, str, str]]
    more: bool


def found(person: Any, words: str) -> list[Found]:
    """People and units whose names hold the words, as far as this person sees."""
    units = scope(person, subject_model("unit")._default_manager.all()).filter(
        Q(name_zh__icontains=words) | Q(name_en__icontains=words) | Q(code__icontains=words)
    )
    people = scope(person, subject_model("person")._default_manager.all()).filter(
        Q(name__icontains=words) | Q(username__icontains=words) | Q(post__icontains=words)
    )
    return [
        _of(_("Units"), units.order_by("path")[: MOST + 1], lambda unit: unit.get_kind_display()),
        _of(_("People"), people.order_by("name", "pk")[: MOST + 1], lambda one: one.post),
    ]


def _of(label: str, rows: Any, note: Any) -> Found:
    lines = [(str(row), str(note(row)), row.get_absolute_url()) for row in rows]
    return Found(label, lines[:MOST], len(lines) > MOST)


@dataclass(frozen=True)
class Part:
    """A part of the desk that another room keeps."""

    label: str
    address: str


@dataclass(frozen=True)
class Desk:
    """What a person's first screen shows."""

    parts: list[Part]


def desk(person: Any) -> Desk:
    """The parts that rooms hang on the desk for whoever may see them."""
    own = [panel for panel in panels(person, "desk") if "desk" in panel.subjects]
    return Desk([Part(str(panel.label), reverse(panel.url_name)) for panel in own])

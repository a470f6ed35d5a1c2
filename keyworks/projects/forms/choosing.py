"""Fields in which one of hundreds of units, people or projects is chosen by typing a part of its name.

The page offers what fits in a list below the field; without scripts a name, a number or a code is typed whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from keyworks.accounts.models import Person, Unit
from keyworks.accounts.queries import person_called
from keyworks.base.manifest import Text
from keyworks.base.scopes import scope
from keyworks.projects.models import Project
from keyworks.projects.queries import found_by

OFFERED = 20
LONGEST = 300
BETWEEN = " · "


@dataclass(frozen=True)
class Kind:
    """What is chosen from: the rows a person may name, how words find some, the column that tells one from all."""

    rows: Callable[[Person], QuerySet[Any]]
    found: Callable[[str], Q]
    key: str
    names: tuple[str, ...]

    def label(self, one: Any) -> str:
        return f"{one}{BETWEEN}{getattr(one, self.key)}"

    def offered(self, person: Person, words: str) -> list[str]:
        """What fits the words, or the whole label chosen before, ready to be typed into the field."""
        words = plain(words).rpartition(BETWEEN)[2]
        rows = self.rows(person)
        return [self.label(one) for one in (rows.filter(self.found(words)) if words else rows)[:OFFERED]]


def plain(text: str) -> str:
    return text.replace("\0", "").strip()[:LONGEST]


def _units(*kinds: str) -> Callable[[Person], QuerySet[Unit]]:
    """Units have public names: whoever changes a project may name any of them."""
    open_units = Q(closed_on=None) & (Q(kind__in=kinds) if kinds else Q())
    return lambda person: Unit.objects.filter(open_units)


def _unit_found(words: str) -> Q:
    return Q(name_zh__icontains=words) | Q(name_en__icontains=words) | Q(code__icontains=words)


def _people(person: Person) -> QuerySet[Person]:
    return scope(person, Person.objects.filter(is_active=True))


def _unit_kind(*kinds: str) -> Kind:
    return Kind(_units(*kinds), _unit_found, "code", ("name_zh", "name_en"))


KINDS: Mapping[str, Kind] = {
    "unit": _unit_kind(),
    "district": _unit_kind("district"),
    "department": _unit_kind("department"),
    "person": Kind(_people, person_called, "username", ("name", "name_en")),
    "project": Kind(lambda person: scope(person, Project.objects.all()), found_by, "local_number",
                    ("name_zh", "name_en")),
}  # fmt: skip


class Chosen(forms.CharField):
    """One of many, by its key or its name; the value is the row. `kept` is what stands and stays allowed."""

    def __init__(self, kind: str, person: Person, *, kept: Any = None, label: Text = "", **kwargs: Any) -> None:
        self.kind, self.person, self.kept = KINDS[kind], person, kept
        address = reverse("projects:choose", args=[kind])
        attrs = {
            "list": f"choose-{kind}", "autocomplete": "off", "data-choose": kind, "hx-get": address,
            "hx-trigger": "focus, input changed delay:200ms", "hx-target": f"#choose-{kind}", "hx-swap": "innerHTML",
            "hx-sync": "this:replace",
        }  # fmt: skip
        super().__init__(**{"required": False, "label": label, "widget": forms.TextInput(attrs=attrs), **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return self.kind.label(value) if hasattr(value, "_meta") else value

    def to_python(self, value: Any) -> Any:
        if value is None or hasattr(value, "_meta"):
            return value
        text = plain(str(value))
        if not text:
            return None
        if self.kept is not None and text == self.kind.label(self.kept):
            return self.kept
        return self._only(text)

    def validate(self, value: Any) -> None:
        if value is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")

    def _only(self, text: str) -> Any:
        """The one row this text names: by its key, else by its whole name, else by a part that only one has."""
        rows = self.kind.rows(self.person)
        key = text.rpartition(BETWEEN)[2]
        called = Q(pk__in=[])
        for name in self.kind.names:
            called |= Q(**{name: text})
        for asked in (Q(**{f"{self.kind.key}__iexact": key}), called, self.kind.found(text)):
            found = list(rows.filter(asked)[:2])
            if len(found) == 1:
                return found[0]
            if found:
                raise ValidationError(_("Several are called so. Choose one from the list."), code="several")
        raise ValidationError(_("Nothing here is called so. Choose one from the list."), code="unknown")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.prepare_value(initial) or "") != bool(data) or self.prepare_value(initial) != data

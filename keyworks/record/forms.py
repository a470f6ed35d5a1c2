from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from keyworks.base.manifest import rooms, verb, word

DAY: tuple[dict[str, str], str] = ({"type": "date"}, "%Y-%m-%d")
IN_TIME = (MinValueValidator(date(1900, 1, 1)), MaxValueValidator(date(2999, 12, 31)))
"""A day whose neighbours a calendar has too."""


def verbs() -> list[tuple[str, str]]:
    """Every verb of every room, by its words; the names of background work and of its results are none."""
    work = tuple(kind for room in rooms() for kind in room.jobs)
    found = {code: verb(code) for room in rooms() for code in room.verbs if not code.startswith(work)}
    return [("", str(_("all"))), *sorted(found.items(), key=lambda one: one[1])]


def kinds() -> list[tuple[str, str]]:
    found = {kind: word(kind) for room in rooms() for kind in room.subjects}
    return [("", str(_("all"))), *sorted(found.items(), key=lambda one: one[1])]


class RecordFilter(forms.Form):
    """What the reader looks for in the record."""

    q = forms.CharField(label=_("Words"), max_length=100, required=False)
    who = forms.CharField(label=_("Person"), max_length=100, required=False)
    verb = forms.ChoiceField(label=_("What was done"), choices=verbs, required=False)
    kind = forms.ChoiceField(label=_("To what"), choices=kinds, required=False)
    since = forms.DateField(label=_("From"), validators=IN_TIME, required=False, widget=forms.DateInput(*DAY))
    until = forms.DateField(label=_("Until"), validators=IN_TIME, required=False, widget=forms.DateInput(*DAY))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            chosen = isinstance(field, forms.ChoiceField)
            field.widget.attrs["class"] = "form-select" if chosen else "form-control"

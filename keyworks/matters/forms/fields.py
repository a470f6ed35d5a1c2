"""Fields that several forms of this room have."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keyworks.accounts.models import Person
from keyworks.base.scopes import scope
from keyworks.matters.models import Matter
from keyworks.matters.models.words import KINDS
from keyworks.projects.models import Project

NUMBERS = re.compile(r"[\s,;，；、]+")
MOST = 200


def words(label: Any, *, rows: int = 3, required: bool = True, help_text: Any = "", most: int = 4000) -> Any:
    """A text of some lines."""
    return forms.CharField(
        label=label, required=required, max_length=most, help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


def line(label: Any, *, most: int = 200, help_text: Any = "") -> Any:
    return forms.CharField(label=label, required=False, max_length=most, help_text=help_text)


def day(label: Any, *, required: bool = False, help_text: Any = "", initial: Any = None) -> Any:
    return forms.DateField(
        label=label, required=required, help_text=help_text, initial=initial, widget=forms.DateInput()
    )  # fmt: skip


def kind(label: Any, *, required: bool = True) -> Any:
    choices = [("", gettext_lazy("choose one")), *((str(code), text) for code, text in KINDS.items())]
    return forms.ChoiceField(label=label, choices=choices, required=required)


def _listed(value: Any) -> list[str]:
    """The numbers in a text, each once."""
    numbers = list(dict.fromkeys(one for one in NUMBERS.split(str(value or "")) if one))
    if len(numbers) > MOST:
        raise ValidationError(_("At most %(most)s at once.") % {"most": MOST}, code="many")
    return numbers


class Others(forms.CharField):
    """Other matters by their numbers; the value is those a person sees."""

    def __init__(self, person: Person, **words: Any) -> None:
        self.person = person
        super().__init__(**{"required": False, "max_length": 2000, **words})

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(one.number for one in value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list):
            return value
        numbers = _listed(value)
        found = {one.number: one for one in scope(self.person, Matter.objects.filter(number__in=numbers))}
        if lacking := [one for one in numbers if one not in found]:
            raise ValidationError(_("No matter has the number %(number)s.") % {"number": lacking[0]}, code="unknown")
        return [found[one] for one in numbers]

    def validate(self, value: Any) -> None:
        """None is needed."""


class Numbers(forms.CharField):
    """Projects by their numbers, as they are pasted out of a sheet; the value is the projects a person sees."""

    def __init__(self, person: Person, **words: Any) -> None:
        self.person = person
        widget = forms.Textarea(attrs={"rows": 2, "autocomplete": "off", "spellcheck": "false"})
        super().__init__(**{"required": False, "max_length": 8000, "widget": widget, **words})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(one.local_number for one in value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list):
            return value
        numbers = _listed(value)
        rows = scope(self.person, Project.objects.filter(local_number__in=numbers))
        found = {one.local_number: one for one in rows}
        if lacking := [one for one in numbers if one not in found]:
            raise ValidationError(_("No project has the number %(number)s.") % {"number": lacking[0]}, code="unknown")
        return [found[one] for one in numbers]

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")

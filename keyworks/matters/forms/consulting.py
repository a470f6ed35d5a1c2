from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from keyworks.accounts.models import Unit
from keyworks.base import shown
from keyworks.base.forms import Form
from keyworks.matters.forms import fields
from keyworks.matters.models import Matter
from keyworks.matters.models.words import KINDS, LEVELS, LEVELS_SHORT, STATES
from keyworks.matters.rules.ladder import State

DAYS = list(WEEKDAYS.items())


class ConsultationForm(Form):
    """On which day what is decided."""

    name_zh = forms.CharField(label=_("What it is called"), max_length=100)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    weekday = forms.TypedChoiceField(
        label=_("Held on"), choices=DAYS, coerce=int, initial=2,
        help_text=_("On a day off it is held on the next working day."),
    )  # fmt: skip
    cutoff = forms.TypedChoiceField(
        label=_("For what was raised by"), choices=DAYS, coerce=int, initial=4,
        help_text=_("The last such day before it, that day included."),
    )  # fmt: skip
    place = fields.line(_("Place and time"))
    levels = forms.MultipleChoiceField(
        label=_("Levels"), required=False, choices=list(LEVELS.items()), widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: all."),
    )  # fmt: skip
    kinds = forms.MultipleChoiceField(
        label=_("Kinds"), required=False, choices=[(str(one), text) for one, text in KINDS.items()],
        widget=forms.CheckboxSelectMultiple, help_text=_("None chosen: all."),
    )  # fmt: skip
    districts = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label=_("Districts"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: all."),
    )  # fmt: skip
    active = forms.BooleanField(label=_("It is held"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_ones = Unit.objects.filter(kind=Unit.Kind.DISTRICT, closed_on=None)
        self.fields["districts"].queryset = open_ones  # type: ignore[attr-defined]


def _with(one: Matter) -> str:
    """With whom a matter is, and for when it was promised."""
    said = [str(STATES[State(one.state)]), str(LEVELS_SHORT[one.level]), str(one.lead or one.desk)]
    return shown.listed([*said, *([shown.day(one.due_on)] if one.due_on else [])], zh=" · ", en=" · ")


def _called(one: Matter) -> str:
    """Its number, and its title as it was written."""
    return format_html("{} {}", one.number, shown.as_written(one.title))


class Minutes(Form):
    """What was decided of each matter; left empty it is carried over."""

    def __init__(self, data: Any, matters: Iterable[Matter], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.matters = list(matters)
        for one in self.matters:
            name = f"text_{one.pk}"
            self.fields[name] = fields.words(_called(one), rows=2, required=False, help_text=_with(one))
            self._dress(name, self.fields[name])

    @property
    def rows(self) -> list[tuple[Matter, Any]]:
        return [(one, self[f"text_{one.pk}"]) for one in self.matters]

    def words(self, sent: dict[str, Any]) -> dict[int, str]:
        return {one.pk: sent[f"text_{one.pk}"] for one in self.matters}

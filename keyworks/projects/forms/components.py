from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from keyworks.base.forms import Form
from keyworks.projects.forms.places import Declared, GeometryInput, file_field, system_field
from keyworks.projects.models import Component, Term
from keyworks.projects.models.words import STATES
from keyworks.projects.queries import terms
from keyworks.projects.rules.components import way

LONGEST = 200
METRES = re.compile(r"\d{1,8}(\.\d)?", re.ASCII)


class New(Form):
    """One or several components of a kind."""

    kind = forms.ModelChoiceField(label=_("Kind"), queryset=Term.objects.none(), empty_label=None)
    names = forms.CharField(
        label=_("Names"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "One per line: the Chinese name, then if you like the English name and the chainage in metres, "
            "separated by a tab or |. Three columns of a sheet can be pasted."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = terms("component")  # type: ignore[attr-defined]

    def clean_names(self) -> list[dict[str, Any]]:
        lines = [line for line in self.cleaned_data["names"].splitlines() if line.strip(" \t|")]
        if len(lines) > LONGEST:
            raise forms.ValidationError(_now("At most %(most)s at once.") % {"most": LONGEST})
        return [self._row(number, line) for number, line in enumerate(lines, 1)]

    @staticmethod
    def _row(number: int, line: str) -> dict[str, Any]:
        zh, en, metres, *more = [*(part.strip() for part in line.replace("|", "\t").split("\t")), "", ""]
        if any(more[:-2]) or not zh or len(zh) > 200 or len(en) > 300:
            raise forms.ValidationError(
                _now("Line %(line)s: a Chinese name, an English name and a chainage at most, none of them too long.")
                % {"line": number}
            )
        row: dict[str, Any] = {"name_zh": zh, "name_en": en}
        if metres:
            plain = metres.replace(",", "")
            if not METRES.fullmatch(plain):
                raise forms.ValidationError(
                    _now("Line %(line)s: “%(metres)s” is no chainage in metres.")
                    % {"line": number, "metres": metres[:40]}
                )
            row["chainage_m"] = Decimal(plain)
        return row


class Edit(Declared, Form):
    """What is said of a component."""

    kind = forms.ModelChoiceField(label=_("Kind"), queryset=Term.objects.none(), empty_label=None)
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=300, required=False)
    chainage_m = forms.DecimalField(
        label=_("Chainage (m)"),
        max_digits=10,
        decimal_places=1,
        required=False,
        help_text=_("Metres from the beginning of the line, for stations and sections."),
    )
    planned_start = forms.DateField(label=_("Planned start"), widget=forms.DateInput, required=False)
    planned_finish = forms.DateField(label=_("Planned finish"), widget=forms.DateInput, required=False)
    started_on = forms.DateField(label=_("Started on"), widget=forms.DateInput, required=False)
    finished_on = forms.DateField(label=_("Finished on"), widget=forms.DateInput, required=False)
    note_zh = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 2}), max_length=400, required=False)
    note_en = forms.CharField(
        label=_("Note in English"), widget=forms.Textarea(attrs={"rows": 2}), max_length=600, required=False
    )
    system = system_field()
    geometry = GeometryInput()
    file = file_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = terms("component")  # type: ignore[attr-defined]


class Progress(Form):
    """The state a component has reached."""

    state = forms.ChoiceField(label=_("State"), widget=forms.RadioSelect)
    on = forms.DateField(label=_("Reached on"), widget=forms.DateInput)
    note = forms.CharField(
        label=_("Note"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=400,
        required=False,
        help_text=_("What the record should keep of it; a step back needs its reason."),
    )

    def __init__(self, *args: Any, component: Component, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = way(component.kind.code)
        self.fields["state"].choices = [(state.value, STATES[state]) for state in states]  # type: ignore[attr-defined]


class Remove(Form):
    """Why a component is taken out."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}), max_length=400)


class Arrange(Form):
    """The place of each component in the order, as a number."""

    def __init__(self, *args: Any, components: Iterable[Component], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {f"place_{one.pk}": one.pk for one in components}
        for number, one in enumerate(components, 1):
            field = forms.DecimalField(label=str(one), initial=number, max_digits=8, decimal_places=2)
            field.widget.attrs["class"] = "form-control"
            self.fields[f"place_{one.pk}"] = field

    @property
    def order(self) -> list[int]:
        """The keys in the order of the numbers; among equal ones as they stood."""
        return sorted(self.places.values(), key=lambda pk: self.cleaned_data[f"place_{pk}"])

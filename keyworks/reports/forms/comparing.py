from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keyworks.accounts.models import Unit
from keyworks.projects.forms.comparing import Days
from keyworks.projects.forms.register import choice, pairs
from keyworks.reports.models.words import CAUSES


class ChangeFilter(forms.Form):
    """Which changes a reader looks for."""

    cause = choice(gettext_lazy("Cause"))
    district = choice(gettext_lazy("District"))

    def __init__(self, data: Any, units: list[Unit]) -> None:
        super().__init__(data, auto_id="filter_%s")
        fields: Any = self.fields
        fields["cause"].choices = [("", _("all")), *pairs(CAUSES)]
        fields["district"].choices = [("", _("all")), *((unit.code, str(unit)) for unit in units)]

    @property
    def said(self) -> dict[str, Any]:
        self.is_valid()
        return self.cleaned_data


class TwoDays(Days):
    """From the end of which day until the end of which, and the month they are asked about."""

    month = forms.CharField(required=False, max_length=10, widget=forms.TextInput(attrs={"type": "month"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].label = _("Month")

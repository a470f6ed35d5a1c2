from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keyworks.accounts.models import Unit
from keyworks.base.forms import Form
from keyworks.projects.forms.register import RegisterFilter, choice, pairs
from keyworks.reports.models.question_words import QUESTION_STATES, RULES_SHORT
from keyworks.values.months import Month, parse

ANSWER, SETTLE = "answer", "settle"


class QuestionFilter(forms.Form):
    """Which questions a reader looks for."""

    month = forms.CharField(
        label=gettext_lazy("Month"), required=False, max_length=10,
        widget=forms.TextInput(attrs={"class": "form-control", "placeholder": "2022-01"}),
    )  # fmt: skip
    q = RegisterFilter.base_fields["q"]
    mine = choice(gettext_lazy("Waits for me"))
    state = choice(gettext_lazy("Stands"))
    rule = choice(gettext_lazy("Rule"))
    district = choice(gettext_lazy("District"))

    def __init__(self, data: Any, units: list[Unit]) -> None:
        super().__init__(data, auto_id="filter_%s")
        fields: Any = self.fields
        every = ("", _("all"))
        fields["mine"].choices = [every, (ANSWER, _("for my answer")), (SETTLE, _("to be settled"))]
        fields["state"].choices = [every, *pairs(QUESTION_STATES)]
        fields["rule"].choices = [every, *pairs(RULES_SHORT)]
        fields["district"].choices = [every, *((unit.code, str(unit)) for unit in units)]

    @property
    def said(self) -> dict[str, Any]:
        self.is_valid()
        found = {name: value for name, value in self.cleaned_data.items() if value}
        month = parse(found.get("month", "")) if "month" in found else None
        return found | {"month": month if isinstance(month, Month) else None}


class Words(Form):
    """An answer, or a reason."""

    text = forms.CharField(label="", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))

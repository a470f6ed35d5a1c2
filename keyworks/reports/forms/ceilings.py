from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from keyworks.base import reader, shown
from keyworks.base.fields import MoneyInput
from keyworks.base.forms import Form
from keyworks.projects.models import Term
from keyworks.reports.models import Ceiling, Overrun


class CeilingForm(Form):
    """How much may be invested in a year; a later version says why."""

    def __init__(self, data: Any = None, *, last: Ceiling | None) -> None:
        start = {"edition": last.version, "amount": last.amount} if last else {"edition": 0}
        super().__init__(data, initial=start)
        unit = shown.unit_of_money()
        label = f"{_('Ceiling')}（{unit}）" if reader.current().zh else f"{_('Ceiling')} ({unit})"
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        self.fields["amount"] = MoneyInput(unit=reader.current().money, label=label, widget=widget)
        if last:
            self.fields["reason"] = forms.CharField(label=_("Why it is changed"), max_length=400)
        for name, field in self.fields.items():
            self._dress(name, field)


class OverrunForm(Form):
    """Why a project overran: a code of the city's list, and what is to be added."""

    def __init__(self, data: Any = None, *, last: Overrun | None) -> None:
        start = {"edition": last.version, "why": last.why_id, "note": last.note} if last else {"edition": 0}
        super().__init__(data, initial=start)
        terms = Term.objects.filter(kind=Term.Kind.OVERRUN_REASON, closed_on=None).order_by("order")
        self.fields["why"] = forms.ModelChoiceField(terms, label=_("Reason of the overrun"), empty_label=_("choose"))
        self.fields["note"] = forms.CharField(label=_("What is to be added"), max_length=400, required=False)
        if last:
            self.fields["reason"] = forms.CharField(label=_("Why it is changed"), max_length=400)
        for name, field in self.fields.items():
            self._dress(name, field)

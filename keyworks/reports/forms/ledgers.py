from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keyworks.base.fields import MonthInput
from keyworks.base.forms import Form
from keyworks.reports.forms.filing import money
from keyworks.reports.models import StatisticsEntry
from keyworks.reports.models.ledger_words import ENTRIES
from keyworks.reports.rules.ledgers import Entry, Ledger


def why_anew() -> forms.CharField:
    """The reason of a correction."""
    return forms.CharField(
        label=_("Why it is corrected"), max_length=400,
        help_text=_("The first figure stays, with this reason beside the new one."),
    )  # fmt: skip


class MonthForm(Form):
    """What the other ledgers say of a month, with what stands already; only those the person keeps."""

    def __init__(self, data: Any = None, *, stands: Mapping[Ledger, Any]) -> None:
        super().__init__(data, initial={ledger.value: one.amount for ledger, one in stands.items() if one})
        labels = {
            Ledger.STATISTICS: _("Counted by the statistics since January"), Ledger.PAYMENTS: _("Paid in the month"),
        }  # fmt: skip
        for ledger, one in stands.items():
            self.fields[ledger.value] = money(labels[ledger])
            self.fields[f"{ledger.value}_seen"] = forms.IntegerField(
                required=False, min_value=0, max_value=10**6, initial=one.version if one else 0,
                widget=forms.HiddenInput,
            )  # fmt: skip
        if any(stands.values()):
            self.fields["reason"] = why_anew()
            self.fields["reason"].required = False
        for name, field in self.fields.items():
            self._dress(name, field)


class EntryForm(Form):
    """Where a project stands with the statistics."""

    entry = forms.ChoiceField(label=gettext_lazy("Entry in the statistics"), choices=ENTRIES.items())
    month = MonthInput(
        label=gettext_lazy("Month of the entry or refusal"), required=False,
        help_text=gettext_lazy("Such as 2022-03; empty while it is not entered."),
    )  # fmt: skip
    method = forms.CharField(label=gettext_lazy("By which method"), required=False, max_length=200)

    def __init__(self, data: Any = None, *, entry: StatisticsEntry | None) -> None:
        initial: dict[str, Any] = {"edition": 0, "entry": Entry.ENTERED}
        if entry is not None:
            initial = {"entry": entry.status, "month": entry.month, "method": entry.method, "edition": entry.version}
        super().__init__(data, initial=initial)
        if entry is not None:
            self.fields["reason"] = why_anew()
            self._dress("reason", self.fields["reason"])

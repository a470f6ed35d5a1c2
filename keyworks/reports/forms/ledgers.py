from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keyworks.base import reader
from keyworks.base.fields import MonthInput
from keyworks.base.forms import Form
from keyworks.base.manifest import sentence
from keyworks.reports.forms.filing import money
from keyworks.reports.models import StatisticsEntry
from keyworks.reports.models.ledger_words import ENTRIES, LEDGERS
from keyworks.reports.rules.ledgers import Entry, Ledger
from keyworks.values.money import Money
from keyworks.values.money import parse as parsed_money
from keyworks.values.months import Month
from keyworks.values.months import parse as parsed_month
from keyworks.values.problems import Problem


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


class PasteForm(Form):
    """Many projects' amounts at once, as they are copied out of a sheet: number, month, amount."""

    MOST, TOLD = 3000, 50
    ledger = forms.ChoiceField(label=gettext_lazy("Ledger"), choices=LEDGERS.items())
    rows = forms.CharField(
        label=gettext_lazy("Number of the project, month, amount"), max_length=300_000,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=gettext_lazy("A project in a line, copied out of a sheet; all are written down, or none."),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Why it is corrected"), max_length=400, required=False,
        help_text=gettext_lazy("Asked for where another amount stands already."),
    )  # fmt: skip

    def lines(self) -> Iterator[tuple[int, list[str]]]:
        """The lines that say something, by their number as people count."""
        text = self.cleaned_data["rows"]
        separator = "\t" if "\t" in text else ","
        for number, cells in enumerate(csv.reader(text.splitlines(), delimiter=separator), 1):
            if any(cell.strip() for cell in cells):
                yield number, [cell.strip() for cell in cells]

    def wrong(self, cell: str, code: str, **params: object) -> None:
        """Tell what is wrong with a cell, A to C and the number of its line."""
        if len(self.errors.get("rows", ())) < self.TOLD:
            self.add_error("rows", f"{cell}: {sentence(code, params)}")

    def said(self) -> list[tuple[int, str, Month, Money]]:
        """Line, number, month and amount of each line; what cannot be read is told at its cell."""
        found: list[tuple[int, str, Month, Money]] = []
        seen: set[tuple[str, Month]] = set()
        for line, cells in self.lines():
            if len(cells) != 3:
                self.wrong(f"A{line}", "reports.paste_three", got=len(cells))
                continue
            month, amount = parsed_month(cells[1]), parsed_money(cells[2], unit=reader.current().money)
            for column, read in (("B", month), ("C", amount)):
                if isinstance(read, Problem):
                    self.wrong(f"{column}{line}", read.code, **read.params)
            if isinstance(month, Problem) or isinstance(amount, Problem):
                continue
            if (cells[0], month) in seen:
                self.wrong(f"A{line}", "reports.paste_twice")
            seen.add((cells[0], month))
            found.append((line, cells[0], month, amount))
        if len(found) > self.MOST:
            self.wrong(f"A{self.MOST + 1}", "reports.too_many", most=self.MOST)
        return found

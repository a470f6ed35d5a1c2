from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from keyworks.base import reader, shown
from keyworks.base.fields import MoneyInput
from keyworks.base.forms import Form
from keyworks.values.money import Money
from keyworks.values.months import Month

CELL = {"inputmode": "decimal", "autocomplete": "off"}


class PlanForm(Form):
    """Twelve amounts out of each fund source; `start` is what they are filled with, `given` whether a plan stands."""

    def __init__(
        self,
        data: Any = None,
        *,
        year: int,
        funds: Mapping[str, str],
        start: Mapping[str, Sequence[Money]],
        given: bool,
    ) -> None:
        self.year, self.funds = year, funds
        super().__init__(data)
        unit = reader.current().money
        for fund, words in funds.items():
            for number, amount in enumerate(start[fund], 1):
                label = f"{shown.month(Month(year, number))} {words}".rstrip()
                self.fields[f"{fund or 'all'}-{number}"] = MoneyInput(
                    unit=unit, label=label, initial=amount, required=False,
                    widget=forms.TextInput(attrs={**CELL, "aria-label": label, "data-plan": fund or "all"}),
                )  # fmt: skip
        if given:
            self.fields["reason"] = forms.CharField(label=_("Why it is planned anew"), max_length=400)
        for name, field in self.fields.items():
            self._dress(name, field)

    @property
    def rows(self) -> list[tuple[Month, list[Any]]]:
        return [
            (Month(self.year, number), [self[f"{fund or 'all'}-{number}"] for fund in self.funds])
            for number in range(1, 13)
        ]

    def months(self, said: Mapping[str, Any]) -> dict[str, list[Money]]:
        """What was sent; an empty cell is nothing."""
        return {
            fund: [said.get(f"{fund or 'all'}-{number}") or Money(0) for number in range(1, 13)] for fund in self.funds
        }

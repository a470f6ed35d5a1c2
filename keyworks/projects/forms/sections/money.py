from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keyworks.accounts.queries import today
from keyworks.base import reader, shown
from keyworks.base.fields import MoneyInput
from keyworks.projects import actions
from keyworks.projects.forms.sections.section import SectionForm
from keyworks.projects.models import CurrentAmount, Investment, Project, Term
from keyworks.projects.models.words import PARTS
from keyworks.projects.rules.parts import Part
from keyworks.values.money import Money, total

FIRST_YEAR, LAST_YEAR, MOST_YEARS = 1990, 2100, 40


def _sum(amounts: Iterable[Money]) -> Money | None:
    """The sum of what is known; None where nothing is."""
    found = list(amounts)
    return total(found) if found else None


class Amount(MoneyInput):
    """An amount that stands is shown as it is read elsewhere, its thousands apart."""

    def prepare_value(self, value: Any) -> Any:
        shown_plain = super().prepare_value(value)
        return f"{Decimal(shown_plain):,f}" if isinstance(value, Money) else shown_plain


class MoneyForm(SectionForm):
    """Amounts that stand are corrected with a reason, and never taken away."""

    reason_why = gettext_lazy(
        "Asked once where an amount that stands is corrected. The old amounts stay beside the new ones."
    )

    judges_halves = False

    def source_field(self) -> forms.Field:
        return forms.CharField(label=_("Where it stands written"), max_length=400, required=False)

    def amount_field(self, label: str) -> Amount:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "aria-label": label}
        return Amount(unit=reader.current().money, required=False, label=label, widget=forms.TextInput(attrs=attrs))

    @property
    def amounts(self) -> list[str]:
        """The names of the fields with amounts."""
        return [name for name in self.fields if name.startswith(("parts.", "amounts."))]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        for name in self.amounts:
            if name in said and said[name] is None and self.initial.get(name) is not None:
                self.add_error(name, _("What was stated is not taken away. Where nothing is planned any more write 0."))
        stood = {name: self.initial[name] for name in self.amounts if self.initial.get(name) is not None}
        self.ask_reason(any(said.get(name) not in (None, money) for name, money in stood.items()))
        return super().clean()

    def stated(self, said: Mapping[str, Any]) -> dict[str, Any]:
        raise NotImplementedError

    def save(self, said: Mapping[str, Any], at: datetime) -> Project:
        return actions.state_money(
            project=self.project, **self.stated(said), over=said["edition"] or 0, by=self.person, at=at,
            reason=said.get("reason") or "", source=said.get("source") or "",
        )  # fmt: skip


class Parts(MoneyForm):
    """The total investment and what it is made of."""

    slug, title = "investment", gettext_lazy("Total and parts")
    lead = gettext_lazy("The parts sum to the total. Leave a part empty where nothing is known of it.")

    def more_fields(self) -> dict[str, forms.Field]:
        found: dict[str, forms.Field] = {}
        unit = shown.unit_of_money()
        for part, words in PARTS.items():
            label = f"{words}（{unit}）" if reader.current().zh else f"{words} ({unit})"
            found[f"parts.{part}"] = self.amount_field(label)
        return found | {"source": self.source_field()}

    def standing_values(self, project: Project) -> dict[str, Any]:
        rows = Investment.objects.filter(project=project).asof().filter(reported=True)
        return {f"parts.{row.part}": row.amount for row in rows}

    def stated(self, said: Mapping[str, Any]) -> dict[str, Any]:
        return {"parts": {part: said[f"parts.{part}"] for part in Part if said.get(f"parts.{part}") is not None}}

    def judged(self, said: Mapping[str, Any]) -> dict[str, Any]:
        rows = CurrentAmount.objects.filter(project=self.project)
        return self.stated(said) | {"amounts": {(row.year, row.fund_id): row.amount for row in rows}}


class Years(MoneyForm):
    """What is planned for each year out of each fund source."""

    slug, title = "years", gettext_lazy("Years and funds")
    lead = gettext_lazy("A line for each year, a column for each fund source.")
    template = "projects/edit/years.html"
    grows = True

    def standing_values(self, project: Project) -> dict[str, Any]:
        rows: Any = CurrentAmount.objects.filter(project=project).select_related("fund")
        stood = {(row.year, row.fund): row.amount for row in rows}
        if project is self.project:
            self.stood = stood
        return {f"amounts.{year}.{fund.code}": money for (year, fund), money in stood.items()}

    @property
    def years(self) -> range:
        """The years that stand and those around the list's, and one further where it is asked for."""
        around = self.project.list_year or today().year
        known = [year for year, _fund in self.stood]
        start, stop = min([*known, around]), max([*known, around + 2])
        start, stop = min(start, self._sent("from", start)), max(stop, self._sent("to", stop))
        if self.more:
            start -= self.typed.get("more") == "earlier"
            stop += self.typed.get("more") == "later"
        return range(max(start, FIRST_YEAR), min(stop, LAST_YEAR, start + MOST_YEARS) + 1)

    @property
    def last_year(self) -> int:
        return self.years.stop - 1

    def _sent(self, name: str, otherwise: int) -> int:
        sent = str((self.typed if self.typed is not None else {}).get(name, ""))
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) == 4 else otherwise

    def more_fields(self) -> dict[str, forms.Field]:
        self.funds = list(Term.objects.filter(kind=Term.Kind.FUND, closed_on=None))
        self.funds += [fund for fund in dict.fromkeys(fund for _year, fund in self.stood) if fund not in self.funds]
        found: dict[str, forms.Field] = {
            f"amounts.{year}.{fund.code}": self.amount_field(f"{year} {fund}")
            for year in self.years
            for fund in self.funds
        }
        return found | {"source": self.source_field()}

    def table(self) -> list[tuple[int, list[tuple[str, Any]], Money | None]]:
        """The matrix as it is shown: the year, fund and field of each cell, and the year's sum."""
        sums = dict(self.by_year)
        return [
            (year, [(str(fund), self[f"amounts.{year}.{fund.code}"]) for fund in self.funds], sums[year])
            for year in self.years
        ]

    @cached_property
    def typed_amounts(self) -> dict[tuple[int, Term], Money]:
        """The amounts as they stand in the fields; what cannot be read does not count."""
        found = {}
        for year in self.years:
            for fund in self.funds:
                name = f"amounts.{year}.{fund.code}"
                if (money := self._typed_amount(name)) is not None:
                    found[year, fund] = money
        return found

    def _typed_amount(self, name: str) -> Any:
        value = self.data.get(name) if self.is_bound else self.initial.get(name)
        try:
            return value if isinstance(value, Money) else self.fields[name].clean(value)
        except forms.ValidationError:
            return None

    @property
    def by_year(self) -> list[tuple[int, Money | None]]:
        return [
            (year, _sum(money for (one, _), money in self.typed_amounts.items() if one == year)) for year in self.years
        ]

    @property
    def by_fund(self) -> list[tuple[Term, Money | None]]:
        return [
            (fund, _sum(money for (_, one), money in self.typed_amounts.items() if one == fund)) for fund in self.funds
        ]

    @property
    def planned(self) -> Money | None:
        return _sum(self.typed_amounts.values())

    @property
    def unplanned(self) -> Money | None:
        """What of the total stands in no year; None where one of the two is unknown or all is planned."""
        left = None if self.planned is None or self.project.total is None else self.project.total - self.planned
        return left if left and left.amount > 0 else None

    @property
    def overplanned(self) -> Money | None:
        """What the years are more than the total."""
        over = None if self.planned is None or self.project.total is None else self.planned - self.project.total
        return over if over and over.amount > 0 else None

    def _amounts(self, said: Mapping[str, Any]) -> dict[tuple[int, Term], Money]:
        found = {(year, fund): said.get(f"amounts.{year}.{fund.code}") for year in self.years for fund in self.funds}
        return {key: money for key, money in found.items() if money is not None}

    def stated(self, said: Mapping[str, Any]) -> dict[str, Any]:
        return {"amounts": self._amounts(said)}

    def judged(self, said: Mapping[str, Any]) -> dict[str, Any]:
        amounts = {(year, fund.code): money for (year, fund), money in self._amounts(said).items()}
        parts = {Part.TOTAL: self.project.total} if self.project.total is not None else {}
        return {"amounts": amounts, "parts": parts}

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from keyworks.base import reader, shown
from keyworks.base.fields import MoneyInput
from keyworks.base.forms import Form
from keyworks.reports.actions import Said
from keyworks.reports.models import Filing
from keyworks.reports.models.words import KINDS
from keyworks.reports.rules.figures import Kind
from keyworks.values.money import Money

HUNDRED = Decimal(100)


def money(label: str, *, required: bool = False, help_text: str = "") -> MoneyInput:
    unit = shown.unit_of_money()
    named = f"{label}（{unit}）" if reader.current().zh else f"{label} ({unit})"
    attrs = {"inputmode": "decimal", "autocomplete": "off"}
    return MoneyInput(
        unit=reader.current().money, required=required, label=named, help_text=help_text,
        widget=forms.TextInput(attrs=attrs),
    )  # fmt: skip


class FilingForm(Form):
    """What a project says of a month; prefilled with what stands, or with what stood the month before."""

    def __init__(self, data: Any = None, *, filing: Filing | None, before: Filing | None) -> None:
        self.filing, self.before = filing, before
        super().__init__(data, initial=self._initial())
        self.fields.update(self._more())
        for name, field in self.fields.items():
            self._dress(name, field)

    def is_multipart(self) -> bool:
        """Photographs come with it."""
        return True

    def _more(self) -> dict[str, forms.Field]:
        rows = forms.Textarea(attrs={"rows": 3})
        found: dict[str, forms.Field] = {}
        found["done"] = money(_("Invested this month"), required=True)
        found["progress"] = forms.DecimalField(
            label=_("Progress of the whole works (%)"), required=False, min_value=0, max_value=100, decimal_places=2,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        )  # fmt: skip
        found["words"] = forms.CharField(label=_("Where the works stand"), required=False, widget=rows)
        found["problems"] = forms.CharField(label=_("What stands in the way"), required=False, widget=rows)
        found["next_month"] = money(_("Planned for the next month"))
        for kind, words in KINDS.items():
            found[kind.value] = money(str(words))
        if self.before is None:
            help_text = _("Asked once, in the first month reported.")
            found["year_before"] = money(_("Invested this year before this month"), help_text=help_text)
            found["before_year"] = money(_("Invested in the years before"), help_text=help_text)
        if self.filing is not None:
            found["reason"] = forms.CharField(
                label=_("Why it is filed anew"), max_length=400,
                help_text=_("The first figure stays, with this reason beside the new one."),
            )  # fmt: skip
        return found

    def _initial(self) -> dict[str, Any]:
        stood = self.filing or self.before
        if stood is None:
            return {"edition": 0}
        found: dict[str, Any] = {"words": stood.words, "edition": self.filing.version if self.filing else 0}
        if stood.progress is not None:
            found["progress"] = (Decimal(stood.progress) / HUNDRED).normalize()
        if self.filing is not None:
            found |= {"done": self.filing.done, "problems": self.filing.problems, "next_month": self.filing.next_month}
            found |= {kind: Money(fen) for kind, fen in self.filing.parts.items()}
            year = self.filing.year_done - self.filing.done
            found |= {"year_before": year, "before_year": self.filing.since_start - self.filing.year_done}
        return found

    @property
    def parts(self) -> list[Any]:
        return [self[kind.value] for kind in Kind]

    @property
    def others(self) -> list[Any]:
        """The fields that are not of the split by kind."""
        return [field for field in self.visible_fields() if field.name not in set(Kind)]

    @property
    def split(self) -> bool:
        """Is the split by kind to be seen at once?"""
        return bool(self.filing and self.filing.parts) or any(field.errors for field in self.parts)

    def said(self, said: Mapping[str, Any]) -> Said:
        """What was sent, as the action takes it."""
        progress = said.get("progress")
        parts = {kind: said[kind.value] for kind in Kind if said.get(kind.value) is not None}
        return Said(
            done=said["done"], parts=parts, progress=None if progress is None else int(progress * HUNDRED),
            words=said["words"], next_month=said["next_month"], problems=said["problems"],
            year_before=said.get("year_before"), before=said.get("before_year"),
        )  # fmt: skip


class Reason(Form):
    """Why something is given back or opened again."""

    reason = forms.CharField(label="", max_length=400)

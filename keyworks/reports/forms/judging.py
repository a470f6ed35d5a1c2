from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keyworks.accounts.models import Unit
from keyworks.base.fields import MonthInput
from keyworks.base.forms import Form
from keyworks.reports.actions.judging import OF_PROJECTS
from keyworks.reports.forms.filing import money
from keyworks.reports.forms.ledgers import why_anew
from keyworks.reports.models.ledger_words import CAUSES, JUDGED
from keyworks.reports.models.light_words import DIMENSIONS
from keyworks.reports.rules.ledgers import Judged

DAY = forms.DateInput(attrs={"autocomplete": "off"})


class ExemptForm(Form):
    """Which dimension of a project is not judged, when and why."""

    dimension = forms.ChoiceField(
        label=gettext_lazy("What is not judged"), choices=[(one.value, DIMENSIONS[one]) for one in OF_PROJECTS]
    )
    first = MonthInput(label=gettext_lazy("First month"), help_text=gettext_lazy("Such as 2022-03."))
    last = MonthInput(label=gettext_lazy("Last month"))
    cause = forms.ChoiceField(label=gettext_lazy("Kind of reason"), choices=CAUSES.items())
    reason = forms.CharField(
        label=gettext_lazy("Reason and document"), max_length=400,
        help_text=gettext_lazy("It stands beside the light wherever it is shown."),
    )  # fmt: skip


class BatchForm(Form):
    """A batch of bonds, of a project by its number or of a district."""

    project = forms.CharField(label=gettext_lazy("Number of the project"), required=False, max_length=40)
    district = forms.ChoiceField(label=gettext_lazy("or the district as a whole"), required=False)
    name = forms.CharField(label=gettext_lazy("Name of the batch"), max_length=120)
    issued_on = forms.DateField(label=gettext_lazy("Issued on"), widget=DAY)

    def __init__(self, data: Any = None, *, districts: Iterable[Unit]) -> None:
        super().__init__(data)
        self.fields["amount"] = money(_("Amount"), required=True)
        self._dress("amount", self.fields["amount"])
        choices: Any = self.fields["district"]
        choices.choices = [("", "—"), *((str(one.pk), str(one)) for one in districts)]


class SpendForm(Form):
    """What of a batch was spent by the end of a month."""

    month = MonthInput(label=gettext_lazy("By the end of"), help_text=gettext_lazy("Such as 2022-03."))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["spent"] = money(_("Spent of the batch so far"), required=True)
        self.fields["reason"] = why_anew()
        self.fields["reason"].required = False
        for name in ("spent", "reason"):
            self._dress(name, self.fields[name])


class GrowthForm(Form):
    """By how much the investment of a district, or of the city, grew."""

    unit = forms.ChoiceField(label=gettext_lazy("District, or the whole city"))
    grown = forms.DecimalField(
        label=gettext_lazy("Growth since January over last year (%)"), min_value=-100, max_value=1000, decimal_places=2,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    planned = forms.DecimalField(
        label=gettext_lazy("Growth it planned (%)"), required=False, min_value=-100, max_value=1000, decimal_places=2,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, units: Iterable[Unit]) -> None:
        super().__init__(data)
        choices: Any = self.fields["unit"]
        choices.choices = [(str(one.pk), str(one)) for one in units]
        self.fields["reason"] = why_anew()
        self.fields["reason"].required = False
        self._dress("reason", self.fields["reason"])


def hundredths(percent: Decimal | None) -> int | None:
    return None if percent is None else int(percent * 100)


class AdoptForm(Form):
    """From which month on a rule set holds, and why."""

    whom = forms.ChoiceField(label=gettext_lazy("Whose lights"))
    month = MonthInput(label=gettext_lazy("From which month on"), help_text=gettext_lazy("Such as 2022-03."))
    reason = forms.CharField(label=gettext_lazy("Why it is adopted"), max_length=400)

    def __init__(self, data: Any = None, *, judges: Iterable[Judged], month: Any = None) -> None:
        super().__init__(data, initial={"month": month})
        choices: Any = self.fields["whom"]
        choices.choices = [(one.value, JUDGED[one]) for one in judges]


class RulesForm(Form):
    """A rule set's document, to be kept as a new version."""

    text = forms.CharField(
        label=gettext_lazy("Document"), widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
        help_text=gettext_lazy("It is kept as a new version; those before it stay, and so does what they judged."),
    )  # fmt: skip
    reason = forms.CharField(label=gettext_lazy("Why it is changed"), max_length=400)

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from keyworks.accounts.models import Person, Unit
from keyworks.base.forms import Filters, Form
from keyworks.matters.models.words import KINDS, SORTS, STATES
from keyworks.matters.queries.listing import EVERY, OVER
from keyworks.matters.rules.ladder import HIGHEST
from keyworks.projects.forms.register import choice, pairs, text, ticked

WHEN = {
    "overdue": gettext_lazy("overdue"), "near": gettext_lazy("due soon"), "week": gettext_lazy("due this week"),
    "later": gettext_lazy("due later"), "undated": gettext_lazy("without a day"),
    "paused": pgettext_lazy("matter", "paused"),
}  # fmt: skip


class MatterFilter(Filters):
    """What a reader looks for among matters, as it stands in the address."""

    MORE: ClassVar[frozenset[str]] = frozenset({"level", "district", "lead", "unit", "project", "cause"})

    q = forms.CharField(
        label=gettext_lazy("Number, words or project"), required=False, max_length=100,
        widget=forms.TextInput(attrs={"class": "form-control kw-wide", "type": "search", "data-search": ""}),
    )  # fmt: skip
    state = choice(gettext_lazy("State"))
    when = choice(gettext_lazy("By when"))
    what = choice(gettext_lazy("Sort of matter"))
    kind = choice(gettext_lazy("About"))
    mine = ticked(gettext_lazy("Waits for me"))
    level = choice(gettext_lazy("Level"))
    district = choice(gettext_lazy("District"))
    lead = choice(gettext_lazy("Led by"))
    unit = choice(gettext_lazy("Of the unit"))
    project = text(gettext_lazy("Project, by its number"), 40)
    cause = choice(gettext_lazy("Common cause"))

    def __init__(self, data: Any, *, units: Iterable[Unit], causes: Iterable[tuple[int, str]]) -> None:
        super().__init__(data, auto_id="filter_%s")
        units, causes = list(units), list(causes)
        all_units = [(one.code, str(one)) for one in units]
        found: dict[str, list[tuple[str, Any]]] = {
            "state": [(EVERY, _("all")), (OVER, _("ended")), *pairs(STATES)], "when": pairs(WHEN),
            "what": pairs(SORTS), "kind": pairs(KINDS), "level": [(str(n), str(n)) for n in range(1, HIGHEST + 1)],
            "district": [(one.code, str(one)) for one in units if one.kind == Unit.Kind.DISTRICT],
            "lead": all_units, "unit": all_units, "cause": [(str(pk), name) for pk, name in causes],
        }  # fmt: skip
        if not causes:
            del self.fields["cause"]
            del found["cause"]
        for name, choices in found.items():
            field: Any = self.fields[name]
            field.choices = [("", pgettext("matter", "open") if name == "state" else _("all")), *choices]

    @property
    def said(self) -> dict[str, Any]:
        """What was asked for; a field that cannot be understood asks for nothing and says so."""
        self.is_valid()
        return self.cleaned_data


class Reassign(Form):
    """To whom the chosen matters are given, and why."""

    lead = forms.ModelChoiceField(label=gettext_lazy("Give them to"), queryset=Unit.objects.none())
    lead_person = forms.ModelChoiceField(
        label=gettext_lazy("Lead person"), queryset=Person.objects.none(), required=False,
        help_text=gettext_lazy("Left empty, everybody who works in the unit has them."),
    )  # fmt: skip
    text = forms.CharField(
        label=gettext_lazy("Reason"), max_length=400,
        help_text=gettext_lazy("It stands in the trail of every matter. Promised days stay as they are."),
    )  # fmt: skip
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lead: Any = self.fields["lead"]
        person: Any = self.fields["lead_person"]
        lead.queryset, person.queryset = units, people

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What was sent, to be sent again from the page that shows what would happen; the matters stand apart."""
        data: Any = self.data
        return [(name, data.get(name, "")) for name in ("lead", "lead_person", "text")]

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from keyworks.accounts.models import Person, Unit
from keyworks.base.forms import Form
from keyworks.projects.forms.register import YEARS, Choices, ManyChosen, choice, pairs
from keyworks.projects.models import Term
from keyworks.projects.models.words import LIST_CLASSES, YEAR_TAGS
from keyworks.projects.queries.register import NONE_SAID
from keyworks.projects.rules.authority import DECIDED

LISTED = ("programmes", "chains")


def several(label: Any) -> Any:
    return forms.MultipleChoiceField(label=label, required=False, widget=ManyChosen)


class BulkForm(Form):
    """What is to change in all the chosen projects; an empty field leaves what stands."""

    lead_department = choice(gettext_lazy("Lead department"))
    responsible_unit = choice(gettext_lazy("Responsible unit"))
    leader = choice(gettext_lazy("Responsible leader"))
    service_officer = choice(gettext_lazy("Service officer"))
    liaison = choice(gettext_lazy("Liaison"))
    sector = choice(gettext_lazy("Sector"))
    category = choice(gettext_lazy("Category"))
    list_class = choice(gettext_lazy("List class"))
    year_tag = choice(gettext_lazy("Year tag"))
    list_year = forms.IntegerField(
        label=gettext_lazy("List year"), required=False, min_value=YEARS[0], max_value=YEARS[1]
    )
    programmes_add = several(gettext_lazy("Add to programmes"))
    programmes_remove = several(gettext_lazy("Take out of programmes"))
    chains_add = several(gettext_lazy("Add to industrial chains"))
    chains_remove = several(gettext_lazy("Take out of industrial chains"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=400,
        help_text=gettext_lazy("It stands in the record of every project that changes."),
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, terms: Iterable[Term], units: Iterable[Unit], people: Iterable[Person],
        leaders: frozenset[int], decides: bool, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        if not decides:
            for name in DECIDED & set(self.fields) | {"programmes_add", "programmes_remove"}:
                del self.fields[name]
        terms, units, people = list(terms), list(units), list(people)
        posts = [(one.username, f"{one} · {one.called_post}" if one.called_post else str(one)) for one in people]
        leading = {one.username for one in people if one.pk in leaders}
        found: dict[str, Choices] = {
            "lead_department": [(unit.code, str(unit)) for unit in units if unit.kind == Unit.Kind.DEPARTMENT],
            "responsible_unit": [(unit.code, str(unit)) for unit in units],
            "leader": [pair for pair in posts if pair[0] in leading], "service_officer": posts, "liaison": posts,
            "list_class": pairs(LIST_CLASSES), "year_tag": pairs(YEAR_TAGS),
        }  # fmt: skip
        for name in ("sector", "category"):
            found[name] = [(term.code, str(term)) for term in terms if term.kind == name]
        for name, choices in found.items():
            if name in self.fields:
                field: Any = self.fields[name]
                field.choices = [("", _("leave as it is")), *choices, (NONE_SAID, pgettext("bulk", "clear it"))]
        for name, kind in (("programmes", Term.Kind.PROGRAMME), ("chains", Term.Kind.CHAIN)):
            for way in ("add", "remove"):
                if f"{name}_{way}" in self.fields:
                    some: Any = self.fields[f"{name}_{way}"]
                    some.choices = [(term.code, str(term)) for term in terms if term.kind == kind]
                    if not some.choices:
                        del self.fields[f"{name}_{way}"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not any(self.change.values()):
            raise forms.ValidationError(_("Choose at least one thing to change."))
        return said

    @property
    def change(self) -> dict[str, dict[str, Any]]:
        """What was chosen, as `actions.bulk.edit_many` takes it."""
        said = {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [])}
        lists = {f"{name}_{way}" for name in LISTED for way in ("add", "remove")}
        fixed = {*lists, "reason", "seen", "edition"}
        ways = {
            way: {name: said[f"{name}_{way}"] for name in LISTED if f"{name}_{way}" in said}
            for way in ("add", "remove")
        }
        return {"set": {name: None if value == NONE_SAID else value for name, value in said.items()
                        if name not in fixed}, **ways}  # fmt: skip

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What was sent, to be sent again from the page that shows what would change."""
        data: Any = self.data
        return [(name, value) for name in self.fields for value in data.getlist(name)]

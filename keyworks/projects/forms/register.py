from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keyworks.accounts.models import Unit
from keyworks.base import reader, shown
from keyworks.base.fields import MoneyInput
from keyworks.base.forms import Filters
from keyworks.projects.models import Term
from keyworks.projects.models.words import LIST_CLASSES, STAGES, VARIANTS, YEAR_TAGS
from keyworks.projects.queries.register import NONE_SAID, intakes
from keyworks.projects.rules.stages import Stage

YEARS = (1990, 2100)
Choices = list[tuple[str, str]]


class Chosen(forms.Select):
    """A select written in one go: Django's renders a template for each of two hundred options."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        now = str(value if value is not None else "")
        options = format_html_join(
            "", "<option value=\"{}\"{}>{}</option>",
            ((key, SafeString(" selected") if str(key) == now else "", words) for key, words in self.choices),
        )  # fmt: skip
        found = {**self.attrs, **(attrs or {})}.items()
        return format_html(
            '<select name="{}"{}>{}</select>', name, format_html_join("", ' {}="{}"', (pair for pair in found)), options
        )


class ManyChosen(forms.CheckboxSelectMultiple):
    """Boxes to tick, written in one go."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        now = {str(one) for one in value or ()}
        return format_html_join(
            "\n",
            '<label class="kw-check"><input type="checkbox" class="form-check-input" name="{}" value="{}"{}>{}</label>',
            ((name, key, SafeString(" checked") if key in now else "", words) for key, words in self.choices),
        )


def pairs(words: Mapping[Any, Any]) -> Choices:
    return [(str(code), str(text)) for code, text in words.items()]


def choice(label: Any) -> Any:
    return forms.ChoiceField(label=label, required=False, widget=Chosen(attrs={"class": "form-select"}))


def text(label: Any, length: int = 100, **attrs: Any) -> Any:
    widget = forms.TextInput(attrs={"class": "form-control", **attrs})
    return forms.CharField(label=label, required=False, max_length=length, widget=widget)


def ticked(label: Any) -> Any:
    return forms.BooleanField(
        label=label, required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input"})
    )


class RegisterFilter(Filters):
    """What a reader looks for in the register, as it stands in the address.

    A bare amount is in `unit`, which the address names, so that it means the same to whoever opens it.
    """

    MORE: ClassVar[frozenset[str]] = frozenset(
        {
            "sector", "year_tag", "category", "chain", "programme", "variant", "department", "owner", "who",
            "total_from", "total_to", "plan_from", "plan_to", "year", "cut", "reported", "due", "mine", "intake",
        }
    )  # fmt: skip

    q = forms.CharField(
        label=gettext_lazy("Name, number or pinyin"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"class": "form-control kw-wide", "type": "search", "data-search": ""}),
    )
    district = choice(gettext_lazy("District"))
    stage = forms.MultipleChoiceField(label=gettext_lazy("Stage"), required=False, widget=ManyChosen)
    list_class = choice(gettext_lazy("List class"))
    sector = choice(gettext_lazy("Sector"))
    year_tag = choice(gettext_lazy("Year tag"))
    category = choice(gettext_lazy("Category"))
    programme = choice(gettext_lazy("Programme"))
    chain = choice(gettext_lazy("Industrial chain"))
    variant = choice(gettext_lazy("Kind of project"))
    department = choice(gettext_lazy("Lead department"))
    owner = text(gettext_lazy("Owner"))
    who = text(gettext_lazy("Responsible person"))
    total_from = MoneyInput(required=False)
    total_to = MoneyInput(required=False)
    plan_from = MoneyInput(required=False)
    plan_to = MoneyInput(required=False)
    year = forms.IntegerField(
        label=gettext_lazy("Planned amount in the year"),
        required=False,
        min_value=YEARS[0],
        max_value=YEARS[1],
        widget=forms.NumberInput(attrs={"class": "form-control"}),
    )
    cut = choice(gettext_lazy("Phases and sub-projects"))
    intake = choice(gettext_lazy("Brought in with"))
    reported = choice(gettext_lazy("Reported by its list"))
    due = ticked(gettext_lazy("To be looked at again"))
    mine = ticked(gettext_lazy("My projects"))
    unit = forms.CharField(required=False, max_length=4, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, terms: Iterable[Term], units: Iterable[Unit]) -> None:
        super().__init__(data, auto_id="filter_%s")
        if data.get("intake"):
            self.fields["intake"].choices = [("", _("all")), *((str(pk), name) for pk, name in intakes())]  # type: ignore[attr-defined]
        else:  # asked for by the page of an import alone
            del self.fields["intake"]
        unit = data.get("unit", "")
        self.money = unit if unit in shown.DIGITS else reader.current().money
        self.fields["unit"].initial = self.money
        self._choices(list(terms), list(units))
        zh = reader.current().zh
        words = shown.unit_of_money(self.money)
        for name, label in self._amounts().items():
            field: Any = self.fields[name]
            field.unit, field.label = self.money, f"{label}（{words}）" if zh else f"{label} ({words})"
            field.widget.attrs |= {"class": "form-control", "inputmode": "decimal"}

    @staticmethod
    def _amounts() -> dict[str, str]:
        return {
            "total_from": _("Total from"), "total_to": _("Total to"),
            "plan_from": _("Plan of the year from"), "plan_to": _("Plan of the year to"),
        }  # fmt: skip

    def _choices(self, terms: list[Term], units: list[Unit]) -> None:
        none = (NONE_SAID, _("nothing said"))
        found: dict[str, Choices] = {
            "stage": pairs(STAGES), "variant": pairs(VARIANTS),
            "list_class": [*pairs(LIST_CLASSES), none], "year_tag": [*pairs(YEAR_TAGS), none],
            "cut": [("all", _("shown too")), ("parts", _("shown alone"))],
            "reported": [("still", _("still reported")), ("gone", _("no longer reported"))],
        }  # fmt: skip
        for name in ("sector", "category", "programme", "chain"):
            found[name] = [*((term.code, str(term)) for term in terms if term.kind == name), none]
        for name, kind in (("district", Unit.Kind.DISTRICT), ("department", Unit.Kind.DEPARTMENT)):
            found[name] = [*((unit.code, str(unit)) for unit in units if unit.kind == kind), none]
        for name, choices in found.items():
            field: Any = self.fields[name]
            every = [] if name == "stage" else [("", _("hidden") if name == "cut" else _("all"))]
            field.choices = [*every, *choices]
        ticked: Any = self.fields["stage"]
        ticked.words = self._ticked()

    def _sent(self, name: str) -> list[str]:
        data: Any = self.data
        return list(data.getlist(name))

    def _ticked(self) -> str:
        """The stages that are asked for, in as few words as a closed menu has room for."""
        found = [str(STAGES[Stage(one)]) for one in self._sent("stage") if one in [*Stage]]
        return found[0] if len(found) == 1 else _("%(count)s chosen") % {"count": len(found)} if found else _("all")

    @property
    def said(self) -> dict[str, Any]:
        """What was asked for; a field that cannot be understood asks for nothing and says so."""
        self.is_valid()
        return self.cleaned_data

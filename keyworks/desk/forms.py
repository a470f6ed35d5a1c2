from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from keyworks.base.forms import Form
from keyworks.base.shown import unit_of_money_lazily

DISTRICTS = [("binhai", _("Binhai New Area")), ("beichen", _("Beichen")), ("jinnan", _("Jinnan"))]
LIGHTS = [("", "—"), ("green", _("on pace")), ("yellow", _("behind")), ("red", _("far behind")), ("grey", _("exempt"))]


class SpecimenForm(Form):
    """Every kind of field once."""

    sources = {"name": _("the annual list of 22 February 2022")}

    name = forms.CharField(label=_("Name of the project"), max_length=120)
    district = forms.ChoiceField(label=_("District"), choices=DISTRICTS)
    done = forms.DecimalField(
        label=format_lazy(_("Investment done this month ({unit})"), unit=unit_of_money_lazily("wan")),
        decimal_places=2,
        min_value=0,
        help_text=_("As it stands in your own books. The plan is not an actual."),
    )
    on = forms.DateField(label=_("Date"), widget=forms.DateInput, required=False)
    words = forms.CharField(
        label=_("Progress in words"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=500
    )
    scale = forms.ChoiceField(
        label=_("Any change since last month?"),
        choices=[("yes", _("yes")), ("no", _("no change"))],
        widget=forms.RadioSelect,
    )
    seen = forms.BooleanField(label=_("I have seen the site myself"), required=False)

    def clean_name(self) -> Any:
        if "测试" in self.cleaned_data["name"]:
            raise forms.ValidationError(_("A test is not a project. Write the name as the list has it."))
        return self.cleaned_data["name"]


class SpecimenFilter(forms.Form):
    """Filters as they stand in an address."""

    words = forms.CharField(
        label=_("Name of the project"), required=False, widget=forms.TextInput(attrs={"class": "form-control"})
    )
    light = forms.ChoiceField(
        label=_("Light"), required=False, choices=LIGHTS, widget=forms.Select(attrs={"class": "form-select"})
    )

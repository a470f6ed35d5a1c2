from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from keyworks.base.forms import Form
from keyworks.base.shown import unit_of_money_lazily
from keyworks.projects.forms.administering import code_is_plain

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


def _words(label: Any, most: int, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, **more)


class ProgrammeEdit(Form):
    """What is said of a programme."""

    name_zh = _words(_("Name in Chinese"), 100)
    name_en = _words(_("Name in English"), 200, required=False)
    aim_zh = _words(_("Aim in Chinese"), 200, required=False, help_text=_("One line: what it is for."))
    aim_en = _words(_("Aim in English"), 300, required=False)
    unit: Any = forms.ModelChoiceField(
        label=_("Office in charge"), queryset=None, required=False, empty_label=_("nobody"),
    )  # fmt: skip
    leader: Any = forms.ModelChoiceField(
        label=_("Leader"), queryset=None, required=False, empty_label=_("nobody"),
        help_text=_("One chain or programme, one leader."),
    )  # fmt: skip
    opened_on = forms.DateField(label=_("Opened on"), required=False, widget=forms.DateInput)

    def __init__(self, *args: Any, units: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("unit", units), ("leader", people)):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]


class ProgrammeNew(ProgrammeEdit):
    """A new programme."""

    code = forms.CharField(
        label=_("Code"), max_length=40, validators=[code_is_plain],
        help_text=_("Short and lasting; imports find the entry by it."),
    )  # fmt: skip
    field_order = ("name_zh", "name_en", "code", "aim_zh", "aim_en", "unit", "leader", "opened_on")


class StoryNew(Form):
    """A story of a programme: a day, a paragraph, a picture."""

    on = forms.DateField(label=_("Date"), widget=forms.DateInput)
    text_zh = _words(_("Text in Chinese"), 2000, widget=forms.Textarea(attrs={"rows": 5}))
    text_en = _words(_("Text in English"), 2000, required=False, widget=forms.Textarea(attrs={"rows": 5}))
    picture = forms.TypedChoiceField(
        label=_("Picture"), coerce=int, required=False,
        help_text=_("A photograph that hangs on one of its projects."),
    )  # fmt: skip

    def __init__(self, *args: Any, pictures: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["picture"].choices = [("", _("none")), *pictures]  # type: ignore[attr-defined]


class StoryEdit(StoryNew):
    """A correction of a story; its versions stay."""

    reason = _words(_("Reason"), 400, help_text=_("The record keeps it; the text before stays to be read."))

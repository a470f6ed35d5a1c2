from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from keyworks.base.forms import Form

OFF, WORKED = "off", "worked"


class Reason(Form):
    """Why a day is no longer marked."""

    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("Dates that were promised may move by it; the record keeps it.")
    )


class Mark(Reason):
    """A day that is not what its weekday says."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput)
    how = forms.ChoiceField(
        label=_("The day is"), choices=((OFF, _("off")), (WORKED, _("worked"))), widget=forms.RadioSelect
    )
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=100, help_text=_("What people call the day."))
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    source = forms.CharField(
        label=_("Source"), max_length=200, required=False, help_text=_("The notice that says so, with its number.")
    )
    field_order = ("day", "how", "name_zh", "name_en", "source", "reason")


class Taking(Form):
    """Anything to say of the days that are taken."""

    reason = forms.CharField(label=_("Note for the record"), max_length=200, required=False)

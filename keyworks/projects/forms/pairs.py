from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from keyworks.base.forms import Form


class Why(Form):
    """A reason, which the record keeps."""

    reason = forms.CharField(label=_("Why"), max_length=400)


class Decision(Why):
    """What a person says to a proposal: one project, tied to one another, or two."""

    key = forms.RegexField(r"^(same|split|united):[0-9.]{1,150}:[0-9.]{1,150}$", widget=forms.HiddenInput)
    keep = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)
    """The project that goes on where they are one."""
    said = forms.ChoiceField(
        choices=[(one, one) for one in ("one", "tied", "apart")], required=False, widget=forms.HiddenInput
    )

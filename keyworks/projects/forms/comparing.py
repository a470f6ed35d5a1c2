from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from keyworks.base.forms import Form
from keyworks.projects.rules.checks import EARLIEST, LATEST


class Days(Form):
    """From the end of which day until the end of which."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (("from", _("From the end of")), ("to", _("Until the end of"))):
            self.fields[name] = field = forms.DateField(label=label, widget=forms.DateInput())
            self._dress(name, field)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for name in ("from", "to"):
            if said.get(name) and not EARLIEST <= said[name] <= LATEST:
                self.add_error(name, _("This day lies outside the years 1990 to 2100."))
        if said.get("from") and said.get("to") and said["to"] < said["from"]:
            self.add_error("to", _("This day lies before the other."))
        return said

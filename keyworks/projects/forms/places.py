from __future__ import annotations

import json
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from keyworks.base.forms import Form
from keyworks.base.manifest import sentence
from keyworks.projects.rules.places import typed
from keyworks.values.problems import Problem

LARGEST = 8 * 1024 * 1024


def written(geometry: dict[str, Any] | None) -> str:
    """A geometry as its field shows it."""
    return json.dumps(geometry) if geometry else ""


class GeometryInput(forms.CharField):
    """Reads a place as it is drawn, typed or pasted; None for none."""

    def __init__(self, **kwargs: Any) -> None:
        words = {
            "label": _("Coordinates"),
            "help_text": _(
                "Draw on the map, or write longitude and latitude, a line for each point: one is a point, several "
                "are a line, and an area ends where it began. GeoJSON can be pasted."
            ),
        }
        super().__init__(
            widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}), required=False, **{**words, **kwargs}
        )

    def clean(self, value: Any) -> Any:
        found = typed(super().clean(value) or "")
        if isinstance(found, Problem):
            raise forms.ValidationError(sentence(found.code, found.params), code=found.code)
        return found


class Place(Form):
    """Where a project stands."""

    address_zh = forms.CharField(label=_("Address"), max_length=300, required=False)
    address_en = forms.CharField(label=_("Address in English"), max_length=400, required=False)
    geometry = GeometryInput()


class Outlines(Form):
    """Outlines of districts from a file."""

    file = forms.FileField(
        label=_("GeoJSON file"),
        help_text=_(
            "A FeatureCollection with an area for each district. Its property code or name says which district it is: "
            "the unit's code, or its name in either language."
        ),
    )
    source = forms.CharField(
        label=_("Source"), max_length=400, help_text=_("Who drew them, when, and under which licence.")
    )

    def clean_file(self) -> bytes:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("The file is larger than 8 MB. Simplify the outlines first."))
        return bytes(file.read())

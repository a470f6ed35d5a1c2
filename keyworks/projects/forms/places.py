from __future__ import annotations

import json
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from keyworks.base.forms import Form
from keyworks.base.manifest import sentence
from keyworks.formats.coordinates import System, to_wgs84
from keyworks.projects.rules.places import typed, uploaded
from keyworks.values.problems import Problem

LARGEST = 8 * 1024 * 1024
LARGEST_PLACE = 200_000
SYSTEMS = [
    (System.WGS84.value, _("WGS 84, as satellites and this map tell it")),
    (System.CGCS2000.value, _("CGCS2000, the national system")),
    (System.GCJ02.value, _("GCJ-02, as Chinese web maps show it")),
]


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


def system_field() -> Any:
    """Asks what the coordinates are measured in."""
    return forms.ChoiceField(
        label=_("Coordinates are in"),
        choices=SYSTEMS,
        required=False,
        help_text=_(
            "GCJ-02 is converted when it is saved; it lies some hundred metres off. CGCS2000 and WGS 84 agree to some "
            "centimetres and are kept as they are. What is drawn on the map is WGS 84."
        ),
    )


def file_field() -> Any:
    """Takes a place from a file."""
    return forms.FileField(
        label=_("GeoJSON file"),
        required=False,
        help_text=_("A file with one geometry or one feature, instead of the coordinates above."),
    )


class Declared(forms.Form):
    """Keeps a newly given place in WGS 84, whatever it was given in: `system`, `geometry` and perhaps `file`."""

    def clean(self) -> Any:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if file := said.get("file"):
            found = self._read(file)
            if isinstance(found, Problem):
                self.add_error("file", sentence(found.code, found.params))
                return said
            said["geometry"] = found
        elif "geometry" not in self.changed_data:
            return said  # kept in WGS 84 already, whatever was chosen beside it
        if geometry := said.get("geometry"):
            said["geometry"] = to_wgs84(geometry, System(said.get("system") or System.WGS84))
        return said

    @staticmethod
    def _read(file: UploadedFile[Any]) -> dict[str, Any] | Problem:
        if (file.size or 0) > LARGEST_PLACE:
            return Problem("geometry.too_long", {"limit": LARGEST_PLACE})
        return uploaded(bytes(file.read()))


class Place(Declared, Form):
    """Where a project stands."""

    address_zh = forms.CharField(label=_("Address"), max_length=300, required=False)
    address_en = forms.CharField(label=_("Address in English"), max_length=400, required=False)
    system = system_field()
    geometry = GeometryInput()
    file = file_field()


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

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from keyworks.base.forms import Form
from keyworks.meetings.forms import fields
from keyworks.meetings.models import Site
from keyworks.meetings.rules.route import DAY, END, START

POINT = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*[,，\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*")
PARTS = re.compile(r"\s*[\t,，;；]\s*")
MOST_WAYS = 4000
NAMES = {"start": START, "起点": START, "end": END, "终点": END}


class RouteForm(Form):
    """From where and until when, and how long ways take."""

    start = fields.line(pgettext_lazy("route", "Start"), required=True)
    start_point = fields.line(
        gettext_lazy("Point of the start"), most=60, required=True,
        help_text=gettext_lazy("Latitude, longitude in degrees: 39.0851, 117.1994."),
    )  # fmt: skip
    end = fields.line(pgettext_lazy("route", "End"), help_text=gettext_lazy("Empty: back where it starts."))
    end_point = fields.line(gettext_lazy("Point of the end"), most=60)
    departs = fields.clock(gettext_lazy("Leaves at the earliest"))
    back_by = fields.clock(gettext_lazy("Back by"))
    speed_kmh = fields.number(gettext_lazy("Speed, km/h"), most=120, least=5, initial=40)
    detour = forms.FloatField(
        label=gettext_lazy("Road for each kilometre as the crow flies"), min_value=1, max_value=3, initial=1.3
    )
    ways = fields.words(
        gettext_lazy("Travel times you know better"), rows=5, required=False, most=40_000,
        help_text=gettext_lazy(
            "A way on each line, as copied from a sheet: from, to, minutes. Places by their number, "
            "start and end by these words. It holds in the direction it is written; all other ways are reckoned."
        ),
    )  # fmt: skip

    def __init__(self, data: Any, sites: Sequence[Site], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self._keys = NAMES | {one.project.local_number: str(one.project_id) for one in sites}

    def clean_start_point(self) -> tuple[float, float] | None:
        return _point(self.cleaned_data["start_point"])

    def clean_end_point(self) -> tuple[float, float] | None:
        return _point(self.cleaned_data["end_point"])

    def clean_ways(self) -> dict[str, dict[str, int]]:
        """From key → to key → minutes."""
        found: dict[str, dict[str, int]] = {}
        for n, line in enumerate(self.cleaned_data["ways"].splitlines()[:MOST_WAYS], 1):
            if not line.strip():
                continue
            parts = PARTS.split(line.strip())
            if len(parts) != 3 or not (parts[2].isascii() and parts[2].isdigit() and int(parts[2]) <= DAY):
                raise forms.ValidationError(_("Line %(n)s: write from, to, minutes.") % {"n": n}, code="way")
            ends = []
            for name in parts[:2]:
                if name not in self._keys:
                    words = _("Line %(n)s: no place of this meeting has the number “%(name)s”.")
                    raise forms.ValidationError(words % {"n": n, "name": name[:60]}, code="place")
                ends.append(self._keys[name])
            found.setdefault(ends[0], {})[ends[1]] = int(parts[2])
        return found

    def values(self, sent: Mapping[str, Any]) -> dict[str, Any]:
        """What goes to the action."""
        start, end = sent["start_point"] or (None, None), sent["end_point"] or (None, None)
        kept = {name: sent[name] for name in ("start", "end", "departs", "back_by", "speed_kmh", "detour")}
        return kept | {
            "start_latitude": start[0], "start_longitude": start[1], "end_latitude": end[0], "end_longitude": end[1],
            "matrix": sent["ways"],
        }  # fmt: skip


def _point(text: str) -> tuple[float, float] | None:
    if not text.strip():
        return None
    found = POINT.fullmatch(text)
    if found is None:
        raise forms.ValidationError(_("Write latitude, longitude: 39.0851, 117.1994."), code="point")
    latitude, longitude = float(found[1]), float(found[2])
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise forms.ValidationError(_("Latitude is -90 to 90, longitude -180 to 180."), code="point")
    return latitude, longitude


def ways_lines(matrix: Mapping[str, Mapping[str, int]], sites: Sequence[Site]) -> str:
    """Known travel times as lines."""
    names = {START: "start", END: "end"} | {str(one.project_id): one.project.local_number for one in sites}
    return "\n".join(
        f"{names[here]}, {names[there]}, {minutes}"
        for here, ways in matrix.items() for there, minutes in ways.items() if here in names and there in names
    )  # fmt: skip


class TimesForm(Form):
    """When each stop is reached and left, as a person writes it."""

    def __init__(self, data: Any, stops: Sequence[Site], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self._stops = [str(one.project_id) for one in stops]
        self.ask({f"{part}-{key}": fields.clock(key) for key in self._stops for part in ("arrives", "leaves")})

    def times(self, sent: Mapping[str, Any]) -> dict[str, tuple[time, time]]:
        return {key: (sent[f"arrives-{key}"], sent[f"leaves-{key}"]) for key in self._stops}

"""Fields that several forms of this room have."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from keyworks.accounts.models import Unit

OFFICES = (Unit.Kind.CITY, Unit.Kind.DISTRICT, Unit.Kind.DEPARTMENT)


def line(label: Any, *, most: int = 200, required: bool = False, help_text: Any = "") -> Any:
    return forms.CharField(label=label, required=required, max_length=most, help_text=help_text)


def words(label: Any, *, rows: int = 3, required: bool = True, help_text: Any = "", most: int = 8000) -> Any:
    """A text of some lines."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=most, help_text=help_text, widget=area)


def day(label: Any, *, required: bool = True, help_text: Any = "") -> Any:
    return forms.DateField(label=label, required=required, help_text=help_text, widget=forms.DateInput())


def clock(label: Any, *, required: bool = True, help_text: Any = "") -> Any:
    """A time of the day."""
    widget = forms.TimeInput(format="%H:%M", attrs={"class": "form-control", "type": "time"})
    return forms.TimeField(label=label, required=required, help_text=help_text, widget=widget)


def number(label: Any, *, most: int, initial: int | None = None, least: int = 0, help_text: Any = "") -> Any:
    return forms.IntegerField(label=label, min_value=least, max_value=most, initial=initial, help_text=help_text)


def choice(label: Any, of: Any, *, initial: Any = None) -> Any:
    return forms.ChoiceField(label=label, choices=[(str(code), text) for code, text in of.items()], initial=initial)


def office(label: Any, *, kinds: Any = OFFICES, help_text: Any = "") -> Any:
    """A unit that may be asked: an office, a district, a department; none is needed."""
    rows = Unit.objects.filter(kind__in=kinds, closed_on=None).order_by("path")
    return forms.ModelChoiceField(rows, label=label, required=False, empty_label=_("none"), help_text=help_text)

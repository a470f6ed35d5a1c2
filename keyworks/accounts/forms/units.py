from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from keyworks.accounts.forms.people import UnitChoice
from keyworks.accounts.models import Unit
from keyworks.base.forms import Form

code_is_plain = RegexValidator(r"^[\w.-]+\Z", _("Letters, digits and . _ - only, without blanks."))


class Edit(Form):
    """The names of a unit."""

    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        validators=[code_is_plain],
        help_text=_("Short and lasting; imports find the unit by it."),
    )
    credit_code = forms.CharField(
        label=_("Unified social credit code"),
        max_length=40,
        required=False,
        help_text=_("18 characters, as on the business licence."),
    )


class New(Edit):
    """A new unit and where it stands."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Unit.Kind.choices)
    parent = UnitChoice(label=_("Below"), queryset=Unit.objects.none())
    field_order = ("parent", "kind", "name_zh", "name_en", "code", "credit_code")

    def __init__(self, *args: Any, units: QuerySet[Unit], kinds: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = units  # type: ignore[attr-defined]
        self.fields["kind"].choices = [pair for pair in Unit.Kind.choices if pair[0] in kinds]  # type: ignore[attr-defined]


class Move(Form):
    """The unit to stand below from now on."""

    parent = UnitChoice(label=_("From now on below"), queryset=Unit.objects.none())

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = units  # type: ignore[attr-defined]

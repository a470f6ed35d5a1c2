from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from keyworks.accounts.models import Person
from keyworks.base.forms import Form
from keyworks.base.scopes import scope
from keyworks.matters.forms import fields
from keyworks.matters.models import Cause, Matter


class Merge(Form):
    """Into which other matter; those that are alike are offered, any other goes by its number."""

    into = forms.ChoiceField(label=_("It is the same as"), required=False, widget=forms.RadioSelect)
    number = forms.CharField(
        label=_("Or by its number"), required=False, max_length=20, help_text=_("As it stands on its page: 2022-0153.")
    )
    text = forms.CharField(label=_("Remark"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: Any, person: Person, offered: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.person = person
        self.fields["into"].choices = list(offered)  # type: ignore[attr-defined]
        if not self.fields["into"].choices:  # type: ignore[attr-defined]
            del self.fields["into"]

    def clean_number(self) -> Matter | None:
        number = self.cleaned_data["number"].strip()
        if not number:
            return None
        found = scope(self.person, Matter.objects.filter(number=number)).first()
        if found is None:
            raise ValidationError(_("No matter has this number."), code="unknown")
        return found

    def clean(self) -> dict[str, Any]:
        sent: dict[str, Any] = super().clean() or {}
        chosen = sent.get("number")
        if chosen is None and sent.get("into"):
            chosen = scope(self.person, Matter.objects.filter(number=sent["into"])).first()
        if chosen is None and not self.errors:
            self.add_error("number", _("Choose one, or write its number."))
        return {**sent, "chosen": chosen}


class Common(Form):
    """Which common cause a matter has."""

    cause = forms.ModelChoiceField(
        Cause.objects.none(), label=_("Common cause"), required=False, empty_label=_("none"),
        help_text=_("Matters of several projects that have one cause are followed together."),
    )  # fmt: skip

    def __init__(self, data: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["cause"].queryset = scope(person, Cause.objects.order_by("name"))  # type: ignore[attr-defined]


class CauseForm(Form):
    """What several matters have in common."""

    name = forms.CharField(label=_("What they have in common"), max_length=200)
    kind = fields.kind(_("What it is about"))
    note = fields.words(_("Note"), rows=3, required=False)

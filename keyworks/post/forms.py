from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from keyworks.base.forms import Form
from keyworks.base.manifest import Text
from keyworks.post.models import Choice, Delivery, Mail


class MailFilters(forms.Form):
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("any")), *Mail.State.choices], initial=""
    )


class Often(Form):
    """How often one is told by e-mail."""

    often = forms.ChoiceField(
        label=_("Digest by e-mail"), choices=Choice.Often.choices,
        help_text=_(
            "One message with all that is new for you. In the site everything is shown at once, whatever you choose."
        ),
    )  # fmt: skip


class DeliveryFilters(forms.Form):
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("any")), *Delivery.State.choices], initial=""
    )


class HookForm(Form):
    """What a hook is called, where it leads and of what it is told."""

    name = forms.CharField(label=_("What it is for"), max_length=100)
    address = forms.CharField(
        label=_("Address"), max_length=400,
        help_text=_("The address at which the other program waits; its host must be one of those listed."),
    )  # fmt: skip
    events = forms.MultipleChoiceField(label=_("Events"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, events: Mapping[str, Text], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["events"].choices = list(events.items())  # type: ignore[attr-defined]

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from keyworks.base.forms import Form
from keyworks.post.models import Choice, Mail


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

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from keyworks.post.models import Mail


class MailFilters(forms.Form):
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("any")), *Mail.State.choices], initial=""
    )

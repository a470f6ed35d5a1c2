from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from keyworks.jobs.models import Job


class JobFilters(forms.Form):
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("any")), *Job.State.choices], initial=""
    )

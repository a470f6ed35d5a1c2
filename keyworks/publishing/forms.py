"""What is asked for: a pack, another wording, a reason."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from keyworks.base import reader
from keyworks.base.forms import Form
from keyworks.projects.queries import by_numbers
from keyworks.publishing.actions.refused import PublishingRefused
from keyworks.publishing.files.opened import LICENCES
from keyworks.publishing.models import OpenEdition
from keyworks.publishing.models.words import MODES, STANDINGS
from keyworks.publishing.queries.opened import choices, stages

LANGUAGES = (("zh", _("Chinese")), ("en", _("English")))


class PackForm(Form):
    """In which language, and which projects beside those of the meeting."""

    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    more = forms.CharField(
        label=_("Other projects"), required=False, max_length=2000,
        help_text=_("The numbers of further projects that get a page, separated by commas."),
    )  # fmt: skip

    def chosen(self, person: Any) -> list[int]:
        """The keys of the projects whose numbers were written; a number nobody knows is refused at its field."""
        numbers = [one for one in re.split(r"[\s,，、;；]+", self.cleaned_data["more"]) if one]
        found = by_numbers(person, numbers)
        for number in numbers:
            if number not in found:
                raise PublishingRefused("publishing.project_unknown", field="more", number=number)
        return [found[number] for number in numbers]


class SentenceForm(Form):
    """A sentence otherwise; empty leaves it out."""

    text = forms.CharField(
        label=_("Sentence"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Empty: it is left out. What it was composed from stays beside it."),
    )  # fmt: skip


class OwnForm(Form):
    """A sentence of one's own."""

    text = forms.CharField(
        label=_("Sentence"), widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It rests on nothing the system knows, and is marked as added by you."),
    )  # fmt: skip


class TitleForm(Form):
    title = forms.CharField(label=_("Headline"), max_length=200)


class WhyForm(Form):
    reason = forms.CharField(label=_("Why"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))


class RuleForm(Form):
    """When a field goes out."""

    mode = forms.ChoiceField(label=_("Goes out"), choices=MODES.items(), widget=forms.RadioSelect)
    since = forms.DateField(
        label=_("From this day on"), required=False, widget=forms.DateInput,
        help_text=_("Empty: in the next edition. Editions that were signed stay as they are."),
    )  # fmt: skip


class StandingForm(Form):
    """Where a project stands towards the public."""

    stands = forms.ChoiceField(label=_("Towards the public"), choices=STANDINGS.items(), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Asked for where it is held back; it is not told outside."),
    )  # fmt: skip


class SignForm(Form):
    """What was looked at, and under which licence it goes out."""

    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    licence = forms.ChoiceField(
        label=_("Licence"), choices=[(code, name) for code, (name, _uri) in LICENCES.items()],
        help_text=_("Under which others may use it; it is said in every file."),
    )  # fmt: skip


class OpenFilter(forms.Form):
    """What a visitor looks for in an edition."""

    q = forms.CharField(
        label=_("Name or number"), required=False, max_length=100,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )  # fmt: skip

    def __init__(self, data: Any, edition: OpenEdition) -> None:
        super().__init__(data)
        for name, label in (("district", _("District")), ("sector", _("Sector"))):
            found = choices(edition, name)
            names = [(code, reader.told(one["zh"], one.get("en", ""))) for code, one in found.items()]
            self.fields[name] = _choice(label, sorted(names, key=lambda pair: pair[1]))
        self.fields["stage"] = _choice(_("Stage"), list(stages().items()))

    @property
    def said(self) -> dict[str, Any]:
        """What is asked for, without what nobody could ask."""
        self.is_valid()
        return dict(self.cleaned_data)


def _choice(label: Any, found: list[tuple[str, Any]]) -> forms.ChoiceField:
    widget = forms.Select(attrs={"class": "form-select"})
    return forms.ChoiceField(label=label, required=False, choices=[("", "—"), *found], widget=widget)

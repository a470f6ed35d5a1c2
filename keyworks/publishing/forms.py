"""What is asked for: a pack, another wording, a reason."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from keyworks.base import reader
from keyworks.base.fields import MonthInput
from keyworks.base.forms import Form
from keyworks.projects.queries import by_numbers, many
from keyworks.publishing.actions.refused import PublishingRefused
from keyworks.publishing.files.opened import LICENCES
from keyworks.publishing.models import OpenEdition
from keyworks.publishing.models.words import KINDS, MODES, STANDINGS
from keyworks.publishing.queries.issues import kept
from keyworks.publishing.queries.opened import choices, stages
from keyworks.publishing.rules.papers.kinds import Kind

EVERY = "*"
"""Asks for every district."""
LINES = forms.Textarea(attrs={"rows": 22, "spellcheck": "false"})
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
        return keys_of(person, [one for one in re.split(r"[\s,，、;；]+", self.cleaned_data["more"]) if one])


def keys_of(person: Any, numbers: list[str]) -> list[int]:
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


class PaperForm(Form):
    """Which paper, of which month, and of which day's knowledge."""

    kind = forms.ChoiceField(label=_("Paper"))
    month = MonthInput(label=_("Month"), help_text=_("Such as 2022-01."))
    district = forms.ChoiceField(
        label=_("District"), required=False, help_text=_("Asked for where it is the brief of a district.")
    )
    project = forms.CharField(
        label=_("Number of the project"), required=False, max_length=40,
        help_text=_("Asked for where it is a side on a project."),
    )  # fmt: skip
    on = forms.DateField(
        label=_("As it was known at the end of a day"), required=False, widget=forms.DateInput,
        help_text=_("Empty: as it is known now. Matters are not told of a past day."),
    )  # fmt: skip

    def __init__(self, data: Any, person: Any, **more: Any) -> None:
        super().__init__(data, **more)
        self.person, self.places = person, {unit.code: unit for unit in kept.districts_of(person)}
        kinds: Any = self.fields["kind"]
        kinds.choices = [(kind.value, KINDS[kind]) for kind in kept.kinds_of(person)]
        places: Any = self.fields["district"]
        every = [(EVERY, _("All districts, a brief of each"))] if len(self.places) > 1 else []
        blank = [("", "—")] if len(self.places) != 1 else []
        places.choices = [*blank, *every, *((code, str(unit)) for code, unit in self.places.items())]
        if not self.places:
            del self.fields["district"]

    @property
    def of_all(self) -> bool:
        """Are the briefs of all districts asked for together?"""
        return self.cleaned_data["kind"] == Kind.BRIEF and self.cleaned_data.get("district") == EVERY

    def subject(self) -> dict[str, Any]:
        sent = self.cleaned_data
        return subject_of(self.person, Kind(sent["kind"]), sent.get("district") or "", sent["project"])


def subject_of(person: Any, kind: Kind, district: str, project: str) -> dict[str, Any]:
    """The district or the project, by its code or number, that a paper is of; what is not asked for is left aside."""
    if kind is Kind.BRIEF:
        found = next((unit for unit in kept.districts_of(person) if unit.code == district), None)
        if found is None:
            raise PublishingRefused("publishing.paper_no_district", field="district")
        return {"district": found}
    if kind is Kind.PROJECT:
        number = project.strip()
        if not number:
            raise PublishingRefused("publishing.paper_no_project", field="project")
        pk = by_numbers(person, [number]).get(number)
        if pk is None:
            raise PublishingRefused("publishing.project_unknown", field="project", number=number)
        return {"project": many(person, [pk])[0]}
    return {}


class TemplateForm(Form):
    """The lines of a template in both languages, to be kept as a new version."""

    zh = forms.CharField(label=_("Chinese"), widget=LINES, strip=False, max_length=20_000)
    en = forms.CharField(label=_("English"), widget=LINES, strip=False, max_length=20_000)
    reason = forms.CharField(label=_("Why it is changed"), max_length=400)


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

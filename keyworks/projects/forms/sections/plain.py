from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keyworks.projects.forms.choosing import Chosen
from keyworks.projects.forms.sections.section import SectionForm, TermsField, terms
from keyworks.projects.models import Project, Term
from keyworks.projects.models.words import CUTS_SAID, LIST_CLASSES, SECRECY, VARIANTS, YEAR_TAGS
from keyworks.projects.rules import codes

NONE = ("", gettext_lazy("none"))


class Basics(SectionForm):
    """How a project is called and numbered, what it makes, who may know of it."""

    slug, title = "basics", gettext_lazy("Basics")
    fields_of_project = ("name_zh", "name_en", "local_number", "project_code", "variant", "secrecy")
    name_zh = forms.CharField(label=gettext_lazy("Name in Chinese"), max_length=200)
    name_en = forms.CharField(
        label=gettext_lazy("Name in English"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("For those who read Keyworks in English. Empty: they read the Chinese."),
    )
    local_number = forms.CharField(label=gettext_lazy("Number"), max_length=40)
    project_code = forms.CharField(
        label=gettext_lazy("National project code"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("24 characters with their dashes, as the approval platform gave it."),
    )
    variant = forms.ChoiceField(
        label=gettext_lazy("Variant"),
        choices=list(VARIANTS.items()),
        help_text=gettext_lazy("Which stages come after construction depends on it."),
    )
    secrecy = forms.ChoiceField(
        label=gettext_lazy("Secrecy"),
        choices=list(SECRECY.items()),
        help_text=gettext_lazy("Secret projects may not be kept online: not here, and not in a comment or file."),
    )

    def clean_project_code(self) -> str:
        return codes.typed(self.cleaned_data["project_code"])


class Classification(SectionForm):
    """Where a project belongs."""

    slug, title = "classification", gettext_lazy("Classification")
    fields_of_project = ("category", "sector", "nature", "investor")
    LABELS = (
        ("category", gettext_lazy("Category")),
        ("sector", gettext_lazy("Sector")),
        ("nature", gettext_lazy("Nature of construction")),
        ("investor", gettext_lazy("Kind of investor")),
    )
    MANY = (
        ("programmes", Term.Kind.PROGRAMME, gettext_lazy("Programmes")),
        ("chains", Term.Kind.CHAIN, gettext_lazy("Industrial chains")),
    )

    def more_fields(self) -> dict[str, forms.Field]:
        found: dict[str, forms.Field] = {
            name: terms(name, getattr(self.project, name), label=label) for name, label in self.LABELS
        }
        for name, kind, label in self.MANY:
            rows = Term.objects.filter(kind=kind, closed_on=None) | Term.objects.filter(
                pk__in=[one.pk for one in self.initial[name]]
            )
            if rows.exists():
                widget = forms.CheckboxSelectMultiple()
                found[name] = TermsField(queryset=rows, label=label, required=False, widget=widget)
        return found

    def standing_values(self, project: Project) -> dict[str, Any]:
        lists = {name: list(getattr(project, name).all()) for name, _kind, _label in self.MANY}
        return super().standing_values(project) | lists

    def values(self, said: Mapping[str, Any]) -> dict[str, Any]:
        lists = {
            name: list(said[name])
            for name, _kind, _label in self.MANY
            if name in said and not self.fields[name].disabled
        }
        return super().values(said) | lists


class Listing(SectionForm):
    """Where a project stands on the annual list: the city's decision."""

    slug, title = "list", gettext_lazy("Annual list")
    lead = gettext_lazy("Class, tag and stage are three things: moving the stage changes none of them.")
    fields_of_project = ("list_class", "year_tag", "list_year")
    list_class = forms.ChoiceField(
        label=gettext_lazy("List class"), choices=[NONE, *LIST_CLASSES.items()], required=False
    )  # fmt: skip
    year_tag = forms.ChoiceField(label=gettext_lazy("Year tag"), choices=[NONE, *YEAR_TAGS.items()], required=False)
    list_year = forms.IntegerField(
        label=gettext_lazy("Year of the list"),
        required=False,
        min_value=1990,
        max_value=2100,
        localize=False,
        help_text=gettext_lazy("The plan of the year that is shown for the project is that of this year."),
    )


class Dates(SectionForm):
    """When a project is planned to begin and end, and when it did."""

    slug, title = "dates", gettext_lazy("Start and finish")
    fields_of_project = ("planned_start", "planned_finish", "started_on", "finished_on")
    reason_why = gettext_lazy(
        "Start and finish come with the moves of the stage. Whoever states them here says why; the record keeps it."
    )
    planned_start = forms.DateField(label=gettext_lazy("Planned start"), required=False, widget=forms.DateInput())
    planned_finish = forms.DateField(label=gettext_lazy("Planned finish"), required=False, widget=forms.DateInput())
    started_on = forms.DateField(label=gettext_lazy("Started on"), required=False, widget=forms.DateInput())
    finished_on = forms.DateField(label=gettext_lazy("Finished on"), required=False, widget=forms.DateInput())

    def clean(self) -> dict[str, Any]:
        happened = ("started_on", "finished_on")
        said = self.cleaned_data
        self.ask_reason(any(name in said and said[name] != getattr(self.project, name) for name in happened))
        return super().clean()


class Responsibility(SectionForm):
    """Who answers for a project, from the leader to the person one calls."""

    slug, title = "responsibility", gettext_lazy("Responsibility")
    chooses = ("unit", "district", "department", "person")
    KINDS = (
        ("leader", "person", gettext_lazy("Responsible leader")),
        ("lead_department", "department", gettext_lazy("Lead department")),
        ("responsible_unit", "unit", gettext_lazy("Responsible unit")),
        ("district", "district", gettext_lazy("District")),
        ("owner", "unit", gettext_lazy("Project unit")),
        ("service_officer", "person", gettext_lazy("Service officer")),
        ("liaison", "person", gettext_lazy("Liaison")),
    )
    fields_of_project = tuple(name for name, _kind, _label in KINDS)
    lead = gettext_lazy("Type a part of the name and choose from the list.")

    def more_fields(self) -> dict[str, forms.Field]:
        return {
            name: Chosen(kind, self.person, kept=getattr(self.project, name), label=label)
            for name, kind, label in self.KINDS
        }


class Package(SectionForm):
    """What a project is a part of."""

    slug, title = "package", gettext_lazy("Package")
    chooses = ("project",)
    fields_of_project = ("parent", "cut", "cut_number")
    cut = forms.ChoiceField(label=gettext_lazy("It is a"), choices=[NONE, *CUTS_SAID.items()], required=False)
    cut_number = forms.IntegerField(
        label=gettext_lazy("Which one, counted from 1"), required=False, min_value=1, max_value=999
    )

    def more_fields(self) -> dict[str, forms.Field]:
        return {
            "parent": Chosen(
                "project", self.person, kept=self.project.parent, label=_("Part of the package"),
                help_text=_("Empty: it stands by itself, or is a package itself."),
            )
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("cut") and not said.get("parent") and "parent" not in self.errors:
            self.add_error("parent", _("Say of which project it is a part."))
        return super().clean()

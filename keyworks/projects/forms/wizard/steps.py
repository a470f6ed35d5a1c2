from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keyworks.accounts.models import Person, Unit
from keyworks.base.fields import MoneyInput
from keyworks.base.scopes import scope
from keyworks.base.shown import long_unit_lazily
from keyworks.projects import queries
from keyworks.projects.actions.registering import BEGINS
from keyworks.projects.forms.places import GeometryInput
from keyworks.projects.forms.wizard.parts import Choice, Line, People, Step, Terms, day, text
from keyworks.projects.models import Project, Term
from keyworks.projects.models.words import CUTS, PARTS, SECRECY, STAGES, VARIANTS
from keyworks.projects.rules import codes
from keyworks.projects.rules.authority import DECIDE
from keyworks.projects.rules.checks import SECRET
from keyworks.projects.rules.parts import Part, Secrecy
from keyworks.projects.rules.stages import Stage, Variant
from keyworks.values import credit_codes
from keyworks.values.money import Money as Amount
from keyworks.values.money import total

Kind = Unit.Kind


class Name(Step):
    """Its name and what it is."""

    code, title = "name", _("Name and kind")
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=200)
    name_en = text(_("Name in English"), 300)
    variant = forms.ChoiceField(
        label=_("What it makes"), choices=VARIANTS.items(), initial=Variant.FACTORY, widget=forms.RadioSelect,
        help_text=_("The stages after completion depend on it."),
    )  # fmt: skip
    stage = forms.ChoiceField(label=_("Stage"), choices=STAGES.items(), initial=Stage.IDEA)
    secrecy = forms.ChoiceField(
        label=_("Secrecy"), choices=[*SECRECY.items(), (SECRET, pgettext_lazy("secrecy", "secret"))],
        initial=Secrecy.OPEN, widget=forms.RadioSelect,
        help_text=_("Secret projects may not be kept online: nothing of them is saved here."),
    )  # fmt: skip
    project_code = text(
        _("National project code"), 40, help_text=_("Where there is one already, such as 2201-120116-89-01-123456.")
    )
    parent = text(
        _("Part of the package"), 200,
        help_text=_("The number or the name of the project it is a phase or a sub-project of."),
    )  # fmt: skip
    cut = forms.ChoiceField(label=_("As its"), choices=[("", _("choose one")), *CUTS.items()], required=False)
    cut_number = forms.IntegerField(label=_("Which one, in numbers"), required=False, min_value=1, max_value=999)
    groups = (
        (_("What is it called?"), ("name_zh", "name_en")),
        (_("What is it?"), ("variant", "stage", "secrecy", "project_code")),
        (_("Is it part of a package?"), ("parent", "cut", "cut_number")),
    )

    def offer(self, person: Person) -> None:
        self.person = person
        if not person.may(DECIDE):
            stage: Any = self.fields["stage"]
            stage.choices = [(code, words) for code, words in STAGES.items() if code in BEGINS]

    def clean_project_code(self) -> str:
        return codes.typed(self.cleaned_data["project_code"])

    def clean_parent(self) -> Project | None:
        words = self.cleaned_data["parent"].strip()
        if not words:
            return None
        seen = scope(self.person, Project.objects.all())
        found = seen.filter(Q(local_number=words) | Q(project_code=words) | Q(name_zh=words) | Q(name_en=words))[:2]
        if len(found) != 1:
            found = seen.filter(queries.found_by(words))[:2]
        if len(found) > 1:
            raise forms.ValidationError(_("Several projects are called like this. Give the number."))
        if not found:
            raise forms.ValidationError(_("No project with this number or name is within your reach."))
        return found[0]


class PartyLine(Line):
    """Somebody who takes part."""

    wide = "name_zh"
    role = Choice(_("Role"))
    name_zh = text(_("Name of the organisation"), 200)
    credit_code = text(_("Unified social credit code"), 40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].queryset = queries.terms(Term.Kind.PARTY_ROLE)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        for name, words in (("role", _("Say in which role.")), ("name_zh", _("Say who it is."))):
            if name not in self.errors and not said.get(name):
                self.add_error(name, words)
        if code := said.get("credit_code"):
            said["credit_code"] = credit_codes.typed(code)
        return said


class Place(Step):
    """Where it stands and who answers for it."""

    code, title = "place", _("Place and people")
    district = Choice(_("District"), help_text=_("Empty where it runs through several districts."))
    address_zh = text(_("Address"), 300)
    address_en = text(_("Address in English"), 400)
    geometry = GeometryInput()
    owner = Choice(_("Project unit"), help_text=_("Whoever builds it and reports on it every month."))
    lead_department = Choice(_("Lead department"))
    responsible_unit = Choice(_("Responsible unit"))
    leader = People(_("Leader responsible for the project"))
    service_officer = People(_("Service officer"))
    liaison = People(_("Liaison of the project unit"))
    lists = {"parties": PartyLine}
    groups = (
        (_("Where is it?"), ("district", "address_zh", "address_en", "geometry")),
        (_("Who answers for it?"), (
            "owner", "lead_department", "responsible_unit", "leader", "service_officer", "liaison",
        )),
        (_("Who else takes part?"), ("parties",)),
    )  # fmt: skip

    def offer(self, person: Person) -> None:
        fields: dict[str, Any] = dict(self.fields)
        fields["district"].queryset = queries.known_units(Kind.DISTRICT)
        fields["owner"].queryset = scope(person, Unit.objects.filter(closed_on=None, kind=Kind.OWNER))
        fields["lead_department"].queryset = queries.known_units(Kind.DEPARTMENT)
        fields["responsible_unit"].queryset = queries.known_units(Kind.DEPARTMENT, Kind.DISTRICT, Kind.CITY)
        people = scope(person, Person.objects.filter(is_active=True)).order_by("username")
        for name in ("leader", "service_officer", "liaison"):
            fields[name].queryset = people
        if not person.may(DECIDE):
            del self.fields["leader"]
        for name, unit in queries.own_units(person).items():
            if self.initial.get(name) == unit.code:
                fields[name].source = _("your role")

    def read(self) -> dict[str, Any]:
        parties = self.told("parties")
        return super().read() | ({"parties": parties} if parties else {})


class CapacityLine(Line):
    """What it is designed to make or to carry."""

    wide = "what_zh"
    what_zh = text(_("What, in Chinese"), 200)
    what_en = text(_("What, in English"), 300)
    quantity = forms.DecimalField(label=_("How much"), required=False, min_value=0, max_digits=20, decimal_places=4)
    measure = Choice(_("Unit of measure"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].queryset = queries.terms(Term.Kind.MEASURE)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        asked = (("what_zh", _("Say what.")), ("quantity", _("Say how much.")), ("measure", _("Say in which unit.")))
        for name, words in asked:
            if name not in self.errors and said.get(name) in (None, ""):
                self.add_error(name, words)
        return said


class What(Step):
    """What is built."""

    code, title = "what", _("What is built")
    category = Choice(_("Category"), queries.terms(Term.Kind.CATEGORY))
    sector = Choice(_("Sector"), queries.terms(Term.Kind.SECTOR))
    nature = Choice(_("Nature of construction"), queries.terms(Term.Kind.NATURE))
    investor = Choice(_("Kind of investor"), queries.terms(Term.Kind.INVESTOR))
    programmes = Terms(_("Programmes"), Term.Kind.PROGRAMME)
    chains = Terms(_("Industrial chains"), Term.Kind.CHAIN)
    scope_zh = forms.CharField(
        label=_("Scope of works in Chinese"), max_length=4000, required=False, widget=forms.Textarea({"rows": 4})
    )
    scope_en = forms.CharField(
        label=_("Scope of works in English"), max_length=6000, required=False, widget=forms.Textarea({"rows": 4})
    )
    lists = {"capacities": CapacityLine}
    groups = (
        (_("Of what kind is it?"), ("category", "sector", "nature", "investor", "programmes", "chains")),
        (_("What is to be built?"), ("scope_zh", "scope_en")),
        (_("What is it designed for?"), ("capacities",)),
    )

    def offer(self, person: Person) -> None:
        programmes = queries.terms(Term.Kind.PROGRAMME)
        if not person.may(DECIDE) or not programmes.exists():
            del self.fields["programmes"]

    def read(self) -> dict[str, Any]:
        capacities = self.told("capacities")
        return super().read() | ({"capacities": capacities} if capacities else {})


class AmountLine(Line):
    """What is planned to be invested in a year out of one fund source."""

    wide = "fund"
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1990, max_value=2100)
    fund = Choice(_("Fund source"))
    amount = MoneyInput(label=format_lazy(_("Amount ({unit})"), unit=long_unit_lazily()), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fund"].queryset = queries.terms(Term.Kind.FUND)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        asked = (
            ("year", _("Say in which year.")),
            ("fund", _("Say out of which fund.")),
            ("amount", _("Say how much.")),
        )
        for name, words in asked:
            if name not in self.errors and said.get(name) is None:
                self.add_error(name, words)
        return said


def _money(part: Part) -> MoneyInput:
    label = format_lazy(_("{part} ({unit})"), part=PARTS[part], unit=long_unit_lazily())
    return MoneyInput(label=label, required=False)


def _years(amounts: Mapping[tuple[int, Term], Amount]) -> Amount | None:
    return total(amounts.values()) if amounts else None


@dataclass(frozen=True)
class Sums:
    """The total investment, what its parts sum to, and what is planned over all years; None for nothing typed."""

    whole: Amount | None
    parts: Amount | None
    years: Amount | None

    @property
    def missing(self) -> Amount | None:
        """What the parts are short of the total; below zero where they are more."""
        return self.whole - self.parts if self.whole is not None and self.parts is not None else None

    @property
    def over(self) -> Amount | None:
        return -self.missing if self.missing is not None and self.missing < Amount(0) else None

    @property
    def unplanned(self) -> Amount | None:
        return self.whole - self.years if self.whole is not None and self.years is not None else None

    @property
    def overplanned(self) -> Amount | None:
        return -self.unplanned if self.unplanned is not None and self.unplanned < Amount(0) else None


class Money(Step):
    """What it costs and when it is built."""

    code, title = "money", _("Money and time")
    planned_start = day(_("Planned start"))
    planned_finish = day(_("Planned finish"))
    lists = {"amounts": AmountLine}
    groups = (
        (_("What does it cost in all?"), tuple(f"parts.{part}" for part in Part)),
        (_("How much is planned in each year?"), ("amounts",)),
        (_("When is it built?"), ("planned_start", "planned_finish")),
    )

    def sums(self) -> Sums:
        """What the amounts typed so far sum to; what cannot be read does not count."""
        said = self.values
        parts = said.get("parts", {})
        inner = [money for part, money in parts.items() if part != Part.TOTAL]
        return Sums(parts.get(Part.TOTAL), total(inner) if inner else None, _years(said.get("amounts", {})))

    def read(self) -> dict[str, Any]:
        said = super().read()
        parts = {
            part: self.cleaned_data[f"parts.{part}"]
            for part in Part
            if self.cleaned_data.get(f"parts.{part}") is not None
        }
        said = {name: value for name, value in said.items() if not name.startswith("parts.")}
        amounts: dict[tuple[int, Term], Any] = {}
        for line in self.lines["amounts"]:
            if (value := line.value()) is None:
                continue
            key = value["year"], value["fund"]
            self.places.setdefault(f"amounts.{key[0]}.{key[1].code}", (line, "amount"))
            if key in amounts:
                line.add_error("fund", _("This fund stands in this year already."))
            else:
                amounts[key] = value["amount"]
        return said | {name: value for name, value in (("parts", parts), ("amounts", amounts)) if value}


Money.base_fields |= {f"parts.{part}": _money(part) for part in Part}

STEPS: tuple[type[Step], ...] = (Name, Place, What, Money)
"""In the order in which they are asked; looking through comes last."""

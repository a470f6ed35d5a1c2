from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keyworks.base import reader
from keyworks.base.scopes import scope
from keyworks.projects import actions
from keyworks.projects.forms.choosing import Chosen
from keyworks.projects.forms.sections.section import RowsForm, terms
from keyworks.projects.models import Link, Project, SourcedValue, Term
from keyworks.values import credit_codes


def plain(value: Any) -> Any:
    """A number without the zeros that its column adds."""
    return Decimal(f"{value.normalize():f}") if isinstance(value, Decimal) else value


NUMBER: dict[str, Any] = {"max_digits": 20, "decimal_places": 4, "min_value": 0}


class Scope(RowsForm):
    """What is built, and what it is designed to make or to carry."""

    slug, title = "scope", gettext_lazy("Scope and capacity")
    fields_of_project = ("scope_zh", "scope_en")
    rows_of = "capacities"
    rows_title = gettext_lazy("Design capacity")
    columns = (
        ("what_zh", gettext_lazy("What, in Chinese")),
        ("what_en", gettext_lazy("What, in English")),
        ("quantity", gettext_lazy("Quantity")),
        ("measure", gettext_lazy("Unit of measure")),
    )
    needed = ("what_zh", "quantity", "measure")
    scope_zh = forms.CharField(
        label=gettext_lazy("Scope in Chinese"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    scope_en = forms.CharField(
        label=gettext_lazy("Scope in English"),
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def rows(self, project: Project) -> list[dict[str, Any]]:
        names = [name for name, _label in self.columns]
        return [
            {name: plain(getattr(one, name)) for name in names} for one in project.capacities.select_related("measure")
        ]

    def row_fields(self, number: int) -> dict[str, forms.Field]:
        stands = self.initial.get(self.name(number, "measure"))
        return {
            "what_zh": forms.CharField(max_length=200),
            "what_en": forms.CharField(max_length=300),
            "quantity": forms.DecimalField(**NUMBER, widget=forms.TextInput(attrs={"inputmode": "decimal"})),
            "measure": terms(Term.Kind.MEASURE, stands if isinstance(stands, Term) else None),
        }

    def values(self, said: Mapping[str, Any]) -> dict[str, Any]:
        return super().values(said) | {"capacities": self.entries(said)}


class Parties(RowsForm):
    """Who takes part, and as what."""

    slug, title = "parties", gettext_lazy("Parties")
    lead = gettext_lazy(
        "A unit that signs in here is chosen; any other organisation is named, with its unified social credit code."
    )
    chooses = ("unit",)
    rows_of = "parties"
    columns = (
        ("role", gettext_lazy("Role in the project")),
        ("unit", gettext_lazy("Unit that signs in here")),
        ("name_zh", gettext_lazy("or name in Chinese")),
        ("name_en", gettext_lazy("Name in English")),
        ("credit_code", gettext_lazy("Unified social credit code")),
    )
    needed = ("role",)

    def rows(self, project: Project) -> list[dict[str, Any]]:
        names = [name for name, _label in self.columns]
        return [
            {name: getattr(one, name) for name in names} for one in project.parties.select_related("role", "unit")
        ]  # fmt: skip

    def row_fields(self, number: int) -> dict[str, forms.Field]:
        unit, role = (self.initial.get(self.name(number, name)) for name in ("unit", "role"))
        return {
            "role": terms(Term.Kind.PARTY_ROLE, role if isinstance(role, Term) else None),
            "unit": Chosen("unit", self.person, kept=unit if hasattr(unit, "_meta") else None),
            "name_zh": forms.CharField(max_length=200),
            "name_en": forms.CharField(max_length=300),
            "credit_code": forms.CharField(max_length=60),
        }

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        for number, row in self.numbered(said):
            code = self.name(number, "credit_code")
            if row["credit_code"]:
                said[code] = credit_codes.typed(row["credit_code"])
            if not row["unit"] and not row["name_zh"] and self.name(number, "unit") not in self.errors:
                self.add_error(self.name(number, "name_zh"), _("Choose a unit, or give the name in Chinese."))
        return super().clean()

    def values(self, said: Mapping[str, Any]) -> dict[str, Any]:
        return {"parties": [{**row, "unit": row["unit"] or None} for row in self.entries(said)]}


class Links(RowsForm):
    """To which other projects this one is tied, said from its side."""

    slug, title = "links", gettext_lazy("Links to other projects")
    lead = gettext_lazy("Read each as a sentence: this project, the kind of link, the other project.")
    chooses = ("project",)
    rows_of = "links"
    columns = (
        ("kind", gettext_lazy("This project …")),
        ("other", gettext_lazy("… the other project")),
        ("note", gettext_lazy("Note")),
    )
    needed = ("kind", "other")

    def _stood(self, project: Project) -> list[Link]:
        return list(Link.objects.filter(project=project).select_related("kind", "other").order_by("pk"))

    def rows(self, project: Project) -> list[dict[str, Any]]:
        seen = scope(self.person, Project.objects.all())
        stood = self._stood(project)
        visible = set(seen.filter(pk__in=[one.other_id for one in stood]).values_list("pk", flat=True))
        if project is self.project:
            self.hidden = [self._row(one) for one in stood if one.other_id not in visible]
        return [self._row(one) for one in stood if one.other_id in visible]

    def _row(self, one: Link) -> dict[str, Any]:
        return {"kind": one.kind, "other": one.other, "note": one.note}

    def row_fields(self, number: int) -> dict[str, forms.Field]:
        kind, other = (self.initial.get(self.name(number, name)) for name in ("kind", "other"))
        return {
            "kind": terms(Term.Kind.LINK, kind if isinstance(kind, Term) else None),
            "other": Chosen("project", self.person, kept=other if hasattr(other, "_meta") else None),
            "note": forms.CharField(max_length=400),
        }

    def judged(self, said: Mapping[str, Any]) -> dict[str, Any]:
        return {}

    def save(self, said: Mapping[str, Any], at: datetime) -> Project:
        """What the person does not see of the links stays as it is."""
        links = [*self.hidden, *self.entries(said)]
        return actions.tie(
            project=self.project, links=links, over=said["edition"] or 0, by=self.person, at=at,
            reason=said.get("reason") or "",
        )  # fmt: skip


class Sources(RowsForm):
    """What sources say of one fact, and which of them is used."""

    slug, title = "sources", gettext_lazy("Values by source")
    lead = gettext_lazy("Sources may differ: each is kept, and somebody decides which value is used.")
    template = "projects/edit/sources.html"
    reason_why = gettext_lazy("A value that stands is corrected with a reason; the old one stays beside it.")
    rows_of = "sourced"
    columns = (
        ("fact", gettext_lazy("Fact")),
        ("teller", gettext_lazy("Who says it")),
        ("teller_en", gettext_lazy("Who says it, in English")),
        ("value", gettext_lazy("Value")),
        ("measure", gettext_lazy("Unit of measure")),
        ("valid_from", gettext_lazy("Said on")),
        ("source", gettext_lazy("Where it stands written")),
    )
    needed = ("fact", "teller", "value", "measure")

    def rows(self, project: Project) -> list[dict[str, Any]]:
        found = SourcedValue.objects.filter(project=project).asof().select_related("fact", "measure")
        names = [name for name, _label in self.columns]
        return [
            {name: plain(getattr(one, name)) for name in names}
            for one in found.order_by("fact__order", "fact_id", "pk")
        ]

    def row_fields(self, number: int) -> dict[str, forms.Field]:
        fact, measure = (self.initial.get(self.name(number, name)) for name in ("fact", "measure"))
        found: dict[str, forms.Field] = {
            "fact": terms(Term.Kind.FACT, fact if isinstance(fact, Term) else None),
            "teller": forms.CharField(max_length=200),
            "teller_en": forms.CharField(max_length=300),
            "value": forms.DecimalField(**NUMBER, widget=forms.TextInput(attrs={"inputmode": "decimal"})),
            "measure": terms(Term.Kind.MEASURE, measure if isinstance(measure, Term) else None),
            "valid_from": forms.DateField(widget=forms.DateInput()),
            "source": forms.CharField(max_length=400),
        }
        if number < len(self.stood):
            found["teller"].widget.attrs["readonly"] = True
        return found

    def more_fields(self) -> dict[str, forms.Field]:
        found = super().more_fields()
        for fact in dict.fromkeys(row["fact"] for row in self.stood):
            said = [row for row in self.stood if row["fact"] == fact]
            tellers = [(row["teller"], reader.told(row["teller"], row["teller_en"])) for row in said]
            choices = [("", _("not decided")), *tellers]
            label = _("Used for: %(fact)s") % {"fact": fact}
            found[f"adopted.{fact.code}"] = forms.ChoiceField(label=label, choices=choices, required=False)
        return found

    def standing_values(self, project: Project) -> dict[str, Any]:
        found = super().standing_values(project)
        return found | {f"adopted.{fact}": teller for fact, teller in project.adopted.items()}

    def used(self) -> list[Any]:
        """The fields that say which value is used."""
        return [self[name] for name in self.fields if name.startswith("adopted.")]

    def numbered(self, said: Mapping[str, Any]) -> list[tuple[int, dict[str, Any]]]:
        rows = super().numbered(said)
        for _number, row in rows:
            row["valid_from"] = row["valid_from"] or timezone.localdate()
        return rows

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        stood = {(row["fact"], row["teller"]): row for row in self.stood}
        changed, seen = False, set()
        for number, row in self.numbered(said):
            key = row["fact"], row["teller"]
            if key in seen:
                words = _("What %(name)s says of it stands twice here.") % {"name": row["teller"]}
                self.add_error(self.name(number, "teller"), words)
            seen.add(key)
            changed |= key in stood and any(row[name] != stood[key][name] for name in row)
        self.ask_reason(changed)
        return super().clean()

    def judged(self, said: Mapping[str, Any]) -> dict[str, Any]:
        return {}

    def save(self, said: Mapping[str, Any], at: datetime) -> Project:
        adopted = {name.partition(".")[2]: said[name] for name in self.fields if name.startswith("adopted.")}
        return actions.state_values(
            project=self.project, values=self.entries(said), adopted=adopted, over=said["edition"] or 0,
            by=self.person, at=at, reason=said.get("reason") or "",
        )  # fmt: skip

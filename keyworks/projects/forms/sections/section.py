"""What every form of a part of a project shares: what stands, what is locked, what a rule says, who wins."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keyworks.accounts.models import Person
from keyworks.base import shown
from keyworks.base.forms import Form
from keyworks.base.manifest import Text
from keyworks.projects import actions
from keyworks.projects.models import Project, Term
from keyworks.projects.rules import checks
from keyworks.projects.rules.authority import DECIDE, DECIDED
from keyworks.values.money import Money
from keyworks.values.problems import Place, Problem

MORE = "more"
"""The button that asks for more rows: nothing is judged and nothing is saved."""


def terms(kind: str, stands: Term | None = None, **words: Any) -> forms.ModelChoiceField:  # type: ignore[type-arg]
    """An entry of a code list; one that is closed meanwhile may stay where it stands."""
    rows = Term.objects.filter(kind=kind, closed_on=None)
    if stands is not None and stands.closed_on is not None:
        rows |= Term.objects.filter(pk=stands.pk)
    return TermField(queryset=rows, **{"required": False, "empty_label": gettext_lazy("choose one"), **words})


class TermField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A key that no database could hold is a choice not offered."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and value and not (value.isascii() and value.isdigit() and len(value) <= 18):
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().to_python(value)


class TermsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several entries of a code list."""

    def clean(self, value: Any) -> Any:
        for one in value or ():
            if isinstance(one, str) and not (one.isascii() and one.isdigit() and len(one) <= 18):
                raise forms.ValidationError(self.error_messages["invalid_choice"], params={"value": one[:40]})
        return super().clean(value)


class SectionForm(Form):
    """A part of what is said of a project."""

    slug: ClassVar[str]
    title: ClassVar[Text]
    lead: ClassVar[Text] = ""
    template = "projects/edit/plain.html"
    fields_of_project: ClassVar[tuple[str, ...]] = ()
    chooses: ClassVar[tuple[str, ...]] = ()
    """Kinds of what is chosen by typing, each with its list on the page."""
    grows: ClassVar[bool] = False
    """Can more rows be asked for?"""
    judges_halves: ClassVar[bool] = True
    """Are the rules asked about what can be read, while other fields cannot?"""
    reason_why: ClassVar[Text] = ""
    """Why a reason is asked; "" where it may be left out."""

    def __init__(self, data: Any = None, *, project: Project, person: Person) -> None:
        self.project, self.person = project, person
        self.more = self.grows and data is not None and MORE in data
        now = self.standing_values(project)
        initial: dict[str, Any] = {"edition": project.edition, **now}
        if self.more:
            initial |= {name: data.get(name) for name in data}
        self.typed = data
        super().__init__(None if self.more else data, initial=initial)
        for name, field in self.more_fields().items():
            self.fields[name] = field
            self._dress(name, field)
        self.fields["reason"] = reason = forms.CharField(
            label=_("Reason"),
            required=False,
            max_length=400,
            help_text=str(self.reason_why) or _("The record keeps it."),
        )
        self._dress("reason", reason)
        for name in DECIDED & set(self.fields) if not person.may(DECIDE) else ():
            self.fields[name].disabled = True
            self.fields[name].help_text = _("The city office decides this. Ask it in a comment.")

    def more_fields(self) -> dict[str, forms.Field]:
        """Fields that depend on the project or on what was sent."""
        return {}

    def standing_values(self, project: Project) -> dict[str, Any]:
        """What stands, by the names of the fields."""
        return {name: getattr(project, name) for name in self.fields_of_project}

    @property
    def locked(self) -> bool:
        """Is there nothing this person may change here?"""
        return all(field.disabled for name, field in self.fields.items() if name not in {"edition", "reason"})

    def values(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """What the action is given: all that is not locked."""
        return {name: said[name] for name in self.fields_of_project if name in said and not self.fields[name].disabled}

    def judged(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """What the rules look at."""
        return self.values(said)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.judges_halves or not self.errors:
            self.problems(self.found(checks.check(self.judged(said), today=timezone.localdate())))
        return self.cleaned_data

    def found(self, problems: list[Problem]) -> list[Problem]:
        self.warnings = [one for one in problems if one.severity != "error"]
        return problems

    def ask_reason(self, asked: bool) -> None:
        """A reason is missing where one is asked."""
        if asked and not (self.cleaned_data.get("reason") or "").strip():
            self.add_error("reason", str(self.reason_why) or _("Say why."))

    def save(self, said: Mapping[str, Any], at: datetime) -> Project:
        return actions.edit(
            project=self.project, values=self.values(said), over=said["edition"] or 0, by=self.person, at=at,
            reason=said.get("reason") or "",
        )  # fmt: skip

    def now(self) -> dict[str, str]:
        """What stands by now, in words, to be shown beside what was typed."""
        fresh = Project.objects.get(pk=self.project.pk)
        return {name: self._words(name, value) for name, value in self.standing_values(fresh).items()}

    def _words(self, name: str, value: Any) -> str:
        choices = dict(getattr(self.fields.get(name), "choices", ()) or ()) if not isinstance(value, Model) else {}
        if isinstance(value, list | tuple):
            return shown.listed(str(one) for one in value)
        if isinstance(value, Money):
            return shown.money(value)
        if isinstance(value, date):
            return shown.day(value)
        return "" if value is None else str(choices.get(value, value))


class RowsForm(SectionForm):
    """A part that is a list: each entry a row of fields named `list.number.field`; an empty row is no entry."""

    template = "projects/edit/rows.html"
    grows = True
    rows_of: ClassVar[str]
    columns: ClassVar[tuple[tuple[str, Text], ...]]
    needed: ClassVar[tuple[str, ...]]
    """What an entry has to have."""
    spare = 2
    most = 100

    def rows(self, project: Project) -> list[dict[str, Any]]:
        """The entries that stand."""
        raise NotImplementedError

    def row_fields(self, number: int) -> dict[str, forms.Field]:
        """The fields of one row."""
        raise NotImplementedError

    def standing_values(self, project: Project) -> dict[str, Any]:
        found = super().standing_values(project)
        rows = self.rows(project)
        if project is self.project:
            self.stood = rows
        for number, row in enumerate(rows):
            found |= {self.name(number, field): value for field, value in row.items()}
        return found

    def name(self, number: int, field: str) -> str:
        return f"{self.rows_of}.{number}.{field}"

    @property
    def count(self) -> int:
        sent = str((self.typed or {}).get("count", "")) if self.typed is not None else ""
        count = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 5 else len(self.stood) + self.spare
        return min(max(count, len(self.stood)) + (3 if self.more else 0), self.most)

    def more_fields(self) -> dict[str, forms.Field]:
        found: dict[str, forms.Field] = {}
        for number in range(self.count):
            for field, one in self.row_fields(number).items():
                one.required = False
                one.widget.attrs["aria-label"] = f"{dict(self.columns)[field]} {number + 1}"
                one.label = f"{dict(self.columns)[field]} {number + 1}"
                stands = one.prepare_value(self.initial.get(self.name(number, field)))
                if isinstance(stands, str):
                    one.widget.attrs["title"] = stands  # a name longer than its cell is read whole
                found[self.name(number, field)] = one
        return found

    def table(self) -> list[tuple[int, list[tuple[str, Any]]]]:
        """The rows as they are shown: number, and label and field of each cell."""
        return [
            (number + 1, [(str(label), self[self.name(number, field)]) for field, label in self.columns])
            for number in range(self.count)
        ]

    def entries(self, said: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The rows in which something was said."""
        return [row for _number, row in self.numbered(said)]

    def numbered(self, said: Mapping[str, Any]) -> list[tuple[int, dict[str, Any]]]:
        rows = [
            (number, {field: said.get(self.name(number, field)) for field, _label in self.columns})
            for number in range(self.count)
        ]
        return [(number, row) for number, row in rows if any(value not in (None, "") for value in row.values())]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        for number, row in self.numbered(said):
            for field in self.needed:
                name = self.name(number, field)
                if row[field] in (None, "") and name not in self.errors:
                    self.add_error(name, _("This is missing in a row that is begun. Empty the row to take it away."))
        self.renumbered = [number for number, _row in self.numbered(said)]
        return super().clean()

    def found(self, problems: list[Problem]) -> list[Problem]:
        """Rules count the entries, the page its rows."""
        moved = []
        for problem in super().found(problems):
            kind, _dot, rest = problem.place.field.partition(".")
            number, _dot, field = rest.partition(".")
            if kind == self.rows_of and number.isdigit():
                moved.append(problem.at(Place(field=self.name(self.renumbered[int(number)], field))))
            else:
                moved.append(problem)
        return moved

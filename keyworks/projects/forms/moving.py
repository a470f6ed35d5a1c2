"""The form of a step: its day, what it asks for, its reason, and when to look again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keyworks.base import shown
from keyworks.base.forms import Form, WrittenSelect
from keyworks.dossier.models import Attachment
from keyworks.projects.models import Guard, Term, Transition
from keyworks.projects.rules import moving
from keyworks.projects.rules.stages import Way
from keyworks.values.months import Month
from keyworks.values.problems import Problem

MOST_SHOWN = 200
NEW, ON, FROM = ".new", ".on", ".from"
"""Ends of the names of a guard's further fields: a file attached on the way, the day, the first month."""


@dataclass
class Block:
    """A guard with its fields, or several of which one is enough."""

    guard: Guard | None = None
    fields: list[Any] = field(default_factory=list)
    either: list[Block] = field(default_factory=list)


class Move(Form):
    """A step of one project; `judge` tells all that is wrong with what was given."""

    on = forms.DateField(label=gettext_lazy("Day of the step"), widget=forms.DateInput)

    def __init__(
        self,
        *args: Any,
        step: Transition,
        asked: Iterable[Guard],
        files: Iterable[Attachment],
        reasons: Any,
        today: date,
        judge: Callable[[dict[str, Any], dict[str, Any]], list[Problem]],
        **kwargs: Any,
    ) -> None:
        self.way, self.asked, self.judge, self.today = Way(step.way), list(asked), judge, today
        self.choices = [("", _("no file chosen"))] + [
            (str(file.pk), f"{file.name} · {shown.day(file.at)}") for file in list(files)[:MOST_SHOWN]
        ]
        super().__init__(*args, **kwargs)
        asking: dict[str, forms.Field] = {}
        for guard in self.asked:
            for name, one in self._fields_of(guard).items():
                # Above all fields an error names the guard; at the field its legend does.
                one.short, one.label = one.label, str(guard)  # type: ignore[attr-defined]
                asking[name] = one
        for name, one in (asking | self._reasons(reasons)).items():
            self.fields[name] = one
            self._dress(name, one)
        self.fields["on"].initial = today

    def _fields_of(self, guard: Guard) -> dict[str, forms.Field]:
        name, words = moving.field_of(guard.code), str(guard)
        kind = Guard.Evidence
        day = forms.DateField(label=_("Day"), required=False, widget=forms.DateInput)
        if guard.evidence == kind.DATE:
            return {name: day}
        if guard.evidence in {kind.DOCUMENT, kind.PHOTO}:
            chosen = forms.TypedChoiceField(
                label=_("File of this project"), choices=self.choices, coerce=int, empty_value=None, required=False,
                widget=WrittenSelect,
            )  # fmt: skip
            new = forms.FileField(label=_("or attach a new one"), required=False)
            if guard.params.get("within_days"):
                day.label = _("Committed until")
            elif guard.evidence == kind.PHOTO:
                day.label = _("Day it was taken")
            else:
                day.label = _("Day of the document")
            return {name: chosen, name + NEW: new, name + ON: day}
        if guard.evidence == kind.STATEMENT:
            area = forms.Textarea({"rows": 3})
            return {name: forms.CharField(label=_("In a few words"), required=False, max_length=2000, widget=area)}
        if guard.evidence == kind.NUMBER:
            return self._numbers(guard, name)
        return {name: forms.Field(label=words, required=False, widget=forms.HiddenInput)}

    def _numbers(self, guard: Guard, name: str) -> dict[str, forms.Field]:
        months = guard.params.get("months")
        if not months:
            return {name: forms.DecimalField(label=_("Number"), required=False, max_digits=20, decimal_places=4)}
        begin = Month.of(self.today) - months
        fields: dict[str, forms.Field] = {
            name: forms.RegexField(
                r"\A\d{4}-(?:0[1-9]|1[0-2])\Z",
                label=_("First month"),
                initial=str(begin),
                help_text=_("Year and month, such as 2022-09."),
                required=False,
            )
        }
        for number in range(1, months + 1):
            label = _("Month %(number)s") % {"number": number}
            fields[f"{name}.{number}"] = forms.DecimalField(
                label=label, required=False, max_digits=20, decimal_places=4, min_value=0
            )
        return fields

    def _reasons(self, reasons: Any) -> dict[str, forms.Field]:
        fields: dict[str, forms.Field] = {}
        if self.way in moving.REASONS:
            empty = _("choose the reason")
            fields["reason_term"] = forms.ModelChoiceField(reasons, label=_("Reason"), empty_label=empty)
        area = forms.Textarea({"rows": 3})
        words = _("Reason in words")
        fields["reason"] = forms.CharField(
            label=words, required=self.way is Way.BACK, max_length=2000, widget=area,
            help_text=_("It stands in the record beside the step."),
        )  # fmt: skip
        if self.way in {Way.PAUSE, Way.EXIT}:
            fields["review_on"] = forms.DateField(
                label=_("Look again on"), required=False, initial=moving.quarter_after(self.today),
                widget=forms.DateInput, help_text=_("A quarter after the step where nothing else is said."),
            )  # fmt: skip
        return fields

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if "on" in said:
            found = self.judge(said, self.evidence())
            self.problems(problem for problem in found if problem.place.field not in self.errors)
        return said

    def evidence(self) -> dict[str, dict[str, Any]]:
        """What was given, guard by guard; nothing of those where nothing was."""
        found = {guard.code: self._value(guard) for guard in self.asked}
        return {code: value for code, value in found.items() if not moving.empty(value)}

    def _value(self, guard: Guard) -> dict[str, Any]:
        name, said, kind = moving.field_of(guard.code), self.cleaned_data, Guard.Evidence
        if guard.evidence == kind.DATE:
            return {"on": said.get(name)}
        if guard.evidence in {kind.DOCUMENT, kind.PHOTO}:
            return {"file": said.get(name), "on": said.get(name + ON)}
        if guard.evidence == kind.STATEMENT:
            return {"text": said.get(name, "")}
        if guard.evidence == kind.NUMBER and guard.params.get("months"):
            return {"numbers": self._by_month(guard, name)}
        return {"number": said.get(name)} if guard.evidence == kind.NUMBER else {}

    def _by_month(self, guard: Guard, name: str) -> dict[Month, Any]:
        first = self.cleaned_data.get(name)
        if not first or first.startswith("0000"):
            return {}
        begin = Month(int(first[:4]), int(first[5:]))
        numbers = (self.cleaned_data.get(f"{name}.{step}") for step in range(1, guard.params["months"] + 1))
        return {begin + step: number for step, number in enumerate(numbers) if number is not None}

    @property
    def blocks(self) -> list[Block]:
        """The guards with their fields, alternatives together, in the city's order."""
        found: list[Block] = []
        groups: dict[str, Block] = {}
        for guard in self.asked:
            if guard.evidence == Guard.Evidence.CHECK:
                continue
            name = moving.field_of(guard.code)
            block = Block(guard, [self[one] for one in self.fields if one == name or one.startswith(name + ".")])
            if not guard.one_of:
                found.append(block)
            elif guard.one_of in groups:
                groups[guard.one_of].either.append(block)
            else:
                groups[guard.one_of] = Block(either=[block])
                found.append(groups[guard.one_of])
        return found

    @property
    def after(self) -> list[Any]:
        """The fields that stand below what is asked for."""
        return [self[name] for name in ("reason_term", "reason", "review_on") if name in self.fields]


class LookAgain(Form):
    """A project was looked at and stays as it is until a day."""

    review_on = forms.DateField(label=gettext_lazy("Look again on"), widget=forms.DateInput)
    reason = forms.CharField(
        label=gettext_lazy("Why it stays"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("It stands in the record beside the step."),
    )


def reasons_of(way: str) -> Any:
    """The open reasons of a way."""
    return Term.objects.filter(kind=moving.REASONS.get(Way(way), ""), closed_on=None)


def day_of_step(data: Any) -> date | None:
    """The day that was sent, before anything is judged."""
    try:
        return date.fromisoformat(data.get("on", ""))
    except ValueError:
        return None

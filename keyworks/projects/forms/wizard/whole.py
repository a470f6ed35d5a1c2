from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.forms import BoundField
from django.utils.text import capfirst

from keyworks.accounts.models import Person
from keyworks.base import shown
from keyworks.base.manifest import sentence
from keyworks.projects.actions.drafts import Written
from keyworks.projects.forms.wizard.parts import Step
from keyworks.projects.forms.wizard.steps import STEPS
from keyworks.values.money import Money
from keyworks.values.problems import Place, Problem, Severity
from keyworks.values.refusals import Refused


@dataclass(frozen=True)
class Finding:
    """Something to be put right or to be asked about, and the field where that is done."""

    step: str
    anchor: str
    label: str
    sentence: str
    hinders: bool = True


@dataclass(frozen=True)
class Told:
    """What one field says."""

    label: str
    words: str
    wrong: bool
    anchor: str


class Whole:
    """All steps of a draft together: what it says, and what is wrong with that."""

    def __init__(self, written: Written, person: Person, *, more: str = "") -> None:
        self.steps = [kind(written, person, checked=True, more=more) for kind in STEPS]
        self.asked: list[Finding] = []

    @cached_property
    def values(self) -> dict[str, Any]:
        return {name: value for step in self.steps for name, value in step.values.items()}

    def step(self, code: str) -> Step:
        return next(step for step in self.steps if step.code == code)

    def put(self, problems: Iterable[Problem]) -> None:
        """Put each error at its field; what only asks is kept aside."""
        for problem in problems:
            field, words = problem.place.field, sentence(problem.code, problem.params)
            step = next((step for step in self.steps if step.place(field)), None)
            if problem.severity is Severity.ERROR:
                form, name = (step and step.place(field)) or (self.steps[0], None)
                if name is None or name not in form.errors:
                    form.add_error(name, words)
            else:
                where = step or self.step("money")
                self.asked.append(Finding(where.code, f"list-{field}", "", words, hinders=False))

    def refuse(self, no: Refused) -> None:
        """Put a rule's no at its field."""
        self.put([Problem(no.code, no.params, place=Place(field=no.field))])

    @property
    def findings(self) -> list[Finding]:
        return self.found(self.steps)

    @staticmethod
    def found(steps: Iterable[Step]) -> list[Finding]:
        """Every error, in the order of the steps."""
        return [
            Finding(step.code, _anchor(form, name), capfirst(str(form[name].label)) if name else "", words)
            for step in steps
            for form, name, words in step.faults
        ]

    def told(self) -> list[tuple[Step, list[Told]]]:
        """Each step with what it says, for reading."""
        _ = self.values
        return [(step, list(_told(step))) for step in self.steps]


def _told(step: Step) -> Iterator[Told]:
    for _heading, fields, lists in step.parts():
        for field in fields:
            yield Told(str(field.label), _words(field), bool(field.errors), field.id_for_label or field.auto_id)
        for name, some in lists:
            said = [line for line in some if line.typed]
            wrong = any(line.errors for line in said)
            label = str(step.headings[name])
            texts = [" · ".join(words for field in line.visible_fields() if (words := _words(field))) for line in said]
            yield Told(label, "\n".join(texts), wrong, f"list-{name}")


def _words(field: BoundField) -> str:
    """A field's value as it is read, or as it was typed where it cannot be."""
    form: Any = field.form
    value = form.cleaned_data.get(field.name) if not field.errors and hasattr(form, "cleaned_data") else field.value()
    if isinstance(value, Money):
        return shown.money(value, "city")
    if isinstance(value, date):
        return shown.day(value)
    if isinstance(value, QuerySet | list):
        return shown.listed(str(one) for one in value)
    if isinstance(value, Decimal):
        return shown.number(value)
    if isinstance(value, Mapping):
        return json.dumps(value.get("coordinates")).strip("[]") if value["type"] == "Point" else str(value["type"])
    choices = dict(getattr(field.field, "choices", ())) if isinstance(value, str) and value else {}
    return str(choices.get(value, "" if value is None else value))


def _anchor(form: Any, name: str) -> str:
    return form[name].id_for_label or form[name].auto_id if name else "content"

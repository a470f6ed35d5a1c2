"""The form of a step: what it asks for, and no more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keyworks.accounts.models import Person
from keyworks.accounts.queries import workdays
from keyworks.base.forms import Form
from keyworks.matters import queries
from keyworks.matters.forms import fields
from keyworks.matters.models import Matter
from keyworks.matters.models.words import LEVELS
from keyworks.matters.rules import clocks
from keyworks.matters.rules.ladder import Sort, Step
from keyworks.projects.forms.choosing import Chosen
from keyworks.projects.models import Project

RHYTHMS = ((0, _("none")), (1, _("every working day")), (5, _("every week")), (10, _("every two weeks")))
RATINGS = (
    (5, pgettext_lazy("rating", "5 · very good")), (4, pgettext_lazy("rating", "4 · good")),
    (3, pgettext_lazy("rating", "3 · fair")), (2, pgettext_lazy("rating", "2 · poor")),
    (1, pgettext_lazy("rating", "1 · bad")),
)  # fmt: skip
ASKED = {
    Step.AMEND: _("What it is, with what was missing"),
    Step.RETURN: _("What is missing?"),
    Step.HAND_UP: _("Why is it the city's?"),
    Step.DECLINE: _("Whose is it, and why?"),
    Step.FEEDBACK: _("How far is it?"),
    Step.INSTRUCT: _("What is to be done?"),
    Step.EXTEND: _("Why another day?"),
    Step.PAUSE: _("Why does it wait?"),
    Step.PROPOSE: _("What was done?"),
    Step.REJECT: _("What is not done yet?"),
    Step.DISPUTE: _("What is not solved?"),
    Step.REOPEN: _("Why is it to be worked on again?"),
    Step.WITHDRAW: _("Why is it withdrawn?"),
}
"""The question whose answer the step's words are; other steps may have a remark."""
PLAIN = frozenset({Step.TRIAGE, Step.ACCEPT, Step.RESUME, Step.VERIFY, Step.CONFIRM, Step.CLOSE, Step.ASSIGN})


class StepForm(Form):
    """What a person says of a step. Its fields are those of the step's action."""

    def __init__(self, data: Any, step: Step, matter: Matter, person: Person, day: date) -> None:
        super().__init__(data)
        self.step, self.matter, self.person, self.day = step, matter, person, day
        found: dict[str, forms.Field] = {}
        if step in BESIDE:
            found |= BESIDE[step](self)
        if step in ASKED:
            initial = matter.text if step is Step.AMEND else ""
            found["text"] = fields.words(ASKED[step])
            found["text"].initial = initial
        elif step in PLAIN:
            found["text"] = fields.words(_("Remark"), rows=2, required=False)
        self.ask(found)
        self.initial["edition"] = matter.edition

    @property
    def plain(self) -> list[Any]:
        """The fields that are always asked."""
        return [one for one in self.visible_fields() if one.name not in FOLDED]

    @property
    def folded(self) -> list[Any]:
        """The fields that are folded away until somebody wants them."""
        return [one for one in self.visible_fields() if one.name in FOLDED]

    @property
    def unfolded(self) -> bool:
        """Is something said or wrong in them?"""
        return any(one.errors or one.value() for one in self.folded)

    def is_multipart(self) -> bool:
        """Files come beside the fields."""
        return True

    def said(self, sent: Mapping[str, Any]) -> dict[str, Any]:
        """What goes to the action, without what its fields are only for."""
        values = {name: value for name, value in sent.items() if name not in {"edition", *CO_OWNERS}}
        if self.step is Step.ASSIGN:
            values["co_owners"] = [sent[name] for name in CO_OWNERS if sent.get(name)]
        if "rhythm_days" in values:
            values["rhythm_days"] = values["rhythm_days"] or 0
        if self.step is Step.CHANGE:
            projects = values.pop("projects")
            values["projects"], values["blocking"] = projects, {one.pk for one in values.pop("waiting") or []}
            values["on_the_spot"] = values.pop("on_the_spot", False)
        return values


CO_OWNERS = ("co_owner_1", "co_owner_2", "co_owner_3")
FOLDED = frozenset({*CO_OWNERS, "rhythm_days", "service_officer"})


def _level(form: StepForm) -> Any:
    return forms.TypedChoiceField(
        label=_("Who has to solve it"), choices=list(LEVELS.items()), coerce=int, initial=form.matter.level
    )


def _triage(form: StepForm) -> dict[str, Any]:
    about = fields.kind(_("What it is about"))
    about.initial = form.matter.kind
    return {"kind": about, "level": _level(form)}


def _lead(form: StepForm) -> dict[str, Any]:
    who = Chosen("unit", form.person, label=_("Lead unit"), required=True)
    whom = Chosen("person", form.person, label=_("Person there"))
    who.initial, whom.initial = form.matter.lead, form.matter.lead_person
    return {"lead": who, "lead_person": whom}


def _rhythm(form: StepForm) -> Any:
    return forms.TypedChoiceField(
        label=_("Feedback"), choices=RHYTHMS, coerce=int, initial=form.matter.rhythm_days, required=False,
        help_text=_("How often the lead says how far it is."),
    )  # fmt: skip


def _assign(form: StepForm) -> dict[str, Any]:
    matter = form.matter
    due = matter.due_on or clocks.promised(form.day, matter.level, queries.limits(), workdays())
    found = _lead(form) | {"due_on": fields.day(_("Promised for"), required=True, initial=due, help_text=_(
        "The level's limit from today. On a day off the next working day is taken."
    ))}  # fmt: skip
    co = list(matter.co_owners.all()[:3])
    for number, name in enumerate(CO_OWNERS):
        found[name] = Chosen("unit", form.person, label=_("Works on it too"))
        found[name].initial = co[number] if number < len(co) else None
    found["rhythm_days"] = _rhythm(form)
    if matter.sort == Sort.REQUEST:
        officer = Chosen("person", form.person, label=_("Service officer"))
        officer.initial = matter.service_officer
        found["service_officer"] = officer
    return found


def _split(form: StepForm) -> dict[str, Any]:
    return {
        "title": fields.line(_("What is to be done")), "text": fields.words(_("In detail"), required=False),
        **_lead(form),
        "due_on": fields.day(_("Promised for"), required=True), "rhythm_days": _rhythm(form),
    }  # fmt: skip


def _change(form: StepForm) -> dict[str, Any]:
    matter = form.matter
    title, about, effect = fields.line(_("In a few words")), fields.kind(_("What it is about")), fields.words(
        _("Expected effect"), rows=2, required=False, most=400
    )  # fmt: skip
    title.initial, about.initial, effect.initial = matter.title, matter.kind, matter.effect
    rows = list(matter.affected.select_related("project").order_by("pk"))
    projects: list[Project] = [one.project for one in rows]
    affected = fields.Numbers(form.person, label=_("Affected projects"), help_text=_("Their numbers, one to a line."))
    waiting = fields.Numbers(form.person, label=_("Of these, those that wait for it"))
    affected.initial, waiting.initial = projects, [one.project for one in rows if one.blocks]
    related = fields.Others(form.person, label=_("Related matters"), help_text=_("Their numbers."))
    related.initial = list(matter.related.all())
    spot = forms.BooleanField(label=_("Solved on the spot"), required=False, initial=matter.on_the_spot)
    return {
        "title": title, "kind": about, "effect": effect, "projects": affected, "waiting": waiting,
        "related": related, "on_the_spot": spot,
    }  # fmt: skip


BESIDE: Mapping[Step, Callable[[StepForm], dict[str, Any]]] = {
    Step.TRIAGE: _triage,
    Step.ASSIGN: _assign,
    Step.SPLIT: _split,
    Step.CHANGE: _change,
    Step.AMEND: lambda form: {"title": _titled(form)},
    Step.EXTEND: lambda form: {"due_on": fields.day(_("Promised for"), required=True, initial=form.matter.due_on)},
    Step.PAUSE: lambda form: {"until": fields.day(_("Until"), required=True)},
    Step.CONFIRM: lambda form: {
        "rating": forms.TypedChoiceField(
            label=_("How well was it solved?"), choices=RATINGS, coerce=int, widget=forms.RadioSelect
        )
    },
}


def _titled(form: StepForm) -> Any:
    title = fields.line(_("In a few words"))
    title.initial = form.matter.title
    return title

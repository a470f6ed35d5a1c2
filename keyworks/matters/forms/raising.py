from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keyworks.accounts.models import Person, Unit
from keyworks.base.forms import Form
from keyworks.base.scopes import scope
from keyworks.matters.forms import fields
from keyworks.matters.models.words import LEVELS, SORTS, SOURCES
from keyworks.matters.rules.authority import WORKS
from keyworks.matters.rules.ladder import Sort, Source
from keyworks.projects.forms.choosing import Chosen
from keyworks.projects.models import Project
from keyworks.reports.models import Report
from keyworks.reports.queries import versions

SOURCES_SAID = [(Source.INSPECTION.value, SOURCES[Source.INSPECTION])]
MOST_LISTED = 60
TITLE = 60


def own_units(person: Person) -> list[Unit]:
    """The units in whose name the person may raise something: those they sit in."""
    keys = {seat.unit_id for seat in person.standing.seats if seat.role in WORKS}
    return list(Unit.objects.filter(pk__in=keys).order_by("path"))


def short(text: str) -> str:
    """The first line of a text, as its title."""
    first = next((one.strip() for one in text.splitlines() if one.strip()), "")
    for stop in "。；;！？":
        first = first.split(stop)[0]
    return first if len(first) <= TITLE else first[: TITLE - 1] + "…"


class Raise(Form):
    """What somebody raises: three answers are enough."""

    def __init__(
        self, data: Any, person: Person, sort: Sort, initial: Project | None = None, report: Report | None = None
    ) -> None:
        super().__init__(data)
        self.units = own_units(person)
        found: dict[str, forms.Field] = {}
        outside = all(unit.kind in (Unit.Kind.OWNER, Unit.Kind.CONTRACTOR) for unit in self.units)
        if not outside:
            choices = [(Sort.ISSUE.value, str(SORTS[Sort.ISSUE])), (Sort.REQUEST.value, str(SORTS[Sort.REQUEST]))]
            found["sort"] = forms.ChoiceField(label=_("What it is"), choices=choices, initial=sort)
        self.outside, self.report = outside, report
        projects = scope(person, Project.objects.filter(parent=None)).order_by("local_number")
        mine = list(projects[: MOST_LISTED + 1]) if outside else []
        if outside and len(mine) <= MOST_LISTED:
            found["project"] = forms.ModelChoiceField(
                projects, label=_("Project"), empty_label=_("choose one"), initial=initial or _only(mine)
            )
        else:
            found["project"] = Chosen("project", person, label=_("Project"))
            found["project"].initial = initial
        found["kind"] = fields.kind(_("What it is about"))
        found["text"] = fields.words(_("What stands in the way, and what do you need?"), rows=4)
        found["text"].initial = problems_of(report) if report else ""
        if not outside:
            if report is None:
                found["source"] = forms.ChoiceField(
                    label=_("Out of what"), required=False, choices=[("", _("seen by ourselves")), *SOURCES_SAID]
                )
            found["title"] = fields.line(_("In a few words"), help_text=_("Left empty, the first sentence is taken."))
            found["effect"] = fields.words(_("Expected effect"), rows=2, required=False, most=400)
            found["more"] = fields.Numbers(
                person, label=_("More affected projects"), help_text=_("Their numbers, one to a line.")
            )
        if len(self.units) > 1:
            found["unit"] = forms.ModelChoiceField(
                Unit.objects.filter(pk__in=[unit.pk for unit in self.units]), label=_("Raised by"), empty_label=None
            )
        found["phone"] = fields.line(_("Phone for questions"), most=40)
        found["phone"].initial = person.phone
        self.ask(found)

    def is_multipart(self) -> bool:
        """Files come beside the fields."""
        return True

    def said(self, sent: dict[str, Any]) -> dict[str, Any]:
        """What goes to the action."""
        named = [sent["project"]] if sent.get("project") else []
        return {
            "sort": Sort(sent.get("sort") or Sort.REQUEST), "kind": sent["kind"], "text": sent["text"],
            "title": sent.get("title") or short(sent["text"]), "effect": sent.get("effect", ""),
            "projects": [*named, *(sent.get("more") or [])], "phone": sent["phone"],
            "source": Source.REPORT if self.report else sent.get("source", ""), "report": self.report,
            "unit": sent.get("unit") or (self.units[0] if self.units else None),
        }  # fmt: skip


def problems_of(report: Report) -> str:
    """What stands in the way, as the month's report says it."""
    filed = versions(report.project, report.month)
    return filed[0].problems if filed else ""


def _only(projects: list[Project]) -> Project | None:
    return projects[0] if len(projects) == 1 else None


class Direct(Form):
    """A directive as it was spoken."""

    words = fields.words(
        gettext_lazy("What was said, word for word"), rows=4,
        help_text=gettext_lazy("These words are kept as they are and never changed."),
    )  # fmt: skip
    title = fields.line(gettext_lazy("In a few words"))

    def __init__(self, data: Any, person: Person, day: date) -> None:
        super().__init__(data)
        found: dict[str, forms.Field] = {
            "said_by": Chosen("person", person, label=_("Who spoke")),
            "said_post": fields.line(_("As what"), most=100, help_text=_("The post, or the name of a guest.")),
            "said_on": fields.day(_("When"), required=True, initial=day),
            "meeting": fields.line(_("At which meeting")),
            "kind": fields.kind(_("What it is about")),
            "level": forms.TypedChoiceField(
                label=_("Who has to solve it"), choices=list(LEVELS.items()), coerce=int, initial=3
            ),
            "projects": fields.Numbers(
                person, label=_("Affected projects"), help_text=_("Their numbers, one to a line.")
            ),
            "effect": fields.words(_("Expected effect"), rows=2, required=False, most=400),
        }
        self.ask(found)

    def said(self, sent: dict[str, Any]) -> dict[str, Any]:
        post = sent["said_post"] or (sent["said_by"].post if sent["said_by"] else "")
        values = {name: value for name, value in sent.items() if name not in {"edition", "said_post"}}
        return {**values, "said_post": post, "title": sent["title"] or short(sent["words"])}

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from keyworks.accounts.models import Person, Unit
from keyworks.base.forms import Filters, Form
from keyworks.meetings.forms import fields
from keyworks.meetings.models import Meeting, Series
from keyworks.meetings.models.words import KINDS, PARTS, POINTS, STATES
from keyworks.meetings.queries import listed
from keyworks.meetings.rules.kinds import Point
from keyworks.projects.forms.choosing import Chosen


class MeetingFilter(Filters):
    """Which meetings are looked for."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, of in (("kind", KINDS), ("state", STATES)):
            every = [("", _("all")), *((str(code), text) for code, text in of.items())]
            self.fields[name].choices = every  # type: ignore[attr-defined]


class SeriesForm(Form):
    """A series, and what a new meeting of it begins with."""

    kind = fields.choice(gettext_lazy("Kind"), KINDS)
    name_zh = fields.line(pgettext_lazy("series", "What it is called"), most=100, required=True)
    name_en = fields.line(gettext_lazy("Name in English"))
    minutes = fields.number(gettext_lazy("Minutes in all"), most=720, least=1, initial=240)
    statement_days = fields.number(
        gettext_lazy("Reports are due so many working days before"), most=60, initial=3,
    )  # fmt: skip
    comment_days = fields.number(gettext_lazy("Working days to comment on topics"), most=60, initial=3)
    template = fields.words(
        gettext_lazy("Usual agenda"), rows=6, required=False,
        help_text=gettext_lazy("A point on each line: its minutes, then what it is. 10 Opening"),
    )  # fmt: skip
    active = forms.BooleanField(label=gettext_lazy("It is held"), required=False, initial=True)

    def clean_template(self) -> list[dict[str, Any]]:
        """Lines of minutes and words; a point whose words are those of a kind is of that kind."""
        kinds = {str(text).lower(): str(code) for code, text in POINTS.items()}
        found = []
        for n, line in enumerate(self.cleaned_data["template"].splitlines(), 1):
            minutes, _blank, words = line.strip().partition(" ")
            if not line.strip():
                continue
            if not (minutes.isascii() and minutes.isdigit() and int(minutes) <= 720):
                raise forms.ValidationError(_("Line %(n)s begins with no minutes.") % {"n": n}, code="minutes")
            kind = kinds.get(words.strip().lower(), str(Point.OTHER))
            found.append({"point": kind, "title": "" if kind != Point.OTHER else words.strip(), "minutes": minutes})
        return found


def template_lines(series: Series) -> str:
    """The usual agenda as lines of minutes and words."""
    return "\n".join(f"{one['minutes']} {one['title'] or POINTS[Point(one['point'])]}" for one in series.template)


class MeetingForm(Form):
    """What is said of a meeting."""

    title = fields.line(gettext_lazy("Title"), required=True)
    title_en = fields.line(gettext_lazy("Title in English"))
    theme = fields.words(gettext_lazy("Theme"), rows=2, required=False, most=400)
    on = fields.day(gettext_lazy("Day"))
    begins = fields.clock(gettext_lazy("Begins"))
    ends = fields.clock(gettext_lazy("Ends"))
    place = fields.line(gettext_lazy("Where they sit down"))
    district = fields.office(
        gettext_lazy("District"), kinds=(Unit.Kind.DISTRICT,),
        help_text=gettext_lazy("None: the whole city. Places to see are looked for there."),
    )  # fmt: skip
    statements_due = fields.day(
        gettext_lazy("Reports are due"), required=False,
        help_text=gettext_lazy("Left empty, it is reckoned from the series."),
    )  # fmt: skip
    before = forms.ModelChoiceField(
        Meeting.objects.none(), label=gettext_lazy("Meeting before"), required=False,
        empty_label=gettext_lazy("the last of the series"),
        help_text=gettext_lazy("The new meeting opens with what was promised there."),
    )  # fmt: skip

    def __init__(self, data: Any, person: Person, found: Meeting | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        rows = listed(person).exclude(pk=found.pk) if found else listed(person)
        self.fields["before"].queryset = rows  # type: ignore[attr-defined]

    def values(self, sent: dict[str, Any], *, new: bool) -> dict[str, Any]:
        """What goes to the action; of a new meeting what was left empty is reckoned."""
        empty = ("before", "statements_due") if new else ()
        return {
            name: value for name, value in sent.items()
            if name != "edition" and not (name in empty and value is None)
        }  # fmt: skip


class ItemForm(Form):
    """A point of the agenda."""

    point = fields.choice(gettext_lazy("What it is"), POINTS)
    title = fields.line(gettext_lazy("In a few words"))
    minutes = fields.number(pgettext_lazy("duration", "Minutes"), most=480, initial=10)

    def __init__(self, data: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.ask({
            "project": Chosen("project", person, label=_("Project")),
            "unit": fields.office(_("Who speaks")),
        })  # fmt: skip


class ParticipantForm(Form):
    """Somebody who is asked to come."""

    part = fields.choice(gettext_lazy("Part in it"), PARTS)
    name = fields.line(gettext_lazy("Or a name"), most=100, help_text=gettext_lazy("Of somebody without an account."))
    post = fields.line(gettext_lazy("Post"), most=100)

    def __init__(self, data: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.ask({"person": Chosen("person", person, label=_("Person")), "unit": fields.office(_("Unit"))})
        self.order_fields(["person", "name", "post", "unit", "part"])


class StepForm(Form):
    """A step of a meeting that asks why."""

    reason = fields.words(gettext_lazy("Why"), rows=2, most=400)


class SiteForm(Form):
    """How a place is seen."""

    minutes = fields.number(gettext_lazy("Minutes on site"), most=480, least=1, initial=30)
    windows = fields.line(
        gettext_lazy("Can be seen"), most=100,
        help_text=gettext_lazy("From–to, several separated by commas: 9:00-10:30, 14:00-16:00. Empty: at any time."),
    )  # fmt: skip
    closed = forms.BooleanField(label=gettext_lazy("It cannot be seen that day"), required=False)
    latitude = forms.FloatField(
        label=gettext_lazy("Latitude of the entrance"), required=False, min_value=-90, max_value=90,
        help_text=gettext_lazy("Empty: the project's own point."),
    )  # fmt: skip
    longitude = forms.FloatField(
        label=gettext_lazy("Longitude of the entrance"), required=False, min_value=-180, max_value=180
    )
    why = fields.words(gettext_lazy("Why"), rows=2, required=False, most=400)

    def clean_windows(self) -> list[list[str]]:
        """Pairs of times, each later than the one before."""
        found, last = [], ""
        for part in self.cleaned_data["windows"].replace("，", ",").replace("–", "-").replace("：", ":").split(","):
            if not part.strip():
                continue
            try:
                a, b = (forms.TimeField().clean(one.strip()).strftime("%H:%M") for one in part.split("-"))
            except (ValueError, forms.ValidationError) as error:
                raise forms.ValidationError(_("Write times as 9:00-10:30."), code="time") from error
            if b <= a or a < last:
                raise forms.ValidationError(_("Each time ends after it begins, one after the other."), code="order")
            found.append([a, b])
            last = b
        return found

"""What is asked of reports: who is to report and how, the text by part, why one is given back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keyworks.accounts.models import Unit
from keyworks.base import reader
from keyworks.base.forms import Form
from keyworks.meetings.forms import fields
from keyworks.meetings.models.statement_words import LANGUAGES, SECTIONS
from keyworks.meetings.models.words import HOWS
from keyworks.meetings.rules.kinds import How

NOT_ASKED = _("not asked")
MINUTES = 8


class AskForm(Form):
    """Which units report, spoken or in writing, and by when."""

    due_on = fields.day(_("Due"), required=False, help_text=_("At the latest on the day of the meeting."))
    minutes = fields.number(
        _("Minutes for each spoken report"), most=120, initial=MINUTES,
        help_text=_("About 240 Chinese characters or 130 English words are spoken in a minute."),
    )  # fmt: skip

    def __init__(self, data: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.units = list(units)
        choices = [("", NOT_ASKED), *((str(how), HOWS[how]) for how in (How.WRITTEN, How.SPOKEN))]
        for one in self.units:
            initial = How.WRITTEN.value if one.kind == Unit.Kind.DISTRICT else ""
            field = forms.ChoiceField(label=str(one), required=False, choices=choices, initial=initial)
            self.ask({f"how_{one.pk}": field})

    @property
    def groups(self) -> list[tuple[str, list[Any]]]:
        """Districts, then departments, each with its field."""
        found: dict[str, list[Any]] = {}
        for one in self.units:
            found.setdefault(str(Unit.Kind(one.kind).label), []).append(self[f"how_{one.pk}"])
        return list(found.items())

    @property
    def plain(self) -> list[Any]:
        return [self["due_on"], self["minutes"]]

    def asked(self, sent: Mapping[str, Any]) -> dict[Unit, How]:
        return {one: How(sent[f"how_{one.pk}"]) for one in self.units if sent[f"how_{one.pk}"]}


class ChangeForm(Form):
    """How one unit reports."""

    how = fields.choice(_("How it reports"), HOWS)
    minutes = fields.number(pgettext_lazy("duration", "Minutes"), most=120, help_text=_("Of a spoken report."))
    due_on = fields.day(_("Due"), required=False)
    position = fields.number(_("Place in the order"), most=999, least=1)


class DraftForm(Form):
    """In which language it is drafted, and what becomes of a text that stands."""

    language = forms.ChoiceField(
        label=_("Language of the draft"), choices=list(LANGUAGES.items()), widget=forms.RadioSelect
    )
    keep = forms.BooleanField(
        label=_("Keep the text that stands and renew only the figures beside it"), required=False,
        help_text=_("Otherwise a new text is drafted. The one that stands stays among the versions."),
    )  # fmt: skip

    def __init__(self, data: Any, *, again: bool, language: str = "", **kwargs: Any) -> None:
        own = "zh" if reader.current().zh else "en"
        super().__init__(data, initial={"language": language or own, **kwargs})
        if not again:
            del self.fields["keep"]


class TextForm(Form):
    """The text of a report, part by part."""

    def __init__(self, data: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.ask({
            str(section): fields.words(words, rows=6, required=False, most=6000)
            for section, words in SECTIONS.items()
        })  # fmt: skip

    def parts(self, sent: Mapping[str, Any]) -> dict[str, str]:
        return {str(section): sent.get(section, "") for section in SECTIONS}


class BackForm(Form):
    """Why a report is given back."""

    reason = fields.words(_("What is to be put right?"), rows=3, most=400)

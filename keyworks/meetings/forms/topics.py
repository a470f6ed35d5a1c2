"""What is asked of topics: what it is, who presents it, until when units comment; and a comment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from keyworks.accounts.models import Unit
from keyworks.base.forms import Form
from keyworks.meetings.forms import fields


class TopicForm(Form):
    """A topic that is no matter yet."""

    title = fields.line(_("What is to be decided?"), required=True)
    unit = fields.office(_("Who presents it"))
    comments_until = fields.day(
        _("Comments until"), required=False, help_text=_("Left empty, it is reckoned from the series.")
    )


class ChangeTopicForm(Form):
    """What is said of a topic, and its place."""

    title = fields.line(_("What is to be decided?"), required=True)
    unit = fields.office(_("Who presents it"))
    comments_until = fields.day(_("Comments until"), required=False, help_text=_("Empty: units do not comment on it."))
    position = fields.number(_("Place in the order"), most=999, least=1)


class DropForm(Form):
    """Why a topic is taken off the list."""

    reason = fields.words(_("Why is it taken off the list?"), rows=3, most=400)


class RemarkForm(Form):
    """What a unit says on a topic."""

    text = fields.words(_("Your unit's comment"), rows=4, most=2000)

    def __init__(self, data: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.units = {str(one.pk): one for one in units}
        if len(units) > 1:
            choices = [(str(one.pk), str(one)) for one in units]
            self.ask({"unit": forms.ChoiceField(label=_("For which unit"), choices=choices)})

    def unit(self, sent: dict[str, Any]) -> Unit:
        return self.units[sent["unit"]] if "unit" in sent else next(iter(self.units.values()))

from __future__ import annotations

from typing import Any

from django import forms

from keyworks.accounts.models import Person
from keyworks.base.forms import Form
from keyworks.matters.models.words import LEVELS, LIMITS
from keyworks.matters.rules.clocks import MOST_DAYS
from keyworks.projects.forms.choosing import Chosen


class Limits(Form):
    """How many working days are given for each thing."""

    def __init__(self, data: Any, limits: dict[str, int]) -> None:
        super().__init__(data)
        self.ask(
            {
                str(name): forms.IntegerField(label=words, min_value=1, max_value=MOST_DAYS, initial=limits[name])
                for name, words in LIMITS.items()
            }
        )


class Answers(Form):
    """Who answers at a level, for a unit or for all."""

    def __init__(self, data: Any, person: Person, words: dict[str, Any]) -> None:
        super().__init__(data)
        levels = [(number, text) for number, text in LEVELS.items() if number > 1]
        found: dict[str, forms.Field] = {
            "level": forms.TypedChoiceField(label=words["level"], choices=levels, coerce=int),
            "unit": Chosen("unit", person, label=words["unit"], help_text=words["of_all"]),
            "person": Chosen("person", person, label=words["person"], help_text=words["nobody"]),
        }
        self.ask(found)

"""Lights and doubts in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from keyworks.base import shown
from keyworks.reports.models.light_words import COLOURS, DIMENSIONS, NEEDS, QUESTIONS, RULES_OF_DOUBT, SAID, WELL
from keyworks.reports.models.question_words import QUESTIONS_TOGETHER, RULES_TOGETHER
from keyworks.reports.rules.figures import WHOLE
from keyworks.reports.rules.lights.specs import Colour, harshness
from keyworks.reports.rules.lights.states import Light, Told, Verdict
from keyworks.values.money import Money
from keyworks.values.months import Month

AMOUNTS = frozenset({"done", "due", "planned", "amount", "spent", "short", "got", "usual", "largest", "total", "known"})
SHARES, POINTS = frozenset({"ratio", "share"}), frozenset({"points", "growth"})


def _shown(name: str, value: Any) -> Any:
    if isinstance(value, Month):
        return shown.month(value)
    if isinstance(value, date):
        return shown.day(value)
    if value is None:
        return shown.UNKNOWN
    if name in AMOUNTS and isinstance(value, int):
        return shown.money(Money(value))
    if name in SHARES:
        return shown.share(value / WHOLE)
    if name in POINTS:
        return shown.delta(value / 100)
    if name == "month":
        return shown.month(value)
    if name == "day" and isinstance(value, str):
        return shown.day(date.fromisoformat(value))
    return value


def _filled(words: Mapping[str, Any], code: str, params: Mapping[str, Any]) -> str:
    return str(words[code]) % {name: _shown(name, value) for name, value in params.items()}


def why(light: Light) -> list[dict[str, Any]]:
    """Each dimension of a light, the worst first: its colour, why, and what would turn it green."""
    worst_first = sorted(light.verdicts, key=lambda one: -harshness(one.colour))
    return [
        {
            "dimension": DIMENSIONS[one.dimension], "colour": one.colour, "words": COLOURS[one.colour],
            "why": one_why(one),
            "needs": [_need(need) for need in one.turns_green],
        }
        for one in worst_first
    ]  # fmt: skip


def one_why(one: Verdict) -> str:
    """Why one dimension has its colour."""
    return _filled(WELL if _well(one) else SAID, one.code, one.inputs)


def _well(one: Verdict) -> bool:
    """Is it said in fewer words, nothing being late?"""
    return one.code in WELL and one.colour is Colour.GREEN and not one.inputs.get("late")


def _need(need: Told) -> str:
    return _filled(NEEDS, need.code, need.params)


def because(rule: str, params: Mapping[str, Any], names: Mapping[int, str]) -> str:
    """What raises a question; `names` are the other projects it may name."""
    words = {**RULES_OF_DOUBT, **RULES_TOGETHER}
    if rule not in words:
        return rule  # of a later version
    return _filled(words, rule, {**params, "of": names.get(params.get("project", 0), _("another project"))})


def question_words(code: str) -> str:
    return str({**QUESTIONS, **QUESTIONS_TOGETHER}.get(code, code))

"""A project by the rules of lights, as far as the history that its lists told says anything."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from keyworks.accounts.queries import today
from keyworks.accounts.views.request import SignedIn
from keyworks.base.doors import READ, door
from keyworks.projects.models.words import STAGES
from keyworks.reports.models.light_words import COLOURS
from keyworks.reports.queries import histories, rulesets
from keyworks.reports.rules import way
from keyworks.reports.rules.lights.specs import RuleSet
from keyworks.reports.rules.lights.sums import share
from keyworks.reports.views.common import name_of, seen
from keyworks.reports.views.explaining import why

SECOND = ("yinchuan-2025", "wuhan-2022")
"""What is shown beside the rules that hold, where a reader chooses none."""


class TwoSets(forms.Form):
    """Two rule sets beside one another."""

    one = forms.ChoiceField(
        label=gettext_lazy("By the rules of"), widget=forms.Select(attrs={"class": "form-select"}), required=False
    )
    other = forms.ChoiceField(
        label=gettext_lazy("and of"), widget=forms.Select(attrs={"class": "form-select"}), required=False
    )

    def __init__(self, data: Any, sets: dict[str, RuleSet]) -> None:
        super().__init__(data, auto_id="sets_%s")
        fields: Any = self.fields
        for name in ("one", "other"):
            fields[name].choices = [(code, name_of(rules)) for code, rules in sets.items()]


def chosen(request: SignedIn, sets: dict[str, RuleSet]) -> tuple[RuleSet, RuleSet]:
    """The two sets asked for, else the one that holds now and another."""
    now = rulesets.rules_for(way.reported_on(today()))
    one = sets.get(request.GET.get("one", ""), now if now.code in sets else sets["default"])
    beside = next(code for code in SECOND if code != one.code)
    return one, sets.get(request.GET.get("other", ""), sets[beside])


@door(way.READ, READ)
def history(request: SignedIn, pk: int) -> HttpResponse:
    """The lights of an imported project under two rule sets, at each day on which something was known of it."""
    project = seen(request.user, pk)
    sets = {code: rules for code, rules in rulesets.rule_sets().items() if rules.investment}
    two = chosen(request, sets)
    found = histories.moments(project, two)
    rows = [
        {
            "one": one, "stage": STAGES[one.stage] if one.stage else "",
            "done": share(one.course.done, one.course.whole) / 10_000 if one.course else None,
            "due": share(one.course.due, one.course.whole) / 10_000 if one.course else None,
            "lights": [
                (light.colour, COLOURS[light.colour], name_of(rules))
                for light, rules in zip(one.lights, two, strict=True)
            ],
        }
        for one in found
    ]  # fmt: skip
    form = TwoSets({"one": two[0].code, "other": two[1].code}, sets)
    context = {
        "project": project, "rows": rows, "form": form, "names": [name_of(rules) for rules in two],
        "because": [(name_of(rules), why(light)) for rules, light in zip(two, found[0].lights, strict=True)]
        if found else [], "last": found[0].known.on if found else None,
    }  # fmt: skip
    return render(request, "reports/history.html", context)

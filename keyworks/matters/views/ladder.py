"""The ladder's data: how many working days each level and desk has, and who answers at each level."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from keyworks.accounts.queries import moment
from keyworks.accounts.views.request import SignedIn
from keyworks.base.doors import FORM, door
from keyworks.matters import actions, queries
from keyworks.matters.forms.ladder import Answers, Limits
from keyworks.matters.models.words import LEVELS, LEVELS_SHORT, LIMITS
from keyworks.matters.rules import authority


@door(authority.READ, FORM)
def ladder(request: SignedIn) -> HttpResponse:
    """What holds now; the city office changes it here."""
    may = request.user.may(authority.RULE)
    if request.method == "POST" and not may:
        raise PermissionDenied
    asked = request.POST.get("what") if request.method == "POST" else ""
    limits = Limits(request.POST if asked == "limits" else None, queries.limits())
    answers = Answers(request.POST if asked == "answers" else None, request.user, _words())
    if asked == "limits" and limits.carry_out(lambda sent: _set(request, sent)):
        messages.success(request, _("Saved. Clocks that run already are not moved."))
        return redirect("matters:ladder")
    if asked == "answers" and answers.carry_out(lambda sent: _named(request, sent)):
        messages.success(request, _("Saved."))
        return redirect("matters:ladder")
    context: dict[str, Any] = {
        "limits": limits, "answers": answers, "may": may, "levels": LEVELS.items(),
        "days": [(words, queries.limits()[name]) for name, words in LIMITS.items()],
        "named": _by_unit(), "heads": [LEVELS_SHORT[level] for level in (2, 3, 4)],
    }  # fmt: skip
    return render(request, "matters/ladder.html", context, status=max(limits.status, answers.status))


def _by_unit() -> list[dict[str, Any]]:
    """Who answers at level 2, 3 and 4, first for all units, then unit by unit."""
    found: dict[Any, dict[int, Any]] = {}
    for one in queries.answerers():
        found.setdefault(one.unit, {})[one.level] = one.person
    units = sorted(found, key=lambda unit: unit.path if unit else "")
    return [
        {"unit": unit, "people": [(LEVELS_SHORT[level], found[unit].get(level)) for level in (2, 3, 4)]}
        for unit in units
    ]


def _words() -> dict[str, Any]:
    return {
        "level": _("Level"), "unit": _("Unit"), "person": _("Person"),
        "of_all": _("Left empty: of all units, at level 3 and 4."),
        "nobody": _("Left empty: nobody is named any more."),
    }  # fmt: skip


def _set(request: SignedIn, sent: dict[str, Any]) -> bool:
    for name in LIMITS:
        actions.set_limit(limit=name, days=sent[name], by=request.user, at=moment())
    return True


def _named(request: SignedIn, sent: dict[str, Any]) -> bool:
    actions.name_answerer(level=sent["level"], unit=sent["unit"], person=sent["person"], by=request.user, at=moment())
    return True

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from keyworks.accounts.queries import day_of, demonstration
from keyworks.accounts.views.request import SignedIn
from keyworks.base import shown
from keyworks.base.doors import READ, door
from keyworks.projects import queries
from keyworks.projects.forms.comparing import Days
from keyworks.projects.models import Project
from keyworks.projects.queries import intakes
from keyworks.projects.queries.intakes import Origin
from keyworks.projects.rules.comparing import Difference, differences, touches
from keyworks.projects.views.project import seen
from keyworks.projects.views.said import ORDER, UNSAID, Names, label
from keyworks.record.queries import Told, told
from keyworks.record.rules import changes
from keyworks.values.asof import AsOf
from keyworks.values.money import Money

MEETING = date(2022, 2, 8)
"""The on-site office meeting of the demonstration city."""


@dataclass(frozen=True)
class Line:
    """One difference in words, with the signed difference of an amount and who changed it."""

    label: str
    before: str
    after: str
    by_how_much: str
    way: str
    because: list[Told]
    origin: Origin | None = None


@door("projects.read", READ)
def compare(request: SignedIn, pk: int) -> HttpResponse:
    """What differed between the ends of two days, field by field, and who changed it why."""
    found = seen(request, pk)
    today, began = timezone.localdate(), day_of(found.created_at)
    last_month = today.replace(day=1) - timedelta(days=1)
    asked = {"from": request.GET.get("from") or last_month, "to": request.GET.get("to") or today}
    form = Days(asked)
    choices = [(_("since the end of last month"), last_month), (_("since it was registered"), began)]
    if demonstration() and began <= MEETING < today:
        choices.insert(1, (_("since the meeting of %(day)s") % {"day": shown.day(MEETING)}, MEETING))
    context: dict[str, Any] = {"project": found, "form": form, "choices": choices, "today": today, "began": began}
    if form.is_valid():
        context |= {"since": form.cleaned_data["from"], "until": form.cleaned_data["to"]}
        context["lines"] = _lines(request, found, context["since"], context["until"])
    return render(request, "projects/compare.html", context)


def _lines(request: SignedIn, project: Project, since: date, until: date) -> list[Line]:
    zone = timezone.get_default_timezone()
    start, end = (AsOf.end_of(day, zone).at for day in (since, until))
    start = max(start, project.created_at)
    before, after = ({**UNSAID, **queries.facts(project, at)} for at in (start, max(end, project.created_at)))
    found = sorted(differences(before, after), key=_place)
    names = Names(request.user, before, after)
    entries = told(request.user, queries.entries_between(project, start, end)) if found else []
    origins = intakes.origins(project, max(end, project.created_at)) if found else {}
    return [_line(one, names, entries, origins) for one in found]


def _place(one: Difference) -> int:
    money = {"parts": -2, "amounts": -1}
    return money.get(one.name, ORDER.index(one.name) if one.name in ORDER else len(ORDER))


def _line(one: Difference, names: Names, entries: list[Told], origins: Mapping[str, Origin]) -> Line:
    key = names.key(one.name, one.key, one.after if one.after is not None else one.before)
    because = [entry for entry in entries if _behind(entry, one)]
    way = (
        "changed" if one.before is not None and one.after is not None else "added" if one.after is not None else "gone"
    )
    return Line(
        key if one.name == "extras" else " · ".join(filter(None, (label(one.name), key))),
        names.say(one.name, one.before),
        names.say(one.name, one.after),
        _by_how_much(one),
        way,
        because,
        origins.get(f"{one.name}.{one.key}") or origins.get(one.name) if way != "gone" else None,
    )


def _behind(entry: Told, one: Difference) -> bool:
    """Did this entry of the record have to do with the difference?"""
    if entry.entry.subject_kind == "component":
        return one.name == "components" and entry.entry.subject == one.key
    return touches(one, *_sides(entry))


def _sides(entry: Told) -> tuple[dict[str, Any], dict[str, Any]]:
    found = changes(entry.entry.before, entry.entry.after)
    return {one.name: one.before for one in found}, {one.name: one.after for one in found}


def _by_how_much(one: Difference) -> str:
    """The signed difference of an amount, in days that of a date."""
    if one.name in ("parts", "amounts"):
        fen = (one.after or {}).get("fen", 0) - (one.before or {}).get("fen", 0)
        text = shown.money(Money(fen))
        return text if text.startswith("−") else f"+{text}"
    if one.name in ("planned_start", "planned_finish", "started_on", "finished_on") and one.before and one.after:
        days = (date.fromisoformat(one.after) - date.fromisoformat(one.before)).days
        return _("%(days)s days") % {"days": shown.delta(days, 0)}
    return ""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext, pgettext

from keyworks.accounts.queries import today, workdays
from keyworks.accounts.views.request import SignedIn
from keyworks.base import shown
from keyworks.base.doors import READ, door
from keyworks.matters.models.words import KINDS
from keyworks.matters.queries import boards, listing
from keyworks.matters.rules import authority
from keyworks.matters.rules.blocking import Blocked, Milestone, Waiting, counted, ranked
from keyworks.matters.rules.ladder import State
from keyworks.matters.rules.waiting import is_overdue
from keyworks.matters.views.telling import when
from keyworks.values.money import total

MOST = 50
MILESTONES = {Milestone.START: gettext_lazy("start"), Milestone.FINISH: gettext_lazy("finish")}


def _in_days(day: date, now: date) -> str:
    away = (day - now).days
    if away < 0:
        return ngettext("%(n)s day past", "%(n)s days past", -away) % {"n": shown.number(-away)}
    if away == 0:
        return pgettext("days", "today")
    return ngettext("in %(n)s day", "in %(n)s days", away) % {"n": shown.number(away)}


def _project(one: Waiting, name: str, now: date) -> dict[str, Any]:
    """A line of the arithmetic: a project that waits, its plan, what it is to reach next."""
    told = {"name": name, "address": reverse("projects:project", args=[one.pk]), "plan": one.plan}
    if one.next is None:
        return told
    milestone, day = one.next
    return told | {"milestone": MILESTONES[milestone], "day": day, "away": _in_days(day, now)}


def _line(
    one: Blocked, matters: Mapping[int, Any], known: Mapping[int, Waiting], names: Mapping[int, str],
    causes: Mapping[int, str], now: date,
) -> dict[str, Any]:  # fmt: skip
    """A line of the ranking with all that its arithmetic shows."""
    rows = [matters[pk] for pk in one.matters]
    cause = causes.get(rows[0]["cause"], "") if one.key.startswith("cause-") else ""
    projects = sorted((known[pk] for pk in one.projects), key=lambda each: -(each.plan.amount if each.plan else 0))
    nearest = min((each for each in projects if each.next), key=lambda each: each.next[1], default=None)  # type: ignore[index]
    until, calendar = listing.days(now), workdays()
    return {
        "cause": cause, "matters": [{**row, "when": when(row, until, calendar)} for row in rows], "first": rows[0],
        "kind": KINDS[rows[0]["kind"]], "value": one.value, "unknown": one.unknown,
        "count": len(one.projects), "projects": [_project(each, names[each.pk], now) for each in projects],
        "late": sum(is_overdue(State(row["state"]), row["due_on"], row["climbs_on"], now) for row in rows),
        "nearest": _project(nearest, names[nearest.pk], now) if nearest else None,
    }  # fmt: skip


@door(authority.READ, READ)
def ranking(request: SignedIn) -> HttpResponse:
    """What holds up most: causes and matters by the year's plan of the projects that wait for them."""
    now = today()
    holders, matters = boards.holders(request.user)
    waiting = {pk for found in holders.values() for _matter, projects in found for pk in projects}
    known, names = boards.waiting(waiting, now.year)
    found = ranked(holders, known, now)
    causes = boards.cause_names(request.user)
    once = counted(known.values())
    context = {
        "lines": [_line(one, matters, known, names, causes, now) for one in found[:MOST]],
        "more": max(len(found) - MOST, 0), "count": len(found), "year": now.year, "projects": len(once),
        "value": total(one.plan for one in once if one.plan is not None), "way": "ranking",
    }  # fmt: skip
    return render(request, "matters/ranking.html", context)

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from keyworks.accounts.queries import today, workdays
from keyworks.accounts.views.request import SignedIn
from keyworks.base import reader, shown
from keyworks.base.doors import READ, door
from keyworks.matters.models import Matter
from keyworks.matters.models.words import SORTS, STATES
from keyworks.matters.queries.listing import Affected, days
from keyworks.matters.queries.waiting import waiting_for, whole
from keyworks.matters.rules import authority
from keyworks.matters.rules.ladder import Sort, State
from keyworks.matters.rules.waiting import Group
from keyworks.matters.views.telling import when

GROUPS = {
    Group.OVERDUE: gettext_lazy("Overdue"), Group.SOON: gettext_lazy("Due soon"),
    Group.RETURNED: gettext_lazy("Returned to you"), Group.TRIAGE: gettext_lazy("To be taken up"),
    Group.ASSIGN: gettext_lazy("To be assigned"), Group.ACCEPT: gettext_lazy("To be accepted"),
    Group.VERIFY: gettext_lazy("To be verified"), Group.CONFIRM: gettext_lazy("To be confirmed by you"),
    Group.CLOSE: gettext_lazy("To be closed"), Group.WORK: gettext_lazy("In your hands"),
    Group.ANSWER: gettext_lazy("You answer for these"),
}  # fmt: skip
LISTED = {
    Group.OVERDUE: "when=overdue", Group.SOON: "when=near", Group.RETURNED: "state=returned",
    Group.TRIAGE: "state=raised", Group.ASSIGN: "state=triaged", Group.ACCEPT: "state=assigned",
    Group.VERIFY: "state=proposed", Group.CONFIRM: "state=verified", Group.CLOSE: "state=verified",
    Group.WORK: "state=working", Group.ANSWER: "",
}  # fmt: skip
"""Group → the filter under which the list has them all."""
AT_ONCE = 15
"""Matters of a group that are shown; the others are counted."""
ON_DESK = 5


def _rows(some: Iterable[Any], matters: Mapping[int, Matter], affected: Affected) -> list[dict[str, Any]]:
    until, calendar = days(today()), workdays()
    found = []
    for one in (matters[row.pk] for row in some if row.pk in matters):
        told = {name: getattr(one, name) for name in ("state", "due_on", "climbs_on", "paused_until")}
        kind, words = when(told, until, calendar)
        projects = [name for _pk, name in affected.of(one.pk)]
        found.append(
            {
                "matter": one, "kind": kind, "when": words, "sort": SORTS[Sort(one.sort)],
                "state": STATES[State(one.state)], "with": one.lead or one.desk,
                "project": projects[0] if projects else "", "more": max(len(projects) - 1, 0),
            }
        )  # fmt: skip
    return found


def headline(groups: dict[Group, list[Any]]) -> str:
    """How many wait, and how many of them press."""
    n, zh = sum(map(len, groups.values())), reader.current().zh
    if not n:
        return _("Nothing waits for you.")
    found = ngettext("%(n)s matter waits for you", "%(n)s matters wait for you", n) % {"n": shown.number(n)}
    late, soon = (len(groups.get(key, [])) for key in (Group.OVERDUE, Group.SOON))
    parts = [_("%(n)s overdue") % {"n": late}] if late else []
    parts += [_("%(n)s due soon") % {"n": soon}] if soon else []
    rest = shown.listed(parts)
    return f"{found}{'：' if zh else ': '}{rest}{'。' if zh else '.'}" if rest else f"{found}{'。' if zh else '.'}"


@door(authority.READ, READ)
def inbox(request: SignedIn) -> HttpResponse:
    """What waits for the reader, by what is asked of them."""
    groups, affected = waiting_for(request.user, today()), Affected(request.user)
    affected.matters = [one.pk for found in groups.values() for one in found[:AT_ONCE]]
    matters = whole(affected.matters)
    shown_groups = [
        {"key": str(key), "words": GROUPS[key], "count": len(found), "rows": _rows(found[:AT_ONCE], matters, affected),
         "more": max(len(found) - AT_ONCE, 0), "query": LISTED[key]}
        for key, found in groups.items()
    ]  # fmt: skip
    context = {"groups": shown_groups, "lead": headline(groups), "way": "inbox"}
    return render(request, "matters/inbox.html", context)


@door(authority.READ, READ)
def desk(request: SignedIn) -> HttpResponse:
    """The first of what waits for the reader: a part of the desk."""
    groups, affected = waiting_for(request.user, today()), Affected(request.user)
    first = [one for found in groups.values() for one in found][:ON_DESK]
    affected.matters = [one.pk for one in first]
    n = sum(map(len, groups.values()))
    context = {
        "rows": _rows(first, whole(affected.matters), affected), "lead": headline(groups), "more": n - len(first),
        "count": n,
    }  # fmt: skip
    return render(request, "matters/desk.html", context)

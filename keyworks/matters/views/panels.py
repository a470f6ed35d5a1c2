from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from keyworks.accounts.queries import today, workdays
from keyworks.accounts.views.request import SignedIn
from keyworks.base.doors import READ, door
from keyworks.base.scopes import scope
from keyworks.matters.models.words import KINDS, STATES
from keyworks.matters.queries import boards, listing
from keyworks.matters.rules import authority
from keyworks.matters.rules.ladder import OPEN, Kind, State
from keyworks.matters.views.common import BADGES
from keyworks.matters.views.telling import when
from keyworks.projects.models import Project

AT_ONCE = 10


@door(authority.READ, READ)
def of_project(request: SignedIn, kind: str, pk: int) -> HttpResponse:
    """The matters of a project: a part of its page."""
    if kind != "project":
        raise Http404(kind)
    project = get_object_or_404(scope(request.user, Project.objects.all()), pk=pk)
    found, until, calendar = boards.of_project(request.user, project), listing.days(today()), workdays()
    rows = [
        {
            **row, "when": when(row, until, calendar) if row["state"] in OPEN else None,
            "kind": KINDS[Kind(row["kind"])], "badge": BADGES.get(State(row["state"]), "neutral"),
            "state": STATES[State(row["state"])],
        }
        for row in found.values(*boards.CARD, "closed_on")[:AT_ONCE]
    ]  # fmt: skip
    count = found.count() if len(rows) == AT_ONCE else len(rows)
    raises = request.user.may(authority.RAISE)
    context = {"project": project, "rows": rows, "more": count - len(rows), "raises": raises}
    return render(request, "matters/of_project.html", context)

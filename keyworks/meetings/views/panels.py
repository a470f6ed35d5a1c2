"""Parts of other rooms' pages."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from keyworks.accounts.views.request import SignedIn
from keyworks.base.doors import READ, door
from keyworks.base.scopes import scope
from keyworks.matters.models import Matter
from keyworks.meetings import queries
from keyworks.meetings.rules import authority
from keyworks.meetings.views.common import told
from keyworks.projects.models import Project


@door(authority.READ, READ)
def of_project(request: SignedIn, kind: str, pk: int) -> HttpResponse:
    """The meetings that saw a project or are to: a part of its page."""
    if kind != "project":
        raise Http404(kind)
    project = get_object_or_404(scope(request.user, Project.objects.all()), pk=pk)
    rows = [{"one": one, "told": told(one)} for one in queries.meetings_of(request.user, project)[:10]]
    return render(request, "meetings/of_project.html", {"rows": rows})


@door(authority.READ, READ)
def of_matter(request: SignedIn, kind: str, pk: int) -> HttpResponse:
    """The meeting at which a matter was directed, and those whose topic it was: a part of its page."""
    if kind != "matter":
        raise Http404(kind)
    matter = get_object_or_404(scope(request.user, Matter.objects.all()), pk=pk)
    found = queries.meetings_about(request.user, matter)
    return render(request, "meetings/of_matter.html", {"rows": [{"one": one, "told": told(one)} for one in found]})

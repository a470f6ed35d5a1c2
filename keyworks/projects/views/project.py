from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from keyworks.accounts.views.request import SignedIn
from keyworks.base.doors import READ, door
from keyworks.base.manifest import Text, panels
from keyworks.base.scopes import scope
from keyworks.projects import queries
from keyworks.projects.models import Project


@dataclass(frozen=True)
class Section:
    """A part of the project's page that is fetched by its address when it comes into view."""

    label: Text
    url_name: str
    right: str = ""

    @property
    def anchor(self) -> str:
        return self.url_name.partition(":")[2]


SECTIONS = (
    Section(_("Stage line"), "projects:stages"),
    Section(_("Components"), "projects:components"),
    Section(_("Place"), "projects:place"),
)
"""In the order in which they stand on the page; one whose address no room has yet is left out."""


@door("projects.read", READ)
def project(request: SignedIn, pk: int) -> HttpResponse:
    found = get_object_or_404(scope(request.user, Project.objects.select_related(*queries.UNITS)), pk=pk)
    context = {
        "project": found,
        "sections": [one for one in SECTIONS if not one.right or request.user.may(one.right)],
        "panels": panels(request.user, "project"),
        "edits": queries.may_edit_project(request.user, found),
    }
    return render(request, "projects/project.html", context)

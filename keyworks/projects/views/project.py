from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from keyworks.accounts.views.request import SignedIn
from keyworks.base.doors import READ, door
from keyworks.base.manifest import panels
from keyworks.base.scopes import scope
from keyworks.projects.models import Project


@door("projects.read", READ)
def project(request: SignedIn, pk: int) -> HttpResponse:
    found = get_object_or_404(scope(request.user, Project.objects.all()), pk=pk)
    return render(request, "projects/project.html", {"project": found, "panels": panels(request.user, "project")})

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from keyworks.accounts import queries
from keyworks.accounts.rules import Role
from keyworks.accounts.views.signing import inside
from keyworks.base.doors import ANYONE, POST, READ, door
from keyworks.base.manifest import Text
from keyworks.demonstration import actions


@dataclass(frozen=True)
class Part:
    """A role a visitor may step into: who plays it, and what one can do in it."""

    role: Role
    username: str
    label: Text
    what: Text
    icon: str


PARTS = {
    "unit": Part(
        Role.UNIT, "toyota-1", _("Project unit"),
        _("Report the month for your own projects and ask for help once."), icon="building-factory-2",
    ),
    "district": Part(
        Role.DISTRICT, "binhai-1", _("District project office"),
        _("See the projects of your district, chase what is missing, and look after its units and people."),
        icon="map-pin",
    ),
    "department": Part(
        Role.DEPARTMENT, "industry-1", _("Department"),
        _("See the whole city and answer for your own approvals, guarantees and issues."), icon="building-bank",
    ),
    "city": Part(
        Role.CITY, "office-1", _("City office"),
        _("Compile the list, check the month, prepare the meeting and follow every directive to its end."),
        icon="clipboard-list",
    ),
    "leader": Part(
        Role.LEADER, "leader-1", _("Leader"),
        _("See on one page what moved, what is stuck, what was promised and what to decide."), icon="eye",
    ),
    "administrator": Part(
        Role.ADMINISTRATOR, "admin", _("Administrator"),
        _("Look after units, people, roles and stand-ins, and read the record."), icon="settings",
    ),
}  # fmt: skip


def must_be_demonstration() -> None:
    if not queries.demonstration():
        raise Http404("no demonstration")


@door(ANYONE, READ)
@never_cache
def roles(request: HttpRequest) -> HttpResponse:
    must_be_demonstration()
    today = timezone.localdate()
    parts = [(key, part, queries.holder(part.role, today, part.username)) for key, part in PARTS.items()]
    back = inside(request, request.GET.get("next", ""))
    return render(request, "demonstration/roles.html", {"parts": parts, "next": back})


@door(ANYONE, POST)
def step_in(request: HttpRequest, role: str) -> HttpResponse:
    must_be_demonstration()
    part = PARTS.get(role)
    person = queries.holder(part.role, timezone.localdate(), part.username) if part else None
    if part is None or person is None:
        raise Http404(role)
    actions.step_in(person=person, role=part.role, at=timezone.now())
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    return redirect(inside(request, request.POST.get("next", "")) or "/")

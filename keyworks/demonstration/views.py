from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from keyworks.accounts import queries
from keyworks.accounts.rules import Role
from keyworks.accounts.views.request import SignedIn
from keyworks.accounts.views.signing import inside
from keyworks.base.doors import ANYONE, FORM, POST, READ, SIGNED_IN, door
from keyworks.base.forms import Form
from keyworks.base.manifest import Text
from keyworks.demonstration import actions
from keyworks.demonstration.portfolio.listed import YEAR
from keyworks.demonstration.portfolio.reporting import CLOSES
from keyworks.reports.rules import way
from keyworks.values.months import Month


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


class DayForm(Form):
    """To which day the city lives on."""

    day = forms.DateField(label=gettext_lazy("Another day"), widget=forms.DateInput(attrs={"type": "date"}))


@door(SIGNED_IN, FORM)
@never_cache
def day(request: SignedIn) -> HttpResponse:
    """The day the demonstration plays on, and the days of its year to which it can live on."""
    must_be_demonstration()
    form = DayForm(request.POST or None)

    def act(sent: dict[str, Any]) -> Any:
        return actions.ask_to_live_on(day=sent["day"], by=request.user, at=timezone.now())

    if form.is_bound and (asked := form.carry_out(act)):
        return redirect(asked)
    today = queries.today()
    months = [Month(YEAR, number) for number in range(1, 13)]
    rows = [
        {"month": month, "days": [{"day": one, "gone": one <= today} for one in calendar(month)]} for month in months
    ]
    context = {"form": form, "today": today, "rows": rows, "first": actions.FIRST, "last": actions.LAST}
    return render(request, "demonstration/day.html", context, status=form.status)


def calendar(month: Month) -> tuple[date, ...]:
    """The days that matter to a month's reports: they open, are due, have lights, and the month is closed."""
    due = way.due(month)
    return way.opens(month), due, due + timedelta(days=2), due.replace(day=CLOSES + 1)

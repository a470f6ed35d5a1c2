"""Raising a matter, taking down a directive, and what one's own unit has raised."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from keyworks.accounts.queries import moment, today
from keyworks.accounts.views.request import SignedIn
from keyworks.base import shown
from keyworks.base.doors import FORM, READ, door
from keyworks.base.manifest import sentence
from keyworks.base.scopes import scope
from keyworks.dossier.forms import ToDisk
from keyworks.dossier.views.hanging import hang, received, with_files
from keyworks.matters import actions, queries
from keyworks.matters.forms.raising import Direct, Raise, own_units, problems_of
from keyworks.matters.models import Matter
from keyworks.matters.models.words import STATES
from keyworks.matters.rules import authority
from keyworks.matters.rules.ladder import ENDED, OPEN, Sort, State
from keyworks.matters.views.common import BADGES, lateness, where
from keyworks.projects.models import Project
from keyworks.reports.models import Report

MOST = 100


@door(authority.RAISE, FORM)
@csrf_exempt
def raising(request: SignedIn) -> HttpResponse:
    """Raise an issue or a request; photographs come with it."""
    if request.method != "POST":
        return _page(request, _form(request))
    return with_files(request, lambda uploads: _raised(request, uploads))


def _form(request: SignedIn, data: Any = None) -> Raise:
    """The form, begun from the project or the report from whose page the reader comes."""
    report = _asked(request, "report", Report.objects.select_related("project"))
    project = report.project if report else _asked(request, "project", Project.objects.all())
    return Raise(data, request.user, _sort(request), project, report)


def _sort(request: SignedIn) -> Sort:
    return Sort.REQUEST if request.GET.get("sort") == Sort.REQUEST else Sort.ISSUE


def _asked(request: SignedIn, name: str, rows: Any) -> Any:
    """What the address names, if the reader sees it."""
    key = request.GET.get(name, "")
    return scope(request.user, rows).filter(pk=int(key)).first() if key.isdecimal() and len(key) < 19 else None


@door(authority.READ, READ)
def of_report(request: SignedIn, kind: str, pk: int) -> HttpResponse:
    """What was raised out of a month's report: a part of its page."""
    report = scope(request.user, Report.objects.select_related("project")).filter(pk=pk).first()
    if kind != "report" or report is None:
        raise Http404(kind)
    raised = scope(request.user, Matter.objects.filter(report=report)).order_by("pk")
    context = {
        "raised": [_told(one) for one in raised.select_related("lead", "desk", "raised_unit")], "report": report,
        "problems": problems_of(report), "may": request.user.may(authority.RAISE),
    }  # fmt: skip
    return render(request, "matters/of_report.html", context)


@csrf_protect
def _raised(request: SignedIn, uploads: ToDisk) -> HttpResponse:
    refused = received(request, uploads)
    form = _form(request, request.POST)

    def act(sent: dict[str, Any]) -> Matter:
        said = form.said(sent)
        if said["unit"] is None:
            raise PermissionDenied
        return actions.raise_matter(by=request.user, at=moment(), **said)

    if refused and form.is_valid():
        form.refuse(refused[0])
        form.status = refused[0].status
    elif made := form.carry_out(act):
        words = {"number": made.number, "unit": made.desk, "day": shown.day(made.climbs_on)}
        messages.success(request, _("Raised under number %(number)s. %(unit)s looks at it by %(day)s.") % words)
        for no in hang(request, made, uploads):
            messages.error(request, sentence(no.code, no.params))
        return redirect(made)
    return _page(request, form, again=bool(uploads.parts))


def _page(request: SignedIn, form: Raise, again: bool = False) -> HttpResponse:
    context = {"form": form, "limit": settings.ATTACHMENT_MAX_BYTES, "again": again}
    return render(request, "matters/raise.html", context, status=form.status)


@door(authority.DIRECT, FORM)
def directing(request: SignedIn) -> HttpResponse:
    """Take down a directive."""
    form = Direct(request.POST or None, request.user, today())

    def act(sent: dict[str, Any]) -> Matter:
        return actions.direct(by=request.user, at=moment(), **form.said(sent))

    if made := form.carry_out(act):
        messages.success(request, _("Taken down under number %(number)s. Assign it now, or make actions of it.") % {
            "number": made.number,
        })  # fmt: skip
        return redirect(made)
    return render(request, "matters/direct.html", {"form": form}, status=form.status)


@door(authority.RAISE, READ)
def asked(request: SignedIn) -> HttpResponse:
    """What the reader's own unit has raised, and where each of it is: the page of an enterprise."""
    units = own_units(request.user)
    rows = scope(request.user, Matter.objects.filter(raised_unit__in=units, parent=None))
    rows = rows.select_related("lead", "desk", "raised_unit").order_by("-pk")
    still = [_told(one) for one in rows.filter(state__in=OPEN)[:MOST]]
    mine = set(rows.filter(queries.mine(request.user), state__in=OPEN).values_list("pk", flat=True))
    context = {
        "open": sorted(still, key=lambda one: one["one"].pk not in mine), "mine": mine,
        "waits": len(mine), "ended": [_told(one) for one in rows.filter(state__in=ENDED)[:MOST]], "units": units,
    }  # fmt: skip
    return render(request, "matters/asked.html", context)


def _told(one: Matter) -> dict[str, Any]:
    return {
        "one": one, "state": STATES[State(one.state)], "badge": BADGES[State(one.state)],
        "late": lateness(one, today()), "where": where(one, ()),
    }  # fmt: skip

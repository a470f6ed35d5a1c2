"""The report of one project and month: what it says, its way, and filing it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from keyworks.accounts.queries import moment, today
from keyworks.accounts.views.request import SignedIn
from keyworks.base.doors import FORM, POST, READ, door
from keyworks.base.manifest import panels
from keyworks.dossier.forms import ToDisk, too_long
from keyworks.dossier.views.hanging import received
from keyworks.projects.models import Project
from keyworks.reports import actions, queries
from keyworks.reports.forms.filing import FilingForm, Reason
from keyworks.reports.forms.parts import marked
from keyworks.reports.models import Report
from keyworks.reports.models.light_words import COLOURS
from keyworks.reports.models.words import KINDS, LEVELS, OVERS, STATES, WHYS
from keyworks.reports.rules import figures, way
from keyworks.reports.rules.lights.judging import judged
from keyworks.reports.rules.parts import Reach
from keyworks.reports.views.common import month_of, name_of, said, seen
from keyworks.reports.views.explaining import why
from keyworks.reports.views.photographs import hang, strip, too_large
from keyworks.reports.views.questions import told as told_of
from keyworks.values.money import Money
from keyworks.values.months import Month
from keyworks.values.refusals import Refused


@door(way.READ, READ)
def report(request: SignedIn, pk: int, month: int) -> HttpResponse:
    """What a project reports of a month, all versions of it, and where it stands on its way."""
    project, chosen = seen(request.user, pk), month_of(month)
    found = queries.report_of(project, chosen)
    versions = queries.versions(project, chosen)
    plan = queries.plans([project.pk], chosen.year).get(project.pk)
    files = _files(request, project, chosen)
    sets, state = queries.rule_sets(), queries.states([project.pk], chosen, today())[project.pk]
    rules = queries.rules_for(chosen)
    light = judged(rules, state)
    works = _works(queries.parts_of(project, chosen))
    context = {
        "project": project, "month": chosen, "month_key": int(chosen), "report": found, "versions": versions,
        "may_file": files, "stands": versions[0] if versions else None,
        "parts": _parts(versions[0].parts if versions else {}), "whys": WHYS, "due": way.due(chosen),
        "way": [{"one": one, "words": STATES[way.State(one.target)]} for one in queries.way_of(found)] if found else [],
        "turn": LEVELS.get(way.Level(found.at_level)) if found and found.at_level else "",
        "state": STATES[way.State(found.state)] if found else "",
        "may_pass": bool(found) and queries.may_pass(request.user, found),  # type: ignore[arg-type]
        "reason": Reason(), "pace": _pace(found, plan, chosen), "closed": queries.closed(chosen),
        "why": _why(versions[0].why) if versions else "", "progress": _share(found.progress if found else None),
        "overran": [(one, OVERS[one.over]) for one in queries.overruns(request.user, chosen, project)],
        "panels": panels(request.user, "report"),
        "works": works, "along": any(one["stretch"] for one in works),
        "reached": queries.reached_in(project, chosen)[0],
        "photographs": strip(found, project) if found else [],
        "asked": told_of(request.user, queries.questions_of(project, chosen), found),
        "light": light, "light_words": COLOURS[light.colour], "because": why(light), "rules_name": name_of(rules),
        "rules_code": rules.code,
        "sets": [
            (name_of(one), other.colour, COLOURS[other.colour])
            for one in sets.values()
            if one != rules and (other := judged(one, state))
        ],
    }  # fmt: skip
    return render(request, "reports/report.html", context)


def _works(parts: list[queries.Part]) -> list[dict[str, Any]]:
    """The parts of the works as the page shows them, where anything is told of any."""
    if not any(one.now.said for one in parts):
        return []
    return [
        {
            "part": one.component, "progress": _share(one.now.progress), "carried": one.now.said and not one.version,
            "before": _share(one.before.progress) if one.before else None,
            "grown": None if one.grown is None else one.grown / 100, "stretch": _stretch(one.now),
            "stretch_before": _stretch(one.before) if one.before else "",
        }
        for one in parts
    ]  # fmt: skip


def _stretch(reach: Reach) -> str:
    return f"{marked(reach.from_m)}–{marked(reach.to_m)}" if reach.from_m is not None else ""


def _files(request: SignedIn, project: Project, month: Month) -> bool:
    """May the reader file this month now?"""
    return queries.may_file(request.user, project) and way.opens(month) <= today() and not queries.closed(month)


def _parts(parts: dict[str, int]) -> list[tuple[Any, Money]]:
    return [(KINDS[figures.Kind(kind)], Money(fen)) for kind, fen in parts.items()]


def _share(progress: int | None) -> float | None:
    return None if progress is None else progress / figures.WHOLE


def _why(why: str) -> str:
    return str(WHYS[way.Why(why)]) if why in set(way.Why) else why


def _pace(found: Report | None, plan: figures.Plan | None, month: Month) -> dict[str, Any] | None:
    """How far the year is, and how far it should be, as shares."""
    if found is None or plan is None or not plan.total:
        return None
    done, due = found.year_done.amount * 10_000 // plan.total, figures.pace(month, plan)
    return {"done": done / 10_000, "due": due / 10_000, "points": (done - due) / 100, "plan": Money(plan.total)}


@door(way.FILE, FORM)
@csrf_exempt
def file(request: SignedIn, pk: int, month: int) -> HttpResponse:
    """File a month, or correct it; its photographs come with it, so the request is read past the usual forms."""
    project, chosen = seen(request.user, pk), month_of(month)
    if not queries.may_file(request.user, project):
        raise PermissionDenied
    if request.method != "POST":
        return _page(request, project, chosen, _form(project, chosen))
    if too_long(request):
        messages.error(request, said(too_large()))
        return _page(request, project, chosen, _form(project, chosen), status=413, page_kind="error")
    uploads = ToDisk(request)
    request.upload_handlers = [uploads]
    try:
        return _filed(request, project, chosen, uploads)
    finally:
        uploads.discard()


@csrf_protect
def _filed(request: SignedIn, project: Project, chosen: Month, uploads: ToDisk) -> HttpResponse:
    refused = received(request, uploads)
    form = _form(project, chosen, request.POST)

    def act(sent: dict[str, Any]) -> Report:
        return actions.file_with_parts(
            project=project, month=chosen, said=form.said(sent), works=form.of_works(sent), over=sent["edition"] or 0,
            by=request.user, at=moment(), reason=sent.get("reason", ""),
        )  # fmt: skip

    if refused and form.is_valid():
        form.refuse(refused[0])
        form.status = refused[0].status
    elif filed := form.carry_out(act, now=_now(queries.versions(project, chosen))):
        messages.success(request, _("Filed. The %(who)s has it now.") % {"who": _who(filed)})
        for no in hang(request, filed, uploads):
            messages.error(request, said(no))
        return redirect(_next(request, project, chosen))
    return _page(request, project, chosen, form, again=bool(uploads.parts))


def _form(project: Project, month: Month, data: Any = None) -> FilingForm:
    versions, before = queries.versions(project, month), queries.last_before(project, month)
    return FilingForm(
        data, filing=versions[0] if versions else None, before=before, today=today(),
        works=queries.parts_of(project, month), reached=queries.reached_in(project, month)[0],
    )  # fmt: skip


def _page(
    request: SignedIn, project: Project, chosen: Month, form: FilingForm, status: int = 0, **more: Any
) -> HttpResponse:
    context = {
        "form": form, "project": project, "month": chosen, "month_key": int(chosen), "before": form.before,
        "there": _there(project, chosen), "limit": settings.ATTACHMENT_MAX_BYTES,
        "whys": WHYS.items(), "due": way.due(chosen), "report": queries.report_of(project, chosen),
        "plan": queries.planned_of_year(project, chosen.year), "back": _back(project, chosen),
        "late": today() > way.due(chosen),
        "closed": queries.closed(chosen), "opens": way.opens(chosen) if way.opens(chosen) > today() else None,
    }  # fmt: skip
    return render(request, "reports/file.html", context | more, status=status or form.status)


def _back(project: Project, month: Month) -> str:
    """Why the report was given back, where it was."""
    found = queries.report_of(project, month)
    steps = queries.way_of(found) if found else []
    return steps[-1].reason if steps and steps[-1].target == way.State.RETURNED else ""


def _who(filed: Report) -> str:
    return str(LEVELS[way.Level(filed.at_level)])


def _now(versions: list[Any]) -> dict[str, Any]:
    """What stands, to be shown beside what was typed where somebody else has filed meanwhile."""
    if not versions:
        return {}
    return {"done": versions[0].done.shown().text, "words": versions[0].words, "problems": versions[0].problems}


def _there(project: Project, month: Month) -> str:
    return reverse("reports:report", args=[project.pk, int(month)])


def _next(request: SignedIn, project: Project, month: Month) -> str:
    """Where one goes on: to the next of one's projects that has not filed, else to the report."""
    rest = queries.to_file(request.user, month)[:1]
    if request.POST.get("on") and rest:
        return reverse("reports:file", args=[rest[0]["pk"], int(month)])
    return _there(project, month)


@door(way.FILE, POST)
def unchanged(request: SignedIn, pk: int, month: int) -> HttpResponse:
    """Nothing changed in this month: one tap, with the reason."""
    project, chosen = seen(request.user, pk), month_of(month)
    if not queries.may_file(request.user, project):
        raise PermissionDenied
    last = queries.report_of(project, chosen)
    form = Reason({"reason": request.POST.get("why", "")})
    why = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        filed = actions.file_unchanged(
            project=project, month=chosen, why=why, over=last.version if last else 0, by=request.user, at=moment()
        )
    except Refused as no:
        messages.error(request, said(no))
        return redirect("reports:file", project.pk, int(chosen))
    messages.success(request, _("Filed without change. The %(who)s has it now.") % {"who": _who(filed)})
    return redirect(_there(project, chosen))


@door(way.PASS, POST)
def let_pass(request: SignedIn, pk: int, month: int) -> HttpResponse:
    """Let one report pass, or give it back with a reason."""
    project, chosen = seen(request.user, pk), month_of(month)
    found = queries.report_of(project, chosen)
    try:
        if found is None:
            raise actions.ReportsRefused("reports.gone")
        if request.POST.get("back"):
            form = Reason(request.POST)
            actions.give_back(
                report=found, reason=form.cleaned_data["reason"] if form.is_valid() else "", over=found.version,
                by=request.user, at=moment(),
            )  # fmt: skip
        else:
            actions.let_pass(reports=[found], by=request.user, at=moment())
    except Refused as no:
        messages.error(request, said(no))
    return redirect(_there(project, chosen))


@door(way.READ, READ)
def of_project(request: SignedIn, kind: str, pk: int) -> HttpResponse:
    """The months a project has reported: a part of its page."""
    if kind != "project":
        raise Http404(kind)
    project = seen(request.user, pk)
    rows = queries.history(project)
    chosen = way.reported_on(today())
    context = {
        "project": project, "month": chosen, "month_key": int(chosen),
        "rows": [
            {"one": one, "words": STATES[way.State(one.state)], "progress": _share(one.progress)} for one in rows
        ],
        "files": _files(request, project, chosen) and not any(one.month == chosen for one in rows),
        "year": today().year,
        "expected": queries.expected(chosen).filter(pk=project.pk).exists(),
    }  # fmt: skip
    return render(request, "reports/of_project.html", context)

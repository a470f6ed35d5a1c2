"""What stands of an import in the register, how it is taken back, its files and its mapping."""

from __future__ import annotations

import json
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from keyworks.accounts.views.request import SignedIn
from keyworks.base import shown
from keyworks.base.doors import FORM, POST, READ, door
from keyworks.base.forms import Form
from keyworks.dossier.actions import content
from keyworks.imports import actions, queries
from keyworks.imports.forms.words import DEPENDENTS
from keyworks.imports.models import Import
from keyworks.imports.views.common import State, mine, page, said
from keyworks.imports.views.looking import findings
from keyworks.values.refusals import Refused


class TakeBack(Form):
    """Why an import is taken back."""

    reason = django_forms.CharField(
        label=gettext_lazy("Why is it taken back?"),
        max_length=400,
        help_text=gettext_lazy("The record keeps the reason."),
    )


@door(queries.RIGHT, READ)
def done(request: SignedIn, pk: int) -> HttpResponse:
    """What an import brought, with the ways to it in the register."""
    found = mine(request.user, pk)
    if found.is_open:
        return redirect(found)
    standing = found.state == State.STANDING
    judged = queries.judged(found)
    query = urlencode({"intake": str(found.intake_id), "cut": "all"})
    context: dict[str, Any] = {
        "standing": standing, "headline": _headline(found), "files": found.files.all(), "facts": _facts(found),
        "register": f"{reverse('projects:list')}?{query}", "summary": f"{reverse('projects:summary')}?{query}",
        "judged": judged is not None,
    }  # fmt: skip
    if judged is not None:
        context |= findings(request, found, judged)
    return page(request, "done", found, "", context)


def _headline(found: Import) -> str:
    intake = found.intake
    assert intake is not None
    at = shown.moment(intake.at)
    projects = found.report.get("projects") or {}
    count = projects.get("new", 0) + projects.get("changed", 0) + projects.get("unreported", 0)
    words = {"shown": shown.number(count), "at": at}
    if found.state == State.TAKEN_BACK:
        return _("This list was taken back: nothing of it stands in the register.")
    return (
        ngettext("%(shown)s project was brought in on %(at)s.", "%(shown)s projects were brought in on %(at)s.", count)
        % words
    )


def _facts(found: Import) -> list[tuple[str, str]]:
    report = found.report
    projects = report.get("projects") or {}
    return [
        (_("Rows of the list"), shown.number(report["rows"]["all"])),
        (_("New projects"), shown.number(projects.get("new", 0))),
        (_("Changed"), shown.number(projects.get("changed", 0))),
        (_("Unchanged"), shown.number(projects.get("unchanged", 0))),
        (_("No longer reported"), shown.number(projects.get("unreported", 0))),
        (_("Rows refused"), shown.number(report["rows"]["refused"])),
        (_("Reason"), found.reason or "—"),
        (_("By"), str(found.person or "—")),
    ]


@door(queries.RIGHT, FORM)
def take_back(request: SignedIn, pk: int) -> HttpResponse:
    """Take all of an import out of the register again, or see what stands on it."""
    found = mine(request.user, pk)
    if found.state != State.STANDING:
        return redirect(found)
    form = TakeBack(request.POST) if request.method == "POST" else TakeBack()
    depending = queries.depending(found)
    if depending or request.method != "POST" or not form.is_valid():
        status = 409 if depending and request.method == "POST" else 200
        context = {
            "import": found, "form": form, "depending_count": sum(one.count for one in depending),
            "depending": [(DEPENDENTS[one.kind], one.count, one.projects) for one in depending],
        }  # fmt: skip
        return render(request, "imports/take_back.html", context, status=status)
    try:
        actions.take_back(found=found, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
    except Refused as no:
        form.refuse(no)
        return render(request, "imports/take_back.html", {"import": found, "form": form}, status=no.status)
    messages.success(request, _("The import is taken back."))
    return redirect(found)


@door(queries.RIGHT, READ)
def file(request: SignedIn, pk: int, order: int) -> HttpResponseBase:
    """A brought file as it was given: to keep and never to show."""
    one = mine(request.user, pk).files.filter(order=order).first()
    if one is None:
        raise Http404
    try:
        stream = content(one.sha256).open("rb")
    except OSError as error:
        raise Http404 from error
    response = FileResponse(stream, as_attachment=True, filename=one.name, content_type="application/octet-stream")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


@door(queries.RIGHT, READ)
def mappings(request: SignedIn) -> HttpResponse:
    """The saved mappings in their newest versions, and those that come with Keyworks."""
    newest: dict[str, Any] = {}
    for one in queries.mappings(request.user):
        newest.setdefault(one.name, one)
    saved = [_titled(one) for one in newest.values()]
    context = {"saved": saved, "examples": [one for one in queries.offered() if one.example]}
    return render(request, "imports/mappings.html", context)


def _titled(one: Any) -> Any:
    one.title = str(one).removesuffix(f" ({one.label})")
    return one


@door(queries.RIGHT, READ)
def mapping(request: SignedIn, name: str, version: int) -> HttpResponse:
    """One version of a mapping, and as a file."""
    versions = list(queries.mappings(request.user).filter(name=name))
    found = next((one for one in versions if one.version == version), None)
    if found is None:
        raise Http404
    if request.GET.get("download"):
        return _downloaded(found.document, found.name)
    text = json.dumps(found.document, ensure_ascii=False, indent=2)
    return render(request, "imports/mapping.html", {"mapping": found, "versions": versions, "text": text})


@door(queries.RIGHT, READ)
def mapping_file(request: SignedIn, pk: int) -> HttpResponse:
    """The mapping of an import as a file."""
    found = mine(request.user, pk)
    return _downloaded(found.document, found.document.get("name", "mapping"))


def _downloaded(document: Any, name: str) -> HttpResponse:
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{actions.slug(name)}.json"'
    return response


@door(queries.RIGHT, POST)
def save(request: SignedIn, pk: int) -> HttpResponse:
    """Keep the mapping of an import under a name, as its next version."""
    found = mine(request.user, pk)
    try:
        kept = actions.save_mapping(
            name=request.POST.get("name", "")[:80], document=found.document, note=request.POST.get("note", ""),
            by=request.user, at=timezone.now(),
        )  # fmt: skip
    except Refused as no:
        messages.error(request, said(no))
    else:
        messages.success(request, _("Saved as %(label)s.") % {"label": kept.label})
    return redirect(found)

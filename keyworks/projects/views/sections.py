from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from keyworks.accounts.views.request import SignedIn
from keyworks.base.doors import FORM, READ, door
from keyworks.base.manifest import sentence
from keyworks.projects import queries
from keyworks.projects.forms.choosing import KINDS
from keyworks.projects.forms.sections import SECTIONS
from keyworks.projects.forms.sections.money import Years
from keyworks.projects.models import Project
from keyworks.projects.views.project import seen

ANCHORS = {
    "classification": "summary", "scope": "summary", "list": "summary", "dates": "summary", "parties": "parties",
    "investment": "money", "years": "money", "sources": "sources", "links": "links", "package": "package",
}  # fmt: skip
"""Where on the project's page a part is read; the rest stands at its top."""


@door("projects.edit", FORM)
def section_edit(request: SignedIn, pk: int, section: str) -> HttpResponse:
    found = seen(request, pk)
    if section not in SECTIONS:
        raise Http404(section)
    if not queries.may_edit_project(request.user, found):
        raise PermissionDenied
    if section == Years.slug and "sums" in request.GET:
        return render(
            request, "projects/parts/years_sums.html", {"form": Years(request.GET, project=found, person=request.user)}
        )
    form = SECTIONS[section](request.POST or None, project=found, person=request.user)

    def act(said: dict[str, Any]) -> Project:
        return form.save(said, timezone.now())

    there = found.get_absolute_url() + (f"#{ANCHORS[section]}" if section in ANCHORS else "")
    if form.is_bound and (saved := form.carry_out(act, now=form.now())):
        _tell(request, form, unchanged=saved.edition == found.edition)
        return redirect(there)
    context = {
        "form": form,
        "project": found,
        "there": there,
        "others": [(slug, one.title) for slug, one in SECTIONS.items()],
    }
    return render(request, form.template, context, status=form.status)


def _tell(request: SignedIn, form: Any, *, unchanged: bool) -> None:
    messages.success(request, _("Nothing differed, so nothing was changed.") if unchanged else _("Saved."))
    for one in form.warnings:
        messages.warning(request, sentence(one.code, one.params))


@door("projects.edit", READ)
def choose(request: SignedIn, kind: str) -> HttpResponse:
    """What a field in which one of many is chosen offers for what was typed: the options of its list."""
    if kind not in KINDS:
        raise Http404(kind)
    words = next(iter(request.GET.values()), "")
    offered = KINDS[kind].offered(request.user, str(words))
    return HttpResponse(format_html("{}", format_html_join("", '<option value="{}">', ((one,) for one in offered))))

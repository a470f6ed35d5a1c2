"""What the pages of an import share: which one it is, its steps, and how work on it is begun."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from keyworks.accounts.models import Person
from keyworks.base.manifest import sentence
from keyworks.imports import queries
from keyworks.imports.actions import ImportsRefused
from keyworks.imports.actions.giving import ENDINGS, LARGEST, MOST_FILES
from keyworks.imports.actions.judging import THROWN_AWAY
from keyworks.imports.actions.working import ask, job_of
from keyworks.imports.models import Import
from keyworks.values.refusals import Refused

State = Import.State
NOWHERE = -1


def mine(person: Person, pk: int) -> Import:
    found = queries.import_of(person, pk)
    if found is None:
        raise Http404
    return found


def over(request: HttpRequest) -> int | None:
    """The edition that the page was made from."""
    said = request.POST.get("edition", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else None


def number(said: str, most: int = 10**9) -> int:
    """A number from an address, 0 where it is none."""
    return min(int(said), most) if said.isascii() and said.isdigit() and len(said) < 12 else 0


def begin(request: Any, found: Import, kind: str) -> HttpResponse:
    """Do the work at once where it is small, else in the background; then go to where the import stands."""
    try:
        ask(kind, found, by=request.user, at=timezone.now())
    except ImportsRefused as no:
        if no.code != THROWN_AWAY:
            raise
        return new_page(request, [said(no)], no.status)
    return redirect(found)


def new_page(request: HttpRequest, refused: Sequence[str] = (), status: int = 200) -> HttpResponse:
    """The page that takes files, with what was wrong with those given before."""
    context = {
        "refused": refused, "types": ", ".join(f".{ending}" for ending in ENDINGS), "limit": LARGEST,
        "most": MOST_FILES,
    }  # fmt: skip
    return render(request, "imports/new.html", context, status=status)


def page(
    request: Any, template: str, found: Import, step: str, context: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    job = job_of(found)
    failed = ""
    if job is not None and job.error and job.ended:
        failed = sentence(job.error, job.error_params)
    shared = {"import": found, "steps": steps(found, step), "failed": failed}
    return render(request, f"imports/{template}.html", {**shared, **context}, status=status)


def steps(found: Import, now: str) -> list[tuple[str, str, bool]]:
    """The ways through an import: words, address, and whether it is the page of now."""
    words = [
        ("reading", _("How it is read")),
        ("meaning", _("What means what")),
        ("values", _("Values")),
        ("look", _("Check")),
    ]
    return [(word, reverse(f"imports:{name}", args=[found.pk]), name == now) for name, word in words]


def said(no: Refused) -> str:
    return sentence(no.code, no.params)

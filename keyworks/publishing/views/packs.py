"""The packs of a meeting: made, listed, given out; and one page of one project."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from keyworks.accounts.queries import moment
from keyworks.accounts.views.request import SignedIn
from keyworks.base.doors import FORM, READ, door
from keyworks.base.given import given
from keyworks.base.scopes import scope
from keyworks.dossier.actions import content
from keyworks.meetings.queries.told import took_place
from keyworks.projects.queries import many
from keyworks.projects.queries.many import seen
from keyworks.publishing import actions, queries
from keyworks.publishing.files import pack as files
from keyworks.publishing.forms import PackForm
from keyworks.publishing.models import Pack
from keyworks.publishing.models.words import FORMATS, LANGUAGES, STATES
from keyworks.publishing.queries.packs import brief as brief_of
from keyworks.publishing.queries.packs import projects_of
from keyworks.publishing.rules import news
from keyworks.publishing.rules.news import State
from keyworks.publishing.rules.papers.kinds import READ as PAPERS
from keyworks.publishing.views.common import language, meeting_of


@door(news.READ, FORM)
def packs(request: SignedIn, pk: int) -> HttpResponse:
    """The packs made of a meeting, the one that is being made, and another."""
    meeting = meeting_of(request.user, pk)
    if request.method == "POST" and not request.user.may(news.MAKE):
        raise PermissionDenied
    form = PackForm(request.POST or None, initial={"language": language()})

    def act(sent: dict[str, Any]) -> Any:
        more = form.chosen(request.user)
        return actions.ask_pack(
            meeting=meeting, language=sent["language"], more=more, by=request.user, at=moment()
        )  # fmt: skip

    if request.method == "POST" and form.carry_out(act):
        return redirect("publishing:packs", pk=meeting.pk)
    context = {
        "meeting": meeting, "form": form, "rows": _rows(request.user, meeting),
        "job": queries.working(request.user, meeting), "makes": request.user.may(news.MAKE),
        "projects": len(projects_of(meeting)), "formats": FORMATS,
    }  # fmt: skip
    return render(request, "publishing/packs.html", context, status=form.status)


def _rows(person: Any, meeting: Any) -> list[dict[str, Any]]:
    return [{"one": one, "language": LANGUAGES[one.language]} for one in queries.packs_of(person, meeting)]


@door(news.READ, READ)
def pack_file(request: SignedIn, pk: int, of: str) -> HttpResponse:
    """A pack as PDF or as a document of Word, as it was made."""
    pack = get_object_or_404(scope(request.user, Pack.objects.all()), pk=pk)
    if of not in FORMATS:
        raise Http404(of)
    path = content(pack.pdf_sha256 if of == "pdf" else pack.word_sha256)
    if not path.is_file():
        raise Http404(f"pack {pk}")
    return given(path.read_bytes(), f"{pack.title} {pack.known_at:%Y-%m-%d} {pack.pk}", of)


@door(news.READ, READ)
def of_meeting(request: SignedIn, kind: str, pk: int) -> HttpResponse:
    """The last packs and the news of a meeting: a part of its page."""
    if kind != "meeting":
        raise Http404(kind)
    meeting = meeting_of(request.user, pk)
    found = list(queries.notes(request.user, meeting))
    notes = [{"one": one, "language": LANGUAGES[one.language], "state": STATES[State(one.state)]} for one in found]
    standing = {one.language for one in found if one.state != State.WITHDRAWN}
    context = {
        "meeting": meeting, "rows": _rows(request.user, meeting)[:3], "notes": notes, "formats": FORMATS,
        "writes": request.user.may(news.WRITE) and took_place(meeting),
        "languages": [(code, name) for code, name in LANGUAGES.items() if code not in standing],
    }  # fmt: skip
    return render(request, "publishing/of_meeting.html", context)


@door("projects.read", READ)
def of_project(request: SignedIn, kind: str, pk: int) -> HttpResponse:
    """The one page of a project, to be taken along: a part of its page."""
    found = many(request.user, [pk]) if kind == "project" and seen(request.user, pk) else []
    if not found:
        raise Http404(kind)
    context = {"pk": pk, "formats": FORMATS, "number": found[0].local_number, "issues": request.user.may(PAPERS)}
    return render(request, "publishing/of_project.html", context)


@door("projects.read", READ)
def brief(request: SignedIn, pk: int, of: str) -> HttpResponse:
    """One page of one project as it is known now."""
    found = brief_of(request.user, pk, language()) if of in FORMATS else None
    if found is None:
        raise Http404(f"project {pk}")
    made = files.pdf(found, settings.FONTS) if of == "pdf" else files.word(found)
    return given(made, f"{found.projects[0].number} {found.title}", of)

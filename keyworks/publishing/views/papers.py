"""The regular papers: those that were issued, one of them with its files, and another."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keyworks.accounts.queries import moment, today
from keyworks.accounts.views.request import SignedIn
from keyworks.base import reader
from keyworks.base.cells import Column, Row
from keyworks.base.doors import FORM, READ, door
from keyworks.base.given import given
from keyworks.base.manifest import sentence as words_of
from keyworks.base.tables import Table
from keyworks.publishing import actions
from keyworks.publishing.actions.refused import PublishingRefused
from keyworks.publishing.forms import PaperForm
from keyworks.publishing.models import Paper
from keyworks.publishing.models.words import KINDS, LANGUAGES, PAPER_FORMATS
from keyworks.publishing.queries.issues import kept
from keyworks.publishing.rules.news import READ as READ_ALL
from keyworks.publishing.rules.papers import kinds
from keyworks.publishing.rules.papers.kinds import Kind
from keyworks.publishing.views.showing import shown_blocks
from keyworks.reports.rules.way import reported_on


def _called(row: Row) -> str:
    return reader.told(row["title_zh"], row["title_en"])


@door(kinds.READ, READ)
def papers(request: SignedIn) -> HttpResponseBase:
    """The papers within reach, the newest first."""
    table = Table(
        request, key="papers", label=_("Papers"), sort="-pk",
        columns=[
            Column("title", gettext_lazy("Title"), show=_called, as_written=True),
            Column("kind", gettext_lazy("Paper"), order="kind", fact=True, show=lambda row: str(KINDS[row["kind"]])),
            Column("month", gettext_lazy("Month"), "month", order="month", fact=True),
            Column("known_at", gettext_lazy("As known at"), "moment", order="known_at"),
            Column("at", gettext_lazy("Issued"), "moment", order="at", fact=True),
        ],
        rows=kept.papers(request.user).values("pk", "title_zh", "title_en", "kind", "month", "known_at", "at"),
        row_url=lambda row: reverse("publishing:paper", args=[row["pk"]]),
        empty=(_("No paper has been issued yet"), _("Bulletins, briefs, sides on projects and books of tables.")),
    )  # fmt: skip
    context = {"table": table, "templates": request.user.may(READ_ALL)}
    return render(request, "publishing/papers.html", context)


@door(kinds.READ, FORM)
def new(request: SignedIn) -> HttpResponse:
    """Have another paper issued."""
    asked = request.GET
    initial = {
        "kind": asked.get("kind", ""), "district": asked.get("district", ""), "project": asked.get("project", ""),
        "month": asked.get("month") or reported_on(today()), "on": asked.get("on", ""),
    }  # fmt: skip
    form = PaperForm(request.POST or None, request.user, initial=initial)

    def act(sent: dict[str, Any]) -> list[Paper]:
        told = {"month": sent["month"], "on": sent["on"], "by": request.user, "at": moment()}
        if form.of_all:
            return actions.issue_briefs(**told)
        return [actions.issue(kind=Kind(sent["kind"]), **told, **form.subject())]

    if made := form.carry_out(act):
        messages.success(request, _("Issued: it stays as it is."))
        return redirect(made[0] if len(made) == 1 else "publishing:papers")
    return render(request, "publishing/paper_new.html", {"form": form}, status=form.status)


def found(request: SignedIn, pk: int) -> Paper:
    one = kept.paper_of(request.user, pk)
    if one is None:
        raise Http404(f"paper {pk}")
    return one


@door(kinds.READ, READ)
def paper(request: SignedIn, pk: int) -> HttpResponse:
    """One paper: what it says, its files with their SHA-256, of which moment it tells and by which template."""
    one = found(request, pk)
    language = "zh" if reader.current().zh else "en"
    made = kept.made_again(one, language)
    files = {(row.language, row.ending): row for row in one.files.all()}
    rows = [
        {"language": words, "files": [(PAPER_FORMATS[ending], files[code, ending]) for ending in kinds.ENDINGS]}
        for code, words in LANGUAGES.items()
    ]  # fmt: skip
    context = {
        "paper": one, "kind": KINDS[Kind(one.kind)], "rows": rows, "templates": request.user.may(READ_ALL),
        "blocks": shown_blocks(made), "source": made.source, "known": made.known,
    }  # fmt: skip
    return render(request, "publishing/paper.html", context)


@door(kinds.READ, READ)
def file(request: SignedIn, pk: int, language: str, of: str) -> HttpResponse:
    """A file of a paper, made again out of its row; one that would differ from what was issued is not given out."""
    one = found(request, pk)
    if not one.files.filter(language=language, ending=of).exists():
        raise Http404(of)
    content = kept.file(one, language, of)
    if content is None:
        no = PublishingRefused("publishing.paper_otherwise")
        messages.error(request, words_of(no.code, no.params))
        return redirect(one)
    return given(content, one.title_zh if language == "zh" else one.title_en, of)

"""The news of meetings: those published, a note with what each sentence rests on, and the writing of one."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keyworks.accounts.queries import moment
from keyworks.accounts.views.request import SignedIn
from keyworks.base.cells import Column
from keyworks.base.doors import FORM, POST, READ, door
from keyworks.base.given import given
from keyworks.base.manifest import sentence as words_of
from keyworks.base.tables import Table
from keyworks.publishing import actions, queries
from keyworks.publishing.files import pack as files
from keyworks.publishing.forms import OwnForm, SentenceForm, TitleForm, WhyForm
from keyworks.publishing.models import Note
from keyworks.publishing.models.words import DO, FORMATS, LANGUAGES, STATES
from keyworks.publishing.queries.papers import paper_of
from keyworks.publishing.rules import news as rules
from keyworks.publishing.rules.news import STEPS, State, Step
from keyworks.publishing.views.common import meeting_of
from keyworks.values.refusals import Refused

BADGES = {State.DRAFT: "warn", State.APPROVED: "info", State.PUBLISHED: "good", State.WITHDRAWN: "neutral"}


def found(request: SignedIn, pk: int) -> Note:
    """The note, if the reader sees it; else it is not there."""
    one = queries.note_of(request.user, pk)
    if one is None:
        raise Http404(f"note {pk}")
    return one


@door(rules.NEWS, READ)
def news(request: SignedIn) -> HttpResponseBase:
    """The news within reach, the newest first."""
    table = Table(
        request, key="news", label=_("News"), sort="-pk",
        columns=[
            Column("title", gettext_lazy("Headline"), as_written=True),
            Column("meeting__on", gettext_lazy("Day of the meeting"), "date", order="meeting__on", fact=True),
            Column("language", gettext_lazy("Language"), "short", show=lambda row: str(LANGUAGES[row["language"]])),
            Column("published_at", gettext_lazy("Published"), "moment", order="published_at"),
            Column(
                "state", gettext_lazy("State"), "badge", fact=True,
                show=lambda row: (BADGES[State(row["state"])], STATES[State(row["state"])]),
            ),
        ],
        rows=queries.notes(request.user).values("pk", "title", "meeting__on", "language", "published_at", "state"),
        row_url=lambda row: reverse("publishing:note", args=[row["pk"]]),
        empty=(_("No news yet"), _("When a meeting was held, its news are drafted on its page.")),
    )  # fmt: skip
    return render(request, "publishing/news.html", {"table": table})


@door(rules.NEWS, READ)
def note(request: SignedIn, pk: int) -> HttpResponse:
    """A note: its sentences, what each rests on, and what the reader may do about it."""
    one = found(request, pk)
    steps = [(str(step), DO[step], STEPS[step].reason) for step in queries.steps_open(request.user, one)]
    writes = request.user.may(rules.WRITE) and one.state == State.DRAFT
    own = request.user.may(rules.APPROVE) and one.state == State.DRAFT and request.user.pk in queries.writers(one)
    context = {
        "note": one, "sentences": queries.sentences(one), "steps": steps, "writes": writes, "own": own,
        "state": STATES[State(one.state)], "badge": BADGES[State(one.state)], "language": LANGUAGES[one.language],
        "lang": "zh-Hans" if one.language == "zh" else "en", "formats": FORMATS,
        "published": one.state == State.PUBLISHED,
    }  # fmt: skip
    return render(request, "publishing/note.html", context)


@door(rules.WRITE, POST)
def note_new(request: SignedIn, pk: int, language: str) -> HttpResponse:
    """Draft the news of a meeting in a language."""
    meeting = meeting_of(request.user, pk)
    try:
        made = actions.compose(meeting=meeting, language=language, by=request.user, at=moment())
    except Refused as no:
        messages.error(request, words_of(no.code, no.params))
        return redirect(meeting)
    return redirect(made)


@door(rules.WRITE, FORM)
def note_title(request: SignedIn, pk: int) -> HttpResponse:
    """Another headline."""
    one = found(request, pk)
    form = TitleForm(request.POST or None, initial={"title": one.title, "edition": one.edition})

    def act(sent: dict[str, Any]) -> Any:
        return actions.retitle(note=one, title=sent["title"], over=sent["edition"] or 0, by=request.user, at=moment())

    if form.carry_out(act, now={"title": one.title}):
        return redirect(one)
    return _form(request, one, form, _("Another headline"))


@door(rules.WRITE, FORM)
def note_add(request: SignedIn, pk: int) -> HttpResponse:
    """A sentence of one's own."""
    one = found(request, pk)
    form = OwnForm(request.POST or None, initial={"edition": one.edition})

    def act(sent: dict[str, Any]) -> Any:
        return actions.add(note=one, text=sent["text"], over=sent["edition"] or 0, by=request.user, at=moment())

    if form.carry_out(act):
        return redirect(one)
    return _form(request, one, form, _("Another sentence"))


@door(rules.WRITE, FORM)
def note_sentence(request: SignedIn, pk: int, position: int) -> HttpResponse:
    """A sentence put otherwise, beside what it was composed from."""
    one = found(request, pk)
    line = next((line for line in queries.sentences(one) if line.position == position), None)
    if line is None:
        raise Http404(f"sentence {position}")
    form = SentenceForm(request.POST or None, initial={"text": line.text, "edition": one.edition})

    def act(sent: dict[str, Any]) -> Any:
        over = sent["edition"] or 0
        return actions.edit(note=one, sentence=line, text=sent["text"], over=over, by=request.user, at=moment())

    if form.carry_out(act, now={"text": line.text}):
        return redirect(one)
    return _form(request, one, form, _("Put it otherwise"), line)


def _form(request: SignedIn, one: Note, form: Any, do: str, line: Any = None) -> HttpResponse:
    context = {"note": one, "form": form, "do": do, "line": line}
    return render(request, "publishing/note_form.html", context, status=form.status)


@door(rules.NEWS, FORM)
def note_step(request: SignedIn, pk: int, name: str) -> HttpResponse:
    """Take a note a step on; one that asks why has a page of its own."""
    one = found(request, pk)
    if name not in set(Step):
        raise Http404(name)
    step = Step(name)
    if not request.user.may(STEPS[step].right):
        raise PermissionDenied
    form = WhyForm(request.POST or None, initial={"edition": one.edition})

    def act(sent: dict[str, Any]) -> Any:
        over, reason = sent["edition"] or 0, sent["reason"]
        return actions.step(note=one, step=step, over=over, reason=reason, by=request.user, at=moment())

    if STEPS[step].reason:
        if form.carry_out(act):
            return redirect(one)
        return _form(request, one, form, str(DO[step]))
    if request.method == "POST":
        sent = request.POST.get("edition", "")
        try:
            act({"edition": int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0, "reason": ""})
        except Refused as no:
            messages.error(request, words_of(no.code, no.params))
    return redirect(one)


@door(rules.NEWS, READ)
def note_file(request: SignedIn, pk: int, of: str) -> HttpResponse:
    """A note as PDF or as a document of Word."""
    one = found(request, pk)
    if of not in FORMATS:
        raise Http404(of)
    paper = paper_of(one)
    return given(files.pdf(paper, settings.FONTS) if of == "pdf" else files.word(paper), one.title, of)

"""What is asked of the reports: the list of it, an answer, and whether the office is content with it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from keyworks.accounts.models import Person
from keyworks.accounts.queries import moment, today
from keyworks.accounts.views.request import SignedIn
from keyworks.base import reader, shown
from keyworks.base.cells import Column, Row
from keyworks.base.doors import POST, READ, door
from keyworks.base.scopes import scope
from keyworks.base.tables import Table
from keyworks.projects.models import Project
from keyworks.projects.queries.register import asked_for
from keyworks.reports import actions, queries
from keyworks.reports.forms.questions import ANSWER, SETTLE, QuestionFilter, Words
from keyworks.reports.models import Question, Report
from keyworks.reports.models.question_words import QUESTION_STATES, STEPS
from keyworks.reports.rules import way
from keyworks.reports.rules.questions import FROM, State, Step
from keyworks.reports.views.common import month_of, said, tabs
from keyworks.reports.views.explaining import because, question_words
from keyworks.values.months import Month
from keyworks.values.refusals import Refused

BADGES = {State.OPEN: "warn", State.ANSWERED: "info", State.SETTLED: "good", State.GONE: "neutral"}
COLUMNS = (
    "pk", "project_id", "month", "rule", "params", "question", "state", "asked_at", "project__name_zh",
    "project__name_en", "district__name_zh", "district__name_en",
)  # fmt: skip


def told(person: Person, questions: list[Question], report: Report | None = None) -> list[dict[str, Any]]:
    """Questions as a page shows them: what is asked and why, what was said, and what the reader may do about it."""
    names = shown_elsewhere(person, [one.params for one in questions])
    return [_told(person, one, names, report) for one in questions]


def _told(person: Person, one: Question, names: dict[int, str], report: Report | None) -> dict[str, Any]:
    """`mine` is what is left to this reader to answer; what another does first is folded away."""
    settles = queries.may_settle(person, one, report)
    return {
        "one": one, "words": question_words(one.question), "because": because(one.rule, one.params, names),
        "state": QUESTION_STATES[State(one.state)], "badge": BADGES[State(one.state)],
        "steps": [{"one": step, "words": STEPS[Step(step.step)]} for step in one.steps.all()],
        "answer": one.state in FROM[Step.ANSWERED] and queries.may_answer(person, one), "mine": not settles,
        "settle": one.state in FROM[Step.SETTLED] and settles, "again": one.state in FROM[Step.AGAIN] and settles,
        "folded": one.state != State.ANSWERED,
    }  # fmt: skip


def shown_elsewhere(person: Person, params: list[dict[str, Any]]) -> dict[int, str]:
    """What the other projects are called that questions name, as far as the reader sees them."""
    keys = {one["project"] for one in params if "project" in one}
    return {one.pk: str(one) for one in scope(person, Project.objects.filter(pk__in=keys))} if keys else {}


def _rows(request: SignedIn, form: QuestionFilter) -> Any:
    asked = form.said
    rows: Any = scope(request.user, Question.objects.all())
    if asked["month"]:
        rows = rows.filter(month=asked["month"])
    if words := asked.get("q"):
        called = Project.objects.filter(asked_for({"q": words}, request.user, today()))
        rows = rows.filter(project__in=called)
    for name, column in (("state", "state"), ("rule", "rule"), ("district", "district__code")):
        if name in asked:
            rows = rows.filter(**{column: asked[name]})
    mine = {ANSWER: queries.to_answer, SETTLE: queries.to_settle}.get(asked.get("mine", ""))
    return mine(request.user, rows) if mine else rows


def _columns(names: dict[int, str]) -> list[Column]:
    return [
        Column("called", gettext_lazy("Project"), show=_called),
        Column("month", gettext_lazy("Month"), "month", order="month", fact=True),
        Column("question", gettext_lazy("Question"), fact=True, show=lambda row: question_words(row["question"])),
        Column("why", gettext_lazy("Why it is asked"), show=lambda row: because(row["rule"], row["params"], names)),
        Column("state", gettext_lazy("Stands"), "badge", fact=True, show=_state),
        Column("asked_at", gettext_lazy("Asked at"), "moment", order="asked_at"),
    ]


def _called(row: Row) -> str:
    whose = "project" if row["project_id"] else "district"
    return reader.told(row[f"{whose}__name_zh"], row[f"{whose}__name_en"])


def _state(row: Row) -> tuple[str, Any]:
    state = State(row["state"])
    return BADGES[state], QUESTION_STATES[state]


@door(way.READ, READ)
def questions(request: SignedIn) -> HttpResponseBase:
    """All that is or was asked."""
    form = QuestionFilter(request.GET, queries.districts_asked(request.user))
    names: dict[int, str] = {}
    table = Table(
        request, key="questions", columns=_columns(names), rows=_rows(request, form).values(*COLUMNS), filters=form,
        row_url=lambda row: reverse("reports:question", args=[row["pk"]]), sort="-pk", export=True,
        label=_("Questions"),
        empty=(_("Nothing is asked"), _("A question comes up where a report is hard to believe.")),
    )  # fmt: skip
    if table.exporting:
        return table.sheet()
    names |= shown_elsewhere(request.user, [row["params"] for row in table.page.rows])
    every = scope(request.user, Question.objects.all())
    chosen = form.said["month"] or way.reported_on(today())
    context: dict[str, Any] = {
        "table": table, "month": chosen, "month_key": int(chosen),
        "open": every.filter(state=State.OPEN).count(), "answered": every.filter(state=State.ANSWERED).count(),
        "may_ask": request.user.may(way.CLOSE),
    }  # fmt: skip
    return render(request, "reports/questions.html", context | {"tabs": tabs(request, context["month"])})


def _seen(person: Person, pk: int) -> Question:
    found = queries.question_of(person, pk)
    if found is None:
        raise Http404
    return found


@door(way.READ, READ)
def question(request: SignedIn, pk: int) -> HttpResponse:
    """One question, with what was said about it."""
    found = _seen(request.user, pk)
    context: dict[str, Any] = {"asked": told(request.user, [found]), "one": found, "there": _there(found)}
    return render(request, "reports/question.html", context)


def _there(one: Question) -> str:
    return reverse("reports:report", args=[one.project_id, int(one.month)]) if one.project_id else ""


@door(way.FILE, POST)
def answer(request: SignedIn, pk: int) -> HttpResponse:
    """Answer a question where it stands."""
    return _do(request, pk, actions.answer, _("Answered."))


@door(way.PASS, POST)
def settle(request: SignedIn, pk: int) -> HttpResponse:
    """Be content with an answer, or ask again."""
    if request.POST.get("again"):
        return _do(request, pk, actions.ask_again, _("Asked again."))
    return _do(request, pk, actions.settle, _("Settled."))


def _do(request: SignedIn, pk: int, act: Any, done: str) -> HttpResponse:
    found = _seen(request.user, pk)
    form = Words(request.POST)
    form.is_valid()
    over, text = form.cleaned_data.get("edition") or 0, request.POST.get("text", "")
    try:
        act(question=found, text=text, over=over, by=request.user, at=moment())
    except Refused as no:
        messages.error(request, said(no))
        if text.strip():
            # What was typed is not lost: it stands in its box again.
            again = {"asked": told(request.user, [_seen(request.user, pk)]), "one": found, "there": _there(found)}
            return render(request, "reports/question.html", {**again, "typed": text}, status=no.status)
    else:
        messages.success(request, done)
    return redirect(f"{_there(found)}#asked" if found.project_id and request.POST.get("there") else found)


@door(way.CLOSE, POST)
def ask_all(request: SignedIn, month: int) -> HttpResponse:
    """Look at a month's reports together, and ask the districts what is seen."""
    chosen: Month = month_of(month)
    new = actions.ask_all(month=chosen, at=moment())
    words = ngettext("%(n)s new question.", "%(n)s new questions.", new) % {"n": shown.number(new)}
    messages.success(request, words if new else _("Nothing new is asked."))
    return redirect(f"{reverse('reports:questions')}?month={chosen}")

"""Questions: asked where a rule sees something, answered, settled, asked again. None of it touches a figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from keyworks.accounts.models import Person, Unit
from keyworks.formats.cells.words import words as kept
from keyworks.projects.models import Project
from keyworks.projects.queries import UNITS
from keyworks.record.actions import Line, write, write_many
from keyworks.reports import queries
from keyworks.reports.actions.refused import ReportsRefused
from keyworks.reports.models import Question, QuestionStep, Report
from keyworks.reports.rules.checks.doubts import Doubt
from keyworks.reports.rules.questions import FROM, LEADS_TO, OF_DISTRICTS, Key, State, Step, of_project, step
from keyworks.values.months import Month
from keyworks.values.refusals import Stale

LONGEST = 2000


@transaction.atomic
def ask(*, reports: Iterable[Report], at: datetime) -> int:
    """Ask what the rules see in these reports and in the later ones of their projects; how many questions are new.

    What no rule asks any more falls away, unless it is settled.
    """
    first: dict[int, Month] = {}
    for one in reports:
        first[one.project_id] = min(one.month, first.get(one.project_id, one.month))
    if not first:
        return 0
    rows: Any = Report.objects.filter(project__in=list(first), month__gte=min(first.values()))
    months: dict[int, list[Month]] = {}
    totals: dict[int, int | None] = {}
    about: dict[tuple[int, Month], tuple[int | None, int]] = {}
    for pk, month, district, version, total in rows.values_list(
        "project", "month", "project__district", "version", "project__total"
    ):
        if month >= first[pk]:
            months.setdefault(pk, []).append(month)
            totals[pk] = total.amount if total else None
            about[pk, month] = (district, version)
    seen: dict[Key, Doubt] = {}
    for found in (queries.doubts_of(months, totals), queries.doubts_about(months)):
        for (pk, month), doubts in found.items():
            seen |= of_project(pk, month, doubts)
    stood = Question.objects.filter(project__in=list(months), month__gte=min(first.values()))
    return _look(seen, [one for one in _held(stood) if (one.project_id, one.month) in about], about, at)


@transaction.atomic
def ask_all(*, month: Month, at: datetime) -> int:
    """Ask of the districts what the rules see in a month's reports together; how many questions are new."""
    seen = queries.asked_together(month)
    names = queries.people({key for doubt in seen.values() if (key := doubt.params.get("by"))})
    told = {key: _named(doubt, names) for key, doubt in seen.items()}
    return _look(told, _held(Question.objects.filter(month=month, rule__in=OF_DISTRICTS)), {}, at)


def _named(doubt: Doubt, names: Mapping[Any, str]) -> Doubt:
    """With the filer's name, as it is when it is asked."""
    who = doubt.params.get("by")
    return Doubt(doubt.rule, {**doubt.params, "who": names.get(who, "")}, doubt.question) if who else doubt


def _held(questions: Any) -> list[Question]:
    return list(questions.select_related("project", "district").select_for_update(of=("self",)).order_by("pk"))


def _look(
    seen: Mapping[Key, Doubt], stood: Iterable[Question], about: Mapping[Any, tuple[int | None, int]], at: datetime
) -> int:
    """Ask what is seen now and was not, and let go what is seen no more."""
    by_key = {_key(one): one for one in stood}
    new, changed, taken = [], [], []
    for key in dict.fromkeys((*seen, *by_key)):
        doubt, one = seen.get(key), by_key.get(key)
        done = step(State(one.state) if one else None, one.params if one else {}, doubt.params if doubt else None)
        if done is None:
            continue
        district, version = about.get((key.project, key.month), (key.district, 0))
        if one is None:
            fact = {"project_id": key.project, "month": key.month, "rule": key.rule, "part": key.part}
            one = Question(**fact, asked_at=at, edition=0)
            new.append(one)
        else:
            changed.append(one)
        if doubt is not None:
            one.params, one.question, one.version = dict(doubt.params), doubt.question, version
            one.district_id = district
        one.state, one.changed_at, one.edition = LEADS_TO[done], at, one.edition + 1
        taken.append((one, done))
    if taken:
        _with_names(new)
        Question.objects.bulk_create(new)
        columns = ["params", "question", "version", "district", "state", "changed_at", "edition"]
        Question.objects.bulk_update(changed, columns)
        steps = [QuestionStep(question=one, step=done, version=one.version, at=at) for one, done in taken]
        QuestionStep.objects.bulk_create(steps)
    for verb, wanted in (("reports.ask", Step.ASKED), ("reports.let_go", Step.GONE)):
        lines = [Line(one, None, {"rule": one.rule}) for one, done in taken if done == wanted]
        if lines:
            write_many(verb, lines, by=None, at=at)
    return len(new)


def _with_names(questions: list[Question]) -> None:
    """The projects and districts they are about, fetched together: each names its subject in the record."""
    projects = Project.objects.in_bulk({one.project_id for one in questions if one.project_id})
    districts = Unit.objects.in_bulk({one.district_id for one in questions if one.district_id})
    for one in questions:
        one.project, one.district = projects.get(one.project_id), districts.get(one.district_id)


def _key(one: Question) -> Key:
    return Key(one.project_id, None if one.project_id else one.district_id, one.month, one.rule, one.part)


@transaction.atomic
def answer(*, question: Question, text: str, over: int, by: Person, at: datetime) -> Question:
    """Answer a question, or add to the answer; no figure changes by it."""
    question = _standing(question, over)
    if not queries.may_answer(by, question):
        raise ReportsRefused("reports.not_yours_to_answer")
    return _done(question, Step.ANSWERED, _said(text, "reports.answer_missing"), "reports.answer", by, at)


@transaction.atomic
def settle(*, question: Question, text: str, over: int, by: Person, at: datetime) -> Question:
    """Be content with an answer; without an answer one says what settles it."""
    question = _standing(question, over)
    _must_settle(by, question)
    said = _said(text, "" if question.state == State.ANSWERED else "reports.settled_unexplained")
    return _done(question, Step.SETTLED, said, "reports.settle", by, at)


@transaction.atomic
def ask_again(*, question: Question, text: str, over: int, by: Person, at: datetime) -> Question:
    """Not be content with an answer, and say why."""
    question = _standing(question, over)
    _must_settle(by, question)
    return _done(question, Step.AGAIN, _said(text, "reports.reason_missing"), "reports.ask_again", by, at)


def _must_settle(by: Person, question: Question) -> None:
    if not queries.may_settle(by, question):
        raise ReportsRefused("reports.not_yours")


def _standing(question: Question, over: int) -> Question:
    units = [f"project__{unit}" for unit in UNITS]
    found = Question.objects.select_for_update(of=("self",)).select_related("district", *units).get(pk=question.pk)
    if over != found.edition:
        raise Stale("reports.question_stale", edition=found.edition)
    return found


def _said(text: str, missing: str) -> str:
    """What is said, at most so long; `missing` is the refusal where nothing is."""
    said = kept(text).strip()
    if missing and not said:
        raise ReportsRefused(missing, field="text")
    if len(said) > LONGEST:
        raise ReportsRefused("reports.too_long", field="text", most=LONGEST)
    return said


def _done(question: Question, what: Step, text: str, verb: str, by: Person, at: datetime) -> Question:
    if question.state not in FROM[what]:
        raise ReportsRefused("reports.question_not_so", state=str(question.get_state_display()))
    before, question.state = question.state, LEADS_TO[what]
    question.changed_at, question.edition = at, question.edition + 1
    question.save(update_fields=["state", "changed_at", "edition"])
    QuestionStep.objects.create(question=question, step=what, text=text, version=question.version, by=by, at=at)
    after = {"state": str(question.state), **({"text": text} if text else {})}
    write(verb, question, by=by, at=at, before={"state": str(before)}, after=after)
    return question

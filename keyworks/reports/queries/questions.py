"""The questions there are: whose they are to answer, and whose to settle."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from keyworks.accounts.models import Person, Unit
from keyworks.accounts.rules import Role
from keyworks.base.scopes import scope, scopes
from keyworks.projects.models import Project
from keyworks.projects.queries import UNITS, paths
from keyworks.reports.models import Question, Report
from keyworks.reports.queries.doubts import said
from keyworks.reports.queries.plans import plans
from keyworks.reports.rules import way
from keyworks.reports.rules.checks import together
from keyworks.reports.rules.checks.doubts import Filed
from keyworks.reports.rules.checks.plausible import USUAL
from keyworks.reports.rules.questions import OF_DISTRICTS, Key, State, of_districts
from keyworks.values.months import Month


@scopes(Question)
def _questions(person: Person, questions: QuerySet[Question]) -> QuerySet[Question]:
    """Those of the projects a person sees, and those put to the districts within reach."""
    if person.standing.everywhere():
        return questions
    own = Q()
    for seat in person.standing.seats:
        if seat.role == Role.DISTRICT:
            own |= Q(project=None, district__path__startswith=seat.path)
    return questions.filter(Q(project__in=scope(person, Project.objects.all())) | own)


def questions_of(project: Project, month: Month) -> list[Question]:
    """What is or was asked of a project's month, with all that was said about it, open ones first."""
    found = Question.objects.filter(project=project, month=month).prefetch_related("steps__by")
    return sorted(found, key=lambda one: (list(State).index(State(one.state)), one.pk))


def to_answer(person: Person, questions: Any) -> Any:
    """Those of these questions that wait for this person's answer: a unit's own, a district's own."""
    mine = Q()
    for seat in person.standing.seats:
        if seat.role == Role.UNIT:
            mine |= Q(project__owner__path__startswith=seat.path)
        elif seat.role == Role.DISTRICT:
            mine |= Q(project=None, district__path__startswith=seat.path)
    return questions.filter(mine, state=State.OPEN) if mine else questions.none()


def to_settle(person: Person, questions: Any) -> Any:
    """Those answered questions whose report is with this person's office; where it is with none, with the city's."""
    held = Report.objects.filter(project=OuterRef("project"), month=OuterRef("month"))
    mine = Q()
    for seat in person.standing.seats:
        if seat.role == Role.CITY:
            mine |= Q(Exists(held.filter(at_level__in=["", way.Level.CITY]))) | Q(project=None)
        elif seat.role in (Role.DISTRICT, Role.DEPARTMENT):
            level = way.Level(seat.role)
            under = {f"project__{way.UNDER[level]}__path__startswith": seat.path}
            mine |= Q(Exists(held.filter(at_level=level)), **under)
    return questions.filter(mine, state=State.ANSWERED) if mine else questions.none()


def may_answer(person: Person, question: Question) -> bool:
    if not person.may(way.FILE):
        return False
    if question.project is not None:
        return way.may_file(person.standing, paths(question.project))
    return _of_district(person, question) or Role.CITY in person.standing.roles()


def may_settle(person: Person, question: Question, report: Report | None = None) -> bool:
    """May the person settle it, or ask again? Whoever has the report may; the city office always."""
    if not person.may(way.PASS):
        return False
    if question.project is None:
        return Role.CITY in person.standing.roles()
    report = report or Report.objects.filter(project=question.project, month=question.month).first()
    level = way.Level(report.at_level) if report and report.at_level else way.Level.CITY
    return way.may_pass(person.standing, level, paths(question.project))


def _of_district(person: Person, question: Question) -> bool:
    path = question.district.path if question.district else ""
    return any(seat.role == Role.DISTRICT and path.startswith(seat.path) for seat in person.standing.seats)


def question_of(person: Person, pk: int) -> Question | None:
    """The question with its project's units, if the person sees it."""
    units = [f"project__{unit}" for unit in UNITS]
    return scope(person, Question.objects.select_related("district", *units)).filter(pk=pk).first()


def open_in(month: Month, projects: list[int]) -> dict[int, int]:
    """How many questions about a month are open, of those of these projects that have any."""
    found: dict[int, int] = {}
    rows: Any = Question.objects.filter(month=month, state=State.OPEN, project__in=projects)
    for pk in rows.values_list("project", flat=True):
        found[pk] = found.get(pk, 0) + 1
    return found


def asked_together(month: Month) -> dict[Key, Any]:
    """What the rules ask that see all reports of a month together, by the question that each is to a district."""
    rows: Any = Report.objects.filter(month=month, project__district__isnull=False)
    units = {
        pk: (unit or 0, district)
        for pk, unit, district in rows.values_list("project", "project__owner", "project__district")
    }
    planned = plans(units, month.year)
    due = {pk: planned[pk].due(month) if pk in planned else 0 for pk in units}
    filed = [
        Filed(pk, *units[pk], one, due[pk]) for pk, those in said(units, month, since=month).items() for one in those
    ]
    deeds: dict[Any, int] = {}
    for one in filed:
        deeds[one.said.by, one.said.at] = deeds.get((one.said.by, one.said.at), 0) + 1
    by_hand = [one for one in filed if deeds[one.said.by, one.said.at] == 1]
    doubts = [*together.filed_by_one(by_hand, USUAL), *together.district_exact(filed, USUAL)]
    assert {one.rule for one in doubts} <= OF_DISTRICTS
    return of_districts(month, doubts, {pk: district for pk, (_unit, district) in units.items()})


def people(keys: set[int]) -> dict[int, str]:
    """What these people are called."""
    return {one.pk: str(one) for one in Person.objects.filter(pk__in=keys)}


def districts_asked(person: Person) -> list[Unit]:
    """The districts within reach, for a list's filter."""
    return list(scope(person, Unit.objects.filter(kind=Unit.Kind.DISTRICT, closed_on=None)).order_by("pk"))


def asked_of(month: Month, state: State) -> list[Question]:
    """The questions about a month's reports that stand so, whoever they are asked of."""
    found = Question.objects.filter(month=month, state=state).select_related("project__owner", "district")
    return list(found.order_by("pk"))

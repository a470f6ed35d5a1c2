"""Whose reports a person sees, files and lets pass."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from keyworks.accounts.models import Person, Unit
from keyworks.base.scopes import scope, scopes
from keyworks.projects.models import Project
from keyworks.projects.queries import UNITS, paths
from keyworks.projects.rules.parts import ListClass
from keyworks.projects.rules.stages import Stage
from keyworks.reports.models import Closing, Report
from keyworks.reports.rules import way
from keyworks.values.months import Month


@scopes(Report)
def _reports(person: Person, reports: QuerySet[Report]) -> QuerySet[Report]:
    """The reports of the projects a person sees."""
    if person.standing.everywhere():
        return reports
    return reports.filter(project__in=scope(person, Project.objects.all()))


@scopes(Closing)
def _closings(person: Person, closings: QuerySet[Closing]) -> QuerySet[Closing]:
    return closings


def expected(month: Month) -> QuerySet[Project]:
    """The projects that report this month: those on the year's construction list, each package as one."""
    listed = Q(list_class=ListClass.CONSTRUCTION, list_year=month.year, parent=None)
    return Project.objects.filter(listed).exclude(stage=Stage.EXITED)


def among(projects: QuerySet[Project] | Iterable[int]) -> Any:
    """What `__in` takes for these projects: keys are written out, a selection stays a question of the database."""
    return projects.order_by().values("pk") if isinstance(projects, QuerySet) else list(projects)


def may_file(person: Person, project: Project) -> bool:
    return person.may(way.FILE) and way.may_file(person.standing, paths(project))


def may_pass(person: Person, report: Report) -> bool:
    """May the person let this report pass, or give it back, where it stands now?"""
    if not report.at_level or not person.may(way.PASS):
        return False
    return way.may_pass(person.standing, way.Level(report.at_level), paths(report.project))


def project_of(person: Person, pk: int) -> Project | None:
    """The project with its units, if the person sees it."""
    return scope(person, Project.objects.select_related(*UNITS)).filter(pk=pk).first()


def district_of(person: Person, **which: Any) -> Unit | None:
    """The district of this code or key, if the person sees it or a project in it."""
    found = Unit.objects.filter(kind=Unit.Kind.DISTRICT, **which).first()
    if found is None or scope(person, Unit.objects.filter(pk=found.pk)).exists():
        return found
    return found if scope(person, Project.objects.filter(district=found)).exists() else None

"""How many of a year's new starts have begun."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from keyworks.accounts.models import Person
from keyworks.base.scopes import scope
from keyworks.projects.models import Project
from keyworks.projects.rules.parts import ListClass, YearTag
from keyworks.projects.rules.stages import Stage


@dataclass(frozen=True)
class Starts:
    """New starts of a year: all of them, those begun, and those due by a day and not begun."""

    projects: int
    begun: int
    late: int


def starts(person: Person, year: int, day: date) -> Starts:
    listed = Q(list_class=ListClass.CONSTRUCTION, list_year=year, parent=None, year_tag=YearTag.NEW)
    rows = scope(person, Project.objects.filter(listed)).exclude(stage=Stage.EXITED).order_by()
    late = Q(started_on=None, planned_start__lt=day)
    return Starts(
        **rows.aggregate(
            projects=Count("pk"), begun=Count("pk", filter=Q(started_on__isnull=False)), late=Count("pk", filter=late)
        )
    )

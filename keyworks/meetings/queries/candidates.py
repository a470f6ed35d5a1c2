"""What is known of every project that could be seen, gathered at once."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from keyworks.accounts.models import Person
from keyworks.base.scopes import scope
from keyworks.matters.models import MatterProject
from keyworks.matters.rules.ladder import OPEN
from keyworks.meetings.models import Caught, Meeting
from keyworks.meetings.queries.meetings import visited
from keyworks.meetings.rules.candidates import Candidate, Known, ranked
from keyworks.projects.models import Project
from keyworks.projects.rules.stages import Stage
from keyworks.reports.queries import lights, rules_for
from keyworks.reports.rules.way import reported_on

SEEN = (Stage.READY, Stage.BUILDING, Stage.SUSPENDED, Stage.COMPLETED, Stage.COMMISSIONING, Stage.PRODUCING)
HIGH = 3


def candidates(person: Person, meeting: Meeting, today: date) -> list[Candidate]:
    """The projects that deserve a visit, ranked; of the meeting's district where it has one."""
    projects = scope(person, Project.objects.filter(stage__in=SEEN, children=None))
    if meeting.district_id:
        projects = projects.filter(district=meeting.district_id)
    return ranked(known(projects, meeting, today), today)


def known(projects: QuerySet[Project], meeting: Meeting, today: date) -> list[Known]:
    """What is known of each on a day."""
    found: Any = projects.order_by("pk").values(
        "pk", "stage", "plan", "planned_start", "started_on", "planned_finish", "finished_on"
    )
    rows = list(found)
    keys = [row["pk"] for row in rows]
    month = reported_on(today)
    now, then = (lights(keys, one, rules_for(one), today) for one in (month, month - 1))
    waits, high, overdue = _matters(today)
    promised, seen = _promised(meeting), visited()
    return [
        Known(
            row["pk"], Stage(row["stage"]), row["plan"], _colour(now, row["pk"]), _colour(then, row["pk"]),
            high[row["pk"]], overdue[row["pk"]], waits[row["pk"]], promised[row["pk"]],
            row["planned_start"], row["started_on"], row["planned_finish"], row["finished_on"],
            seen[row["pk"]].on if row["pk"] in seen else None,
        )
        for row in rows
    ]  # fmt: skip


def _colour(found: Any, pk: int) -> str:
    return str(found[pk].colour) if pk in found else ""


def _matters(today: date) -> tuple[Counter[int], Counter[int], Counter[int]]:
    """Project → open matters it waits for, overdue ones of the upper levels, overdue ones of the lower."""
    links = MatterProject.objects.filter(blocks=True, matter__state__in=OPEN).order_by()
    late = Q(matter__due_on__lt=today) | Q(matter__climbs_on__lt=today)
    waits, high, overdue = Counter[int](), Counter[int](), Counter[int]()
    for (project,) in links.values_list("project"):
        waits[project] += 1
    for project, level in links.filter(late).values_list("project", "matter__level"):
        (high if level >= HIGH else overdue)[project] += 1
    return waits, high, overdue


def _promised(meeting: Meeting) -> Counter[int]:
    """Project → what the meeting before directed about it that is still open."""
    found = Counter[int]()
    if meeting.before_id is None:
        return found
    issued = Caught.objects.filter(meeting=meeting.before_id, matter__isnull=False).values("matter")
    ways = Q(matter__in=issued) | Q(matter__parent__in=issued)
    rows = MatterProject.objects.filter(ways, matter__state__in=OPEN).order_by().values_list("project", "matter")
    for project, _matter in rows.distinct():
        found[project] += 1
    return found

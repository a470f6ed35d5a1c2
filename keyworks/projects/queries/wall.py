"""The lives of many projects for the wall chart, in a number of questions that does not grow with them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import QuerySet

from keyworks.projects.models import Component, Move, Project
from keyworks.projects.rules.wall import Life, Part
from keyworks.projects.rules.yearly import Step, standing


def lives(projects: QuerySet[Project]) -> list[tuple[Project, Life]]:
    """Each of these projects, by number, with its way so far."""
    joined = ("leader", "district", "responsible_unit", "owner", "lead_department")
    rows = list(projects.select_related(*joined).order_by("local_number"))
    keys = [one.pk for one in rows]
    reached = _reached(keys)
    parts = _parts(keys)
    return [
        (
            one,
            Life(
                one.variant, one.stage, reached[one.pk], one.planned_start, one.planned_finish, one.started_on,
                one.finished_on, parts[one.pk],
            ),
        )
        for one in rows
    ]  # fmt: skip


def _reached(keys: list[int]) -> dict[int, dict[str, Any]]:
    """Project → stage → the day of the step to it that no later step took back."""
    made: Any = Move.objects.filter(project__in=keys).order_by("pk")
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    for step in standing([Step(*one) for one in made.values_list("project", "source", "target", "way", "on")]):
        found[step.project].setdefault(step.target, step.on)
    return found


def _parts(keys: list[int]) -> dict[int, list[Part]]:
    rows: Any = Component.objects.filter(project__in=keys).order_by("order", "pk")
    columns = ("kind__code", "state", "state_on", "planned_finish", "name_zh", "name_en")
    found: dict[int, list[Part]] = defaultdict(list)
    for project, *said in rows.values_list("project", *columns):
        found[project].append(Part(*said))
    return found

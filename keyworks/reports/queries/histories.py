"""A project's history as its lists told it: what was known when, and the lights that follow from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from keyworks.accounts.queries import day_of, today
from keyworks.projects.models import Edition, Project
from keyworks.projects.rules.stages import Stage
from keyworks.reports.rules.lights.histories import Course, Known, course, lit_history
from keyworks.reports.rules.lights.specs import RuleSet
from keyworks.reports.rules.lights.states import Light
from keyworks.values.money import Money

OVER = frozenset({
    Stage.COMPLETED, Stage.COMMISSIONING, Stage.PRODUCING, Stage.AT_CAPACITY, Stage.EFFECTIVE, Stage.IN_USE,
    Stage.ARCHIVED,
})  # fmt: skip
"""Stages of a project whose works are done."""


@dataclass(frozen=True)
class Moment:
    """What was known of a project from a day on, for a reader."""

    known: Known
    stage: Stage | None
    total: Money | None
    course: Course | None
    lights: tuple[Light, ...]


def history(project: Project) -> list[tuple[Known, Mapping[str, Any]]]:
    """What was known of a project, day by day, the first first; of a day the last that was said, and none to come."""
    rows: dict[date, Mapping[str, Any]] = {}
    now = today()
    for at, facts in Edition.objects.filter(project=project).order_by("edition").values_list("at", "facts"):
        rows[min(day_of(at), now)] = facts
    return [(_known(on, rows[on]), rows[on]) for on in sorted(rows)]


def _known(on: date, facts: Mapping[str, Any]) -> Known:
    days = {
        name: date.fromisoformat(facts[name]) if facts.get(name) else None
        for name in ("planned_start", "started_on", "planned_finish", "finished_on")
    }
    over = facts.get("stage") in OVER or (days["finished_on"] is not None and days["finished_on"] <= on)
    return Known(
        on, days["planned_start"], days["started_on"], days["planned_finish"], over, not facts.get("unreported_since")
    )


def moments(project: Project, sets: tuple[RuleSet, ...]) -> list[Moment]:
    """Each day on which something was known, with the lights of that day under these rule sets, the last first."""
    told = history(project)
    known = [one for one, _facts in told]
    found = []
    for one, facts in told:
        whole = facts.get("parts", {}).get("total")
        stage, total = facts.get("stage"), Money(whole["fen"]) if whole else None
        lights = tuple(lit_history(rules, known, one.on) for rules in sets)
        found.append(Moment(one, Stage(stage) if stage else None, total, course(known, one.on), lights))
    return found[::-1]

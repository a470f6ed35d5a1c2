"""How far the parts of a project are, by month, and what milestones it reached."""

from __future__ import annotations

from dataclasses import dataclass

from keyworks.projects.models import Component, Project
from keyworks.reports.models import PartReach, Reached
from keyworks.reports.rules.parts import Milestone, Reach, from_plain
from keyworks.values.months import Month

MOST_PARTS = 200
"""Parts of more than so many projects' parts are brought by a sheet: a form of them helps nobody."""


@dataclass(frozen=True)
class Part:
    """A part of the works: how far it is in the month and how far it was the month before, as last told."""

    component: Component
    now: Reach
    before: Reach | None
    version: int
    """Of what is told of this month; 0 where nothing is."""

    @property
    def grown(self) -> int | None:
        if self.before is None or self.before.progress is None or self.now.progress is None:
            return None
        return self.now.progress - self.before.progress


def parts_of(project: Project, month: Month) -> list[Part]:
    """The parts of a project in their order; what is not told of this month is as it was last told."""
    components = list(project.components.select_related("kind")[: MOST_PARTS + 1])
    if not components or len(components) > MOST_PARTS:
        return []
    told: dict[int, list[PartReach]] = {}
    for one in PartReach.objects.asof().filter(project=project, month__lte=month).order_by("month"):
        told.setdefault(one.component_id, []).append(one)
    found = []
    for component in components:
        rows = told.get(component.pk, [])
        here = rows[-1] if rows and rows[-1].month == month else None
        earlier = [one for one in rows if one.month != month]
        before = earlier[-1].reach if earlier else None
        found.append(Part(component, here.reach if here else before or Reach(), before, here.version if here else 0))
    return found


def reached_in(project: Project, month: Month) -> tuple[list[Milestone], int]:
    """The milestones told of a month, and the version in which they stand; 0 where none ever were."""
    found = Reached.objects.filter(project=project, month=month).order_by("-version").first()
    return (from_plain(found.milestones), found.version) if found else ([], 0)

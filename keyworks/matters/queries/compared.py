"""How the affected projects stood when a matter was raised, and when it was closed or stand now."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from keyworks.accounts.models import Person
from keyworks.accounts.queries import today
from keyworks.base.scopes import scope
from keyworks.matters.models import Matter, Snapshot
from keyworks.matters.queries.snapshots import project_facts
from keyworks.projects.models import Project

MONEY = ("done", "plan", "total")


@dataclass(frozen=True)
class Compared:
    """A project before and after; `then` is None while nobody closed it, and `after` is how it stands today."""

    project: Project
    before: dict[str, Any]
    raised_on: date
    after: dict[str, Any]
    closed_on: date | None
    differences: dict[str, int] = field(default_factory=dict)
    """Days for the planned finish, minor units of money for the rest; what cannot be subtracted is missing."""


def compared(person: Person, matter: Matter) -> list[Compared]:
    """Each affected project the person sees, by number; the last closing counts, and the first raising."""
    kept: dict[tuple[str, int], Snapshot] = {}
    for one in Snapshot.objects.filter(matter=matter).order_by("round", "pk"):
        if one.moment == Snapshot.Moment.CLOSED:
            kept[one.moment, one.project_id] = one
        else:
            kept.setdefault((one.moment, one.project_id), one)
    keys = [key for moment, key in kept if moment == Snapshot.Moment.RAISED]
    closed = {key for moment, key in kept if moment == Snapshot.Moment.CLOSED} if matter.closed_on else set()
    now = project_facts([key for key in keys if key not in closed], today())
    found = []
    for project in scope(person, Project.objects.filter(pk__in=keys)).order_by("local_number"):
        first, last = kept[Snapshot.Moment.RAISED, project.pk], kept.get((Snapshot.Moment.CLOSED, project.pk))
        ended = last if project.pk in closed else None
        after = ended.facts if ended else now[project.pk]
        closed_on = ended.on if ended else None
        found.append(Compared(project, first.facts, first.on, after, closed_on, differences(first.facts, after)))
    return found


def differences(before: dict[str, Any], after: dict[str, Any]) -> dict[str, int]:
    """After less before; the money of two different years is not subtracted, being no course of one thing."""
    found = {}
    starts, ends = (_day(one.get("planned_finish")) for one in (before, after))
    if starts and ends:
        found["planned_finish"] = (ends - starts).days
    same_year = str(before.get("month"))[:4] == str(after.get("month"))[:4]
    for name in MONEY:
        if before.get(name) is not None and after.get(name) is not None and (same_year or name == "total"):
            found[name] = after[name] - before[name]
    return found


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value

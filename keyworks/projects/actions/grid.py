from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from keyworks.accounts.models import Person
from keyworks.projects.actions.editing import edit
from keyworks.projects.actions.keeping import in_turn
from keyworks.projects.actions.money import Amounts, state_money
from keyworks.projects.actions.refused import ProjectsRefused
from keyworks.projects.models import Project
from keyworks.projects.rules.parts import Part
from keyworks.values.money import Money
from keyworks.values.problems import Place, Problem
from keyworks.values.refusals import Refused, Stale


@dataclass(frozen=True)
class Change:
    """What is changed of one project: `values` as in `edit`, money as in `state_money`, over the edition seen."""

    project: Project
    over: int
    values: Mapping[str, Any] = field(default_factory=dict)
    parts: Mapping[Part, Money] = field(default_factory=dict)
    amounts: Amounts = field(default_factory=dict)


class ManyRefused(ProjectsRefused):
    """Some of many changes are refused, so none is made: each problem with its project's key, and who was stale."""

    def __init__(self, problems: Iterable[tuple[int, Problem]], stale: Iterable[int]) -> None:
        self.problems, self.stale = tuple(problems), frozenset(stale)
        touched = {pk for pk, _ in self.problems} | self.stale
        super().__init__("projects.many_refused", count=len(touched))

    def __reduce__(self) -> tuple[object, ...]:
        return ManyRefused, (self.problems, self.stale)


@transaction.atomic
def edit_many(*, changes: Sequence[Change], by: Person | None, at: datetime, reason: str = "") -> list[Project]:
    """Change many projects, all or none, each by the same actions as alone; amounts that stood are corrected."""
    in_turn(name for change in changes for name in change.values)
    done: list[Project] = []
    problems: list[tuple[int, Problem]] = []
    stale: list[int] = []
    # In one order, so that two who save at once wait for each other and never for both.
    for change in sorted(changes, key=lambda one: one.project.pk):
        try:
            with transaction.atomic():
                done.append(_change(change, by, at, reason))
        except Stale:
            stale.append(change.project.pk)
        except Refused as no:
            problems.append((change.project.pk, Problem(no.code, no.params, place=Place(field=no.field))))
    if problems or stale:
        raise ManyRefused(problems, stale)
    return done


def _change(change: Change, by: Person | None, at: datetime, reason: str) -> Project:
    project, over = change.project, change.over
    if change.values:
        project = edit(project=project, values=change.values, over=over, by=by, at=at, reason=reason)
        over = project.edition
    if change.parts or change.amounts:
        project = state_money(
            project=project, parts=change.parts, amounts=change.amounts, over=over, by=by, at=at, reason=reason
        )
    return project

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, OuterRef, Subquery

from keyworks.accounts.actions.refused import one_by_one
from keyworks.accounts.models import Person
from keyworks.base.bulk import collector_paused
from keyworks.projects.actions.current import stand_anew
from keyworks.projects.actions.intake_changes import Change, restate
from keyworks.projects.actions.intake_codes import Codes
from keyworks.projects.actions.intake_rows import THROUGH, Rows, Teller
from keyworks.projects.actions.refused import ProjectsRefused
from keyworks.projects.models import (
    Capacity,
    Component,
    CurrentAmount,
    Edition,
    Intake,
    Investment,
    Move,
    Party,
    PlannedAmount,
    Project,
    SourcedValue,
)
from keyworks.projects.queries.intakes import Dependent, depending
from keyworks.projects.rules.taking import Standing
from keyworks.record.actions import write

AT_ONCE = 1000
BROUGHT: dict[str, tuple[Any, ...]] = {
    "editions": (Edition,), "moves": (Move,), "figures": (Investment, PlannedAmount, SourcedValue),
    "components": (Component,),
}  # fmt: skip
HELD: tuple[Any, ...] = (Component, Capacity, Party, CurrentAmount, *THROUGH.values())
"""What hangs on a project and goes with it."""


class IntakeDepended(ProjectsRefused):
    """Something newer stands on the intake: what, each with its projects."""

    def __init__(self, dependents: Sequence[Dependent]) -> None:
        self.dependents = tuple(dependents)
        super().__init__("projects.intake_depended", count=sum(one.count for one in dependents))

    def __reduce__(self) -> tuple[object, ...]:
        return IntakeDepended, (self.dependents,)


@transaction.atomic
@collector_paused()
def take_back(*, intake: Intake, by: Person | None, at: datetime, reason: str) -> dict[str, int]:
    """Take back all that an intake brought, as if it had never been; how much of each.

    Refused by IntakeDepended while something newer stands on it. The record keeps what was.
    """
    one_by_one()
    intake = Intake.objects.select_for_update(of=("self",)).get(pk=intake.pk)
    if intake.state != Standing.STANDING:
        raise ProjectsRefused("projects.intake_gone")
    if not reason.strip():
        raise ProjectsRefused("projects.reason_missing", field="reason")
    if dependents := depending(intake):
        raise IntakeDepended(dependents)
    Intake.objects.filter(pk=intake.pk).update(state=Standing.LEAVING, door=-intake.pk)
    changed = list(Project.objects.filter(pk__in=_touched(intake)).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(changed), AT_ONCE):
        _restored(intake, changed[start : start + AT_ONCE])
    own = "intake_id = %s"
    counts = {name: sum(_gone(model, own, intake.pk) for model in models) for name, models in BROUGHT.items()}
    for start in range(0, len(changed), AT_ONCE):
        stand_anew(changed[start : start + AT_ONCE])
    made = "project_id IN (SELECT id FROM projects_project WHERE intake_id = %s)"
    for model in HELD:
        _gone(model, made, intake.pk)
    counts["projects"] = _gone(Project, own, intake.pk)
    counts["changed"] = len(changed)
    Intake.objects.filter(pk=intake.pk).update(state=Standing.TAKEN_BACK, door=None)
    write("projects.take_back", intake, by=by, at=at, reason=reason, before={"files": intake.told()}, after=counts)
    return counts


def _touched(intake: Intake) -> Any:
    """The projects it did not make and appended to."""
    return Edition.objects.filter(intake=intake).exclude(project__intake=intake).values("project")


def _restored(intake: Intake, keys: Sequence[int]) -> None:
    """Make of these projects what the edition before the intake says of them."""
    editions = Edition.objects.filter(project__in=keys)
    last = editions.order_by().values("project").annotate(last=Max("edition"))
    stood = editions.exclude(intake=intake).order_by().values("project").annotate(last=Max("edition"))
    after = {row["project"]: row["last"] for row in last}
    before = {row["project"]: row["last"] for row in stood}
    wanted = {*after.items(), *before.items()}
    found = {
        (one.project_id, one.edition): one
        for one in editions.filter(edition__in={number for _, number in wanted}).select_related("intake")
        if (one.project_id, one.edition) in wanted
    }
    moves = Move.objects.filter(project=OuterRef("pk")).exclude(intake=intake).order_by("-pk")
    steps = Project.objects.filter(pk__in=keys).annotate(since=Subquery(moves.values("on")[:1]))
    since = dict(steps.values_list("pk", "since"))
    codes = Codes()
    codes.projects(filter(None, (one.facts.get("parent") for one in found.values())))
    rows = Rows(codes, Teller(intake, None, ""))
    changes = []
    for key in keys:
        stands, leaves = found[key, before[key]], found[key, after[key]]
        columns: dict[str, Any] = {
            "edition": stands.edition, "changed_at": stands.intake.at if stands.intake else stands.at,
        }  # fmt: skip
        change = Change(key, leaves.facts, stands.facts, columns, str(key))
        if "stage" in change.changed or "stage_since" in change.changed:
            columns["stage_since"] = stands.facts.get("stage_since") or since[key]
        changes.append(change)
    restate(changes, rows, -1)
    rows.pour()


def _gone(model: Any, condition: str, pk: int) -> int:
    """Remove rows by their table, so that no object is made of them; how many."""
    with connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{model._meta.db_table}" WHERE {condition}', [pk])  # noqa: S608
        return int(cursor.rowcount)

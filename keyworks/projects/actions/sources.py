from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from keyworks.accounts.models import Person
from keyworks.base.twotime import correct, first
from keyworks.projects.actions.keeping import keep, standing
from keyworks.projects.actions.refused import ProjectsRefused, no_errors
from keyworks.projects.models import Project, SourcedValue
from keyworks.projects.rules import checks
from keyworks.values.problems import Place

SAID = ("value", "measure", "teller_en", "valid_from", "source")
"""What one teller says of a fact."""


@transaction.atomic
def state_values(
    *,
    project: Project,
    values: Sequence[Mapping[str, Any]] = (),
    adopted: Mapping[str, str] | None = None,
    over: int | None,
    by: Person | None,
    at: datetime,
    reason: str = "",
) -> Project:
    """State what sources say of facts: `fact`, `teller` and SAID of each; one that stands is corrected with a reason.

    `adopted` is fact's code → the teller whose value is used, "" for none. What is not named stays.
    """
    project = standing(project, over=over, by=by)
    rows: Any = SourcedValue.objects.filter(project=project).asof().select_related("fact", "measure")
    stood = {(row.fact.code, row.teller): row for row in rows}
    no_errors(
        problem.at(Place(field=f"values.{number}.{problem.place.field}"))
        for number, one in enumerate(values)
        for problem in checks.far(one, "valid_from")
    )
    new = [one for one in values if _differs(stood.get((one["fact"].code, one["teller"])), one)]
    for one in new:
        _append(project, stood.get((one["fact"].code, one["teller"])), one, by=by, at=at, reason=reason)
    now = {**project.adopted, **(adopted or {})}
    now = {fact: teller for fact, teller in now.items() if teller}
    known = set(stood) | {(one["fact"].code, one["teller"]) for one in new}
    if missing := set(now.items()) - known:
        fact, teller = min(missing)
        raise ProjectsRefused("projects.teller_unknown", field=f"adopted.{fact}", name=teller)
    said: dict[str, Any] = {"sourced": told(project)} if new else {}
    if now != project.adopted:
        project.adopted = said["adopted"] = now
    return keep("projects.state_values", project, said, by=by, at=at, reason=reason) if said else project


def told(project: Project) -> list[dict[str, Any]]:
    """All that sources say of a project's facts as it stands."""
    rows = SourcedValue.objects.filter(project=project).asof().select_related("fact", "measure")
    names = ("fact", "teller", *SAID)
    return [{name: getattr(row, name) for name in names} for row in rows.order_by("fact__order", "pk")]


def _differs(row: SourcedValue | None, one: Mapping[str, Any]) -> bool:
    return row is None or any(getattr(row, name) != one[name] for name in SAID if name in one)


def _append(
    project: Project, row: SourcedValue | None, one: Mapping[str, Any], *, by: Person | None, at: datetime, reason: str
) -> None:
    fact = {"project": project, "fact": one["fact"], "teller": one["teller"]}
    said = {name: one[name] for name in SAID if name in one}
    if row is None:
        first(SourcedValue, fact, by=by, at=at, **said)
    else:
        correct(SourcedValue, fact, over=row.version, reason=reason, by=by, at=at, **said)

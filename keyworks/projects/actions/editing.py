from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from keyworks.accounts.models import Person
from keyworks.accounts.queries import day_of
from keyworks.base.manifest import rights
from keyworks.projects.actions.keeping import in_turn, keep, may_say, standing
from keyworks.projects.actions.money import planned_now
from keyworks.projects.actions.places import locate
from keyworks.projects.actions.refused import ProjectsRefused, no_errors
from keyworks.projects.actions.registering import FIELDS
from keyworks.projects.models import Capacity, CurrentAmount, Party, Project
from keyworks.projects.queries import UNITS, packages_above, paths
from keyworks.projects.rules import checks
from keyworks.projects.rules.authority import may_edit
from keyworks.projects.rules.parts import Cut

MOVED = frozenset({"stage"})
"""What another action changes."""
PACKAGED = frozenset({"parent", "cut", "cut_number"})
LISTED = {"capacities": Capacity, "parties": Party}
CHECKED_WITH = ("name_zh", "stage", "variant", "planned_start", "planned_finish", "started_on", "finished_on")
"""What a change is judged together with."""


@transaction.atomic
def edit(
    *,
    project: Project,
    values: Mapping[str, Any],
    over: int | None,
    by: Person | None,
    at: datetime,
    reason: str = "",
) -> Project:
    """Change what is said of a project; `values` as in `register_many`, without money and stage.

    Only what really differs is changed, told and recorded; where nothing differs the project stays as it is.
    """
    unknown = set(values) - (FIELDS - MOVED) - {"programmes", "chains", *LISTED}
    if unknown:
        raise TypeError(f"not changed here: {sorted(unknown)}")
    in_turn(values)
    project = standing(project, over=over, by=by)
    said = _differing(project, values)
    if not said:
        return project
    may_say(by, said)
    _not_unmerged(project, said)
    _not_given_away(project, said, by)
    whole = {name: getattr(project, name) for name in CHECKED_WITH} | said
    no_errors(checks.check(whole, today=day_of(at)))
    _not_taken(project, said)
    _not_in_itself(project, said)
    locate(project, said)
    for name, value in said.items():
        if name in FIELDS:
            setattr(project, name, value)
        elif name in LISTED:
            _replace(LISTED[name], project, value)
        else:
            getattr(project, name).set(value)
    if "district" in said:
        CurrentAmount.objects.filter(project=project).update(district=project.district)
    if "list_year" in said:
        project.plan = planned_now(project)
    return keep("projects.edit", project, said, by=by, at=at, reason=reason)


def _differing(project: Project, values: Mapping[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for name, value in values.items():
        if name in FIELDS:
            same = getattr(project, name) == value
        elif name in LISTED:
            same = _rows(project, name) == [dict(one) for one in value]
        else:
            same = {term.pk for term in getattr(project, name).all()} == {term.pk for term in value}
        if not same:
            said[name] = value
    return said


def _rows(project: Project, name: str) -> list[dict[str, Any]]:
    """The capacities or parties of a project as they are said."""
    fields = [one.name for one in LISTED[name]._meta.fields if one.name not in {"id", "project", "order"}]
    return [{field: getattr(row, field) for field in fields} for row in getattr(project, name).all()]


def _replace(model: Any, project: Project, rows: Sequence[Mapping[str, Any]]) -> None:
    model.objects.filter(project=project).delete()
    model.objects.bulk_create([model(project=project, order=order, **row) for order, row in enumerate(rows, 1)])


def _not_taken(project: Project, said: Mapping[str, Any]) -> None:
    for name in ("local_number", "project_code"):
        code = said.get(name)
        if code and Project.objects.filter(Q(**{name: code}) & ~Q(pk=project.pk)).exists():
            raise ProjectsRefused(f"projects.{name}_taken", field=name, number=code)
    if "local_number" in said and not said["local_number"]:
        raise ProjectsRefused("projects.number_missing", field="local_number")


def _not_given_away(project: Project, said: Mapping[str, Any], by: Person | None) -> None:
    """Refuse a change after which the person could not change the project any more: the city hands projects over."""
    moved = {name: said[name].path if said[name] else "" for name in UNITS if name in said}
    if by is not None and moved and not may_edit(by.standing, rights(), paths(project) | moved):
        raise ProjectsRefused("projects.given_away", field=min(moved))


def _not_unmerged(project: Project, said: Mapping[str, Any]) -> None:
    """Refuse to make a merged project a part or a package in passing: it stands by itself again when it is parted."""
    if project.cut == Cut.MERGED and said.keys() & PACKAGED:
        raise ProjectsRefused("projects.merged_already", field="parent", name=str(project))


def _not_in_itself(project: Project, said: Mapping[str, Any]) -> None:
    """Refuse a package that would contain itself, or stand deeper than packages do."""
    if said.get("parent") is None:
        return
    above = packages_above(said["parent"].pk)
    if project.pk in above:
        raise ProjectsRefused("projects.package_in_itself", field="parent", name=str(said["parent"]))
    no_errors(checks.packed(len(above)))

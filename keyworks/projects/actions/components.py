from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from keyworks.accounts.models import Person
from keyworks.accounts.queries import day_of
from keyworks.projects.actions.keeping import keep, plain, standing
from keyworks.projects.actions.refused import ProjectsRefused, no_errors
from keyworks.projects.models import Component, Project
from keyworks.projects.rules import components as rules
from keyworks.projects.rules.components import State
from keyworks.record.actions import Line
from keyworks.values.refusals import Stale

SAID = (
    "kind", "name_zh", "name_en", "chainage_m", "geometry", "planned_start", "planned_finish", "started_on",
    "finished_on", "note_zh", "note_en",
)  # fmt: skip
"""What is said of a component; its state moves by `progress_component`, its order by `arrange_components`."""
KEPT = ("state", "state_on", "extras", "unreported_since")
MOST = 5000


@transaction.atomic
def add_components(
    *, project: Project, rows: Sequence[Mapping[str, Any]], by: Person | None, at: datetime
) -> list[Component]:
    """Add components after those that are there, all or none. A row names SAID, and `state` with `state_on`."""
    project = standing(project, over=None, by=by)
    last = project.components.aggregate(last=Max("order"))["last"] or 0
    if last + len(rows) > MOST:
        raise ProjectsRefused("projects.components_many", most=MOST)
    taken = set(project.components.values_list("kind_id", "name_zh"))
    added = []
    for order, row in enumerate(rows, last + 1):
        no_errors(rules.check({"name_zh": "", **row}, kind=row["kind"].code, today=day_of(at)))
        if (row["kind"].pk, row["name_zh"]) in taken:
            raise ProjectsRefused("projects.component_there", field="names", name=row["name_zh"])
        taken.add((row["kind"].pk, row["name_zh"]))
        added.append(Component(project=project, order=order, **row))
    Component.objects.bulk_create(added)
    line = Line(project, None, {"components": [one.name_zh for one in added]})
    keep("projects.add_components", project, _all(project), by=by, at=at, line=line)
    return added


@transaction.atomic
def edit_component(
    *, component: Component, values: Mapping[str, Any], over: int | None, by: Person | None, at: datetime
) -> Component:
    """Change what is said of a component; nothing differing is nothing changed."""
    unknown = set(values) - set(SAID)
    if unknown:
        raise TypeError(f"not changed here: {sorted(unknown)}")
    component = _standing(component, over, by)
    said = {name: value for name, value in values.items() if getattr(component, name) != value}
    if not said:
        return component
    whole = {name: getattr(component, name) for name in (*SAID, "state")} | said
    no_errors(rules.check(whole, kind=whole["kind"].code, today=day_of(at)))
    return _keep("projects.edit_component", component, said, by=by, at=at)


@transaction.atomic
def progress_component(
    *, component: Component, state: str, on: date, note: str, over: int | None, by: Person | None, at: datetime
) -> Component:
    """Record that a component reached a state on a day; with its first state it has begun, with its last it is done."""
    component = _standing(component, over, by)
    states = rules.way(component.kind.code)
    before = (component.state, component.state_on)
    problem = rules.progressed(states, before, (state, on), today=day_of(at), note=note)
    no_errors([problem] if problem else [])
    said: dict[str, Any] = {"state": state, "state_on": on}
    if state != State.NOT_BEGUN and component.started_on is None:
        said["started_on"] = on
    said["finished_on"] = on if state == states[-1] else None
    said = {name: value for name, value in said.items() if getattr(component, name) != value}
    return _keep("projects.progress_component", component, said, by=by, at=at, reason=note) if said else component


@transaction.atomic
def arrange_components(*, project: Project, order: Sequence[int], by: Person | None, at: datetime) -> None:
    """Put the components of a project into this order of their keys."""
    project = standing(project, over=None, by=by)
    found = {one.pk: one for one in project.components.all()}
    if sorted(found) != sorted(order):
        raise ProjectsRefused("projects.components_changed")
    before = {"components": [found[pk].name_zh for pk in found]}
    for number, pk in enumerate(order, 1):
        found[pk].order = number
    after = {"components": [found[pk].name_zh for pk in order]}
    if before == after:
        return
    Component.objects.bulk_update(found.values(), ["order"])
    line = Line(project, before, after)
    keep("projects.arrange_components", project, _all(project), by=by, at=at, line=line)


@transaction.atomic
def remove_component(
    *, component: Component, reason: str, over: int | None, by: Person | None, at: datetime
) -> Project:
    """Take a component out of its project. What was said of it stays in the record."""
    component = _standing(component, over, by)
    if not reason.strip():
        raise ProjectsRefused("projects.removed_unexplained", field="reason")
    project = component.project
    said = {name: plain(getattr(component, name)) for name in (*SAID, "state", "state_on")}
    line = Line(project, {name: value for name, value in said.items() if value not in (None, "")})
    component.delete()
    return keep("projects.remove_component", project, _all(project), by=by, at=at, reason=reason, line=line)


def _standing(component: Component, over: int | None, by: Person | None) -> Component:
    """The component as it stands, its project held until the transaction ends, if this person may change it."""
    project = standing(component.project, over=None, by=by)
    found = Component.objects.select_related("kind").get(pk=component.pk)
    found.project = project
    if over is not None and over != found.edition:
        raise Stale("projects.component_stale", edition=found.edition)
    return found


def _keep(
    verb: str, component: Component, said: Mapping[str, Any], *, by: Person | None, at: datetime, reason: str = ""
) -> Component:
    before = {name: plain(getattr(component, name)) for name in said}
    for name, value in said.items():
        setattr(component, name, value)
    component.edition += 1
    component.save(force_update=True)
    keep(
        verb,
        component.project,
        _all(component.project),
        by=by,
        at=at,
        reason=reason,
        line=Line(component, before, plain(said)),
    )
    return component


def _all(project: Project) -> dict[str, Any]:
    """All components as the project's editions keep them."""
    rows = Component.objects.filter(project=project).select_related("kind")
    return {
        "components": [
            {name: getattr(row, name) for name in (*SAID, *KEPT) if getattr(row, name) not in (None, "", {})}
            for row in rows
        ]
    }

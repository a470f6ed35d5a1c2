"""What stands of a project made what its facts now say: forwards when a list brings it, backwards when it leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from keyworks.base.bulk import amend
from keyworks.projects.actions.intake_codes import COMPONENT, Facts, component
from keyworks.projects.actions.intake_rows import THROUGH, Rows
from keyworks.projects.actions.refused import ProjectsRefused
from keyworks.projects.models import Capacity, Component, Party, Project
from keyworks.projects.rules.taking import differing

LISTS = ("programmes", "chains", "capacities", "parties")
MODELS: Mapping[str, Any] = {**THROUGH, "capacities": Capacity, "parties": Party}


@dataclass
class Change:
    """The facts of a project before and after; `columns` are those that are not said; `where` names it in a refusal."""

    pk: int
    before: Facts
    after: Facts
    columns: Mapping[str, Any]
    where: str = ""

    @cached_property
    def changed(self) -> dict[str, Any]:
        return differing(self.before, self.after)

    @property
    def moves_money(self) -> bool:
        """Do the amounts kept for sums follow?"""
        return not self.changed.keys().isdisjoint(("amounts", "district"))


def restate(changes: Sequence[Change], rows: Rows, step: int) -> None:
    """Write the columns that changed; the lists wait in `rows`. A changed component's edition goes on by `step`."""
    groups: dict[tuple[str, ...], list[list[Any]]] = {}
    lists: dict[str, list[int]] = {name: [] for name in LISTS}
    for one in changes:
        try:
            columns = {**rows.codes.columns(one.after, one.changed), **one.columns}
            for name in LISTS:
                if name in one.changed:
                    lists[name].append(one.pk)
                    rows.lists(one.pk, one.after, (name,))
        except ProjectsRefused as no:
            raise ProjectsRefused(no.code, field=f"{one.where}.{no.field}", **no.params) from no
        names = tuple(sorted(columns))
        groups.setdefault(names, []).append([*(columns[name] for name in names), one.pk])
    for name, projects in lists.items():
        MODELS[name].objects.filter(project__in=projects).delete()
    for names, values in groups.items():
        amend(Project, names, values)
    _components([one for one in changes if "components" in one.changed], rows, step)


def _components(changes: Sequence[Change], rows: Rows, step: int) -> None:
    """Components are known by kind and name: those that stand are changed, the others come after them."""
    found = Component.objects.filter(project__in=[one.pk for one in changes])
    stood: dict[int, dict[tuple[str, str], tuple[int, int]]] = {one.pk: {} for one in changes}
    last: dict[int, int] = dict.fromkeys(stood, 0)
    for project, kind, name, pk, edition, order in found.values_list(
        "project", "kind__code", "name_zh", "pk", "edition", "order"
    ):
        stood[project][kind, name] = (pk, edition)
        last[project] = max(last[project], order)
    amended = []
    for one in changes:
        before = {(part["kind"], part["name_zh"]): part for part in one.before.get("components") or ()}
        for part in one.after.get("components") or ():
            key = (part["kind"], part["name_zh"])
            if key not in stood[one.pk]:
                last[one.pk] += 1
                rows.component(one.pk, last[one.pk], part)
            elif before.get(key) != part:
                pk, edition = stood[one.pk][key]
                amended.append([*component(rows.codes, part), edition + step, pk])
    amend(Component, (*COMPONENT, "edition"), amended)

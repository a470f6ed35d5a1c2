"""What stands on an import, so that it cannot be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from keyworks.imports.models import Import, SourceKey
from keyworks.projects.models import Project
from keyworks.projects.queries.intakes import NAMED, Dependent
from keyworks.projects.queries.intakes import depending as on_intake


def depending(found: Import) -> list[Dependent]:
    """What stands on it, by kind; projects that a later list named again count as its own."""
    assert found.intake is not None
    told = on_intake(found.intake)
    later: Any = SourceKey.objects.filter(project__intake=found.intake).exclude(intake=found.intake)
    named = Project.objects.filter(pk__in=later.values("project"))
    if count := named.count():
        told.append(Dependent("list", count, _named(list(named.order_by("local_number")[:NAMED]))))
    return told


def _named(projects: Sequence[Project]) -> tuple[tuple[str, str], ...]:
    return tuple((f"{one.local_number} {one}", one.get_absolute_url()) for one in projects)

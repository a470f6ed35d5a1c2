from __future__ import annotations

from collections.abc import Collection

from keyworks.projects.models import Investment
from keyworks.projects.rules.parts import Part


def first_totals(keys: Collection[int]) -> dict[int, Investment]:
    """Project's key → the total investment that was stated of it first; one question for all."""
    rows = Investment.objects.filter(project__in=keys, part=Part.TOTAL, version=1)
    return {one.project_id: one for one in rows}

from __future__ import annotations

from django.db.models import Q

from keyworks.accounts.models import Person, Unit
from keyworks.base.scopes import scope
from keyworks.projects.models import Project
from keyworks.projects.rules.names import likeness, pieces

LIKE = 0.6
"""From here on two names are asked about."""
SAME_OWNER_LIKE = 0.35
LOOKED_AT, SHOWN = 200, 5


def similar(person: Person, names: list[str], owner: Unit | None = None) -> list[Project]:
    """Registered projects that may be the same as one of these names: those whose names sound alike, nearest first."""
    found = [piece for name in names for piece in pieces(name)]
    if not found:
        return []
    condition = Q()
    for piece in found:
        condition |= Q(search__contains=piece)
    rows = scope(person, Project.objects.all()).select_related("owner", "district")
    near = list(rows.filter(condition).order_by("-pk")[:LOOKED_AT])
    if owner is not None:
        near += rows.filter(owner=owner).exclude(pk__in=[one.pk for one in near]).order_by("-pk")[:LOOKED_AT]
    told = []
    for one in near:
        like = max(likeness(name, other) for name in names for other in (one.name_zh, one.name_en))
        if like >= (SAME_OWNER_LIKE if owner is not None and one.owner_id == owner.pk else LIKE):
            told.append((like, one))
    return [one for _, one in sorted(told, key=lambda pair: (-pair[0], pair[1].pk))[:SHOWN]]

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from keyworks.projects.models import Edition


def _flat(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts by name, money by part and by year and fund source: `parts.total`, `amounts.2022.own`."""
    flat = dict(facts)
    for name in ("parts", "amounts"):
        flat |= {f"{name}.{key}": value for key, value in (flat.pop(name, None) or {}).items()}
    return flat


def changed_meanwhile(seen: Mapping[int, int]) -> dict[int, set[str]]:
    """Of projects by key, each with the edition somebody saw: the facts that differ from it now."""
    rows = Edition.objects.filter(project__in=seen).order_by("project", "edition")
    facts: dict[int, dict[int, Mapping[str, Any]]] = {pk: {} for pk in seen}
    for pk, edition, said in rows.values_list("project_id", "edition", "facts"):
        if edition >= seen[pk]:
            facts[pk][edition] = said
    changed = {}
    for pk, editions in facts.items():
        then, now = _flat(editions.get(seen[pk], {})), _flat(editions[max(editions)]) if editions else {}
        changed[pk] = {name for name in {*then, *now} if then.get(name) != now.get(name)}
    return changed

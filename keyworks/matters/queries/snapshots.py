from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from keyworks.projects.models import Project
from keyworks.reports.queries import lights, rules_for, states
from keyworks.reports.rules.way import reported_on


def project_facts(projects: Iterable[int], day: date) -> dict[int, dict[str, Any]]:
    """How each of these projects stands on a day, as far as it is known: dates, money in the minor unit, light."""
    keys, month = list(projects), reported_on(day)
    colours, known = lights(keys, month, rules_for(month), day), states(keys, month, day)
    rows: Any = Project.objects.filter(pk__in=keys).values(
        "pk", "stage", "planned_start", "planned_finish", "started_on", "total", "plan"
    )
    return {
        row["pk"]: {
            "stage": row["stage"], "planned_start": row["planned_start"], "planned_finish": row["planned_finish"],
            "started_on": row["started_on"],
            "total": row["total"].amount if row["total"] else None,
            "plan": row["plan"].amount if row["plan"] else None,
            "done": sum(known[row["pk"]].done), "month": str(month), "light": str(colours[row["pk"]].colour),
        }
        for row in rows
    }  # fmt: skip

"""Which projects' months may have changed, by what the record tells of."""

from __future__ import annotations

from collections.abc import Iterable

from keyworks.projects.models import Component
from keyworks.reports.models import Report

ELSEWHERE = frozenset({"dossier", "jobs", "matters", "meetings", "post", "publishing", "record", "search"})
"""Rooms whose actions write nothing of the register, of its units or of the reports: what they bid another room do,
that room tells under its own name."""
ASIDE = frozenset({"person", "question"})
"""Subjects of which no figure of a project depends: where somebody sits is asked anew with each question."""


def touched(told: Iterable[tuple[str, str, str]]) -> frozenset[int] | None:
    """The projects that these entries (verb, kind of subject, its key) may have changed anything of.

    None where that cannot be told: a code list, a unit, a rule set or a whole list of others was changed.
    """
    of: dict[str, set[int]] = {"project": set(), "report": set(), "component": set()}
    for verb, kind, key in told:
        if verb.partition(".")[0] in ELSEWHERE or kind in ASIDE:
            continue
        if kind not in of:
            return None
        of[kind].add(int(key))
    found = set(of["project"])
    for kind, model in (("report", Report), ("component", Component)):
        if keys := of[kind]:
            owners = dict(model.objects.filter(pk__in=keys).values_list("pk", "project_id"))
            if len(owners) < len(keys):
                return None
            found |= set(owners.values())
    return frozenset(found)

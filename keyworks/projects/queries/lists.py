from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import Count, Model

from keyworks.accounts.models import Unit
from keyworks.projects.models import (
    Capacity,
    Component,
    CurrentAmount,
    Link,
    Move,
    Outline,
    Party,
    Project,
    SourcedValue,
    Term,
    Transition,
)  # fmt: skip

Use = tuple[type[Model], str, str]
USES: dict[str, tuple[Use, ...]] = {
    Term.Kind.CATEGORY: ((Project, "category", "pk"),),
    Term.Kind.SECTOR: ((Project, "sector", "pk"),),
    Term.Kind.PROGRAMME: ((Project, "programmes", "pk"),),
    Term.Kind.CHAIN: ((Project, "chains", "pk"),),
    Term.Kind.NATURE: ((Project, "nature", "pk"),),
    Term.Kind.INVESTOR: ((Project, "investor", "pk"),),
    Term.Kind.FUND: ((CurrentAmount, "fund", "project"),),
    Term.Kind.MEASURE: ((Capacity, "measure", "project"), (SourcedValue, "measure", "project")),
    Term.Kind.PARTY_ROLE: ((Party, "role", "project"),),
    Term.Kind.LINK: ((Link, "kind", "project"),),
    Term.Kind.COMPONENT: ((Component, "kind", "project"),),
    Term.Kind.FACT: ((SourcedValue, "fact", "project"),),
    Term.Kind.PAUSE_REASON: ((Move, "reason_term", "project"),),
    Term.Kind.EXIT_REASON: ((Move, "reason_term", "project"),),
    Term.Kind.RECOVERY_REASON: ((Move, "reason_term", "project"),),
    Term.Kind.OVERRUN_REASON: (),
}
"""Code list → where its entries stand in this room: table, its field, and the field with the project."""
FILTERED = ("category", "sector", "programme", "chain", "nature", "investor")
"""Code lists by whose entries the register is filtered."""


def used(kind: str) -> Counter[int]:
    """In how many projects each entry of a code list stands, over the whole city."""
    found: Counter[int] = Counter()
    for model, name, project in USES[kind]:
        rows: Any = model._default_manager.exclude(**{name: None}).order_by()
        found.update(dict(rows.values_list(name).annotate(many=Count(project, distinct=True))))
    return found


def laid_down() -> dict[str, int]:
    """How much of what the city lays down for the register is in use."""
    districts = Unit.objects.filter(kind=Unit.Kind.DISTRICT, closed_on=None)
    return {
        "entries": Term.objects.filter(closed_on=None).count(),
        "lists": len(Term.Kind.values),
        "steps": Transition.objects.filter(closed_on=None).count(),
        "unchecked": Transition.objects.filter(closed_on=None, verify=True).count(),
        "districts": districts.count(),
        "outlined": Outline.objects.filter(unit__in=districts).count(),
    }


def sizes() -> dict[str, tuple[int, int]]:
    """How many entries each code list has open, and how many closed."""
    rows = Term.objects.order_by().values_list("kind").annotate(many=Count("pk"), shut=Count("closed_on"))
    return {kind: (many - shut, shut) for kind, many, shut in rows}

"""What a project still lacks: the facts that a city asks for by the time a stage is reached."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from keyworks.projects.rules.stages import LINE, Stage, Variant

ALWAYS = ("district", "owner", "lead_department", "category", "scope_zh")
FROM = {
    Stage.PLANNED: ("geometry", "address_zh", "total"),
    Stage.RESERVE: ("project_code", "planned_start", "planned_finish", "nature", "investor"),
    Stage.READY: ("amounts", "responsible_unit", "leader", "service_officer", "liaison"),
    Stage.BUILDING: ("started_on",),
    Stage.COMPLETED: ("finished_on",),
}
"""Stage → the facts asked for from it on."""
AT_REST = frozenset({Stage.ARCHIVED, Stage.EXITED})
"""Nothing more is asked of projects in these stages."""


def asked(stage: str, variant: str) -> tuple[str, ...]:
    """The facts that a project of this variant should have in this stage."""
    if stage in AT_REST:
        return ()
    # A project rests from building on: what it should have is what it should have had then.
    here = Stage.BUILDING if stage == Stage.SUSPENDED else Stage(stage)
    # A project whose variant was changed may stand where its new line has no such stage.
    line = next(line for line in (LINE[Variant(variant)], *LINE.values()) if here in line)
    reached = line[: line.index(here) + 1]
    return ALWAYS + tuple(fact for begun in reached for fact in FROM.get(begun, ()))


def lacking(stage: str, variant: str, has: Mapping[str, Any] | Collection[str]) -> list[str]:
    """What of it is not there; `has` names the facts that are, or maps each to its value."""
    there = {name for name, value in has.items() if value} if isinstance(has, Mapping) else set(has)
    return [fact for fact in asked(stage, variant) if fact not in there]


def asking(fact: str) -> dict[frozenset[str], list[str]]:
    """The stages in which a fact is asked for → the variants of which that holds."""
    found: dict[frozenset[str], list[str]] = {}
    for variant in Variant:
        asks = frozenset(str(stage) for stage in Stage if fact in asked(stage, variant))
        found.setdefault(asks, []).append(str(variant))
    return found


FACTS = (*ALWAYS, *(fact for facts in FROM.values() for fact in facts))

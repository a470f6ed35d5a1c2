"""What a list brings: how two states of a project's facts differ, what stays of what a list no longer names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import Any

from keyworks.projects.rules.components import State
from keyworks.projects.rules.stages import ASIDE, LINE, Stage, Variant, Way

Facts = Mapping[str, Any]


class Standing(StrEnum):
    """Whether what an intake brought is in the register."""

    STANDING = "standing"
    LEAVING = "leaving"
    TAKEN_BACK = "taken_back"


LONGEST = {
    "local_number": 40, "name_zh": 200, "name_en": 300, "project_code": 24, "parent": 40, "scope_zh": 10_000,
    "scope_en": 10_000, "capacities.what_zh": 200, "capacities.what_en": 300, "address_zh": 300, "address_en": 400,
    "parties.name_zh": 200, "parties.name_en": 300, "parties.credit_code": 18, "components.name_zh": 200,
    "components.name_en": 300, "components.note_zh": 400, "components.note_en": 600, "extras": 10_000,
    "components.extras": 10_000,
}  # fmt: skip
"""How many characters are kept of each text."""
MOST_EXTRAS, LABEL = 300, 200
"""How many facts without a place of their own are kept of a project, and how long their names are."""

TABLES = ("parts", "amounts", "extras")
"""Facts that are tables: a list says some of their entries, and the others stay."""


def tidy(facts: Facts) -> dict[str, Any]:
    """The facts without those of which nothing is said."""
    return {name: value for name, value in facts.items() if value not in (None, "", [], {})}


def differing(before: Facts, after: Facts) -> dict[str, Any]:
    """The facts whose value differs, as they stand after; None for what is no longer said, in tables too."""
    found: dict[str, Any] = {}
    for name in dict.fromkeys([*after, *before]):
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        if name in TABLES and isinstance(old, Mapping) and isinstance(new, Mapping):
            new = {**new, **{key: None for key in old if key not in new}}
        found[name] = new
    return found


def merged(before: Facts, said: Facts) -> dict[str, Any]:
    """The facts with what is said on top: tables entry by entry, None takes away; nothing said is no fact."""
    found = dict(before)
    for name, value in said.items():
        if name in TABLES and isinstance(value, Mapping):
            found[name] = tidy({**(before.get(name) or {}), **value})
        else:
            found[name] = value
    return tidy(found)


STAY = ("local_number", "links", "sourced", "adopted")
"""What no list takes away: the register gave it, or people stated it here."""
OF_THE_STAGE = ("stage_since", "review_on")


def settled(before: Facts, after: Facts, day: str) -> dict[str, Any]:
    """The facts after a moment on this day, with what stays although the list does not name it."""
    found = tidy(after)
    for name in STAY:
        if name in before:
            found.setdefault(name, before[name])
    if "components" in before or "components" in found:
        found["components"] = _kept(before.get("components") or [], found.get("components") or [], day)
    if not before:
        return found
    moved = before.get("stage", Stage.IDEA) != found.get("stage", Stage.IDEA)
    for name in OF_THE_STAGE:
        if not moved and name in before:
            found.setdefault(name, before[name])
        elif moved and found.get(name) == before.get(name):
            found.pop(name, None)
    if moved:
        found.setdefault("stage_since", day)
    return found


OWN = ("name_en", "chainage_m", "geometry", "note_zh", "note_en")
"""What is said of a component here and in no list."""


def _kept(before: Sequence[Facts], after: Sequence[Facts], day: str) -> list[dict[str, Any]]:
    """The components a list names, and those it names no longer: marked where it names others of their kind."""
    stood = {(one["kind"], one["name_zh"]): one for one in before}
    named = {(one["kind"], one["name_zh"]): one for one in after}
    kinds = {kind for kind, _ in named}
    found = []
    for key, one in named.items():
        own = {name: value for name, value in stood.get(key, {}).items() if name in OWN}
        found.append({**own, "state": State.NOT_BEGUN.value, **tidy(one)})
    for key, one in stood.items():
        if key not in named:
            found.append({"unreported_since": day, **one} if key[0] in kinds else dict(one))
    return found


@cache
def way(variant: str, source: str, target: str) -> Way:
    """How a project came from the one stage to the other; "" is where it was before it was known."""
    if target in ASIDE:
        return Way.PAUSE if target == Stage.SUSPENDED else Way.EXIT
    if source in ASIDE:
        return Way.RESUME if source == Stage.SUSPENDED else Way.RECOVER
    order = [str(stage) for stage in (*LINE[Variant(variant)], *Stage)]
    return Way.BACK if source and order.index(target) < order.index(source) else Way.ONWARD

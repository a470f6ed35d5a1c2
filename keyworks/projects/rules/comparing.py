"""What differs between two editions of a project: fact by fact, and inside those facts that are lists or tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Facts = Mapping[str, Any]

KNOWN_BY: Mapping[str, tuple[str, ...]] = {
    "capacities": ("what_zh", "what_en"),
    "components": ("name_zh",),
    "links": ("kind", "other"),
    "parties": ("role", "unit", "name_zh"),
    "sourced": ("fact", "teller"),
}
"""What makes an entry of a list the same entry, whatever else of it changes."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact, or one entry of it, before and after; None where it did not stand."""

    name: str
    key: str
    before: Any
    after: Any


def differences(before: Facts, after: Facts) -> list[Difference]:
    """All that differs, in the order in which the facts stand after; nothing said and emptied are the same."""
    names = [*after, *(name for name in before if name not in after)]
    return [one for name in names for one in _of(name, before.get(name), after.get(name))]


def touches(difference: Difference, before: Facts, after: Facts) -> bool:
    """Did a change from `before` to `after` (facts it names alone) have to do with this difference?"""
    if difference.name not in after:
        return False
    found = _of(difference.name, before.get(difference.name), after[difference.name])
    return any(one.key == difference.key for one in found)


def _of(name: str, before: Any, after: Any) -> Iterator[Difference]:
    if _empty(before) and _empty(after):
        return
    if isinstance(before or after, Mapping) and "type" not in (before or after):
        yield from _keyed(name, before or {}, after or {})
    elif name in KNOWN_BY:
        yield from _keyed(name, _by_identity(name, before or ()), _by_identity(name, after or ()))
    elif isinstance(before or after, list):
        yield from _keyed(name, {one: one for one in before or ()}, {one: one for one in after or ()})
    elif before != after:
        yield Difference(name, "", before, after)


def _keyed(name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    for key in [*after, *(key for key in before if key not in after)]:
        if before.get(key) != after.get(key):
            yield Difference(name, key, before.get(key), after.get(key))


def _by_identity(name: str, rows: Sequence[Any]) -> dict[str, Any]:
    """The entries by what makes them the same; two that share it are told apart by their order.

    Where the record names entries in words alone, the words are what they are known by.
    """
    found: dict[str, Any] = {}
    for row in rows:
        said = isinstance(row, Mapping)
        key = "·".join(str(row.get(part) or "") for part in KNOWN_BY[name]) if said else str(row)
        while key in found:
            key += "+"
        found[key] = row
    return found


def _empty(value: Any) -> bool:
    return value is None or value in ("", [], {})

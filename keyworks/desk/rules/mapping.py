"""How a map sorts districts into classes, and how coordinates are written short."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeVar

CLASSES = 5
DIGITS = 5  # of a degree: a metre
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Class:
    """One class of a shaded map: its number from 1, the least and the most that stand in it, how many do."""

    number: int
    least: Any
    most: Any
    count: int


def classed(values: Mapping[Key, Any], classes: int = CLASSES) -> tuple[dict[Key, int], list[Class]]:
    """Classes by quantiles: about as many in each, and equal values never in two. Unknown (None) stands in none.

    Fewer different values than classes make a class each, spread from the lightest to the darkest.
    """
    known = sorted(value for value in values.values() if value is not None)
    if not known:
        return {}, []
    tops = sorted(set(known))
    if len(tops) > classes:
        count = len(known)
        tops = sorted({known[-(-count * number // classes) - 1] for number in range(1, classes + 1)})
    numbers = [1 + round(place * (classes - 1) / max(1, len(tops) - 1)) for place in range(len(tops))]
    found = {
        key: numbers[next(place for place, top in enumerate(tops) if value <= top)]
        for key, value in values.items()
        if value is not None
    }
    told = []
    for number in sorted(set(found.values())):
        inside = [values[key] for key, of in found.items() if of == number]
        told.append(Class(number, min(inside), max(inside), len(inside)))
    return found, told


def whole(degrees: float) -> int:
    """A coordinate in hundred-thousandths of a degree."""
    found: int = round(degrees * 10**DIGITS)
    return found


def steps(numbers: Iterable[int]) -> list[int]:
    """Numbers as their differences, the first from 0: shorter to write where they lie near each other."""
    before, found = 0, []
    for number in numbers:
        found.append(number - before)
        before = number
    return found


def short(coordinates: Sequence[Any]) -> list[Any]:
    """Nested coordinates in whole hundred-thousandths of a degree; positions that fall together are told once.

    A position is [lon, lat]; of a line of positions the first is told, and of each later one its difference.
    """
    first = coordinates[0]
    if not isinstance(first, list | tuple):
        return [whole(one) for one in coordinates]
    if isinstance(first[0], list | tuple):
        return [short(one) for one in coordinates]
    found = [(whole(lon), whole(lat)) for lon, lat in coordinates]
    kept = [found[0], *(one for before, one in pairwise(found) if one != before)]
    # A line keeps two positions and a ring four, however small it is.
    kept = kept if len(kept) >= min(len(found), 4) else found
    flat, before = list(kept[0]), kept[0]
    for lon, lat in kept[1:]:
        flat += (lon - before[0], lat - before[1])
        before = lon, lat
    return flat

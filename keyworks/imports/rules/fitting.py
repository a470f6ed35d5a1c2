"""How well a mapping fits files that it was perhaps not made for."""

from __future__ import annotations

from collections.abc import Sequence

from keyworks.imports.rules.specs import Mapping
from keyworks.values.problems import Severity

MEANT = 0.25
"""What a file's name that the mapping names is worth."""


def fit(mapping: Mapping, files: Sequence[tuple[str, Sequence[str]]]) -> float:
    """0 where a needed column is missing in one of the files (name, heads); about 1 where every column is known."""
    return min((_fit(mapping, name, heads) for name, heads in files), default=0.0)


def _fit(mapping: Mapping, name: str, heads: Sequence[str]) -> float:
    bound = mapping.columns_of(heads)
    if any(one.severity is Severity.ERROR for one in bound.problems):
        return 0.0
    named = [one for one in mapping.columns if one.heads or one.like or one.template]
    found = {id(one.column) for one in bound.found if one.at}
    filled = {at for at, head in enumerate(heads) if head.strip()}
    known = {at for one in bound.found for at in one.at} | {*bound.key, *bound.component}
    known |= {bound.on} if bound.on is not None else set()
    if not named or not filled:
        return 0.0
    of_mapping = sum(id(one) in found for one in named) / len(named)
    of_heads = len(known & filled) / len(filled)
    return 0.6 * of_mapping + 0.4 * of_heads + (MEANT if mapping.meant_for(name) else 0.0)

"""How alike two texts are: pieces of two characters of Chinese, whole words of the rest, shared by both."""

from __future__ import annotations

import re

WORD = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+|[^\W_\u3400-\u9fff\uf900-\ufaff]+")
ALIKE = 0.25
"""From this share on two titles are offered as alike."""


def pieces(text: str) -> frozenset[str]:
    """Of 双回路供电: 双回, 回路, 路供, 供电; of "second circuit": second, circuit."""
    found: set[str] = set()
    for run in WORD.findall(text.lower()):
        if "\u3400" <= run[0] <= "\ufaff" and len(run) > 1:
            found.update(run[at : at + 2] for at in range(len(run) - 1))
        else:
            found.add(run)
    return frozenset(found)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the smaller one's pieces that both have, 0 to 1."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0

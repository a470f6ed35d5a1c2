"""Patterns that others write: only those that are read in a time that can be foretold."""

from __future__ import annotations

import re
from functools import lru_cache
from math import log2
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

LONGEST, LONGEST_TEXT = 200, 200
PATIENCE_BITS = 24
"""How many ways to read a text a pattern may have, as a power of two."""
_REPEATS = frozenset({sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT})


@lru_cache(maxsize=2_000)
def compiled(pattern: str) -> re.Pattern[str] | None:
    """The pattern, None where it is none, is too long, or could be read for ever."""
    if len(pattern) > LONGEST:
        return None
    try:
        found = re.compile(pattern)
        bits = _bits(_parser.parse(pattern), repeated=False)
    except (re.error, OverflowError, RecursionError, ValueError):
        return None
    return found if bits <= PATIENCE_BITS else None


def search(pattern: str, text: str) -> re.Match[str] | None:
    """The first place of a text, cut to LONGEST_TEXT, where a pattern fits that `compiled` knows to be one."""
    found = compiled(pattern)
    return found.search(text[:LONGEST_TEXT]) if found else None


def _bits(parsed: Any, *, repeated: bool) -> float:
    """How many ways there are, as a power of two; more than one way inside a repetition is beyond patience."""
    bits = 0.0
    for code, said in parsed:
        if code in (sre.GROUPREF, sre.GROUPREF_EXISTS, sre.GROUPREF_IGNORE):
            return PATIENCE_BITS + 1
        if code in _REPEATS:
            least, most, inner = said
            ways = log2(min(int(most) - int(least), LONGEST_TEXT) + 1)
            bits += ways + _bits(inner, repeated=repeated or most > 1)
            bits += PATIENCE_BITS + 1 if repeated and ways else 0
        elif code is sre.BRANCH:
            arms = said[1]
            bits += log2(len(arms)) + max(_bits(arm, repeated=repeated) for arm in arms)
            bits += PATIENCE_BITS + 1 if repeated else 0
        elif code is sre.SUBPATTERN:
            bits += _bits(said[3], repeated=repeated)
        elif code in (sre.ASSERT, sre.ASSERT_NOT):
            bits += _bits(said[1], repeated=repeated)
        elif code is sre.ATOMIC_GROUP:
            bits += _bits(said, repeated=repeated)
    return bits

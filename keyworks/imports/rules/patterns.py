"""Patterns that others write: only those that are read in a time that can be foretold."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from math import factorial, log2
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

LONGEST, LONGEST_TEXT, SHORTEST_TEXT = 200, 2_000, 40
PATIENCE_BITS = 24
"""How many ways to read a text are tried at most, as a power of two."""
WIDE = 16
"""A repetition that may take this many more than its least is one that may take all of the text."""
_REPEATS = frozenset({sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT})


class _Impatient(Exception):
    pass


@lru_cache(maxsize=2_000)
def compiled(pattern: str, flags: int = 0) -> tuple[re.Pattern[str], int] | None:
    """The pattern and how long a text it is tried on; None where it is none, or could be read for ever."""
    if len(pattern) > LONGEST:
        return None
    try:
        found = re.compile(pattern, flags)
        parsed = _parser.parse(pattern, flags)
        stars, bits = _ways(parsed, repeated=False)
    except (re.error, OverflowError, RecursionError, ValueError, _Impatient):
        return None
    begins = len(parsed) and parsed[0] == (sre.AT, sre.AT_BEGINNING)
    stars += 0 if begins else 1
    if bits > PATIENCE_BITS:
        return None
    longest = int((2 ** (PATIENCE_BITS - bits) * factorial(stars)) ** (1 / stars)) if stars else LONGEST_TEXT
    return (found, min(longest, LONGEST_TEXT)) if longest >= SHORTEST_TEXT else None


def search(pattern: str, text: str, flags: int = 0) -> re.Match[str] | None:
    """The first place of a text where a pattern fits that `compiled` knows to be one; a text too long fits none."""
    found = compiled(pattern, flags)
    return found[0].search(text) if found and len(text) <= found[1] else None


def slashed(word: str) -> str:
    """The pattern in a word like /^total/, "" where the word is one to be taken as it stands."""
    return word[1:-1] if len(word) > 2 and word[0] == word[-1] == "/" else ""


def fits(pattern: str, text: str) -> bool:
    """Does a text, however it is typed, fit a pattern?"""
    return search(pattern, unicodedata.normalize("NFKC", text), re.IGNORECASE) is not None


def _ways(parsed: Any, *, repeated: bool) -> tuple[int, float]:
    """How many repetitions may take the whole text, and the other ways to read it as a power of two."""
    stars, bits = 0, 0.0
    for code, said in parsed:
        inner: list[Any] = []
        within = repeated
        if code in (sre.GROUPREF, sre.GROUPREF_EXISTS):
            raise _Impatient
        if code in _REPEATS:
            least, most, one = said
            if repeated and least != most:
                # What repeats within a repetition can be cut in ever so many ways.
                raise _Impatient
            many = int(most) - int(least)
            stars, bits = (stars + 1, bits) if many >= WIDE else (stars, bits + log2(many + 1))
            inner, within = [one], repeated or most > 1
        elif code is sre.BRANCH:
            if repeated:
                raise _Impatient
            inner, bits = said[1], bits + log2(len(said[1]))
        elif code is sre.SUBPATTERN:
            inner = [said[3]]
        elif code in (sre.ASSERT, sre.ASSERT_NOT):
            inner = [said[1]]
        elif code is sre.ATOMIC_GROUP:
            inner = [said]
        ways = [_ways(one, repeated=within) for one in inner]
        stars += max((one[0] for one in ways), default=0)
        bits += max((one[1] for one in ways), default=0.0)
    return stars, bits

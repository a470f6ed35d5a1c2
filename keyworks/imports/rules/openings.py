"""New entries of code lists that an import would make: each word once, with a code made from it that none has yet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from hashlib import sha1
from typing import NamedTuple

from keyworks.projects.files.sheet.columns import Entry, folded

LONGEST = 40
UNITS = frozenset({"owner", "district", "department", "responsible"})
"""Lists whose entries are units: their codes are told apart together."""
UNSPOKEN = re.compile(r"[^0-9a-z]+")


class Opening(NamedTuple):
    """An entry that is to be made: of which list, its code, and the word it was found by."""

    of: str
    code: str
    theirs: str


class Openings:
    """One for all files of an import: a word found in two of them is one entry."""

    def __init__(self, lists: Mapping[str, Sequence[Entry]]) -> None:
        self._taken: dict[str, set[str]] = {}
        for of, entries in lists.items():
            self._taken.setdefault(_space(of), set()).update(one.code for one in entries)
        self.made: dict[tuple[str, str], Opening] = {}

    def of(self, of: str, theirs: str, code: str = "") -> Opening:
        """The entry for a word that the list does not know; `code` is the one that a person chose for it."""
        word = code or folded(theirs)
        if (of, word) not in self.made:
            taken = self._taken.setdefault(_space(of), set())
            begin = code or slug(theirs)
            free, number = begin, 1
            while free in taken:
                number += 1
                free = f"{begin[: LONGEST - 4]}-{number}"
            taken.add(free)
            self.made[of, word] = Opening(of, free, theirs)
        return self.made[of, word]


def _space(of: str) -> str:
    return "unit" if of in UNITS else of


def slug(word: str) -> str:
    """A code from a word: its letters and digits, or for words without any a few signs that only it has."""
    plain = unicodedata.normalize("NFKD", word).casefold()
    letters = UNSPOKEN.sub("-", "".join(sign for sign in plain if not unicodedata.combining(sign))).strip("-")
    han = any(sign.isalpha() and not sign.isascii() for sign in plain)
    if letters and not han and len(letters) <= LONGEST:
        return letters
    # The hash only tells words apart; nobody has to be kept from finding two that share one.
    mark = sha1(folded(word).encode("utf-8", "replace"), usedforsecurity=False).hexdigest()[:8]
    return f"{letters[: LONGEST - 9].rstrip('-')}-{mark}" if letters and not han else f"x{mark}"

"""Names of projects as lists of several years write them: what stays the same while their wording changes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from hashlib import sha1

from keyworks.imports.rules import patterns

FORMERLY = re.compile(r"\((?:formerly|previously|was|原名?|曾用名)[:：]? *([^()]{2,100})\)", re.IGNORECASE)
LONGEST_KEY = 300
EVERYWHERE = re.compile(r"\b(?:the|programmes?|programs?|projects?)\b|项目|工程")


def short(key: str) -> str:
    """A key that a table holds; of a longer one the beginning, and a mark that only it has."""
    if len(key) <= LONGEST_KEY:
        return key
    mark = sha1(key.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()[:12]
    return f"{key[: LONGEST_KEY - 13]}#{mark}"


def linking(name: str, drop: Sequence[str] = ()) -> tuple[str, ...]:
    """A name as it is compared across files, then the names it says it had before."""
    text = " ".join(unicodedata.normalize("NFKC", name).split())
    former = FORMERLY.findall(text)
    text = FORMERLY.sub(" ", text)
    for pattern in drop:
        if found := patterns.compiled(pattern, re.IGNORECASE):
            text = found[0].sub(" ", text) if len(text) <= found[1] else text
    names = [short(_plain(one)) for one in (text, *former)]
    return tuple(dict.fromkeys(filter(None, names)))


def _plain(name: str) -> str:
    folded = name.casefold().replace("&", " and ")
    without = " ".join(EVERYWHERE.sub(" ", folded).split()) or folded
    return " ".join("".join(sign if sign.isalnum() else " " for sign in without).split())

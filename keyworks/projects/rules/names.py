"""Names as people search for them: in characters, in pinyin, by initials."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

SEPARATOR = "\n"
"""Between the texts that are searched: nobody types it, so nothing is found across two of them."""


def folded(text: str) -> str:
    """A text without what people do not mean to tell apart: width, case, blanks and dashes between letters."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(plain.replace("-", "").split())


WINDOW_LETTERS, WINDOW_CHARACTERS = 8, 4
"""How long a piece of a name is by which others like it are looked for: letters, or Han characters."""
PIECES = 8
COMMON = ("建设项目", "工程项目", "项目", "工程", "建设", "有限公司")
"""Words that make no two projects alike."""


def han(text: str) -> bool:
    return not text.isascii() and any("一" <= character <= "鿿" for character in text)


def sound(text: str) -> str:
    """A name as it sounds: its letters, and its characters in pinyin."""
    from pypinyin import lazy_pinyin

    plain = folded(text)
    return "".join(lazy_pinyin(plain)) if han(plain) else plain


def core(name: str) -> str:
    """A name without the words that every project has in its name."""
    plain = folded(name)
    for word in COMMON:
        plain = plain.replace(word, "")
    return plain


def pieces(name: str) -> list[str]:
    """At most PIECES pieces of a name, each as it sounds: a project in which one of them stands may be the same."""
    plain = core(name)
    width = WINDOW_CHARACTERS if han(plain) else WINDOW_LETTERS
    if len(plain) < 2:
        return []
    begins = range(max(1, len(plain) - width + 1))
    step = -(-len(begins) // PIECES)
    return list(dict.fromkeys(sound(plain[begin : begin + width]) for begin in begins[::step]))


def likeness(one: str, other: str) -> float:
    """From 0 to 1, how much of two names sounds the same."""
    first, second = sound(core(one)), sound(core(other))
    return SequenceMatcher(None, first, second, autojunk=False).ratio() if first and second else 0.0


def searchable(texts: Iterable[str]) -> str:
    """What a search looks through: each text folded, and each with Han characters also in pinyin and by initials."""
    found: list[str] = []
    for text in filter(None, texts):
        plain = folded(text)
        found.append(plain)
        if han(plain):
            sounds = [one for run in RUNS.findall(plain) for one in _sounds(run)]
            found.append("".join(sounds).replace(SEPARATOR, ""))
            found.append("".join(one[1:] if one[0] == SEPARATOR else one[0] for one in sounds))
    return SEPARATOR.join(dict.fromkeys(found))


RUNS = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]+")


@lru_cache(20_000)
def _sounds(run: str) -> tuple[str, ...]:
    """The sounds of a run of characters, and behind a separator what has none. Names share many of their runs."""
    if run.isascii():
        return (SEPARATOR + run,)
    from pypinyin.seg.simpleseg import seg  # its dictionary takes 0.1 s to load: only where something is written

    return tuple(one for word in seg(run) for one in _word(word))


@lru_cache(20_000)
def _word(word: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin([word], errors=lambda other: SEPARATOR + other))

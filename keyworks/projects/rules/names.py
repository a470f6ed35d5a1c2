"""Names as people search for them: in characters, in pinyin, by initials."""

from __future__ import annotations

from difflib import SequenceMatcher

from keyworks.search.rules import SEPARATOR, folded, han, searchable

__all__ = ["SEPARATOR", "core", "folded", "han", "likeness", "pieces", "searchable", "sound"]

WINDOW_LETTERS, WINDOW_CHARACTERS = 8, 4
"""How long a piece of a name is by which others like it are looked for: letters, or Han characters."""
PIECES = 8
COMMON = ("建设项目", "工程项目", "项目", "工程", "建设", "有限公司")
"""Words that make no two projects alike."""


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

"""Names as people search for them: in characters, in pinyin, by initials."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from zlib import crc32

SEPARATOR = "\n"
"""Between the texts that are searched: nobody types it, so nothing is found across two of them."""
PLANES, SIGNS = 4, 63
"""Signs of pairs: so many columns of so many bits, each a whole number that both databases can hold."""
MOST_WORDS = 8
LONGEST = 100
"""How many characters of a question are read, and how many words."""


def folded(text: str) -> str:
    """A text without what people do not mean to tell apart: width, case, blanks and dashes between letters."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(plain.replace("-", "").split())


def han(text: str) -> bool:
    return not text.isascii() and any("一" <= character <= "鿿" for character in text)


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


def kept(texts: Iterable[str], codes: Iterable[str]) -> tuple[str, str]:
    """What is kept of a thing: all that is searched, and its codes alone; each text between two separators."""
    own = [plain for plain in map(folded, codes) if plain]
    everything = [*own, *searchable(texts).split(SEPARATOR)]
    return _fenced(everything), _fenced(own)


def _fenced(texts: Iterable[str]) -> str:
    told = SEPARATOR.join(dict.fromkeys(filter(None, texts)))
    return f"{SEPARATOR}{told}{SEPARATOR}" if told else ""


def signs(text: str) -> tuple[int, ...]:
    """A bit for each pair of letters that stand side by side, and for each Han character, over PLANES numbers.

    Whatever holds a word has all of the word's bits: most of what does not hold it is told apart without being read.
    """
    planes = [0] * PLANES
    pairs = {text[at : at + 2] for at in range(len(text) - 1)}
    for piece in pairs | {character for character in text if han(character)}:
        if not piece.endswith(SEPARATOR):
            plane, bit = _place(piece)
            planes[plane] |= bit
    return tuple(planes)


@lru_cache(50_000)
def _place(piece: str) -> tuple[int, int]:
    number = crc32(piece.encode("utf-8", "replace")) % (PLANES * SIGNS)
    return number // SIGNS, 1 << number % SIGNS


def asked(words: str) -> tuple[str, ...]:
    """What somebody typed, word for word as it is looked for; none twice."""
    plain = (folded(word) for word in words.replace("\0", " ")[:LONGEST].split())
    return tuple(dict.fromkeys(filter(None, plain)))[:MOST_WORDS]


def looked_for(wanted: tuple[str, ...]) -> tuple[str, ...]:
    """The words as they are looked for: a single letter by itself only where a text begins with it."""
    alone = len(wanted) == 1 and len(wanted[0]) == 1 and wanted[0].isascii()
    return (SEPARATOR + wanted[0],) if alone else wanted


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

"""Names as people search for them: in characters, in pinyin, by initials."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

SEPARATOR = "\n"
"""Between the texts that are searched: nobody types it, so nothing is found across two of them."""


def folded(text: str) -> str:
    """A text without what people do not mean to tell apart: width, case, blanks and dashes between letters."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(plain.replace("-", "").split())


def searchable(texts: Iterable[str]) -> str:
    """What a search looks through: each text folded, and each with Han characters also in pinyin and by initials."""
    from pypinyin import Style, lazy_pinyin  # its dictionary takes 0.1 s to load: only where something is written

    found: list[str] = []
    for text in filter(None, texts):
        plain = folded(text)
        found.append(plain)
        if any("一" <= character <= "鿿" for character in plain):
            found.append("".join(lazy_pinyin(plain)))
            found.append("".join(lazy_pinyin(plain, style=Style.FIRST_LETTER)))
    return SEPARATOR.join(dict.fromkeys(found))

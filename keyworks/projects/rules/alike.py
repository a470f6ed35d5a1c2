"""Which of many names may mean the same project: for whole sheets, where asking name by name takes minutes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from difflib import SequenceMatcher
from typing import Generic, TypeVar

from keyworks.projects.rules.names import core

LIKE = 0.8
"""From here on two names of a sheet and the register are asked about."""
GRAM = 4
COMMON = 60
"""A piece that stands in more names than this tells none of them apart."""
LOOKED_AT = 3

NUMBER = re.compile(r"\d+")

Key = TypeVar("Key", bound=Hashable)


class _Sounds(dict[int, str]):
    """The sound of each character by itself, learned when it is first met."""

    def __missing__(self, code: int) -> str:
        from pypinyin import lazy_pinyin

        found = self[code] = chr(code) if code < 128 else "".join(lazy_pinyin(chr(code)))
        return found


SOUNDS = _Sounds()


def sounding(name: str) -> str:
    """What of a name is compared: how its characters sound one by one, fifty times faster than by its phrases."""
    return core(name).translate(SOUNDS)


def numbers_in(sound: str) -> list[str]:
    """The numbers in a name: the first and the second line are two projects."""
    return NUMBER.findall(sound)


def grams(text: str) -> set[str]:
    """The pieces by which names are found that may be alike."""
    return {text[at : at + GRAM] for at in range(max(1, len(text) - GRAM + 1))}


class Alike(Generic[Key]):
    """Names by what they stand for; `of` finds those that sound like one."""

    def __init__(self, names: Iterable[tuple[Key, str]]) -> None:
        self.sounds: dict[str, Key] = {}
        self.grams: defaultdict[str, list[str]] = defaultdict(list)
        for key, name in names:
            said = sounding(name)
            if said and said not in self.sounds:
                self.sounds[said] = key
                for gram in grams(said):
                    self.grams[gram].append(said)

    def of(self, name: str) -> Key | None:
        """What the name most like this one stands for, None where none is like enough."""
        said = sounding(name)
        if not said or said in self.sounds:
            return self.sounds.get(said)
        near: Counter[str] = Counter()
        for gram in grams(said):
            standing = self.grams.get(gram, ())
            if len(standing) <= COMMON:
                near.update(standing)
        likely = [other for other, _many in near.most_common(LOOKED_AT) if numbers_in(other) == numbers_in(said)]
        best = max(((_like(said, other), other) for other in likely), default=(0.0, ""))
        return self.sounds[best[1]] if best[0] >= LIKE else None


def _like(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()

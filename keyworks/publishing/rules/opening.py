"""Open data: which fields may go out, where each project stands, and what no field may say outside."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from keyworks.projects.rules.checks import marks_secrecy

OPEN_READ, OPEN_SIGN = "publishing.open_read", "publishing.open_sign"
"""The rights: to see what would go out, and to let it out."""


class Mode(StrEnum):
    """When a field goes out. Nothing is said of it: never."""

    NEVER = "never"
    SIGNED = "signed"
    ALWAYS = "always"


class Standing(StrEnum):
    """Where a project stands towards the public. Nothing is said of it: it is not there."""

    HELD = "held"
    OPEN = "open"
    SIGNED = "signed"


class Field(StrEnum):
    """What can be told of a project beside its number and name."""

    SCOPE = "scope"
    STAGE = "stage"
    DISTRICT = "district"
    ADDRESS = "address"
    PLACE = "place"
    SECTOR = "sector"
    NATURE = "nature"
    OWNER = "owner"
    PARTIES = "parties"
    TOTAL = "total"
    ORIGINAL = "original"
    PLAN = "plan"
    PLANNED = "planned"
    HAPPENED = "happened"
    CAPACITY = "capacity"
    PACKAGE = "package"


KEYS: Mapping[Field, tuple[str, ...]] = {
    Field.SCOPE: ("scope_zh", "scope_en"),
    Field.STAGE: ("stage",),
    Field.DISTRICT: ("district",),
    Field.ADDRESS: ("address_zh", "address_en"),
    Field.PLACE: ("geometry", "point"),
    Field.SECTOR: ("sector",),
    Field.NATURE: ("nature",),
    Field.OWNER: ("owner",),
    Field.PARTIES: ("parties",),
    Field.TOTAL: ("total", "currency"),
    Field.ORIGINAL: ("original", "original_on", "currency"),
    Field.PLAN: ("plan", "plan_year", "currency"),
    Field.PLANNED: ("planned_start", "planned_finish"),
    Field.HAPPENED: ("started_on", "finished_on"),
    Field.CAPACITY: ("capacities",),
    Field.PACKAGE: ("package",),
}
"""Field → what of a project's document it lets out."""
ALWAYS_KEYS = ("number", "name_zh", "name_en")


@dataclass(frozen=True, slots=True)
class Rule:
    """When a field goes out, and from which day on."""

    mode: Mode
    since: date | None = None

    def lets(self, standing: Standing, on: date) -> bool:
        """Does it let its field of a project that stands so go out on a day?"""
        if self.mode == Mode.NEVER or standing == Standing.HELD or (self.since is not None and on < self.since):
            return False
        return self.mode == Mode.ALWAYS or standing == Standing.SIGNED


def let_out(whole: Mapping[str, Any], standing: Standing, rules: Mapping[str, Rule], on: date) -> dict[str, Any]:
    """What of a project's document goes out on a day; its number and name with whatever does. Held back: nothing."""
    if standing == Standing.HELD:
        return {}
    keys = [*ALWAYS_KEYS]
    for one, names in KEYS.items():
        rule = rules.get(one)
        if rule is not None and rule.lets(standing, on):
            keys += names
    return {key: whole[key] for key in dict.fromkeys(keys) if whole.get(key) not in (None, "", [], {})}


class Why(StrEnum):
    """What a text says that nobody outside may read."""

    SECRET = "secret"  # noqa: S105 (a reason, no password)
    IDENTITY = "identity"
    PHONE = "phone"
    MAIL = "mail"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Finding:
    """That a text of a project says so, where, and in which words."""

    number: str
    name: str
    key: str
    why: Why
    words: str


PHONE = re.compile(r"(?<![\d.])(?:1[3-9]\d[ -]?\d{4}[ -]?\d{4}|0\d{2,3}[- ]\d{7,8})(?![\d.])")
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
IDENTITY = re.compile(r"(?<!\d)\d{17}[\dXx](?![\dXx])")
CONTACT = re.compile(r"(?:联系人|负责人|经办人|联系电话)[:：]\s*\S+")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
SHORTEST_NAME = 3
"""Characters: names of two are too often words."""


def texts_of(found: Any, key: str = "") -> Iterable[tuple[str, str]]:
    """Every text of a document with the key it stands under, however deep; codes and shapes are none."""
    if isinstance(found, str):
        yield key, found
    elif isinstance(found, Mapping):
        for name, one in found.items():
            if name not in ("geometry", "code", "credit_code", "number"):
                yield from texts_of(one, key or name)
    elif isinstance(found, list | tuple):
        for one in found:
            yield from texts_of(one, key)


def findings(told: Mapping[str, Any], people: Collection[str] = ()) -> list[Finding]:
    """What of a document must not go out: words of secrecy, numbers and names of people."""
    names = _names(frozenset(people))
    texts = list(texts_of(told))
    if not any(_said("\n".join(text for _, text in texts), names)):
        return []  # nearly always: one look at the whole instead of one at each text
    found = []
    for key, text in texts:
        for why, words in _said(text, names):
            found.append(Finding(str(told.get("number", "")), str(told.get("name_zh", "")), key, why, words[:60]))
    return found


@lru_cache(maxsize=4)
def _names(people: frozenset[str]) -> re.Pattern[str]:
    """Any of these names; those of two characters are too often words."""
    some = sorted(re.escape(one) for one in people if len(one) >= SHORTEST_NAME)
    return re.compile("|".join(some) or r"(?!)")


def _said(text: str, names: re.Pattern[str]) -> Iterable[tuple[Why, str]]:
    if marks_secrecy(text):
        yield Why.SECRET, text
    identities = [one for one in IDENTITY.findall(text) if is_identity(one)]
    yield from ((Why.IDENTITY, one) for one in identities)
    yield from ((Why.PHONE, one) for one in PHONE.findall(text))
    yield from ((Why.MAIL, one) for one in MAIL.findall(text))
    yield from ((Why.PERSON, one) for one in CONTACT.findall(text))
    yield from ((Why.PERSON, one) for one in names.findall(text))


def is_identity(text: str) -> bool:
    """Is it a citizen's number, by its last character (GB 11643)?"""
    rest = sum(weight * int(one) for weight, one in zip(WEIGHTS, text[:17], strict=True)) % 11
    return "10X98765432"[rest] == text[-1].upper()


LEAST = 3
"""A sum over fewer projects could be taken apart."""


@dataclass(frozen=True, slots=True)
class Group:
    """Projects under one head: how many, and what they cost together; None is not said."""

    key: str
    count: int | None
    total: int | None = field(default=None)


def guarded(groups: Iterable[tuple[str, int, int]], least: int = LEAST) -> tuple[Group, ...]:
    """Groups of (key, count, total) as they may be told beside the sum of all: none over fewer than `least`.

    Where a single group is kept back, what is missing from the whole would tell it, so the smallest other goes too.
    """
    rows = sorted(groups, key=lambda one: (one[1], one[2], one[0]))
    small = [one for one in rows if one[1] < least]
    if len(small) == 1 and len(rows) > 1:
        small = rows[:2]
    hidden = {key for key, _, _ in small}
    return tuple(Group(key, None if key in hidden else count, None if key in hidden else total)
                 for key, count, total in sorted(rows))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a project between two editions: new, gone, or these keys differ."""

    number: str
    name_zh: str
    name_en: str
    kind: str
    keys: tuple[str, ...] = ()


def changes(before: Mapping[str, Mapping[str, Any]], now: Mapping[str, Mapping[str, Any]]) -> tuple[Change, ...]:
    """What differs between two editions, by the numbers of their projects."""
    found = []
    for number in sorted({*before, *now}):
        old, new = before.get(number), now.get(number)
        named = new or old or {}
        keys = tuple(
            sorted(key for key in {*(old or ()), *(new or ())} if (old or {}).get(key) != (new or {}).get(key))
        )
        kind = "new" if old is None else "gone" if new is None else "changed"
        if kind != "changed" or keys:
            found.append(Change(
                number, str(named.get("name_zh", "")), str(named.get("name_en", "")), kind,
                keys if kind == "changed" else (),
            ))  # fmt: skip
    return tuple(found)

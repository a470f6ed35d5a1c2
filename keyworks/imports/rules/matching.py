"""Which registered project a project of a list is: the same, a new one, or one that a person has to decide."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any, NamedTuple

from keyworks.imports.rules.folding import Subject
from keyworks.projects.files.sheet.columns import folded
from keyworks.projects.rules.alike import COMMON, sounding

GRAM = 4
LOOKED_AT = 5
CANDIDATES = 3
ASKED = 0.8
"""From this score on a person is asked whether two projects are one."""
SAME_OWNER, SAME_DISTRICT, NEAR_AMOUNT, FAR_AMOUNT = 0.06, 0.03, 0.06, -0.1
NEAR = 0.05
"""Totals that differ by this share at most speak for one project; those of which one is twice the other against it."""
NUMBERS = re.compile(r"\d+")


class Way(StrEnum):
    """What becomes of a project of the list; `asked` is brought as a new one where nobody decides."""

    SAME = "same"
    NEW = "new"
    ASKED = "asked"


class Standing(NamedTuple):
    """A registered project, as far as it is looked for; `total` in minor units."""

    pk: int
    local_number: str = ""
    project_code: str = ""
    name_zh: str = ""
    name_en: str = ""
    owner: str = ""
    district: str = ""
    total: int | None = None


class Candidate(NamedTuple):
    """A registered project that it may be, how sure that is from 0 to 1, and what speaks for it."""

    pk: int
    score: float
    reasons: tuple[str, ...]


class Match(NamedTuple):
    """`project` is the registered one of a `same`; `by` tells how it was found."""

    key: str
    way: Way
    project: int | None = None
    by: str = ""
    candidates: tuple[Candidate, ...] = ()


class Matcher:
    """Looks for projects among those registered; a registered one is the same as one project of the list at most."""

    def __init__(self, standing: Iterable[Standing], known: Mapping[str, int]) -> None:
        """`known` are the keys of the series and the projects they meant before."""
        self.known = known
        self.by_pk = {one.pk: one for one in standing}
        every = self.by_pk.values()
        self._codes = {one.project_code: one.pk for one in every if one.project_code}
        self._numbers = {one.local_number: one.pk for one in every if one.local_number}
        self._exact: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for one in every:
            for name in {folded(one.name_zh), folded(one.name_en)} - {""}:
                self._exact[name, one.owner].append(one.pk)
        self._alike: _Alike | None = None

    def matches(self, subjects: Sequence[Subject], decided: Mapping[str, int | None] | None = None) -> Iterator[Match]:
        """A match for each subject, in their order; what is sure is taken first.

        `decided` is what a person said: subject's key → the registered project, or None for a new one.
        """
        decided = decided or {}
        found: dict[int, tuple[int | None, str]] = {
            number: (decided[subject.key], "person")
            for number, subject in enumerate(subjects)
            if subject.key in decided and (decided[subject.key] is None or decided[subject.key] in self.by_pk)
        }
        taken = {pk for pk, _by in found.values() if pk is not None}
        for by, look in (
            ("key", self._by_key), ("project_code", self._by_code), ("local_number", self._by_number),
            ("name", self._by_name),
        ):  # fmt: skip
            for number, subject in enumerate(subjects):
                pk = look(subject) if number not in found else None
                if pk is not None and pk not in taken:
                    found[number] = pk, by
                    taken.add(pk)
        for number, subject in enumerate(subjects):
            if number in found:
                pk, by = found[number]
                yield Match(subject.key, Way.NEW if pk is None else Way.SAME, pk, by)
                continue
            candidates = self.candidates(subject, taken)
            yield Match(subject.key, Way.ASKED if candidates else Way.NEW, candidates=candidates)

    def _by_key(self, subject: Subject) -> int | None:
        return next((self.known[key] for key in subject.keys if self.known.get(key) in self.by_pk), None)

    def _by_code(self, subject: Subject) -> int | None:
        return self._codes.get(subject.facts.get("project_code", ""))

    def _by_number(self, subject: Subject) -> int | None:
        return self._numbers.get(subject.facts.get("local_number", ""))

    def _by_name(self, subject: Subject) -> int | None:
        """By its whole name and its unit; two of one name are told apart by nobody here."""
        facts = subject.facts
        if not facts.get("owner"):
            return None
        names = {folded(facts.get(field) or "") for field in ("name_zh", "name_en")} - {""}
        pks = {pk for name in names for pk in self._exact.get((name, facts["owner"]), ())}
        code = facts.get("project_code")
        if code:
            pks = {pk for pk in pks if self.by_pk[pk].project_code in ("", code)}
        return pks.pop() if len(pks) == 1 else None

    def candidates(self, subject: Subject, taken: set[int]) -> tuple[Candidate, ...]:
        """Registered projects like this one, the likeliest first."""
        if self._alike is None:
            self._alike = _Alike(self.by_pk.values())
        name = subject.facts.get("name_zh") or ""
        scored = [
            candidate
            for pk, likeness in self._alike.of(name)
            if pk not in taken and (candidate := _scored(self.by_pk[pk], subject.facts, likeness)).score >= ASKED
        ]
        # Beside one of the very same name those that only sound like it are noise.
        named = [one for one in scored if one.reasons[0] == "name_same"] or scored
        return tuple(sorted(named, key=lambda one: (-one.score, one.pk))[:CANDIDATES])


def _scored(one: Standing, facts: Mapping[str, Any], likeness: float) -> Candidate:
    """Names count most; the same unit, district or amount adds to it, amounts far apart take away."""
    reasons, score = ["name_same" if likeness == 1 else "name_alike"], likeness
    for name, worth in (("owner", SAME_OWNER), ("district", SAME_DISTRICT)):
        if facts.get(name) and facts[name] == getattr(one, name):
            reasons.append(f"{name}_same")
            score += worth
    total = ((facts.get("parts") or {}).get("total") or {}).get("fen")
    if total and one.total:
        share = abs(total - one.total) / max(abs(total), abs(one.total))
        if share <= NEAR:
            reasons.append("total_near")
            score += NEAR_AMOUNT
        elif share > 0.5:
            reasons.append("total_far")
            score += FAR_AMOUNT
    return Candidate(one.pk, round(min(score, 1.0), 3), tuple(reasons))


class _Alike:
    """Names by the pieces of their sound: only those that share rare pieces are compared."""

    def __init__(self, standing: Iterable[Standing]) -> None:
        self.sounds: defaultdict[str, list[int]] = defaultdict(list)
        self.grams: defaultdict[str, list[str]] = defaultdict(list)
        for one in standing:
            for said in {sounding(one.name_zh), sounding(one.name_en)} - {""}:
                self.sounds[said].append(one.pk)
                if len(self.sounds[said]) == 1:
                    for gram in _grams(said):
                        self.grams[gram].append(said)

    def of(self, name: str) -> Iterator[tuple[int, float]]:
        said = sounding(name) if self.sounds else ""
        if not said:
            return
        near: Counter[str] = Counter()
        for gram in _grams(said):
            standing = self.grams.get(gram, ())
            if len(standing) <= COMMON:
                near.update(standing)
        likely = dict.fromkeys([said] if said in self.sounds else [])
        likely.update(dict.fromkeys(other for other, _many in near.most_common(LOOKED_AT)))
        best: dict[int, float] = {}
        for other in likely:
            # The first and the second phase are two projects, however alike they sound.
            if NUMBERS.findall(other) != NUMBERS.findall(said):
                continue
            likeness = 1.0 if other == said else _likeness(said, other)
            for pk in self.sounds[other][:LOOKED_AT]:
                best[pk] = max(best.get(pk, 0.0), likeness)
        yield from best.items()


def _grams(text: str) -> set[str]:
    return {text[at : at + GRAM] for at in range(max(1, len(text) - GRAM + 1))}


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    least = ASKED - SAME_OWNER - SAME_DISTRICT - NEAR_AMOUNT
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    return matcher.ratio()

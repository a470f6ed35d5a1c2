"""Which projects may be one, which may have become several, which several may have become one: proposed with reasons.

Nothing is decided here: a proposal is a question to a person, and says what speaks for it and what against it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import combinations

from keyworks.projects.rules.alike import LIKE, grams, numbers_in, sounding


class Kind(StrEnum):
    """What may have happened to projects."""

    SAME = "same"
    SPLIT = "split"
    UNITED = "united"


@dataclass(frozen=True, slots=True)
class Seen:
    """A project as far as it is compared; `total` in minor units, `begun_on` the day it was first known."""

    pk: int
    names: tuple[str, ...]
    owner: int | None = None
    district: int | None = None
    total: int | None = None
    begun_on: date | None = None
    gone_on: date | None = None
    """Since when its list no longer names it."""


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks for a proposal, or against it where `weight` is below 0; of 100, what is certain."""

    code: str
    weight: int
    share: int | None = None
    """A per cent that belongs to the reason: of how alike names are, of how near amounts come."""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """`before` may be, or may have become, `after`; the heavier its reasons, the likelier."""

    kind: Kind
    before: tuple[int, ...]
    after: tuple[int, ...]
    reasons: tuple[Reason, ...]

    @property
    def weight(self) -> int:
        return min(sum(reason.weight for reason in self.reasons), 99)

    @property
    def key(self) -> str:
        """Names the proposal wherever it is made again."""
        return f"{self.kind}:{'.'.join(map(str, self.before))}:{'.'.join(map(str, self.after))}"


ASKED = 70
"""From this weight on a person is asked."""
OFTEN = 4
"""A name that more projects bear than this tells none of them apart."""
COMMON_GRAM = 60
NEAR, CLOSE, APART = 2, 10, 50
"""Per cent by which two amounts differ: as good as equal, close, clearly two."""
FOLLOWS = timedelta(days=400)
"""So long after a project is last named may those begin that it became: the next yearly list."""
OVERLAP = timedelta(days=31)
MOST_PARTS = 12


def proposals(seen: Iterable[Seen]) -> list[Proposal]:
    """All that may be asked of these projects, the heaviest first."""
    projects = {one.pk: one for one in seen}
    found = [*_parted(projects, Kind.SPLIT), *_parted(projects, Kind.UNITED)]
    bound = {frozenset((one, other)) for two in found for one in two.before for other in two.after}
    found += [two for two in _same(projects) if frozenset((*two.before, *two.after)) not in bound]
    return sorted(found, key=lambda one: (-one.weight, one.before, one.after))


def _same(projects: dict[int, Seen]) -> Iterator[Proposal]:
    for (first, second), like in _alike(projects.values()).items():
        one, other = sorted((projects[first], projects[second]), key=lambda seen: (seen.begun_on or date.max, seen.pk))
        reasons = (_name(like), *_circumstances(one, other))
        if sum(reason.weight for reason in reasons) >= ASKED:
            yield Proposal(Kind.SAME, (one.pk,), (other.pk,), reasons)


def _name(like: float) -> Reason:
    share = round(like * 100)
    return Reason("same_name", 60, 100) if share == 100 else Reason("like_name", round(like * 55), share)


def _circumstances(one: Seen, other: Seen) -> Iterator[Reason]:
    """What two projects have in common beside their names, and what keeps them apart."""
    if one.owner is not None and other.owner is not None:
        yield Reason("same_owner", 20) if one.owner == other.owner else Reason("other_owner", -15)
    if one.district is not None and other.district is not None:
        yield Reason("same_district", 5) if one.district == other.district else Reason("other_district", -5)
    if one.total and other.total:
        apart = _apart(one.total, other.total)
        if apart <= NEAR:
            yield Reason("same_total", 20, 100 - apart)
        elif apart <= CLOSE:
            yield Reason("close_total", 10, 100 - apart)
        elif apart > APART:
            yield Reason("other_total", -20, 100 - apart)
    if one.gone_on and other.begun_on and one.gone_on <= other.begun_on + OVERLAP:
        yield Reason("follows", 15, on=one.gone_on)


def _apart(one: int, other: int) -> int:
    """By how many per cent of the larger two amounts differ, 0 to 100."""
    larger = max(abs(one), abs(other))
    return min(100, -(-abs(one - other) * 100 // larger)) if larger else 0


def _alike(seen: Iterable[Seen]) -> dict[tuple[int, int], float]:
    """Pairs of projects with names that sound alike → how much, 0.8 to 1; found by the pieces names share."""
    bearers: defaultdict[str, set[int]] = defaultdict(set)
    for one in seen:
        for name in one.names:
            if said := sounding(name):
                bearers[said].add(one.pk)
    found: dict[tuple[int, int], float] = {}
    for pks in bearers.values():
        if len(pks) <= OFTEN:
            found.update(dict.fromkeys(combinations(sorted(pks), 2), 1.0))
    for (first, second), like in _near(list(bearers)).items():
        if max(len(bearers[first]), len(bearers[second])) > OFTEN:
            continue
        for pk in bearers[first]:
            for second_pk in bearers[second] - bearers[first] - {pk}:
                pair = (min(pk, second_pk), max(pk, second_pk))
                found[pair] = max(found.get(pair, 0.0), like)
    return found


def _near(names: Sequence[str]) -> dict[tuple[str, str], float]:
    """Pairs of sounding names that are alike and have the same numbers in them."""
    standing: defaultdict[str, list[str]] = defaultdict(list)
    found: dict[tuple[str, str], float] = {}
    for name in names:
        shared: Counter[str] = Counter()
        pieces = grams(name)
        for piece in pieces:
            if len(standing[piece]) <= COMMON_GRAM:
                shared.update(standing[piece])
        for other, many in shared.most_common(5):
            if many * 2 < len(pieces) or numbers_in(other) != numbers_in(name):
                continue
            like = SequenceMatcher(None, name, other, autojunk=False).ratio()
            if like >= LIKE:
                found[name, other] = like
        for piece in pieces:
            standing[piece].append(name)
    return found


def _parted(projects: dict[int, Seen], kind: Kind) -> Iterator[Proposal]:
    """A project that ends where several begin that bear its name and come to its amount; united, the other way."""
    ending = [one for one in projects.values() if one.gone_on]
    beginning = [one for one in projects.values() if one.begun_on]
    wholes, parts = (ending, beginning) if kind is Kind.SPLIT else (beginning, ending)
    by_stem: defaultdict[str, list[Seen]] = defaultdict(list)
    for part in parts:
        for stem in {stem for name in part.names for stem in _stems(sounding(name))}:
            by_stem[stem].append(part)
    for whole in wholes:
        named = {part.pk: part for name in whole.names for part in by_stem.get(_bare(sounding(name)), ())}
        near = [part for part in named.values() if part.pk != whole.pk and _meets(whole, part, kind)]
        if 2 <= len(near) <= MOST_PARTS and (found := _comes_to(whole, near, kind)):
            yield found


def _bare(sound: str) -> str:
    """A sounding name without the numbers and letters that tell phases apart at its end."""
    return sound.rstrip("0123456789()（）.,#ivx") or sound


def _stems(sound: str) -> Iterator[str]:
    """The beginnings of a name that its whole may have been called by: at least 8 letters."""
    yield _bare(sound)
    yield from (sound[:end] for end in range(8, len(sound)))


def _meets(whole: Seen, part: Seen, kind: Kind) -> bool:
    """Does the one end where the other begins, and is no owner another?"""
    first, second = (whole, part) if kind is Kind.SPLIT else (part, whole)
    if not first.gone_on or not second.begun_on:
        return False
    if whole.owner is not None and part.owner is not None and whole.owner != part.owner:
        return False
    return first.gone_on - OVERLAP <= second.begun_on <= first.gone_on + FOLLOWS


def _comes_to(whole: Seen, parts: list[Seen], kind: Kind) -> Proposal | None:
    totals = [part.total for part in parts if part.total is not None]
    if not whole.total or len(totals) < len(parts):
        return None
    apart = _apart(whole.total, sum(totals))
    if apart > CLOSE:
        return None
    turn = max((one.gone_on for one in (whole, *parts) if one.gone_on), default=None)
    reasons = [Reason("begins_like", 35), Reason("ends_where", 20, on=turn), Reason("sums_to", 30, 100 - apart)]
    if whole.owner is not None and all(part.owner == whole.owner for part in parts):
        reasons.append(Reason("same_owner", 14))
    many = tuple(sorted(part.pk for part in parts))
    before, after = ((whole.pk,), many) if kind is Kind.SPLIT else (many, (whole.pk,))
    return Proposal(kind, before, after, tuple(reasons))

"""What the head and the values of a column tell of its meaning, each by itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache

from keyworks.formats.cells.amounts import Range, amount
from keyworks.formats.cells.days import Span, order_of, span
from keyworks.formats.cells.numbers import number
from keyworks.formats.cells.words import blank, words
from keyworks.formats.sheets.book import Value
from keyworks.imports.rules.synonyms import CALLED, CHOICES, LEFT_OUT, NEVER, NEVER_ZH
from keyworks.projects.files.sheet.columns import Entry, Lists, folded
from keyworks.projects.rules.codes import PROJECT_CODE, typed
from keyworks.values.currencies import MEANING, TABLE, meant
from keyworks.values.money import Money, house
from keyworks.values.problems import Problem

LOOKED_AT = 400
"""How many different values of a column are looked at."""
SMALL = 60
LARGE = 10_000
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
PIECES = re.compile(r"[a-z]+|[\u3400-\u9fff]+")
UNIT_WORDS = frozenset({"m", "mn", "million", "bn", "billion", "k", "thousand", "gbp", "usd", "eur", "rand"})
HEAD_UNITS = (
    ("yi", re.compile(r"亿")), ("m", re.compile(r"百万")), ("wan", re.compile(r"万")),
    ("bn", re.compile(r"\b(?:bn|billions?)\b")), ("m", re.compile(r"(?<![a-z])(?:m|mn|millions?)(?![a-z])")),
)  # fmt: skip
HEAD_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:\s*[/-]\s*(?:\d{4}|\d\d))?(?!\d)")
_NAMING = [word for word in MEANING if len(word) > (3 if word.isascii() else 1) or not word.isalpha()]
NAMING = re.compile("|".join(map(re.escape, sorted(_NAMING, key=len, reverse=True))))
"""Words and signs of a currency that are not mistaken for others within a head."""


@lru_cache(2_000)
def pieces(text: str) -> tuple[str, ...]:
    """The words of a head that may tell something, in the singular."""
    plain = unicodedata.normalize("NFKC", text)
    plain = CAMEL.sub(" ", BRACKETS.sub(" ", plain) if BRACKETS.sub("", plain).strip() else plain)
    found = tuple(
        one[:-1] if len(one) > 3 and one.endswith("s") and not one.endswith(("ss", "us")) else one
        for one in PIECES.findall(plain.casefold())
    )
    return tuple(one for one in found if one not in LEFT_OUT and one not in UNIT_WORDS) or found


@lru_cache(4_000)
def _joined(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def named(head: str) -> dict[str, float]:
    """Target → how well the head's words mean it, from 0 to 1."""
    had, joined = pieces(head), _joined(BRACKETS.sub("", head) or head)
    if not had or NEVER.intersection(had) or any(word in joined for word in NEVER_ZH):
        return {}
    found = {}
    for target, called in CALLED.items():
        if not called.never.intersection(had) and not any(word in joined for word in called.never_zh):
            fit = max(_fit(phrase, had, joined) for phrase in called.phrases)
            if fit:
                found[target] = fit
    return found


def _fit(phrase: str, had: tuple[str, ...], joined: str) -> float:
    meant_by, short = pieces(phrase), _joined(phrase)
    if set(meant_by) == set(had) or short == joined:
        return 1.0
    if not short.isascii():
        # The noun of a Chinese head stands at its end.
        return 0.4 + 0.5 * len(short) / len(joined) if joined.endswith(short) else 0.0
    share = len(meant_by) / len(had)
    return 0.35 + 0.6 * share if share >= 0.3 and set(meant_by) <= set(had) else 0.0


@dataclass
class Told:
    """A column: its head, and its different values with how often each stands there."""

    head: str
    at: int
    counts: Mapping[str, int]
    lists: Lists = field(repr=False)

    @classmethod
    def of(cls, head: str, at: int, values: Mapping[str, int] | Iterable[Value], lists: Lists) -> Told:
        counts: dict[str, int] = {}
        for one in values.items() if isinstance(values, Mapping) else ((words(one), 1) for one in values):
            if not blank(one[0]):
                counts[one[0]] = counts.get(one[0], 0) + one[1]
        return cls(head, at, counts, lists)

    @cached_property
    def values(self) -> Sequence[str]:
        return list(self.counts)[:LOOKED_AT]

    def share(self, test: Iterable[bool]) -> float:
        return sum(test) / len(self.values) if self.values else 0.0

    @cached_property
    def days(self) -> float:
        """The share of values that are days, of four digits at least."""
        return self.share(self.is_day(one) for one in self.values)

    @staticmethod
    def is_day(text: str) -> bool:
        found = span(text)
        if isinstance(found, Problem):
            return found.code in {"cells.day_ambiguous", "cells.day_vague", "cells.fiscal_unsaid"}
        return isinstance(found, Span)

    @cached_property
    def years(self) -> bool:
        """Are all values years alone?"""
        return bool(self.values) and all(re.fullmatch(r"(?:19|20)\d\d(?:/\d\d(?:\d\d)?)?", one) for one in self.values)

    @cached_property
    def order(self) -> str:
        """The order of days that the values prove, "" where they leave it open."""
        found = order_of(self.counts)
        return found.only if found.unclear or found.evidence else ""

    @cached_property
    def numbers(self) -> float:
        return self.share(not isinstance(number(one), Problem) for one in self.values)

    @cached_property
    def large(self) -> bool:
        """Are most values numbers that may well be amounts of projects?"""
        found = [number(one) for one in self.values]
        return len(found) > 1 and sum(isinstance(one, Decimal) and abs(one) >= LARGE for one in found) > 0.8 * len(
            found
        )

    @cached_property
    def running(self) -> bool:
        """Are the values the numbers of the rows?"""
        return len(self.values) > 1 and all(one == str(at) for at, one in enumerate(self.values, 1))

    @cached_property
    def currency(self) -> str:
        """The currency that the head or the values name, "" for none."""
        head = unicodedata.normalize("NFKC", self.head).casefold()
        for code in TABLE:
            if re.search(rf"(?<![a-z]){code.casefold()}(?![a-z])", head):
                return code
        for text in (head, *self.values[:50]):
            found = NAMING.search(unicodedata.normalize("NFKC", text).casefold())
            if found and (text == head or re.match(r"\W*\d", text[found.end() :])):
                return meant(found[0], house())
        return ""

    @cached_property
    def unit(self) -> str:
        """The unit of money that the head names, the main one where it names none."""
        head = CAMEL.sub(" ", unicodedata.normalize("NFKC", self.head)).casefold()
        return next((unit for unit, pattern in HEAD_UNITS if pattern.search(head)), "yuan")

    @cached_property
    def year(self) -> int:
        """The year that the head names, 0 for none; of a financial year the first."""
        found = HEAD_YEAR.search(unicodedata.normalize("NFKC", self.head))
        return int(found[1]) if found else 0

    def is_money(self, text: str) -> bool:
        found = amount(text, self.unit, self.currency)
        return isinstance(found, Money | Range) or (isinstance(found, Problem) and found.code == "money.too_fine")

    @cached_property
    def money(self) -> float:
        return self.share(self.is_money(one) for one in self.values)

    def coded(self, of: str) -> dict[str, str]:
        """Value → our code, for the choices whose words are known here; longer texts by the words they begin with."""
        known = {**CHOICES.get(of, {})} | {
            folded_word: one.code for one in self.lists.get(of, ()) for folded_word in _all_words(one)
        }
        found = {}
        for value in self.values if len(self.counts) <= SMALL else ():
            plain = " ".join(unicodedata.normalize("NFKC", value).casefold().split())
            word = plain if plain in known else next((one for one in _shorter(plain) if one in known), "")
            if word:
                found[value] = known[word]
        return found

    def listed(self, of: str) -> float:
        """The share of values that are entries of this list."""
        known = {folded(word) for one in self.lists.get(of, ()) for word in (one.code, one.zh, one.en) if word}
        return self.share(folded(one) in known for one in self.values) if known else 0.0

    @cached_property
    def project_codes(self) -> float:
        return self.share(PROJECT_CODE.fullmatch(typed(one)) is not None for one in self.values)

    @cached_property
    def identifies(self) -> float:
        """How well the values may tell projects apart: short, without blanks, many."""
        if self.running or not self.values:
            return 0.0
        short = self.share(len(one) <= SMALL and len(one.split()) <= 2 for one in self.values)
        return short * (0.5 if self.days > 0.5 and self.numbers < 0.5 else 1.0)


def _all_words(one: Entry) -> set[str]:
    return {" ".join(word.casefold().split()) for word in (one.code, one.zh, one.en) if word}


def _shorter(plain: str) -> Iterable[str]:
    """What a text begins with, the longest first."""
    parts = plain.split(" ")
    return (" ".join(parts[:count]) for count in range(len(parts) - 1, 0, -1))

"""Money: an integer of minor units (fen) in one currency; what is shown is rounded, what is stored never."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from types import MappingProxyType

from keyworks.values.problems import Problem

CURRENCIES: Mapping[str, int] = MappingProxyType({"CNY": 2, "USD": 2, "EUR": 2, "HKD": 2, "JPY": 0})
"""Currency → how many decimal digits its minor unit stands for."""

UNITS: Mapping[str, int] = MappingProxyType({"yuan": 0, "wan": 4, "m": 6, "yi": 8, "bn": 9})
"""Unit of showing and of writing → its power of ten over the currency's main unit."""

LARGEST = 10**18
"""The largest amount in minor units that a column holds."""

EXACT = Context(prec=60)


class CurrencyMismatch(TypeError):
    """Two currencies met in one sum: a bug, since no rate is known here."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Money as a reader sees it: the number's text, the unit's code (the words are the shell's), and if it is exact."""

    text: str
    unit: str
    currency: str
    exact: bool


@dataclass(frozen=True, slots=True)
class Money:
    """`amount` minor units of `currency`."""

    amount: int
    currency: str = "CNY"

    def __post_init__(self) -> None:
        if type(self.amount) is not int:
            raise TypeError(f"minor units are an int, not {self.amount!r}")
        if self.currency not in CURRENCIES:
            raise ValueError(f"unknown currency {self.currency!r}")

    @classmethod
    def of(cls, number: int | Decimal, unit: str = "yuan", currency: str = "CNY") -> Money:
        """`number` units; ValueError where it is finer than the minor unit."""
        minor = Fraction(number) * 10 ** (UNITS[unit] + CURRENCIES[currency])
        if minor.denominator != 1:
            raise ValueError(f"{number} {unit} is finer than the minor unit of {currency}")
        return cls(minor.numerator, currency)

    def __str__(self) -> str:
        return f"{self.currency} {self.exact():f}"

    def exact(self, unit: str = "yuan") -> Decimal:
        """The whole amount in this unit, no digit lost."""
        return Decimal(self.amount).scaleb(-(UNITS[unit] + CURRENCIES[self.currency]), EXACT)

    def shown(self, unit: str = "yuan", places: int = 2, *, signed: bool = False) -> Shown:
        """The amount in this unit, rounded half-even to `places`, thousands separated; `signed` for differences."""
        exact = self.exact(unit)
        rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN, EXACT)
        text = f"{abs(rounded):,f}"
        if rounded < 0:
            text = f"-{text}"
        elif signed and rounded > 0:
            text = f"+{text}"
        return Shown(text, unit, self.currency, rounded == exact)

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount - self._same(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.amount, self.currency)

    def __abs__(self) -> Money:
        return Money(abs(self.amount), self.currency)

    def __bool__(self) -> bool:
        return self.amount != 0

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.amount <= self._same(other)

    def __gt__(self, other: Money) -> bool:
        return self.amount > self._same(other)

    def __ge__(self, other: Money) -> bool:
        return self.amount >= self._same(other)

    def times(self, factor: int | Fraction | Decimal) -> Money:
        """The amount times an exact factor (no float), rounded half-even to the minor unit."""
        if isinstance(factor, float):
            raise TypeError(f"not exact: {factor!r}")
        return Money(round(self.amount * Fraction(factor)), self.currency)

    def over(self, whole: Money) -> Fraction | None:
        """The exact share this is of `whole`; None of nothing."""
        base = self._same(whole)
        return Fraction(self.amount, base) if base else None

    def allocate(self, weights: Sequence[int]) -> tuple[Money, ...]:
        """Parts in proportion to the weights that sum exactly to the whole; the largest remainders get the rest."""
        total = sum(weights)
        if total <= 0 or min(weights) < 0:
            raise ValueError("weights are at least 0 and not all 0")
        sign = -1 if self.amount < 0 else 1
        whole = abs(self.amount)
        parts = [whole * weight // total for weight in weights]
        by_remainder = sorted(range(len(weights)), key=lambda i: (-(whole * weights[i] % total), i))
        for index in by_remainder[: whole - sum(parts)]:
            parts[index] += 1
        return tuple(Money(sign * part, self.currency) for part in parts)

    def _same(self, other: Money) -> int:
        if not isinstance(other, Money) or other.currency != self.currency:
            raise CurrencyMismatch(f"{self} and {other}")
        return other.amount


def total(amounts: Iterable[Money], currency: str = "CNY") -> Money:
    """The sum in `currency`; nothing sums to 0."""
    result = Money(0, currency)
    for amount in amounts:
        result += amount
    return result


_CURRENCY_WORDS = {
    "CNY": "人民币|cny|rmb|¥|yuan|元",
    "USD": r"美元|us\$|usd|\$|dollars?",
    "EUR": "欧元|eur|€|euros?",
    "HKD": r"港元|港币|hk\$|hkd",
    "JPY": "日元|jpy|yen",
}
_UNIT_WORDS = {
    "万亿": 12, "亿": 8, "yi": 8, "千万": 7, "百万": 6, "万": 4, "wan": 4, "billion": 9, "bn": 9, "million": 6,
    "mn": 6, "m": 6,
}  # fmt: skip
_MONEY = "|".join(f"(?P<{code}>{words})" for code, words in _CURRENCY_WORDS.items())
_UNIT = "|".join(sorted(_UNIT_WORDS, key=len, reverse=True))
_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+)(?:\.\d+)?", re.ASCII)
_PIECE = re.compile(rf"(?P<number>\d[\d, ]*(?:\.\d+)?)\s*(?P<unit>{_UNIT})?\s*", re.ASCII)


def parse(text: str, *, unit: str = "", currency: str = "CNY") -> Money | Problem:
    """Money as people write it: "1,234.56 万元", "12亿", "￥3.5", "1.2bn yuan", "(300)", "3亿5000万".

    `unit` is the unit a bare number is in, where a form or a header says so; without it a bare number is a problem,
    as is all else that could be read in two ways.
    """
    plain = unicodedata.normalize("NFKC", text).strip().casefold().replace("−", "-")
    if not plain:
        return Problem("money.missing")
    if len(plain) > 80:
        return Problem("money.not_money", {"text": f"{text[:40]}…"})
    plain, negative = _sign(plain)
    plain, named = _currency(plain)
    plain, inner = _sign(plain) if not negative else (plain, False)
    if named - {currency}:
        return Problem("money.other_currency", {"text": text.strip(), "currency": currency})
    number = _amount(plain, unit, named=bool(named))
    if isinstance(number, str):
        return Problem(number, {"text": text.strip()})
    minor = number * 10 ** CURRENCIES[currency]
    if minor.denominator != 1:
        return Problem("money.too_fine", {"text": text.strip()})
    if minor > LARGEST:
        return Problem("money.too_large", {"text": text.strip()})
    return Money(-minor.numerator if negative or inner else minor.numerator, currency)


def _sign(text: str) -> tuple[str, bool]:
    """Without its sign, and whether that was a minus: -3, 负3, or an accountant's (3)."""
    bracketed = re.fullmatch(r"\(([^()]*)\)(\D*)", text)
    if bracketed and not re.match(r"\s*[-+负]", bracketed[1]):
        return f"{bracketed[1]}{bracketed[2]}".strip(), True
    if text.startswith(("-", "负")):
        return text[1:].strip(), True
    return text.removeprefix("+").strip(), False


def _currency(text: str) -> tuple[str, set[str]]:
    """Without the words of a currency before or after, and which currencies they named."""
    named: set[str] = set()
    for pattern in (rf"^(?:{_MONEY})", rf"(?:{_MONEY})$"):
        found = re.search(pattern, text)
        if found:
            named.add(str(found.lastgroup))
            text = (text[: found.start()] + text[found.end() :]).strip()
    return text, named


def _amount(text: str, unit: str, *, named: bool) -> Fraction | str:
    """How much of the main unit the text says, or the code of the problem with it."""
    total, below, position = Fraction(0), 99, 0
    while position < len(text) or not text:
        piece = _PIECE.match(text, position)
        if piece is None or not _NUMBER.fullmatch(piece["number"].strip()):
            return "money.not_money"
        if piece["unit"]:
            power = _UNIT_WORDS[piece["unit"]]
        elif piece.end() < len(text):
            return "money.not_money"
        elif position or (named and unit not in {"", "yuan"}):
            return "money.unit_unclear"
        elif not named and not unit:
            return "money.unit_missing"
        else:
            power = UNITS[unit or "yuan"]
        if power >= below:
            return "money.not_money"
        total += Fraction(piece["number"].replace(",", "").replace(" ", "")) * 10**power
        below, position = power, piece.end()
    return total

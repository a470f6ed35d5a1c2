"""Money: an integer of minor units (fen) in one currency; what is shown is rounded, what is stored never."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from types import MappingProxyType

from keyworks.values.currencies import MEANING, TABLE, Currency, meant
from keyworks.values.problems import Problem

CURRENCIES: Mapping[str, int] = MappingProxyType({code: currency.digits for code, currency in TABLE.items()})
"""Currency → how many decimal digits its minor unit stands for."""

UNITS: Mapping[str, int] = MappingProxyType({"yuan": 0, "wan": 4, "m": 6, "yi": 8, "bn": 9})
"""Unit of showing and of writing → its power of ten over the currency's main unit."""

LARGEST = 10**18
"""The largest amount in minor units that a column holds."""

EXACT = Context(prec=60)


class _House:
    """The one currency in which this installation counts, as far as this process has learnt it."""

    currency = ""
    ask: Callable[[], str] = staticmethod(lambda: "")


def ask(of: Callable[[], str]) -> None:
    """Who is asked for the house's currency when first it matters; "" is "not known yet" and asked again."""
    _House.ask = staticmethod(of)


def settle(currency: str) -> None:
    """From now on the house counts in this currency; "" forgets it, to be asked for anew."""
    if currency and currency not in CURRENCIES:
        raise ValueError(f"unknown currency {currency!r}")
    _House.currency = currency


def house() -> str:
    """The currency of this installation; yuan before there is one."""
    if not _House.currency:
        settle(_House.ask())
    return _House.currency or "CNY"


def currency_of(code: str = "") -> Currency:
    """What is to be known of a currency, of the house's where none is named."""
    return TABLE[code or house()]


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
    """`amount` minor units of `currency`, the house's unless another is named."""

    amount: int
    currency: str = field(default_factory=house)

    def __post_init__(self) -> None:
        if type(self.amount) is not int:
            raise TypeError(f"minor units are an int, not {self.amount!r}")
        if self.currency not in CURRENCIES:
            raise ValueError(f"unknown currency {self.currency!r}")

    @classmethod
    def of(cls, number: int | Decimal, unit: str = "yuan", currency: str = "") -> Money:
        """`number` units of the house's currency or another; ValueError where it is finer than the minor unit."""
        currency = currency or house()
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


def total(amounts: Iterable[Money], currency: str = "") -> Money:
    """The sum in the house's currency or another; nothing sums to 0."""
    result = Money(0, currency or house())
    for amount in amounts:
        result += amount
    return result


_UNIT_WORDS = {
    "万亿": 12, "亿": 8, "yi": 8, "千万": 7, "百万": 6, "万": 4, "wan": 4, "billion": 9, "bn": 9, "million": 6,
    "mn": 6, "m": 6,
}  # fmt: skip
_MONEY = "|".join(re.escape(word) for word in sorted(MEANING, key=len, reverse=True))
_UNIT = "|".join(sorted(_UNIT_WORDS, key=len, reverse=True))
_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+)(?:\.\d+)?", re.ASCII)
_PIECE = re.compile(rf"(?P<number>\d[\d, ]*(?:\.\d+)?)\s*(?P<unit>{_UNIT})?\s*", re.ASCII)


def parse(text: str, *, unit: str = "", currency: str = "") -> Money | Problem:
    """Money as people write it: "1,234.56 万元", "12亿", "￥3.5", "1.2bn yuan", "(300)", "3亿5000万".

    `unit` is the unit a bare number is in, where a form or a header says so; without it a bare number is a problem,
    as is all else that could be read in two ways. A sign that several currencies share ($, ¥, kr) means the expected
    one where that is among them.
    """
    currency = currency or house()
    plain = unicodedata.normalize("NFKC", text).strip().casefold().replace("−", "-")
    if not plain:
        return Problem("money.missing")
    if len(plain) > 80:
        return Problem("money.not_money", {"text": f"{text[:40]}…"})
    plain, negative = _sign(plain)
    plain, named = _currency(plain, currency)
    plain, inner = _sign(plain) if not negative else (plain, False)
    number = _amount(plain, unit, named=bool(named))
    if named - {currency} and number != "money.not_money":
        return Problem("money.other_currency", {"text": text.strip(), "currency": currency})
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


def _currency(text: str, expected: str) -> tuple[str, set[str]]:
    """Without the words of a currency before or after, and which currencies they named."""
    named: set[str] = set()
    for pattern in (rf"^(?:{_MONEY})", rf"(?:{_MONEY})$"):
        found = re.search(pattern, text)
        if found:
            named.add(meant(found[0], expected))
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

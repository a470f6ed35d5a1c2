"""Amounts of money and ranges of them as cells write them; one amount is read by values.money."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from keyworks.formats.cells.numbers import BARE, REMEMBERED
from keyworks.formats.cells.words import LONGEST_TOLD, blank, plain, unread, words
from keyworks.formats.sheets.book import Value
from keyworks.values.money import CURRENCIES, EXACT, LARGEST, UNITS, Money, house, parse
from keyworks.values.problems import Problem

COMMAS = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d{1,20})?", re.ASCII)
LONGEST = 40
BINARY_DIGITS = range(15, 18)
"""Digits of a number that once was a binary fraction: 2066075.5899999999."""
STEPS = 8
"""How many steps of the binary fraction sums of cells stray."""
SIGN = re.compile(r"([-−(+]*\s*)([^\d\s.()+−-]+)\s*(\d.*)")
BETWEEN = re.compile(r"(?:between |from )?(.*?\d.*?)\s*(?:-|–|—|~|〜|至|到| to | and )\s*(.*\d.*)", re.ASCII)
LEAST = re.compile(
    r"(?:>=?|≥|over |above |more than |at least |不低于|不少于|超过|大于|高于)\s*(.+)"
    r"|(.+?)\s*(?:\+|及?以上| ?or more| and (?:above|over))"
)
MOST = re.compile(
    r"(?:<=?|≤|under |below |less than |up to |at most |不超过|不高于|不足|低于|小于|少于)\s*(.+)"
    r"|(.+?)\s*(?:及?以下|以内| ?or less| and (?:below|under))"
)
TAIL = re.compile(r"\D*$")


@dataclass(frozen=True, slots=True)
class Range:
    """An amount of which only the bounds are told; None is open."""

    low: Money | None
    high: Money | None


def amount(cell: Value, unit: str = "", currency: str = "", *, strict: bool = False) -> Money | Range | Problem | None:
    """The amount of a cell; None where it says nothing.

    `unit` is that of a number without one. A currency in front of the number ("£32.24" below "£m") leaves the unit to
    the column, unless `strict`, for which "￥3" below 万元 is unclear. No `currency` is the house's.
    """
    currency = currency or house()
    if isinstance(cell, str):
        found = _bare(cell, unit, currency)
        return _said(cell, unit, currency, strict) if found is None else found
    if cell is None or isinstance(cell, Problem):
        return cell
    if isinstance(cell, bool | date) or not unit or len(str(cell)) > LONGEST:
        return _said(words(cell), unit, currency, strict)
    return _exact(Decimal(cell), unit, currency)


def _exact(number: Decimal, unit: str, currency: str) -> Money | Problem:
    power = UNITS[unit] + CURRENCIES[currency]
    if number.adjusted() > LONGEST:
        return unread("money.too_large", str(number))
    minor = number.scaleb(power, EXACT)
    whole = int(minor)
    if whole != minor:
        nearest = minor.to_integral_value(context=EXACT)
        if not _strayed(number, nearest.scaleb(-power, EXACT)):
            return unread("money.too_fine", f"{number:f}")
        whole = int(nearest)
    if abs(whole) > LARGEST:
        return unread("money.too_large", f"{number:f}")
    return Money(whole, currency)


def _strayed(number: Decimal, meant: Decimal) -> bool:
    """Is the number what binary fractions make of the meant one?"""
    digits, left = (len(one.as_tuple().digits) for one in (number, meant.normalize()))
    if digits not in BINARY_DIGITS or left > min(BINARY_DIGITS):
        return False
    return abs(float(number) - float(meant)) <= STEPS * math.ulp(float(meant))


@lru_cache(REMEMBERED)
def _said(said: str, unit: str, currency: str, strict: bool) -> Money | Range | Problem | None:
    if blank(said):
        return None
    text = re.sub(r"(?<=\d)['’](?=\d{3})", ",", plain(said))
    found: Money | Range | Problem = _one(text, unit, currency, strict)
    if isinstance(found, Problem) and found.code in {"money.not_money", "money.unit_unclear", "money.unit_missing"}:
        found = _range(text, unit, currency, strict) or found
    return unread(found.code, said) if isinstance(found, Problem) and "currency" not in found.params else found


def _one(text: str, unit: str, currency: str, strict: bool) -> Money | Problem:
    signed = SIGN.fullmatch(text) if unit and not (strict and unit != "yuan") and len(text) < LONGEST else None
    if signed and _names(signed[2], currency):
        text = signed[1] + signed[3]
    found = _bare(text, unit, currency)
    return parse(text, unit=unit, currency=currency) if found is None else found


def _bare(text: str, unit: str, currency: str) -> Money | Problem | None:
    """The amount of a number without words, as most cells have it; None for anything else."""
    if unit and len(text) < LONGEST and (BARE.fullmatch(text) or COMMAS.fullmatch(text)):
        text = text.replace(",", "")
        whole, _point, part = text.partition(".")
        finer = UNITS[unit] + CURRENCIES[currency] - len(part)
        if finer < 0:
            return _exact(Decimal(text), unit, currency)
        minor = int(whole + part + "0" * finer)
        return Money(minor, currency) if -LARGEST <= minor <= LARGEST else unread("money.too_large", text)
    return None


@lru_cache(256)
def _names(sign: str, currency: str) -> bool:
    return isinstance(parse(f"{sign}1", unit="yuan", currency=currency), Money)


def _range(text: str, unit: str, currency: str, strict: bool) -> Range | None:
    """The range a text tells, None where it tells none."""
    if len(text) > LONGEST_TOLD:
        return None
    if found := BETWEEN.fullmatch(text):
        left, right = found[1], found[2]
        if not TAIL.search(left)[0].strip(" )"):  # type: ignore[index]
            left += TAIL.search(right)[0]  # type: ignore[index]
        low, high = _one(left, unit, currency, strict), _one(right, unit, currency, strict)
        return Range(low, high) if isinstance(low, Money) and isinstance(high, Money) and low <= high else None
    for pattern, least in ((LEAST, True), (MOST, False)):
        if found := pattern.fullmatch(text):
            bound = _one(found[1] or found[2], unit, currency, strict)
            if isinstance(bound, Money):
                return Range(bound, None) if least else Range(None, bound)
    return None

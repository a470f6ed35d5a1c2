"""How values are shown to the reader: money in the chosen unit, numbers, shares, days; unknown is —, never 0."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from django.utils import timezone
from django.utils.functional import lazy
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from keyworks.base import reader
from keyworks.values.money import Money, currency_of, house
from keyworks.values.months import Month

UNKNOWN = "—"
DIGITS = {"wan": 2, "yi": 2, "m": 2, "bn": 3}
"""Digits after the point in each unit of money."""
UNITS_ZH = {"wan": "万", "yi": "亿", "m": "百万", "bn": "十亿"}
UNITS_EN = {"wan": "10k ", "yi": "100m ", "m": "m ", "bn": "bn "}
LONG_EN = {"wan": "10,000 ", "yi": "hundred million "}
"""How a sentence writes the units that English has no sign for."""
HAN = re.compile(r"[\u3400-\u9fff]")
ENGLISH = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}")
MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def listed(texts: Iterable[str], zh: str = "、", en: str = ", ") -> str:
    """Several things in one line, parted as the reader's language parts them."""
    return (zh if reader.current().zh else en).join(texts)


def as_written(text: Any) -> SafeString:
    """What somebody wrote or the record kept, in its own language: marked where that is not the reader's."""
    if text is None:
        return SafeString(UNKNOWN)
    language = other_language(str(text))
    return format_html('<span lang="{}">{}</span>', language, text) if language else conditional_escape(text)


def other_language(words: str) -> str:
    """The language of these words as HTML names it, "" where it is the reader's."""
    zh = reader.current().zh
    other = HAN.search(words) is None and ENGLISH.search(words) if zh else HAN.search(words)
    return ("en" if zh else "zh-Hans") if other else ""


def currency_name() -> str:
    """What the reader calls the money of this installation."""
    currency = currency_of()
    return currency.zh if reader.current().zh else currency.en


def _chosen(unit: str) -> str:
    """The reader's unit or the one given; "city" is the one in which the city counts a project."""
    if unit == "city":
        return currency_of().unit
    return unit if unit in DIGITS else reader.current().money


def unit_of_money(unit: str = "") -> str:
    """The words of the unit in which the reader sees money, or of the one given."""
    return _unit_words(unit, currency_name())


def _unit_words(unit: str, name: str) -> str:
    return (UNITS_ZH if reader.current().zh else UNITS_EN)[_chosen(unit)] + name


def long_unit(unit: str = "city") -> str:
    """The same in full words, for sentences and forms."""
    unit = _chosen(unit)
    return unit_of_money(unit) if reader.current().zh else LONG_EN.get(unit, UNITS_EN[unit]) + currency_name()


unit_of_money_lazily, long_unit_lazily = lazy(unit_of_money, str), lazy(long_unit, str)


def words_of_money() -> dict[str, str]:
    """The names of the house's money and its units, by which sentences may call them."""
    currency = currency_of()
    return {
        "currency": currency_name(),
        "money_zh": currency.zh,
        "ten_thousand": long_unit("wan"),
        "money_unit": long_unit(),
        "money_large": long_unit(currency.large),
    }


def _decimal(value: Any) -> Decimal | None:
    if value is None or value == "" or isinstance(value, bool):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _grouped(number: Decimal, digits: int | None) -> str:
    if digits is not None:
        number = number.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    text = f"{abs(number):,f}"
    return f"−{text}" if number < 0 else text


def number(value: Any, digits: int | None = None) -> str:
    """Thousands separated; `digits` after the point, as many as there are where None."""
    found = _decimal(value)
    return UNKNOWN if found is None else _grouped(found, digits)


def amount(value: Any, unit: str = "") -> str:
    """Money (or fen) in the reader's unit or the one given, without its words: for columns whose header states it."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        value = Money(int(value))
    if not isinstance(value, Money):
        return UNKNOWN
    chosen = _chosen(unit)
    return value.shown(chosen, DIGITS[chosen]).text.replace("-", "−")


def difference(value: Any, unit: str = "") -> str:
    """A change of money in the reader's unit or the one given, always signed; none is 0 without a sign."""
    text = amount(value, unit)
    return f"+{text}" if text[0].isdigit() and text.strip("0.,") else text


def money(value: Any, unit: str = "") -> str:
    """Money in the reader's unit or the one given, with its words, those of another currency being its code."""
    text = amount(value, unit)
    if text == UNKNOWN:
        return text
    foreign = isinstance(value, Money) and value.currency != house()
    return f"{text} {_unit_words(unit, value.currency if foreign else currency_name())}"


def share(value: Any, digits: int = 1) -> str:
    """A share (0–1) in per cent."""
    found = _decimal(value)
    return UNKNOWN if found is None else f"{_grouped(found * 100, digits)}%"


def delta(value: Any, digits: int | None = 1) -> str:
    """A change, always signed; none is 0 without a sign."""
    found = _decimal(value)
    if found is None:
        return UNKNOWN
    text = _grouped(found, digits)
    if text.startswith("−") and not text.strip("−0.,"):
        return text[1:]
    return f"+{text}" if found > 0 and text.strip("0.,") else text


def day(value: Any) -> str:
    """2022年2月8日 · 8 Feb 2022."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    if not isinstance(value, date):
        return UNKNOWN
    if reader.current().zh:
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def moment(value: Any) -> str:
    """The day and the minute, in the city's own time."""
    if not isinstance(value, datetime):
        return UNKNOWN
    if timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{day(value)} {value:%H:%M}"


def month(value: Any) -> str:
    """2022年2月 · 2022-02, of a Month, of a day within it or of its text."""
    if isinstance(value, str) and MONTH.fullmatch(value):
        value = Month(int(value[:4]), int(value[5:]))
    elif isinstance(value, date):
        value = Month.of(value)
    if not isinstance(value, Month):
        return UNKNOWN
    return f"{value.year}年{value.number}月" if reader.current().zh else str(value)

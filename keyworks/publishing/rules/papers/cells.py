"""How a value of a table is written on paper and kept in a sheet: the same value, never altered."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from keyworks.values.money import Money

UNKNOWN = "—"
SHAPES = {"green": "●", "yellow": "▲", "red": "■", "grey": "○"}
COLOURS = {
    "zh": {"green": "绿灯", "yellow": "黄灯", "red": "红灯", "grey": "灰灯"},
    "en": {"green": "on pace", "yellow": "behind", "red": "far behind", "grey": "exempt"},
}
DIGITS = {"bn": 3}
RIGHT = frozenset({"money", "number", "share", "points"})
"""Kinds of columns that are set to the right: money in minor units, shares and points in their hundredths."""
FORMATS = {"money": "#,##0.00", "number": "#,##0", "share": "0.0%", "points": "+0.0;-0.0;0.0"}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def light(colour: str, language: str) -> str:
    """A light by its shape and its word."""
    return f"{SHAPES[colour]} {COLOURS[language][colour]}"


def text(value: Any, column: dict[str, Any], language: str, currency: str) -> str:
    """The value as it is printed."""
    if value is None or value == "":
        return UNKNOWN
    match column["kind"]:
        case "money":
            unit = column["unit"]
            return Money(value, currency).shown(unit, DIGITS.get(unit, 2)).text.replace("-", "−")
        case "share":
            return f"{_rounded(value):,f}%"
        case "points":
            found = _rounded(value)
            return f"{'+' if found > 0 else ''}{found:,f}".replace("-", "−") if found else "0.0"
        case "number":
            return f"{value:,}".replace("-", "−")
        case "light":
            return light(value, language)
        case "day":
            return day(date.fromisoformat(value), language)
    return str(value)


def typed(value: Any, column: dict[str, Any], language: str, currency: str) -> Any:
    """The value as a sheet keeps it: whole, in the unit of the column's head."""
    if value is None or value == "":
        return None
    match column["kind"]:
        case "money":
            return Money(value, currency).exact(column["unit"])
        case "share":
            return Decimal(value) / 10_000
        case "points":
            return Decimal(value) / 100
        case "number":
            return value
        case "day":
            return date.fromisoformat(value)
    return text(value, column, language, currency)


def day(one: date, language: str) -> str:
    if language == "zh":
        return f"{one.month}月{one.day}日"
    return f"{one.day} {MONTHS[one.month - 1]}"


def _rounded(hundredths: int) -> Decimal:
    return (Decimal(hundredths) / 100).quantize(Decimal("0.1"), ROUND_HALF_UP)

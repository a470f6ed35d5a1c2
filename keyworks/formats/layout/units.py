"""In which money and unit a sheet's bare numbers are, where words near its head say so."""

from __future__ import annotations

import re
from typing import NamedTuple

from keyworks.formats.layout.grid import Grid
from keyworks.formats.layout.kinds import words
from keyworks.formats.layout.table import Layout, named
from keyworks.formats.sheets.book import Sheet

UNITS = (
    ("k", r"千元|\bthousands?\b|['’]000s?\b|\b000s\b|(?<=[£$€])k\b"),
    ("m", r"百万元?|\bmillions?\b|(?<=[£$€])\s*m(?:illions?|n)?\b"),
    ("bn", r"十亿元?|\bbillions?\b|(?<=[£$€])\s*bn?\b"),
    ("yi", r"亿元?"),
    ("wan", r"万元?"),
    ("yuan", r"元|\bdollars?\b|\bpounds?\b|\beuros?\b|\brands?\b"),
)
CURRENCIES = (
    ("GBP", r"£|\bGBP\b|\bpounds?\b|英镑"),
    ("USD", r"US\$|\bUSD\b|美元"),
    ("NZD", r"NZ\$|\bNZD\b"),
    ("ZAR", r"\bZAR\b|\brands?\b"),
    ("EUR", r"€|\bEUR\b|\beuros?\b|欧元"),
    ("CNY", r"人民币|\bRMB\b|\bCNY\b|[¥￥]|元"),
)
ALONE = re.compile(
    r"[(（]?(?:[万亿千]?元|[£$€]\s*(?:m|bn|k|million|billion|'?000)|%|％|个|项|平方米|万平方米|㎡|公顷|亩|公里|米|年月日?|年|月|days?)[)）]?",
    re.IGNORECASE,
)
SAYS = re.compile(r"单位|unit|\bin\b|[(（\[]|^[£$€]|^[万亿千]?元$", re.IGNORECASE)
LONGEST = 120
BEYOND = 12
"""Rows above the head in which a unit may be told."""


class UnitTold(NamedTuple):
    """A currency and a unit ("" where not said: yuan, wan, k, m, yi, bn), and the words that say so."""

    currency: str
    unit: str
    text: str


def unit_alone(text: str) -> bool:
    """Whether a cell holds nothing but a unit, as a row below the heads does."""
    return ALONE.fullmatch(text) is not None


def unit_told(sheet: Sheet, layout: Layout) -> UnitTold | None:
    """What stands near the head: 单位：万元, (£m), in thousands of dollars."""
    grid = Grid(sheet, layout.across)
    top, bottom = layout.head
    for number in range(min(top, len(grid.rows)) - 1, max(top - BEYOND, 0) - 1, -1):
        for value in grid.rows[number]:
            if found := _told(words(value)):
                return found
    heads = [found for head in named(grid, layout) if (found := _told(head))] if bottom < len(grid.rows) else []
    same = {found[:2] for found in heads}
    return heads[0] if len(same) == 1 else None


def _told(text: str) -> UnitTold | None:
    if not text or len(text) > LONGEST or not SAYS.search(text):
        return None
    unit = next((unit for unit, pattern in UNITS if re.search(pattern, text, re.IGNORECASE)), "")
    currency = next((code for code, pattern in CURRENCIES if re.search(pattern, text, re.IGNORECASE)), "")
    return UnitTold(currency, unit, text) if unit else None

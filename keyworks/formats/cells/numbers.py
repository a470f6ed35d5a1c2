"""Numbers and shares as cells write them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from keyworks.formats.cells.words import blank, plain, unread, words
from keyworks.formats.sheets.book import Value
from keyworks.values.problems import Problem

REMEMBERED = 1 << 14
"""How many different texts a reader keeps the answers of: sheets repeat themselves."""
LONGEST = 60
BARE = re.compile(r"-?\d{1,40}(?:\.\d{1,40})?", re.ASCII)
"""A number without any adornment, as most cells have it."""
GROUPED = re.compile(r"\d{1,3}(?:([, '’])\d{3})(?:\1\d{3})*(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+", re.ASCII)
POWERED = re.compile(r"(\d(?:\.\d+)?)e([+-]?\d{1,2})", re.ASCII)
BRACKETED = re.compile(r"\((.+)\)")
SIGNED = re.compile(r"([-−–]|负|\+)\s*")
PERCENT = re.compile(r"(.+?)\s*(%|‰|per ?cent)(\)?)")
HUNDREDTHS = re.compile(r"(负|-)?百分之(.+)")
DIGITS = {"〇": 0, "零": 0, "○": 0, "两": 2} | {word: digit for digit, word in enumerate("一二三四五六七八九", 1)}
TENS = {"十": 10, "百": 100, "千": 1000}
CHINESE = re.compile(f"[{''.join((*DIGITS, *TENS))}]+")


def arabic(said: str) -> str:
    """Chinese numerals turned into digits: 二〇二二年十二月 is 2022年12月, 三点五 is 3.5."""
    return CHINESE.sub(lambda found: _value(found[0]), re.sub(r"(?<=[〇零一二三四五六七八九十])点", ".", said))


def _value(run: str) -> str:
    if not any(sign in TENS for sign in run):
        return "".join(str(DIGITS[sign]) for sign in run)
    total, digit = 0, None
    for sign in run:
        if sign in TENS:
            total, digit = total + (1 if digit is None else digit) * TENS[sign], None
        else:
            digit = DIGITS[sign]
    return str(total + (digit or 0))


def number(cell: Value) -> Decimal | Problem | None:
    """The number of a cell; None where it says nothing."""
    if isinstance(cell, str):
        return Decimal(cell) if BARE.fullmatch(cell) else _number(cell)
    if isinstance(cell, Decimal):
        return cell
    if cell is None or isinstance(cell, Problem):
        return cell
    if isinstance(cell, bool | date):
        return unread("cells.not_a_number", words(cell))
    return Decimal(cell)


@lru_cache(REMEMBERED)
def _number(said: str) -> Decimal | Problem | None:
    if blank(said):
        return None
    text = plain(said)
    negative = False
    if bracketed := BRACKETED.fullmatch(text):
        negative, text = True, bracketed[1].strip()
    elif signed := SIGNED.match(text):
        negative, text = signed[1] != "+", text[signed.end() :]
    if len(text) > LONGEST or not (GROUPED.fullmatch(text) or POWERED.fullmatch(text)):
        return unread("cells.not_a_number", said)
    found = Decimal(re.sub("[, '’]", "", text))
    return -found if negative else found


def share(cell: Value, bare: str = "") -> Decimal | Problem | None:
    """A share of 1: 0.035 for "3.5 %".

    `bare` says what a number without its sign is, "share" or "percent"; unsaid it is a problem.
    """
    text = plain(words(cell))
    if hundredths := HUNDREDTHS.fullmatch(text):
        found, power = number(f"{hundredths[1] or ''}{arabic(hundredths[2])}"), -2
    elif signed := PERCENT.fullmatch(text):
        found, power = number(signed[1] + signed[3]), -3 if signed[2] == "‰" else -2
    else:
        found, power = number(cell), {"share": 0, "percent": -2}.get(bare, 1)
        if power > 0 and isinstance(found, Decimal) and found:
            return unread("cells.share_unclear", words(cell))
    if isinstance(found, Problem):
        return found if found.code != "cells.not_a_number" else unread("cells.not_a_share", words(cell))
    return found if found is None or not found else found.scaleb(power)

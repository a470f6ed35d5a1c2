"""What kind of thing a cell holds, as far as the shape of a table shows it; what it says is read elsewhere."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation

from keyworks.formats.sheets.book import Value
from keyworks.values.problems import Problem

BLANK, NUMBER, DAY, TEXT, PROSE = "", "number", "day", "text", "prose"
LONG = 80
"""Characters of a text that tells something rather than names it."""
MOST = 10**25
"""Larger numbers are no amounts of anything, and could not be summed."""
BEGINS = re.compile(r"[\d£$€¥￥+\-−(（.]")
DAYS = re.compile(
    r"(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{4}\s*年(?:\s*\d{1,2}\s*月)?(?:\s*\d{1,2}\s*日)?|\d{4}[-/]\d{1,2}|\d{4}\s*[-/]?\s*Q[1-4])"
    r"(?:[T ]+\d{1,2}:\d{2}.*)?"
)
NUMBERS = re.compile(
    r"[-+−]?\s*[£$€¥￥]?\s*[-+−]?(\d[\d,，]*(?:\.\d+)?|\.\d+)\s*(?:%|％|[km]|bn|万元?|亿元?|元|million|billion)?",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"名称|项目|编号|编码|代码|单位|投资|资金|金额|日期|时间|开工|竣工|年度|年份|备注|地址|地点|类别|类型|阶段|进度|进展|序号|负责|联系|区县|区域"
    r"|规模|内容|性质|说明|合计|小计|其中|计划|\d{4}年"
    r"|name|title|project|\bids?\b|_id\b|number|\bno\b|code|date|\bday\b|department|agency|organi[sz]ation|owner|budget|cost|total|amount"
    r"|forecast|spend|baseline|status|phase|stage|start|end\b|finish|complet|type|category|sector|class|description|comment|note|narrative"
    r"|year|quarter|district|borough|region|province|municipality|location|address|latitude|longitude|rating|value|fund|schedule|duration",
    re.IGNORECASE,
)


def words(value: Value) -> str:
    """A cell's words on one line: breaks and runs of blanks are one blank."""
    if value is None or isinstance(value, Problem):
        return ""
    if isinstance(value, str):
        return " ".join(value.split())
    return value.isoformat() if isinstance(value, date) else str(value)


def kind(value: Value) -> str:
    if value is None:
        return BLANK
    if isinstance(value, str):
        text = value.strip()
        if not text:
            return BLANK
        if BEGINS.match(text):
            plain = text.strip("()（）")
            if DAYS.fullmatch(plain):
                return DAY
            if NUMBERS.fullmatch(plain):
                return NUMBER
        return PROSE if len(text) > LONG else TEXT
    return DAY if isinstance(value, date) else NUMBER


def amount(value: Value) -> Decimal | int | None:
    """The number in a cell that shows one, its unit left aside: good enough to see whether a row is a sum."""
    if type(value) is int:
        return value if abs(value) < MOST else None
    if type(value) is Decimal:
        return value if abs(value) < MOST else None
    if not isinstance(value, str):
        return None
    try:
        found = Decimal(value)
    except InvalidOperation:
        text = unicodedata.normalize("NFKC", value).strip()
        told = NUMBERS.fullmatch(text.strip("()"))
        if told is None:
            return None
        found = Decimal(told[1].replace(",", ""))
        found = -found if text.startswith(("-", "−", "(")) else found
    return found if found.is_finite() and abs(found) < MOST else None


def label(text: str) -> bool:
    """Whether these words could name what a column tells."""
    return len(text) <= 400 and LABEL.search(text) is not None

"""Days, months, quarters, halves and years as cells write them; what can be read in two ways is a problem."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from keyworks.formats.cells.numbers import REMEMBERED, arabic
from keyworks.formats.cells.words import blank, plain, unread, words
from keyworks.formats.sheets.book import Value
from keyworks.values import months
from keyworks.values.months import NAMES
from keyworks.values.problems import Problem

ORDERS = ("ymd", "dmy", "mdy")
"""Orders in which a day's numbers stand; "my" also lets 06/20 be June 2020."""
PIVOT = 70
"""Years of two digits: 00 to 69 are 2000 to 2069, 70 to 99 are 1970 to 1999."""
SERIAL_ZERO = date(1899, 12, 30)
SERIALS = range(10_000, 80_000)
"""Day numbers of workbooks that are believed: 1927 to 2119."""
YEARS = range(1900, 2200)
LONGEST = 60

CLOCK = re.compile(
    r"(?:t| )\s*\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[ap]\.?m\.?)?(?: ?(?:z|utc|[+-]\d\d:?\d\d))?", re.ASCII
)
WEEKDAY = re.compile(r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? ", re.ASCII)
YEAR_FIRST = re.compile(
    r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})"
    r"|(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]?"
    r"|(\d{4})(\d\d)(\d\d)",
    re.ASCII,
)
YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{1,2})", re.ASCII)
DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?,?[ -](\d{4}|\d\d)", re.ASCII)
MONTH_DAY = re.compile(r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.ASCII)
MONTH_YEAR = re.compile(r"([a-z]{3,9})(?:-|\.? ?')(\d{4}|\d\d)|([a-z]{3,9}),? (\d{4})", re.ASCII)
SHORT_MONTH = re.compile(r"(\d{1,2})[-/.](\d\d)", re.ASCII)
EDGE = re.compile(r"(\d{4}) ?年(?: ?(\d{1,2}) ?月)?(?:份)?(底|末|初)", re.ASCII)
QUARTER = re.compile(
    r"(\d{4})[-/ ]?q([1-4])|q([1-4])[-/ ]?(\d{4})|([1-4])q ?(\d{4})|(\d{4}) ?年? ?第?([1-4]) ?季度?", re.ASCII
)
HALF = re.compile(r"(\d{4})[-/ ]?h([12])|h([12])[-/ ]?(\d{4})|(\d{4}) ?年? ?([上下])半年", re.ASCII)
YEAR = re.compile(r"(\d{4}) ?(?:年度?)?", re.ASCII)
FISCAL = re.compile(r"(?:fy ?)?(\d{4}) ?[-/–] ?(\d{4}|\d\d)|fy ?(\d{4}|\d\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Span:
    """The days that a cell may mean, first and last; `edge` where it names only the "start" or the "end" of a time."""

    first: date
    last: date
    edge: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """Which orders all cells allow; the first cell that rules an order out; the first that is read in two ways."""

    fits: frozenset[str] = frozenset(ORDERS)
    evidence: Mapping[str, str] = field(default_factory=dict)
    unclear: str = ""

    @property
    def only(self) -> str:
        """The order, where no other is left."""
        return next(iter(self.fits)) if len(self.fits) == 1 else ""


def day(
    cell: Value, order: str = "", end: bool = False, *, serial: bool = False, fiscal: int = 0
) -> date | Problem | None:
    """The day of a cell, of a longer time its first or, with `end`, its last.

    `order` is what a column's 03/04/2021 means; `serial` lets numbers be day numbers of a workbook; `fiscal` is the
    month in which financial years begin, which are named by the year they end in.
    """
    if type(cell) is str and len(cell) == 10 and cell[4] == cell[7] == "-":
        try:
            return date.fromisoformat(cell)
        except ValueError:
            pass
    found = span(cell, order, serial=serial, fiscal=fiscal)
    if not isinstance(found, Span):
        return found
    if found.edge and found.edge != ("end" if end else "start"):
        return unread("cells.day_vague", words(cell))
    return found.last if end else found.first


def span(cell: Value, order: str = "", *, serial: bool = False, fiscal: int = 0) -> Span | Problem | None:
    """All the days a cell may mean; None where it says nothing."""
    if isinstance(cell, str):
        return _said(cell, order, fiscal)
    if isinstance(cell, date):
        on = cell.date() if isinstance(cell, datetime) else cell
        return Span(on, on)
    if cell is None or isinstance(cell, Problem):
        return cell
    if serial and not isinstance(cell, bool) and int(cell) in SERIALS:
        on = SERIAL_ZERO + timedelta(days=int(cell))
        return Span(on, on)
    if isinstance(cell, bool) or (isinstance(cell, Decimal) and cell != cell.to_integral_value()):
        return unread("cells.not_a_day", words(cell))
    return _said(str(int(cell)), order, fiscal)


def order_of(cells: Iterable[Value]) -> Order:
    """Which orders of day, month and year all cells of a column allow."""
    fits, evidence, unclear = set(ORDERS), dict[str, str](), ""
    for cell in cells:
        if not isinstance(cell, str) or not (found := YEAR_LAST.fullmatch(_day_alone(plain(cell[:LONGEST])))):
            continue
        readings = _readings(found)
        if readings and not fits.issubset(readings):
            for one in fits.difference(readings):
                evidence[one] = cell
            fits.intersection_update(readings)
        if not unclear and len(set(readings.values())) > 1:
            unclear = cell
    return Order(frozenset(fits), evidence, unclear)


def _day_alone(text: str) -> str:
    """Without its time of day and its day of the week."""
    clock = CLOCK.search(text)
    if clock and clock.end() == len(text):
        text = text[: clock.start()]
    weekday = WEEKDAY.match(text)
    return text[weekday.end() :] if weekday else text


@lru_cache(REMEMBERED)
def _said(said: str, order: str, fiscal: int) -> Span | Problem | None:
    if blank(said):
        return None
    text = plain(said)
    if len(text) > LONGEST:
        return unread("cells.not_a_day", said)
    text = _day_alone(arabic(text) if "年" in text else text)
    for reader in READERS:
        try:
            found = reader(text, order, fiscal)
        except (ValueError, KeyError):
            break
        if found is not None:
            return unread(found, said) if isinstance(found, str) else found
    return unread("cells.not_a_day", said)


def _year(text: str) -> int:
    """A year of four digits, or of two around the pivot."""
    return int(text) if len(text) > 2 else int(text) + (2000 if int(text) < PIVOT else 1900)


def _one(year: int, month: int, number: int) -> Span:
    on = date(year, month, number)
    return Span(on, on)


def _run(year: int, month: int, count: int, edge: str = "") -> Span:
    """`count` months from this one."""
    last_year, last_month = divmod(year * 12 + month - 2 + count, 12)
    last = date(last_year, last_month + 1, calendar.monthrange(last_year, last_month + 1)[1])
    first = date(year, month, 1)
    if year not in YEARS:
        raise ValueError(year)
    return Span(last if edge == "end" else first, first if edge == "start" else last, edge)


def _readings(found: re.Match[str]) -> dict[str, date]:
    """Order → the day that 03/04/2021 or 03.04.21 is in it."""
    a, b, c = found[1], found[3], found[4]
    parts = {"dmy": (c, b, a), "mdy": (c, a, b)} if len(c) > 1 else {}
    if len(a) == 2 and len(c) <= 2:
        parts["ymd"] = (a, b, c)
    readings = {}
    for order, (year, month, number) in parts.items():
        try:
            readings[order] = date(_year(year), int(month), int(number))
        except ValueError:
            continue
    return readings


Read = Span | str | None
"""The days meant, the code of a problem, or None: another reader may know."""


def _day_first_year(text: str, order: str, fiscal: int) -> Read:
    found = YEAR_FIRST.fullmatch(text)
    if found is None:
        return None
    year, month, number = (int(one) for one in found.groups() if one and one.isdigit())
    if found[8] and year not in YEARS:
        return "cells.not_a_day"
    return _one(year, month, number)


def _day_last_year(text: str, order: str, fiscal: int) -> Read:
    found = YEAR_LAST.fullmatch(text)
    if found is None:
        return None
    readings = _readings(found)
    if order in {"dmy", "mdy"} or (order == "ymd" and len(found[4]) <= 2):
        if order not in readings:
            return "cells.day_other_order" if readings else "cells.not_a_day"
        return Span(readings[order], readings[order])
    some = sorted(set(readings.values()))
    if len(some) != 1:
        return "cells.day_ambiguous" if some else "cells.not_a_day"
    return Span(some[0], some[0])


def _named_month(text: str, order: str, fiscal: int) -> Read:
    if found := DAY_MONTH.fullmatch(text):
        return _one(_year(found[3]), NAMES[found[2]], int(found[1]))
    if found := MONTH_DAY.fullmatch(text):
        return _one(_year(found[3]), NAMES[found[1]], int(found[2]))
    if found := MONTH_YEAR.fullmatch(text):
        return _run(_year(found[2] or found[4]), NAMES[found[1] or found[3]], 1)
    return None


def _part_of_year(text: str, order: str, fiscal: int) -> Read:
    if found := QUARTER.fullmatch(text):
        year, quarter = found[1] or found[4] or found[6] or found[7], found[2] or found[3] or found[5] or found[8]
        return _run(int(year), int(quarter) * 3 - 2, 3)
    if found := HALF.fullmatch(text):
        year, half = found[1] or found[4] or found[5], found[2] or found[3] or found[6]
        return _run(int(year), 1 if half in "1上" else 7, 6)
    if found := EDGE.fullmatch(text):
        month, count = (int(found[2]), 1) if found[2] else (1, 12)
        return _run(int(found[1]), month, count, "start" if found[3] == "初" else "end")
    return None


def _whole_month(text: str, order: str, fiscal: int) -> Read:
    if order == "my" and (short := SHORT_MONTH.fullmatch(text)):
        return _run(_year(short[2]), int(short[1]), 1)
    found = months.parse(text.removesuffix("份"))
    if isinstance(found, Problem):
        return None
    financial = FISCAL.fullmatch(text)
    if financial and not order and _financial(financial):
        return "cells.day_ambiguous"
    return _run(found.year, found.number, 1)


def _whole_year(text: str, order: str, fiscal: int) -> Read:
    if found := YEAR.fullmatch(text):
        return _run(int(found[1]), 1, 12)
    if (found := FISCAL.fullmatch(text)) and (last := _financial(found)):
        return _run(last - (fiscal > 1), fiscal, 12) if fiscal else "cells.fiscal_unsaid"
    return None


def _financial(found: re.Match[str]) -> int:
    """The year in which the financial year 2014/15, 2014/2015 or FY2015 ends; 0 where it is none."""
    if found[3]:
        return _year(found[3])
    first = int(found[1])
    return first + 1 if str(first + 1).endswith(found[2]) else 0


READERS: tuple[Callable[[str, str, int], Read], ...] = (
    _day_first_year, _day_last_year, _named_month, _part_of_year, _whole_month, _whole_year,
)  # fmt: skip

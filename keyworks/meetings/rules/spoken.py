"""What a secretary types while somebody speaks: a day by a few keys, and a title out of the words."""

from __future__ import annotations

import calendar as months
import re
from datetime import date, timedelta

from keyworks.values.workdays import Calendar

NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = "一二三四五六日"
TITLE = 60
MOST_AHEAD = 250

WHOLE = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?", re.ASCII)
SHORT = re.compile(r"(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[日号]?", re.ASCII)
DAY_NAME = re.compile(r"(\d{1,2})\s*([a-z]{3,9})\.?(?:\s+(\d{4}))?", re.ASCII)
NAME_DAY = re.compile(r"([a-z]{3,9})\.?\s*(\d{1,2})(?:,?\s+(\d{4}))?", re.ASCII)
AHEAD = re.compile(r"\+\s*(\d{1,3})", re.ASCII)
WEEKDAY = re.compile(r"(下?)(?:周|星期)([一二三四五六日天])")


def day(text: str, today: date, calendar: Calendar) -> date | None:
    """The day that is meant: "3.15", "3月15日", "15 Mar", "2022-03-15", "+10" working days, "周五", "月底"; None where
    it means none. A day without its year is the next of that name."""
    said = text.strip().lower().replace("。", ".").replace("／", "/").replace("．", ".").replace("＋", "+")
    try:
        if found := AHEAD.fullmatch(said):
            many = int(found[1])
            return calendar.after(today, many) if many <= MOST_AHEAD else None
        if said in ("月底", "eom"):
            return today.replace(day=months.monthrange(today.year, today.month)[1])
        if found := WEEKDAY.fullmatch(said):
            return _weekday(today, bool(found[1]), found[2])
        if found := WHOLE.fullmatch(said):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := SHORT.fullmatch(said):
            return _next(today, int(found[1]), int(found[2]))
        if found := DAY_NAME.fullmatch(said):
            return _named(today, found[2], int(found[1]), found[3])
        if found := NAME_DAY.fullmatch(said):
            return _named(today, found[1], int(found[2]), found[3])
    except ValueError:
        return None
    return None


def _next(today: date, month: int, number: int) -> date:
    """The next such day from today on; 29 February may be years away."""
    for year in range(today.year, today.year + 9):
        if number <= months.monthrange(year, month)[1] and (found := date(year, month, number)) >= today:
            return found
    raise ValueError(f"{month}.{number}")


def _named(today: date, name: str, number: int, year: str | None) -> date:
    month = next((at for at, one in enumerate(NAMES, 1) if name.startswith(one)), 0)
    if not month:
        raise ValueError(name)
    return date(int(year), month, number) if year else _next(today, month, number)


def _weekday(today: date, next_week: bool, name: str) -> date:
    """That day of this week, or of the next; of this week where it has passed, that of the next."""
    monday = today - timedelta(days=today.weekday())
    found = monday + timedelta(days=WEEKDAYS.index(name.replace("天", "日")) + (7 if next_week else 0))
    return found if found >= today else found + timedelta(days=7)


def short(words: str) -> str:
    """The first sentence of what was said, as its title."""
    first = next((one.strip() for one in words.splitlines() if one.strip()), "")
    for stop in "。；;！？":
        first = first.split(stop)[0]
    return first if len(first) <= TITLE else first[: TITLE - 1] + "…"

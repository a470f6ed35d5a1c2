"""The days off and make-up days that a country published, as the `holidays` library carries them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.metadata import version

import holidays

COUNTRIES = {"CNY": "CN"}
"""Currency of an installation → the country whose days off are offered."""
FIRST, LAST = 2007, 2099
"""Earlier years had other rules; later ones nobody can have published."""
SOURCE = "holidays"
"""The library's name: what the source of a day taken from it begins with."""
SWAPPED = re.compile(r"\d{4}-\d\d-\d\d")
BESIDE = re.compile(r"（[^）]*）| \((?:observed|estimated|observed, estimated)\)")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Published:
    """A day off or a weekend that is worked, and what it is called."""

    day: date
    works: bool
    name_zh: str
    name_en: str


@lru_cache(maxsize=1)
def source() -> str:
    """Which library said so, and in which version."""
    return f"{SOURCE} {version(SOURCE)}"


def taken(source: str) -> bool:
    """Does a source say that the day was taken from the library?"""
    return source.startswith(SOURCE)


@lru_cache(maxsize=64)
def published(country: str, year: int) -> tuple[Published, ...]:
    """What is published of a year; nothing where no make-up days are known: there the library only reckons."""
    if not country or not FIRST <= year <= LAST:
        return ()
    zh = holidays.country_holidays(country, years=year, language="zh_CN")
    en = holidays.country_holidays(country, years=year, language="en_US")
    made_up = sorted(day for day in zh.weekend_workdays if day.year == year)
    if not made_up:
        return ()
    swaps = {day: date.fromisoformat(found[0]) for day in zh if (found := SWAPPED.search(zh[day]))}
    festivals = {day: (_bare(zh[day]), _bare(en[day])) for day in zh if day not in swaps}
    off = [_off(day, swaps.get(day), (zh[day], en[day]), festivals) for day in sorted(zh)]
    given_for = {worked: day for day, worked in swaps.items()}
    worked = [_worked(day, given_for.get(day)) for day in made_up]
    return tuple(sorted([*off, *worked], key=lambda one: one.day))


def _bare(name: str) -> str:
    return BESIDE.sub("", name)


def _short(day: date) -> tuple[str, str]:
    return f"{day.month}月{day.day}日", f"{day.day} {MONTHS[day.month - 1]}"


def _off(
    day: date, worked: date | None, names: tuple[str, str], festivals: Mapping[date, tuple[str, str]]
) -> Published:
    """A day off; one that is given for a weekend worked is called by the festival it is joined to."""
    if worked is None:
        return Published(day, False, *names)
    zh, en = _joined(day, festivals)
    on_zh, on_en = _short(worked)
    return Published(day, False, f"{zh}调休，{on_zh}上班", f"{en or 'Day off'}, {on_en} is worked for it")


def _joined(day: date, festivals: Mapping[date, tuple[str, str]]) -> tuple[str, str]:
    """The names of the nearest festival within a week."""
    for away in range(1, 8):
        for near in (day - timedelta(days=away), day + timedelta(days=away)):
            if near in festivals:
                return festivals[near]
    return "", ""


def _worked(day: date, given: date | None) -> Published:
    """A weekend that is worked, and the day off it makes up for where that is told."""
    if given is None:
        return Published(day, True, "调休上班", "Worked")
    off_zh, off_en = _short(given)
    return Published(day, True, f"调休上班，{off_zh}放假", f"Worked, {off_en} is off for it")

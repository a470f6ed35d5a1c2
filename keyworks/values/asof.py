"""The moment a reader asks about: what was known by then counts, what came later does not."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from keyworks.values.problems import Problem

_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?", re.ASCII)
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, order=True)
class AsOf:
    """An aware moment in UTC, itself included."""

    at: datetime

    def __post_init__(self) -> None:
        if self.at.tzinfo is not UTC:
            raise ValueError(f"not in UTC: {self.at!r}")

    @classmethod
    def moment(cls, at: datetime) -> AsOf:
        """An aware moment of any zone."""
        if at.tzinfo is None:
            raise ValueError(f"no zone: {at!r}")
        return cls(at.astimezone(UTC))

    @classmethod
    def end_of(cls, day: date, zone: tzinfo) -> AsOf:
        """The last microsecond of a day in the city's zone."""
        next_day = datetime.combine(day + timedelta(days=1), time.min, zone)
        return cls(next_day.astimezone(UTC) - _TICK)

    def day(self, zone: tzinfo) -> date | None:
        """The day whose end this is, None for a moment within one."""
        day = self.at.astimezone(zone).date()
        return day if self == AsOf.end_of(day, zone) else None

    def text(self, zone: tzinfo) -> str:
        """As it stands in an address: 2022-02-08 for a day's end, else the moment with its offset; `parse` reads it."""
        day = self.day(zone)
        return day.isoformat() if day else self.at.astimezone(zone).isoformat()


def parse(text: str, zone: tzinfo) -> AsOf | Problem:
    """A day (its end) or a moment, in the city's zone where it names none; a moment the clocks skip or repeat is asked
    for again with its offset."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return Problem("asof.missing")
    wrong = Problem("asof.not_a_date", {"text": plain[:40]})
    try:
        if found := _DAY.fullmatch(plain):
            return AsOf.end_of(date(int(found[1]), int(found[2]), int(found[3])), zone)
        if not re.match(r"\d{4}-\d\d-\d\d[ Tt]\d\d", plain):
            return wrong
        # An address turns the + of an offset into a blank.
        at = datetime.fromisoformat(re.sub(r"([Tt][\d:.]+) (\d\d:\d\d)$", r"\1+\2", plain))
        if at.tzinfo is not None:
            return AsOf.moment(at)
        return _local(at, zone) or Problem("asof.clock_changed", {"text": plain[:40]})
    except (ValueError, OverflowError):
        return wrong


def _local(at: datetime, zone: tzinfo) -> AsOf | None:
    """A moment in the zone's own clock, None where the clock skips or repeats it."""
    early, late = at.replace(tzinfo=zone, fold=0), at.replace(tzinfo=zone, fold=1)
    return AsOf.moment(early) if early.utcoffset() == late.utcoffset() else None

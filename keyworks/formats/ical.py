"""Dates for calendar programs (RFC 5545): the same entries make the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

PRODUCT = "-//Keyworks//Keyworks//EN"


@dataclass(frozen=True)
class Entry:
    """A day, or a moment with its zone, that stands in a calendar; `alarm` is how long before it (a day begins at 0:00)
    the calendar speaks up."""

    uid: str
    """The same as long as it is about the same thing, and of no other thing."""
    on: date | datetime
    title: str
    changed_at: datetime
    """When what it says was last said otherwise."""
    words: str = ""
    address: str = ""
    alarm: timedelta | None = None
    lasts: timedelta | None = None


def write(entries: Iterable[Entry], *, name: str, host: str, refresh: timedelta = timedelta(hours=4)) -> bytes:
    """A calendar of these entries, in order of their days; `refresh` is how often it is worth asking anew."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _plain(name))
    calendar.add("refresh-interval", refresh, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", _duration(refresh))
    for entry in sorted(entries, key=lambda one: (_begins(one.on), one.uid)):
        calendar.add_component(_event(entry, host))
    made: bytes = calendar.to_ical()
    return made


def _event(entry: Entry, host: str) -> Event:
    made = Event()
    made.add("uid", f"{entry.uid}@{host}")
    made.add("dtstamp", entry.changed_at.astimezone(UTC))
    made.add("last-modified", entry.changed_at.astimezone(UTC))
    made.add("dtstart", entry.on.astimezone(UTC) if isinstance(entry.on, datetime) else entry.on)
    if entry.lasts is not None:
        made.add("duration", entry.lasts)
    made.add("summary", _plain(entry.title))
    made.add("transp", "OPAQUE" if isinstance(entry.on, datetime) else "TRANSPARENT")
    if entry.words:
        made.add("description", _plain(entry.words))
    if entry.address:
        made.add("url", entry.address)
    if entry.alarm is not None:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _plain(entry.title))
        alarm.add("trigger", -entry.alarm)
        made.add_component(alarm)
    return made


def _begins(on: date | datetime) -> str:
    return on.astimezone(UTC).isoformat() if isinstance(on, datetime) else on.isoformat()


def _plain(text: str) -> str:
    """Text without what no calendar may hold: control characters other than line ends."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("".join(one for one in line if one.isprintable() or one == "\u3000") for line in lines)


def _duration(length: timedelta) -> str:
    return f"PT{int(length.total_seconds()) // 60}M"

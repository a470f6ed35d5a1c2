"""The four letters of the ladder and all that one of them says."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

FEW = 3
"""Projects named in the text itself; more stand in a list behind the letter."""


class Kind(StrEnum):
    """From the mildest to the gravest: 提醒函, 交办函, 督办函, 约谈记录."""

    REMINDER = "reminder"
    ASSIGNMENT = "assignment"
    SUPERVISION = "supervision"
    INTERVIEW = "interview"


SERIES = {Kind.REMINDER: "提", Kind.ASSIGNMENT: "交", Kind.SUPERVISION: "督", Kind.INTERVIEW: "约"}
"""The character of each kind in its numbers, behind the issuing office's own."""


@dataclass(frozen=True, slots=True)
class Affected:
    """A project the matter holds up, where it lies, and what of it stands still."""

    name: str
    district: str = ""
    blocks: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """A day of the matter's history."""

    on: date
    text: str


@dataclass(frozen=True, slots=True)
class Interview:
    """Where and when, who spoke with whom, what was said and what was undertaken."""

    place: str = ""
    time: str = ""
    asked: str = ""
    answered: str = ""
    recorder: str = ""
    said: tuple[str, ...] = ()
    undertaken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """A letter whole. Without a number it is a draft; `language` is zh or en."""

    kind: Kind
    language: str
    issuer: str
    to: str
    issued_on: date
    matter_number: str
    matter_title: str
    number: str = ""
    cc: tuple[str, ...] = ()
    title: str = ""
    paragraphs: tuple[str, ...] = ()
    projects: tuple[Affected, ...] = ()
    history: tuple[Event, ...] = ()
    raised_on: date | None = None
    due_on: date | None = None
    overdue_days: int = 0
    """Working days past the promised day."""
    days_left: int | None = None
    """Working days until the promised day; None where it is past or none is promised."""
    level: int = 1
    helpers: tuple[str, ...] = ()
    """Units that help the one the letter goes to."""
    effect: str = ""
    reply_by: date | None = None
    contact: str = ""
    interview: Interview | None = None

    @property
    def zh(self) -> bool:
        return self.language == "zh"

    @property
    def listed(self) -> bool:
        """Whether its projects stand in a list behind it."""
        return len(self.projects) > FEW

    @property
    def retold(self) -> bool:
        """Whether the matter's history stands behind it."""
        return bool(self.history) and self.kind in (Kind.SUPERVISION, Kind.INTERVIEW)


def document(facts: LetterFacts) -> dict[str, Any]:
    """The letter as JSON can keep it."""
    kept: dict[str, Any] = json.loads(json.dumps(asdict(facts), default=date.isoformat))
    return kept


def read(kept: Mapping[str, Any]) -> LetterFacts:
    """The letter as it was kept; what a later version knows besides has its default."""
    said: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()}
    for name in ("issued_on", "raised_on", "due_on", "reply_by"):
        said[name] = date.fromisoformat(said[name]) if said.get(name) else None
    said["kind"] = Kind(said["kind"])
    said["projects"] = tuple(Affected(**one) for one in said["projects"])
    said["history"] = tuple(Event(date.fromisoformat(one["on"]), one["text"]) for one in said["history"])
    talk = said.get("interview")
    said["interview"] = interview(talk) if talk else None
    return LetterFacts(**said)


def interview(talk: Mapping[str, Any]) -> Interview:
    """An interview as it is kept: its lists are lists there."""
    said: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in talk.items()}
    return Interview(**said)


def number(office: str, kind: Kind, year: int, place: int) -> str:
    """As 津重点督〔2022〕3号: no nought before the place, the year in full in hexagonal brackets."""
    return f"{office}{SERIES[kind]}〔{year}〕{place}号"


def said_on(day: date, *, zh: bool) -> str:
    """2022年2月8日 or 8 February 2022, without noughts before."""
    return f"{day.year}年{day.month}月{day.day}日" if zh else f"{day.day} {MONTHS[day.month - 1]} {day.year}"


MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

HEADING = re.compile(r"(?:[一二三四五六七八九十]+、|\d+\.\s).*[^。；：:;.?？]\Z", re.DOTALL)
SUBHEADING = re.compile(r"（[一二三四五六七八九十]+）")


def is_heading(paragraph: str) -> bool:
    """Whether a line is a heading of the first order: numbered, short and no sentence."""
    return len(paragraph) <= 60 and bool(HEADING.match(paragraph))

"""How far the parts of the works are: what cannot be said of one, and how milestones are written in lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from keyworks.reports.rules.figures import WHOLE
from keyworks.values.problems import Problem

ALONG_A_LINE = frozenset({"section"})
"""Kinds of parts that are told by the stretch that is done."""
FARTHEST = Decimal(9_999_999)
LINE = re.compile(r"\s*(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})(?!\d)日?[\s,，:：;；]*(.*\S)\s*", re.ASCII)
LONGEST, MOST = 200, 50


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a part is: hundredths of a per cent, and from which metre to which of the line."""

    progress: int | None = None
    from_m: Decimal | None = None
    to_m: Decimal | None = None

    @property
    def said(self) -> bool:
        return self != Reach()


def wrong(now: Reach, before: Reach | None, *, reason: str) -> tuple[str, str, dict[str, Any]] | None:
    """The code, the field and what is told of the first thing that cannot be; a fall is a correction with a reason."""
    if now.progress is not None and not 0 <= now.progress <= WHOLE:
        return "reports.progress_not_a_share", "part", {}
    if (now.from_m is None) != (now.to_m is None):
        return "reports.chainage_halved", "to" if now.to_m is None else "from", {}
    if now.from_m is not None and now.to_m is not None and not 0 <= now.from_m <= now.to_m <= FARTHEST:
        return "reports.chainage_backwards", "to", {}
    if before is None or reason.strip():
        return None
    if before.progress is not None and (now.progress is None or now.progress < before.progress):
        return "reports.part_falls", "part", {"was": f"{Decimal(before.progress) / 100:f}"}
    if before.from_m is None or before.to_m is None:
        return None
    if now.from_m is None or now.to_m is None or now.from_m > before.from_m or now.to_m < before.to_m:
        return "reports.stretch_falls", "to", {"was_from": f"{before.from_m:f}", "was_to": f"{before.to_m:f}"}
    return None


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something reached on a day."""

    on: date
    text: str

    def __str__(self) -> str:
        return f"{self.on.isoformat()} {self.text}"


def milestones(text: str, today: date) -> list[Milestone] | Problem:
    """The milestones written one a line, the day first; by their days."""
    found: list[Milestone] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        match = LINE.fullmatch(line)
        try:
            on = date(*map(int, match.groups()[:3])) if match else None
        except ValueError:
            on = None
        if match is None or on is None or len(match[4]) > LONGEST:
            return Problem("reports.milestone_unread", {"line": number})
        if on > today:
            return Problem("reports.milestone_ahead", {"line": number, "day": on.isoformat()})
        found.append(Milestone(on, match[4]))
    if len(found) > MOST:
        return Problem("reports.too_many", {"most": MOST})
    return sorted(found, key=lambda one: one.on)


def plain(reached: Iterable[Milestone]) -> list[dict[str, str]]:
    """As they are kept."""
    return [{"on": one.on.isoformat(), "text": one.text} for one in reached]


def from_plain(kept: Iterable[dict[str, str]]) -> list[Milestone]:
    return [Milestone(date.fromisoformat(one["on"]), one["text"]) for one in kept]

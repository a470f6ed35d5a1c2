"""When who has not filed is reminded: as the month opens, three days before the end, and on the last day."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from keyworks.reports.rules import way


class Stage(StrEnum):
    OPEN = "open"
    SOON = "soon"
    DUE = "due"


SOON_DAYS = 3


def stage(day: date) -> Stage:
    """How far the filing of the month before this day is."""
    left_days = (way.due(way.reported_on(day)) - day).days
    return Stage.DUE if left_days <= 0 else Stage.SOON if left_days <= SOON_DAYS else Stage.OPEN

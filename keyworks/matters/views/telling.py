"""How pages that show many matters say where each stands and when it is due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from keyworks.base import shown
from keyworks.matters.rules import clocks
from keyworks.matters.rules.ladder import State
from keyworks.matters.rules.waiting import Days, is_near, is_overdue
from keyworks.values.workdays import Calendar


def when(row: Mapping[str, Any], days: Days, calendar: Calendar) -> tuple[str, str]:
    """Kind and words of when a matter is due: a shape, a word and working days."""
    state = State(row["state"])
    due_on: date | None = row["due_on"]
    climbs_on: date | None = row["climbs_on"]
    if state is State.PAUSED:
        return "neutral", _("Ⅱ paused until %(day)s") % {"day": shown.day(row["paused_until"])}
    if is_overdue(state, due_on, climbs_on, days.today):
        past = due_on if due_on is not None and due_on < days.today else climbs_on
        late = clocks.late_days(past, days.today, calendar)
        told = {"n": late}
        return "bad", ngettext("■ %(n)s working day late", "■ %(n)s working days late", late) % told
    if is_near(state, due_on, days):
        return "warn", _("▲ due %(day)s") % {"day": shown.day(due_on)}
    if due_on is not None:
        return "neutral", shown.day(due_on)
    return "neutral", _("by %(day)s") % {"day": shown.day(climbs_on)} if climbs_on else shown.UNKNOWN

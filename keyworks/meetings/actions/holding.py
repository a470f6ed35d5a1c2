"""What every write to a meeting begins with: it is held, its edition is the one that was read, and it may change."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVar

from django.db.models import Model

from keyworks.accounts.models import Person
from keyworks.meetings.actions.refused import MeetingsRefused
from keyworks.meetings.models import Meeting
from keyworks.meetings.rules.kinds import OPEN, State
from keyworks.values.refusals import Stale

M = TypeVar("M", bound=Model)


def must(by: Person, right: str) -> None:
    if not by.may(right):
        raise MeetingsRefused("meetings.not_yours")


def hold(
    meeting: Meeting, by: Person, right: str, states: Collection[State] = OPEN, over: int | None = None
) -> Meeting:
    """The meeting as it stands, locked, in one of the states; `over` is the edition it was read in."""
    must(by, right)
    found = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if over is not None and found.edition != over:
        raise Stale("meetings.stale", edition=found.edition)
    if found.state not in states:
        raise MeetingsRefused("meetings.not_so_now", state=found.get_state_display())
    return found


def fresh(row: M, over: int | None) -> M:
    """A row of a meeting that is held, as it stands; `over` is the edition it was read in."""
    found = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if over is not None and found.edition != over:  # type: ignore[attr-defined]
        raise Stale("meetings.stale", edition=found.edition)  # type: ignore[attr-defined]
    return found

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from keyworks.accounts.models import Unit
from keyworks.accounts.queries import today, workdays
from keyworks.accounts.views.request import SignedIn
from keyworks.base.doors import READ, door
from keyworks.matters.forms.listing import WHEN
from keyworks.matters.models.words import SORTS, STATES
from keyworks.matters.queries import boards, listing
from keyworks.matters.rules import authority
from keyworks.matters.rules.ladder import OPEN, Sort, State
from keyworks.matters.rules.waiting import Due, due
from keyworks.matters.views.telling import when

AT_ONCE, ON_PHONE = 12, 5
"""Cards of a column; the others are counted, and stand in the list."""
BY_STATE, BY_DUE = "state", "due"
COLUMN_WORDS = {
    Due.OVERDUE: WHEN["overdue"], Due.WEEK: WHEN["week"], Due.LATER: WHEN["later"], Due.UNDATED: WHEN["undated"],
    Due.PAUSED: WHEN["paused"],
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """A column of the board: its name, how many stand in it, the first cards, and where all are listed."""

    key: str
    words: Any
    count: int
    cards: Sequence[Mapping[str, Any]]
    more: int
    more_narrow: int
    """More than a phone shows."""
    address: str


def _unit(request: SignedIn, offered: Sequence[Unit]) -> Unit | None:
    """The unit asked for, else the reader's own; None for all within reach."""
    asked = request.GET.get("unit")
    if asked is not None:
        return next((one for one in offered if one.code == asked), None)
    own = next((seat.unit_id for seat in request.user.standing.seats), 0)
    found = next((one for one in offered if one.pk == own), None)
    return None if found is None or found.kind == Unit.Kind.CITY else found


def _columns(rows: Sequence[dict[str, Any]], by: str, unit: Unit | None) -> list[Column]:
    days, calendar = listing.days(today()), workdays()
    keys: list[str] = [str(one) for one in (Due if by == BY_DUE else OPEN)]
    words: Mapping[Any, Any] = COLUMN_WORDS if by == BY_DUE else STATES
    gathered: dict[str, list[dict[str, Any]]] = {key: [] for key in keys}
    for row in rows:
        state = State(row["state"])
        found_due = due(state, row["due_on"], row["climbs_on"], days)
        gathered[str(found_due if by == BY_DUE else state)].append(row)
    found = []
    for key in keys:
        there, asked = gathered[key], {"when" if by == BY_DUE else "state": key}
        query = urlencode(asked | ({"unit": unit.code} if unit else {}))
        cards = [_card(row, days, calendar) for row in there[:AT_ONCE]]
        address = f"{reverse('matters:matters')}?{query}"
        narrow = max(len(there) - ON_PHONE, 0)
        found.append(Column(key, words[key], len(there), cards, len(there) - len(cards), narrow, address))
    return found


def _card(row: dict[str, Any], days: Any, calendar: Any) -> dict[str, Any]:
    kind, words = when(row, days, calendar)
    return {
        **row, "when": words, "when_kind": kind, "sort_words": SORTS[Sort(row["sort"])],
        "state_words": STATES[State(row["state"])], "with": row["lead_called"] or row["desk_called"],
        "address": reverse("matters:matter", args=[row["pk"]]),
    }  # fmt: skip


@door(authority.READ, READ)
def board(request: SignedIn) -> HttpResponse:
    """A unit's open matters as cards, in columns by state or by when they are due."""
    offered = boards.units_with_matters(request.user)
    unit = _unit(request, offered)
    by = BY_DUE if request.GET.get("by") == BY_DUE else BY_STATE
    rows = boards.cards(request.user, unit)
    columns = _columns(rows, by, unit)
    code = unit.code if unit else ""
    context = {
        "unit": unit, "code": code, "offered": offered, "by": by, "columns": columns, "count": len(rows),
        "way": "board",
        "ways": [(one, f"?{urlencode({'unit': code, 'by': one})}") for one in (BY_STATE, BY_DUE)],
    }  # fmt: skip
    return render(request, "matters/board.html", context)

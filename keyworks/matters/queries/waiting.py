"""What waits for a person, gathered by what is asked of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from keyworks.accounts.models import Person
from keyworks.matters.models import Matter
from keyworks.matters.queries.inbox import inbox
from keyworks.matters.queries.listing import days
from keyworks.matters.queries.reach import selves
from keyworks.matters.rules import authority
from keyworks.matters.rules.authority import Whose
from keyworks.matters.rules.ladder import Sort, State, turn
from keyworks.matters.rules.waiting import Group, group

FEW = (
    "pk", "number", "state", "sort", "due_on", "climbs_on", "raised_by_id", "raised_unit_id", "desk_id", "lead_id",
    "lead_person_id", "answerable_id",
)  # fmt: skip


def waiting_for(person: Person, today: date) -> dict[Group, list[Any]]:
    """A person's inbox in groups, the most pressing first, none of nothing; of each matter `FEW`: all are counted."""
    own, seats, until = selves(person), person.standing.seats, days(today)
    gathered: dict[Group, list[Any]] = {one: [] for one in Group}
    for matter in inbox(person).select_related(None).values_list(*FEW, named=True):
        state, sort = State(matter.state), Sort(matter.sort)
        has_turn = turn(state, sort) in authority.parties(_whose(matter), own, seats)
        answers = matter.answerable_id in own and not has_turn
        gathered[group(state, sort, matter.due_on, matter.climbs_on, until, answers=answers)].append(matter)
    return {key: found for key, found in gathered.items() if found}


def whole(matters: Iterable[int]) -> dict[int, Matter]:
    """Those that are shown, by key, with their units."""
    return Matter.objects.select_related("lead", "desk").in_bulk(list(matters))


def _whose(matter: Any) -> Whose:
    """Its people and units, without asking for those who only share it: they have no turn."""
    return Whose(
        matter.raised_by_id or 0, matter.raised_unit_id or 0, matter.desk_id, matter.lead_id or 0,
        matter.lead_person_id or 0, matter.answerable_id or 0,
    )  # fmt: skip

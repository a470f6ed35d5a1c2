"""What becomes of a question: asked, answered, settled, asked again; gone where a correction took away its ground."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from keyworks.reports.rules.checks.doubts import Doubt
from keyworks.values.months import Month

OF_DISTRICTS = frozenset({"filed_by_one", "district_exact"})
"""Rules that see a month's reports together, and of which a district answers the question for its projects."""


class State(StrEnum):
    """Where a question stands."""

    OPEN = "open"
    ANSWERED = "answered"
    SETTLED = "settled"
    GONE = "gone"


class Step(StrEnum):
    """What was done about a question."""

    ASKED = "asked"
    ANSWERED = "answered"
    SETTLED = "settled"
    AGAIN = "again"
    GONE = "gone"


LEADS_TO = {
    Step.ASKED: State.OPEN, Step.ANSWERED: State.ANSWERED, Step.SETTLED: State.SETTLED, Step.AGAIN: State.OPEN,
    Step.GONE: State.GONE,
}  # fmt: skip
FROM = {
    Step.ANSWERED: (State.OPEN, State.ANSWERED), Step.SETTLED: (State.OPEN, State.ANSWERED),
    Step.AGAIN: (State.ANSWERED, State.SETTLED),
}  # fmt: skip
"""What somebody does about a question → the states in which that is done."""
PARTS = ("ledger", "kind", "photograph", "by", "component")
"""The parameters of which each value is a question of its own."""


@dataclass(frozen=True, slots=True)
class Key:
    """Which question it is: of a project, or of a district for its projects, in a month."""

    project: int | None
    district: int | None
    month: Month
    rule: str
    part: str = ""


def of_project(project: int, month: Month, doubts: Iterable[Doubt]) -> dict[Key, Doubt]:
    """The doubts of a project's month by the question that each is."""
    return {Key(project, None, month, one.rule, _part(one)): one for one in doubts}


def of_districts(month: Month, doubts: Iterable[Doubt], districts: Mapping[int, int]) -> dict[Key, Doubt]:
    """Doubts about many projects by the question that each is to the districts in which these lie."""
    found: dict[Key, Doubt] = {}
    for one in doubts:
        for district in {districts[project] for project, of in one.about if project in districts and of == month}:
            found[Key(None, district, month, one.rule, _part(one))] = one
    return found


def _part(doubt: Doubt) -> str:
    return next((str(doubt.params[name]) for name in PARTS if doubt.params.get(name)), "")


def step(state: State | None, before: Mapping[str, Any], now: Mapping[str, Any] | None) -> Step | None:
    """What a look at the reports does about a question: `now` is what its rule sees, None where it asks no more.

    A rule asks once: what was answered or settled is asked again only where the figures are no longer the same.
    """
    if now is None:
        return Step.GONE if state in (State.OPEN, State.ANSWERED) else None
    if state in (None, State.GONE) or dict(before) != dict(now):
        return Step.ASKED
    return None

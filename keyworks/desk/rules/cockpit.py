"""What the page of the city counts, and which projects each figure is made of: the count is the length of its list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar

from keyworks.projects.rules.parts import ListClass, YearTag
from keyworks.projects.rules.stages import Stage
from keyworks.projects.rules.yearly import Event, Listed
from keyworks.reports.rules.years import OfYear, Sums, summed

T = TypeVar("T")
WHOLE = 10_000
COLOURS = ("green", "yellow", "red", "grey")


class What(StrEnum):
    """What a list on the page of the city is of."""

    LISTED = "listed"
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"
    NEW = "new"
    BEGUN = "begun"
    LATE_START = "late_start"
    OPENING = "opening"
    """The same as those listed, with what the first quarter brought."""
    FIRST_QUARTER = "first_quarter"
    FIRST_QUARTER_DUE = "first_quarter_due"
    STARTED = "started"
    START_DUE = "start_due"
    COMPLETED = "completed"
    FINISH_DUE = "finish_due"
    PRODUCING = "producing"
    AT_CAPACITY = "at_capacity"
    RESERVE = "reserve"
    READIED = "readied"
    BEGUN_FROM_RESERVE = "begun_from_reserve"
    LEFT_RESERVE = "left_reserve"
    PAUSED = "paused"
    MOVED = "moved"


REACHED = {
    What.STARTED: Event.STARTED, What.COMPLETED: Event.COMPLETED, What.PRODUCING: Event.PRODUCING,
    What.AT_CAPACITY: Event.AT_CAPACITY, What.READIED: Event.READIED,
    What.BEGUN_FROM_RESERVE: Event.BEGUN_FROM_RESERVE,
}  # fmt: skip
"""What is told of the whole register and has a day in the year."""
PLANNED = {What.STARTED: What.START_DUE, What.COMPLETED: What.FINISH_DUE}
BY_MONTH = (What.STARTED, What.COMPLETED, What.PRODUCING, What.AT_CAPACITY)


@dataclass(frozen=True, slots=True)
class Amounts:
    """A project's year in minor units: done so far and planned."""

    done: int = 0
    plan: int = 0


@dataclass(frozen=True)
class Facts:
    """All that the page is made of; keys are projects. `expected` report this month."""

    year: int
    day: date
    projects: Mapping[int, Listed]
    expected: frozenset[int]
    money: Mapping[int, Amounts]
    lights: Mapping[int, str]
    reached: Mapping[Event, Mapping[int, date]]
    years: Mapping[int, OfYear] = field(default_factory=dict)

    def of(self, keys: Collection[int]) -> Facts:
        """As far as these projects are concerned."""
        return Facts(
            self.year, self.day, _only(self.projects, keys), self.expected.intersection(keys), _only(self.money, keys),
            _only(self.lights, keys), {event: _only(days, keys) for event, days in self.reached.items()},
            _only(self.years, keys),
        )  # fmt: skip

    def told_anew(self, keys: Collection[int], now: Facts) -> Facts:
        """With what `now` tells of these projects, and of the others as it stood."""
        reached = {event: _anew(days, keys, now.reached.get(event, {})) for event, days in self.reached.items()}
        return Facts(
            self.year, self.day, _anew(self.projects, keys, now.projects),
            self.expected.difference(keys) | now.expected, _anew(self.money, keys, now.money),
            _anew(self.lights, keys, now.lights), reached, _anew(self.years, keys, now.years),
        )  # fmt: skip


def _only(found: Mapping[int, T], keys: Collection[int]) -> dict[int, T]:
    return {pk: found[pk] for pk in keys if pk in found}


def _anew(found: Mapping[int, T], keys: Collection[int], now: Mapping[int, T]) -> dict[int, T]:
    stay = dict(found)
    for pk in keys:
        stay.pop(pk, None)
    return {**stay, **now}


def members(facts: Facts, what: What) -> dict[int, date | None]:
    """The projects a figure counts, each with the day it is counted by where there is one."""
    if what in REACHED:
        return dict(facts.reached[REACHED[what]])
    if what is What.LEFT_RESERVE:
        return {**facts.reached[Event.BEGUN_FROM_RESERVE], **facts.reached[Event.READIED]}
    if what in COLOURS:
        return {pk: None for pk in facts.expected if facts.lights.get(pk, "grey") == what}
    if what in {What.LISTED, What.OPENING}:
        return dict.fromkeys(facts.expected)
    return _of_new_starts(facts, what) if what in NEW_STARTS else _of_every(facts, what)


NEW_STARTS = frozenset({What.NEW, What.BEGUN, What.LATE_START, What.FIRST_QUARTER, What.FIRST_QUARTER_DUE})


def _of_new_starts(facts: Facts, what: What) -> dict[int, date | None]:
    """Of the new starts of the year that report the month."""
    new = [one for pk in facts.expected if (one := facts.projects.get(pk)) and one.year_tag == YearTag.NEW]
    match what:
        case What.BEGUN:
            return {one.pk: one.started_on for one in new if one.started_on}
        case What.LATE_START:
            late = [one for one in new if not one.started_on and one.planned_start and one.planned_start < facts.day]
            return {one.pk: one.planned_start for one in late}
        case What.FIRST_QUARTER:
            return {one.pk: one.started_on for one in new if one.started_on and _opens(one.started_on, facts.year)}
        case What.FIRST_QUARTER_DUE:
            return {one.pk: one.planned_start for one in new if _opens(one.planned_start, facts.year)}
    return {one.pk: one.planned_start for one in new}


def _of_every(facts: Facts, what: What) -> dict[int, date | None]:
    """Of the register as far as it was known."""
    every = [one for one in facts.projects.values() if one.known and one.stage != Stage.EXITED]
    match what:
        case What.START_DUE:
            return {one.pk: one.planned_start for one in every if _in(one.planned_start, facts.year)}
        case What.FINISH_DUE:
            return {one.pk: one.planned_finish for one in every if _in(one.planned_finish, facts.year)}
        case What.RESERVE:
            return {one.pk: None for one in every if one.list_class == ListClass.RESERVE}
        case What.PAUSED:
            return {one.pk: None for one in every if one.stage == Stage.SUSPENDED}
    return {}


def _in(day: date | None, year: int) -> bool:
    return day is not None and day.year == year


def _opens(day: date | None, year: int) -> bool:
    """Is it a day of the year's first quarter, or one before the year?"""
    return day is not None and day < date(year, 4, 1)


def in_month(found: Mapping[int, date | None], number: int) -> dict[int, date | None]:
    """Those of a month of the year."""
    return {pk: day for pk, day in found.items() if day is not None and day.month == number}


def by_month(found: Mapping[int, date | None]) -> tuple[int, ...]:
    """How many there are in each month of the year."""
    counts = [0] * 12
    for day in found.values():
        if day is not None:
            counts[day.month - 1] += 1
    return tuple(counts)


def of_group(facts: Facts, found: Mapping[int, date | None], by: str, code: str) -> dict[int, date | None]:
    """Those of a district or sector; "" are those of which none is said."""
    return {pk: day for pk, day in found.items() if group_of(facts, pk, by) == code}


def group_of(facts: Facts, pk: int, by: str) -> str:
    project = facts.projects.get(pk)
    return getattr(project, by) if project else ""


@dataclass
class Row:
    """A district's or sector's part of the year."""

    code: str
    counts: dict[What, int] = field(default_factory=dict)
    done: int = 0
    plan: int = 0


COUNTED = (
    What.LISTED, What.GREEN, What.YELLOW, What.RED, What.GREY, What.NEW, What.BEGUN, What.STARTED, What.COMPLETED,
    What.PRODUCING, What.AT_CAPACITY, What.RESERVE,
)  # fmt: skip


def grouped(facts: Facts, by: str) -> list[Row]:
    """The year by district or sector, in the order of their codes, none last."""
    return in_order(_rows_by(facts, by, {what: members(facts, what) for what in COUNTED}))


def _rows_by(facts: Facts, by: str, sets: Mapping[What, Collection[int]]) -> dict[str, Row]:
    """The same with the projects that each figure counts."""
    codes = {pk: group_of(facts, pk, by) for pk in {*facts.projects, *facts.expected}}
    rows = {code: Row(code) for code in set(codes.values())}
    for pk in facts.expected:
        amounts = facts.money.get(pk)
        if amounts is not None:
            row = rows[codes[pk]]
            row.done, row.plan = row.done + amounts.done, row.plan + amounts.plan
    for what in COUNTED:
        for code, count in Counter(map(codes.__getitem__, sets[what])).items():
            rows[code].counts[what] = count
    return {code: row for code, row in rows.items() if row.counts}


Rows = Mapping[str, Row]


@dataclass(frozen=True)
class Tally:
    """What a page counts of some projects. Each of them adds to it by itself, so that tallies add up."""

    counts: Mapping[What, int]
    months: Mapping[What, tuple[int, ...]]
    done: int
    plan: int
    year: Sums
    rows: Mapping[str, Rows]

    def with_tally(self, other: Tally, sign: int = 1) -> Tally:
        """Both together, or this one without the other where `sign` is -1."""
        return Tally(
            {what: count + sign * other.counts[what] for what, count in self.counts.items()},
            {
                what: tuple(one + sign * more for one, more in zip(months, other.months[what], strict=True))
                for what, months in self.months.items()
            },
            self.done + sign * other.done, self.plan + sign * other.plan, self.year.with_sums(other.year, sign),
            {by: _rows_with(rows, other.rows[by], sign) for by, rows in self.rows.items()},
        )  # fmt: skip


def _rows_with(rows: Rows, others: Rows, sign: int) -> dict[str, Row]:
    """Rows of which nothing is counted any more go."""
    found = dict(rows)
    for code, other in others.items():
        one = found.get(code) or Row(code)
        counts = Counter(one.counts)
        for what, count in other.counts.items():
            counts[what] += sign * count
        left = {what: count for what, count in counts.items() if count}
        found[code] = Row(code, left, one.done + sign * other.done, one.plan + sign * other.plan)
    return {code: row for code, row in found.items() if row.counts}


def tallied(facts: Facts) -> Tally:
    """What the page counts of all these projects."""
    sets: dict[What, dict[int, date | None]] = {what: members(facts, what) for what in What if what is not What.MOVED}
    money = facts.money.values()
    years = ((facts.years.get(pk, OfYear()), amounts.plan) for pk, amounts in facts.money.items())
    return Tally(
        {what: len(days) for what, days in sets.items()}, {what: by_month(days) for what, days in sets.items()},
        sum(one.done for one in money), sum(one.plan for one in money), summed(years),
        {by: _rows_by(facts, by, sets) for by in ("district", "sector")},
    )  # fmt: skip


def in_order(rows: Rows) -> list[Row]:
    """By their codes, none last."""
    return sorted(rows.values(), key=lambda one: (not one.code, one.code))


def share(part: int, whole: int) -> int | None:
    """Part of whole in hundredths of a per cent, rounded; None of nothing."""
    return (2 * part * WHOLE + whole) // (2 * whole) if whole else None


def conversion(reserve: int, left: int) -> int | None:
    """The share of the reserve that left it in the year, of what stands there and what left, in hundredths of 1 %."""
    return share(left, reserve + left)


@dataclass(frozen=True, slots=True)
class Moved:
    """One change of a project's year: its cause, by how much, in minor units, and of which month's report (stored)."""

    project: int
    cause: str
    amount: int
    month: int
    why: str = ""


def by_cause(moved: Iterable[Moved], keys: Collection[int]) -> dict[str, tuple[int, int]]:
    """Cause → (how many projects, by how much together), of these projects."""
    amounts: dict[str, int] = {}
    projects: dict[str, set[int]] = {}
    for one in moved:
        if one.project in keys:
            amounts[one.cause] = amounts.get(one.cause, 0) + one.amount
            projects.setdefault(one.cause, set()).add(one.project)
    return {cause: (len(projects[cause]), amount) for cause, amount in amounts.items()}


Causes = Mapping[str, tuple[int, int]]


def together(one: Causes, other: Causes) -> dict[str, tuple[int, int]]:
    """What `by_cause` tells of the projects of both, of which none stands in the other."""
    found = {cause: _plus(one.get(cause, (0, 0)), other.get(cause, (0, 0))) for cause in one.keys() | other.keys()}
    return {cause: told for cause, told in found.items() if told[0]}


def without(one: Causes, other: Causes) -> dict[str, tuple[int, int]]:
    """What `by_cause` tells of the rest, where the projects of `other` are taken away."""
    return together(one, {cause: (-count, -amount) for cause, (count, amount) in other.items()})


def _plus(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return one[0] + other[0], one[1] + other[1]


def pressing_levels(levels: Sequence[tuple[int, int, int]], high: int) -> list[tuple[int, int]]:
    """Of (level, open, late) the high levels at which something is late, the highest first."""
    return sorted(((level, late) for level, _open, late in levels if level >= high and late), reverse=True)

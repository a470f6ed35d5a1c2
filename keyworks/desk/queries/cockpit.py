"""The city on one page: what it counts, of the projects within a person's reach, now or as known at a moment."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Sum

from keyworks.accounts.rules import Role
from keyworks.base.fields import as_number
from keyworks.base.scopes import scope
from keyworks.desk.rules.cockpit import (
    Amounts,
    Facts,
    Moved,
    Row,
    Tally,
    What,
    by_cause,
    in_order,
    tallied,
    together,
    without,
)
from keyworks.projects.queries.mapped import everywhere
from keyworks.projects.queries.programmes import known_members
from keyworks.projects.queries.register import selected
from keyworks.projects.queries.yearly import led_by, listed_as, steps_of_year
from keyworks.projects.rules.yearly import reached
from keyworks.reports import queries as reports
from keyworks.reports.files.curve import Course
from keyworks.reports.queries.following import Memory
from keyworks.reports.queries.known_lights import known_lights
from keyworks.reports.queries.moved import shifts
from keyworks.reports.queries.plans import planned
from keyworks.reports.queries.standing import Filed, months_of_year, stood
from keyworks.reports.rules.way import reported_on
from keyworks.values.asof import AsOf
from keyworks.values.months import Month

WIDE = frozenset({Role.CITY, Role.LEADER, Role.AUDITOR, Role.ADMINISTRATOR})
"""Roles that ask for the whole city first."""


@dataclass(frozen=True)
class Asked:
    """Whose page, of which month, known when (None is now), compared with the end of which day.

    `led` keeps the projects that the person's departments lead, `programme` those of a programme by its key, as it
    stood then. `day` is the city's day that counts as today.
    """

    person: Any
    month: Month
    day: date
    at: datetime | None
    since: date
    led: bool
    programme: int = 0

    @cached_property
    def whole(self) -> bool:
        """Is it asked of the whole city?"""
        return bool(self.person is None or self.person.standing.everywhere()) and not (self.led or self.programme)

    def of_the_city(self) -> Asked:
        """The same of the whole city, whoever asks: what is found of a few is a part of that."""
        return replace(self, person=None, led=False, programme=0)

    @property
    def departments(self) -> tuple[str, ...]:
        return tuple(sorted(seat.path for seat in self.person.standing.seats if seat.role == Role.DEPARTMENT))

    @property
    def key(self) -> tuple[Hashable, ...]:
        """What its figures depend on beside the record, which is followed; people of the same reach share them."""
        standing = self.person and self.person.standing
        reach = "everywhere" if standing is None or standing.everywhere() else standing.paths()
        whose = (self.departments if self.led else (), self.programme)
        return reach, whose, self.month, self.day, self.at

    def projects(self, only: Collection[int] | None = None) -> Any:
        """Those within reach; of some only, where their keys are given."""
        return self._narrowed(everywhere() if self.person is None else selected(self.person), only)

    def reporting(self, only: Collection[int] | None = None) -> Any:
        """Those that report the month, as the list stands now."""
        found = reports.expected(self.month)
        return self._narrowed(found if self.person is None else scope(self.person, found), only)

    def _narrowed(self, found: Any, only: Collection[int] | None) -> Any:
        if self.programme:
            found = found.filter(programmes=self.programme) if self.at is None else found.filter(pk__in=self._members)
        found = found.filter(led_by(self.departments)) if self.led else found
        return found if only is None else found.filter(pk__in=only)

    @cached_property
    def _members(self) -> list[int]:
        """The programme's projects as they were known then."""
        return known_members(self.programme, selected(self.person), self.at) if self.at else []


def may_narrow(person: Any) -> bool:
    """Does the person sit in a department that leads projects?"""
    paths = tuple(seat.path for seat in person.standing.seats if seat.role == Role.DEPARTMENT)
    return bool(paths) and selected(person).filter(led_by(paths)).exists()


def narrowed_first(person: Any) -> bool:
    """Does the person ask first for what their department leads?"""
    return not person.standing.roles() & WIDE and may_narrow(person)


def asked(
    person: Any, day: date, *, at: datetime | None = None, since: date, led: bool = False, programme: int = 0
) -> Asked:  # fmt: skip
    return Asked(person, reported_on(day), day, at, since, led, programme)


@dataclass(frozen=True)
class _Reckoned:
    """All that the page counts, project by project and added up; and since when the year is reported."""

    since: Month | None
    facts: Facts
    tally: Tally


_reckoned = Memory(24)
_moves = Memory(24)
"""The city, its districts, and some that are known at a moment."""


def _all(asked: Asked) -> _Reckoned:
    """Read once for people of the same reach; after a write only the projects are read again that it touched.

    As it stands a narrower reach is a part of what is kept of the city; only as known at a moment it is read by itself.
    """
    part = asked.at is None and not asked.whole

    def read(only: Collection[int] | None = None) -> Facts:
        if not part:
            return _facts(asked, only)
        keys = asked.projects(only).order_by().values_list("pk", flat=True)
        return _all(asked.of_the_city()).facts.of(list(keys))

    def make() -> _Reckoned:
        since, found = reports.begun(asked.month), read()
        return _Reckoned(since, found, tallied(found))

    def again(kept: _Reckoned, touched: frozenset[int]) -> _Reckoned:
        if reports.begun(asked.month) != kept.since:
            return make()
        now = read(touched)
        tally = kept.tally.with_tally(tallied(kept.facts.of(touched)), -1).with_tally(tallied(now))
        return _Reckoned(kept.since, kept.facts.told_anew(touched, now), tally)

    return _reckoned.follow(asked.key, make, again)


def facts(asked: Asked) -> Facts:
    """All that the page counts, project by project."""
    return _all(asked).facts


def _facts(asked: Asked, only: Collection[int] | None = None) -> Facts:
    """Of all projects, or of some only."""
    reporting, year, few = asked.reporting(only), asked.month.year, only is not None
    filed = months_of_year(reporting, asked.month, asked.at, few=few)
    done = {pk: _so_far(filed.get(pk)) for pk in reporting.order_by().values_list("pk", flat=True)}
    rows: Any = planned(year, asked.at).filter(project__in=reporting.order_by().values("pk"))
    sums = rows.order_by().values_list("project").annotate(sum=Sum(as_number("amount")))
    plan = {pk: int(amount) for pk, amount in sums}
    listed = listed_as(asked.projects(only), asked.at)
    steps = steps_of_year(asked.projects(only), year, asked.at)
    money = {pk: Amounts(amount, plan.get(pk, 0)) for pk, amount in done.items()}
    return Facts(
        year, asked.day, {one.pk: one for one in listed}, frozenset(done), money,
        _lights(asked, done, filed, only), reached(listed, steps, year),
        reports.years_of(reporting, asked.month, filed, asked.at),
    )  # fmt: skip


def _so_far(filed: Filed | None) -> int:
    return filed[max(filed)][1] if filed else 0


def opening(asked: Asked) -> dict[int, Amounts]:
    """What each project did in the first quarter, as far as it is reported, beside the plan of its year."""
    last = min(asked.month, Month(asked.month.year, 3))
    plans = facts(asked).money
    return {
        one.project: Amounts(one.year_done, plans[one.project].plan)
        for one in stood(asked.reporting(), last, asked.at)
        if one.project in plans
    }


def _lights(
    asked: Asked, keys: Collection[int], filed: Mapping[int, Filed], only: Collection[int] | None
) -> Mapping[int, str]:  # fmt: skip
    """The lights of these projects; of the whole city they are judged by what was just read."""
    if asked.at is not None:
        known = known_lights(asked.person, asked.month, asked.at, filed, only)
        return {pk: known[pk] for pk in keys if pk in known}
    colours = reports.colours(asked.month, asked.day, filed if asked.whole and only is None else None)
    return {pk: str(colours[pk]) for pk in keys if pk in colours}


@dataclass(frozen=True)
class Summary:
    """The figures of the page: counts, and the year's money in minor units."""

    counts: Mapping[What, int]
    months: Mapping[What, tuple[int, ...]]
    done: int
    plan: int
    course: Course
    rows: Mapping[str, list[Row]]


def summary(asked: Asked) -> Summary:
    found = _all(asked).tally
    course = reports.course_of_sums(found.year, asked.month.year, asked.day)
    rows = {by: in_order(of) for by, of in found.rows.items()}
    return Summary(found.counts, found.months, found.done, found.plan, course, rows)


@dataclass(frozen=True)
class _Moves:
    """Every change of the year's figures, by project, and by cause how many projects it moved, by how much together."""

    of: dict[int, list[Moved]]
    causes: dict[str, tuple[int, int]]


def _moves_of(asked: Asked, zone: Any) -> _Moves:
    part = asked.at is None and not asked.whole

    def read(only: Collection[int] | None = None) -> dict[int, list[Moved]]:
        if not part:
            return _moved(asked, zone, only)
        of = _moves_of(asked.of_the_city(), zone).of
        return {pk: of[pk] for pk in asked.reporting(only).order_by().values_list("pk", flat=True) if pk in of}

    def make() -> _Moves:
        found = read()
        return _Moves(found, _by_cause(found))

    def again(kept: _Moves, touched: frozenset[int]) -> _Moves:
        now = read(touched)
        before = {pk: kept.of[pk] for pk in touched if pk in kept.of}
        stay = {pk: some for pk, some in kept.of.items() if pk not in touched}
        causes = without(kept.causes, _by_cause(before))
        return _Moves(stay | now, together(causes, _by_cause(now)))

    return _moves.follow((asked.since, *asked.key), make, again)


def _by_cause(found: dict[int, list[Moved]]) -> dict[str, tuple[int, int]]:
    return by_cause((one for some in found.values() for one in some), found)


def moved(asked: Asked, zone: Any) -> list[Moved]:
    """Every change of the year's figures between the end of `since` and the moment, with its cause."""
    return [one for some in _moves_of(asked, zone).of.values() for one in some]


def _moved(asked: Asked, zone: Any, only: Collection[int] | None = None) -> dict[int, list[Moved]]:
    until = asked.at or AsOf.end_of(asked.day, zone).at
    since = AsOf.end_of(asked.since, zone).at
    if since >= until:
        return {}
    found: dict[int, list[Moved]] = {}
    for one in shifts(asked.reporting(only), asked.month, since, until, few=only is not None):
        told = Moved(one.project, str(one.cause), one.amount, int(one.month), one.why)
        found.setdefault(one.project, []).append(told)
    return found


def causes(asked: Asked, zone: Any) -> dict[str, tuple[int, int]]:
    """Cause → how many projects it moved, and by how much together."""
    return _moves_of(asked, zone).causes

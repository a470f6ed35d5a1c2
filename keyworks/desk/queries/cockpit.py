"""The city on one page: what it counts, of the projects within a person's reach, now or as known at a moment."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Sum

from keyworks.accounts.rules import Role
from keyworks.base.scopes import scope
from keyworks.desk.queries.remembered import moment_of_the_record, remembered
from keyworks.desk.rules.cockpit import Amounts, Facts, Moved, Row, What, by_cause, by_month, grouped, members
from keyworks.projects.queries.programmes import known_members
from keyworks.projects.queries.register import selected
from keyworks.projects.queries.yearly import led_by, listed_as, steps_of_year
from keyworks.projects.rules.yearly import reached
from keyworks.reports import queries as reports
from keyworks.reports.files.curve import Course
from keyworks.reports.queries.known_lights import known_lights
from keyworks.reports.queries.moved import shifts
from keyworks.reports.queries.plans import planned
from keyworks.reports.queries.standing import stood
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

    @property
    def departments(self) -> tuple[str, ...]:
        return tuple(sorted(seat.path for seat in self.person.standing.seats if seat.role == Role.DEPARTMENT))

    @property
    def key(self) -> tuple[Hashable, ...]:
        """What its figures depend on beside the record; people of the same reach share them."""
        standing = self.person.standing
        reach = "everywhere" if standing.everywhere() else standing.paths()
        whose = (self.departments if self.led else (), self.programme)
        return reach, whose, self.month, self.day, self.at, moment_of_the_record()

    def projects(self) -> Any:
        return self._narrowed(selected(self.person))

    def reporting(self) -> Any:
        """Those that report the month, as the list stands now."""
        return self._narrowed(scope(self.person, reports.expected(self.month)))

    def _narrowed(self, found: Any) -> Any:
        if self.programme:
            found = found.filter(programmes=self.programme) if self.at is None else found.filter(pk__in=self._members)
        return found.filter(led_by(self.departments)) if self.led else found

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


def facts(asked: Asked) -> Facts:
    """All that the page counts; read once for people of the same reach while nothing is written."""
    return remembered(("facts", *asked.key), lambda: _facts(asked))


def _facts(asked: Asked) -> Facts:
    reporting, year = asked.reporting(), asked.month.year
    done = {one.project: one.year_done for one in stood(reporting, asked.month, asked.at)}
    rows: Any = planned(year, asked.at).filter(project__in=reporting.order_by().values("pk"))
    plan = {pk: amount.amount for pk, amount in rows.order_by().values_list("project").annotate(Sum("amount"))}
    listed = listed_as(asked.projects(), asked.at)
    steps = steps_of_year(asked.projects(), year, asked.at)
    money = {pk: Amounts(amount, plan.get(pk, 0)) for pk, amount in done.items()}
    return Facts(
        year, asked.day, {one.pk: one for one in listed}, frozenset(done), money, _lights(asked, list(done)),
        reached(listed, steps, year),
    )  # fmt: skip


def opening(asked: Asked) -> dict[int, Amounts]:
    """What each project did in the first quarter, as far as it is reported, beside the plan of its year."""
    last = min(asked.month, Month(asked.month.year, 3))
    plans = facts(asked).money
    return {
        one.project: Amounts(one.year_done, plans[one.project].plan)
        for one in stood(asked.reporting(), last, asked.at)
        if one.project in plans
    }


def _lights(asked: Asked, keys: list[int]) -> Mapping[int, str]:
    if asked.at is not None:
        return known_lights(asked.person, asked.month, asked.at)
    rules = reports.rules_for(asked.month)
    return {pk: str(one.colour) for pk, one in reports.lights(keys, asked.month, rules, asked.day).items()}


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
    return remembered(("summary", *asked.key), lambda: _summary(asked))


def _summary(asked: Asked) -> Summary:
    found = facts(asked)
    sets = {what: members(found, what) for what in What if what is not What.MOVED}
    months: dict[What, tuple[int, ...]] = {what: by_month(days) for what, days in sets.items()}
    course = reports.course_of_year(asked.reporting(), found.year, asked.day, asked.at)
    return Summary(
        {what: len(days) for what, days in sets.items()}, months, sum(one.done for one in found.money.values()),
        sum(one.plan for one in found.money.values()), course,
        {by: grouped(found, by) for by in ("district", "sector")},
    )  # fmt: skip


def moved(asked: Asked, zone: Any) -> list[Moved]:
    """Every change of the year's figures between the end of `since` and the moment, with its cause."""
    return remembered(("moved", asked.since, *asked.key), lambda: _moved(asked, zone))


def _moved(asked: Asked, zone: Any) -> list[Moved]:
    until = asked.at or AsOf.end_of(asked.day, zone).at
    since = AsOf.end_of(asked.since, zone).at
    if since >= until:
        return []
    return [
        Moved(one.project, str(one.cause), one.amount, int(one.month), one.why)
        for one in shifts(asked.reporting(), asked.month, since, until)
    ]


def causes(asked: Asked, zone: Any) -> dict[str, tuple[int, int]]:
    """Cause → how many projects it moved, and by how much together."""
    return by_cause(moved(asked, zone), facts(asked).expected)

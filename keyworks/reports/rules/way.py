"""The way of a month's report up: filed by the unit, passed by district and department, accepted by the city office."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from keyworks.accounts.rules import Role, Standing
from keyworks.values.months import Month

FILE, PASS, CLOSE, READ = "reports.file", "reports.pass", "reports.close", "reports.read"
CEILINGS = "reports.ceilings"
"""The rights of this room."""


class State(StrEnum):
    """Where the report of a project and month stands; where there is none it is missing."""

    FILED = "filed"
    DISTRICT = "district"
    DEPARTMENT = "department"
    ACCEPTED = "accepted"
    RETURNED = "returned"


class Level(StrEnum):
    """Who looks at a report on its way."""

    DISTRICT = "district"
    DEPARTMENT = "department"
    CITY = "city"


class Why(StrEnum):
    """Why nothing changed in a month, where it is one of the usual reasons."""

    WINTER = "winter"
    HOLIDAY = "holiday"
    NOT_BEGUN = "not_begun"
    APPROVAL = "approval"
    FUNDS = "funds"
    SETTLING = "settling"


PASSED = {Level.DISTRICT: State.DISTRICT, Level.DEPARTMENT: State.DEPARTMENT, Level.CITY: State.ACCEPTED}
"""Who lets it pass → how it stands then."""
UNDER = {Level.DISTRICT: "district", Level.DEPARTMENT: "lead_department"}
"""Level → the unit of the project whose office it is."""
OPENS_ON, DUE_ON = 1, 10
"""Days of the month after the one reported."""
FILERS = {Role.UNIT: ("owner",), Role.DISTRICT: ("district", "owner"), Role.DEPARTMENT: ("lead_department", "owner")}
"""Role → the units of a project for which its holder may file; the city office for all."""


def reported_on(day: date) -> Month:
    """The month whose reports are open on a day: the one before."""
    return Month.of(day) - 1


def opens(month: Month) -> date:
    return (month + 1).first_day + timedelta(days=OPENS_ON - 1)


def due(month: Month) -> date:
    """The last day on which a report of this month is in time."""
    return (month + 1).first_day + timedelta(days=DUE_ON - 1)


def levels(paths: Mapping[str, str]) -> tuple[Level, ...]:
    """Who has to look at the reports of a project whose units have these paths ("" for none), the first first."""
    return (*(level for level, unit in UNDER.items() if paths.get(unit)), Level.CITY)


def waits_at(state: State | str, levels: tuple[Level, ...]) -> Level | None:
    """Who has it now; None where it is with the unit or at its end."""
    if state in (State.RETURNED, State.ACCEPTED, ""):
        return None
    passed = [level for level in levels if PASSED[level] == state]
    later = levels[levels.index(passed[0]) + 1 :] if passed else levels
    return later[0]


def may_pass(standing: Standing, level: Level, paths: Mapping[str, str]) -> bool:
    """May the holder let a report pass at this level? Whoever stands above may do so for those below."""
    for seat in standing.seats:
        if seat.role == Role.CITY:
            return True
        unit = paths.get(UNDER.get(level, ""), "")
        if seat.role == level.value and unit and unit.startswith(seat.path):
            return True
    return False


def may_file(standing: Standing, paths: Mapping[str, str]) -> bool:
    """May the holder file for a project whose units have these paths?"""
    for seat in standing.seats:
        if seat.role == Role.CITY:
            return True
        found = (paths.get(unit, "") for unit in FILERS.get(seat.role, ()))
        if any(path and path.startswith(seat.path) for path in found):
            return True
    return False

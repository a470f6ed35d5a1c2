"""Reports of units to a meeting: who is to report, how far each is, what others may read of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from keyworks.accounts.models import Person, Unit
from keyworks.base.scopes import scope
from keyworks.meetings.models import Meeting, Statement, Version
from keyworks.meetings.rules import authority
from keyworks.meetings.rules.kinds import AHEAD, How, Stand, State

WRITABLE = (Stand.ASKED, Stand.DRAFTED, Stand.RETURNED)
"""While it stands so, its unit writes on it."""
IN = (Stand.SUBMITTED, Stand.ACCEPTED)
OPEN_TO_UNITS = AHEAD | {State.SITTING}
"""Until the sitting ends reports are written and handed in."""
SPOKEN_FOR = (Unit.Kind.DISTRICT, Unit.Kind.DEPARTMENT)


def speaks(person: Person, unit: Unit) -> bool:
    """Does the person write for this unit?"""
    seats = (seat for seat in person.standing.seats if seat.role in authority.SPEAK)
    return person.may(authority.STATE) and any(unit.path.startswith(seat.path) for seat in seats)


def speaking_units(person: Person) -> QuerySet[Unit]:
    """The districts and departments for which the person writes."""
    reach = Q(pk__in=[])
    if person.may(authority.STATE):
        for seat in person.standing.seats:
            if seat.role in authority.SPEAK:
                reach |= Q(path__startswith=seat.path)
    return Unit.objects.filter(reach, kind__in=SPOKEN_FOR)


def offered() -> list[Unit]:
    """The units that can be asked for a report: districts first, then departments."""
    rows = Unit.objects.filter(kind__in=SPOKEN_FOR, closed_on=None)
    return sorted(rows, key=lambda one: (one.kind != Unit.Kind.DISTRICT, one.path))


def of_meeting(person: Person, meeting: Meeting) -> QuerySet[Statement]:
    """The reports of a meeting that the person sees, in their order."""
    rows = scope(person, Statement.objects.filter(meeting=meeting)).select_related("unit", "meeting")
    return rows.order_by("position", "pk")


def never_came(statement: Statement) -> bool:
    """It was to come, and the meeting took place without it."""
    gone = statement.meeting.state in (State.HELD, State.CLOSED)
    return gone and statement.how != How.ABSENT and statement.state not in IN


def overdue(statement: Statement, day: date) -> bool:
    """Its day has passed and it is not in."""
    waits = statement.how != How.ABSENT and statement.state not in IN
    return waits and statement.due_on is not None and statement.due_on < day


@dataclass(frozen=True)
class Count:
    """How the reports of a meeting stand: of those asked for so many came, so many of them late."""

    asked: int
    came: int
    late: int
    overdue: int
    never: int
    excused: int

    @property
    def waiting(self) -> int:
        return self.asked - self.came


def count(rows: Iterable[Statement], day: date) -> Count:
    found = list(rows)
    asked = [one for one in found if one.how != How.ABSENT]
    came = [one for one in asked if one.state in IN]
    return Count(
        len(asked), len(came), sum(one.late for one in came), sum(overdue(one, day) for one in asked),
        sum(never_came(one) for one in asked), len(found) - len(asked),
    )  # fmt: skip


def last_version(statement: Statement) -> Version | None:
    return statement.versions.order_by("-number").first()


def reads(person: Person, statement: Statement) -> Version | None:
    """What the person reads of a report: its unit the last version, others the one that was handed in."""
    if speaks(person, statement.unit):
        return last_version(statement)
    return submitted_version(statement)


def submitted_version(statement: Statement) -> Version | None:
    return statement.versions.filter(number=statement.submitted).first() if statement.submitted else None


def versions_seen(person: Person, statement: Statement) -> list[Version]:
    """All versions for its unit; for others those up to the one handed in last stay the unit's own, that one apart."""
    rows = statement.versions.select_related("by").order_by("-number")
    if speaks(person, statement.unit):
        return list(rows)
    return list(rows.filter(number=statement.submitted)) if statement.submitted else []


@dataclass(frozen=True)
class Read:
    """A report with the version the reader reads of it; None where there is none for them."""

    statement: Statement
    version: Version | None


def texts(person: Person, statements: Sequence[Statement]) -> list[Read]:
    """What the person reads of each of these reports, asked once for all."""
    rows = Version.objects.filter(statement__in=[one.pk for one in statements]).order_by("statement", "number")
    by_statement: dict[int, list[Version]] = {}
    for row in rows:
        by_statement.setdefault(row.statement_id, []).append(row)
    found = []
    for one in statements:
        some = by_statement.get(one.pk, [])
        if speaks(person, one.unit):
            found.append(Read(one, some[-1] if some else None))
        else:
            found.append(Read(one, next((row for row in some if row.number == one.submitted), None)))
    return found


def handed_in(meeting: Meeting) -> list[Read]:
    """Every report of a meeting in its order with what was handed in: for the pack and the minutes."""
    statements = list(meeting.statements.select_related("unit", "meeting").order_by("position", "pk"))
    wanted = Q(pk__in=[])
    for one in statements:
        if one.submitted:
            wanted |= Q(statement=one.pk, number=one.submitted)
    versions = {row.statement_id: row for row in Version.objects.filter(wanted)} if statements else {}
    return [Read(one, versions.get(one.pk)) for one in statements]


def to_write(person: Person) -> QuerySet[Statement]:
    """The reports that wait for the person's units, the soonest due first."""
    rows: Any = Statement.objects.filter(
        unit__in=speaking_units(person).values("pk"), state__in=WRITABLE, meeting__state__in=OPEN_TO_UNITS
    ).exclude(how=How.ABSENT)
    found: QuerySet[Statement] = rows.select_related("unit", "meeting").order_by("due_on", "pk")
    return found

"""What a unit said at each meeting, what was directed to it there, and what became of that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from keyworks.accounts.models import Person, Unit
from keyworks.accounts.queries import workdays
from keyworks.base.scopes import scope
from keyworks.matters.models import Matter
from keyworks.matters.rules import clocks
from keyworks.matters.rules.ladder import ENDED, Sort, Source
from keyworks.meetings.models import Caught, Meeting, Statement
from keyworks.meetings.queries.drafting import facts_of
from keyworks.meetings.queries.reach import sees_all
from keyworks.meetings.queries.statements import Read, speaks, texts
from keyworks.meetings.rules.drafting import HEADLINE, Figure, read
from keyworks.meetings.rules.kinds import State


@dataclass(frozen=True)
class Directed:
    """What was directed to a unit, as the matter it became; `late` are working days past its day, at its end or now."""

    matter: Matter
    late: int

    @property
    def ended(self) -> bool:
        return self.matter.state in ENDED


@dataclass(frozen=True)
class At:
    """A unit at one meeting: its report as the reader reads it, its figures then, and what was directed to it."""

    meeting: Meeting | None
    linked: bool
    """Does the reader see the meeting itself? While it is prepared its units know only that they are to report."""
    report: Read | None
    figures: dict[str, Figure]
    directed: list[Directed]


def may_look(person: Person, unit: Unit) -> bool:
    """The unit itself, and whoever sees every meeting."""
    return sees_all(person) or speaks(person, unit)


def standing(person: Person, unit: Unit, day: date) -> list[At]:
    """The unit at each meeting, the last first; what other meetings directed to it stands at the end, without one."""
    statements = list(
        scope(person, Statement.objects.filter(unit=unit)).exclude(meeting__state=State.CANCELLED)
        .select_related("unit", "meeting", "meeting__series").order_by("-meeting__on", "-meeting_id")
    )  # fmt: skip
    reports = {one.statement.meeting_id: one for one in texts(person, statements)}
    meetings = {one.meeting_id: one.meeting for one in statements}
    caught, elsewhere = _directed(person, unit, day)
    more = Meeting.objects.filter(pk__in=[pk for pk in caught if pk not in meetings])
    meetings |= {one.pk: one for one in scope(person, more)}
    elsewhere += [one for pk, some in caught.items() if pk not in meetings for one in some]
    seen = set(scope(person, Meeting.objects.filter(pk__in=list(meetings))).values_list("pk", flat=True))
    order = sorted(meetings.values(), key=lambda one: (one.on, one.pk), reverse=True)
    found = [
        At(one, one.pk in seen, reports.get(one.pk), _headline(reports.get(one.pk)), caught.get(one.pk, []))
        for one in order
    ]  # fmt: skip
    return found + ([At(None, False, None, {}, elsewhere)] if elsewhere else [])


def _directed(person: Person, unit: Unit, day: date) -> tuple[dict[int, list[Directed]], list[Directed]]:
    """By meeting what was directed to the unit there; and what came of meetings that are not kept here."""
    below = Unit.objects.filter(path__startswith=unit.path).values("pk")
    caught = Caught.objects.filter(lead__in=below, matter__isnull=False).order_by("said_at", "pk")
    of = {one.action_id or one.matter_id: one.meeting_id for one in caught}
    known = Q(pk__in=[key for key in of if key])
    directed = known | Q(lead__in=below, sort=Sort.DIRECTIVE, source=Source.MEETING, actions=None)
    rows = scope(person, Matter.objects.filter(directed)).select_related("lead").order_by("due_on", "pk")
    found = list(rows)
    # Of a directive with several owners only the first action is known by what was caught; the others by the whole.
    whole = Caught.objects.filter(matter__in=[one.parent_id for one in found if one.parent_id])
    of_whole = dict(whole.values_list("matter", "meeting"))
    by_meeting: dict[int, list[Directed]] = defaultdict(list)
    elsewhere: list[Directed] = []
    for matter in found:
        meeting = of.get(matter.pk) or of_whole.get(matter.parent_id or 0)
        (by_meeting[meeting] if meeting else elsewhere).append(_became(matter, day))
    return dict(by_meeting), elsewhere


def _became(matter: Matter, day: date) -> Directed:
    until = matter.closed_on if matter.state in ENDED and matter.closed_on else day
    return Directed(matter, clocks.late_days(matter.due_on, until, workdays()))


def _headline(report: Read | None) -> dict[str, Figure]:
    """The three figures that its report was drafted from."""
    version = report.version if report else None
    return headline(read(version.figures)) if version else {}


def headline(figures: Iterable[Figure]) -> dict[str, Figure]:
    return {one.code: one for one in figures if one.code in HEADLINE}


def headline_now(unit: Unit, at: datetime) -> dict[str, Figure]:
    """The same figures as they are now."""
    return headline(facts_of(unit, at).figures.values())

"""What the clock does: ends pauses, and lets what is overdue go up a level, one matter in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from keyworks.accounts.queries import day_of, workdays
from keyworks.matters import queries
from keyworks.matters.actions.desk import resume
from keyworks.matters.actions.refused import MattersRefused
from keyworks.matters.actions.stepping import begin, done
from keyworks.matters.models import Matter
from keyworks.matters.rules import clocks
from keyworks.matters.rules.ladder import CLOCKED, OPEN, State, Step


def due_to_climb(day: date) -> Q:
    return Q(state__in=CLOCKED, climbs_on__lt=day)


def due_to_resume(day: date) -> Q:
    return Q(state=State.PAUSED, paused_until__lte=day)


def tick(*, at: datetime, step: Callable[[int, int], None] = lambda done, of: None) -> dict[str, int]:
    """End the pauses that are over, let climb what is overdue, and find another where somebody who answers has left.

    Killed in between it has done whole matters and no half ones; begun again it goes on with the rest.
    """
    day = day_of(at)
    paused = list(Matter.objects.filter(due_to_resume(day)).order_by("pk"))
    climbing = list(Matter.objects.filter(due_to_climb(day)).order_by("pk"))
    told = {"resumed": 0, "climbed": 0, "found": 0}
    for number, one in enumerate([*paused, *climbing]):
        step(number, len(paused) + len(climbing))
        name = "resumed" if one.state == State.PAUSED else "climbed"
        try:
            resume(matter=one, by=None, at=at) if name == "resumed" else climb(matter=one, at=at)
        except MattersRefused:
            continue  # somebody did something about it meanwhile
        told[name] += 1
    told["found"] = _answerable()
    return told


@transaction.atomic
def climb(*, matter: Matter, at: datetime) -> Matter:
    """Up one level, because nobody was done in time; from the highest it is urged again."""
    doing = begin(Step.CLIMB, matter=matter, by=None, at=at)
    found, day = doing.matter, doing.day
    if found.climbs_on is None or found.climbs_on >= day:
        raise MattersRefused("matters.not_late")
    calendar, level = workdays(), clocks.up(found.level)
    facts = {
        "from": found.level, "late_days": clocks.late_days(found.climbs_on, day, calendar),
        "since": found.climbs_on.isoformat(),
    }  # fmt: skip
    found.desk, found.level = queries.city_office(), level
    facts["told"] = [one.username for one in queries.reaches(found)]
    until = calendar.after(day, queries.limits()[clocks.limit_of(level)])
    return done(doing, facts, climbed=found.climbed + 1, climbs_on=until)


def _answerable() -> int:
    """Whoever answered and has left is replaced by who answers now; how many."""
    rows = Matter.objects.filter(state__in=OPEN, level__gte=2).select_related("lead", "desk")
    there = queries.can_act(rows.exclude(answerable=None).values_list("answerable", flat=True))
    changed = 0
    for one in rows:
        if one.answerable_id not in there and (found := queries.answers(one)) is not None:
            changed += Matter.objects.filter(pk=one.pk, state__in=OPEN).update(answerable=found)
    return changed

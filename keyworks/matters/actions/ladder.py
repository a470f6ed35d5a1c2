from __future__ import annotations

from datetime import datetime

from django.db import transaction

from keyworks.accounts.models import Person, Unit
from keyworks.matters import queries
from keyworks.matters.actions.refused import MattersRefused
from keyworks.matters.models import Answerer, LimitDays
from keyworks.matters.rules import authority
from keyworks.matters.rules.clocks import MOST_DAYS, Limit
from keyworks.record.actions import write


@transaction.atomic
def set_limit(*, limit: str, days: int, by: Person, at: datetime) -> None:
    """How many working days are given for something from now on; clocks that run are not moved."""
    _must_rule(by)
    if limit not in list(Limit):
        raise MattersRefused("matters.no_such_limit")
    if not 1 <= days <= MOST_DAYS:
        raise MattersRefused("matters.limit_odd", field="days", most=MOST_DAYS)
    before = queries.limits()[limit]
    if before == days:
        return
    LimitDays.objects.update_or_create(limit=limit, defaults={"days": days})
    subject = LimitDays.objects.get(limit=limit)
    write("matters.set_limit", subject, by=by, at=at, before={"days": before}, after={"days": days})


@transaction.atomic
def name_answerer(*, level: int, unit: Unit | None, person: Person | None, by: Person, at: datetime) -> None:
    """Who answers at a level, for a unit or for all; nobody more where no person is named."""
    _must_rule(by)
    if level not in (2, 3, 4) or (level == 2 and unit is None) or (level == 4 and unit is not None):
        raise MattersRefused("matters.answers_where")
    if person is not None and person.pk not in queries.can_act([person.pk]):
        raise MattersRefused("matters.owner_left", field="person", who=str(person))
    found = Answerer.objects.filter(level=level, unit=unit).select_related("person").first()
    before = {"person": found.person.username} if found else {}
    if person is None:
        if found is not None:
            write("matters.name_answerer", found, by=by, at=at, before=before, after={"person": None})
            found.delete()
        return
    if found is None:
        found = Answerer.objects.create(level=level, unit=unit, person=person)
    elif found.person_id != person.pk:
        found.person = person
        found.save(update_fields=["person"])
    else:
        return
    after = {"person": person.username, "level": level, "unit": unit.code if unit else None}
    write("matters.name_answerer", found, by=by, at=at, before=before, after=after)


def _must_rule(by: Person) -> None:
    if not by.may(authority.RULE):
        raise MattersRefused("matters.not_yours")

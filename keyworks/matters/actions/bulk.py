"""Giving many matters to another unit at once: all of them or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from keyworks.accounts.models import Person, Unit
from keyworks.matters.actions.desk import assign
from keyworks.matters.actions.refused import MattersRefused
from keyworks.matters.models import Matter
from keyworks.values.refusals import Refused

MOST = 200


@dataclass(frozen=True)
class Outcome:
    """What became, or would become, of each matter: those given over, those refused with the rule's no, and by key
    who led each before."""

    given: Sequence[Matter]
    refused: Sequence[tuple[Matter, Refused]]
    before: Mapping[int, Unit | None]


class _NotDoneError(Exception):
    """Nothing of it is kept."""


def reassign_many(
    *, seen: Mapping[int, int], lead: Unit, text: str, by: Person, at: datetime, lead_person: Person | None = None,
    trying: bool = False,
) -> Outcome:  # fmt: skip
    """Give matters, each with the edition that was seen, to a unit; their promised days stay.

    One refusal and nothing is done. `trying` does the same and keeps nothing of it, so that what is shown before is
    what would happen.
    """
    if not text.strip():
        raise MattersRefused("matters.reason_missing", field="text")
    if len(seen) > MOST:
        raise MattersRefused("matters.too_many", most=MOST)
    given: list[Matter] = []
    refused: list[tuple[Matter, Refused]] = []
    before: dict[int, Unit | None] = {}
    try:
        with transaction.atomic():
            for matter in Matter.objects.filter(pk__in=seen).select_related("lead").order_by("pk"):
                before[matter.pk] = matter.lead
                try:
                    with transaction.atomic():
                        given.append(_one(matter, seen[matter.pk], lead, lead_person, text, by, at))
                except Refused as no:
                    refused.append((matter, no))
            if trying or refused:
                raise _NotDoneError
    except _NotDoneError:
        pass
    return Outcome(given, refused, before)


def _one(
    matter: Matter, over: int, lead: Unit, lead_person: Person | None, text: str, by: Person, at: datetime
) -> Matter:
    if matter.lead_id == lead.pk and lead_person is None:
        raise MattersRefused("matters.leads_already")
    return assign(matter=matter, lead=lead, lead_person=lead_person, text=text, over=over, by=by, at=at)

"""Taking an import back: all it brought leaves the register, unless something stands on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from keyworks.accounts.actions import remove_units
from keyworks.accounts.actions.refused import one_by_one
from keyworks.accounts.models import Person, Unit
from keyworks.imports.actions.refused import ImportsRefused, standing
from keyworks.imports.models import Import, SourceKey
from keyworks.imports.queries import depending
from keyworks.projects.actions import remove_terms
from keyworks.projects.actions import take_back as take_intake_back
from keyworks.projects.models import Term
from keyworks.record.actions import write

State = Import.State


@transaction.atomic
def take_back(*, found: Import, reason: str, by: Person | None, at: datetime) -> Import:
    """Take the whole import back; entries that were opened for it go too where nothing else uses them."""
    one_by_one()
    held = standing(found, None, State.STANDING)
    reason = " ".join(reason.split())[:400]
    if not reason:
        raise ImportsRefused("imports.reason_missing", field="reason")
    assert held.intake is not None
    if stands := depending(held):
        raise ImportsRefused("imports.stands_on_it", count=sum(one.count for one in stands))
    SourceKey.objects.filter(intake=held.intake).delete()
    take_intake_back(intake=held.intake, by=by, at=at, reason=reason)
    gone = _close(held.opened, by, at, reason)
    held.state, held.changed_at, held.edition = State.TAKEN_BACK, at, held.edition + 1
    held.save()
    write("imports.take_back", held, by=by, at=at, reason=reason, after={"state": held.state, "removed": gone})
    return held


def _close(opened: dict[str, Sequence[Sequence[str]]], by: Person | None, at: datetime, reason: str) -> list[str]:
    """Remove the entries made for it that nothing uses."""
    units = Unit.objects.filter(code__in=opened.get("units", ())).order_by("-path")
    gone = remove_units(units=units, by=by, at=at, reason=reason)
    terms = [
        term
        for kind, code in opened.get("terms", ())
        if (term := Term.objects.filter(kind=kind, code=code).first()) is not None
    ]
    return gone + remove_terms(terms=terms, by=by, at=at, reason=reason)

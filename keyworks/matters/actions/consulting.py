"""Consultations: on which day which matters are decided, and the minutes of such a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from keyworks.accounts.models import Person, Unit
from keyworks.accounts.queries import day_of
from keyworks.matters.actions.refused import MattersRefused, said
from keyworks.matters.actions.stepping import begin, done
from keyworks.matters.models import Consultation, Minute
from keyworks.matters.queries import consulting as queries
from keyworks.matters.rules import authority
from keyworks.matters.rules.ladder import HIGHEST, Kind, Step
from keyworks.record.actions import write
from keyworks.values.refusals import Stale

FIELDS = ("name_zh", "name_en", "weekday", "cutoff", "place", "levels", "kinds", "active")


@transaction.atomic
def set_consultation(
    *, consultation: Consultation | None, values: Mapping[str, Any], districts: Iterable[Unit], over: int, by: Person,
    at: datetime,
) -> Consultation:  # fmt: skip
    """A consultation, new or otherwise than it was; what was minuted stays."""
    _must_rule(by)
    found = Consultation()
    if consultation is not None:
        found = Consultation.objects.select_for_update().get(pk=consultation.pk)
        if found.edition != over:
            raise Stale("matters.stale", edition=found.edition)
        found.edition += 1
    before = _told(found) if found.pk else {}
    for name, value in _good(values).items():
        setattr(found, name, value)
    found.save()
    found.districts.set(districts)
    write("matters.set_consultation", found, by=by, at=at, before=before, after=_told(found))
    return found


def _good(values: Mapping[str, Any]) -> dict[str, Any]:
    found = {name: values[name] for name in FIELDS}
    found["name_zh"] = said(values["name_zh"], "matters.consult_unnamed", "name_zh", 100)
    if not all(0 <= values[name] <= 6 for name in ("weekday", "cutoff")):
        raise MattersRefused("matters.consult_weekday", field="weekday")
    found["levels"] = sorted(int(one) for one in values["levels"])
    found["kinds"] = sorted(values["kinds"])
    if not all(1 <= one <= HIGHEST for one in found["levels"]) or not set(found["kinds"]) <= set(Kind):
        raise MattersRefused("matters.no_such_kind", field="kinds")
    return found


def _told(found: Consultation) -> dict[str, Any]:
    told = {name: getattr(found, name) for name in FIELDS}
    return told | {"districts": sorted(found.districts.values_list("code", flat=True))}


@transaction.atomic
def minute(
    *, consultation: Consultation, planned: date, words: Mapping[int, str], by: Person, at: datetime
) -> list[Minute]:
    """Keep what was decided of each matter that fell to a day; what has no words is carried over to the next."""
    _must_rule(by)
    held = queries.sitting(Consultation.objects.select_for_update().get(pk=consultation.pk), planned)
    if held is None:
        raise MattersRefused("matters.consult_weekday", field="planned")
    if held.on > day_of(at):
        raise MattersRefused("matters.consult_ahead")
    spoken = {key: said(text, field=f"text_{key}") for key, text in words.items()}
    if not any(spoken.values()):
        raise MattersRefused("matters.nothing_said")
    made = []
    for matter in queries.falling(by, consultation, held):
        text = spoken.get(matter.pk, "")
        if text:
            doing = begin(Step.INSTRUCT, matter=matter, by=by, at=at, text=text)
            done(doing, {"consultation": consultation.name_zh, "held": held.on.isoformat()})
        told = {"decided": bool(text), "text": text, "on": held.on, "by": by, "at": at}
        one, _new = Minute.objects.update_or_create(
            consultation=consultation, matter=matter, planned=planned, defaults=told
        )
        made.append(one)
    decided = [one.matter.number for one in made if one.decided]
    after = {"day": held.on.isoformat(), "decided": decided, "carried": len(made) - len(decided)}
    write("matters.minute", consultation, by=by, at=at, after=after)
    return made


def _must_rule(by: Person) -> None:
    if not by.may(authority.RULE):
        raise MattersRefused("matters.not_yours")

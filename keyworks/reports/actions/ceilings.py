"""Ceilings set by the city office, and reasons given for what was overrun."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from keyworks.accounts.models import Installation, Person, Unit
from keyworks.base.twotime import correct, first
from keyworks.formats.cells.words import words as kept
from keyworks.projects.models import Project, Term
from keyworks.record.actions import write
from keyworks.reports.actions.refused import ReportsRefused, held, must_file_for
from keyworks.reports.models import Ceiling, Overrun
from keyworks.reports.rules import way
from keyworks.reports.rules.ceilings import CeilingOf, Over
from keyworks.values.money import Money
from keyworks.values.refusals import Stale


@transaction.atomic
def set_ceiling(
    *,
    kind: CeilingOf,
    code: str,
    year: int,
    amount: Money,
    over: int,
    by: Person | None,
    at: datetime,
    reason: str = "",
) -> Ceiling:
    """Set how much may be invested in a year under a programme or in a district; `over` is the version seen."""
    if by is not None and not by.may(way.CEILINGS):
        raise ReportsRefused("reports.ceilings_of_the_city")
    known = (
        Term.objects.filter(kind=Term.Kind.PROGRAMME, code=code)
        if kind is CeilingOf.PROGRAMME
        else Unit.objects.filter(kind=Unit.Kind.DISTRICT, code=code)
    )
    if not known.exists():
        raise ReportsRefused("reports.ceiling_of_nothing")
    if amount.amount < 0:
        raise ReportsRefused("reports.negative_plan", field="amount")
    fact = {"kind": kind.value, "code": code, "year": year}
    last = Ceiling.objects.select_for_update().filter(**fact).order_by("-version").first()
    reason = _kept(reason)
    if over != (last.version if last else 0):
        raise Stale("reports.stale_ceiling", edition=last.version if last else 0)
    if last is not None and last.amount == amount:
        raise ReportsRefused("reports.nothing_new")
    if last is None:
        made = first(
            Ceiling, fact, by=by, at=at, amount=amount, valid_from=f"{year}-01-01", valid_until=f"{year}-12-31"
        )
    elif not reason:
        raise ReportsRefused("reports.reason_missing", field="reason")
    else:
        made = correct(Ceiling, fact, by=by, at=at, reason=reason, over=over, amount=amount)
    after = {**fact, "amount": {"fen": amount.amount}}
    before = {"amount": {"fen": last.amount.amount}} if last else None
    write("reports.set_ceiling", Installation.objects.get(), by=by, at=at, reason=reason, before=before, after=after)
    return made


@transaction.atomic
def explain_overrun(
    *,
    project: Project,
    kind: Over,
    year: int,
    amount: Money,
    why: Term,
    note: str = "",
    over: int,
    by: Person | None,
    at: datetime,
    reason: str = "",
) -> Overrun:
    """Say why a project overran; `over` is the version seen, and a later one says why it is said anew."""
    project = held(project)
    must_file_for(by, project)
    if amount.amount <= 0:
        raise ReportsRefused("reports.no_overrun")
    if why.kind != Term.Kind.OVERRUN_REASON or why.closed_on is not None:
        raise ReportsRefused("reports.no_such_reason", field="why")
    note, reason = _kept(note), _kept(reason)
    if why.code == "other" and not note:
        raise ReportsRefused("reports.note_missing", field="note")
    fact = {"project": project, "over": kind.value, "year": year}
    last = Overrun.objects.filter(**fact).order_by("-version").first()
    if over != (last.version if last else 0):
        raise Stale("reports.stale_overrun", edition=last.version if last else 0)
    said = {"amount": amount, "why": why, "note": note}
    if last is not None and all(getattr(last, name) == value for name, value in said.items()):
        raise ReportsRefused("reports.nothing_new")
    if last is None:
        made = first(Overrun, fact, by=by, at=at, valid_from=f"{year}-01-01", valid_until=f"{year}-12-31", **said)
    elif not reason:
        raise ReportsRefused("reports.reason_missing", field="reason")
    else:
        made = correct(Overrun, fact, by=by, at=at, reason=reason, over=over, **said)
    after = {"over": kind.value, "year": year, "amount": {"fen": amount.amount}, "why": why.code, "note": note}
    write("reports.explain_overrun", project, by=by, at=at, reason=reason, after=after)
    return made


def _kept(text: str) -> str:
    return " ".join(kept(text).split())[:400]

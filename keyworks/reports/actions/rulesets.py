"""Rule sets of the city's own, and which of them a month is judged by."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from keyworks.accounts.models import Person
from keyworks.formats.cells.words import words as kept
from keyworks.record.actions import write
from keyworks.reports.actions.refused import ReportsRefused, must_decide
from keyworks.reports.models import Adoption, Closing, RuleDocument
from keyworks.reports.queries import closed
from keyworks.reports.queries.rulesets import judges, versions_of
from keyworks.reports.rules.ledgers import Judged
from keyworks.reports.rules.lights.reading import document, parsed
from keyworks.reports.rules.lights.specs import RuleSet
from keyworks.values.months import Month
from keyworks.values.problems import Problem
from keyworks.values.refusals import Stale

LONGEST = 100_000
"""Letters of a document."""


@transaction.atomic
def bring_rules(*, text: str, over: int, by: Person | None, at: datetime, reason: str) -> RuleDocument | list[Problem]:
    """Keep a rule set as the version after `over`, 0 for a new one; or all that is wrong with its document."""
    must_decide(by)
    if len(text) > LONGEST:
        raise ReportsRefused("reports.too_long", field="text", most=LONGEST)
    reason = _why(reason)
    rules = parsed(text)
    if not isinstance(rules, RuleSet):
        return rules
    stand = versions_of(rules.code)
    if over != (stand[0].number if stand else 0):
        raise Stale("reports.rules_stale", edition=stand[0].number if stand else 0)
    if stand and stand[0].rules == rules:
        raise ReportsRefused("reports.rules_same", field="text")
    made = RuleDocument.objects.create(
        code=rules.code, version=over + 1, document=document(rules), by=by, at=at, reason=reason
    )
    write("reports.bring_rules", made, by=by, at=at, reason=reason, after={"code": made.code, "version": made.version})
    return made


@transaction.atomic
def adopt(
    *, code: str, version: int, whom: Judged, month: Month, reason: str, by: Person | None, at: datetime
) -> Adoption:
    """From this month on judge by this version; months that are closed keep what they were judged by."""
    must_decide(by)
    reason = _why(reason)
    found = next((one for one in versions_of(code) if one.number == version), None)
    if found is None or not judges(found.rules, whom):
        raise ReportsRefused("reports.rules_judge_none", field="whom")
    rows: Any = Closing.objects.filter(month__gte=month).order_by("month").values_list("month", flat=True).distinct()
    for shut in rows:
        if closed(shut):
            raise ReportsRefused("reports.month_closed", field="month", month=str(shut))
    made = Adoption.objects.create(judges=whom, code=code, version=version, month=month, by=by, at=at, reason=reason)
    after = {"judges": str(whom), "code": code, "version": version, "month": str(month)}
    write("reports.adopt", made, by=by, at=at, reason=reason, after=after)
    return made


def _why(reason: str) -> str:
    reason = " ".join(kept(reason).split())[:400]
    if not reason:
        raise ReportsRefused("reports.say_why", field="reason")
    return reason

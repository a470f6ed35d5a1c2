from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from keyworks.accounts.models import Person
from keyworks.accounts.queries import day_of
from keyworks.base.twotime import correct, first
from keyworks.projects.actions.keeping import keep, standing
from keyworks.projects.actions.refused import no_errors
from keyworks.projects.models import CurrentAmount, Investment, PlannedAmount, Project, Term
from keyworks.projects.rules import checks
from keyworks.projects.rules.parts import Part
from keyworks.values.money import Money, total

Amounts = Mapping[tuple[int, Term], Money]


def planned(year: int | None, amounts: Amounts) -> Money | None:
    """What is planned for a year out of all funds; None where nothing is said of it."""
    found = [money for (of, _), money in amounts.items() if of == year]
    return total(found) if found else None


def planned_now(project: Project) -> Money | None:
    """What stands as planned for the project's list year."""
    return planned(project.list_year, _standing_amounts(project)[0])


def planned_row(project: Project, year: int, fund: Term, money: Money) -> dict[str, Any]:
    """A planned amount as the figure's row: it holds for its year."""
    holds = {"valid_from": date(year, 1, 1), "valid_until": date(year, 12, 31)}
    return {"project_id": project.pk, "year": year, "fund_id": fund.pk, "amount": money, **holds}


def _standing_amounts(project: Project) -> tuple[dict[tuple[int, Term], Money], dict[tuple[int, Term], int]]:
    """The planned amounts that stand, and the version of each and of those that are reported no more."""
    rows: Any = CurrentAmount.objects.filter(project=project).select_related("fund")
    gone: Any = PlannedAmount.objects.asof().filter(project=project, reported=False).select_related("fund")
    amounts = {(row.year, row.fund): row.amount for row in rows}
    return amounts, {(row.year, row.fund): row.version for row in (*rows, *gone)}


@transaction.atomic
def state_money(
    *,
    project: Project,
    parts: Mapping[Part, Money] | None = None,
    amounts: Amounts | None = None,
    over: int | None,
    by: Person | None,
    at: datetime,
    reason: str = "",
    source: str = "",
) -> Project:
    """State parts of the total investment and planned amounts; one that stands already is corrected, with a reason.

    What is not named stays. An amount that is no longer planned is corrected to 0: nothing stated is taken away.
    """
    project = standing(project, over=over, by=by)
    rows = {row.part: row for row in Investment.objects.filter(project=project).asof()}
    parts_now = {Part(part): row.amount for part, row in rows.items() if row.reported}
    amounts_now, versions = _standing_amounts(project)
    new_parts = {part: money for part, money in (parts or {}).items() if parts_now.get(part) != money}
    new_amounts = {key: money for key, money in (amounts or {}).items() if amounts_now.get(key) != money}
    if not new_parts and not new_amounts:
        return project
    all_parts, all_amounts = parts_now | new_parts, amounts_now | new_amounts
    no_errors(checks.paid_for({"parts": all_parts, "amounts": all_amounts}))
    told: dict[str, Any] = {"by": by, "at": at, "source": source}
    for part, money in new_parts.items():
        values: dict[str, Any] = {"amount": money, "valid_from": day_of(at), **told}
        _append(
            Investment, {"project": project, "part": part}, rows[part].version if part in rows else 0, reason, values
        )
    for (year, fund), money in new_amounts.items():
        values = {**planned_row(project, year, fund, money), **told}
        version = versions.get((year, fund), 0)
        fact = {name: values.pop(name) for name in ("project_id", "year", "fund_id")}
        _append(PlannedAmount, fact, version, reason, values)
        now: dict[str, Any] = {"amount": money, "version": version + 1, "district": project.district}
        CurrentAmount.objects.update_or_create(**fact, defaults=now)
    project.total = all_parts.get(Part.TOTAL)
    project.plan = planned(project.list_year, all_amounts)
    said = ({"parts": all_parts} if new_parts else {}) | ({"amounts": all_amounts} if new_amounts else {})
    return keep("projects.state_money", project, said, by=by, at=at, reason=reason)


def _append(model: Any, fact: Mapping[str, Any], version: int, reason: str, values: Mapping[str, Any]) -> None:
    """The first version of a fact, or the one after `version`."""
    if version:
        correct(model, fact, reason=reason, over=version, **values)
    else:
        first(model, fact, **values)

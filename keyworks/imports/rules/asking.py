"""What a list says of a project that cannot well be true: in somebody else's list these are questions, not refusals."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from keyworks.projects.rules import checks
from keyworks.values.money import Money
from keyworks.values.problems import Problem

Facts = Mapping[str, Any]
DAYS = ("planned_start", "planned_finish", "started_on", "finished_on")
_EARLIEST, _LATEST = checks.EARLIEST.isoformat(), checks.LATEST.isoformat()


def questions(facts: Facts, today: date) -> list[Problem]:
    """Days out of order, far off or not yet come; sums that do not add up; amounts below zero or beyond belief."""
    found: list[Problem] = []
    if _days_odd(facts, today.isoformat()):
        days = {name: date.fromisoformat(facts[name]) for name in DAYS if facts.get(name)}
        found += [*checks.dated(days), *checks.happened(days, today)]
    if _money_odd(facts):
        parts = {part: Money(said["fen"]) for part, said in (facts.get("parts") or {}).items()}
        amounts = {(int(name[:4]), name[5:]): Money(said["fen"]) for name, said in (facts.get("amounts") or {}).items()}
        found += checks.paid_for({"parts": parts, "amounts": amounts})
    return [problem.warning() for problem in found]


def _days_odd(facts: Facts, today: str) -> bool:
    """Could any of the rules of days object? Days as ISO text are in their own order."""
    get = facts.get
    start, finish, begun, done = get("planned_start"), get("planned_finish"), get("started_on"), get("finished_on")
    return bool(
        (start and finish and finish < start)
        or (begun and done and done < begun)
        or (begun and begun > today)
        or (done and done > today)
        or any(day and not _EARLIEST <= day <= _LATEST for day in (start, finish, begun, done))
    )


def _money_odd(facts: Facts) -> bool:
    """Could the rules of money object?"""
    parts, amounts = facts.get("parts") or {}, facts.get("amounts") or {}
    inner = [said["fen"] for part, said in parts.items() if part != "total"]
    years = [said["fen"] for said in amounts.values()]
    whole = parts["total"]["fen"] if "total" in parts else None
    every = [*inner, *years] if whole is None else [*inner, *years, whole]
    if not every:
        return False
    if min(every) < 0 or max(every) > checks.ABSURD or (inner and sum(inner) != whole):
        return True
    return whole is not None and sum(years) > whole

"""Whether a step between stages may be made, and all that is still missing for it."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple

from keyworks.accounts.rules import Role, Standing
from keyworks.projects.rules.authority import REACH
from keyworks.projects.rules.checks import EARLIEST
from keyworks.projects.rules.components import way as states_of
from keyworks.projects.rules.stages import LINE, Stage, Variant, Way
from keyworks.values.money import Money
from keyworks.values.months import Month
from keyworks.values.problems import Place, Problem

REVIEW_MONTHS = 3
"""A paused or exited project is looked at again after a quarter."""
REASONS = {Way.PAUSE: "pause_reason", Way.EXIT: "exit_reason", Way.RECOVER: "recovery_reason"}
"""Way → the code list its reason is taken from; a way back needs words."""
GIVEN = frozenset({"date", "document", "photo", "statement", "number"})
DECIDERS = (Role.CITY, Role.DISTRICT, Role.DEPARTMENT, Role.UNIT)


class Line(NamedTuple):
    """A production line: what it is called, its state and since when."""

    name: str
    state: str
    on: date | None


@dataclass(frozen=True)
class Facts:
    """What the checks may know of a project."""

    name_zh: str = ""
    project_code: str = ""
    placed: bool = False
    owned: bool = False
    in_district: bool = False
    total: Money | None = None
    investor: str = ""
    planned_start: date | None = None
    stage_since: date | None = None
    lines: Sequence[Line] = ()
    capacity: Decimal | None = None
    """Design capacity of a month; None where none is stated as a rate."""


@dataclass(frozen=True)
class Guard:
    """What a step asks for, as the city has laid it down."""

    code: str
    evidence: str
    required: bool = True
    one_of: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)


Check = Callable[[Facts, date, date, Mapping[str, Any]], Problem | None]
"""From the facts, the day of the step, today and the guard's params to what is wrong."""


def _has(code: str, found: Callable[[Facts], Any]) -> Check:
    def check(facts: Facts, on: date, today: date, params: Mapping[str, Any]) -> Problem | None:
        return None if found(facts) else Problem(code)

    return check


def _start_this_year(facts: Facts, on: date, today: date, params: Mapping[str, Any]) -> Problem | None:
    if facts.planned_start is not None and facts.planned_start.year <= on.year:
        return None
    return Problem("projects.guard_start_this_year", {"year": on.year})


def _lines(facts: Facts, on: date, today: date, params: Mapping[str, Any]) -> Problem | None:
    """Every line has reached the state asked for, by the day of the step."""
    if len(facts.lines) < params.get("least", 1):
        return Problem("projects.guard_no_lines")
    way = states_of("line")
    reached = way.index(params["state"])
    late = [
        line.name
        for line in facts.lines
        if line.state not in way
        or way.index(line.state) < reached
        or (line.state == params["state"] and line.on is not None and line.on > on)
    ]
    code = "projects.guard_lines_debugged" if params["state"] == "debugged" else "projects.guard_lines_begun"
    return Problem(code, {"lines": " · ".join(late)}) if late else None


def _reported(facts: Facts, on: date, today: date, params: Mapping[str, Any]) -> Problem | None:
    days = (today - on).days
    return Problem("projects.guard_reported_late", {"days": days}) if days > params.get("days", 31) else None


def _total_least(facts: Facts, on: date, today: date, params: Mapping[str, Any]) -> Problem | None:
    least = Money.of(params.get("wan", 0), "wan")
    if facts.total is not None and facts.total >= least:
        return None
    return Problem("projects.guard_total_least", {"wan": f"{params.get('wan', 0):,}"})


CHECKS: Mapping[str, Check] = {
    "named": _has("projects.guard_named", lambda facts: facts.name_zh.strip()),
    "placed": _has("projects.guard_placed", lambda facts: facts.placed),
    "owned": _has("projects.guard_owned", lambda facts: facts.owned),
    "estimated": _has("projects.guard_estimated", lambda facts: facts.total is not None),
    "in_district": _has("projects.guard_in_district", lambda facts: facts.in_district),
    "coded": _has("projects.guard_coded", lambda facts: facts.project_code),
    "start_this_year": _start_this_year,
    "lines_begun": _lines,
    "lines_debugged": _lines,
    "reported_in_time": _reported,
    "total_least": _total_least,
}
"""Guard's code → what the system looks at by itself."""


def months_between(begin: date, end: date) -> int:
    """Whole months from one day to another."""
    return (end.year - begin.year) * 12 + end.month - begin.month - (end.day < begin.day)


CONDITIONS: Mapping[str, Callable[[Facts, date, Mapping[str, Any]], bool]] = {
    "government_money": lambda facts, on, params: facts.investor == "government",
    "enterprise_money": lambda facts, on, params: facts.investor != "government",
    "paused_long": lambda facts, on, params: (
        facts.stage_since is not None and months_between(facts.stage_since, on) >= params.get("months", 12)
    ),
}
"""`when` of a guard → whether it is asked for at all."""


def asked(guards: Iterable[Guard], facts: Facts, on: date) -> list[Guard]:
    """The guards that are asked of this project."""
    return [one for one in guards if not (when := one.params.get("when")) or CONDITIONS[when](facts, on, one.params)]


def field_of(code: str) -> str:
    return f"evidence.{code}"


def _at(code: str, problem: str, **params: object) -> Problem:
    return Problem(problem, params, place=Place(field=field_of(code)))


def given(guard: Guard, value: Mapping[str, Any], on: date, today: date, facts: Facts) -> list[Problem]:
    """What is wrong with a piece of evidence; `value` has `on`, `file`, `text`, `number` or `numbers` by its kind."""
    day: date | None = value.get("on")
    problems = []
    if guard.evidence == "date" and day is None:
        problems.append(_at(guard.code, "projects.evidence_day"))
    if guard.evidence in {"document", "photo"}:
        if value.get("file") is None and not value.get("source"):
            problems.append(_at(guard.code, "projects.evidence_file"))
        if day is None:
            problems.append(_at(guard.code, "projects.evidence_day"))
    if guard.evidence == "statement" and not value.get("text", "").strip():
        problems.append(_at(guard.code, "projects.evidence_words"))
    if day is not None and day < EARLIEST:
        problems.append(_at(guard.code, "projects.date_far", day=day.isoformat()))
    within = guard.params.get("within_days")
    if day is not None and within is not None:
        if day > on + timedelta(days=within):
            problems.append(_at(guard.code, "projects.evidence_beyond", days=within))
    elif day is not None and day > today:
        problems.append(_at(guard.code, "projects.evidence_future", day=day.isoformat()))
    idle = guard.params.get("idle_days")
    if day is not None and idle is not None and (today - day).days <= idle:
        problems.append(_at(guard.code, "projects.evidence_not_idle", days=idle))
    if guard.evidence == "number":
        problems += _number(guard, value, on, facts)
    return problems


def _number(guard: Guard, value: Mapping[str, Any], on: date, facts: Facts) -> list[Problem]:
    months = guard.params.get("months")
    if not months:
        number, least = value.get("number"), guard.params.get("least")
        if number is None:
            return [_at(guard.code, "projects.evidence_number")]
        if least is not None and number < Decimal(str(least)):
            return [_at(guard.code, "projects.evidence_below", least=least, number=f"{number:,f}")]
        return []
    numbers: Mapping[Month, Decimal] = value.get("numbers") or {}
    known = sorted(numbers)
    if len(known) < months or any(month + 1 != after for month, after in pairwise(known)):
        return [_at(guard.code, "projects.evidence_months", months=months)]
    if known[-1].last_day > on:
        return [_at(guard.code, "projects.evidence_month_open", month=str(known[-1]))]
    if facts.capacity is None:
        return [_at(guard.code, "projects.guard_no_capacity")]
    least = facts.capacity * Decimal(str(guard.params.get("share", 1)))
    below = [str(month) for month in known[-months:] if numbers[month] < least]
    if below:
        return [_at(guard.code, "projects.evidence_short", months=" · ".join(below), least=f"{least:,.0f}")]
    return []


def empty(value: Mapping[str, Any] | None) -> bool:
    """Was nothing given here?"""
    return not value or all(one in (None, "", {}) for name, one in value.items() if name != "source")


def missing(
    guards: Iterable[Guard],
    facts: Facts,
    evidence: Mapping[str, Mapping[str, Any]],
    *,
    on: date,
    today: date,
    judged_on: date,
    stated: bool = False,
) -> list[Problem]:
    """All that is missing for a step on a day. With `stated` a source answers for what was not given.

    Evidence lies not after `today`; what the system looks at by itself is looked at as of `judged_on`.
    """
    problems: list[Problem] = []
    groups: dict[str, list[tuple[Guard, list[Problem]]]] = {}
    for guard in asked(guards, facts, on):
        value = evidence.get(guard.code)
        if guard.evidence == "check":
            wrong = CHECKS[guard.code](facts, on, judged_on, guard.params) if not stated else None
            found = [wrong.at(Place(field=field_of(guard.code)))] if wrong else []
        elif empty(value):
            found = [] if stated else [_at(guard.code, "projects.evidence_missing")]
        else:
            found = given(guard, value or {}, on, today, facts)
        if not guard.required:
            found = [problem if not empty(value) else problem.warning() for problem in found]
        if guard.one_of:
            groups.setdefault(guard.one_of, []).append((guard, found))
        else:
            problems += found
    for members in groups.values():
        problems += _one_of(members, evidence)
    return problems


def _one_of(members: Sequence[tuple[Guard, list[Problem]]], evidence: Mapping[str, Mapping[str, Any]]) -> list[Problem]:
    """One whole alternative is enough; of what was given, every mistake is told."""
    if any(not found for guard, found in members):
        wrong = [found for guard, found in members if not empty(evidence.get(guard.code))]
        return [problem for found in wrong for problem in found]
    tried = [problem for guard, found in members if not empty(evidence.get(guard.code)) for problem in found]
    return tried or [_at(members[0][0].code, "projects.evidence_one_of")]


def dated(on: date, *, since: date, today: date) -> list[Problem]:
    """A step lies neither in the future nor before the last one."""
    if on > today:
        return [Problem("projects.move_future", {"day": on.isoformat()}, place=Place(field="on"))]
    if on < since:
        return [Problem("projects.move_before_last", {"since": since.isoformat()}, place=Place(field="on"))]
    return []


def reasoned(way: Way, reason_kind: str, reason: str) -> list[Problem]:
    """A pause, an exit and a recovery have a reason's code of their own list, a way back its words."""
    wanted = REASONS.get(way)
    if wanted is not None and reason_kind != wanted:
        return [Problem("projects.reason_code", place=Place(field="reason_term"))]
    if way is Way.BACK and not reason.strip():
        return [Problem("projects.reason_missing", place=Place(field="reason"))]
    return []


def between(variant: Variant, source: Stage, target: Stage) -> tuple[Stage, ...]:
    """The stages a step would skip; none where it skips nothing or is not on the line."""
    line = LINE[variant]
    if source not in line or target not in line:
        return ()
    return line[line.index(source) + 1 : line.index(target)]


def days_of(variant: Variant, way: Way, source: Stage, target: Stage, on: date) -> dict[str, date | None]:
    """What a step says of when the works began and ended."""
    line = LINE[variant]
    done = line[line.index(Stage.BUILDING) + 1]
    if way is Way.ONWARD:
        return {"started_on": on} if target is Stage.BUILDING else {"finished_on": on} if target is done else {}
    if way is Way.BACK:
        return {"started_on": None} if source is Stage.BUILDING else {"finished_on": None} if source is done else {}
    return {}


def quarter_after(day: date) -> date:
    """The same day of the month a quarter later, or that month's last."""
    month = Month.of(day) + REVIEW_MONTHS
    return date(month.year, month.number, min(day.day, calendar.monthrange(month.year, month.number)[1]))


def may_decide(standing: Standing, roles: str, paths: Mapping[str, str]) -> bool:
    """May the holder decide a step that these roles decide, of a project whose units have these paths?"""
    deciding = set(roles.split()) & {*DECIDERS}
    for seat in standing.seats:
        if seat.role not in deciding:
            continue
        found = [paths.get(unit, "") for unit in REACH.get(seat.role, ())]
        if seat.role == Role.CITY or any(path and path.startswith(seat.path) for path in found):
            return True
    return False

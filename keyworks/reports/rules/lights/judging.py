"""The light of a project's month: each dimension by its rule, the worst of them the light's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from keyworks.reports.rules.figures import WHOLE
from keyworks.reports.rules.lights import codes
from keyworks.reports.rules.lights.specs import (
    Bonds,
    Colour,
    Dimension,
    Filing,
    Late,
    Overdue,
    RuleSet,
    harshness,
    worst,
)
from keyworks.reports.rules.lights.states import Batch, Light, State, Told, Verdict
from keyworks.reports.rules.lights.sums import invested, share
from keyworks.values.months import Month


def judged(rules: RuleSet, state: State) -> Light:
    """The light of a project's month under these rules."""
    verdicts = []
    if rules.investment:
        verdicts.append(invested(rules, state))
    if rules.start:
        verdicts.append(started(rules.start, state))
    if rules.statistics:
        verdicts.append(_statistics(rules.statistics, state))
    if rules.bonds:
        verdicts.append(bonds(rules.bonds, state.batches, state.month))
    if rules.approval:
        verdicts.append(_approval(rules.approval, state))
    if rules.filing:
        verdicts.append(_filing(rules.filing, state))
    return lit(rules, state.month, verdicts, state.exemptions)


def lit(rules: RuleSet, month: Month, verdicts: Iterable[Verdict], exemptions: Mapping[Dimension, str]) -> Light:
    """The light of these dimensions, each of them grey that a documented reason exempts."""
    if exemptions:
        verdicts = (_exempted(one, exemptions.get(one.dimension, "")) for one in verdicts)
    kept = tuple(verdicts)
    return Light(rules.code, month, worst(one.colour for one in kept), kept)


def _exempted(one: Verdict, reason: str) -> Verdict:
    if not reason.strip():
        return one
    inputs = {**one.inputs, "reason": reason, "rule": one.code, "without": one.colour}
    return Verdict(one.dimension, Colour.GREY, codes.EXEMPT, inputs)


def _by(count: int, rule: Late | Overdue | Filing) -> Colour:
    if count >= rule.red_from:
        return Colour.RED
    return Colour.YELLOW if count >= rule.yellow_from else Colour.GREEN


def started(rule: Late, state: State) -> Verdict:
    planned, started = state.planned_start, state.started
    if started and started <= state.month:
        late = started - planned if planned else 0
        inputs = {"planned": planned, "started": started, "late": max(0, late)}
        return Verdict(Dimension.START, Colour.GREEN, codes.START, inputs)
    if planned is None or planned > state.month:
        code = codes.UNKNOWN if planned is None else codes.NOT_YET
        return Verdict(Dimension.START, Colour.GREY, code, {"planned": planned, "started": None})
    late = state.month - planned
    colour = _by(late, rule)
    needs = () if colour is Colour.GREEN else (Told(codes.BEGIN, {"planned": planned}),)
    return Verdict(Dimension.START, colour, codes.START, {"planned": planned, "started": None, "late": late}, needs)


def _statistics(rule: Late, state: State) -> Verdict:
    started, entered = state.started, state.entered
    if entered and entered <= state.month:
        late = max(0, entered - started) if started else 0
        inputs = {"started": started, "entered": entered, "late": late}
        return Verdict(Dimension.STATISTICS, Colour.GREEN, codes.STATISTICS, inputs)
    if started is None or started > state.month or not state.entry_noted:
        code = codes.UNKNOWN if started and not state.entry_noted else codes.NOT_STARTED
        return Verdict(Dimension.STATISTICS, Colour.GREY, code, {"started": None, "entered": None})
    late = state.month - started
    colour = _by(late, rule)
    needs = () if colour is Colour.GREEN else (Told(codes.ENTER, {"started": started}),)
    inputs = {"started": started, "entered": None, "late": late}
    return Verdict(Dimension.STATISTICS, colour, codes.STATISTICS, inputs, needs)


def window(batch: Batch, months: int) -> tuple[Month, Month]:
    """The months in which a batch is to be spent, the first and the last; the one after its issue is the first."""
    first = Month.of(batch.issued_on) + 1
    return first, first + (months - 1)


def bonds(rule: Bonds, batches: tuple[Batch, ...], month: Month) -> Verdict:
    """Batches of bonds, of a project or a district: the worst of those whose time is over, or that are spent."""
    issued = [one for one in batches if one.issued_on <= month.last_day]
    judged_ones = [(_spent(rule, one, month), one) for one in issued]
    if not judged_ones:
        return Verdict(Dimension.BONDS, Colour.GREY, codes.UNKNOWN, {"batches": 0})
    colour, found = max(judged_ones, key=lambda one: (harshness(one[0]), one[1].amount - one[1].spent))
    first, last = window(found, rule.months)
    inputs = {
        "batch": found.name, "amount": found.amount, "spent": found.spent, "short": max(0, found.amount - found.spent),
        "share": share(max(0, found.amount - found.spent), found.amount), "first": first, "last": last,
        "batches": len(issued), "yellow": rule.yellow_over, "red": rule.red_over,
    }  # fmt: skip
    if colour is Colour.GREY:
        return Verdict(Dimension.BONDS, colour, codes.NOT_YET, inputs)
    needs = tuple(_to_spend(rule, one) for of, one in judged_ones if harshness(of) > harshness(Colour.GREEN))
    return Verdict(Dimension.BONDS, colour, codes.BONDS, inputs, needs)


def _spent(rule: Bonds, batch: Batch, month: Month) -> Colour:
    short = batch.amount - batch.spent
    if short * WHOLE <= rule.yellow_over * batch.amount:
        return Colour.GREEN
    if month < window(batch, rule.months)[1]:
        return Colour.GREY
    return Colour.RED if short * WHOLE > rule.red_over * batch.amount else Colour.YELLOW


def _to_spend(rule: Bonds, batch: Batch) -> Told:
    enough = -(-(WHOLE - rule.yellow_over) * batch.amount // WHOLE)
    by = window(batch, rule.months)[1].last_day
    return Told(codes.SPEND, {"batch": batch.name, "amount": enough - batch.spent, "by": by})


def _approval(rule: Overdue, state: State) -> Verdict:
    if state.overdue is None:
        return Verdict(Dimension.APPROVAL, Colour.GREY, codes.UNKNOWN)
    late = [one for one in state.overdue if one.overdue_days >= rule.yellow_from]
    if not late:
        return Verdict(Dimension.APPROVAL, Colour.GREEN, codes.APPROVAL, {"step": "", "days": 0, "steps": 0})
    latest = max(late, key=lambda one: one.overdue_days)
    inputs = {"step": latest.name, "days": latest.overdue_days, "steps": len(late)}
    needs = tuple(Told(codes.FINISH, {"step": one.name, "days": one.overdue_days}) for one in late)
    return Verdict(Dimension.APPROVAL, _by(latest.overdue_days, rule), codes.APPROVAL, inputs, needs)


def _filing(rule: Filing, state: State) -> Verdict:
    asked = state.filed[: state.month.number]
    if len(asked) < state.month.number or asked[-1] is None:
        return Verdict(Dimension.FILING, Colour.GREY, codes.UNKNOWN)
    missing = []
    for number in range(len(asked), 0, -1):
        if asked[number - 1] is not False:
            break
        missing.append(Month(state.month.year, number))
    colour = _by(len(missing), rule)
    needs: tuple[Told, ...] = ()
    if colour is not Colour.GREEN:
        needs = tuple(Told(codes.FILE, {"month": one, "by": due_on(one, rule)}) for one in reversed(missing))
    return Verdict(Dimension.FILING, colour, codes.FILING, {"running": len(missing)}, needs)


def due_on(month: Month, rule: Filing) -> date:
    """The day by which the report of a month is due."""
    return (month + 1).first_day.replace(day=rule.day)

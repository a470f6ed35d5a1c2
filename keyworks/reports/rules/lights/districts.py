"""The light of a district's month: its growth, the months it missed, its bonds."""

from __future__ import annotations

from fractions import Fraction

from keyworks.reports.rules.lights import codes
from keyworks.reports.rules.lights.judging import bonds, lit
from keyworks.reports.rules.lights.specs import Colour, Dimension, Growth, RuleSet, Running
from keyworks.reports.rules.lights.states import District, Light, Told, Verdict
from keyworks.values.months import Month


def judged_district(rules: RuleSet, district: District) -> Light:
    """The light of a district's month under these rules."""
    verdicts = []
    if rules.growth:
        verdicts.append(_growth(rules.growth, district))
    if rules.tasks:
        verdicts.append(_months(rules.tasks, district))
    if rules.district_bonds:
        verdicts.append(bonds(rules.district_bonds, district.batches, district.month))
    return lit(rules, district.month, verdicts, district.exemptions)


def growth(now: int, before: int) -> Fraction | None:
    """By how much an amount grew over last year's, exactly, in hundredths of 1 %; None over nothing."""
    return Fraction((now - before) * 10_000, before) if before > 0 else None


def _growth(rule: Growth, district: District) -> Verdict:
    """Falling is red even where plan and average fall further; no growth at all is not falling."""
    grown = district.growth
    known = {"plan": district.planned_growth, "average": district.average_growth}
    bars = {name: known[name] for name in rule.against}
    inputs = {"growth": grown, **bars}
    if grown is None:
        return Verdict(Dimension.GROWTH, Colour.GREY, codes.UNKNOWN, inputs)
    least = max([bar for bar in bars.values() if bar is not None], default=Fraction(0))
    needs = (Told(codes.GROW, {"points": max(least, Fraction(0)) - grown}),)
    if grown < 0:
        return Verdict(Dimension.GROWTH, Colour.RED, codes.GROWTH, inputs, needs)
    if grown < least:
        return Verdict(Dimension.GROWTH, Colour.YELLOW, codes.GROWTH, inputs, needs)
    if None in bars.values():
        return Verdict(Dimension.GROWTH, Colour.GREY, codes.UNKNOWN, inputs)
    return Verdict(Dimension.GROWTH, Colour.GREEN, codes.GROWTH, inputs)


def _months(rule: Running, district: District) -> Verdict:
    """Each month is held against its own plan; one in which nothing was planned is neither met nor missed."""
    plan, number = district.plan, district.month.number
    if plan is None or plan.year != district.month.year:
        return Verdict(Dimension.TASKS, Colour.GREY, codes.NO_PLAN)
    done = (*district.done, *(0,) * 12)[:number]
    due = plan.months[:number]
    inputs = {"done": done[-1], "due": due[-1]}
    if due[-1] <= 0:
        return Verdict(Dimension.TASKS, Colour.GREY, codes.NOTHING_DUE, inputs)
    missed = [at for at in range(number) if done[at] < due[at]]
    running = 0
    for at in reversed(range(number)):
        if due[at] > 0 and at not in missed:
            break
        running += at in missed
    called = rule.interview[min(len(missed), len(rule.interview)) - 1] if rule.interview and running else ""
    said = {**inputs, "running": running, "missed": len(missed), "interview": called}
    if running < rule.yellow_from:
        return Verdict(Dimension.TASKS, Colour.GREEN, codes.MONTHS, {**said, "interview": ""})
    colour = Colour.RED if running >= rule.red_from else Colour.YELLOW
    needs = (Told(codes.INVEST, {"amount": due[-1] - done[-1], "month": Month(district.month.year, number)}),)
    return Verdict(Dimension.TASKS, colour, codes.MONTHS, said, needs)

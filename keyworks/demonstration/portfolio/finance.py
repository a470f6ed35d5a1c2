"""Money and time of a project: its years, its parts, its funds. Every sum is exact."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from keyworks.demonstration.portfolio.listed import YEAR
from keyworks.demonstration.portfolio.spread import STEP, spread
from keyworks.values.money import Money
from keyworks.values.months import Month

WAN = Money.of(1, "wan", "CNY")
NOTHING = Money(0, "CNY")
DONE_BEFORE = date(YEAR - 1, 11, 30)

PARTS = {
    "factory": {"construction": 32, "installation": 10, "equipment": 44, "land": 6, "other": 8},
    "infrastructure": {"construction": 62, "installation": 12, "equipment": 8, "land": 9, "other": 9},
    "equipment": {"construction": 4, "installation": 12, "equipment": 78, "other": 6},
}
FUNDS = {
    "government": {"municipal": 25, "district": 30, "bonds": 25, "central": 8, "loans": 20},
    "state": {"own": 30, "loans": 50, "bonds": 10, "other": 6},
    "private": {"own": 60, "loans": 36, "other": 6},
    "foreign": {"foreign": 60, "own": 10, "loans": 30},
    "joint": {"own": 40, "foreign": 25, "loans": 35},
}


class Span(NamedTuple):
    """From when until when, as planned; and since when in fact."""

    start: date
    finish: date
    started_on: date | None = None


def months_of(size: float) -> int:
    """How long a project of so many 100 million yuan usually takes."""
    return round(14 + 9 * math.log(1 + size))


def day_in(rng: random.Random, month: Month) -> date:
    return month.first_day + timedelta(days=rng.randrange(month.days))


def span(rng: random.Random, tag: str, size: float) -> Span:
    """When a project of this year tag starts and ends; "" is the reserve."""
    months = max(10, round(months_of(size) * rng.uniform(0.8, 1.25)))
    if tag == "new":
        start = Month(YEAR, rng.choices(range(2, 12), (10, 22, 18, 14, 10, 8, 7, 5, 4, 2))[0])
        return Span(start.first_day, max(start + months, Month(YEAR + 1, 3)).last_day)
    if tag == "":
        start = Month(YEAR + 1, 1) + rng.choices(range(18), range(18, 0, -1))[0]
        return Span(start.first_day, (start + months).last_day)
    if tag == "finishing":
        finish = Month(YEAR, rng.choices(range(3, 13), (3, 3, 4, 9, 6, 6, 10, 9, 8, 16))[0])
        start = min(finish - max(months, 13), Month(YEAR - 1, 6))
    else:
        start = min(Month(YEAR, 1) - max(2, round(months * rng.uniform(0.12, 0.8))), Month(YEAR - 1, 11))
        finish = max(start + months, Month(YEAR + 1, 2))
    return Span(start.first_day, finish.last_day, day_in(rng, start + rng.randrange(2)))


def plan_weight(rng: random.Random, tag: str, total: Money, span: Span) -> int:
    """How much of the total this year would carry, before the published sum is shared out."""
    length = Month.of(span.finish) - Month.of(span.start) + 1
    first, last = max(span.start, date(YEAR, 1, 1)), min(span.finish, date(YEAR, 12, 31))
    share = (Month.of(last) - Month.of(first) + 1) / length * rng.uniform(0.65, 1.3)
    return max(1, round(total.amount // STEP.amount * share * 1000))


def plan_bounds(tag: str, total: Money, span: Span) -> tuple[Money, Money]:
    """The least and the most of a year's plan: something is left for the years before and after."""
    most = {"new": 45, "continuing": 60, "finishing": 85}[tag]
    steps = total.amount // STEP.amount
    return Money(max(3, steps // 100) * STEP.amount), Money(steps * most // 100 * STEP.amount)


def _mixed(rng: random.Random, usual: Mapping[str, int]) -> dict[str, int]:
    return {name: max(1, round(weight * rng.uniform(0.5, 1.6))) for name, weight in usual.items()}


def parts(rng: random.Random, variant: str, nature: str, total: Money) -> dict[str, Money]:
    """The total by part; what is renovated needs no land."""
    mix = _mixed(rng, PARTS[variant])
    if nature in {"renovation", "expansion"}:
        mix.pop("land", None)
    shares = spread(total, list(mix.values()), [NOTHING] * len(mix), step=WAN)
    return dict(zip(mix, shares, strict=True))


def years(total: Money, plan: Money, span: Span, rng: random.Random) -> dict[int, Money]:
    """The total by year: what was spent before, this year's plan, what is left."""
    started = span.started_on or span.start
    before = list(range(started.year, YEAR))
    after = list(range(YEAR + 1, max(span.finish.year, YEAR) + 1))
    if not plan:
        before, after = [], [year for year in after if year >= span.start.year]
    gone = Month(YEAR, 1) - Month.of(started)
    left = Month.of(span.finish) - Month(YEAR, 12)
    past, future = _halves(total - plan, gone if before else 0, left if after else 0)
    found = {} if not plan else {YEAR: plan}
    for chosen, money in ((before, past), (after, future)):
        ramp = [round(100 * rng.uniform(0.6, 1.4)) for _ in chosen]
        found |= dict(zip(chosen, spread(money, ramp, [STEP] * len(chosen)), strict=True)) if chosen else {}
    return dict(sorted(found.items()))


def _halves(rest: Money, gone: int, left: int) -> tuple[Money, Money]:
    if not gone or not left:
        return (rest, NOTHING) if gone else (NOTHING, rest)
    # Each year on either side needs a step of its own.
    least = Money(min(10, rest.amount // STEP.amount // 2) * STEP.amount)
    past, future = spread(rest, [gone, left], [least, least])
    return past, future


def by_fund(rng: random.Random, investor: str, each: Mapping[int, Money]) -> dict[tuple[int, str], Money]:
    """Each year's money by where it comes from: two to four sources that stay the same over the years."""
    mix = _mixed(rng, FUNDS[investor])
    chosen = dict(sorted(mix.items(), key=lambda one: -one[1])[: rng.randint(2, min(4, len(mix)))])
    found: dict[tuple[int, str], Money] = {}
    for year, money in each.items():
        shares: Sequence[Money] = spread(money, list(chosen.values()), [NOTHING] * len(chosen), step=WAN)
        found |= {(year, fund): share for fund, share in zip(chosen, shares, strict=True) if share}
    return found

"""How each project of the list goes through 2022: what it builds month by month, before any table knows it.

Invented, like the list's rest. Each project draws its own chances from its key, so that a month comes out the same
whatever was asked for before it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from keyworks.demonstration.portfolio.listed import YEAR, Listed
from keyworks.demonstration.portfolio.listing import SEED
from keyworks.reports.rules.figures import Kind, straight
from keyworks.values.money import Money
from keyworks.values.months import Month

WAN = 10**6
"""A unit files in ten thousand yuan, with two decimals at most."""
SEASON = (5, 5, 9, 9, 9.5, 10, 9, 9, 9.5, 9.5, 9, 6.5)
"""What a month of the year builds, of a hundred."""
STANDING = frozenset({"commissioning", "producing", "completed"})
RESUMES = 5
"""In this month works that were suspended go on."""
WORKS = (
    (500, "前期手续办理，场地平整。"), (1500, "桩基施工进行中。"), (3000, "基础施工完成，主体结构开工。"),
    (5000, "主体结构施工按计划推进。"), (6500, "主体结构封顶，二次结构施工。"), (8000, "机电安装和室内装修施工。"),
    (9000, "设备安装调试。"), (10_000, "收尾施工，准备竣工验收。"),
)  # fmt: skip
WINTER_WORDS = "因冬季施工，现场暂停土方和混凝土作业，已开展材料备货。"
HINDRANCES = (
    "临时用地手续正在办理。", "劳务人员返岗存在缺口。", "部分进口设备到货推迟。", "管线迁改进度滞后，请协调产权单位。",
    "施工许可证尚未取得。", "资金拨付未到位。", "受疫情影响，建材运输受阻。",
)  # fmt: skip
ODD = {"jump": 3, "fall": 4, "hump": 5, "same_again": 4, "round_numbers": 8, "equals_plan": 4, "beyond_total": 2}
"""Oddity → how many invented projects have it: what real reports are asked about."""
EXACT, EXACT_MONTH = "heping", Month(YEAR, 9)
"""A district whose projects all stand at exactly what was due by this month."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one project files of a month; `before` was invested in earlier years and is said once."""

    key: str
    month: int
    done: Money
    before: Money
    progress: int
    words: str
    next_month: Money
    problems: str = ""
    unchanged: str = ""
    parts: Mapping[Kind, Money] = field(default_factory=dict)


def wan(amount: float) -> int:
    """An amount in fen as people file it: whole ten thousands, or two decimals where it is small."""
    step = WAN if amount > 100 * WAN else WAN // 100
    return max(int(amount) // step, 0) * step


def odd(listed: Sequence[Listed]) -> dict[str, str]:
    """Key → its oddity."""
    chance = random.Random(SEED + 2)  # noqa: S311 (the same each time)
    fit = [
        one.key for one in listed
        if one.list_class == "construction" and not one.parent and not one.real and one.year_tag == "continuing"
        and one.stage == "building" and one.district != EXACT
    ]  # fmt: skip
    kinds = [kind for kind, count in ODD.items() for _ in range(count)]
    return dict(zip(chance.sample(fit, min(len(kinds), len(fit))), kinds, strict=False))


def year_of(one: Listed, oddity: str = "") -> Iterator[Told]:
    """The twelve months of a project of the construction list."""
    chance = random.Random(f"{SEED} {one.key}")  # noqa: S311 (the same each time)
    total = one.total.amount if one.total else 0
    before = _before(one, total)
    done = _amounts(one, chance, oddity, total, before)
    sums = list(accumulate(done, initial=before))
    lag = chance.uniform(0.8, 1.0)
    words, stood = "", -1
    for number, amount in enumerate(done, 1):
        progress = _progress(one, sums[number] if oddity != "beyond_total" else min(sums[number], total), total, lag)
        if number == 8 and oddity == "same_again":
            progress = stood
        else:
            words = _words(one, number, amount, progress)
        stood = progress
        rests = not amount
        later = done[number] if number < 12 else amount
        yield Told(
            key=one.key, month=number, done=Money(amount), before=Money(before if number == 1 else 0),
            progress=progress, words="" if rests and number == 1 else words,
            next_month=Money(wan(later * chance.uniform(0.8, 1.25))),
            problems=chance.choice(HINDRANCES) if chance.random() < 0.1 else "",
            unchanged=_why(one, number) if rests else "", parts=_parts(amount, chance) if amount else {},
        )  # fmt: skip


def _before(one: Listed, total: int) -> int:
    later = sum(money.amount for (year, _), money in one.amounts.items() if year > YEAR)
    started = one.started_on and one.started_on.year < YEAR
    return max(total - one.plan.amount - later, 0) // WAN * WAN if started else 0


def begins(one: Listed) -> int:
    """The month in which a new project really begins; 13 where it does not this year."""
    if one.year_tag != "new":
        return 1
    if one.started_on:
        return one.started_on.month
    chance = random.Random(f"{SEED} begins {one.key}")  # noqa: S311 (the same each time)
    planned = one.planned_start.month if one.planned_start else 6
    late = chance.choices((0, 1, 2, 4, 12), (70, 15, 8, 4, 3))[0]
    return min(planned + late, 13)


def _amounts(one: Listed, chance: random.Random, oddity: str, total: int, before: int) -> list[int]:
    """What is invested month by month, in fen."""
    plan, first = one.plan.amount, RESUMES if one.stage == "suspended" else begins(one)
    ebbs = one.stage in STANDING
    weights = [
        0.0 if number < first else weight * (0.5 if number == first > 1 else 1) * (max(7 - number, 0) if ebbs else 1)
        for number, weight in enumerate(SEASON, 1)
    ]
    weights = [weight * chance.uniform(0.75, 1.25) for weight in weights]
    if chance.random() < 0.13 and not one.real:
        weights[0] = 0.0
    whole = sum(weights) or 1
    ends = chance.choices(((1.0, 1.12), (0.84, 0.99), (0.45, 0.8), (1.1, 1.3)), (64, 20, 6, 10))[0]
    share = chance.uniform(*ends) * min(1.0, whole / sum(SEASON) * 2)
    room = max(total - before, plan)
    amounts = [wan(min(plan * share, room) * weight / whole) for weight in weights]
    _make_odd(amounts, oddity, plan, total, before)
    if one.district == EXACT and first < EXACT_MONTH.number:
        exactly = straight(YEAR, plan).due(EXACT_MONTH) - sum(amounts[: EXACT_MONTH.number - 1])
        amounts[EXACT_MONTH.number - 1] = max(exactly, 0)
    return amounts


def _make_odd(amounts: list[int], oddity: str, plan: int, total: int, before: int) -> None:
    if oddity == "jump":
        amounts[6] = wan(max(amounts) * 9 + plan * 0.2)
    elif oddity == "fall":
        amounts[6] = amounts[7] = wan(amounts[5] * 0.01)
    elif oddity == "hump":
        amounts[:11] = [wan(amount * 0.45) for amount in amounts[:11]]
        amounts[11] = wan(plan * 0.97) - sum(amounts[:11])
    elif oddity == "same_again":
        amounts[7] = amounts[6]
    elif oddity == "round_numbers":
        amounts[:] = [round(amount / (100 * WAN)) * 100 * WAN for amount in amounts]
    elif oddity == "equals_plan":
        amounts[:] = list(straight(YEAR, plan).months)
    elif oddity == "beyond_total":
        amounts[10] = max(int(total * 1.13) // WAN * WAN - before - sum(amounts[:10]), amounts[10])


def _progress(one: Listed, since: int, total: int, lag: float) -> int:
    if not total or not since:
        return 0
    if one.stage in STANDING:
        return 10_000 if one.stage != "commissioning" else 9_900
    return min(int(since * lag) * 10_000 // total // 50 * 50, 9_900)


def _words(one: Listed, number: int, amount: int, progress: int) -> str:
    if number <= 2 and amount and one.stage == "building" and progress < 5000:
        return WINTER_WORDS
    if not amount:
        return "" if progress == 0 else "本月无新增工程量。"
    return next(words for least, words in WORKS if progress <= least)


def _why(one: Listed, number: int) -> str:
    if one.stage == "suspended":
        return "funds"
    if number < begins(one):
        return "not_begun"
    if one.stage in STANDING:
        return "settling"
    return "winter" if number in (1, 2, 12) else "approval"


def _parts(amount: int, chance: random.Random) -> dict[Kind, Money]:
    """Split by kind, as three in ten do."""
    if chance.random() > 0.3:
        return {}
    works, machines = (int(amount * chance.uniform(0.5, 0.7)), int(amount * chance.uniform(0.1, 0.2)))
    return {
        Kind.CONSTRUCTION: Money(works), Kind.EQUIPMENT: Money(machines), Kind.OTHER: Money(amount - works - machines)
    }  # fmt: skip

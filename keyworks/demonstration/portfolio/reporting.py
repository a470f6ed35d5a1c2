"""What the projects of the list report of January 2022, before any table knows it. Invented, like the list's rest."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from keyworks.demonstration.portfolio.listed import YEAR, Listed
from keyworks.values.money import Money

WAN = 10**6
"""A unit files in ten thousand yuan, with two decimals at most."""
MISSING = 3
"""So many have not filed on the day the city plays on."""
OPEN = "toyota"
"""One of them, so that whoever steps in as its unit has a month to file. Invented, like all that is reported here."""
LATE, RETURNED, CORRECTED = 9, 5, 4
WINTER = (
    "因冬季施工，现场暂停土方和混凝土作业，已开展材料备货。", "主体结构施工按计划推进，春节前完成阶段性节点。",
    "设备基础施工完成，部分设备到场。", "室内安装和装修施工，节后组织复工。", "地基处理完成，桩基施工进行中。",
    "管线迁改完成，正在进行围护结构施工。",
)  # fmt: skip
HINDRANCES = ("临时用地手续正在办理。", "春节后劳务人员返岗存在缺口。", "部分进口设备到货推迟。")
BACK = ("本月完成投资与形象进度不符，请核实。", "请补充形象进度说明。", "当月数与施工合同支付情况不一致，请说明。")
AMENDED = ("漏报设备到货款，补充更正。", "重复计入上年结转投资，更正。")


@dataclass(frozen=True, slots=True)
class Month:
    """What one project files of a month, on which day of the next, and what became of it.

    `before` was invested in earlier years. `amended` is what it files anew, with `why`. `level` is how far it came.
    """

    key: str
    done: Money
    before: Money
    progress: int | None
    words: str
    problems: str
    next_month: Money
    unchanged: str
    day: int
    level: str
    back: str = ""
    amended: Money | None = None
    why: str = ""


def planned(one: Listed) -> Money:
    """What the list plans for the year."""
    return sum((money for (year, _), money in one.amounts.items() if year == YEAR), Money(0))


def january(listed: Sequence[Listed], chance: random.Random) -> Iterator[Month]:
    """The reports of January, in the order of the list; those that are missing are left out."""
    reporting = [one for one in listed if one.list_class == "construction" and not one.parent]
    invented = [one.key for one in reporting if not one.real]
    some = chance.sample(invented, MISSING + LATE + RETURNED + CORRECTED) if len(invented) > 50 else []
    missing, late = {OPEN, *some[1:MISSING]}, set(some[MISSING : MISSING + LATE])
    returned = set(some[MISSING + LATE : MISSING + LATE + RETURNED])
    corrected = set(some[MISSING + LATE + RETURNED :])
    for one in reporting:
        if one.key in missing:
            continue
        yield _filed(one, chance, one.key in late, one.key in returned, one.key in corrected)


def _filed(one: Listed, chance: random.Random, late: bool, returned: bool, corrected: bool) -> Month:
    plan, total = planned(one), one.total or Money(0)
    later = sum((money for (year, _), money in one.amounts.items() if year > YEAR), Money(0))
    before = max(total - plan - later, Money(0)) if one.started_on and one.started_on.year < YEAR else Money(0)
    rests = one.year_tag == "new" or chance.random() < 0.13
    done = Money(0) if rests else _wan(plan, chance.uniform(0.02, 0.085))
    since = before + done
    progress = min(since.amount * 10_000 // total.amount // 50 * 50, 9_900) if total and since else 0
    level = chance.choices(("accepted", "department", "district", "filed"), (84, 7, 5, 4))[0]
    amended = _wan(plan, chance.uniform(0.02, 0.085)) if corrected and done else None
    return Month(
        key=one.key, done=done, before=before, progress=progress, words="" if rests else chance.choice(WINTER),
        problems=chance.choice(HINDRANCES) if chance.random() < 0.12 else "",
        next_month=_wan(plan, chance.uniform(0.03, 0.09)),
        unchanged=("not_begun" if one.year_tag == "new" else chance.choice(("winter", "holiday"))) if rests else "",
        day=chance.randint(11, 15) if late else min(chance.choices(range(1, 11), range(1, 11))[0], 10),
        level="returned" if returned else level, back=chance.choice(BACK) if returned else "",
        amended=amended, why=chance.choice(AMENDED) if amended is not None else "",
    )  # fmt: skip


def _wan(plan: Money, share: float) -> Money:
    """About this share of the plan, as people file it: whole ten thousands, or two decimals."""
    exact = int(plan.amount * share)
    step = WAN if exact > 100 * WAN else WAN // 100
    return Money(max(exact // step, 0) * step)

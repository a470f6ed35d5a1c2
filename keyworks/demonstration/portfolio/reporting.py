"""What becomes of the reports of a month: which are late, missing, given back, corrected. Invented."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from keyworks.demonstration.portfolio.listed import Listed
from keyworks.demonstration.portfolio.listing import SEED
from keyworks.demonstration.portfolio.year import Told, wan
from keyworks.values.money import Money

MISSING = 3
"""So many have not filed on the day the city first plays on."""
OPEN = "toyota"
"""It files on the last day, so that whoever steps in as its unit has a month to file; January after all others."""
LATE, RETURNED, CORRECTED = 9, 5, 4
SEEN, PASSES, BACK, LAST, CLOSES = 12, 16, 23, 24, 25
"""Days of the next month: reports are looked at together, offices let pass, what was given back comes again, the rest
passes, the month is closed."""
BACK_SAID = ("本月完成投资与形象进度不符，请核实。", "请补充形象进度说明。", "当月数与施工合同支付情况不一致，请说明。")
AMENDED = ("漏报设备到货款，补充更正。", "重复计入上年结转投资，更正。")


@dataclass(frozen=True, slots=True)
class Filed:
    """A project's report of a month: on which day of the next it comes, and what becomes of it.

    `amended` is what it files anew, with `why`. `level` is how far it comes by the sixteenth; `back` why it is given
    back.
    """

    told: Told
    day: int
    level: str
    back: str = ""
    amended: Money | None = None
    why: str = ""

    @property
    def key(self) -> str:
        return self.told.key


def month_of(listed: Sequence[Listed], told: Mapping[str, Told], number: int) -> list[Filed]:
    """What becomes of each project's report of a month of the year, in the order of the list."""
    chance = random.Random(f"{SEED} month {number}")  # noqa: S311 (the same each time)
    invented = [one.key for one in listed if one.key in told and not one.real]
    some = chance.sample(invented, MISSING + LATE + RETURNED + CORRECTED) if len(invented) > 50 else []
    missing, late = {OPEN, *some[1:MISSING]} if number == 1 else set(some[:MISSING]), some[MISSING : MISSING + LATE]
    returned = some[MISSING + LATE : MISSING + LATE + RETURNED]
    corrected = some[MISSING + LATE + RETURNED :]
    found = []
    for one in listed:
        if one.key not in told:
            continue
        said = told[one.key]
        day = min(chance.choices(range(1, 11), range(1, 11))[0], 10)
        day = chance.randint(11, 15) if one.key in late else 10 if one.key == OPEN else day
        level = chance.choices(("accepted", "department", "district", "filed"), (84, 7, 5, 4))[0]
        new = one.key in corrected and said.done
        share = chance.uniform(0.6, 0.95) if chance.random() < 0.5 else chance.uniform(1.05, 1.4)
        found.append(Filed(
            told=said, day=LAST if one.key in missing else day, level="returned" if one.key in returned else level,
            back=chance.choice(BACK_SAID) if one.key in returned else "",
            amended=Money(wan(said.done.amount * share)) if new else None, why=AMENDED[share < 1] if new else "",
        ))  # fmt: skip
    return found

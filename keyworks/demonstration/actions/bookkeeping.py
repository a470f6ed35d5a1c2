"""What others know of the projects: entries and counts of the statistics, payments, bonds, growth; and answers."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from keyworks.accounts.queries import unit_coded
from keyworks.demonstration.city import OFFICE
from keyworks.demonstration.portfolio.listed import YEAR, Listed
from keyworks.demonstration.portfolio.listing import SEED
from keyworks.demonstration.portfolio.year import wan
from keyworks.reports import actions as reports
from keyworks.reports import queries
from keyworks.reports.queries.judging import batches_seen
from keyworks.reports.rules.ledgers import Cause, Entry, Ledger
from keyworks.reports.rules.lights.specs import Dimension
from keyworks.reports.rules.questions import State
from keyworks.values.money import Money
from keyworks.values.months import Month

ENTERED_ON, COUNTED_ON, ANSWERED_ON, SETTLED_ON = 15, 20, 18, 22
"""Days of a month on which entries are noted, ledgers kept, questions answered and answers settled."""
QUARTERS = frozenset({3, 6, 9, 12})
"""The months whose ledgers are kept: others lag, and every month would be too often."""
METHOD = "项目法"
APART = 6
"""So many projects of which the statistics know a fifth of what is reported."""
BONDS = (
    ("hexi", date(YEAR - 1, 11, 18), 8, 0.99),
    ("binhai", date(YEAR, 3, 15), 30, 0.97), ("beichen", date(YEAR, 3, 15), 12, 0.78),
    ("jinghai", date(YEAR, 5, 20), 9, 0.55),
)  # fmt: skip
"""District, day of issue, 100 million yuan, and the share spent after six months."""
ANSWERS = (
    "已核实，设备集中到货，凭证齐全。", "系阶段性结算，完成量以监理签认为准。", "按合同节点确认，数据属实。",
    "已与统计部门核对，差异为入库时间差。",
)  # fmt: skip
SETTLED = "说明清楚。"


class Books:
    """The other ledgers of the city, day by day."""

    def __init__(
        self, listed: Sequence[Listed], projects: Mapping[str, Any], people: Mapping[str, Any],
        at: Callable[[date, int], datetime],
    ) -> None:  # fmt: skip
        self.listed, self.projects, self.people, self.at = listed, projects, people, at
        self.office = people["office-1"]

    def day(self, day: date, starts: Mapping[str, date]) -> None:
        month = Month.of(day) - 1
        if day.year == YEAR and day.day == ENTERED_ON:
            self.enter(day, starts)
        if month.year != YEAR:
            return
        if day.day == COUNTED_ON and month.number in QUARTERS:
            self.count(day, month)
        if day.day == COUNTED_ON:
            self.grow(day, month)
            self.bonds(day, month)
        if day.day in (ANSWERED_ON, SETTLED_ON):
            self.speak(day, month)
        if day == date(YEAR, 2, COUNTED_ON):
            self.exempt(day)

    def enter(self, day: date, starts: Mapping[str, date]) -> None:
        """Who builds already is entered in February; who begins, a month or two after; some not for long."""
        for one in self.listed:
            chance = _chance("entered", one.key)
            lag = chance.choices((1, 2, 4, 12), (70, 18, 7, 5))[0]
            begun = starts.get(one.key)
            if begun is None and (one.year_tag == "new" or day.month != 2):
                continue
            if begun is not None and begun.month + lag != day.month:
                continue
            reports.enter(
                project=self.projects[one.key], status=Entry.ENTERED, month=Month.of(day) - 1, method=METHOD, over=0,
                by=self.office, at=self.at(day, 10), on=day,
            )  # fmt: skip

    def count(self, day: date, month: Month) -> None:
        """What the statistics count since January and what was paid, each later and less than what is reported."""
        apart = set(_chance("apart", "").sample([one.key for one in self.listed], min(APART, len(self.listed) // 3)))
        stands = queries.of_month(month, [project.pk for project in self.projects.values()])
        counted, paid = [], []
        for one in self.listed:
            project = self.projects[one.key]
            report = stands.get(project.pk)
            if report is None or not report.year_done:
                continue
            chance, done = _chance(f"counted {month}", one.key), report.year_done.amount
            share = 0.18 if one.key in apart else chance.uniform(0.86, 1.0)
            counted.append(reports.Amount(project, month, Money(wan(done * share))))
            quarter = wan(done / month.number * 3 * chance.uniform(0.6, 0.95))
            paid.append(reports.Amount(project, month, Money(quarter)))
        told: dict[str, Any] = {"by": self.office, "at": self.at(day, 11), "on": day}
        reports.keep(ledger=Ledger.STATISTICS, amounts=counted, **told)
        reports.keep(ledger=Ledger.PAYMENTS, amounts=paid, **told)

    def grow(self, day: date, month: Month) -> None:
        """Growth of fixed-asset investment by district, and the city's."""
        districts = sorted({one.district for one in self.listed})
        for code in (OFFICE[0], *districts):
            if (unit := unit_coded(code)) is None:
                continue
            chance = _chance(f"grown {month.year}", code)
            grown = round((chance.uniform(-4, 12) + _chance(f"grown {month}", code).uniform(-1, 1)) * 100)
            planned = None if code == OFFICE[0] else round(chance.uniform(4, 9) * 100)
            reports.grow(
                unit=unit, month=month, grown=grown, planned=planned, over=0, by=self.office,
                at=self.at(day, 14), on=day,
            )  # fmt: skip

    def bonds(self, day: date, month: Month) -> None:
        """Batches of special bonds, noted in the month after their issue, and what is spent of them since."""
        known = {(one.district.code, one.name): one for one in batches_seen(self.office) if one.district}
        for district, issued, size, share in BONDS:
            name = f"{issued.year}年专项债券{issued.month}月批次"
            batch = known.get((district, name))
            if Month.of(issued) > month:
                continue
            amount = Money.of(size, "yi")
            if batch is None:
                batch = reports.issue(
                    project=None, district=unit_coded(district), name=name, issued_on=issued, amount=amount,
                    by=self.office, at=self.at(day, 15), on=day,
                )  # fmt: skip
            gone = min(month - Month.of(issued), 6)
            reports.spend(
                batch=batch, month=month, spent=Money(wan(amount.amount * share * gone / 6)), over=0, by=self.office,
                at=self.at(day, 16), on=day,
            )  # fmt: skip

    def exempt(self, day: date) -> None:
        """Works that rest for a documented reason are not judged by it."""
        rests = [one for one in self.listed if one.stage == "suspended"]
        for one, cause in zip(rests, (Cause.POLICY, Cause.FORCE_MAJEURE, Cause.SEASON), strict=False):
            reports.exempt(
                project=self.projects[one.key], dimension=Dimension.INVESTMENT, first=Month(YEAR, 2),
                last=Month(YEAR, 4), cause=cause, reason="经区核实并报市项目办备案。", by=self.office,
                at=self.at(day, 9),
            )  # fmt: skip

    def speak(self, day: date, month: Month) -> None:
        """Units answer most of what is asked; their districts are content with most answers."""
        for question in queries.asked_of(month, State.OPEN if day.day == ANSWERED_ON else State.ANSWERED):
            chance = _chance(f"says {month} {question.rule}", str(question.project_id))
            if question.project is None or chance.random() > 0.75:
                continue
            told: dict[str, Any] = {"question": question, "over": question.edition, "at": self.at(day, 10)}
            if day.day == ANSWERED_ON:
                owner = question.project.owner.code
                by = self.people.get(f"{owner}-2") or self.people[f"{owner}-1"]
                reports.answer(text=chance.choice(ANSWERS), by=by, **told)
            else:
                reports.settle(text=SETTLED, by=self.office, **told)


def _chance(what: str, key: str) -> random.Random:
    return random.Random(f"{SEED} {what} {key}")  # noqa: S311 (the same each time)

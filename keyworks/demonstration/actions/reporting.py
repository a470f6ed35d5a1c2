from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from keyworks.demonstration.actions.cast import Cast
from keyworks.demonstration.portfolio.listed import YEAR, Listed
from keyworks.demonstration.portfolio.listing import SEED
from keyworks.demonstration.portfolio.reporting import Month as Filed
from keyworks.demonstration.portfolio.reporting import january
from keyworks.reports import actions as reports
from keyworks.values.money import Money
from keyworks.values.months import Month

JANUARY = Month(YEAR, 1)


class Reports:
    """The month on its way up: each project's report filed, passed, given back, corrected."""

    def __init__(self, cast: Cast, projects: dict[str, Any]) -> None:
        self.cast, self.projects = cast, projects

    def build(self, listed: Sequence[Listed]) -> int:
        """File January; how many reports there are."""
        chance = random.Random(SEED + 1)  # noqa: S311 (the same each time)
        by_key = {one.key: one for one in listed}
        filed = sorted(january(listed, chance), key=lambda one: one.day)
        made = {one.key: self.file(one, by_key[one.key]) for one in filed}
        self.pass_on(filed, made)
        return len(made)

    def file(self, one: Filed, listed: Listed) -> Any:
        project, at = self.projects[one.key], _at(one.day)
        told = {"by": self.filer(listed), "at": at, "on": at.date()}
        said = reports.Said(
            done=one.done, progress=one.progress, words=one.words, problems=one.problems, next_month=one.next_month,
            unchanged=bool(one.unchanged), why=one.unchanged, year_before=Money(0), before=one.before,
        )  # fmt: skip
        found = reports.file(project=project, month=JANUARY, said=said, over=0, **told)
        if one.amended is not None:
            told["at"] = at + timedelta(days=1)
            new = reports.Said(done=one.amended, progress=one.progress, words=one.words, next_month=one.next_month)
            found = reports.file(project=project, month=JANUARY, said=new, over=1, reason=one.why, **told)
        return found

    def filer(self, listed: Listed) -> Any:
        """Whoever files for the unit: the reporter where it has one."""
        return self.cast.people.get(f"{listed.owner}-2") or self.cast.people[f"{listed.owner}-1"]

    def pass_on(self, filed: Iterable[Filed], made: dict[str, Any]) -> None:
        """The way up, office by office and day by day."""
        waiting: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
        for one in filed:
            report = made[one.key]
            project = report.project
            if one.level == "returned":
                by = self.cast.people[f"{project.district.code}-1"]
                reports.give_back(report=report, reason=one.back, over=report.version, by=by, at=_at(one.day + 1))
            elif one.level in ("district", "department") and report.at_level == "district":
                waiting["district", f"{project.district.code}-1"].append(report)
                if one.level == "department" and project.lead_department:
                    waiting["department", f"{project.lead_department.code}-2"].append(report)
            elif one.level == "accepted":
                waiting["office", "office-1"].append(report)
        for number, ((_level, who), some) in enumerate(sorted(waiting.items(), key=lambda item: ORDER[item[0][0]])):
            reports.let_pass(reports=some, by=self.cast.people[who], at=_at(16) + timedelta(minutes=number))


ORDER = {"district": 0, "department": 1, "office": 2}


def _at(day: int) -> datetime:
    """A working hour of a day in February."""
    return timezone.make_aware(datetime(YEAR, 2, day, 10, 30))

"""The city on one page: what moved, what is stuck, and what changed since the meeting before."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from keyworks.accounts.queries import day_of, districts
from keyworks.base import shown
from keyworks.matters.queries import boards
from keyworks.projects.queries import register
from keyworks.projects.queries.starts import starts
from keyworks.publishing.queries.common import Writing, head, money, period, points, there, written_in
from keyworks.publishing.rules.document import SHAPES, Page, Table
from keyworks.reports import queries as reports
from keyworks.reports.rules.bulletins import Sums
from keyworks.reports.rules.changes import Cause
from keyworks.reports.rules.figures import WHOLE
from keyworks.values.months import Month

CLASSES = ("construction", "reserve", "planned", "completed")


def city_page(person: Any, language: str, month: Month, at: datetime, since: datetime | None = None) -> Page:
    """What is known at a moment of all projects the person sees; `since` is when the meeting before was."""
    with written_in(language):
        return _City(language, day_of(at), person, month, at).page(since)


class _City(Writing):
    def __init__(self, language: str, today: date, person: Any, month: Month, at: datetime) -> None:
        super().__init__(language, today)
        self.person, self.month, self.at = person, month, at
        self.found = reports.bulletin(person, month, at)
        day = shown.day(today)
        there_ = reverse("reports:bulletin", args=[int(month)]) + f"?asof={today.isoformat()}"
        self.bulletin = self.mark("bulletin", shown.month(month), day, url=there_)
        self.register = self.mark("summary", day, url=reverse("projects:summary"))

    def page(self, since: datetime | None) -> Page:
        tables = [self.classes(), self.lights(), self.started(), self.districts(), self.stuck(), self.since(since)]
        return Page(
            self.words["city"], self.lead(), tables=tuple(one for one in tables if one), sources=self.sources.all()
        )

    def lead(self) -> str:
        whole, year = self.found.whole, self.month.year
        if not whole.projects:
            return self.words["city_none"].format(year)
        if whole.share is None or whole.points is None:
            return self.words["city_no_plan"].format(whole.projects, year)
        filed = self.words["filed_of"].format(whole.projects, whole.filed, whole.missing)
        return self.words["city_lead"].format(
            n=shown.number(whole.projects), month=period(self.month), done=money(whole.year_done),
            plan=money(whole.plan), share=shown.share(whole.share / WHOLE), points=points(whole.points),
            which=self.words["ahead" if whole.points >= 0 else "behind"],
        ) + self.words["next"] + filed  # fmt: skip

    def classes(self) -> Table:
        rows = register.by_class(
            register.selected(self.person).filter(parent=None), total_total="total", total_plan="plan"
        )
        found = {one["list_class"]: one for one in rows}
        made = tuple(
            (
                self.words[f"class_{name}"], shown.number(found[name]["rows"]), money(found[name]["total_total"]),
                money(found[name]["total_plan"]),
            )
            for name in CLASSES if name in found
        )  # fmt: skip
        urls = tuple(there(f"{reverse('projects:list')}?list_class={name}") for name in CLASSES if name in found)
        return Table(
            self.words["classes"], head(self.words["classes_head"]), made, (4, 2, 3, 3), (1, 2, 3), urls,
            self.words["none"], mark=self.register,
        )  # fmt: skip

    def lights(self) -> Table:
        """The month's lights, and by how many each moved from the month before as it is known now."""
        before = self.month - 1
        last = reports.bulletin(self.person, before, self.at)
        known = last.whole.filed > 0
        rows = tuple(
            (
                f"{SHAPES[colour]} {self.words[f'colour_{colour}']}", shown.number(n),
                shown.delta(n - last.lights.get(colour, 0), 0) if known else shown.UNKNOWN,
            )
            for colour, n in self.found.lights.items()
        )  # fmt: skip
        return Table(
            self.words["lights"].format(shown.month(self.month)), head(self.words["lights_head"]), rows, (4, 2, 2),
            (1, 2), note="" if known else self.words["lights_alone"].format(shown.month(before)), mark=self.bulletin,
        )  # fmt: skip

    def started(self) -> Table:
        found = starts(self.person, self.month.year, self.today)
        rows = (
            (self.words["starts_new"].format(self.month.year), shown.number(found.projects)),
            (self.words["starts_done"], shown.number(found.begun)),
            (self.words["starts_due"], shown.number(found.late)),
        )
        return Table(self.words["starts"], head(self.words["starts_head"]), rows, (6, 2), (1,), mark=self.register)

    def districts(self) -> Table:
        names = {unit.code: str(unit) for unit in districts()}
        order = {code: place for place, code in enumerate(names)}
        pairs = sorted(self.found.districts, key=lambda pair: order.get(pair[0], len(order)))
        rows = [self._sums(names.get(code, code) or self.words["none"], one) for code, one in pairs]
        rows.append(self._sums(self.words["whole"], self.found.whole))
        return Table(
            self.words["districts"], head(self.words["districts_head"]), tuple(rows), (5, 3, 3, 4, 4, 3, 4),
            (1, 2, 3, 4, 5, 6), mark=self.bulletin,
        )  # fmt: skip

    def _sums(self, name: str, one: Sums) -> tuple[str, ...]:
        share = shown.share(one.share / WHOLE) if one.share is not None else shown.UNKNOWN
        ahead = shown.delta(one.points / 100) if one.points is not None else shown.UNKNOWN
        counts = (shown.number(one.projects), shown.number(one.missing))
        return (name, *counts, money(one.plan), money(one.year_done), share, ahead)

    def stuck(self) -> Table:
        found = boards.by_level(self.person, self.today)
        board = reverse("matters:matters")
        mark = self.mark("matters", shown.day(self.today), url=board)
        rows = tuple(
            (self.words["level"].format(level), shown.number(n), shown.number(late)) for level, n, late in found
        )
        urls = tuple(there(f"{board}?{urlencode({'level': level})}") for level, _n, _late in found)
        counts = sum(n for _level, n, _late in found), sum(late for _level, _n, late in found)
        note = self.words["stuck_lead"].format(*counts) if found else ""
        return Table(
            self.words["stuck"], head(self.words["stuck_head"]), rows, (4, 2, 2), (1, 2), urls,
            self.words["stuck_none"], note, mark,
        )  # fmt: skip

    def since(self, since: datetime | None) -> Table:
        """What is known of the year's investment now and was not at the meeting before, with the cause."""
        if since is None:
            title = self.words["since_title"]
            return Table(title, head(self.words["since_head"]), none=self.words["since_never"])
        rows, changed = reports.known_on(self.person, self.month, since, self.at)
        days = shown.day(day_of(since)), shown.day(self.today)
        ask = {"month": str(self.month), "from": day_of(since).isoformat(), "to": self.today.isoformat()}
        mark = self.mark("compare", *days, url=f"{reverse('reports:compare')}?{urlencode(ask)}")
        before, after = sum(row.before for row in rows), sum(row.after for row in rows)
        amounts, counts = Counter[Cause](), Counter(one.change.cause for one in changed)
        for row in rows:
            amounts.update(row.causes)
        made = tuple(
            (self.words[f"cause_{cause.value}"], _signed(amounts[cause]), shown.number(counts[cause]))
            for cause in Cause if counts[cause]
        )  # fmt: skip
        year = self.month.year
        said = (
            self.words["since_lead"].format(year, money(before), money(after), _signed(after - before))
            if before != after else self.words["since_same"].format(year, money(after))
        )  # fmt: skip
        title = self.words["since"].format(*days)
        table = (title, head(self.words["since_head"]), made, (4, 3, 2), (1, 2))
        return Table(*table, note=said, mark=mark)


def _signed(amount: int) -> str:
    return f"+{money(amount)}" if amount > 0 else money(amount)

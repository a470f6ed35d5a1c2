"""The projects behind a figure of the page of the city: as many as it says."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from keyworks.base import reader, shown
from keyworks.base.cells import Column
from keyworks.base.doors import READ, door
from keyworks.base.fields import as_number
from keyworks.base.tables import Table
from keyworks.desk.queries import cockpit as queries
from keyworks.desk.queries.names import group_names
from keyworks.desk.rules.cockpit import COLOURS, Amounts, Moved, What, in_month, members, of_group
from keyworks.desk.views.cockpit_asked import CAUSES, WORDS, Reading, large, of_whom, read
from keyworks.matters.queries.boards import kind_words, waits_for
from keyworks.projects.queries.yearly import columns_of
from keyworks.reports.rules.way import READ as READ_REPORTS
from keyworks.values.money import Money

GROUPS = ("district", "sector")
NONE_SAID = "-"
UNDATED = frozenset({What.LISTED, What.OPENING, What.RESERVE, What.PAUSED, What.MOVED, *(What(one) for one in COLOURS)})
"""Lists whose projects are not counted by a day."""
LIGHTS = (What.LISTED, What.RED, What.YELLOW, What.GREEN, What.GREY)


@door(READ_REPORTS, READ)
def cockpit_list(request: HttpRequest) -> HttpResponseBase:
    """The projects that a figure counts, with their year."""
    person: Any = request.user
    reading = read(request)
    try:
        what = What(request.GET.get("what", What.LISTED))
    except ValueError as error:
        raise Http404 from error
    moved = _moved(request, reading) if what is What.MOVED else {}
    found, limits = _found(request, reading, what, moved)
    waits = {} if reading.known else waits_for(person)
    choices = _choices(request, reading, what, waits)
    if (kind := request.GET.get("waits", "")) and not reading.known:
        found = {pk: day for pk, day in found.items() if kind in waits.get(pk, ())}
    rows = Rows(reading, what, found, moved, waits)
    table = Table(
        request, key=f"city-{what}", columns=_columns(what, bool(moved), bool(waits)), rows=[], sort="number",
        export=True, label=WORDS[what], row_url=_there, told=rows.told, sums=rows.sum,
        empty=(
            _("No project is counted here"),
            _("With fewer choices above there may be some.") if kind else _("The figure you came from is 0 as well."),
        ),
    )  # fmt: skip
    table.rows = rows.sorted_by(table.sort.removeprefix("-"))
    if table.exporting:
        return table.sheet()
    context = {
        "table": table, "words": WORDS[what], "headline": rows.headline(), "limits": limits, "back": reading.page(),
        "whose": of_whom(request, reading), "known": reading.known, "day": reading.asked.day,
        "month": reading.asked.month, "choices": choices, "programme": reading.programme,
        "kept": reading.kept | _asked(request),
    }  # fmt: skip
    return render(request, "desk/cockpit_list.html", context)


@dataclass(frozen=True)
class Choice:
    """One way to narrow the list: (value, words, chosen) each."""

    name: str
    label: str
    values: list[tuple[str, str, bool]]


def _choices(request: HttpRequest, reading: Reading, what: What, waits: Mapping[int, list[str]]) -> list[Choice]:
    """The lights, where the list is of what reports; a district; what the projects wait for, as of now only."""
    codes = {one.district for one in queries.facts(reading.asked).projects.values()}
    asked: list[tuple[str, str, dict[str, str], str]] = []
    if what in LIGHTS:
        lights = {one.value: _("all") if one is What.LISTED else str(WORDS[one]) for one in LIGHTS}
        asked.append(("what", _("Light"), lights, what.value))
    names = dict(sorted(group_names("district", codes).items(), key=lambda pair: pair[1]))
    asked.append(("district", _("District"), {"": _("all")} | names, request.GET.get("district", "")))
    if not reading.known:
        kinds = {kind for found in waits.values() for kind in found} | {request.GET.get("waits", "")}
        words = {"": _("all")} | {kind: told for kind, told in kind_words().items() if kind in kinds}
        asked.append(("waits", _("Waits for"), words, request.GET.get("waits", "")))
    return [
        Choice(name, label, [(value, words, value == now) for value, words in values.items()])
        for name, label, values, now in asked
    ]


def _asked(request: HttpRequest) -> dict[str, str]:
    """What narrows the list besides the choices, and stays when one is made."""
    return {name: request.GET[name] for name in ("what", "in", "sector", "cause") if request.GET.get(name)}


def _moved(request: HttpRequest, reading: Reading) -> dict[int, list[Moved]]:
    """Project → the changes of its year, of one cause where one is asked for."""
    cause, found = request.GET.get("cause", ""), dict[int, list[Moved]]()
    for one in queries.moved(reading.asked, timezone.get_default_timezone()):
        if not cause or one.cause == cause:
            found.setdefault(one.project, []).append(one)
    return found


def _found(
    request: HttpRequest, reading: Reading, what: What, moved: Mapping[int, Any]
) -> tuple[dict[int, date | None], list[str]]:  # fmt: skip
    """The projects with the day they are counted by, and how they were narrowed, in words."""
    facts = queries.facts(reading.asked)
    found: dict[int, date | None] = dict.fromkeys(moved) if what is What.MOVED else members(facts, what)
    limits = []
    if cause := CAUSES.get(request.GET.get("cause", "")):
        limits.append(str(cause))
    number = request.GET.get("in", "")
    if number in {str(one) for one in range(1, 13)}:
        found = in_month(found, int(number))
        limits.append(shown.month(date(reading.asked.month.year, int(number), 1)))
    for by in GROUPS:
        if code := request.GET.get(by, ""):
            found = of_group(facts, found, by, "" if code == NONE_SAID else code)
            limits.append(group_names(by, [code]).get(code, _("nothing said")))
    return found, limits


class Rows:
    """The projects of a list: each with what it is sorted by, and all that is told of those that are shown."""

    def __init__(
        self, reading: Reading, what: What, found: Mapping[int, date | None], moved: Mapping[int, list[Moved]],
        waits: Mapping[int, list[str]],
    ) -> None:  # fmt: skip
        self.reading, self.found, self.moved, self.waits = reading, found, moved, waits
        self.facts = queries.facts(reading.asked)
        self.amounts = queries.opening(reading.asked) if what is What.OPENING else self.facts.money
        codes = {one.district for one in self.facts.projects.values()}
        self.districts, self.kinds = group_names("district", codes), kind_words()

    def sorted_by(self, name: str) -> list[dict[str, Any]]:
        of = getattr(self, f"_{name}")()
        return [{"pk": pk, name: of.get(pk)} for pk in self.found]

    def sum(self, name: str) -> Money | None:
        found = [amount for amount in getattr(self, f"_{name}")().values() if amount is not None]
        return Money(sum(found)) if found else None

    def headline(self) -> str:
        """How many they are, and how much they are worth."""
        count, total, plan = len(self.found), self.sum("total"), self.sum("plan")
        said = [ngettext("%(n)s project", "%(n)s projects", count) % {"n": shown.number(count)}]
        if total:
            said.append(_("%(total)s of investment in all") % {"total": large(total.amount)})
        if plan:
            said.append(_("%(plan)s planned for the year") % {"plan": large(plan.amount)})
        return shown.listed(said)

    def _columns(self, keys: Collection[int], *columns: str) -> dict[int, tuple[Any, ...]]:
        return columns_of(self.reading.asked.projects(), keys, *columns)

    def _number(self) -> dict[int, str]:
        return {pk: number for pk, (number,) in self._columns(self.found, "local_number").items()}

    def _called(self) -> dict[int, str]:
        return {pk: reader.told(zh, en) for pk, (zh, en) in self._columns(self.found, "name_zh", "name_en").items()}

    def _district(self) -> dict[int, str]:
        projects = self.facts.projects
        return {pk: self.districts.get(projects[pk].district, "") for pk in self.found if pk in projects}

    def _on(self) -> Mapping[int, date | None]:
        return self.found

    def _plan(self) -> dict[int, int]:
        return {pk: self.amounts[pk].plan for pk in self.found if pk in self.amounts}

    def _done(self) -> dict[int, int]:
        return {pk: self.amounts[pk].done for pk in self.found if pk in self.amounts}

    def _change(self) -> dict[int, int]:
        return {pk: sum(one.amount for one in self.moved[pk]) for pk in self.found if pk in self.moved}

    def _total(self) -> dict[int, int | None]:
        projects = self.reading.asked.projects().annotate(minor=as_number("total"))
        return {pk: total for pk, (total,) in columns_of(projects, self.found, "minor").items()}

    def told(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """What the cells of these rows say."""
        keys = {row["pk"] for row in rows}
        names = self._columns(keys, "local_number", "name_zh", "name_en", "total")
        return [self._told(row["pk"], *names[row["pk"]]) for row in rows]

    def _told(self, pk: int, number: str, zh: str, en: str, total: Money | None) -> dict[str, Any]:
        money, changes = self.amounts.get(pk), self.moved.get(pk, [])
        project, reports = self.facts.projects.get(pk), pk in self.facts.expected
        last = changes[-1].month if changes else int(self.reading.asked.month)
        return {
            "number": number, "called": reader.told(zh, en),
            "district": self.districts.get(project.district, "") if project else "",
            "light": self.facts.lights.get(pk, "") if reports else "",
            "plan": Money(money.plan) if money else None, "done": Money(money.done) if money else None,
            "waits": shown.listed(self.kinds[kind] for kind in self.waits.get(pk, ())), "share": _share(money),
            "on": self.found[pk], "total": total,
            "change": Money(sum(one.amount for one in changes)) if changes else None,
            "why": next((one.why for one in changes if one.why), ""),
            "report": last if reports else None,
        }  # fmt: skip


def _there(row: Any) -> str:
    """The report that the figure rests on, else the project."""
    if row["report"] is None:
        return reverse("projects:project", args=[row["pk"]])
    return reverse("reports:report", args=[row["pk"], row["report"]])


def _share(money: Amounts | None) -> float | None:
    return money.done / money.plan if money and money.plan else None


def _columns(what: What, moved: bool, waits: bool) -> list[Column]:
    done = gettext_lazy("In the first quarter") if what is What.OPENING else gettext_lazy("Since January")
    return [
        Column("called", gettext_lazy("Project"), order="called"),
        Column("district", gettext_lazy("District"), "short", order="district"),
        *([Column("on", gettext_lazy("Date"), "date", order="on", fact=True)] if what not in UNDATED else []),
        *([Column("change", gettext_lazy("Difference"), "money", order="change", fact=True, total=True),
           Column("why", gettext_lazy("Why"), as_written=True)] if moved else []),
        Column("light", gettext_lazy("Light"), "light", fact=True),
        *([Column("waits", gettext_lazy("Waits for"), fact=True)] if waits else []),
        Column("plan", gettext_lazy("Plan of the year"), "money", order="plan", total=True),
        Column("done", done, "money", order="done", fact=True, total=True),
        Column("share", gettext_lazy("Of the plan"), "share"),
        Column("total", gettext_lazy("Total investment"), "money", shown=what is What.RESERVE, total=True),
        Column("number", gettext_lazy("Number"), "code", order="number", shown=False),
    ]  # fmt: skip

"""What the page of the city keeps is what it would reckon: after every kind of write, for people of every reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from keyworks.accounts import actions as accounts
from keyworks.base import guards
from keyworks.desk.queries import cockpit
from keyworks.desk.queries.cockpit import Asked
from keyworks.desk.rules.cockpit import Tally, by_cause, tallied
from keyworks.desk.tests.test_cockpit import city  # noqa: F401
from keyworks.dossier.actions import comment
from keyworks.matters.tests.stories import asked, on
from keyworks.projects import actions as projects
from keyworks.projects.models import Component, Project, Term
from keyworks.reports import actions, queries
from keyworks.reports.models import Exemption, Report
from keyworks.reports.queries import following
from keyworks.reports.queries.lights import colours, lights
from keyworks.reports.rules.ledgers import Cause, Entry, Judged, Ledger
from keyworks.reports.rules.lights.specs import Dimension
from keyworks.reports.tests.months import filed, later, listed, wan
from keyworks.reports.tests.test_month_pages import plays_on
from keyworks.values.asof import AsOf
from keyworks.values.months import Month

pytestmark = pytest.mark.django_db
DAY = date(2022, 4, 20)
JANUARY, FEBRUARY, MARCH, APRIL = (Month(2022, number) for number in range(1, 5))
AT = on(4, 20)


def reached(cast: Any, day: date = DAY) -> list[Asked]:
    """Everybody's page, as it stands and as it was known."""
    then = AsOf.end_of(date(2022, 4, 5), timezone.get_default_timezone()).at
    people = ((cast.office, False), (cast.district, False), (cast.other_clerk, False), (cast.engineer, True))
    return [
        cockpit.asked(person, known or day, at=at, since=date(2022, 3, 31), led=led)
        for person, led in people
        for at, known in ((None, None), (then, date(2022, 4, 5)))
    ]


@dataclass(frozen=True)
class Page:
    """All that a page is made of."""

    facts: Any
    tally: Tally
    course: Any
    moved: Any
    causes: Any


def order(moved: Any) -> Any:
    return sorted(moved, key=lambda one: (one.project, one.month, one.cause, one.amount))


def kept(page: Asked) -> Page:
    zone = timezone.get_default_timezone()
    return Page(
        cockpit.facts(page), cockpit._all(page).tally, cockpit.summary(page).course, order(cockpit.moved(page, zone)),
        cockpit.causes(page, zone),
    )  # fmt: skip


def reckoned(page: Asked) -> Page:
    """The same out of nothing but the database; lights and the course in the way that the reports' own pages take."""
    zone, month = timezone.get_default_timezone(), page.month
    following.forget()
    facts = cockpit._facts(page)
    course = queries.course_of_year(page.reporting(), month.year, page.day, page.at)
    if page.at is None:
        own = lights(facts.expected, month, queries.rules_for(month), page.day)
        assert {pk: str(one.colour) for pk, one in own.items()} == facts.lights
    moved = [one for some in cockpit._moved(page, zone).values() for one in some]
    return Page(facts, tallied(facts), course, order(moved), by_cause(moved, facts.expected))


def agrees(cast: Any, what: str, day: date = DAY) -> None:
    pages = reached(cast, day)
    found = [kept(page) for page in pages]
    for page, one in zip(pages, found, strict=True):
        assert one == reckoned(page), (what, page.person, page.at)


def advanced(cast: Any, project: Any, **said: Any) -> Any:
    return projects.edit(project=Project.objects.get(pk=project.pk), values=said, over=None, by=cast.office, at=AT)


def money_of(project: Any, amount: int) -> Any:
    fund = Term.objects.get(kind="fund", code="municipal")
    return {"project": project, "amounts": {(2022, fund): wan(amount)}, "over": None, "reason": "调整"}


def batch(cast: Any, project: Any) -> Any:
    return actions.issue(
        project=project, district=None, name="第一批", issued_on=date(2021, 8, 1), amount=wan(100), by=cast.office,
        at=AT, on=DAY,
    )  # fmt: skip


def spent(cast: Any, project: Any) -> None:
    actions.spend(
        batch=batch(cast, project), month=MARCH, spent=wan(100), over=0, by=cast.office, at=AT, reason="", on=DAY
    )


def exempted(cast: Any, project: Any) -> Exemption:
    return actions.exempt(
        project=project, dimension=Dimension.INVESTMENT, first=JANUARY, last=APRIL, cause=Cause.SEASON,
        reason="冬季停工", by=cast.office, at=AT,
    )  # fmt: skip


def withdrawn(cast: Any, project: Any) -> None:
    actions.withdraw(exemption=exempted(cast, project), reason="复工", by=cast.office, at=AT)


def noted(cast: Any, project: Any) -> None:
    advanced(cast, project, started_on=date(2022, 1, 10))
    actions.enter(
        project=project, status=Entry.NOT_ENTERED, month=None, method="", over=0, by=cast.office, at=AT, on=DAY
    )


def paid(cast: Any, project: Any) -> None:
    some = [actions.Amount(project, MARCH, wan(7))]
    actions.keep(ledger=Ledger.PAYMENTS, amounts=some, by=cast.office, at=AT, on=DAY)


def passed(cast: Any, project: Any) -> None:
    report = Report.objects.get(project=project, month=FEBRUARY)
    actions.let_pass(reports=[report], by=cast.office, at=AT)


def given_back(cast: Any, project: Any) -> None:
    report = Report.objects.get(project=project, month=FEBRUARY)
    actions.give_back(report=report, reason="口径不对", over=report.version, by=cast.district, at=AT)


def closed(cast: Any, one: Any) -> None:
    """January is reported by all, passes, is closed and opened again."""
    for name in ("begun", "late"):
        filed(one[name], cast, JANUARY, 1, at=AT, by=cast.office)
    reports = list(Report.objects.filter(month=JANUARY))
    actions.let_pass(reports=reports, by=cast.office, at=AT)
    actions.close(month=JANUARY, by=cast.office, at=AT, on=DAY)
    actions.reopen(month=JANUARY, reason="补报", by=cast.office, at=AT)
    filed(one["plant"], cast, JANUARY, 33, over=2, at=AT, reason="重新核对")


def planned(cast: Any, project: Any) -> None:
    actions.plan_year(project=project, year=2022, months=[wan(0), wan(600), *[wan(60)] * 10], by=cast.clerk, at=AT)


def adopted(cast: Any) -> None:
    actions.adopt(
        code="ouhai-2020", version=1, whom=Judged.PROJECT, month=FEBRUARY, reason="通知", by=cast.office, at=AT
    )


def stepped(cast: Any, project: Any) -> None:
    projects.record_moves(
        project=Project.objects.get(pk=project.pk), over=None, by=cast.office, at=AT, source="施工许可",
        moves=[{"target": "building", "on": DAY, "reason": ""}],
    )  # fmt: skip


def merged(cast: Any, one: Any) -> None:
    projects.merge(project=one["late"], into=one["valves"], by=cast.office, at=AT, reason="同一工程")


def parted(cast: Any, one: Any) -> None:
    merged(cast, one)
    projects.part(project=Project.objects.get(pk=one["late"].pk), by=cast.office, at=AT, reason="分开统计")


def component(cast: Any, project: Any) -> Any:
    kind = Term.objects.filter(kind=Term.Kind.COMPONENT).first()
    projects.add_components(project=project, rows=[{"kind": kind, "name_zh": "总装车间"}], by=cast.office, at=AT)
    return Component.objects.get(project=project)


def worked(cast: Any, project: Any) -> None:
    values = {"name_zh": "第二总装车间"}
    projects.edit_component(component=component(cast, project), values=values, over=None, by=cast.office, at=AT)


def moved_unit(cast: Any) -> None:
    accounts.move_unit(unit=cast.valve, parent=cast.binhai, over=None, by=None, at=AT)


def renamed_unit(cast: Any) -> None:
    accounts.edit_unit(
        unit=cast.binhai, code="bh", name_zh="滨海", name_en="Binhai", over=None, by=None, at=AT
    )  # fmt: skip


def many(cast: Any) -> None:
    for number in range(5):
        filed(listed(cast, f"厂房{number}", cast.toyota, cast.binhai, plan=10, at=AT), cast, MARCH, 1, at=AT)


WRITES: dict[str, Any] = {
    "a filing": lambda cast, one: filed(one["valves"], cast, MARCH, 9, at=AT, by=cast.office),
    "a first filing": lambda cast, one: filed(one["begun"], cast, FEBRUARY, 9, at=AT),
    "a correction that others follow": lambda cast, one: filed(
        one["plant"], cast, JANUARY, 70, over=2, at=AT, reason="重复"
    ),
    "no change": lambda cast, one: actions.file_unchanged(
        project=one["valves"], month=FEBRUARY, why="春节停工", over=0, by=cast.office, at=AT
    ),
    "a report passed": lambda cast, one: passed(cast, one["plant"]),
    "a report given back": lambda cast, one: given_back(cast, one["plant"]),
    "a month closed, opened and corrected": closed,
    "a plan by month": lambda cast, one: planned(cast, one["plant"]),
    "another amount of the year": lambda cast, one: projects.state_money(
        **money_of(one["plant"], 2400), by=cast.office, at=AT
    ),
    "a rule set adopted": lambda cast, one: adopted(cast),
    "a stage reached": lambda cast, one: stepped(cast, one["late"]),
    "a start told": lambda cast, one: advanced(cast, one["late"], started_on=date(2022, 4, 1)),
    "taken off the list": lambda cast, one: advanced(cast, one["valves"], list_class="reserve", list_year=None),
    "another district": lambda cast, one: advanced(cast, one["plant"], district=cast.beichen),
    "no district": lambda cast, one: advanced(cast, one["late"], district=None),
    "another lead": lambda cast, one: advanced(cast, one["late"], lead_department=cast.industry),
    "an exemption": lambda cast, one: exempted(cast, one["plant"]),
    "an exemption withdrawn": lambda cast, one: withdrawn(cast, one["plant"]),
    "an entry in the statistics": lambda cast, one: noted(cast, one["plant"]),
    "a payment": lambda cast, one: paid(cast, one["plant"]),
    "a batch of bonds": lambda cast, one: batch(cast, one["plant"]),
    "a batch of bonds spent": lambda cast, one: spent(cast, one["plant"]),
    "a project registered": lambda cast, one: listed(cast, "新项目", cast.toyota, cast.binhai, at=AT),
    "many registered and filed": lambda cast, one: many(cast),
    "two merged": merged,
    "two merged and parted": parted,
    "a part of the works": lambda cast, one: worked(cast, one["plant"]),
    "a unit moved": lambda cast, one: moved_unit(cast),
    "a unit renamed": lambda cast, one: renamed_unit(cast),
}
SAME = {
    "a report passed", "a report given back", "no change", "an exemption withdrawn", "a payment",
    "a batch of bonds spent", "a part of the works", "two merged and parted",
}  # fmt: skip
"""Writes after which everybody's page tells the same."""


@pytest.mark.parametrize("what", WRITES)
def test_after_a_write_the_page_keeps_what_it_would_reckon(city, cast, what):  # noqa: F811
    before = [kept(page) for page in reached(cast)]
    WRITES[what](cast, city)
    assert ([kept(page) for page in reached(cast)] == before) is (what in SAME)
    agrees(cast, what)


def test_several_writes_between_two_readings_are_all_followed(city, cast):  # noqa: F811
    for page in reached(cast):
        kept(page)
    for what in ("a filing", "a start told", "another district", "an exemption", "many registered and filed"):
        WRITES[what](cast, city)
    agrees(cast, "several")


def test_what_is_said_elsewhere_touches_nothing(city, cast):  # noqa: F811
    page = reached(cast)[0]
    facts, lit = cockpit.facts(page), colours(page.month, DAY)
    comment(subject=city["plant"], text="电话已打", by=cast.office, at=AT)
    asked(cast, city["plant"], title="供水", at=AT)
    accounts.register(username="new", name="新人", password="a long enough phrase", by=None, at=AT)
    assert cockpit.facts(page) is facts
    assert colours(page.month, DAY) is lit


def test_only_the_projects_that_were_touched_are_judged_again(city, cast, monkeypatch):  # noqa: F811
    judged: list[set[int]] = []

    def seen(keys: Any, *said: Any) -> Any:
        judged.append(set(keys))
        return lights(keys, *said)

    monkeypatch.setattr(import_module("keyworks.reports.queries.lights"), "lights", seen)
    kept(reached(cast)[0])
    filed(city["valves"], cast, MARCH, 9, at=AT, by=cast.office)
    projects.edit(
        project=Project.objects.get(pk=city["late"].pk), values={"started_on": DAY}, over=None, by=cast.office, at=AT
    )
    kept(reached(cast)[0])
    assert [len(keys) for keys in judged] == [4, 2]
    assert judged[1] == {city["valves"].pk, city["late"].pk}


def test_a_year_that_began_to_be_reported_earlier_judges_everybody_anew(cast):
    plays_on(DAY)
    plant = listed(cast, "整车厂", cast.toyota, cast.binhai)
    valves = listed(cast, "阀门厂", cast.valve, cast.beichen)
    filed(plant, cast, MARCH, 300, at=later(4))
    assert colours(MARCH, DAY)[valves.pk] == "red"
    before = {pk: one.of(Dimension.FILING) for pk, one in _march(plant, valves).items()}
    for page in reached(cast):
        kept(page)
    filed(plant, cast, JANUARY, 1, at=AT)
    assert _march(plant, valves)[valves.pk].of(Dimension.FILING) != before[valves.pk]
    agrees(cast, "an earlier month")


def _march(*some: Any) -> Any:
    return lights([one.pk for one in some], MARCH, queries.rules_for(MARCH), DAY)


@pytest.mark.parametrize("day", [date(2022, 4, 21), date(2022, 5, 6), date(2022, 5, 20)])
def test_the_next_day_and_the_next_month_are_pages_of_their_own(city, cast, day):  # noqa: F811
    for page in reached(cast):
        kept(page)
    plays_on(day)
    filed(city["plant"], cast, MARCH, 9, over=2, at=on(day.month, day.day), reason="核对")
    agrees(cast, str(day), day)


def test_a_seat_that_was_given_widens_what_its_holder_sees(city, cast):  # noqa: F811
    for page in reached(cast):
        kept(page)
    accounts.seat(
        person=cast.other_clerk, unit=cast.binhai, role="district", from_on=date(2022, 1, 1), by=None, at=AT
    )  # fmt: skip
    person = type(cast.other_clerk).objects.get(pk=cast.other_clerk.pk)
    assert len(kept(cockpit.asked(person, DAY, since=date(2022, 3, 31))).facts.expected) == 4
    agrees(cast, "a seat")


def test_another_record_is_not_taken_for_the_one_that_was_followed(city, cast):  # noqa: F811
    page = reached(cast)[0]
    facts = cockpit.facts(page)
    with connection.cursor() as cursor:
        guards.remove()
        cursor.execute("UPDATE record_entry SET hash = 'of another' WHERE seq = (SELECT MAX(seq) FROM record_entry)")
        guards.install()
    assert cockpit.facts(page) is not facts
    assert cockpit.facts(page) == facts


def test_beyond_a_number_of_entries_everything_is_reckoned_anew(city, cast, monkeypatch):  # noqa: F811
    monkeypatch.setattr(following, "ENTRIES", 3)
    page = reached(cast)[0]
    facts = cockpit.facts(page)
    for number in range(3):
        comment(subject=city["plant"], text=f"第{number}次", by=cast.office, at=AT)
    assert cockpit.facts(page) is facts
    for number in range(4):
        comment(subject=city["plant"], text=f"又{number}次", by=cast.office, at=AT)
    assert cockpit.facts(page) is not facts


def test_after_one_write_as_much_is_asked_of_five_projects_as_of_thirty(city, cast):  # noqa: F811
    def asked_for(amount: int) -> int:
        for page in reached(cast):
            kept(page)
        over = Report.objects.get(project=city["plant"], month=MARCH).version
        filed(city["plant"], cast, MARCH, amount, over=over, at=AT, reason="核对")
        with CaptureQueriesContext(connection) as found:
            kept(reached(cast)[0])
        return len(found)

    few = asked_for(61)
    many(cast)
    for number in range(20):
        listed(cast, f"厂{number}", cast.toyota, cast.binhai, plan=10, at=AT)
    assert asked_for(62) == few

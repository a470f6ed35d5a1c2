"""Boards, what waits for somebody, what holds up most, causes, and the panel on a project's page."""

from __future__ import annotations

from datetime import date

import pytest

from keyworks.accounts import actions as accounts
from keyworks.matters import actions
from keyworks.matters.models import Cause, Matter, MatterProject
from keyworks.matters.queries.waiting import waiting_for
from keyworks.matters.rules.ladder import Sort
from keyworks.matters.rules.waiting import Group
from keyworks.matters.tests.stories import MONDAY, asked, in_work, now, on, shown, step, verified
from keyworks.matters.tests.test_many import queries_of, text
from keyworks.projects.models import Project
from keyworks.reports.tests.months import listed
from keyworks.values.money import Money

pytestmark = pytest.mark.django_db
TODAY = date(2022, 2, 22)


def columns(read, person, query=""):
    found = read(person, f"/matters/board/{query}").context["columns"]
    return {one.key: [card["number"] for card in one.cards] for one in found if one.count}


def test_a_board_by_state_and_by_when_it_is_due(cast, four, read):
    fresh, late, paused, _gone = (one.number for one in four)
    assert columns(read, cast.office) == {"raised": [fresh], "working": [late], "paused": [paused]}
    assert columns(read, cast.office, "?by=due") == {"overdue": [late], "undated": [fresh], "paused": [paused]}


def test_everybody_begins_with_the_board_of_their_own_unit(cast, four, read):
    fresh, late, paused, _gone = (one.number for one in four)
    assert columns(read, cast.engineer) == {"working": [late]}
    assert columns(read, cast.district) == {"raised": [fresh], "working": [late]}
    assert columns(read, cast.other_clerk) == {"paused": [paused]}
    assert columns(read, cast.engineer, "?unit=beichen") == {"working": [late], "paused": [paused]}
    assert columns(read, cast.engineer, "?unit=") == columns(read, cast.office)
    assert "Bureau of Industry: 1 open matter" in text(read(cast.engineer, "/matters/board/"))


def test_a_board_shows_some_and_says_how_many_more_with_the_list_of_them(cast, plant, read):
    for number in range(15):
        asked(cast, plant, at=on(2, 21), title=f"问题 {number}")
    answer = read(cast.district, "/matters/board/?unit=binhai")
    [column] = [one for one in answer.context["columns"] if one.count]
    assert (column.count, len(column.cards), column.more, column.more_narrow) == (15, 12, 3, 10)
    assert column.address == "/matters/?state=raised&unit=binhai"
    assert "3 more, all in the list" in text(answer)
    assert len(read(cast.district, column.address).context["table"].lines) == 15


def test_every_column_of_a_board_leads_to_a_list_of_as_many(cast, four, plant, read):
    in_work(cast, asked(cast, plant), due_on=date(2022, 2, 28))
    in_work(cast, asked(cast, plant), due_on=date(2022, 5, 31))
    for by in ("state", "due"):
        for column in read(cast.office, f"/matters/board/?by={by}").context["columns"]:
            assert len(read(cast.office, column.address).context["table"].lines) == column.count, column.address


def test_the_board_asks_the_same_of_three_and_of_thirty(cast, four, plant, read):
    few = queries_of(read, cast.office, "/matters/board/")
    for number in range(27):
        asked(cast, plant, at=on(2, 21), title=f"问题 {number}")
    assert queries_of(read, cast.office, "/matters/board/") == few


def groups(person) -> dict[Group, set[str]]:
    return {key: {one.number for one in found} for key, found in waiting_for(person, TODAY).items()}


def test_what_waits_is_grouped_by_what_is_asked(cast, four, plant, read):
    fresh, late, _paused, _gone = (one.number for one in four)
    read(cast.office, "/matters/")
    assert groups(cast.district) == {Group.TRIAGE: {fresh}}
    assert groups(cast.engineer) == {Group.OVERDUE: {late}}
    assert groups(cast.mayor) == {}


def test_each_turn_has_its_group(cast, plant, read):
    def begun(**said):
        return asked(cast, plant, at=on(2, 21), **said)

    read(cast.office, "/matters/")
    at = on(2, 21)
    returned, taken, given, work, done = (begun() for _ in range(5))
    step(actions.return_to_raiser, returned, cast.district, at, text="缺附件")
    step(actions.triage, taken, cast.district, at)
    step(actions.triage, given, cast.district, at)
    step(actions.assign, given, cast.district, at, lead=cast.industry, due_on=date(2022, 4, 1))
    in_work(cast, work, at, due_on=date(2022, 2, 23))
    in_work(cast, done, at, due_on=date(2022, 4, 1))
    shown(done, cast.engineer, at)
    step(actions.propose, done, cast.engineer, at, text="完成")
    seen = begun()
    verified(cast, seen, at)
    assert groups(cast.clerk) == {Group.RETURNED: {returned.number}, Group.CONFIRM: {seen.number}}
    assert groups(cast.district) == {Group.ASSIGN: {taken.number}, Group.VERIFY: {done.number}}
    assert groups(cast.engineer) == {Group.SOON: {work.number}, Group.ACCEPT: {given.number}}


def test_who_answers_at_a_level_finds_it_apart(cast, plant, read):
    read(cast.office, "/matters/")
    actions.name_answerer(level=3, unit=None, person=cast.mayor, by=cast.office, at=MONDAY)
    matter = asked(cast, plant, at=on(2, 21))
    step(actions.triage, matter, cast.district, on(2, 21), level=3)
    step(actions.assign, matter, cast.district, on(2, 21), lead=cast.industry, due_on=date(2022, 4, 1))
    assert now(matter).answerable == cast.mayor
    assert groups(cast.mayor) == {Group.ANSWER: {matter.number}}


def test_the_menu_counts_what_the_inbox_shows(cast, four, read):
    fresh, *_ = four
    page = text(read(cast.district, "/matters/inbox/"))
    assert "1 matter waits for you." in page and fresh.number in page and "To be taken up" in page
    assert "Nothing waits for you here" in text(read(cast.auditor, "/matters/inbox/"))
    assert "1 matter waits for you: 1 overdue." in text(read(cast.engineer, "/matters/desk/"))


def test_a_long_group_says_how_many_more_and_lists_them(cast, plant, read):
    for number in range(20):
        asked(cast, plant, at=on(2, 21), title=f"问题 {number}")
    page = text(read(cast.district, "/matters/inbox/"))
    assert "5 more, all in the list" in page and "?mine=on&amp;state=raised" in page
    assert len(read(cast.district, "/matters/?mine=on&state=raised").context["table"].lines) == 20


def test_the_inbox_asks_the_same_of_three_and_of_thirty(cast, four, plant, read):
    few = queries_of(read, cast.district, "/matters/inbox/")
    for number in range(27):
        asked(cast, plant, at=on(2, 21), title=f"问题 {number}")
    assert queries_of(read, cast.district, "/matters/inbox/") == few


def test_causes_stand_by_the_plan_of_the_projects_that_wait(cast, plant, valves, read):
    cause = Cause.objects.create(kind="utility", name="变电站间隔不足", created_at=MONDAY)
    one, two = asked(cast, plant), asked(cast, plant, valves)
    alone = asked(cast, valves, unit=cast.valve, by=cast.other_clerk)
    Matter.objects.filter(pk__in=[one.pk, two.pk]).update(cause=cause)
    Project.objects.filter(pk=plant.pk).update(planned_finish=date(2022, 3, 4), started_on=date(2021, 1, 1))
    answer = read(cast.office, "/matters/ranking/")
    first, second = answer.context["lines"]
    assert (first["cause"], first["value"], first["count"]) == ("变电站间隔不足", Money.of(2400, "wan"), 2)
    assert (first["nearest"]["day"], first["nearest"]["away"]) == (date(2022, 3, 4), "in 10 days")
    assert (second["first"]["pk"], second["value"]) == (alone.pk, Money.of(1200, "wan"))
    page = text(answer)
    assert "2 projects wait for something that is open; 24.00 m yuan of the 2022 plan hang on it" in page
    assert "The plan of 2022 of 2 projects that wait, each once and no phase beside its package: 24.00 m yuan." in page


def test_what_does_not_block_a_project_holds_nothing_up(cast, plant, valves, read):
    matter = asked(cast, plant, valves)
    MatterProject.objects.filter(matter=matter, project=valves).update(blocks=False)
    [line] = read(cast.office, "/matters/ranking/").context["lines"]
    assert (line["value"], line["count"]) == (Money.of(1200, "wan"), 1)


def test_a_district_ranks_by_the_projects_within_its_reach(cast, plant, valves, read):
    asked(cast, plant, valves)
    [line] = read(cast.other_district, "/matters/ranking/").context["lines"]
    assert [one["name"] for one in line["projects"]] == ["阀门生产线"]
    assert "Nothing is held up" in text(read(cast.stranger_with_seat, "/matters/ranking/"))


@pytest.fixture(autouse=True)
def seated_elsewhere(cast):
    """Somebody of a unit that has nothing to do with any of it."""
    made = accounts.open_unit(
        code="apart", kind="owner", name_zh="无关企业", parent=cast.beichen, by=None, at=MONDAY
    )  # fmt: skip
    found = accounts.register(username="apart", name="无关者", password="a long enough phrase", by=None, at=MONDAY)
    accounts.seat(person=found, unit=made, role="unit", from_on=date(2022, 1, 1), by=None, at=MONDAY)
    cast.stranger_with_seat = found


def rows(read, person, query=""):
    table = read(person, f"/matters/statistics/{query}").context["table"]
    return {row["label"]: row for row in table.rows}


def test_statistics_say_how_many_how_old_and_how_long_closing_took(cast, four, plant, read):
    closed = asked(cast, plant, kind="land")
    verified(cast, closed)
    step(actions.confirm, closed, cast.clerk, on(2, 17), rating=5)
    found = rows(read, cast.office)
    power, funds, land = found["power, water, gas, heat"], found["funds"], found["land"]
    assert (power["open"], power["overdue"], power["ages"], power["oldest"]) == (2, 1, (1, 1, 0, 0), 15)
    assert (funds["open"], funds["overdue"], funds["closed"], funds["median"]) == (1, 0, 0, None)
    assert (land["open"], land["closed"], land["median"]) == (0, 1, 10)
    assert "dispute" not in found, "what was withdrawn was not closed"
    page = text(read(cast.office, "/matters/statistics/"))
    assert "3 are open, 1 overdue; 1 closed in 2022." in page and "Half of them within 10 days." in page
    assert page.count('<svg class="matters-') == 2


def test_statistics_by_owner_district_and_cause(cast, four, read):
    assert {label: row["open"] for label, row in rows(read, cast.office, "?by=owner").items()} == {
        "Bureau of Industry": 1, "nobody leads it yet": 2,
    }  # fmt: skip
    assert {label: row["open"] for label, row in rows(read, cast.office, "?by=district").items()} == {
        "Binhai New Area": 2, "Beichen": 2,
    }  # fmt: skip
    Matter.objects.filter(pk=four[0].pk).update(
        cause=Cause.objects.create(kind="land", name="用地指标未下达", created_at=MONDAY)
    )
    assert {label: row["open"] for label, row in rows(read, cast.office, "?by=cause").items()} == {
        "用地指标未下达": 1, "no common cause": 2,
    }  # fmt: skip


@pytest.mark.parametrize("query", ["?by=x", "?year=x", "?year=1999", "?year=20222"])
def test_statistics_of_nothing_are_not_there(cast, read, query):
    read(cast.office, f"/matters/statistics/{query}", status=404)


def test_statistics_as_a_sheet(cast, four, read):
    sheet = text(read(cast.office, "/matters/statistics/?export=csv"))
    assert '"power, water, gas, heat",2,1,1,1,0,0,15,0,' in sheet


def test_a_project_shows_its_matters_open_ones_first(cast, four, plant, valves, read):
    closed = asked(cast, plant)
    verified(cast, closed)
    step(actions.confirm, closed, cast.clerk, on(2, 17), rating=5)
    answer = read(cast.office, f"/matters/of/project/{plant.pk}/")
    numbers = [row["number"] for row in answer.context["rows"]]
    assert numbers == [four[1].number, four[0].number, four[3].number, closed.number]
    assert four[2].number not in text(answer)
    read(cast.office, f"/matters/of/unit/{plant.pk}/", status=404)
    fresh_project = listed(cast, "另一项目", cast.toyota, cast.binhai)
    assert "Nothing stands in its way" in text(read(cast.office, f"/matters/of/project/{fresh_project.pk}/"))


def test_an_issue_of_others_about_its_project_stands_on_a_units_board(cast, plant, read):
    issue = asked(cast, plant, sort=Sort.ISSUE, unit=cast.binhai, by=cast.district, at=on(2, 21))
    assert columns(read, cast.clerk) == {"raised": [issue.number]}
    assert columns(read, cast.other_clerk) == {}

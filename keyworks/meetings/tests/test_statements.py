"""Reports to a meeting: asked for, drafted, written, handed in, given back; and the district that never comes."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keyworks.accounts.models import Unit
from keyworks.accounts.queries import workdays
from keyworks.meetings import actions
from keyworks.meetings.actions import MeetingsRefused
from keyworks.meetings.models import Version
from keyworks.meetings.queries import drafting, statements
from keyworks.meetings.queries.statement_news import dates, news
from keyworks.meetings.rules.drafting import read
from keyworks.meetings.rules.kinds import How, Stand, Step
from keyworks.meetings.tests.asked import asked, called, fresh, handed_in, on, written
from keyworks.meetings.tests.stories import planned
from keyworks.projects.models import Component, Term
from keyworks.record.models import Entry
from keyworks.reports.tests.months import filed, later, listed
from keyworks.reports.tests.test_month_pages import plays_on
from keyworks.values.months import Month
from keyworks.values.refusals import Stale

pytestmark = pytest.mark.django_db
JANUARY = Month(2022, 1)


@pytest.fixture
def meeting(cast):
    return called(cast)


def refused(code, act, **said):
    with pytest.raises(MeetingsRefused) as no:
        act(**said)
    assert no.value.code == code


def test_units_are_asked_in_one_go_and_who_speaks_comes_first(cast, meeting):
    made = asked(cast, meeting)
    rows = list(meeting.statements.values_list("unit__code", "how", "minutes", "position", "state"))
    assert rows == [
        ("binhai", "spoken", 8, 1, "asked"), ("beichen", "written", 0, 2, "asked"),
        ("industry", "written", 0, 3, "asked"),
    ]  # fmt: skip
    assert {one.due_on for one in made.values()} == {date(2022, 2, 3)}
    assert Entry.objects.filter(verb="meetings.ask_statements").count() == 1


def test_asked_twice_nobody_is_asked_twice(cast, meeting):
    asked(cast, meeting)
    refused("meetings.nobody_new_asked", asked, cast=cast, meeting=meeting)
    assert meeting.statements.count() == 3


def test_reports_are_due_when_the_series_says(cast):
    found = planned(cast)
    assert found.statements_due == workdays().before(found.on, 3)
    said = {"asked": {cast.binhai: How.WRITTEN}, "minutes": 0, "due_on": None, "by": cast.office, "at": on(28, 1)}
    [one] = actions.ask_statements(meeting=found, **said)
    assert one.due_on == found.statements_due


def test_an_enterprise_is_not_asked_and_nothing_is_due_after_the_meeting(cast, meeting):
    said = {"meeting": meeting, "minutes": 0, "by": cast.office, "at": on(28, 1)}
    refused("meetings.cannot_report", actions.ask_statements, asked={cast.toyota: How.WRITTEN}, due_on=None, **said)
    late = date(2022, 2, 9)
    refused("meetings.due_after", actions.ask_statements, asked={cast.binhai: How.WRITTEN}, due_on=late, **said)
    refused("meetings.not_yours", actions.ask_statements, asked={cast.binhai: How.WRITTEN}, due_on=None,
            **said | {"by": cast.district})  # fmt: skip
    assert meeting.statements.count() == 0


def test_a_report_is_drafted_from_what_is_known(cast, meeting, plant):
    filed(plant, cast, JANUARY, 60, at=later(2))
    binhai = asked(cast, meeting)["binhai"]
    made = actions.draft(statement=binhai, language="zh", by=cast.district, at=on(6))
    known = {one.code: one for one in read(made.figures)}
    assert (known["plan"].value, known["done"].value) == (1200 * 10**6, 60 * 10**6)
    assert (known["share"].value, known["points"].value) == (500, 500 - 833)
    assert (known["done"].on, known["plan"].on) == (date(2022, 1, 31), date(2022, 2, 6))
    assert known["done"].source == "/reports/?month=2022-01&district=binhai"
    assert "年度计划投资1,200.00万元。截至1月底，完成投资60.00万元，占年度计划的5.0%" in made.parts["targets"]
    assert (made.number, made.edited, fresh(binhai).state) == (1, False, Stand.DRAFTED)


def test_nothing_reported_is_no_figure_yet(cast, meeting, plant):
    binhai = asked(cast, meeting)["binhai"]
    made = actions.draft(statement=binhai, language="en", by=cast.district, at=on(6))
    codes = {one.code for one in read(made.figures)}
    assert codes == {"projects", "plan", "new", "continuing", "finishing"}
    assert "There is no figure yet on what was invested this year." in made.parts["targets"]


def test_whose_figures_they_are_does_not_hang_on_who_asks(cast, plant, valves):
    facts = drafting.facts_of(cast.beichen, on(6))
    assert facts.value("projects") == 1
    guided = drafting.facts_of(cast.industry, on(6))
    assert (guided.department, guided.value("projects")) == (True, 2)
    assert drafting.facts_of(cast.city, on(6)).value("projects") == 0


def test_lines_are_counted_as_they_stand(cast, plant):
    line = Term.objects.get(kind="component", code="line")
    for number, state in enumerate(("debugging", "debugging", "done")):
        Component.objects.create(project=plant, kind=line, name_zh=f"{number}号线", state=state)
    facts = drafting.facts_of(cast.binhai, on(6))
    assert [facts.value(code) for code in ("lines", "lines_debugging", "lines_done")] == [3, 2, 1]
    assert facts.producing == (("新能源整车厂", "Car plant"),)


def test_a_draft_asks_as_much_for_one_project_as_for_many(cast, plant, django_assert_max_num_queries):
    filed(plant, cast, JANUARY, 60, at=later(2))
    with CaptureQueriesContext(connection) as one:
        drafting.facts_of(cast.binhai, on(6))
    for number in range(8):
        more = listed(cast, f"项目{number}", cast.toyota, cast.binhai)
        filed(more, cast, JANUARY, 6, at=later(2))
    with django_assert_max_num_queries(len(one)):
        facts = drafting.facts_of(cast.binhai, on(6))
    assert facts.value("projects") == 9


def test_drafted_again_it_keeps_the_text_or_begins_anew(cast, meeting, plant):
    filed(plant, cast, JANUARY, 60, at=later(2))
    binhai = asked(cast, meeting)["binhai"]
    actions.draft(statement=binhai, language="zh", by=cast.district, at=on(6))
    written(cast, binhai, at=on(6, hour=2), targets="完成60.00万元，我区再加力。")
    filed(plant, cast, JANUARY, 90, over=1, at=on(6, hour=3), reason="更正")
    kept = actions.draft(statement=fresh(binhai), language="zh", by=cast.district, at=on(7), keep_text=True)
    assert (kept.parts["targets"], kept.edited) == ("完成60.00万元，我区再加力。", True)
    assert {one.code: one.value for one in read(kept.figures)}["done"] == 90 * 10**6
    anew = actions.draft(statement=fresh(binhai), language="zh", by=cast.district, at=on(7))
    assert "完成投资90.00万元" in anew.parts["targets"]
    assert [one.number for one in binhai.versions.all()] == [1, 2, 3, 4]


def test_the_unit_writes_hands_in_and_others_read_only_what_was_handed_in(cast, meeting):
    binhai = asked(cast, meeting)["binhai"]
    written(cast, binhai)
    assert statements.reads(cast.office, fresh(binhai)) is None
    done = handed_in(cast, binhai)
    assert (done.state, done.submitted, done.late) == (Stand.SUBMITTED, 1, False)
    assert statements.reads(cast.office, done).number == 1
    refused("meetings.handed_in", written, cast=cast, statement=binhai)


def test_given_back_it_is_written_again_and_the_first_stays_readable(cast, meeting):
    binhai = asked(cast, meeting)["binhai"]
    written(cast, binhai)
    done = handed_in(cast, binhai)
    said = {"statement": done, "by": cast.office, "at": on(2)}
    refused("meetings.reason_missing", actions.give_back, reason=" ", over=done.edition, **said)
    back = actions.give_back(reason="请补充投产时间。", over=done.edition, **said)
    assert (back.state, back.returned) == (Stand.RETURNED, "请补充投产时间。")
    written(cast, binhai, targets="计划投资101亿元。")
    assert statements.reads(cast.office, fresh(binhai)).number == 1
    assert statements.reads(cast.district, fresh(binhai)).number == 2
    again = handed_in(cast, binhai)
    assert (again.returned, again.submitted) == ("", 2)
    accepted = actions.accept(statement=again, over=again.edition, by=cast.office, at=on(3))
    assert accepted.state == Stand.ACCEPTED


def test_saving_the_same_makes_no_version(cast, meeting):
    binhai = asked(cast, meeting)["binhai"]
    assert written(cast, binhai).number == written(cast, binhai).number == 1
    assert Version.objects.count() == 1


def test_an_empty_report_is_not_kept_and_not_handed_in(cast, meeting):
    binhai = asked(cast, meeting)["binhai"]
    refused("meetings.nothing_written", written, cast=cast, statement=binhai, targets=" ")
    refused("meetings.nothing_written", handed_in, cast=cast, statement=binhai)
    refused("meetings.too_long", written, cast=cast, statement=binhai, targets="字" * 6001)
    assert fresh(binhai).state == Stand.ASKED and not Version.objects.exists()


def test_two_who_write_at_once_do_not_overwrite_each_other(cast, meeting):
    binhai = asked(cast, meeting)["binhai"]
    seen = fresh(binhai)
    actions.save(statement=seen, parts={"targets": "一"}, over=seen.edition, by=cast.district, at=on(1))
    with pytest.raises(Stale):
        actions.save(statement=seen, parts={"targets": "二"}, over=seen.edition, by=cast.district, at=on(1))
    with pytest.raises(Stale):
        actions.submit(statement=seen, over=seen.edition, by=cast.district, at=on(1))
    assert [one.parts["targets"] for one in binhai.versions.all()] == ["一"]


def test_only_the_unit_itself_writes(cast, meeting):
    binhai = asked(cast, meeting)["binhai"]
    for person in (cast.other_district, cast.office, cast.mayor, cast.clerk, cast.engineer):
        refused("meetings.not_your_unit", written, cast=cast, statement=binhai, by=person)
        refused("meetings.not_your_unit", actions.draft, statement=binhai, language="zh", by=person, at=on(1))
    assert not Version.objects.exists()


def test_a_late_report_is_taken_until_the_sitting_ends_and_says_it_is_late(cast, meeting):
    made = asked(cast, meeting)
    written(cast, made["binhai"], at=on(4))
    assert handed_in(cast, made["binhai"], at=on(4)).late
    sitting = actions.step(meeting=meeting, step=Step.BEGIN, over=fresh(meeting).edition, by=cast.office, at=on(8))
    written(cast, made["beichen"], by=cast.other_district, at=on(8))
    assert handed_in(cast, made["beichen"], by=cast.other_district, at=on(8)).late
    actions.step(meeting=sitting, step=Step.END, over=sitting.edition, by=cast.office, at=on(8, hour=4))
    refused("meetings.not_so_now", written, cast=cast, statement=made["industry"], by=cast.engineer, at=on(8, hour=5))
    rows = list(statements.of_meeting(cast.office, meeting))
    count = statements.count(rows, on(8).date())
    assert (count.asked, count.came, count.late, count.never) == (3, 2, 2, 1)
    assert [one.unit.code for one in rows if statements.never_came(one)] == ["industry"]
    assert fresh(meeting).state == "held"


def test_asked_no_more_it_neither_waits_nor_is_overdue(cast, meeting):
    binhai = asked(cast, meeting)["binhai"]
    over = binhai.edition
    one = actions.change_statement(statement=binhai, values={"how": How.ABSENT}, over=over, by=cast.office, at=on(1))
    assert one.minutes == 0 and not statements.overdue(one, date(2022, 2, 7))
    refused("meetings.not_asked", written, cast=cast, statement=one)
    assert not statements.to_write(cast.district).exists()


def test_a_report_takes_another_place_and_the_others_keep_their_order(cast, meeting):
    made = asked(cast, meeting)
    industry = made["industry"]
    said = {"values": {"position": 1}, "by": cast.office, "at": on(1)}
    actions.change_statement(statement=industry, over=industry.edition, **said)
    assert list(meeting.statements.values_list("unit__code", "position")) == [
        ("industry", 1), ("binhai", 2), ("beichen", 3),
    ]  # fmt: skip


def test_who_has_not_handed_in_is_chased_once_a_day(cast, meeting):
    made = asked(cast, meeting)
    written(cast, made["binhai"])
    handed_in(cast, made["binhai"])
    assert actions.chase_statements(meeting=meeting, by=cast.office, at=on(4)) == 2
    refused("meetings.nobody_to_chase", actions.chase_statements, meeting=meeting, by=cast.office, at=on(4, hour=3))
    assert actions.chase_statements(meeting=meeting, by=cast.office, at=on(7)) == 2
    assert fresh(made["binhai"]).chased_at is None


def test_the_digest_says_it_once_when_asked_and_again_when_it_presses(cast, meeting):
    plays_on(date(2022, 1, 28))
    binhai = asked(cast, meeting)["binhai"]
    assert [address for _heading, [(_line, address)] in news(cast.district, on(27, 1))] == [binhai.get_absolute_url()]
    assert news(cast.district, on(29, 1)) == []
    plays_on(date(2022, 2, 2))
    [(_due, [(line, address)])] = news(cast.district, on(1))
    assert address == binhai.get_absolute_url() and "滨海新区" in line
    assert [one.on for one in dates(cast.district)] == [date(2022, 2, 3)]
    plays_on(date(2022, 2, 7))
    assert len(news(cast.district, on(6))) == 1
    written(cast, binhai, at=on(7))
    handed_in(cast, binhai, at=on(7))
    assert news(cast.district, on(6)) == [] and dates(cast.district) == []
    assert [address for _heading, [(_line, address)] in news(cast.office, on(6))] == [binhai.get_absolute_url()]
    assert news(cast.clerk, on(6)) == []


def test_a_report_is_seen_from_the_moment_it_is_asked_for_though_the_meeting_is_not(cast):
    found = planned(cast)
    said = {"asked": {cast.beichen: How.WRITTEN}, "minutes": 0, "due_on": None, "by": cast.office, "at": on(28, 1)}
    [one] = actions.ask_statements(meeting=found, **said)
    assert list(statements.of_meeting(cast.other_district, found)) == [one]
    assert not statements.of_meeting(cast.district, found).exists()
    assert written(cast, one, by=cast.other_district).number == 1


def test_what_a_unit_handed_in_is_there_for_the_pack(cast, meeting):
    made = asked(cast, meeting)
    written(cast, made["binhai"])
    handed_in(cast, made["binhai"])
    written(cast, made["beichen"], by=cast.other_district)
    found = {
        one.statement.unit.code: one.version.number if one.version else None for one in statements.handed_in(meeting)
    }  # fmt: skip
    assert found == {"binhai": 1, "beichen": None, "industry": None}


def test_offered_are_districts_before_departments(cast):
    assert [one.code for one in statements.offered()] == ["binhai", "beichen", "industry"]
    assert Unit.objects.filter(kind="owner").exists()

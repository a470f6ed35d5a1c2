"""Reports and topics through their pages, on a desk and with forty units."""

from __future__ import annotations

from datetime import date

import pytest

from keyworks.matters.tests.stories import asked as asks
from keyworks.meetings import actions
from keyworks.meetings.models import Remark, Statement, Topic
from keyworks.meetings.rules.kinds import How, Stand
from keyworks.meetings.tests.asked import asked, called, districts, flagged, fresh, handed_in, on, written
from keyworks.reports.tests.months import filed, later
from keyworks.reports.tests.test_month_pages import plays_on
from keyworks.values.months import Month

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cast, read):
    plays_on(date(2022, 2, 1))
    return called(cast)


def test_the_office_asks_all_in_one_go_and_sees_how_many_are_in(read, cast, meeting):
    form = read(cast.office, f"/meetings/{meeting.pk}/reports/ask/").content.decode()
    assert f'name="how_{cast.industry.pk}"' in form and f'name="how_{cast.toyota.pk}"' not in form
    sent = {
        "due_on": "2022-02-03", "minutes": "8", f"how_{cast.binhai.pk}": "spoken", f"how_{cast.beichen.pk}": "written",
        f"how_{cast.industry.pk}": "",
    }  # fmt: skip
    read(cast.office, f"/meetings/{meeting.pk}/reports/ask/", 302, **sent)
    assert list(meeting.statements.values_list("unit__code", "how")) == [("binhai", "spoken"), ("beichen", "written")]
    page = read(cast.office, f"/meetings/{meeting.pk}/reports/").content.decode()
    assert "0 of 2 reports are in." in page
    own = read(cast.district, f"/meetings/{meeting.pk}/reports/").content.decode()
    assert "Binhai New Area" in own and "Beichen" not in own


def test_bad_input_is_said_at_its_field_and_nothing_is_asked(read, cast, meeting):
    sent = {"due_on": "2022-02-09", "minutes": "8", f"how_{cast.binhai.pk}": "written"}
    page = read(cast.office, f"/meetings/{meeting.pk}/reports/ask/", 409, **sent).content.decode()
    assert "Reports are due before the meeting." in page
    page = read(cast.office, f"/meetings/{meeting.pk}/reports/ask/", 200, **sent | {"minutes": "900"}).content.decode()
    assert "data-errors" in page
    assert not Statement.objects.exists()


def test_a_report_goes_its_way_from_draft_to_accepted(read, cast, meeting, plant):
    filed(plant, cast, Month(2022, 1), 60, at=later(2))
    one = asked(cast, meeting)["binhai"]
    there = one.get_absolute_url()
    assert "Draft it from our figures" in read(cast.district, there).content.decode()
    assert "is drafted from" in read(cast.district, f"{there}draft/").content.decode()
    read(cast.district, f"{there}draft/", 302, language="zh", edition=one.edition)
    page = read(cast.district, there).content.decode()
    assert 'href="/reports/?month=2022-01&amp;district=binhai" title="done since January' in page
    assert "60.00万元</a>" in page
    text = {**one.versions.get().parts, "edition": fresh(one).edition}
    text["targets"] = text["targets"].replace("60.00万元", "90.00万元")
    checked = read(cast.district, f"{there}check/", **text).content.decode()
    assert "1 figure in the text is none of those it was drafted from" in checked and "90.00万元" in checked
    read(cast.district, f"{there}edit/", 302, **text)
    page = read(cast.district, there).content.decode()
    assert "<mark>90.00万元</mark>" in page
    assert "Nothing is handed in yet" in read(cast.office, there).content.decode()
    read(cast.district, f"{there}hand-in/", 302, edition=fresh(one).edition)
    assert "<mark>90.00万元</mark>" in read(cast.office, there).content.decode()
    read(cast.office, f"{there}give-back/", 302, reason="请核对1月完成投资。", edition=fresh(one).edition)
    assert "请核对1月完成投资。" in read(cast.district, there).content.decode()
    read(cast.district, f"{there}hand-in/", 302, edition=fresh(one).edition)
    read(cast.office, f"{there}accept/", 302, edition=fresh(one).edition)
    assert fresh(one).state == Stand.ACCEPTED


def test_what_others_saved_meanwhile_stands_beside_what_was_typed(read, cast, meeting):
    one = asked(cast, meeting)["binhai"]
    seen = one.edition
    written(cast, one, targets="甲写的")
    page = read(cast.district, f"{one.get_absolute_url()}edit/", 412, targets="乙写的", edition=seen).content.decode()
    assert "甲写的" in page and "乙写的" in page
    assert [row.parts["targets"] for row in one.versions.all()] == ["甲写的"]


def test_drafted_again_what_has_changed_is_said_first(read, cast, meeting, plant):
    filed(plant, cast, Month(2022, 1), 60, at=later(2))
    one = asked(cast, meeting)["binhai"]
    actions.draft(statement=one, language="zh", by=cast.district, at=on(6))
    filed(plant, cast, Month(2022, 1), 90, over=1, at=on(6, hour=3), reason="更正")
    page = read(cast.district, f"{one.get_absolute_url()}draft/").content.decode()
    assert "3 figures are not what they were on 6 Feb 2022" in page
    assert "0.60 m yuan" in page and "0.90 m yuan" in page


def test_a_district_that_never_came_is_said_and_the_rest_is_read(read, cast, meeting):
    made = asked(cast, meeting)
    written(cast, made["beichen"], by=cast.other_district)
    handed_in(cast, made["beichen"], by=cast.other_district)
    type(meeting).objects.filter(pk=meeting.pk).update(state="held")
    page = read(cast.office, f"/meetings/{meeting.pk}/reports/").content.decode()
    assert "1 of 3 reports are in, 2 never came; the meeting went on without." in page
    beside = read(cast.office, f"/meetings/{meeting.pk}/reports/beside/").content.decode()
    assert "Without a report to read: Binhai New Area (never came), Bureau of Industry (never came)" in beside
    assert "No report came." in read(cast.office, made["binhai"].get_absolute_url()).content.decode()


@pytest.fixture
def many(cast, meeting):
    """Forty districts more, all of which handed something in."""
    found = districts(cast, 40)
    made = actions.ask_statements(
        meeting=meeting, asked=dict.fromkeys(found, How.WRITTEN), minutes=0, due_on=None, by=cast.office, at=on(28, 1)
    )
    for one in made:
        written(cast, one, by=found[one.unit])
        handed_in(cast, one, by=found[one.unit])
    return meeting


def test_forty_units_stand_in_a_list_and_beside_one_another(read, cast, many, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        page = read(cast.office, f"/meetings/{many.pk}/reports/").content.decode()
    assert page.count("data-href") == 40 and "40 of 40 reports are in, 40 came late." in page
    with django_assert_max_num_queries(30):
        beside = read(cast.office, f"/meetings/{many.pk}/reports/beside/").content.decode()
    assert beside.count("计划投资100亿元。") == 40
    one = many.statements.first()
    part = read(cast.office, f"/meetings/{many.pk}/reports/beside/?unit={one.unit_id}&part=targets").content.decode()
    assert part.count("计划投资100亿元。") == 1 and "Problems and requests</th>" not in part


def test_a_topic_is_put_on_the_list_commented_on_and_taken_off(read, cast, meeting):
    asked(cast, meeting)
    read(cast.office, f"/meetings/{meeting.pk}/topics/new/", 302, title="供电接入", comments_until="2022-02-04")
    one = Topic.objects.get()
    page = read(cast.district, f"/meetings/{meeting.pk}/topics/").content.decode()
    assert "1 topic is to be decided, units may comment on 1." in page
    read(cast.district, one.get_absolute_url(), 302, text="我区已备好方案。")
    assert Remark.objects.get().unit == cast.binhai
    read(cast.office, f"{one.get_absolute_url()}edit/", 302, title="双回路供电", position=1, edition=one.edition)
    read(cast.office, f"{one.get_absolute_url()}drop/", 302, reason="已解决", edition=fresh(one).edition)
    assert (fresh(one).title, fresh(one).dropped) == ("双回路供电", "已解决")
    assert "已解决" in read(cast.office, f"/meetings/{meeting.pk}/topics/").content.decode()
    read(cast.district, one.get_absolute_url(), 404)


def test_a_matter_is_put_on_the_list_with_one_press_and_a_foreign_key_is_not_found(read, cast, meeting, plant):
    matter = asks(cast, plant, at=on(24, 1))
    assert matter.number in read(cast.office, f"/meetings/{meeting.pk}/topics/new/").content.decode()
    read(cast.office, f"/meetings/{meeting.pk}/topics/new/", 302, matter=matter.pk)
    assert Topic.objects.get().matter == matter
    for odd in ("x", "999999", "9" * 40):
        read(cast.office, f"/meetings/{meeting.pk}/topics/new/", 404, matter=odd)


def test_closed_comments_are_refused_in_words(read, cast, meeting):
    asked(cast, meeting)
    one = flagged(cast, meeting, at=on(28, 1), comments_until=date(2022, 1, 31))
    page = read(cast.district, one.get_absolute_url()).content.decode()
    assert "Comments were closed on 31 Jan 2022." in page and "<textarea" not in page
    read(cast.district, one.get_absolute_url(), 302, text="晚了")
    assert not Remark.objects.exists()


def test_the_desk_names_the_reports_that_wait(read, cast, meeting):
    one = asked(cast, meeting)["binhai"]
    page = read(cast.district, "/meetings/reports/mine/").content.decode()
    assert one.get_absolute_url() in page and "due on 3 Feb 2022" in page
    assert "No meeting waits" not in page

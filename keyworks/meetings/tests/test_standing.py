"""A unit at its meetings: what it said, what was directed to it, what became of that."""

from __future__ import annotations

from datetime import date

import pytest

from keyworks.matters import actions as matters
from keyworks.matters.models import Matter
from keyworks.meetings import actions
from keyworks.meetings.models import Caught
from keyworks.meetings.queries import standing
from keyworks.meetings.tests.asked import asked, called, handed_in, on, written
from keyworks.meetings.tests.stories import key
from keyworks.reports.tests.months import filed, later
from keyworks.reports.tests.test_month_pages import plays_on
from keyworks.values.months import Month

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cast):
    return called(cast)


def directed(cast, meeting, lead, due_on, title="抓紧供电", keep=True):
    """Said at the meeting, taken down, and split to its owner."""
    whole = matters.direct(
        words="供电问题要一周内解决。", title=title, said_by=cast.mayor, said_post="市长", said_on=date(2022, 2, 8),
        by=cast.office, at=on(8), meeting=str(meeting),
    )  # fmt: skip
    action = matters.split(
        matter=whole, title=title, lead=lead, due_on=due_on, over=whole.edition, by=cast.office, at=on(8)
    )
    if keep:
        Caught.objects.create(
            meeting=meeting, key=key(title), words=whole.words, title=title, said_by=cast.mayor, said_at=on(8),
            lead=lead, due_on=due_on, matter=whole, action=action, by=cast.office, at=on(8),
        )  # fmt: skip
    return action


def test_what_was_said_and_directed_stands_under_its_meeting(cast, meeting, plant):
    filed(plant, cast, Month(2022, 1), 60, at=later(2))
    binhai = asked(cast, meeting)["binhai"]
    actions.draft(statement=binhai, language="zh", by=cast.district, at=on(6))
    handed_in(cast, binhai, at=on(6))
    action = directed(cast, meeting, cast.binhai, date(2022, 2, 15))
    [at] = standing.standing(cast.office, cast.binhai, date(2022, 2, 22))
    assert (at.meeting.pk, at.report.version.number) == (meeting.pk, 1)
    assert {code: one.value for code, one in at.figures.items()} == {
        "plan": 1200 * 10**6, "share": 500, "points": -333,
    }  # fmt: skip
    [found] = at.directed
    assert (found.matter.pk, found.ended, found.late) == (action.pk, False, 5)


def test_what_a_directive_asks_of_a_second_owner_stands_under_the_same_meeting(cast, meeting):
    first = directed(cast, meeting, cast.binhai, date(2022, 2, 15))
    whole = Matter.objects.get(pk=first.parent_id)
    more = {"over": whole.edition, "by": cast.office, "at": on(8)}
    second = matters.split(matter=whole, title="配合供电", lead=cast.industry, due_on=date(2022, 2, 18), **more)
    [at] = standing.standing(cast.office, cast.industry, date(2022, 2, 9))
    assert (at.meeting.pk, [one.matter.pk for one in at.directed]) == (meeting.pk, [second.pk])


def test_figures_of_then_are_held_against_those_of_now(cast, meeting, plant):
    filed(plant, cast, Month(2022, 1), 60, at=later(2))
    binhai = asked(cast, meeting)["binhai"]
    actions.draft(statement=binhai, language="zh", by=cast.district, at=on(6))
    handed_in(cast, binhai, at=on(6))
    filed(plant, cast, Month(2022, 2), 240, at=later(3))
    [at] = standing.standing(cast.office, cast.binhai, on(8, 3).date())
    now = standing.headline_now(cast.binhai, on(8, 3))
    assert (at.figures["share"].value, now["share"].value) == (500, 2500)
    assert (at.figures["points"].value, now["points"].value) == (-333, 833)


def test_done_on_its_day_is_in_time_and_later_is_late_by_working_days(cast, meeting):
    asked(cast, meeting)
    soon, late = (directed(cast, meeting, cast.binhai, date(2022, 2, 15), title) for title in ("一", "二"))
    for one, day in ((soon, date(2022, 2, 15)), (late, date(2022, 2, 18))):
        Matter.objects.filter(pk=one.pk).update(state="closed", closed_on=day, climbs_on=None)
    [at] = standing.standing(cast.office, cast.binhai, date(2022, 3, 1))
    assert [(one.matter.title, one.ended, one.late) for one in at.directed] == [("一", True, 0), ("二", True, 3)]


def test_what_other_meetings_directed_stands_at_the_end_without_one(cast, meeting):
    action = directed(cast, "市长办公会", cast.industry, date(2022, 3, 1), keep=False)
    [at] = standing.standing(cast.office, cast.industry, date(2022, 2, 22))
    assert (at.meeting, at.report, [one.matter.pk for one in at.directed]) == (None, None, [action.pk])


def test_it_is_looked_at_by_the_unit_itself_and_the_city(cast):
    looks = [cast.district, cast.office, cast.mayor, cast.auditor, cast.admin]
    assert all(standing.may_look(person, cast.binhai) for person in looks)
    assert not any(
        standing.may_look(person, cast.binhai) for person in (cast.other_district, cast.engineer, cast.clerk)
    )


def test_the_unit_reads_its_own_draft_there_and_the_city_only_what_was_handed_in(cast, meeting):
    binhai = asked(cast, meeting)["binhai"]
    written(cast, binhai)
    [own] = standing.standing(cast.district, cast.binhai, date(2022, 2, 7))
    [city] = standing.standing(cast.office, cast.binhai, date(2022, 2, 7))
    assert (own.report.version.number, city.report.version) == (1, None)


def test_the_page_says_what_became_of_it(read, cast, meeting):
    asked(cast, meeting)
    directed(cast, meeting, cast.binhai, date(2022, 2, 15))
    plays_on(date(2022, 2, 22))
    page = read(cast.office, f"/meetings/standing/{cast.binhai.pk}/").content.decode()
    assert "1 directive, 0 done, 1 open and overdue." in page
    assert "overdue by 5 working days" in page and "抓紧供电" in page
    read(cast.other_district, f"/meetings/standing/{cast.binhai.pk}/", 404)
    read(cast.office, f"/meetings/standing/{cast.toyota.pk}/", 404)
    part = read(cast.engineer, f"/meetings/standing/of/unit/{cast.binhai.pk}/").content.decode()
    assert "read by the unit itself and by the city" in part and "抓紧供电" not in part

"""Topics of a meeting: put on the list, commented on within the window, taken off with a reason."""

from __future__ import annotations

from datetime import date

import pytest

from keyworks.matters.models import Matter
from keyworks.matters.tests.stories import asked as asks
from keyworks.matters.tests.stories import in_work
from keyworks.meetings import actions
from keyworks.meetings.actions import MeetingsRefused
from keyworks.meetings.models import Remark, Topic
from keyworks.meetings.queries import topics
from keyworks.meetings.queries.statement_news import news
from keyworks.meetings.rules.kinds import Outcome, Step
from keyworks.meetings.tests.asked import asked, called, flagged, fresh, gone, on
from keyworks.record.models import Entry
from keyworks.reports.tests.test_month_pages import plays_on
from keyworks.values.refusals import Stale

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cast):
    return called(cast)


@pytest.fixture
def matter(cast, plant):
    found = asks(cast, plant, at=on(24, 1), title="双回路供电")
    in_work(cast, found, at=on(24, 1), due_on=date(2022, 1, 27))
    return Matter.objects.get(pk=found.pk)


def refused(code, act, **said):
    with pytest.raises(MeetingsRefused) as no:
        act(**said)
    assert no.value.code == code


def remarked(topic, unit, by, day=2, text="我区已备好方案。"):
    return actions.remark(topic=topic, unit=unit, text=text, by=by, at=on(day))


def test_a_matter_becomes_a_topic_with_its_lead_and_a_window_of_working_days(cast, meeting, matter):
    one = flagged(cast, meeting, matter, at=on(28, 1))
    assert (one.title, one.unit, one.position) == ("双回路供电", cast.industry, 1)
    # After Friday 28 January that weekend is worked to make up for the Spring Festival, which lasts until 6 February.
    assert one.comments_until == date(2022, 2, 7)
    assert Entry.objects.filter(verb="meetings.flag_topic", subject_id=str(one.pk)).count() == 1


def test_a_window_ends_at_the_latest_on_the_day_of_the_meeting(cast, meeting):
    assert flagged(cast, meeting, at=on(7)).comments_until == meeting.on
    refused("meetings.comments_odd", flagged, cast=cast, meeting=meeting, comments_until=date(2022, 2, 9))
    refused("meetings.comments_odd", flagged, cast=cast, meeting=meeting, comments_until=date(2022, 1, 9))


def test_the_same_matter_is_not_put_on_twice_and_comes_back_after_it_was_taken_off(cast, meeting, matter):
    one = flagged(cast, meeting, matter)
    refused("meetings.topic_there", flagged, cast=cast, meeting=meeting, matter=matter)
    assert gone(one, cast).dropped == "已解决"
    back = flagged(cast, meeting, matter)
    assert (back.pk, back.dropped) == (one.pk, "")


def test_what_is_over_is_no_topic_and_what_is_nameless_neither(cast, meeting, matter):
    Matter.objects.filter(pk=matter.pk).update(state="closed", climbs_on=None)
    refused("meetings.matter_ended", flagged, cast=cast, meeting=meeting, matter=fresh(matter))
    refused("meetings.topic_unnamed", actions.flag_topic, meeting=meeting, title=" ", by=cast.office, at=on(1))
    refused("meetings.not_yours", actions.flag_topic, meeting=meeting, title="供电", by=cast.district, at=on(1))
    assert not Topic.objects.exists()


def test_units_comment_within_the_window_and_not_after(cast, meeting):
    one = flagged(cast, meeting, at=on(28, 1))
    remarked(one, cast.binhai, cast.district)
    remarked(one, cast.industry, cast.engineer, text="接入点已定。")
    remarked(one, cast.city, cast.office, text="请两家先商量。")
    refused("meetings.comments_over", remarked, topic=one, unit=cast.binhai, by=cast.district, day=8)
    assert [(row.unit.code, row.text) for row in topics.remarks_of(one)] == [
        ("binhai", "我区已备好方案。"), ("industry", "接入点已定。"), ("city", "请两家先商量。"),
    ]  # fmt: skip


def test_nobody_comments_for_another_unit(cast, meeting):
    one = flagged(cast, meeting)
    for unit, person in ((cast.beichen, cast.district), (cast.binhai, cast.clerk), (cast.binhai, cast.office)):
        refused("meetings.not_your_unit", remarked, topic=one, unit=unit, by=person)
    refused("meetings.nothing_said", remarked, topic=one, unit=cast.binhai, by=cast.district, text=" ")
    assert not Remark.objects.exists()


def test_what_was_taken_off_is_commented_on_no_more_but_keeps_its_comments(cast, meeting):
    one = flagged(cast, meeting)
    remarked(one, cast.binhai, cast.district)
    refused("meetings.reason_missing", gone, topic=one, cast=cast, reason=" ")
    off = gone(one, cast)
    refused("meetings.topic_gone", remarked, topic=off, unit=cast.binhai, by=cast.district)
    assert len(topics.remarks_of(off)) == 1


def test_what_the_meeting_decided_on_stays_on_the_list(cast, meeting):
    one = flagged(cast, meeting)
    Topic.objects.filter(pk=one.pk).update(outcome=Outcome.SPOT)
    refused("meetings.topic_decided", gone, topic=one, cast=cast)


def test_topics_are_put_in_order_and_two_who_change_one_at_once_are_told(cast, meeting):
    one, two, three = (flagged(cast, meeting, title=title) for title in ("一", "二", "三"))
    said = {"by": cast.office, "at": on(1)}
    actions.change_topic(topic=three, values={"position": 1}, over=three.edition, **said)
    assert [row.title for row in topics.of_meeting(cast.office, meeting)] == ["三", "一", "二"]
    actions.change_topic(topic=one, values={"title": "用地"}, over=one.edition, **said)
    with pytest.raises(Stale):
        actions.change_topic(topic=one, values={"title": "用电"}, over=one.edition, **said)
    assert (fresh(one).title, fresh(two).edition) == ("用地", 1)


def test_offered_are_matters_that_are_late_or_high_or_hold_something_up(cast, meeting, matter, plant):
    quiet = asks(cast, at=on(7), sort="issue", title="小事")
    found = topics.candidates(cast.office, meeting, date(2022, 2, 7))
    assert [one.matter.pk for one in found] == [matter.pk]
    assert quiet.pk not in [one.matter.pk for one in found]
    assert (found[0].late_days, found[0].blocked.amount) == (4, 1200 * 10**6)
    flagged(cast, meeting, matter)
    assert topics.candidates(cast.office, meeting, date(2022, 2, 7)) == []


def test_a_topic_is_seen_by_those_asked_to_the_meeting_and_told_to_them_once(cast, meeting):
    plays_on(date(2022, 1, 28))
    one = flagged(cast, meeting, at=on(28, 1))
    assert not topics.of_meeting(cast.other_district, meeting).exists()
    asked(cast, meeting)
    assert list(topics.of_meeting(cast.other_district, meeting)) == [one]
    lines = [address for _heading, some in news(cast.other_district, on(27, 1)) for _line, address in some]
    assert one.get_absolute_url() in lines
    later = [address for _heading, some in news(cast.other_district, on(29, 1)) for _line, address in some]
    assert one.get_absolute_url() not in later


def test_once_it_sits_nothing_is_put_on_the_list(cast, meeting):
    one = flagged(cast, meeting, at=on(7))
    actions.step(meeting=meeting, step=Step.BEGIN, over=fresh(meeting).edition, by=cast.office, at=on(8))
    refused("meetings.not_so_now", flagged, cast=cast, meeting=meeting, at=on(8))
    refused("meetings.not_so_now", remarked, topic=one, unit=cast.binhai, by=cast.district, day=8)

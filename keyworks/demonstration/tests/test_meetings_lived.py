"""The meetings of the year in the tables: that of 8 February as press tells it, the next opens with its promises."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.utils import timezone

from keyworks.accounts.models import Person
from keyworks.demonstration import actions
from keyworks.demonstration.portfolio.directives import DIRECTED, MEETING, MEETING_MARCH
from keyworks.matters.models import Matter
from keyworks.meetings import actions as meetings
from keyworks.meetings.models import Caught, Meeting, Minutes, Statement
from keyworks.meetings.queries.after import promised
from keyworks.meetings.rules.kinds import Attendance, How, Outcome, Stand, State, Step
from keyworks.publishing.models import Note


def live_on(day):
    return actions.live_on(day=day, by=None, at=timezone.now())


def titled(title):
    return Meeting.objects.get(title=title)


def test_on_8_february_two_sites_two_departments_two_spoken_and_fourteen_written_reports(city):
    meeting = titled(MEETING)
    assert (meeting.state, meeting.on, meeting.district.code) == (State.CLOSED, date(2022, 2, 8), "binhai")
    reports = Statement.objects.filter(meeting=meeting, state=Stand.SUBMITTED)
    assert dict(Counter(reports.values_list("unit__kind", "how"))) == {
        ("department", How.SPOKEN): 2, ("district", How.SPOKEN): 2, ("district", How.WRITTEN): 14,
    }  # fmt: skip
    assert set(reports.filter(late=True).values_list("unit__code", flat=True)) == {"jizhou", "ninghe"}
    assert all(one.versions.get().figures for one in reports.filter(how=How.SPOKEN))
    came = dict(Counter(meeting.participants.values_list("attendance", flat=True)))
    assert came == {Attendance.PRESENT: 22, Attendance.SENT: 1}
    assert set(meeting.topics.values_list("outcome", flat=True)) == {Outcome.SPOT, Outcome.ASSIGNED, Outcome.NOTED}


def test_what_was_said_on_8_february_was_caught_in_the_room_and_became_matters(city):
    caught = list(Caught.objects.filter(meeting=titled(MEETING)).order_by("said_at"))
    assert [one.words for one in caught] == [one.words for one in DIRECTED if one.meeting == MEETING]
    for one, spoken in zip(caught, (each for each in DIRECTED if each.meeting == MEETING), strict=True):
        first = spoken.actions[0]
        assert one.matter.words == spoken.words and one.matter.meeting == MEETING
        assert (one.action.title, one.action.lead.code, one.action.due_on) == (first.title, first.lead, first.due_on)
        assert Matter.objects.filter(parent=one.matter).count() == len(spoken.actions)


def test_minutes_and_news_were_written_by_one_and_approved_by_another_in_both_languages(city):
    for one in Minutes.objects.filter(meeting=titled(MEETING)):
        assert one.approval.by != one.by
    assert Minutes.objects.filter(meeting=titled(MEETING)).count() == 2
    notes = list(Note.objects.filter(meeting=titled(MEETING)))
    assert {(one.language, one.state) for one in notes} == {("zh", "published"), ("en", "published")}
    assert all(one.sources for note in notes for one in note.sentences.all())


def test_the_next_meeting_opens_with_what_became_of_the_promises_through_march(city):
    coming = titled(MEETING_MARCH)
    assert (coming.state, coming.before.title, coming.number) == (State.PREPARING, MEETING, 2)
    before = {one.matter.words: one.matter.state for one in promised(coming)}
    assert len(before) == 7 and "closed" not in before.values()
    live_on(date(2022, 3, 25))
    after = {one.matter.words: one.matter.state for one in promised(titled(MEETING_MARCH))}
    closed = {words for words, state in after.items() if state == "closed"}
    assert closed == {
        "应对疫情，不停建设。", "每个项目都有包联领导，是“一把手工程”，现场服务，明确时限。", "有效投资是发展的引擎。",
        "部门和区同向发力。", "压缩审批，政策、资本、金融一起发力。",
    }  # fmt: skip
    coming.refresh_from_db()
    assert coming.state == State.HELD
    assert set(coming.statements.filter(state=Stand.ASKED).values_list("unit__code", flat=True)) == {"hongqiao"}
    assert [one.matter.words for one in coming.caught.all()] == [
        one.words for one in DIRECTED if one.meeting == MEETING_MARCH
    ]


def test_a_meeting_that_a_visitor_cancelled_is_not_held(city):
    coming, by = titled(MEETING_MARCH), Person.objects.get(username="office-1")
    said = {"over": coming.edition, "reason": "改期", "by": by, "at": timezone.now()}
    meetings.step(meeting=coming, step=Step.CANCEL, **said)
    live_on(date(2022, 3, 26))
    coming.refresh_from_db()
    assert coming.state == State.CANCELLED
    assert not coming.caught.exists()

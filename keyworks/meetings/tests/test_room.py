from __future__ import annotations

from datetime import date

import pytest

from keyworks.meetings import actions
from keyworks.meetings.models import Caught, Participant
from keyworks.meetings.models import Topic as TopicRow
from keyworks.meetings.queries import room
from keyworks.meetings.rules.kinds import Attendance, Outcome, Part
from keyworks.meetings.tests.stories import at, caught, ended, key, now, planned, sitting
from keyworks.record.models import Entry
from keyworks.values.refusals import Refused, Stale


def refused(code, act, **said):
    with pytest.raises(Refused) as no:
        act(**said)
    assert no.value.code == code


def test_the_agenda_goes_on_and_keeps_when_each_point_was_dealt_with(cast, meeting):
    first, second, _third = meeting.items.all()
    actions.go_to(meeting=meeting, item=first, by=cast.office, at=at(9, 5))
    actions.go_to(meeting=meeting, item=first, by=cast.office, at=at(9, 7))
    actions.go_to(meeting=meeting, item=second, by=cast.office, at=at(9, 50), since=at(9, 45))
    first, second = now(first), now(second)
    assert (first.begun_at, first.ended_at, second.begun_at) == (at(9, 5), at(9, 45), at(9, 45))
    assert room.seconds(meeting, at(10)) == {first.pk: 2400, second.pk: 900}
    actions.go_to(meeting=meeting, item=first, by=cast.office, at=at(10))
    assert now(first).begun_at == at(9, 5) and now(first).ended_at is None, "taken up again: it began when it began"
    ended(cast, meeting, at(10, 30))
    assert now(first).ended_at == at(10, 30) and now(meeting).current is None
    assert Entry.objects.filter(verb="meetings.go_to").count() == 3, "the second pressing of the same did nothing"


def test_a_point_of_another_meeting_is_not_begun(cast, meeting):
    other = planned(cast, series=meeting.series, on=date(2022, 3, 8))
    with pytest.raises(other.items.model.DoesNotExist):
        actions.go_to(meeting=meeting, item=other.items.first(), by=cast.office, at=at(9))
    refused("meetings.not_so_now", actions.go_to, meeting=other, item=other.items.first(), by=cast.office, at=at(9))


def test_where_nobody_is_named_the_chair_spoke(cast, meeting):
    one = caught(cast, meeting)
    assert (one.said_by, one.said_post) == (cast.mayor, "市委副书记、市长")
    other = caught(cast, meeting, "guest", said_post="国家能源局副局长")
    assert (other.said_by, other.said_post) == (None, "国家能源局副局长")


def test_the_same_key_is_kept_once(cast, meeting):
    one = caught(cast, meeting)
    again = caught(cast, meeting, words="别的话")
    assert again.pk == one.pk and again.words == one.words
    assert Caught.objects.count() == 1 and Entry.objects.filter(verb="meetings.catch").count() == 1


def test_a_key_of_another_meeting_is_refused(cast, meeting):
    caught(cast, meeting)
    other = sitting(cast, series=meeting.series, moment=at(9))
    with pytest.raises(Refused) as no:
        caught(cast, other)
    assert no.value.code == "meetings.key_elsewhere"


def test_what_is_sent_late_keeps_its_order(cast, meeting):
    """The second was sent first: its device had a connection."""
    caught(cast, meeting, "second", moment=at(10, 30), words="第二条")
    late = {"words": "第一条"}
    actions.catch(meeting=meeting, key=key("first"), values=late, said_at=at(10), by=cast.office, at=at(11))
    ahead = {"words": "第三条"}
    actions.catch(meeting=meeting, key=key("third"), values=ahead, said_at=at(20), by=cast.office, at=at(11))
    assert [one.words for one in room.caught_of(meeting)] == ["第一条", "第二条", "第三条"]
    assert Caught.objects.get(words="第三条").said_at == at(11), "no device says that it was later than now"


def test_a_thousand_characters_are_kept_and_five_thousand_refused_with_nothing_written(cast, meeting):
    assert len(caught(cast, meeting, "long", words="话" * 1000).words) == 1000
    with pytest.raises(Refused) as no:
        caught(cast, meeting, "longer", words="话" * 5000)
    assert (no.value.code, no.value.params["length"]) == ("meetings.too_long", 5000)
    assert Caught.objects.count() == 1


def test_nothing_is_caught_of_nothing_or_for_a_day_before(cast, meeting):
    for values, code in (
        ({"words": "  "}, "meetings.no_words"), ({"due_on": date(2022, 2, 7)}, "meetings.due_past"),
        ({"due_on": date(2032, 2, 7)}, "meetings.due_far"),
    ):  # fmt: skip
        with pytest.raises(Refused) as no:
            caught(cast, meeting, **values)
        assert no.value.code == code
    assert not Caught.objects.exists()


def test_two_secretaries_over_one_entry_the_second_is_told_and_nothing_is_lost(cast, meeting):
    one = caught(cast, meeting)
    actions.mend(caught=one, values={"lead": cast.binhai}, over=1, by=cast.office, at=at(10, 1))
    with pytest.raises(Stale) as stale:
        actions.mend(caught=one, values={"due_on": date(2022, 3, 1)}, over=1, by=cast.office, at=at(10, 2))
    assert stale.value.params["edition"] == 2
    assert now(one).lead == cast.binhai and now(one).due_on == date(2022, 3, 15)


def test_a_change_that_says_what_stands_is_done_already(cast, meeting, plant):
    """Its answer was lost on the way, and it is sent again."""
    one = caught(cast, meeting)
    said = {"values": {"lead": cast.binhai}, "projects": [plant], "over": 1, "by": cast.office}
    actions.mend(caught=one, at=at(10, 1), **said)
    assert actions.mend(caught=one, at=at(10, 2), **said).edition == 2
    assert list(now(one).projects.all()) == [plant]


def test_what_is_left_out_stays_with_its_reason_and_can_be_taken_in_again(cast, meeting):
    one = caught(cast, meeting)
    refused("meetings.reason_missing", actions.drop, caught=one, reason=" ", over=1, by=cast.office, at=at(10))
    one = actions.drop(caught=one, reason="说了两次", over=1, by=cast.office, at=at(10))
    assert now(one).dropped == "说了两次"
    assert actions.pick_up(caught=one, over=2, by=cast.office, at=at(10)).dropped == ""


def test_only_the_city_office_writes_in_the_room(cast, meeting):
    item = meeting.items.first()
    for who in (cast.mayor, cast.district, cast.engineer, cast.clerk):
        refused("meetings.not_yours", actions.go_to, meeting=meeting, item=item, by=who, at=at(9))
        refused("meetings.not_yours", actions.note, item=item, text="x", over=1, by=who, at=at(9))


def test_a_note_is_over_what_was_read(cast, meeting):
    item = meeting.items.first()
    actions.note(item=item, text="市长强调安全。", over=1, by=cast.office, at=at(9))
    with pytest.raises(Stale):
        actions.note(item=item, text="另一份", over=1, by=cast.office, at=at(9))
    assert actions.note(item=item, text="市长强调安全。", over=1, by=cast.office, at=at(9)).edition == 2


def test_attendance_is_one_tap_and_a_guest_is_there_once(cast, meeting):
    guest = meeting.participants.get(name="王建国")
    for _ in range(2):
        actions.attend(participant=guest, attendance=Attendance.PRESENT, by=cast.office, at=at(9))
        actions.came(meeting=meeting, name="赵工", post="总工", unit=cast.toyota, by=cast.office, at=at(9))
    assert now(guest).attendance == Attendance.PRESENT
    assert Participant.objects.filter(name="赵工", attendance=Attendance.PRESENT).count() == 1
    assert Entry.objects.filter(verb="meetings.set_participant", after__contains="present").count() == 2


def test_a_topic_solved_on_the_spot_says_how(cast, meeting):
    topic = TopicRow.objects.create(meeting=meeting, title="用电", changed_at=at(9))
    said = {"topic": topic, "over": 1, "by": cast.office, "at": at(10)}
    refused("meetings.no_result", actions.decide, outcome=Outcome.SPOT, result="", **said)
    found = actions.decide(outcome=Outcome.SPOT, result="供电公司当场确定方案。", **said)
    assert (found.outcome, found.edition) == (Outcome.SPOT, 2)
    with pytest.raises(Stale):
        actions.decide(outcome=Outcome.NOTED, result="", **said)


def test_what_everybody_in_the_room_sees_is_only_what_is_marked(cast, meeting):
    caught(cast, meeting)
    caught(cast, meeting, "seen", words="请北辰区三日内答复。", ready=True)
    first = meeting.items.first()
    actions.go_to(meeting=meeting, item=first, by=cast.office, at=at(9))
    seen = room.now_on(now(meeting), at(9, 40))
    assert [one.words for one in seen.caught] == ["请北辰区三日内答复。"]
    assert (seen.item, seen.used_minutes, seen.left_minutes) == (first, 40, -10)


def test_what_stands_costs_the_same_for_three_and_for_forty(cast, meeting, plant, django_assert_max_num_queries):
    for n in range(40):
        caught(cast, meeting, f"{n}", projects=[plant])
    with django_assert_max_num_queries(6):
        assert len(room.standing(now(meeting))["caught"]) == 40


def test_of_a_guest_in_the_chair_post_and_name_are_kept(cast, meeting):
    rows = Participant.objects.filter(meeting=meeting, part=Part.CHAIR)
    rows.update(person=None, name="张某", post="副市长")
    assert (caught(cast, meeting).said_by, caught(cast, meeting).said_post) == (None, "副市长张某")


def test_the_chair_is_somebody_who_chairs(cast, meeting):
    Participant.objects.filter(meeting=meeting, part=Part.CHAIR).delete()
    assert caught(cast, meeting).said_by is None

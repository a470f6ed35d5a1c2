from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from keyworks.matters.models import Letter, Matter
from keyworks.matters.rules.ladder import Sort, Source, State
from keyworks.meetings import actions
from keyworks.meetings.models import Caught
from keyworks.meetings.tests.stories import at, caught, ended, now


def test_a_directive_becomes_a_matter_in_its_own_words_and_an_action_with_owner_and_day(cast, meeting, plant):
    one = caught(cast, meeting, projects=[plant])
    ended(cast, meeting)
    found = actions.issue(meeting=meeting, by=cast.office, at=at(13))
    assert ([two.pk for two in found.issued], found.left) == ([one.pk], [])
    one = now(one)
    whole, action = one.matter, one.action
    assert (whole.sort, whole.source, whole.words) == (Sort.DIRECTIVE, Source.MEETING, one.words)
    assert (whole.said_by, whole.said_post, whole.said_on) == (cast.mayor, "市委副书记、市长", date(2022, 2, 8))
    assert (whole.meeting, whole.title) == ("滨海新区现场办公会", "请工信局三月十五日前落实双回路供电")
    assert [row.project for row in whole.affected.all()] == [plant]
    assert (action.parent, action.lead, action.due_on) == (whole, cast.industry, date(2022, 3, 15))
    assert (action.state, whole.state) == (State.ASSIGNED, State.WORKING)


def test_what_has_no_owner_is_left_and_said_and_the_rest_is_issued(cast, meeting):
    caught(cast, meeting, "nobody", lead=None)
    caught(cast, meeting, "undated", due_on=None)
    caught(cast, meeting, "unsolved", on_the_spot=True)
    caught(cast, meeting, "good")
    ended(cast, meeting)
    found = actions.issue(meeting=meeting, by=cast.office, at=at(13))
    assert [no.code for _one, no in found.left] == ["meetings.no_owner", "meetings.no_day", "meetings.no_result"]
    assert len(found.issued) == 1 and Matter.objects.filter(parent=None).count() == 1


def test_issuing_twice_does_nothing_twice(cast, meeting):
    caught(cast, meeting)
    ended(cast, meeting)
    actions.issue(meeting=meeting, by=cast.office, at=at(13))
    assert actions.issue(meeting=meeting, by=cast.office, at=at(14)).issued == []
    one = Caught.objects.get()
    assert actions.issue_one(caught=one, by=cast.office, at=at(14)).matter_id == one.matter_id
    assert Matter.objects.count() == 2


def test_what_was_left_out_is_not_issued(cast, meeting):
    actions.drop(caught=caught(cast, meeting), reason="重复", over=1, by=cast.office, at=at(11))
    assert actions.issue(meeting=meeting, by=cast.office, at=at(13)).issued == []


def test_a_day_that_has_passed_when_it_is_issued_is_said_and_nothing_is_half_written(cast, meeting):
    caught(cast, meeting)
    ended(cast, meeting)
    found = actions.issue(meeting=meeting, by=cast.office, at=at(9, day=8).replace(month=4))
    assert [no.code for _one, no in found.left] == ["matters.due_past"]
    assert not Matter.objects.exists() and now(Caught.objects.get()).matter is None


def test_solved_on_the_spot_is_flagged_and_waits_to_be_shown_to_another(cast, meeting):
    one = caught(cast, meeting, on_the_spot=True, result="供电公司当场确定方案，当日送电。", due_on=None)
    ended(cast, meeting)
    actions.issue(meeting=meeting, by=cast.office, at=at(13))
    matter = now(one).matter
    assert (matter.on_the_spot, matter.state, matter.lead) == (True, State.ASSIGNED, cast.industry)
    assert matter.due_on == date(2022, 2, 11), "three working days to show it"
    assert now(one).action is None
    assert "供电公司当场确定方案，当日送电。" in matter.steps.values_list("text", flat=True)


def test_letters_are_drafted_in_the_language_asked_for(cast, meeting):
    caught(cast, meeting)
    caught(cast, meeting, "spot", on_the_spot=True, result="已解决。")
    ended(cast, meeting)
    actions.issue(meeting=meeting, by=cast.office, at=at(13), letters_in="zh")
    letter = Letter.objects.get()
    assert (letter.kind, letter.language, letter.to_unit, letter.state) == ("assignment", "zh", cast.industry, "draft")


def test_an_issued_directive_stays_as_it_was_caught_whoever_asks_the_database(cast, meeting):
    one = caught(cast, meeting)
    actions.issue(meeting=meeting, by=cast.office, at=at(13))
    for change in ({"words": "别的话"}, {"matter": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Caught.objects.filter(pk=one.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Caught.objects.filter(pk=one.pk)._raw_delete("default")
    with pytest.raises(actions.MeetingsRefused) as no:
        actions.mend(caught=one, values={"words": "别的话"}, over=2, by=cast.office, at=at(14))
    assert no.value.code == "meetings.issued_already"


def test_a_meeting_without_a_directive_issues_nothing(cast, meeting):
    found = actions.issue(meeting=meeting, by=cast.office, at=at(13))
    assert (found.issued, found.left) == ([], [])

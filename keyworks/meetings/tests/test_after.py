from __future__ import annotations

from datetime import date

import pytest

from keyworks.matters import actions as matters
from keyworks.matters.rules.ladder import State as MatterState
from keyworks.matters.tests.stories import on, shown
from keyworks.meetings import actions, queries
from keyworks.meetings.models import Topic as TopicRow
from keyworks.meetings.queries import after
from keyworks.meetings.rules import effects
from keyworks.meetings.rules.effects import Fate, Piece, outcome
from keyworks.meetings.rules.kinds import Outcome
from keyworks.meetings.tests.stories import at, caught, ended, now, planned, visited
from keyworks.values.workdays import Calendar

PLAIN = Calendar()
DUE, TODAY = date(2022, 3, 15), date(2022, 3, 20)


def piece(closed=None, due=DUE, void=False):
    return Piece(closed is not None or void, void, due, closed)


@pytest.mark.parametrize(
    ("pieces", "fate", "late"),
    [
        ([], Fate.NOT_ISSUED, 0),
        ([piece(date(2022, 3, 15))], Fate.DONE, 0),
        ([piece(date(2022, 3, 18))], Fate.DONE_LATE, 3),
        ([piece(date(2022, 3, 10)), piece(due=date(2022, 3, 30))], Fate.RUNNING, 0),
        ([piece(date(2022, 3, 10)), piece()], Fate.LATE, 3),
        ([piece(date(2022, 3, 18)), piece(due=date(2022, 3, 30))], Fate.RUNNING, 0),
        ([piece(void=True)], Fate.WITHDRAWN, 0),
        ([piece(void=True), piece(date(2022, 3, 14))], Fate.DONE, 0),
        ([piece(due=date(2022, 3, 18))], Fate.LATE, 1),
        ([piece(due=None)], Fate.RUNNING, 0),
    ],
)
def test_the_fate_of_a_directive_is_that_of_all_its_pieces(pieces, fate, late):
    """20 March 2022 is a Sunday: what was due on Friday is late all the same."""
    found = outcome(pieces, TODAY, PLAIN)
    assert (found.fate, found.late_days) == (fate, late)


def test_the_day_that_counts_is_the_first_of_what_is_open():
    rows = [piece(due=date(2022, 3, 30)), piece(due=date(2022, 3, 17)), piece(date(2022, 3, 1), due=date(2022, 3, 2))]
    assert outcome(rows, TODAY, PLAIN).due_on == date(2022, 3, 17)
    done = [piece(date(2022, 3, 1)), piece(date(2022, 3, 2), due=date(2022, 3, 10))]
    assert outcome(done, TODAY, PLAIN).due_on == DUE


def test_the_share_that_was_kept_is_of_those_whose_day_has_come():
    fates = [Fate.DONE, Fate.DONE, Fate.DONE_LATE, Fate.LATE, Fate.RUNNING, Fate.NOT_ISSUED, Fate.WITHDRAWN]
    found = effects.counted(fates)
    assert (found.all, found.judged, found.kept) == (7, 4, 0.5)
    assert effects.counted([Fate.RUNNING]).kept is None


def test_a_light_moves_towards_green_or_red_and_grey_says_nothing():
    assert [effects.moved(*pair) for pair in (("red", "green"), ("green", "yellow"), ("grey", "green"))] == [2, -1, 0]


@pytest.fixture
def issued(cast, meeting, plant):
    """Power, done on time by industry; a gate, late in Binhai; solved on the spot; and one without an owner."""
    caught(cast, meeting, "power", projects=[plant])
    caught(cast, meeting, "gate", words="请滨海新区解决出入口。", lead=cast.binhai, due_on=date(2022, 2, 15))
    caught(cast, meeting, "spot", words="现场定了。", on_the_spot=True, result="当场同意。", due_on=None)
    caught(cast, meeting, "nobody", words="有关部门研究。", lead=None)
    ended(cast, meeting)
    actions.issue(meeting=meeting, by=cast.office, at=at(13))
    power = meeting.caught.get(words__startswith="请工信局").action
    matters.accept(matter=power, over=power.edition, by=cast.engineer, at=on(2, 9))
    shown(power, cast.engineer, on(3, 1))
    step(matters.propose, power, cast.engineer, on(3, 1), text="第二路电源已接入。")
    step(matters.verify, power, cast.office, on(3, 2))
    step(matters.close, power, cast.office, on(3, 2))
    return meeting


def step(act, matter, by, when, **said):
    act(matter=matter, over=now(matter).edition, by=by, at=when, **said)


def test_what_was_promised_is_told_with_its_fate_the_most_pressing_first(cast, issued):
    nxt = planned(cast, series=issued.series, on=date(2022, 3, 8))
    assert nxt.before == issued
    found = after.directed(nxt.before, day=date(2022, 3, 8))
    assert [one.fate for one in found] == [Fate.LATE, Fate.LATE, Fate.NOT_ISSUED, Fate.DONE]
    spot, gate, nobody, power = found
    assert (gate.words, gate.outcome.late_days, gate.owners) == ("请滨海新区解决出入口。", 15, [cast.binhai])
    assert spot.caught.on_the_spot and spot.shown.on_the_spot
    assert (nobody.matter, nobody.owners) == (None, [])
    assert (power.outcome.closed_on, power.evidence, power.promised_on) == (date(2022, 3, 2), 1, date(2022, 3, 15))
    assert power.last.text == "第二路电源已接入。"
    assert after.promised(nxt)[0].caught.meeting == issued


def test_nothing_was_promised_where_no_meeting_went_before(cast, meeting):
    assert meeting.before is None and queries.promised(meeting) == []


def test_a_district_sees_what_was_directed_to_it_and_not_what_was_not_issued(cast, issued):
    assert [one.caught.lead for one in after.directed(issued, cast.other_district)] == []
    words = {one.words for one in after.directed(issued, cast.district)}
    assert "请滨海新区解决出入口。" in words and "有关部门研究。" not in words


def test_a_day_given_later_is_told_beside_the_first(cast, issued):
    gate = issued.caught.get(words__startswith="请滨海").action
    step(matters.extend, gate, cast.office, on(2, 10), due_on=date(2022, 3, 31), text="等待方案")
    [found] = [one for one in after.directed(issued, day=date(2022, 3, 8)) if "出入口" in one.words]
    assert (found.fate, found.outcome.due_on, found.promised_on) == (
        Fate.RUNNING, date(2022, 3, 31), date(2022, 2, 15)
    )  # fmt: skip
    assert found.extended == 1


def test_the_share_solved_on_the_spot_is_told_of_topics_and_of_directives(cast, issued):
    for outcome_ in (Outcome.SPOT, Outcome.ASSIGNED, Outcome.OPEN):
        TopicRow.objects.create(meeting=issued, title=str(outcome_), outcome=outcome_, changed_at=at(10))
    found = after.on_the_spot(issued)
    assert (found.topics.part, found.topics.whole) == (1, 2), "one was not decided"
    assert (found.directives.part, found.directives.whole, found.directives.share) == (1, 4, 0.25)


def test_projects_are_compared_then_and_now(cast, issued, plant):
    [found] = after.effect(cast.office, issued, date(2022, 3, 8))
    assert (found.project, found.closed) == (plant, False), "the directive itself is not closed yet"
    assert found.before["light"] and found.after["light"]


def test_forty_directives_cost_as_many_questions_as_four(cast, meeting, plant, django_assert_max_num_queries):
    for n in range(40):
        caught(cast, meeting, f"{n}", projects=[plant])
    ended(cast, meeting)
    actions.issue(meeting=meeting, by=cast.office, at=at(13))
    with django_assert_max_num_queries(9):
        assert len(after.directed(now(meeting), cast.office)) == 40
    assert meeting.caught.filter(action__state=MatterState.ASSIGNED).count() == 40


def test_the_pages_of_what_became_of_it(read, cast, issued):
    page = read(cast.office, f"/meetings/{issued.pk}/follow/").content.decode()
    assert "4 directives: 1 done on time, 0 done late, 0 overdue, 2 in time so far, 1 not issued" in page
    assert "1 of 4 directives (25%)" in page
    nxt = planned(cast, series=issued.series, on=date(2022, 3, 8))
    page = read(cast.office, f"/meetings/{nxt.pk}/opening/").content.decode()
    assert "What was promised last time" in page and "请滨海新区解决出入口。" in page
    page = read(cast.office, "/meetings/directives/").content.decode()
    assert "滨海新区现场办公会" in page and "4 directives" in page


def test_votes_and_what_is_seen_need_a_place(cast, meeting, plant):
    visited(cast, meeting, plant)
    assert [one.project for one in queries.stops(meeting)] == [plant]

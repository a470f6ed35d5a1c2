from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from keyworks.meetings.rules.candidates import Known, Why, judged, ranked
from keyworks.projects.rules.stages import Stage
from keyworks.values.money import Money

DAY = date(2022, 2, 8)


def whys(known, day=DAY):
    return [one.why for one in judged(known, day).reasons]


def test_a_quiet_project_is_no_candidate_however_long_nobody_saw_it():
    assert ranked([Known(1, Stage.BUILDING)], DAY) == []


def test_lines_in_commissioning_that_nobody_saw_are():
    assert whys(Known(1, Stage.COMMISSIONING)) == [Why.COMMISSIONING, Why.UNSEEN]


def test_a_light_that_got_worse_says_so_and_one_that_got_better_does_not():
    seen = {"seen_on": date(2022, 1, 5)}
    assert whys(Known(1, Stage.BUILDING, colour="red", colour_before="green", **seen)) == [Why.RED, Why.WORSENED]
    assert whys(Known(1, Stage.BUILDING, colour="yellow", colour_before="red", **seen)) == [Why.YELLOW]
    assert whys(Known(1, Stage.BUILDING, colour="red", colour_before="grey", **seen)) == [Why.RED]


def test_a_start_that_passed_speaks_until_it_is_reached_and_its_finish_not_before():
    late = Known(1, Stage.READY, planned_start=date(2022, 1, 31), planned_finish=date(2022, 2, 1), seen_on=DAY)
    assert [(one.why, one.params["days"]) for one in judged(late, DAY).reasons] == [(Why.SLIPPED, 8)]
    near = Known(1, Stage.BUILDING, started_on=DAY, planned_finish=date(2022, 4, 9), seen_on=DAY)
    assert [(one.why, one.params["days"]) for one in judged(near, DAY).reasons] == [(Why.NEAR, 60)]
    far = Known(1, Stage.BUILDING, started_on=DAY, planned_finish=date(2022, 4, 10), seen_on=DAY)
    assert whys(far) == []


def test_what_is_blocked_counts_by_the_root_of_its_plan():
    def points(wan):
        known = Known(1, Stage.BUILDING, plan=Money.of(wan, "wan"), waits=1, seen_on=DAY)
        return judged(known, DAY).points

    assert [points(49_999), points(50_000), points(199_999), points(200_000), points(5_000_000)] == [0, 3, 3, 6, 24]


def test_the_larger_plan_comes_first_among_equals():
    small, large = (Known(pk, Stage.BUILDING, plan=Money.of(pk, "wan"), colour="red") for pk in (1, 2))
    assert [one.pk for one in ranked([small, large], DAY)] == [2, 1]


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.sampled_from(["", "red", "yellow", "green", "grey"]))
def test_more_of_the_same_never_speaks_less(high, overdue, promised, colour):
    known = Known(1, Stage.BUILDING, colour=colour, high=high, overdue=overdue, promised=promised)
    more = Known(1, Stage.BUILDING, colour=colour, high=high + 1, overdue=overdue + 1, promised=promised + 1)
    assert judged(more, DAY).points >= judged(known, DAY).points

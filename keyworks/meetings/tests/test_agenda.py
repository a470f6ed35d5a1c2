from __future__ import annotations

from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from keyworks.meetings.rules.agenda import minutes_between, over_minutes, planned

MINUTES = st.lists(st.integers(0, 120), max_size=12)


def test_points_follow_each_other_and_what_ends_after_the_meeting_says_so():
    found = planned(time(8, 30), time(9, 30), [10, 45, 10])
    assert [(one.begins, one.ends, one.over) for one in found] == [
        (time(8, 30), time(8, 40), False), (time(8, 40), time(9, 25), False), (time(9, 25), time(9, 35), True),
    ]  # fmt: skip
    assert over_minutes(time(8, 30), time(9, 30), [10, 45, 10]) == 5


def test_what_would_pass_midnight_ends_with_the_day():
    assert [(one.ends, one.over) for one in planned(time(23, 0), time(23, 50), [90])] == [(time(23, 59), True)]


@given(MINUTES)
def test_a_point_begins_when_the_one_before_ends(minutes):
    found = planned(time(0, 0), time(23, 59), minutes)
    assert [one.begins for one in found[1:]] == [one.ends for one in found[:-1]]
    if sum(minutes) < 24 * 60:
        assert [minutes_between(one.begins, one.ends) for one in found] == minutes

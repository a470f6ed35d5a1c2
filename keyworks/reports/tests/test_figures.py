from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyworks.reports.rules.figures import Plan, ahead, pace, spread, straight
from keyworks.values.months import Month

OCTOBER = Month(2022, 10)


def test_the_published_october_is_nearly_fourteen_points_ahead():
    assert ahead(62_900, 64_740, OCTOBER) == 9716 - 8333 == 1383


def test_a_project_without_a_plan_is_neither_ahead_nor_behind_of_more_than_the_months():
    assert ahead(0, 0, OCTOBER) == -8333


@given(st.integers(0, 10**15))
def test_twelve_even_months_are_the_year_and_differ_by_a_fen_at_most(total):
    plan = straight(2022, total)
    assert plan.total == total
    assert max(plan.months) - min(plan.months) <= 1


def test_what_is_due_follows_the_plan_by_month():
    plan = Plan(2022, (0, 0, 50, 100, 100, 50, 0, 0, 0, 0, 0, 0))
    assert [plan.due(Month(2022, number)) for number in (1, 3, 4, 12)] == [0, 50, 150, 300]
    assert (plan.due(Month(2021, 12)), plan.due(Month(2023, 1))) == (0, 300)
    assert (pace(Month(2022, 4), plan), pace(Month(2022, 4))) == (5000, 3333)


def test_a_year_of_eleven_months_is_none():
    with pytest.raises(ValueError, match="twelve"):
        Plan(2022, (1,) * 11)


@given(st.integers(0, 10**13), st.lists(st.integers(-5, 10**6), min_size=12, max_size=12), st.sampled_from([1, 10**4]))
def test_a_year_spread_by_a_shape_adds_up(total, weights, step):
    months = spread(total, weights, step)
    assert (sum(months), len(months)) == (total, 12)
    assert min(months) >= 0
    assert total % step or all(one % step == 0 for one in months)


def test_a_year_is_spread_in_amounts_that_people_write():
    assert spread(10_000_000, [1] * 12, 10**4)[:2] == (830_000, 830_000)
    assert spread(90, [0] * 6 + [1, 2] + [0] * 4) == (0,) * 6 + (30, 60) + (0,) * 4
    assert spread(24, [0] * 12) == (2,) * 12

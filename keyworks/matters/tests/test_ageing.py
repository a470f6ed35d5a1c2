from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyworks.matters.rules.ageing import AGES, Life, Line, age, line

TODAY = date(2022, 6, 1)


@pytest.mark.parametrize(
    ("days", "place"), [(-1, 0), (0, 0), (7, 0), (8, 1), (30, 1), (31, 2), (90, 2), (91, 3), (900, 3)]
)
def test_the_classes_of_age_are_0_7_30_and_90_days(days, place):
    assert age(TODAY - timedelta(days=days), TODAY) == place


def test_a_line_says_how_many_how_old_and_the_median():
    lives = [
        Life(date(2022, 5, 30), overdue=True), Life(date(2022, 1, 1)),
        Life(date(2022, 5, 1), date(2022, 5, 4)), Life(date(2022, 5, 1), date(2022, 5, 11)),
        Life(date(2022, 5, 1), date(2022, 5, 31)),
    ]  # fmt: skip
    assert line(lives, TODAY) == Line(2, 1, (1, 0, 0, 1), 151, 3, 10)


def test_of_two_closed_the_median_lies_between():
    lives = [Life(date(2022, 5, 1), date(2022, 5, 1 + days)) for days in (3, 8)]
    assert line(lives, TODAY).median_days == 5.5


def test_of_none_nothing_is_known():
    assert line([], TODAY) == Line(0, 0, (0, 0, 0, 0), None, 0, None)


@given(st.lists(st.integers(0, 400), max_size=30))
def test_every_open_matter_is_in_one_class(days):
    found = line([Life(TODAY - timedelta(days=one)) for one in days], TODAY)
    assert sum(found.ages) == found.open == len(days) and len(found.ages) == len(AGES)

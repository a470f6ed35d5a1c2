from __future__ import annotations

import re
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from keyworks.reports.files.curve import LEFT, NARROW, RIGHT, TALL, WIDE, Course, drawn, marks, path, progressing
from keyworks.values.months import Month

JANUARY = Month(2022, 1)
EVEN = tuple(accumulate([100] * 12, initial=0))


def course(actual, **said):
    return Course(JANUARY, EVEN, tuple(actual) + (None,) * (13 - len(actual)), **said)


def test_due_today_lies_in_a_straight_line_within_the_month():
    assert [course([0]).due(at) for at in (0, 1.5, 12, 13)] == [0, 150, 1200, 1200]


def test_the_year_begins_at_nothing_and_what_is_not_known_is_not_drawn():
    drawing = drawn(course([0, 100, 150], now=2.5), WIDE)
    assert drawing.actual.startswith(f"M{LEFT} {drawing.base}")
    assert drawing.actual.count("L") == 2
    assert drawing.planned.count("L") == 12


def test_the_scale_is_a_round_number_that_can_be_halved():
    assert [amount for _, amount in drawn(course([0, 1230]), WIDE).lines] == [700, 1400]


def test_months_have_room_for_their_names():
    assert [month.number for _, month in marks(course([0]), WIDE)] == list(range(1, 13))
    assert [month.number for _, month in marks(course([0]), NARROW)] == [2, 4, 6, 8, 10, 12]
    long = Course(JANUARY, (0,) * 61, (None,) * 61)
    assert [month.year for _, month in marks(long, WIDE)] == [2022, 2023, 2024, 2025, 2026]


def test_a_gap_stays_a_gap_and_one_point_is_seen():
    assert path([(0, 1), None, (2, 3), (4, 5)]) == "M0.0 1.0M2.0 3.0L4.0 5.0"
    assert path([None, (2, 3)]) == "M2.0 3.0h0"


def test_how_far_the_works_are_has_a_chart_of_its_own():
    drawing = progressing(course([0], progress=(0, 5000, 10_000, *(None,) * 9)), WIDE)
    assert drawing.end == (LEFT + 3 * (WIDE - LEFT - RIGHT) / 12, 24.0)
    assert drawing.planned == ""


@given(
    st.lists(st.integers(0, 10**15), min_size=13, max_size=13), st.lists(st.integers(-(10**12), 10**15), max_size=13),
    st.floats(0, 12), st.sampled_from([WIDE, NARROW]),
)  # fmt: skip
def test_everything_is_drawn_within_the_field(planned, actual, now, width):
    actual = tuple(actual) + (None,) * (13 - len(actual))
    drawing = drawn(Course(JANUARY, tuple(accumulate(planned[1:], initial=0)), actual, (), now), width)
    places = [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", drawing.planned + drawing.actual)]
    assert all(0 <= x <= width and 0 <= y <= TALL for x, y in places)
    assert all(0 <= one.x <= width and 12 <= one.y <= TALL for one in (drawing.end_label, drawing.due_label) if one)

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from keyworks.values.workdays import Calendar, weekend

PLAIN = Calendar()
OFF_2022 = [
    *((1, day) for day in (3, 31)), *((2, day) for day in (1, 2, 3, 4)), *((4, day) for day in (4, 5)),
    *((5, day) for day in (2, 3, 4)), (6, 3), (9, 12), *((10, day) for day in (3, 4, 5, 6, 7)),
]  # fmt: skip
MADE_UP_2022 = [(1, 29), (1, 30), (4, 2), (4, 24), (5, 7), (10, 8), (10, 9)]


def days_of(year, pairs):
    return frozenset(date(year, month, day) for month, day in pairs)


YEAR = Calendar(days_of(2022, OFF_2022), days_of(2022, MADE_UP_2022), frozenset({2022}))
"""China's working days of 2022, as they were published."""


def test_the_spring_festival_of_2022_is_off_and_both_days_before_it_are_worked():
    assert not any(YEAR.works(date(2022, 1, 31) + timedelta(days=n)) for n in range(7))
    assert YEAR.works(date(2022, 1, 29)) and YEAR.works(date(2022, 1, 30)) and YEAR.works(date(2022, 2, 7))
    assert YEAR.between(date(2022, 1, 28), date(2022, 2, 7)) == 3
    assert YEAR.after(date(2022, 1, 28), 3) == date(2022, 2, 7)


def test_national_day_of_2022_is_off_for_a_week_and_the_weekend_after_it_is_worked():
    assert not any(YEAR.works(date(2022, 10, day)) for day in range(1, 8))
    assert YEAR.works(date(2022, 10, 8)) and YEAR.works(date(2022, 10, 9))
    assert YEAR.after(date(2022, 9, 30), 1) == date(2022, 10, 8)
    assert YEAR.before(date(2022, 10, 8), 1) == date(2022, 9, 30)


def test_2022_had_249_working_days():
    assert YEAR.between(date(2021, 12, 31), date(2022, 12, 31)) == 249


def test_a_day_by_itself_counts_from_the_next_working_day():
    assert YEAR.first_from(date(2022, 2, 1)) == date(2022, 2, 7)
    assert YEAR.first_from(date(2022, 2, 7)) == date(2022, 2, 7)
    assert PLAIN.first_from(date(2022, 2, 5)) == date(2022, 2, 7)


def test_where_nothing_is_known_only_weekends_are_off():
    assert PLAIN.works(date(2022, 2, 1)) and not PLAIN.works(date(2022, 1, 29))
    assert PLAIN.after(date(2022, 2, 4), 1) == date(2022, 2, 7)
    assert YEAR.knows(2022) and not YEAR.knows(2023) and not PLAIN.knows(2022)


def test_none_is_the_day_itself_and_fewer_is_no_question():
    saturday = date(2022, 2, 5)
    assert YEAR.after(saturday, 0) == YEAR.before(saturday, 0) == saturday
    for verb in (YEAR.after, YEAR.before):
        with pytest.raises(ValueError):
            verb(saturday, -1)


def test_a_day_is_not_off_and_worked_at_once():
    with pytest.raises(ValueError):
        Calendar(frozenset({date(2022, 1, 29)}), frozenset({date(2022, 1, 29)}))


SOME_DAY = st.dates(date(2020, 1, 1), date(2024, 12, 31))
calendars = st.tuples(st.frozensets(SOME_DAY, max_size=60), st.frozensets(SOME_DAY, max_size=60)).map(
    lambda pair: Calendar(pair[0], pair[1] - pair[0])
)
few = st.integers(1, 400)


@given(calendars, SOME_DAY, few)
def test_after_is_a_working_day_and_between_counts_back_to_it(calendar, day, n):
    found = calendar.after(day, n)
    assert calendar.works(found) and found > day
    assert calendar.between(day, found) == n


@given(calendars, SOME_DAY, few)
def test_before_is_a_working_day_and_so_many_lie_between(calendar, day, n):
    found = calendar.before(day, n)
    assert calendar.works(found) and found < day
    assert calendar.between(found, day) == n - 1 + calendar.works(day)


@given(calendars, SOME_DAY, few)
def test_from_a_working_day_after_and_before_undo_each_other(calendar, day, n):
    assume(calendar.works(day))
    assert calendar.before(calendar.after(day, n), n) == day
    assert calendar.after(calendar.before(day, n), n) == day


@given(calendars, SOME_DAY, SOME_DAY)
def test_between_is_counted_one_by_one_and_turns_its_sign(calendar, a, b):
    low, high = sorted((a, b))
    days = (low + timedelta(days=n) for n in range(1, (high - low).days + 1))
    counted = sum(calendar.works(day) for day in days)
    assert calendar.between(low, high) == counted
    assert calendar.between(high, low) == -counted


@given(calendars, SOME_DAY, SOME_DAY, few, few)
def test_later_or_more_is_never_earlier(calendar, a, b, n, more):
    low, high = sorted((a, b))
    assert calendar.after(low, n) <= calendar.after(high, n)
    assert calendar.after(low, n) < calendar.after(low, n + more)
    assert calendar.first_from(low) <= calendar.first_from(high)


@given(calendars, SOME_DAY)
def test_the_first_working_day_from_a_day_is_worked_and_none_lies_before_it(calendar, day):
    found = calendar.first_from(day)
    assert calendar.works(found)
    assert not any(calendar.works(day + timedelta(days=n)) for n in range((found - day).days))


@given(SOME_DAY)
def test_a_weekend_is_a_saturday_or_a_sunday(day):
    assert weekend(day) == (day.strftime("%w") in "06")

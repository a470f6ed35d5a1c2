from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from keyworks.reports.rules.changes import Cause, Version, changes, stands
from keyworks.values.months import Month

JANUARY, FEBRUARY = Month(2022, 1), Month(2022, 2)
START = datetime(2022, 2, 1, tzinfo=UTC)


def on(day):
    return START + timedelta(days=day)


def version(month, number, done, year_done, day, **said):
    return Version(month, number, done, year_done, on(day), **said)


CASE = [
    version(JANUARY, 1, 100, 100, 4),
    version(FEBRUARY, 1, 50, 150, 32),
    version(JANUARY, 2, 80, 80, 40, reason="重复计算"),
    version(FEBRUARY, 2, 50, 130, 40, reason="重复计算", follows=JANUARY),
]


def told(since, until, day, month=FEBRUARY, versions=CASE):
    found = changes(versions, month, on(since), on(until), day)
    return [(one.cause, one.version.month, one.done, one.year_done) for one in found]


def test_a_month_that_was_not_due_is_new_and_one_that_was_is_late():
    assert told(0, 35, date(2022, 2, 9)) == [
        (Cause.NEW, JANUARY, 0, 100), (Cause.NEW, FEBRUARY, 50, 50),
    ]  # fmt: skip
    assert told(0, 5, date(2022, 2, 10)) == [(Cause.LATE, JANUARY, 0, 100)]


def test_a_correction_of_an_earlier_month_comes_through_what_follows_it():
    assert told(35, 45, date(2022, 3, 8)) == [(Cause.FOLLOWS, FEBRUARY, 0, -20)]
    assert told(35, 45, date(2022, 3, 8), JANUARY) == [(Cause.CORRECTION, JANUARY, -20, -20)]


def test_words_corrected_change_no_amount():
    same = [version(JANUARY, 1, 100, 100, 4), version(JANUARY, 2, 100, 100, 5, reason="文字")]
    assert told(4, 9, date(2022, 2, 9), JANUARY, same) == []


def test_who_has_not_filed_stands_with_the_month_before_and_not_with_the_year_before():
    assert stands(CASE[:1], FEBRUARY) == (0, 100)
    assert stands(CASE[:1], Month(2023, 1)) == (0, 0)
    assert stands(CASE, FEBRUARY) == (50, 130)


@st.composite
def histories(draw):
    """Versions of the months of a year in the order in which they became known, some at one moment."""
    numbers, found, day = {}, [], 0
    for _ in range(draw(st.integers(0, 14))):
        day += draw(st.integers(0, 20))
        month = Month(draw(st.sampled_from([2021, 2022, 2022, 2022])), draw(st.integers(1, 12)))
        numbers[month] = numbers.get(month, 0) + 1
        amounts = draw(st.integers(-(10**15), 10**15)), draw(st.integers(-(10**15), 10**15))
        follows = draw(st.booleans()) and numbers[month] > 1
        found.append(version(month, numbers[month], *amounts, day, follows=month - 1 if follows else None))
    return found


@given(histories(), st.integers(1, 12), st.integers(0, 200), st.integers(0, 200))
def test_the_causes_add_up_to_the_difference_to_the_fen(versions, number, one, other):
    since, until = sorted((on(one), on(other)))
    month = Month(2022, number)
    found = changes(versions, month, since, until, since.date())
    before, after = (stands([v for v in versions if v.known_at <= at], month) for at in (since, until))
    assert sum(one.done for one in found) == after[0] - before[0]
    assert sum(one.year_done for one in found) == after[1] - before[1]
    assert all(since < one.version.known_at <= until for one in found)

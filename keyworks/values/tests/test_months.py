from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyworks.values.months import Month, parse
from keyworks.values.problems import Problem

months = st.builds(Month, st.integers(1000, 8000), st.integers(1, 12))


@pytest.mark.parametrize(
    "text",
    ["2022-02", "2022-2", "2022/2", "2022.02", "2022年2月", "２０２２年２月", " 2022 年 02 月 ", "202202", "02/2022", 
     "2/2022", "Feb 2022", "february 2022", "FEB. 2022"],
)  # fmt: skip
def test_a_month_is_read_as_people_write_it(text):
    assert parse(text) == Month(2022, 2)


def test_english_names_are_whole_or_short():
    assert parse("Sept 2022") == parse("Sep 2022") == parse("September 2022") == Month(2022, 9)


@pytest.mark.parametrize(
    "text",
    ["22-2", "2022-13", "2022-00", "0000-01", "2022-02-08", "2022年2", "2022", "20222", "Febru 2022", "Foo 2022",
     "2-22", "二月", "2022-2月", "٢٠٢٢-٠٢"],
)  # fmt: skip
def test_what_is_not_clearly_a_month_is_a_problem(text):
    assert parse(text) == Problem("month.not_a_month", {"text": text})


def test_no_text_is_no_month():
    assert parse(" ") == Problem("month.missing")


def test_a_month_knows_its_days():
    february = Month(2024, 2)
    assert (february.first_day, february.last_day, february.days) == (date(2024, 2, 1), date(2024, 2, 29), 29)
    assert date(2024, 2, 29) in february
    assert date(2023, 2, 28) not in february


def test_months_are_counted_over_years():
    assert Month(2021, 12) + 1 == Month(2022, 1)
    assert Month(2022, 1) - 1 == Month(2021, 12)
    assert Month(2022, 2) - Month(2021, 11) == 3
    assert [str(month) for month in Month(2021, 11).until(Month(2022, 2))] == [
        "2021-11", "2021-12", "2022-01", "2022-02",
    ]  # fmt: skip
    assert list(Month(2022, 2).until(Month(2022, 1))) == []


def test_a_month_is_stored_as_an_integer():
    assert int(Month(2022, 2)) == 202202
    assert Month.from_int(202202) == Month(2022, 2)
    for wrong in (202213, 202200, 5, 0):
        with pytest.raises(ValueError, match="no month"):
            Month.from_int(wrong)


@given(months, st.integers(-5000, 5000))
def test_going_there_and_back_is_staying(month, steps):
    assert (month + steps) - steps == month
    assert (month + steps) - month == steps


@given(months, months)
def test_order_is_the_order_of_the_integers_and_of_the_days(a, b):
    assert (a < b) == (int(a) < int(b)) == (a.last_day < b.first_day)


@given(months)
def test_what_is_written_is_read_again(month):
    assert parse(str(month)) == month
    assert parse(str(int(month))) == month
    assert Month.from_int(int(month)) == month
    assert Month.of(month.last_day) == month


@given(st.text(max_size=20))
def test_no_text_breaks_the_reading(text):
    assert isinstance(parse(text), Month | Problem)

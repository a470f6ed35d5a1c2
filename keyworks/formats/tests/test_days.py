import calendar
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyworks.formats.cells.days import ORDERS, Order, day, order_of, span
from keyworks.values.problems import Problem

SPOKEN = st.dates(date(1970, 1, 1), date(2069, 12, 31))
MONTH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def told(cell, *order, **options):
    found = day(cell, *order, **options)
    return found.code if isinstance(found, Problem) else found and found.isoformat()


@pytest.mark.parametrize(
    ("cell", "order", "first", "last"),
    [
        ("2022-02-08", "", "2022-02-08", "2022-02-08"),
        ("2022.2.8", "", "2022-02-08", "2022-02-08"),
        ("２０２２／０２／０８", "", "2022-02-08", "2022-02-08"),
        ("20220208", "", "2022-02-08", "2022-02-08"),
        (20220208, "", "2022-02-08", "2022-02-08"),
        ("2022年2月8日", "", "2022-02-08", "2022-02-08"),
        ("2022 年 2 月 8 号", "", "2022-02-08", "2022-02-08"),
        ("二〇二二年二月八日", "", "2022-02-08", "2022-02-08"),
        ("二零二二年十二月二十八日", "", "2022-12-28", "2022-12-28"),
        ("2017-11-20 17:00:00", "", "2017-11-20", "2017-11-20"),
        ("2019-11-07T00:00:00", "", "2019-11-07", "2019-11-07"),
        ("2019-11-07T08:30:00.000Z", "", "2019-11-07", "2019-11-07"),
        ("5/02/2016 5:00:00 PM", "dmy", "2016-02-05", "2016-02-05"),
        ("05/01/2014 12:00:00 AM", "mdy", "2014-05-01", "2014-05-01"),
        ("08/02/2022", "dmy", "2022-02-08", "2022-02-08"),
        ("08/02/2022", "mdy", "2022-08-02", "2022-08-02"),
        ("24/10/2016", "", "2016-10-24", "2016-10-24"),
        ("10/24/2016", "", "2016-10-24", "2016-10-24"),
        ("03/03/2021", "", "2021-03-03", "2021-03-03"),
        ("2016-05-25", "dmy", "2016-05-25", "2016-05-25"),
        ("30.06.08", "dmy", "2008-06-30", "2008-06-30"),
        ("31.12.40", "dmy", "2040-12-31", "2040-12-31"),
        ("22.3.1", "ymd", "2022-03-01", "2022-03-01"),
        ("01/02/69", "dmy", "2069-02-01", "2069-02-01"),
        ("01/02/70", "dmy", "1970-02-01", "1970-02-01"),
        ("31-Dec-22", "", "2022-12-31", "2022-12-31"),
        ("8 Feb 2022", "", "2022-02-08", "2022-02-08"),
        ("8th February, 2022", "", "2022-02-08", "2022-02-08"),
        ("Friday, 4 March 2016", "", "2016-03-04", "2016-03-04"),
        ("Sept 12, 2020", "", "2020-09-12", "2020-09-12"),
        ("February 2022", "", "2022-02-01", "2022-02-28"),
        ("Feb-24", "", "2024-02-01", "2024-02-29"),
        ("2022年2月", "", "2022-02-01", "2022-02-28"),
        ("2022年2月份", "", "2022-02-01", "2022-02-28"),
        ("02/2022", "", "2022-02-01", "2022-02-28"),
        ("2022-02", "", "2022-02-01", "2022-02-28"),
        ("06/20", "my", "2020-06-01", "2020-06-30"),
        ("2022-Q1", "", "2022-01-01", "2022-03-31"),
        ("Q4 2022", "", "2022-10-01", "2022-12-31"),
        ("2022Q2", "", "2022-04-01", "2022-06-30"),
        ("3Q 2022", "", "2022-07-01", "2022-09-30"),
        ("2022年一季度", "", "2022-01-01", "2022-03-31"),
        ("2022年第四季度", "", "2022-10-01", "2022-12-31"),
        ("2022年上半年", "", "2022-01-01", "2022-06-30"),
        ("2022 H2", "", "2022-07-01", "2022-12-31"),
        ("2022", "", "2022-01-01", "2022-12-31"),
        (2022, "", "2022-01-01", "2022-12-31"),
        ("2022年度", "", "2022-01-01", "2022-12-31"),
        (date(2022, 2, 8), "", "2022-02-08", "2022-02-08"),
        (datetime(2022, 2, 8, 17), "", "2022-02-08", "2022-02-08"),
    ],
)
def test_a_day_is_read_however_it_is_written(cell, order, first, last):
    assert (told(cell, order), told(cell, order, end=True)) == (first, last)


@pytest.mark.parametrize("cell", [None, "", "  ", "—", "-", "n/a", "N/A", "无", "／"])
def test_a_blank_says_no_day(cell):
    assert day(cell) is None


@pytest.mark.parametrize(
    ("cell", "order", "code"),
    [
        ("03/04/2021", "", "cells.day_ambiguous"),
        ("03/04/2021", "ymd", "cells.day_ambiguous"),
        ("30.06.08", "", "cells.day_ambiguous"),
        ("2011/12", "", "cells.day_ambiguous"),
        ("13/04/2021", "mdy", "cells.day_other_order"),
        ("2022-02-30", "", "cells.not_a_day"),
        ("31/02/2021", "dmy", "cells.not_a_day"),
        ("06/20", "", "cells.not_a_day"),
        ("DOER", "", "cells.not_a_day"),
        ("PNS", "mdy", "cells.not_a_day"),
        ("待定", "", "cells.not_a_day"),
        ("TBC", "", "cells.not_a_day"),
        ("2022年13月", "", "cells.not_a_day"),
        ("19001331", "", "cells.not_a_day"),
        ("1234", "", "cells.not_a_day"),
        (44600, "", "cells.not_a_day"),
        (True, "", "cells.not_a_day"),
        ("May be later", "", "cells.not_a_day"),
        ("2014/15", "", "cells.fiscal_unsaid"),
        ("FY2019", "", "cells.fiscal_unsaid"),
        ("2022年底", "", "cells.day_vague"),
    ],
)
def test_what_is_no_day_or_two_is_a_problem_and_no_guess(cell, order, code):
    assert told(cell, order) == code


def test_a_problem_repeats_what_was_written():
    assert day(" DOER ") == Problem("cells.not_a_day", {"text": "DOER"})
    assert day(error := Problem("sheet.error_value")) is error


def test_the_end_of_a_time_is_a_day_only_where_an_end_is_asked_for():
    assert told("2022年底", end=True) == told("2022年末", end=True) == "2022-12-31"
    assert told("2022年6月底", end=True) == "2022-06-30"
    assert told("2022年初") == "2022-01-01"
    assert told("2022年初", end=True) == "cells.day_vague"


def test_a_financial_year_begins_in_the_month_that_is_said():
    assert (told("2014/15", fiscal=4), told("2014/15", end=True, fiscal=4)) == ("2014-04-01", "2015-03-31")
    assert (told("FY2019", fiscal=7), told("FY19", end=True, fiscal=7)) == ("2018-07-01", "2019-06-30")
    assert told("2014-2015", fiscal=4) == "2014-04-01"
    assert told("2014/16", fiscal=4) == "cells.not_a_day"


def test_a_number_is_a_day_of_a_workbook_only_where_that_is_said():
    assert told(44600, serial=True) == "2022-02-08"
    assert told(Decimal("44600.71"), serial=True) == "2022-02-08"
    assert told("44600", serial=True) == "cells.not_a_day"
    assert told(44600) == "cells.not_a_day"
    assert told(2022, serial=True) == "2022-01-01", "a year, not a day of 1905"


def test_one_cell_tells_the_order_of_its_column():
    found = order_of(["03/04/2021", None, "13/04/2021", "2016-05-25", date(2021, 4, 13), "PNS", 20210413])
    assert (found.fits, found.only, found.unclear) == (frozenset({"dmy"}), "dmy", "03/04/2021")
    assert found.evidence == {"ymd": "03/04/2021", "mdy": "13/04/2021"}


def test_a_column_may_leave_its_order_open_or_contradict_itself():
    assert order_of(["3/4/2021", "12/1/2021 5:00 PM"]).fits == {"dmy", "mdy"}
    assert order_of(["13/04/2021", "04/13/2021"]).fits == frozenset()
    assert order_of(["25.11.15", "30.06.08", "31.12.40"]).only == "dmy"
    assert order_of(["2021-04-13", "Feb 2022"]) == Order()


@given(SPOKEN, st.sampled_from(["{y}-{m:02}-{d:02}", "{y}/{m}/{d}", "{y}.{m}.{d}", "{y}年{m}月{d}日", "{y}{m:02}{d:02}",
       "{d} {n} {y}", "{d}-{n}-{s:02}", "{n} {d}, {y}", "{y}-{m:02}-{d:02} 23:59:59"]))  # fmt: skip
def test_a_day_written_plainly_is_read_back(on, form):
    said = form.format(y=on.year, m=on.month, d=on.day, n=MONTH[on.month - 1], s=on.year % 100)
    assert day(said) == day(said, "mdy") == on


@given(SPOKEN, st.sampled_from(ORDERS), st.sampled_from("-/."), st.booleans())
def test_a_day_written_in_an_order_is_read_back_in_it_and_without_it_is_right_or_asked(on, order, mark, short):
    part = {"y": f"{on.year % 100:02}" if short else f"{on.year}", "m": f"{on.month}", "d": f"{on.day:02}"}
    said = mark.join(part[one] for one in order)
    assert day(said, order) == on
    assert order in order_of([said]).fits
    assert told(said) in {on.isoformat(), "cells.day_ambiguous"}


@given(st.lists(SPOKEN, min_size=1, max_size=30), st.sampled_from(["dmy", "mdy"]))
def test_an_order_that_a_column_proves_is_the_one_it_was_written_in(days, order):
    said = ["/".join(str({"d": on.day, "m": on.month, "y": on.year}[one]) for one in order) for on in days]
    assert order in order_of(said).fits
    if order_of(said).only:
        assert [day(one, order_of(said).only) for one in said] == days


@given(st.integers(1970, 2069), st.integers(1, 12))
def test_a_month_lasts_from_its_first_to_its_last_day(year, month):
    found = span(f"{year}年{month}月")
    assert (found.first, found.last) == (date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


@given(st.one_of(st.text(max_size=70), st.from_regex(r"\d{0,4}[-/年 .]\d{0,4}[-/月q ]\d{0,4}", fullmatch=True),
       st.integers(), st.decimals(allow_nan=False, allow_infinity=False)), st.sampled_from(["", "my", *ORDERS]),
       st.booleans(), st.booleans(), st.integers(0, 12))  # fmt: skip
def test_no_cell_breaks_the_reading(cell, order, end, serial, fiscal):
    found = day(cell, order, end, serial=serial, fiscal=fiscal)
    assert found is None or isinstance(found, date | Problem)

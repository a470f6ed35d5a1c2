from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyworks.formats.cells.numbers import arabic, number, share
from keyworks.formats.cells.words import blank, words
from keyworks.values.problems import Problem


def told(found):
    return found.code if isinstance(found, Problem) else found


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1234.5", "1234.5"), ("1,234,567.5", "1234567.5"), ("1 234", "1234"), ("1\u00a0234\u00a0567", "1234567"),
        ("1'234", "1234"), ("１２３", "123"), ("(300)", "-300"), ("（1,300）", "-1300"), ("-3", "-3"), ("−3", "-3"),
        ("负3", "-3"), ("+3", "3"), (".5", "0.5"), ("1.2E+08", "120000000"), (5, "5"), (Decimal("1.50"), "1.50"),
    ],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(cell, value):
    assert number(cell) == Decimal(value)


@pytest.mark.parametrize("cell", ["1.234,56", "1,23", "1,234 567", "3%", "3 km", "٣", "1e400", "--3", True,
                                  date(2022, 2, 8), "9" * 90])  # fmt: skip
def test_what_is_no_number_is_a_problem(cell):
    assert told(number(cell)) == "cells.not_a_number"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("3.5 %", "0.035"), ("3.5％", "0.035"), ("百分之三点五", "0.035"), ("百分之35", "0.35"), ("0.00%", "0"),
        ("-49.50%", "-0.495"), ("(3%)", "-0.03"), ("负百分之三十五", "-0.35"), ("3‰", "0.003"), ("12 percent", "0.12"),
        ("1,200%", "12"), (0, "0"),
    ],
)  # fmt: skip
def test_a_share_is_one_of_1(cell, value):
    assert share(cell) == Decimal(value)


def test_a_share_without_its_sign_is_asked_about():
    assert told(share("35")) == told(share(Decimal("0.35"))) == "cells.share_unclear"
    assert share(Decimal("0.35"), "share") == share("35", "percent") == Decimal("0.35")
    assert told(share("Budget variance less than 5%.")) == told(share("about 5")) == "cells.not_a_share"
    assert share("n/a") is None


def test_chinese_numerals_become_digits():
    assert arabic("二〇二二年十二月二十八日") == "2022年12月28日"
    assert [arabic(one) for one in ("十", "二十", "一百零五", "三点五")] == ["10", "20", "105", "3.5"]


def test_only_what_says_nothing_is_blank():
    assert all(blank(one) for one in (None, "", " ", "—", "－", "N/A", "n / a", "无", "/"))
    assert not any(blank(one) for one in (0, "0", "待定", "TBC", "Data not provided", Problem("sheet.error_value")))


def test_words_are_what_the_cell_shows():
    assert [words(one) for one in (None, True, 5, Decimal("1.50"), date(2022, 2, 8), " a\r\nb ", "\u202ea")] == [
        "", "TRUE", "5", "1.50", "2022-02-08", "a\nb", "a",
    ]  # fmt: skip


@given(st.decimals(-(10**15), 10**15, places=4), st.sampled_from(["{:f}", "{:,f}"]))
def test_a_number_written_is_read_back(value, form):
    assert number(form.format(value)) == value
    assert share(form.format(value) + "%") == value / 100


@given(st.one_of(st.text(max_size=70), st.integers(), st.decimals(allow_nan=False, allow_infinity=False)))
def test_no_cell_breaks_the_reading(cell):
    for read in (number, share):
        found = read(cell)
        assert found is None or isinstance(found, Decimal | Problem)

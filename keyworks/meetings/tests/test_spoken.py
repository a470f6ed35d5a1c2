from __future__ import annotations

from datetime import date

import pytest

from keyworks.meetings.rules.spoken import TITLE, day, short
from keyworks.values.workdays import Calendar

TUESDAY = date(2022, 2, 8)
DAYS = [
    ("3.15", "2022-03-15"), ("3-15", "2022-03-15"), ("3/15", "2022-03-15"), ("3月15日", "2022-03-15"),
    ("3月15号", "2022-03-15"),
    ("15 Mar", "2022-03-15"), ("15mar", "2022-03-15"), ("Mar 15", "2022-03-15"), ("March 15, 2023", "2023-03-15"),
    ("2022-03-15", "2022-03-15"), ("2022年3月15日", "2022-03-15"), ("1.15", "2023-01-15"), ("2.8", "2022-02-08"),
    ("+10", "2022-02-22"), ("+0", "2022-02-08"), ("周五", "2022-02-11"), ("周一", "2022-02-14"),
    ("下周一", "2022-02-14"), ("下周五", "2022-02-18"), ("星期日", "2022-02-13"), ("月底", "2022-02-28"),
    ("eom", "2022-02-28"), ("2.29", "2024-02-29"), ("2.30", None), ("13.1", None), ("", None), ("soon", None),
    ("+999", None), ("15 Foo", None), ("2022-02-30", None),
]  # fmt: skip
"""What is typed on Tuesday, 8 February 2022, and the day it means; the page reads the same."""


@pytest.mark.parametrize(("typed", "meant"), DAYS)
def test_a_day_is_read_from_a_few_keys(typed, meant):
    assert day(typed, TUESDAY, Calendar()) == (date.fromisoformat(meant) if meant else None)


def test_working_days_ahead_skip_days_off_and_count_made_up_ones():
    calendar = Calendar(frozenset({date(2022, 2, 9)}), frozenset({date(2022, 2, 12)}), frozenset({2022}))
    assert day("+1", TUESDAY, calendar) == date(2022, 2, 10)
    assert day("+3", TUESDAY, calendar) == date(2022, 2, 12)


def test_a_title_is_the_first_sentence_and_short():
    assert short("\n 请工信局落实供电。三月十五日前报结果。") == "请工信局落实供电"
    assert short("") == ""
    long = short("长" * 1000)
    assert len(long) == TITLE and long.endswith("…")

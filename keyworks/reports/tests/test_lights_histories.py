from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyworks.reports.rules.lights import codes, sets
from keyworks.reports.rules.lights.histories import STALE_DAYS, Known, course, lit_history
from keyworks.reports.rules.lights.reading import read
from keyworks.reports.rules.lights.specs import Colour, Dimension, harshness

GREEN, YELLOW, RED, GREY = Colour.GREEN, Colour.YELLOW, Colour.RED, Colour.GREY
WUHAN, YINCHUAN, OUHAI = (read(one) for one in (sets.WUHAN_2022, sets.YINCHUAN_2025, sets.OUHAI_2020))
BEGAN = date(2014, 3, 1)
PROMISE = Known(BEGAN, planned_finish=BEGAN + timedelta(1000))


def after(days, foreseen, **said):
    """What is known so many days later, with a finish so many days after the promise was made."""
    return replace(PROMISE, on=BEGAN + timedelta(days), planned_finish=BEGAN + timedelta(foreseen), **said)


def colours(*known):
    return [lit_history(rules, known, known[-1].on).of(Dimension.TIME).colour for rules in (WUHAN, YINCHUAN, OUHAI)]


@pytest.mark.parametrize(
    ("days", "foreseen", "expected"),
    [
        (500, 1000, [GREEN, GREEN, GREEN]),
        (500, 900, [GREEN, GREEN, GREEN]),
        (500, 1250, [GREEN, YELLOW, RED]),
        (500, 1251, [YELLOW, YELLOW, RED]),
        (500, 1666, [YELLOW, YELLOW, RED]),
        (500, 1667, [RED, YELLOW, RED]),
        (750, 1251, [YELLOW, YELLOW, RED]),
        (1000, 1428, [YELLOW, YELLOW, RED]),
        (1000, 1429, [YELLOW, RED, RED]),
        (1000, 1667, [RED, RED, RED]),
        (100, 1100, [GREEN, GREEN, RED]),
    ],
)
def test_a_finish_foreseen_later_than_promised_is_behind_in_time(days, foreseen, expected):
    assert colours(PROMISE, after(days, foreseen)) == expected


def test_a_light_by_history_says_from_what_it_is_computed():
    found = lit_history(YINCHUAN, (PROMISE, after(500, 1250)), BEGAN + timedelta(500)).of(Dimension.TIME)
    assert (found.code, found.inputs) == (codes.TIME, {
        "since": BEGAN, "promised": BEGAN + timedelta(1000), "forecast": BEGAN + timedelta(1250), "time_done": 4000,
        "time_due": 5000, "ratio": 8000, "points": -1000,
    })  # fmt: skip


def test_where_the_history_cannot_say_it_nothing_is_judged():
    silent = replace(PROMISE, planned_finish=None)
    for known, on in (
        ((silent,), BEGAN + timedelta(5)),
        ((PROMISE, replace(silent, on=BEGAN + timedelta(5))), BEGAN + timedelta(9)),
        ((PROMISE,), BEGAN - timedelta(1)),
        ((PROMISE,), BEGAN + timedelta(STALE_DAYS + 1)),
        ((PROMISE, after(900, 950)), BEGAN + timedelta(950)),
        ((PROMISE, after(90, 1000, named=False)), BEGAN + timedelta(95)),
        ((replace(PROMISE, planned_finish=BEGAN),), BEGAN + timedelta(1)),
    ):
        assert course(known, on) is None
        light = lit_history(WUHAN, known, on)
        assert (light.colour, light.verdicts[0].code) == (GREY, codes.UNKNOWN)
    assert lit_history(WUHAN, (PROMISE,), BEGAN).verdicts[0].code == codes.NOTHING_DUE


def test_works_that_are_over_are_done_however_long_ago_that_was_heard():
    over = after(1500, 1400, over=True)
    assert colours(PROMISE, over) == [GREEN, GREEN, GREEN]
    assert lit_history(WUHAN, (PROMISE, over), BEGAN + timedelta(9000)).colour is GREEN


def test_a_start_that_is_known_to_be_earlier_than_the_promise_is_where_the_time_begins():
    begun = BEGAN - timedelta(1000)
    first, later = replace(PROMISE, started_on=begun), after(500, 1250, started_on=begun)
    found = course((first, later), later.on)
    assert (found.since, found.done * 2250, found.due * 2000) == (begun, 1500 * found.whole, 1500 * found.whole)
    assert lit_history(YINCHUAN, (first, later), later.on).of(Dimension.START).colour is GREEN


def test_a_planned_start_that_passes_without_one_is_late():
    planned = replace(PROMISE, planned_start=date(2014, 3, 1))
    found = [
        lit_history(YINCHUAN, (planned,), on).of(Dimension.START).colour
        for on in (date(2014, 3, 1), date(2014, 5, 31), date(2014, 6, 1))
    ]
    assert found == [YELLOW, YELLOW, RED]


def test_what_was_learnt_later_changes_nothing_of_the_day_before():
    known = (PROMISE, after(500, 1000), after(600, 3000))
    assert lit_history(WUHAN, known, BEGAN + timedelta(599)).colour is GREEN


@given(st.integers(1, 2000), st.integers(1, 4000), st.integers(0, 1000))
def test_a_later_finish_never_betters_a_light(days, foreseen, more):
    if foreseen <= days:
        return
    for rules in (WUHAN, YINCHUAN, OUHAI):
        known = [(PROMISE, after(days, one)) for one in (foreseen, foreseen + more)]
        sooner, later = (lit_history(rules, one, BEGAN + timedelta(days)).of(Dimension.TIME).colour for one in known)
        assert harshness(later) >= harshness(sooner)

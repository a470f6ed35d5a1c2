from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyworks.desk.rules.mapping import CLASSES, Class, classed, short, steps, whole


def test_classes_hold_about_as_many_each():
    of, told = classed({number: number for number in range(10)})
    assert [one.count for one in told] == [2, 2, 2, 2, 2]
    assert (of[0], of[9]) == (1, 5)
    assert told[0] == Class(1, 0, 1, 2)


def test_equal_values_stand_in_one_class_and_unknown_ones_in_none():
    of, told = classed({"a": 3, "b": 3, "c": 3, "d": None, "e": 7})
    assert of == {"a": 1, "b": 1, "c": 1, "e": 5}
    assert [(one.number, one.least, one.most, one.count) for one in told] == [(1, 3, 3, 3), (5, 7, 7, 1)]


@pytest.mark.parametrize(("values", "numbers"), [([0, 0], {1}), ([0, 1], {1, 5}), ([0, 1, 2], {1, 3, 5})])
def test_fewer_values_than_classes_are_spread(values, numbers):
    assert set(classed(dict(enumerate(values)))[0].values()) == numbers


def test_nothing_known_makes_no_class():
    assert classed({"a": None}) == ({}, [])


@given(st.dictionaries(st.integers(), st.integers(-1000, 1000), max_size=40))
def test_a_larger_value_never_stands_in_a_lower_class(values):
    of, told = classed(values)
    ordered = sorted(values, key=values.__getitem__)
    assert [of[key] for key in ordered] == sorted(of[key] for key in ordered)
    assert all(1 <= number <= CLASSES for number in of.values())
    assert sum(one.count for one in told) == len(values)
    assert all(values[one] != values[other] or of[one] == of[other] for one in values for other in values)


@given(st.lists(st.integers(-(10**8), 10**8)))
def test_differences_add_up_to_what_they_are_of(numbers):
    now, found = 0, []
    for step in steps(numbers):
        now += step
        found.append(now)
    assert found == numbers


def test_a_coordinate_is_a_whole_number_of_metres():
    assert (whole(117.123456), whole(-0.000004)) == (11712346, 0)


def test_positions_that_fall_together_are_told_once_and_a_shape_stays_one():
    line = [[117.0, 39.0], [117.000001, 39.0], [117.1, 39.0], [117.2, 39.1], [117.3, 39.1]]
    assert short(line) == [11700000, 3900000, 10000, 0, 10000, 10000, 10000, 0]
    tiny = [[117.0, 39.0], [117.000001, 39.0]]
    assert short(tiny) == [11700000, 3900000, 0, 0]
    ring = [[117.0, 39.0], [117.000001, 39.0], [117.000001, 39.000001], [117.0, 39.0]]
    assert len(short([ring])[0]) == 4 * 2
    assert short([117.1234567, 39.0]) == [11712346, 3900000]

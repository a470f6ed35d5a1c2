from __future__ import annotations

import pytest

from keyworks.imports.rules import patterns


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+$", "(a*)*b", "(a|a)*b", "(a?){30}a{30}", "a{1,100}{1,100}", "(?P<x>a)(?P=x)", "[", "(", "a" * 201],
)
def test_patterns_that_may_take_for_ever_are_none(pattern):
    assert patterns.compiled(pattern) is None


@pytest.mark.parametrize("pattern", [".*.*.*.*.*x", "\\w*\\w*\\w*\\w*!", "(a|b)(a|b)?(a|b)?.*.*x", "a*a*a*a*a*b"])
def test_the_worst_that_is_taken_is_read_to_its_end(pattern):
    found, longest = patterns.compiled(pattern)
    assert found.search("a" * longest) is None
    assert patterns.search(pattern, "a" * (longest + 1)) is None


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("^(?P<year>\\d{4})/\\d{2,4} Budget", "2019/20 Budget (£million)"),
        ("^\\s*(-?\\d+\\.\\d+)\\s*,", "-33.92, 18.42"),
        ("(?i)^(?:main )?contractor:\\s*(\\S.*)$", "Contractor: Build & Sons"),
        ("^(Total|Subtotal|合计)", "合计（35个）"),
    ],
)
def test_patterns_of_real_lists_are_taken(pattern, text):
    assert patterns.search(pattern, text)


def test_a_word_between_slashes_is_a_pattern_read_however_it_is_typed():
    assert patterns.slashed("/exempt/") == "exempt"
    assert patterns.slashed("a/b") == patterns.slashed("/") == ""
    assert patterns.fits("exempt", "ＥＸＥＭＰＴ under Section 43")

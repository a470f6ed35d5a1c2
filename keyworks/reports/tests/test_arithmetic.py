from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyworks.reports.rules.checks.arithmetic import RULES, Beside, along, check
from keyworks.reports.rules.figures import Kind, Said
from keyworks.values.months import Month
from keyworks.values.problems import Severity

JANUARY, MARCH, APRIL = Month(2022, 1), Month(2022, 3), Month(2022, 4)
PARTS = {Kind.CONSTRUCTION: 600, Kind.EQUIPMENT: 300}
LAST = Said(MARCH, done=200, year_done=900, since_start=5_900, parts=PARTS, progress=3_000)
GROWN = {Kind.CONSTRUCTION: 700, Kind.EQUIPMENT: 300}
THIS = Said(APRIL, done=100, year_done=1_000, since_start=6_000, parts=GROWN, progress=3_100)
BESIDE = Beside(LAST, closed=5_000)


def found(said, beside=BESIDE):
    """Every problem as (code, field, expected, got, difference)."""
    numbers = ("expected", "got", "difference")
    return [
        (one.code, one.place.field, *(one.params.get(name) for name in numbers))
        for one in check(said, beside)
        if one.severity == Severity.ERROR
    ]


def test_a_report_that_adds_up_has_no_problem():
    assert found(THIS) == []
    assert found(replace(THIS, parts={})) == []


def test_the_year_is_last_month_and_this_month():
    assert found(replace(THIS, done=101)) == [("reports.year_not_sum", "year_done", 1_001, 1_000, -1)]
    assert found(replace(THIS, done=99)) == [("reports.year_not_sum", "year_done", 999, 1_000, 1)]


def test_in_january_the_year_is_this_month():
    december = Said(Month(2021, 12), done=50, year_done=800, since_start=5_000)
    assert found(Said(JANUARY, 70, 70, 5_070), Beside(december)) == []
    assert found(Said(JANUARY, 70, 870, 5_870), Beside(december)) == [
        ("reports.year_not_sum", "year_done", 70, 870, 800)
    ]


def test_after_months_not_filed_the_year_is_at_least_what_is_known():
    june = Said(Month(2022, 6), done=100, year_done=1_500, since_start=6_500)
    assert found(june) == []
    assert found(replace(june, year_done=999, since_start=5_999)) == [
        ("reports.year_below_sum", "year_done", 1_000, 999, -1)
    ]
    assert found(replace(june, year_done=99, since_start=99), Beside()) == [
        ("reports.year_below_sum", "year_done", 100, 99, -1)
    ]


def test_the_year_is_the_sum_of_its_kinds():
    more = {Kind.CONSTRUCTION: 700, Kind.EQUIPMENT: 301}
    assert found(replace(THIS, parts=more)) == [("reports.parts_not_sum", "parts", 1_000, 1_001, 1)]


def test_since_the_start_is_the_end_of_last_year_and_this_year():
    wrong = [("reports.start_not_sum", "since_start", 6_000, 6_001, 1)]
    assert found(replace(THIS, since_start=6_001)) == wrong
    assert found(replace(THIS, since_start=6_001), Beside(LAST)) == wrong


def test_where_nothing_is_known_of_last_year_the_start_is_not_less_than_this_year():
    first = Said(APRIL, done=100, year_done=1_000, since_start=1_000)
    assert found(first, Beside()) == []
    assert found(replace(first, since_start=999), Beside()) == [
        ("reports.start_below_year", "since_start", 1_000, 999, -1)
    ]


def test_last_years_end_is_not_guessed_from_a_report_before_it():
    november = Said(Month(2021, 11), done=50, year_done=800, since_start=5_000)
    assert found(Said(JANUARY, 70, 70, 5_200), Beside(november)) == []


def test_no_sum_falls():
    less = replace(THIS, parts={Kind.CONSTRUCTION: 701, Kind.EQUIPMENT: 299})
    assert found(less) == [("reports.sum_falls", "parts.equipment", 300, 299, -1)]
    backwards = replace(THIS, done=0, year_done=899, since_start=5_899, parts={})
    assert found(backwards) == [
        ("reports.year_not_sum", "year_done", 900, 899, -1),
        ("reports.sum_falls", "since_start", 5_900, 5_899, -1),
        ("reports.sum_falls", "year_done", 900, 899, -1),
    ]


def test_a_kind_that_is_told_no_more_falls_to_nothing():
    without = replace(THIS, parts={Kind.CONSTRUCTION: 1_000})
    assert found(without) == [("reports.sum_falls", "parts.equipment", 300, 0, -300)]


def test_a_new_year_begins_at_nothing():
    december = Said(Month(2021, 12), done=50, year_done=800, since_start=5_000, parts={Kind.OTHER: 800})
    assert found(Said(JANUARY, 0, 0, 5_000, {Kind.OTHER: 0}), Beside(december)) == []


def test_only_a_correction_with_a_reason_takes_back():
    back = replace(THIS, done=-100, year_done=800, since_start=5_800, parts={})
    assert [one[0] for one in found(back)] == ["reports.sum_falls", "reports.sum_falls", "reports.month_negative"]
    assert found(replace(back, version=2)) == found(back)
    assert found(replace(back, reason="settled")) == found(back)
    assert found(replace(back, version=2, reason=" ")) == found(back)
    assert found(replace(back, version=2, reason="settled")) == []


def test_a_month_is_not_negative():
    back = replace(THIS, done=-1, year_done=899, since_start=5_899, parts={})
    assert ("reports.month_negative", "done", 0, -1, -1) in found(back)


def test_no_kind_is_negative():
    said = Said(JANUARY, 70, 70, 70, {Kind.CONSTRUCTION: 71, Kind.OTHER: -1})
    assert found(said, Beside()) == [("reports.part_negative", "parts.other", 0, -1, -1)]
    assert found(replace(said, version=2, reason="settled"), Beside()) == []


def test_what_a_correction_takes_back_from_the_version_before_it_has_a_reason():
    first = replace(THIS, done=130, year_done=1_030, since_start=6_030, parts={})
    second = replace(THIS, version=2)
    beside = replace(BESIDE, replaced=first)
    assert found(second, beside) == [
        ("reports.taken_back_without_reason", field, was, was - 30, -30)
        for field, was in (("done", 130), ("year_done", 1_030), ("since_start", 6_030))
    ]
    assert found(replace(second, reason="measured again"), beside) == []
    assert found(replace(first, version=2), replace(BESIDE, replaced=THIS)) == []


@pytest.mark.parametrize(("progress", "expected"), [(-1, 0), (10_001, 10_000)])
def test_progress_is_a_share(progress, expected):
    beside = Beside(replace(LAST, progress=None), 5_000)
    wrong = ("reports.progress_outside", "progress", expected, progress, progress - expected)
    assert found(replace(THIS, progress=progress), beside) == [wrong]


@pytest.mark.parametrize("progress", [0, 10_000, None])
def test_nothing_and_the_whole_are_shares(progress):
    assert found(replace(THIS, progress=progress), Beside(replace(LAST, progress=None), 5_000)) == []


def test_progress_falls_only_with_a_reason():
    less = replace(THIS, progress=2_999)
    assert found(less) == [("reports.progress_falls", "progress", 3_000, 2_999, -1)]
    assert found(replace(less, reason="measured again")) == []


def test_no_change_is_nothing_and_says_why():
    still = Said(APRIL, 0, 900, 5_900, PARTS, 3_000, unchanged=True)
    assert found(still) == [("reports.unchanged_without_reason", "reason", None, None, None)]
    assert found(replace(still, reason="frost")) == []
    assert found(replace(THIS, unchanged=True, reason="frost")) == [
        ("reports.unchanged_with_amount", "done", 0, 100, 100)
    ]


def test_every_rule_is_listed_by_its_name_and_says_what_it_asks():
    assert list(RULES) == [rule.__name__ for rule in RULES.values()]
    assert all(rule.__doc__ for rule in RULES.values())


AMOUNTS = st.lists(st.lists(st.integers(0, 10**13), min_size=4, max_size=4), min_size=2, max_size=30)


def series(amounts, closed, first=JANUARY):
    """Honest reports: what each kind had in each month, summed."""
    said, since, parts = [], closed, dict.fromkeys(Kind, 0)
    for step, kinds in enumerate(amounts):
        month = first + step
        if month.number == 1:
            parts = dict.fromkeys(Kind, 0)
        parts = {kind: parts[kind] + amount for kind, amount in zip(Kind, kinds, strict=True)}
        since += sum(kinds)
        progress = (step + 1) * 10_000 // len(amounts)
        said.append(Said(month, sum(kinds), sum(parts.values()), since, parts, progress))
    return said


@given(AMOUNTS, st.integers(0, 10**14), st.integers(0, 11))
def test_an_honest_series_adds_up_over_years(amounts, closed, later):
    honest = series(amounts, closed, JANUARY + later)
    assert [problems for _said, problems in along(honest, closed)] == [[]] * len(honest)
    assert all(not problems for _said, problems in along(honest))


@given(AMOUNTS, st.integers(0, 10**14), st.data())
def test_a_fen_too_much_is_the_problem_of_its_rule_alone(amounts, closed, data):
    honest = series(amounts, closed)
    at = data.draw(st.integers(0, len(honest) - 1))
    said = honest[at]
    beside = Beside(honest[at - 1] if at else None, closed if at < 12 else None)
    parts = {**said.parts, Kind.OTHER: said.parts[Kind.OTHER] + 1}
    wrong = {
        "reports.year_not_sum": replace(said, done=said.done + 1),
        "reports.parts_not_sum": replace(said, parts=parts),
        "reports.start_not_sum": replace(said, since_start=said.since_start + 1),
    }
    assert {code: [one.code for one in check(told, beside)] for code, told in wrong.items()} == {
        code: [code] for code in wrong
    }
    assert {abs(problem.params["difference"]) for told in wrong.values() for problem in check(told, beside)} == {1}


@given(AMOUNTS, st.data())
def test_a_month_corrected_with_a_reason_carries_the_series_on(amounts, data):
    honest = series(amounts, 0)
    at = data.draw(st.integers(0, len(honest) - 1))
    true, more = honest[at], data.draw(st.integers(1, 10**10))
    parts = {**true.parts, Kind.OTHER: true.parts[Kind.OTHER] + more}
    first = replace(true, done=true.done + more, year_done=true.year_done + more, since_start=true.since_start + more)
    versions = [replace(first, parts=parts), replace(true, version=2, reason="measured again")]
    told = [*honest[:at], *versions, *honest[at + 1 :]]
    assert [one.code for _said, problems in along(told, 0) for one in problems] == []
    silent = [replace(one, reason="") for one in told]
    assert {one.code for _said, problems in along(silent, 0) for one in problems} == {
        "reports.taken_back_without_reason"
    }

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyworks.reports.rules.checks.doubts import Course, Doubt, Thresholds
from keyworks.reports.rules.checks.plausible import RULES, doubts, is_round
from keyworks.reports.rules.figures import Kind, Plan, Said
from keyworks.values.months import Month

WAN = 1_000_000
"""10,000 yuan in fen."""
MARCH = Month(2022, 3)
USUAL = Thresholds()
WORDS = ("foundations", "first floor", "second floor", "roof")


def course(*wan, first=MARCH, before=50_000, progress=None, total=1_000_000, year=100_000, kinds=None, **more):
    """A project of 10 bn yuan, month after month as told in wan; `before` is what was done before the first."""
    said, since, sums = [], before * WAN, dict.fromkeys(Kind, 0)
    for step, amount in enumerate(wan):
        month, fen = first + step, round(amount * WAN)
        if month.number == 1:
            sums = dict.fromkeys(Kind, 0)
        kind = kinds[step] if kinds else Kind.CONSTRUCTION
        sums = {**sums, kind: sums[kind] + fen}
        since += fen
        stands = progress[step] if progress else since * 10_000 // (total * WAN)
        words = f"{WORDS[step % 4]} {step}"
        said.append(Said(month, fen, sum(sums.values()), since, sums if kinds else {}, stands, words))
    plan = Plan(said[-1].month.year, (0, *[year * WAN // 10 + 7] * 10, 0)) if year else None
    return Course(said[-1], tuple(said[:-1]), plan, total * WAN, **more)


def told(course, **changes):
    """The same with other words in its last report."""
    return replace(course, said=replace(course.said, **changes))


def rules(course, limits=USUAL):
    return [doubt.rule for doubt in doubts(course, limits)]


STEADY = (4_012.35, 5_120.4, 4_871.02, 5_303.11)


def test_a_steady_year_is_not_asked_about():
    assert rules(course(*STEADY)) == []


def test_a_first_report_is_not_asked_about():
    assert rules(course(4_012.35)) == []
    assert rules(Course(course(4_012.35).said)) == []


def test_a_month_of_many_times_the_usual_one_is_a_jump():
    usual, largest = round(4_871.02 * WAN), round(5_120.4 * WAN)
    jumped = course(*STEADY[:3], 24_355.1)
    params = {"got": 5 * usual, "usual": usual, "largest": largest}
    assert doubts(jumped) == [Doubt("jump", params, "reports.ask_what_was_done")]
    assert rules(course(*STEADY[:3], 24_355.09)) == []


def test_two_months_do_not_tell_what_is_usual():
    assert rules(course(*STEADY[:2], 40_000.01)) == []


def test_a_jump_is_a_share_of_the_years_plan():
    assert rules(course(*STEADY[:3], 24_355.1, year=162_360)) == ["jump"]
    assert rules(course(*STEADY[:3], 24_355.1, year=162_370)) == []


def test_no_month_below_a_million_yuan_jumps():
    assert rules(course(10, 10.5, 11, 99.99, year=110)) == []
    assert rules(course(10, 10.5, 11, 100.01, year=110)) == ["jump"]


def test_machines_that_image_progress_shows_are_no_jump():
    kinds = [Kind.CONSTRUCTION] * 3 + [Kind.EQUIPMENT]
    amounts = (*STEADY[:3], 30_000)
    assert rules(course(*amounts, kinds=kinds, progress=[500, 500, 500, 599])) == []
    assert rules(course(*amounts, kinds=kinds, progress=[500, 500, 500, 598])) == ["jump"]
    assert rules(course(*amounts, progress=[500, 500, 500, 600])) == ["jump"]


def test_after_machines_and_land_the_usual_month_is_still_the_usual_one():
    kinds = [Kind.OTHER, *[Kind.CONSTRUCTION] * 3, Kind.EQUIPMENT, Kind.CONSTRUCTION]
    amounts = (29_000.01, *STEADY[:3], 30_000.01, 25_000.01)
    shown = [100, 150, 200, 250, 550, 600]
    assert rules(course(*amounts, before=0, kinds=kinds, progress=shown)) == ["jump"]


def test_hardly_anything_after_months_of_work_is_a_fall():
    fallen = course(*STEADY[1:], 243.55)
    params = {"got": round(243.55 * WAN), "usual": round(4_871.02 * WAN)}
    assert doubts(fallen) == [Doubt("fall", params, "reports.ask_why_it_stopped")]
    assert rules(course(*STEADY[1:], 243.56)) == []


@pytest.mark.parametrize(
    "quiet",
    [
        told(course(*STEADY, 0), reason="flood"),
        course(*STEADY, 0, first=Month(2022, 8)),
        course(*STEADY, 0, progress=[8_000, 8_200, 8_500, 8_900, 9_000]),
        course(*STEADY, 0, year=19_300),
        course(4_000.01, 0, 5_000.01, 0),
        course(99.01, 98.01, 99.51, 0),
        course(*STEADY[:2], 0),
    ],
    ids=["a reason", "December", "nearly finished", "plan done", "not without a break", "small", "too short"],
)
def test_what_explains_itself_is_no_fall(quiet):
    assert rules(quiet) == []


def test_a_year_in_december_is_a_hump():
    months = [1_000.01 + step / 100 for step in range(9)]
    humped = course(*months, 6_000.31)
    params = {"december": round(6_000.31 * WAN), "november": round(1_000.09 * WAN), "year": 15_000_760_000}
    assert Doubt("hump", params, "reports.ask_why_at_the_end") in doubts(humped)
    assert "hump" not in rules(course(*months, 5_900.31))


def test_november_counts_with_december():
    months = [1_000.01 + step / 100 for step in range(8)]
    assert rules(course(*months, 5_990.01, 6_030.01)) == ["hump"]
    assert rules(course(*months, 5_990.01, 5_950.01)) == []


def test_who_began_in_the_last_quarter_has_few_months():
    nothing = [0] * 8
    assert rules(course(*nothing, 3_000.01, 9_000.01, before=0)) == []
    assert rules(course(*nothing, 2_000.01, 9_000.01, before=0)) == ["hump"]
    assert rules(course(*nothing, 3_000.01, 9_000.01, before=1)) == ["hump"]


def test_who_reported_half_a_year_is_asked_and_who_joined_late_is_not():
    assert rules(course(*[1_000.01] * 6, 9_000.01, first=Month(2022, 6))) == ["hump"]
    assert rules(course(*[1_000.01] * 5, 9_000.01, first=Month(2022, 7))) == []


def test_machines_in_december_are_no_hump():
    kinds = [Kind.CONSTRUCTION] * 9 + [Kind.EQUIPMENT]
    months = [1_000.01 + step / 100 for step in range(9)]
    assert rules(course(*months, 30_000.01, kinds=kinds)) == []
    assert rules(course(*months, 30_000.01, kinds=kinds, progress=[500] * 10)) == ["jump", "hump"]


PLANNED = 10_000.000007
"""The month's plan of a `course`, in wan."""


def test_the_plan_twice_running_is_the_plan_told_as_done():
    month = 10_000 * WAN + 7
    again = course(9_000.01, PLANNED, PLANNED)
    params = {"got": month, "planned": month, "year": 29_000_010_014, "months": 2}
    question = "reports.ask_how_it_was_measured"
    assert doubts(again) == [Doubt("equals_plan", params, question)]
    assert rules(course(9_000.01, 9_000.02, PLANNED)) == []
    assert rules(course(9_000.01, PLANNED, PLANNED, PLANNED)) == []
    assert rules(course(9_000.01, *[PLANNED] * 4)) == ["equals_plan"]


def test_the_year_so_far_exactly_at_what_is_due_is_asked_about():
    plan = Plan(2022, (0, 0, 4_000 * WAN, 5_000 * WAN, *[6_000 * WAN] * 8))
    exact = replace(course(4_012.35, 4_987.65), plan=plan)
    assert rules(exact) == ["equals_plan"]
    assert rules(told(exact, year_done=exact.said.year_done + 1)) == []


def test_the_years_target_is_asked_about_once():
    reached = replace(course(4_012.35, 4_987.65), plan=Plan(2022, (0, 0, *[900 * WAN] * 10)))
    assert rules(reached) == ["equals_plan"]
    after = replace(course(4_012.35, 4_987.65, 0), plan=reached.plan)
    assert rules(after) == []
    assert rules(replace(reached, plan=Plan(2021, reached.plan.months))) == []


def test_three_round_months_running_are_asked_about():
    question = "reports.ask_how_it_was_measured"
    params = {"got": 5_200 * WAN, "months": 3}
    assert doubts(course(4_012.35, 5_000, 4_800, 5_200)) == [Doubt("round_numbers", params, question)]
    assert rules(course(5_000, 4_800.01, 5_200)) == []
    assert rules(course(5_000, 0, 4_800, 5_200)) == ["round_numbers"]
    assert rules(course(5_000, 4_800, 5_200, 5_100)) == []


def test_a_month_not_filed_breaks_a_run():
    gone = course(5_000, 4_800, 4_900, 5_200)
    assert rules(replace(gone, earlier=gone.earlier[:1] + gone.earlier[2:])) == []


@pytest.mark.parametrize(("amount", "round_"), [(34, True), (1_250, True), (1_240, False), (120, True), (0, True)])
def test_round_has_two_digits_or_half_of_one_more(amount, round_):
    assert is_round(amount) is round_
    assert is_round(amount * WAN) is round_


def test_last_months_figures_and_words_are_asked_about():
    again = course(4_012.35, 5_120.41, 5_120.41, progress=[500, 600, 600])
    before = again.before.words
    same = told(again, words=f" {before.upper()}。")
    params = {"got": round(5_120.41 * WAN), "month": "2022-04"}
    assert doubts(same) == [Doubt("same_again", params, "reports.ask_if_unchanged")]
    assert rules(again) == []
    assert rules(told(same, progress=700)) == []
    assert rules(told(same, words="")) == []
    assert rules(told(same, unchanged=True)) == []
    assert rules(told(same, reason="frost")) == []


def test_more_than_the_total_is_asked_about_once():
    over = course(4_000.01, 5_000.01, before=0, total=8_181, progress=[5_000, 10_000])
    params = {"got": 9_000_020_000, "total": 8_181 * WAN}
    assert doubts(over) == [Doubt("beyond_total", params, "reports.ask_for_the_approval")]
    assert rules(replace(over, total=8_182 * WAN)) == []
    assert rules(course(4_000.01, 5_000.01, 10, before=0, total=8_181, progress=[5_000, 10_000, 10_000])) == []


def test_more_than_a_contract_is_asked_about_once_over_all_years_known():
    kinds = [Kind.EQUIPMENT] * 3
    signed = {Kind.EQUIPMENT: 12_500 * WAN, Kind.INSTALLATION: 10}
    over = course(4_012.35, 4_871.02, 5_120.41, first=Month(2021, 11), kinds=kinds, contracts=signed)
    params = {"got": 14_003_780_000, "contract": 12_500 * WAN, "kind": "equipment"}
    assert doubts(over) == [Doubt("beyond_contract", params, "reports.ask_for_the_contract")]
    assert rules(replace(over, contracts={Kind.EQUIPMENT: 12_731 * WAN})) == []
    assert rules(replace(over, contracts={Kind.EQUIPMENT: 8_000 * WAN})) == []


def test_money_far_ahead_of_image_progress_is_asked_about_once():
    ahead = course(4_012.35, 5_120.41, before=300_000, progress=[100, 100])
    assert rules(ahead) == []
    far = course(4_012.35, 5_120.41, before=300_870, progress=[100, 100])
    params = {"got": 310_002_760_000, "total": 10**12, "share": 3_100, "progress": 100}
    assert doubts(far) == [Doubt("beyond_progress", params, "reports.ask_what_stands")]
    assert rules(course(4_012.35, 5_120.41, before=400_000, progress=[100, 100])) == []
    assert rules(course(4_012.35, 5_120.41, before=300_870, progress=[100, None])) == []


def test_a_months_money_that_its_progress_cannot_carry_is_asked_about():
    params = {"got": 16_000_010_000, "total": 10**11, "share": 1_600, "grown": 100}
    step = course(4_012.35, 16_000.01, before=0, total=100_000, progress=[100, 200])
    assert doubts(step) == [Doubt("month_beyond_progress", params, "reports.ask_what_stands")]
    assert rules(course(4_012.35, 16_000, before=0, total=100_000, progress=[100, 200])) == []
    assert rules(course(4_012.35, 15_000.01, before=0, total=100_000, progress=[200, 100])) == ["month_beyond_progress"]


def test_many_times_what_another_ledger_knows_is_asked_about_each_quarter():
    amounts = (9_001.01, 9_002.02, 9_003.03, 9_004.04)
    known = {"statistics": round(1_800.2 * WAN), "payments": 10**12}
    quarter = course(*amounts, ledgers=known, year=30_000)
    params = {"got": round(9_001.01 * WAN), "known": known["statistics"], "ledger": "statistics"}
    assert doubts(quarter) == [Doubt("beyond_ledger", params, "reports.ask_about_ledgers")]
    assert rules(replace(quarter, ledgers={"statistics": round(1_800.21 * WAN)})) == []
    assert rules(course(*amounts, ledgers=known, year=36_010)) == []
    assert rules(course(*amounts, 9_005.05, ledgers=known, year=30_000)) == []


def test_every_rule_is_listed_by_its_name_and_says_what_it_asks():
    assert list(RULES) == [rule.__name__ for rule in RULES.values()]
    assert all(rule.__doc__ for rule in RULES.values())


MONTHS = st.lists(st.integers(10**8, 10**11), min_size=1, max_size=24)


def _times(said, factor):
    amounts = {field: getattr(said, field) * factor for field in ("done", "year_done", "since_start")}
    return replace(said, **amounts)


@given(MONTHS, st.integers(2, 1_000))
def test_a_city_may_count_in_any_unit_above_its_least(months, factor):
    plain = course(*(amount / WAN for amount in months))
    more = Thresholds(least=USUAL.least * factor)
    scaled = [_times(one, factor) for one in (*plain.earlier, plain.said)]
    plan = Plan(plain.plan.year, tuple(amount * factor for amount in plain.plan.months))
    large = Course(scaled[-1], tuple(scaled[:-1]), plan, plain.total * factor)
    kept = {"jump", "fall", "hump", "equals_plan", "beyond_total", "beyond_progress", "month_beyond_progress"}
    assert kept & set(rules(large, more)) == kept & set(rules(plain))


@given(MONTHS)
def test_even_months_are_no_jump_no_fall_and_no_hump(months):
    even = course(*([months[0] / WAN] * 12), first=Month(2022, 1))
    assert not {"jump", "fall", "hump"} & set(rules(even))


ANY = st.integers(-(10**15), 10**15)
REPORT = st.builds(
    Said,
    st.just(MARCH),
    ANY,
    ANY,
    ANY,
    st.dictionaries(st.sampled_from(Kind), ANY),
    st.none() | st.integers(-1, 10_001),
    st.sampled_from(("", "roof")),
    unchanged=st.booleans(),
)


@given(
    st.lists(st.tuples(REPORT, st.integers(1, 3)), min_size=1, max_size=14),
    st.none() | st.lists(st.integers(0, 10**12), min_size=12, max_size=12),
    st.none() | st.integers(0, 10**14),
)
def test_whatever_is_told_is_asked_about_and_breaks_nothing(reports, months, total):
    said, month = [], Month(2021, 1)
    for one, later in reports:
        month += later
        said.append(replace(one, month=month))
    plan = months and Plan(month.year, tuple(months))
    whole = Course(said[-1], tuple(said[:-1]), plan, total, {Kind.OTHER: 0}, {"payments": 0, "output": -1})
    assert {doubt.rule for doubt in doubts(whole)} <= set(RULES)

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from keyworks.reports.rules.figures import Plan, straight
from keyworks.reports.rules.lights import codes, sets
from keyworks.reports.rules.lights.judging import judged, window
from keyworks.reports.rules.lights.reading import read
from keyworks.reports.rules.lights.specs import Bonds, Colour, Dimension, RuleSet
from keyworks.reports.rules.lights.states import Batch, State, Step, Told
from keyworks.values.months import Month

GREEN, YELLOW, RED, GREY = Colour.GREEN, Colour.YELLOW, Colour.RED, Colour.GREY
DEFAULT, WUHAN, YINCHUAN, SANYA, TIANJIN, OUHAI = (read(one) for one in sets.SETS)
JUNE = Month(2022, 6)
EVEN = Plan(2022, (1000,) * 12)
"""A thousand each month: 6000 are due by the end of June, 12,000 in the year."""


def after(done: int, month: Month = JUNE, plan: Plan = EVEN, **more) -> State:
    """All was done in January."""
    return State(month, plan, (done, *(0,) * 11), **more)


def verdict(rules: RuleSet, state: State, dimension: Dimension = Dimension.INVESTMENT):
    found = judged(rules, state).of(dimension)
    assert found is not None
    return found


def colour(rules: RuleSet, state: State, dimension: Dimension = Dimension.INVESTMENT) -> Colour:
    return verdict(rules, state, dimension).colour


@pytest.mark.parametrize("rules", [DEFAULT, WUHAN, YINCHUAN, SANYA, OUHAI], ids=lambda one: one.code)
def test_the_published_october_is_green_and_nearly_fourteen_points_ahead(rules):
    found = verdict(rules, after(6_290_000_000_000, Month(2022, 10), straight(2022, 6_474_000_000_000)))
    assert found.colour is GREEN
    assert found.inputs["points"] == 1383
    assert found.turns_green == ()


@pytest.mark.parametrize(
    ("done", "expected"), [(3599, RED), (3600, YELLOW), (4799, YELLOW), (4800, GREEN), (0, RED), (6000, GREEN)]
)
def test_in_wuhan_exactly_six_tenths_are_yellow_and_exactly_eight_tenths_green(done, expected):
    assert colour(WUHAN, after(done)) is expected


def test_in_wuhan_a_fen_decides_where_a_rounded_ratio_could_not():
    plan = Plan(2022, (10**15 + 1, *(0,) * 11))
    found = [verdict(WUHAN, after(done, plan=plan)) for done in (6 * 10**14, 6 * 10**14 + 1)]
    assert [one.colour for one in found] == [RED, YELLOW]
    assert [one.inputs["ratio"] for one in found] == [6000, 6000]


@pytest.mark.parametrize(
    ("done", "expected"), [(4801, GREEN), (4800, YELLOW), (2400, YELLOW), (2399, RED), (9000, GREEN)]
)
def test_in_yinchuan_ten_points_behind_are_yellow_thirty_still_are_and_more_is_red(done, expected):
    # 6000 of 12,000 are due: 50 points. 4800 is 10 points behind, 2400 is 30.
    assert colour(YINCHUAN, after(done)) is expected


@pytest.mark.parametrize(("done", "expected"), [(6000, GREEN), (5999, YELLOW), (3000, YELLOW), (2999, RED)])
def test_in_sanya_half_of_what_is_due_may_lack_before_it_is_red(done, expected):
    assert colour(SANYA, after(done)) is expected


def test_in_ouhai_a_march_missed_and_made_up_in_april_is_yellow_and_april_green():
    march, april = Month(2020, 3), Month(2020, 4)
    plan = Plan(2020, (1000,) * 12)
    then = State(march, plan, (1000, 1000, 400))
    assert colour(OUHAI, then) is RED
    now = (1000, 1000, 400, 1600)
    past = verdict(OUHAI, State(march, plan, now))
    assert (past.colour, past.inputs["made_up_in"], past.turns_green) == (YELLOW, april, ())
    here = verdict(OUHAI, State(april, plan, now))
    assert (here.colour, here.inputs["made_up"]) == (GREEN, (march,))


def test_in_ouhai_a_month_half_made_up_stays_red_and_so_does_the_next():
    plan, done = Plan(2020, (1000,) * 12), (1000, 1000, 400, 500)
    assert [colour(OUHAI, State(Month(2020, number), plan, done)) for number in (2, 3, 4)] == [GREEN, RED, RED]


def test_in_ouhai_making_up_exactly_is_enough_and_counts_from_its_own_month_on():
    plan, done = Plan(2020, (1000,) * 12), (1000, 1000, 400, 500, 100, 3000)
    found = [verdict(OUHAI, State(Month(2020, number), plan, done)) for number in (3, 4, 5, 6)]
    assert [one.colour for one in found] == [YELLOW, YELLOW, YELLOW, GREEN]
    assert [one.inputs["made_up_in"] for one in found[:2]] == [Month(2020, 5), Month(2020, 6)]
    april, may = Month(2020, 4), Month(2020, 5)
    assert [one.inputs["made_up"] for one in found] == [(), (), (Month(2020, 3),), (Month(2020, 3), april, may)]


@pytest.mark.parametrize(
    ("number", "done", "expected", "code"),
    [
        (1, 0, GREEN, codes.POINTS),
        (2, 0, YELLOW, codes.POINTS),
        (2, 801, GREEN, codes.POINTS),
        (3, 801, RED, codes.RATIO),
        (3, 1800, YELLOW, codes.RATIO),
    ],
)
def test_before_march_points_are_used_and_from_march_on_the_ratio(number, done, expected, code):
    found = verdict(DEFAULT, after(done, Month(2022, number)))
    assert (found.colour, found.code) == (expected, code)


def test_what_turns_it_green_is_this_months_lack_and_what_the_next_month_asks():
    assert verdict(WUHAN, after(3000)).turns_green == (
        Told(codes.INVEST, {"amount": 1800, "month": JUNE}),
        Told(codes.INVEST_NEXT, {"amount": 2600, "month": Month(2022, 7)}),
    )
    assert verdict(WUHAN, after(0, Month(2022, 12))).turns_green == (
        Told(codes.INVEST, {"amount": 9600, "month": Month(2022, 12)}),
    )
    february = verdict(DEFAULT, after(0, Month(2022, 2)))
    assert [one.params["amount"] for one in february.turns_green] == [801, 2400]


def test_where_the_next_month_asks_for_less_nothing_is_to_be_done_in_it():
    found = verdict(DEFAULT, after(8500, Month(2022, 2), Plan(2022, (5000, 5000, *(0,) * 9, 2000))))
    assert [one.params["amount"] for one in found.turns_green] == [301, 0]


def test_without_a_plan_or_with_nothing_due_the_investment_is_grey():
    later = Plan(2022, (0,) * 6 + (2000,) * 6)
    found = [
        verdict(WUHAN, State(JUNE, done=(5,))),
        verdict(WUHAN, after(5, plan=later)),
        verdict(WUHAN, after(5, plan=Plan(2021, (1,) * 12))),
        verdict(WUHAN, after(0, Month(2022, 7), later)),
    ]
    assert [one.code for one in found] == [codes.NO_PLAN, codes.NOTHING_DUE, codes.NO_PLAN, codes.RATIO]
    assert [one.colour for one in found] == [GREY, GREY, GREY, RED]


@pytest.mark.parametrize(
    ("number", "expected", "code"),
    [(2, GREY, codes.NOT_YET), (3, YELLOW, codes.START), (5, YELLOW, codes.START), (6, RED, codes.START)],
)
def test_a_planned_month_missed_is_yellow_and_three_months_later_red(number, expected, code):
    march = Month(2025, 3)
    found = verdict(YINCHUAN, State(Month(2025, number), planned_start=march), Dimension.START)
    assert (found.colour, found.code) == (expected, code)


def test_a_start_turns_the_lamp_green_in_its_month_and_not_before():
    state = State(Month(2025, 5), planned_start=Month(2025, 3), started=Month(2025, 5))
    assert verdict(YINCHUAN, state, Dimension.START).inputs["late"] == 2
    assert colour(YINCHUAN, state, Dimension.START) is GREEN
    before = verdict(YINCHUAN, replace(state, month=Month(2025, 4)), Dimension.START)
    assert (before.colour, before.turns_green) == (YELLOW, (Told(codes.BEGIN, {"planned": Month(2025, 3)}),))
    assert verdict(YINCHUAN, State(JUNE), Dimension.START).code == codes.UNKNOWN
    early = State(Month(2025, 5), planned_start=Month(2025, 4), started=Month(2025, 3), entered=Month(2025, 2))
    assert verdict(YINCHUAN, early, Dimension.START).inputs["late"] == 0
    assert verdict(YINCHUAN, early, Dimension.STATISTICS).inputs["late"] == 0


@pytest.mark.parametrize(
    ("number", "expected"), [(2, GREY), (3, GREEN), (4, YELLOW), (5, YELLOW), (6, RED), (7, GREEN)]
)
def test_a_month_after_the_start_without_the_statistics_is_yellow_and_more_than_two_red(number, expected):
    state = State(Month(2025, number), started=Month(2025, 3), entered=Month(2025, 7))
    assert colour(YINCHUAN, state, Dimension.STATISTICS) is expected


def test_a_batch_issued_on_15_march_runs_from_april_to_september():
    assert window(Batch("A", date(2022, 3, 15), 100), 6) == (Month(2022, 4), Month(2022, 9))


@pytest.mark.parametrize(
    ("number", "spent", "expected"),
    [
        (2, 0, GREY),
        (3, 0, GREY),
        (8, 0, GREY),
        (8, 10_000, GREEN),
        (9, 10_000, GREEN),
        (9, 9_999, YELLOW),
        (9, 7_000, YELLOW),
        (9, 6_999, RED),
        (12, 6_999, RED),
    ],
)
def test_a_batch_is_judged_when_its_six_months_are_over(number, spent, expected):
    state = State(Month(2022, number), batches=(Batch("A", date(2022, 3, 15), 10_000, spent),))
    assert colour(TIANJIN, state, Dimension.BONDS) is expected


def test_of_several_batches_the_worst_is_the_colour_and_each_says_what_it_lacks():
    batches = (
        Batch("A", date(2022, 1, 5), 10_000, 8_000),
        Batch("B", date(2022, 2, 5), 10_000, 1_000),
        Batch("C", date(2022, 6, 5), 10_000),
    )
    found = verdict(TIANJIN, State(Month(2022, 8), batches=batches), Dimension.BONDS)
    assert (found.colour, found.inputs["batch"], found.inputs["share"], found.inputs["batches"]) == (RED, "B", 9000, 3)
    assert found.turns_green == (
        Told(codes.SPEND, {"batch": "A", "amount": 2_000, "by": date(2022, 7, 31)}),
        Told(codes.SPEND, {"batch": "B", "amount": 9_000, "by": date(2022, 8, 31)}),
    )


def test_a_batch_that_is_not_yet_issued_is_none():
    state = State(Month(2022, 2), batches=(Batch("A", date(2022, 3, 1), 100, 100),))
    assert verdict(TIANJIN, state, Dimension.BONDS).code == codes.UNKNOWN
    assert colour(TIANJIN, replace(state, month=Month(2022, 3)), Dimension.BONDS) is GREEN


def test_a_city_that_tolerates_a_tenth_asks_for_no_more_than_the_rest():
    rules = RuleSet("own", 2022, {"en": "Own"}, bonds=Bonds(6, 1_000, 3_000))
    batch = Batch("A", date(2022, 1, 5), 9_999, 8_000)
    found = verdict(rules, State(JUNE + 1, batches=(batch,)), Dimension.BONDS)
    assert found.turns_green[0].params["amount"] == 1_000  # 9000 leaves 999 short, 8999 would leave 1000 of 9999
    assert colour(rules, State(JUNE + 1, batches=(replace(batch, spent=9_000),)), Dimension.BONDS) is GREEN
    assert colour(rules, State(JUNE + 1, batches=(replace(batch, spent=8_999),)), Dimension.BONDS) is YELLOW


def test_approvals_are_as_bad_as_the_longest_overdue():
    def steps(*days):
        return State(JUNE, overdue=tuple(Step(f"s{one}", one) for one in days))

    found = [verdict(DEFAULT, one, Dimension.APPROVAL) for one in (State(JUNE), steps(), steps(0), steps(1, 30, 2))]
    assert [one.colour for one in found] == [GREY, GREEN, GREEN, YELLOW]
    assert found[3].inputs == {"step": "s30", "days": 30, "steps": 3}
    assert colour(DEFAULT, steps(31), Dimension.APPROVAL) is RED


def test_a_report_not_filed_is_yellow_two_running_red_and_each_names_its_day():
    filed = (True, False, True, False, False, None, True)
    found = [verdict(DEFAULT, State(Month(2022, number), filed=filed), Dimension.FILING) for number in range(1, 9)]
    assert [one.colour for one in found] == [GREEN, YELLOW, GREEN, YELLOW, RED, GREY, GREEN, GREY]
    assert found[4].turns_green == (
        Told(codes.FILE, {"month": Month(2022, 4), "by": date(2022, 5, 10)}),
        Told(codes.FILE, {"month": Month(2022, 5), "by": date(2022, 6, 10)}),
    )


def test_the_report_of_december_is_due_in_january():
    found = verdict(DEFAULT, State(Month(2022, 12), filed=(*(True,) * 11, False)), Dimension.FILING)
    assert found.turns_green[0].params["by"] == date(2023, 1, 10)


def test_an_exemption_greys_one_dimension_and_says_what_it_would_be():
    state = after(0, filed=(*(True,) * 5, False))
    plain, exempt = judged(DEFAULT, state), judged(DEFAULT, replace(state, exemptions={Dimension.INVESTMENT: "winter"}))
    assert (plain.colour, exempt.colour) == (RED, YELLOW)
    found = exempt.of(Dimension.INVESTMENT)
    assert (found.colour, found.code, found.turns_green) == (GREY, codes.EXEMPT, ())
    assert {found.inputs[name] for name in ("reason", "rule", "without")} == {"winter", codes.RATIO, RED}
    assert exempt.of(Dimension.FILING) == plain.of(Dimension.FILING)
    assert exempt.deciding == (plain.of(Dimension.FILING),)


def test_an_exemption_without_a_documented_reason_exempts_nothing():
    assert judged(DEFAULT, after(0, exemptions={Dimension.INVESTMENT: " "})).colour is RED


def test_where_nothing_is_judged_the_light_is_grey():
    light = judged(DEFAULT, State(JUNE))
    assert {one.colour for one in light.verdicts} == {GREY}
    assert light.colour is GREY
    assert judged(WUHAN, State(JUNE)).of(Dimension.FILING) is None

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyworks.reports.rules.figures import Plan
from keyworks.reports.rules.lights import codes, sets
from keyworks.reports.rules.lights.comparing import compared, explained
from keyworks.reports.rules.lights.districts import growth, judged_district
from keyworks.reports.rules.lights.judging import judged
from keyworks.reports.rules.lights.reading import read
from keyworks.reports.rules.lights.specs import Colour, Dimension, Growth, RuleSet, harshness
from keyworks.reports.rules.lights.states import Batch, District, State, Told
from keyworks.values.months import Month

GREEN, YELLOW, RED, GREY = Colour.GREEN, Colour.YELLOW, Colour.RED, Colour.GREY
SANYA, TIANJIN, WUHAN, YINCHUAN = (
    read(one) for one in (sets.SANYA_2022, sets.TIANJIN_2022, sets.WUHAN_2022, sets.YINCHUAN_2025)
)
JUNE = Month(2022, 6)
PLAN = Plan(2022, (100,) * 12)


def grown(own, planned=500, average=300):
    return District(JUNE, growth=own, planned_growth=planned, average_growth=average)


@pytest.mark.parametrize(
    ("district", "expected"),
    [
        (grown(500), GREEN),
        (grown(499), YELLOW),
        (grown(500, average=501), YELLOW),
        (grown(0), YELLOW),
        (grown(-1), RED),
        (grown(-1, planned=-300, average=-200), RED),
        (grown(0, planned=-300, average=-200), GREEN),
        (grown(Fraction(1499, 3)), YELLOW),
        (grown(None), GREY),
        (grown(600, average=None), GREY),
        (grown(400, average=None), YELLOW),
    ],
)
def test_in_tianjin_growth_meets_plan_and_average_or_is_yellow_and_falling_is_red(district, expected):
    assert judged_district(TIANJIN, district).colour is expected


def test_the_points_of_growth_that_are_lacking_reach_the_higher_bar():
    found = judged_district(TIANJIN, grown(-100, average=800)).of(Dimension.GROWTH)
    assert found.turns_green == (Told(codes.GROW, {"points": 900}),)
    assert found.inputs == {"growth": -100, "plan": 500, "average": 800}


def test_growth_is_exact_and_over_nothing_none():
    assert growth(103, 99) == Fraction(40_000, 99)
    assert growth(5, 0) is None


def test_a_rule_that_asks_for_no_bar_is_green_unless_it_falls():
    rules = RuleSet("own", 2022, {"en": "Own"}, growth=Growth(()))
    assert [judged_district(rules, grown(one)).colour for one in (0, -1)] == [GREEN, RED]


def test_a_districts_bonds_are_judged_as_its_projects_are():
    batch = Batch("A", date(2022, 3, 15), 100, 69)
    found = [
        judged_district(TIANJIN, replace(grown(500), month=Month(2022, number), batches=(batch,)))
        for number in (8, 9)
    ]  # fmt: skip
    assert [one.colour for one in found] == [GREEN, RED]


@pytest.mark.parametrize(
    ("done", "expected", "interview"),
    [
        ((100, 100), GREEN, ""),
        ((100, 99), YELLOW, "head"),
        ((99, 99), RED, "vice_mayor"),
        ((99, 100, 99), YELLOW, "vice_mayor"),
        ((99, 99, 100), GREEN, ""),
        ((100, 99, 99), RED, "vice_mayor"),
        ((100, 500, 0), YELLOW, "head"),
    ],
)
def test_in_sanya_a_month_missed_is_yellow_two_running_red_and_each_has_its_interview(done, expected, interview):
    light = judged_district(SANYA, District(Month(2022, len(done)), PLAN, done))
    found = light.of(Dimension.TASKS)
    assert (light.colour, found.inputs["interview"]) == (expected, interview)


def test_a_month_in_which_nothing_was_planned_neither_ends_a_run_nor_is_one():
    plan = Plan(2022, (100, 0, 100, *(0,) * 9))
    colours = [judged_district(SANYA, District(Month(2022, number), plan, (0, 0, 0))).colour for number in (1, 2, 3)]
    assert colours == [YELLOW, GREY, RED]
    assert judged_district(SANYA, District(JUNE)).of(Dimension.TASKS).code == codes.NO_PLAN


def test_a_districts_exemption_greys_one_dimension():
    district = replace(grown(-1), batches=(Batch("A", date(2022, 6, 1), 5, 5),))
    assert judged_district(TIANJIN, district).colour is RED
    exempt = judged_district(TIANJIN, replace(district, exemptions={Dimension.GROWTH: "base of last year"}))
    assert (exempt.colour, exempt.of(Dimension.GROWTH).colour) == (GREEN, GREY)


@given(st.lists(st.integers(0, 200), min_size=1, max_size=12), st.integers(0, 11), st.integers(1, 200))
def test_more_done_never_worsens_a_districts_month(done, at, more):
    month = Month(2022, len(done))
    mended = [one + more * (place == at) for place, one in enumerate(done)]
    before, now = (judged_district(SANYA, District(month, PLAN, tuple(one))) for one in (done, mended))
    assert harshness(now.colour) <= harshness(before.colour)


@given(*(st.integers(-5_000, 5_000) for _ in range(4)))
def test_more_growth_never_worsens_and_what_is_lacking_is_enough(own, planned, average, more):
    before = judged_district(TIANJIN, grown(own, planned, average))
    now = judged_district(TIANJIN, grown(own + abs(more), planned, average))
    assert harshness(now.colour) <= harshness(before.colour)
    lacking = sum(one.params["points"] for one in before.verdicts[0].turns_green)
    assert judged_district(TIANJIN, grown(own + lacking, planned, average)).colour is GREEN


def test_two_rule_sets_beside_one_another_give_what_differs():
    state = State(JUNE, PLAN, (300,), planned_start=Month(2022, 5))
    wuhan, yinchuan = judged(WUHAN, state), judged(YINCHUAN, state)
    found = compared(wuhan, yinchuan)
    assert (found.one, found.other, found.harsher) == (RED, YELLOW, -1)
    assert [(one.dimension, one.recoloured) for one in found.differences] == [
        (Dimension.INVESTMENT, True),
        (Dimension.START, True),
        (Dimension.STATISTICS, False),
    ]
    assert (found.differences[0].one, found.differences[1].one) == (wuhan.of(Dimension.INVESTMENT), None)
    assert compared(wuhan, judged(WUHAN, state)).differences == ()


def test_lights_of_two_months_are_not_compared():
    with pytest.raises(ValueError, match="2022-07"):
        compared(judged(WUHAN, State(JUNE)), judged(WUHAN, State(JUNE + 1)))


def test_a_light_is_explained_with_its_worst_dimension_first():
    said = explained(judged(YINCHUAN, State(JUNE, PLAN, (300,), planned_start=Month(2022, 3))))
    assert [one.code for one in said] == [
        codes.START,
        codes.BEGIN,
        codes.POINTS,
        codes.INVEST,
        codes.INVEST_NEXT,
        codes.NOT_STARTED,
    ]
    assert said[0].params["colour"] is RED
    assert (said[2].params["colour"], said[2].params["points"]) == (YELLOW, 2500 - 5000)

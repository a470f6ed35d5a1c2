from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from keyworks.reports.rules.figures import Plan
from keyworks.reports.rules.lights import codes, sets
from keyworks.reports.rules.lights.comparing import explained
from keyworks.reports.rules.lights.judging import judged
from keyworks.reports.rules.lights.reading import read
from keyworks.reports.rules.lights.specs import (
    Colour,
    Dimension,
    Points,
    Ratio,
    RuleSet,
    Short,
    Tasks,
    harshness,
    worst,
)
from keyworks.reports.rules.lights.states import Batch, State, Step
from keyworks.values.months import Month

SETS = [read(one) for one in sets.SETS]
amounts = st.integers(0, 10_000) | st.integers(0, 10**14)
limits = st.tuples(st.integers(0, 10_000), st.integers(0, 10_000)).map(sorted)
plans = st.lists(amounts, min_size=12, max_size=12).map(lambda some: Plan(2022, tuple(some)))
series = st.lists(amounts, max_size=12).map(tuple)
months = st.integers(1, 12).map(lambda number: Month(2022, number))
measures = st.one_of(
    st.builds(lambda two: Ratio(two[1], two[0]), limits),
    st.builds(lambda two: Points(*two), limits),
    st.builds(lambda two: Short(*two), limits),
    st.just(Tasks()),
)
batches = st.builds(Batch, st.just("A"), st.dates(date(2021, 1, 1), date(2022, 12, 31)), amounts, amounts)
states = st.builds(
    State,
    months,
    st.none() | plans,
    series,
    st.lists(st.none() | st.booleans(), max_size=12).map(tuple),
    st.none() | months,
    st.none() | months,
    st.none() | months,
    st.lists(batches, max_size=3).map(tuple),
    st.none() | st.lists(st.builds(Step, st.just("step"), st.integers(0, 60)), max_size=3).map(tuple),
    st.dictionaries(st.sampled_from(list(Dimension)), st.just("force majeure"), max_size=2),
)


def alone(measure) -> RuleSet:
    return RuleSet("one", 2022, {"en": "One"}, investment=(measure,))


def by_definition(measure, done: int, due: int, planned: int) -> Colour:
    """The rule in exact fractions, as the city's notice words it."""
    if isinstance(measure, Ratio):
        ratio = Fraction(done, due)
        red, yellow = ratio < Fraction(measure.red_below, 10_000), ratio < Fraction(measure.yellow_below, 10_000)
    elif isinstance(measure, Points):
        behind = Fraction(due - done, planned)
        red, yellow = behind > Fraction(measure.red_over, 10_000), behind >= Fraction(measure.yellow_from, 10_000)
    elif isinstance(measure, Short):
        short = Fraction(due - done, due)
        red, yellow = short > Fraction(measure.red_over, 10_000), short > Fraction(measure.yellow_over, 10_000)
    else:
        red = yellow = done < due
    return Colour.RED if red else Colour.YELLOW if yellow else Colour.GREEN


@given(measures, months, plans, amounts, st.integers(-2, 2))
def test_the_colour_is_that_of_exact_fractions_at_each_limit_too(measure, month, plan, done, off):
    due = plan.due(month)
    assume(due > 0)
    for near in (done, measure.green(due, plan.total) + off, measure.passable(due, plan.total) + off):
        light = judged(alone(measure), State(month, plan, (near,)[: month.number]))
        assert light.colour is by_definition(measure, near, due, plan.total)


@given(st.sampled_from(SETS), states, st.integers(0, 11), st.integers(1, 10**14))
def test_more_done_never_worsens_the_investment(rules, state, at, more):
    done = [*state.done, *(0,) * 12][:12]
    done[at] += more
    before = judged(rules, state).of(Dimension.INVESTMENT)
    now = judged(rules, replace(state, done=tuple(done))).of(Dimension.INVESTMENT)
    assume(before is not None)
    assert harshness(now.colour) <= harshness(before.colour)


@given(measures, months, plans, amounts)
def test_what_would_turn_it_green_does_and_a_fen_less_does_not(measure, month, plan, done):
    state = State(month, plan, (done,))
    light = judged(alone(measure), state)
    assume(light.colour in (Colour.YELLOW, Colour.RED))
    needs = {one.code: one.params for one in light.verdicts[0].turns_green}
    amount = needs[codes.INVEST]["amount"]
    assert judged(alone(measure), replace(state, done=(done + amount,))).colour is Colour.GREEN
    assert judged(alone(measure), replace(state, done=(done + amount - 1,))).colour is not Colour.GREEN
    if codes.INVEST_NEXT in needs:
        then = State(needs[codes.INVEST_NEXT]["month"], plan, (done + needs[codes.INVEST_NEXT]["amount"],))
        assert judged(alone(measure), then).colour is Colour.GREEN


@given(st.sampled_from(SETS), states)
def test_a_light_is_the_worst_of_its_dimensions_and_grey_never_counts(rules, state):
    light = judged(rules, state)
    counted = [one.colour for one in light.verdicts if one.colour is not Colour.GREY]
    assert light.colour is worst(counted)
    assert (light.colour is Colour.GREY) == (not counted)
    assert len({one.dimension for one in light.verdicts}) == len(light.verdicts)


@given(st.sampled_from(SETS), states, st.sampled_from(list(Dimension)))
def test_an_exemption_changes_its_own_dimension_only_and_never_worsens_the_light(rules, state, dimension):
    before = judged(rules, replace(state, exemptions={}))
    now = judged(rules, replace(state, exemptions={dimension: "policy"}))
    assert harshness(now.colour) <= harshness(before.colour)
    others = [(one, then) for one, then in zip(now.verdicts, before.verdicts, strict=True) if one != then]
    assert [one.dimension for one, _ in others] == ([dimension] if before.of(dimension) else [])


@given(st.sampled_from(SETS), states)
def test_a_light_speaks_in_known_codes_and_asks_for_something_wherever_it_can_be_mended(rules, state):
    light = judged(rules, state)
    assert {one.code for one in light.verdicts} <= codes.RULES | codes.GREYS
    assert {one.code for one in explained(light)} <= codes.RULES | codes.GREYS | codes.NEEDS
    for one in light.verdicts:
        made_up = one.colour is Colour.YELLOW and one.code == codes.TASKS_DONE
        assert bool(one.turns_green) == (one.colour in (Colour.YELLOW, Colour.RED) and not made_up)


@given(plans, series, months)
def test_in_ouhai_what_becomes_known_later_can_only_mend_a_month(plan, done, month):
    ouhai = next(one for one in SETS if one.code == "ouhai-2020")
    then = judged(ouhai, State(month, plan, done[: month.number])).colour
    now = judged(ouhai, State(month, plan, done)).colour
    assert (then, now) in {(one, one) for one in Colour} | {(Colour.RED, Colour.YELLOW)}


@pytest.mark.parametrize("colours", [(), (Colour.GREY,), (Colour.GREY, Colour.GREEN), tuple(Colour)])
def test_the_worst_of_colours(colours):
    expected = {0: Colour.GREY, 1: Colour.GREY, 2: Colour.GREEN, 4: Colour.RED}
    assert worst(colours) is expected[len(colours)]

"""What the best plan of a morning is, and the next two, against trying every order."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from keyworks.engine.routing.checking import Kind, checked
from keyworks.engine.routing.plan import LeftOut, Why
from keyworks.engine.routing.problem import Morning, Opening, Site, Wish
from keyworks.engine.routing.solving import Limit, best, scheduled
from keyworks.engine.tests.mornings import Frozen, every, line, mornings, site


def solved(morning: Morning):
    return best(morning, limit=Limit(1, Frozen()))


def measured(morning: Morning, plan) -> tuple[int, int, int]:
    musts = sum(morning.sites[number].wish is Wish.MUST for number in plan.order)
    return musts, plan.worth, -plan.travel


@settings(max_examples=300, deadline=None)
@given(mornings())
def test_the_three_plans_are_those_that_trying_every_order_finds(morning):
    result = solved(morning)
    known = every(morning)
    ranked = sorted(known.values(), reverse=True)
    assert result.proven and result.all_proven
    assert [measured(morning, plan) for plan in result.plans[:1]] == ranked[:1]
    most = max((musts for musts, _, _ in ranked), default=0)
    others = sorted(
        (value for sites, value in known.items() if sites and value[0] == most and sites != set(result.plans[0].order)),
        reverse=True,
    )
    assert [measured(morning, plan) for plan in result.plans[1:]] == others[:2]


@settings(max_examples=200, deadline=None)
@given(mornings(most=7))
def test_a_plan_can_be_kept_and_sees_every_site_once_and_none_unwanted(morning):
    result = solved(morning)
    for plan in result.plans:
        assert [fault for fault in checked(morning, plan) if fault.kind is not Kind.MISSED] == []
    assert len({frozenset(plan.order) for plan in result.plans}) == len(result.plans)
    assert result.bound == (result.plans[0].worth if result.plans else 0)


@settings(max_examples=150, deadline=None)
@given(mornings())
def test_a_site_is_seen_or_its_reason_is_said(morning):
    result = solved(morning)
    known = every(morning)
    seen = set(result.plans[0].order) if result.plans else set()
    said = {left.site: left for left in result.left_out}
    wanted = {number for number, at in enumerate(morning.sites) if at.wish is not Wish.NEVER}
    assert set(said) == wanted - seen
    for left in result.left_out:
        assert left.must == (morning.sites[left.site].wish is Wish.MUST)
        assert (left.why is Why.OTHERS) == (frozenset({left.site}) in known)


def test_the_worth_decides_and_then_the_shorter_way():
    sites = [site("dear", worth=6, takes=70), site("left", worth=5, takes=70), site("right", worth=5, takes=70)]
    plans = solved(line(*sites, at=[60, -20, 10], back_by=195)).plans
    assert [(plan.order, plan.worth, plan.travel) for plan in plans] == [((0,), 6, 120), ((2,), 5, 20), ((1,), 5, 40)]


def test_a_site_open_twice_is_visited_in_the_span_that_lets_more_be_seen():
    morning = line(
        site("twice", openings=[(0, 40), (200, 240)]), site("early", openings=[(0, 45)]), at=[10, 10], back_by=250
    )
    plan = solved(morning).plans[0]
    assert [(stop.site, stop.arrives, stop.begins, stop.leaves) for stop in plan.stops] == [
        (1, 10, 10, 40),
        (0, 40, 200, 230),
    ]
    assert plan.stops[1].waits == 160
    assert plan.returns == 240


def test_one_leaves_no_sooner_than_the_first_visit_asks():
    plan = solved(line(site("late", openings=[(100, 200)]), at=[20], departs=0, back_by=240)).plans[0]
    assert (plan.departs, plan.stops[0].arrives, plan.stops[0].waits, plan.returns) == (80, 100, 0, 150)


def test_a_must_see_site_is_seen_whatever_it_costs():
    worthy = [site(f"w{number}", worth=1000) for number in range(3)]
    morning = line(*worthy, site("must", worth=0, wish=Wish.MUST), at=[5, 6, 7, 100], back_by=260)
    result = solved(morning)
    assert all(3 in plan.order for plan in result.plans)
    assert result.plans[0].worth == 1000


def test_must_see_sites_that_do_not_fit_together_are_said_by_name():
    morning = line(
        site("left", worth=1, wish=Wish.MUST), site("right", worth=3, wish=Wish.MUST), at=[-100, 100], back_by=240
    )
    result = solved(morning)
    assert result.plans[0].order == (1,)
    assert result.left_out == (LeftOut(0, Why.OTHERS, must=True),)


def test_a_closed_and_a_far_site_are_said_and_all_else_is_planned():
    morning = line(
        site("closed", openings=[]), site("short", openings=[(0, 29)]), site("far"), site("fine"), at=[1, 2, 110, 4]
    )
    result = solved(morning)
    assert result.plans[0].order == (3,)
    assert [(left.site, left.why) for left in result.left_out] == [(0, Why.CLOSED), (1, Why.CLOSED), (2, Why.FAR)]


def test_nobody_gets_home_and_there_is_no_plan():
    morning = Morning.of([site("only")], [[0, 9, 300], [9, 0, 300], [300, 300, 0]], departs=0, back_by=240)
    result = solved(morning)
    assert (result.plans, result.proven, result.bound, result.gap) == ((), True, 0, 0)
    assert result.left_out == (LeftOut(0, Why.FAR, must=False),)


def test_without_any_site_the_way_home_is_the_plan():
    result = solved(Morning.of([], [[0, 5], [5, 0]], departs=10, back_by=20))
    assert [(plan.departs, plan.returns, plan.order) for plan in result.plans] == [(10, 15, ())]


def test_forty_equal_sites_are_proven_without_pricing_running_away():
    morning = line(*[site(f"s{number}", takes=25) for number in range(40)], at=[3 * number for number in range(40)])
    result = solved(morning)
    assert result.proven and result.all_proven
    assert (result.plans[0].worth, result.plans[0].travel) == (7, 36)


class Spent:
    """A clock on which a second passes whenever it is looked at."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        self.at += 1
        return self.at


def test_a_plan_cut_short_can_be_kept_and_its_bound_is_true():
    sites = [site(f"s{number}", worth=1 + number % 7, takes=20 + number % 3 * 5) for number in range(40)]
    morning = line(*sites, at=[7 * number % 31 for number in range(40)])
    whole, cut = solved(morning), best(morning, limit=Limit(1, Spent()))
    assert whole.proven and not cut.proven
    assert checked(morning, cut.plans[0]) == []
    assert cut.plans[0].worth <= whole.plans[0].worth <= cut.bound
    assert cut.gap == cut.bound - cut.plans[0].worth


def test_an_order_that_cannot_be_kept_is_drawn_all_the_same():
    morning = line(site("morning", openings=[(0, 60)]), site("noon"), at=[20, 100])
    plan = scheduled(morning, [1, 0])
    assert [(stop.arrives, stop.begins) for stop in plan.stops] == [(100, 100), (210, 210)]
    assert [(fault.kind, fault.stop, fault.by) for fault in checked(morning, plan)] == [
        (Kind.TOO_LATE, 1, 180),
        (Kind.TOO_LONG, None, 20),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Opening(10, 5),
        lambda: Site("s", -1, 10, ()),
        lambda: Site("s", 1, 0, ()),
        lambda: Morning.of([site("s")], [[0, 1], [1, 0]], departs=0, back_by=10),
        lambda: Morning.of([], [[0, -1], [1, 0]], departs=0, back_by=10),
        lambda: Morning.of([], [[0, 1], [1, 0]], departs=10, back_by=9),
    ],
)
def test_data_that_means_nothing_is_refused_by_the_data_itself(wrong):
    with pytest.raises(ValueError, match=r"\w"):
        wrong()

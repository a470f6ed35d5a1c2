from datetime import date

from keyworks.matters.rules.blocking import Milestone, Waiting, counted, ranked
from keyworks.values.money import Money

TODAY = date(2022, 2, 22)


def wan(number):
    return Money.of(number, "wan")


PACKAGE = Waiting(1, None, wan(500), started=True, planned_finish=date(2022, 12, 31))
PHASE = Waiting(2, 1, wan(200), planned_start=date(2022, 3, 1))
ALONE = Waiting(3, None, wan(300), planned_start=date(2022, 2, 1), planned_finish=date(2023, 6, 30))
UNKNOWN = Waiting(4, None, None)
KNOWN = {one.pk: one for one in (PACKAGE, PHASE, ALONE, UNKNOWN)}


def test_a_phase_is_not_counted_beside_its_package():
    assert counted([PACKAGE, PHASE, PACKAGE]) == [PACKAGE]
    assert counted([PHASE]) == [PHASE]


def test_the_next_milestone_is_the_start_until_it_has_started():
    assert PHASE.next == (Milestone.START, date(2022, 3, 1))
    assert PACKAGE.next == (Milestone.FINISH, date(2022, 12, 31))
    assert UNKNOWN.next is None
    assert Waiting(5, None, None, planned_finish=date(2022, 1, 1), started=True, finished=True).next is None


def test_a_cause_counts_each_of_its_projects_once_over_all_its_matters():
    holders = {"cause-1": [(11, {1, 3}), (12, {2, 3, 4})], "matter-13": [(13, {3})]}
    first, second = ranked(holders, KNOWN, TODAY)
    assert (first.key, first.value, first.matters, set(first.projects), first.unknown) == (
        "cause-1", wan(800), (11, 12), {1, 3, 4}, 1,
    )  # fmt: skip
    assert first.nearest_days == -21
    assert (second.key, second.value) == ("matter-13", wan(300))


def test_what_nothing_waits_for_is_left_out_and_of_equals_the_nearer_comes_first():
    later = Waiting(6, None, wan(300), planned_start=date(2022, 5, 1))
    holders = {"matter-1": [(1, {6})], "matter-2": [(2, {3})], "matter-3": [(3, set())], "matter-4": [(4, {99})]}
    assert [one.key for one in ranked(holders, {**KNOWN, 6: later}, TODAY)] == ["matter-2", "matter-1"]


def test_where_no_plan_is_known_the_value_is_nothing_and_said_so():
    [only] = ranked({"matter-1": [(1, {4})]}, KNOWN, TODAY)
    assert (only.value, only.unknown, only.nearest_days) == (wan(0), 1, None)

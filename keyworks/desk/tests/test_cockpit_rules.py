from __future__ import annotations

from datetime import date

from keyworks.desk.rules.cockpit import (
    Amounts,
    Facts,
    Moved,
    What,
    by_cause,
    conversion,
    grouped,
    in_month,
    members,
    of_group,
    pressing_levels,
)
from keyworks.projects.rules.yearly import Event, Listed, reached

DAY = date(2022, 4, 10)


def facts(*projects, lights=None, money=None, expected=None):
    keys = frozenset(one.pk for one in projects) if expected is None else frozenset(expected)
    return Facts(
        2022, DAY, {one.pk: one for one in projects}, keys, money or {}, lights or {}, reached(projects, [], 2022)
    )


def new(pk, **said):
    return Listed(pk, "construction", 2022, "new", "ready", **said)


def test_every_project_of_the_list_has_one_light_and_without_one_it_is_exempt():
    found = facts(new(1), new(2), new(3), lights={1: "red", 2: "green", 9: "red"})
    counts = {what.value: set(members(found, what)) for what in (What.GREEN, What.YELLOW, What.RED, What.GREY)}
    assert counts == {"green": {2}, "yellow": set(), "red": {1}, "grey": {3}}


def test_a_start_is_late_after_its_planned_day_and_not_on_it():
    found = facts(
        new(1, planned_start=date(2022, 4, 9)), new(2, planned_start=DAY), new(3),
        new(4, planned_start=date(2022, 1, 1), started_on=date(2022, 4, 1)),
    )  # fmt: skip
    assert members(found, What.LATE_START) == {1: date(2022, 4, 9)}
    assert members(found, What.BEGUN) == {4: date(2022, 4, 1)}
    assert members(found, What.FIRST_QUARTER) == {}
    assert set(members(found, What.FIRST_QUARTER_DUE)) == {4}


def test_the_reserve_has_neither_what_left_for_good_nor_what_was_not_known():
    found = facts(
        Listed(1, "reserve"), Listed(2, "reserve", stage="exited"), Listed(3, "reserve", known=False),
        Listed(4, "construction"), expected=(),
    )  # fmt: skip
    assert set(members(found, What.RESERVE)) == {1}


def test_every_figure_has_a_list_and_a_row_of_the_table_counts_its_own():
    one = new(1, district="binhai", started_on=date(2022, 2, 8))
    other = new(2, planned_start=date(2022, 3, 1))
    found = facts(one, other, lights={1: "red"}, money={1: Amounts(50, 100), 2: Amounts(1, 10)})
    binhai, nameless = grouped(found, "district")
    assert (binhai.code, binhai.done, binhai.plan, binhai.counts[What.RED]) == ("binhai", 50, 100, 1)
    assert (nameless.code, nameless.counts[What.NEW], nameless.counts[What.GREY]) == ("", 1, 1)
    for row in (binhai, nameless):
        for what, count in row.counts.items():
            assert len(of_group(found, members(found, what), "district", row.code)) == count
    assert in_month(members(found, What.STARTED), 2) == {1: date(2022, 2, 8)}
    assert in_month(members(found, What.STARTED), 3) == {}
    assert found.reached[Event.STARTED] == members(found, What.STARTED)


def test_what_moved_counts_each_project_once_a_cause():
    moved = [
        Moved(1, "late", 5, 202201),
        Moved(1, "late", 2, 202202),
        Moved(2, "new", 9, 202202),
        Moved(3, "new", 1, 1),
    ]
    assert by_cause(moved, {1, 2}) == {"late": (1, 7), "new": (1, 9)}


def test_the_share_that_left_the_reserve_is_of_both_and_of_nothing_none():
    assert conversion(30, 10) == 2500
    assert conversion(0, 0) is None


def test_only_high_levels_with_something_overdue_press():
    assert pressing_levels([(1, 9, 9), (2, 5, 2), (3, 4, 0), (4, 1, 1)], 3) == [(4, 1)]
    assert pressing_levels([(1, 9, 9), (2, 5, 2), (3, 4, 0), (4, 1, 1)], 2) == [(4, 1), (2, 2)]

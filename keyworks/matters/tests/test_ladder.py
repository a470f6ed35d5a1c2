"""The ladder, walked through from every state it can come to: no overdue matter is ever out of everybody's reach."""

from __future__ import annotations

from collections import deque
from datetime import date, timedelta
from itertools import product

import pytest

from keyworks.matters.rules import clocks
from keyworks.matters.rules.ladder import (
    BY_STEP,
    CLOCKED,
    ENDED,
    HIGHEST,
    OPEN,
    TRANSITIONS,
    TURN,
    Party,
    Sort,
    State,
    Step,
    steps,
    turn,
)
from keyworks.matters.rules.reaching import Office, above, reached, whose_turn
from keyworks.values.workdays import Calendar

MONDAY = date(2022, 2, 7)
PLAIN = Calendar()
EMPTY_OR_NOT = [
    dict(zip([one for one in Office if one is not Office.CITY], there, strict=True))
    for there in product((True, False), repeat=len(Office) - 1)
]


def people(there):
    """Who is there: an office's own name for its person; the city office always has somebody."""
    return {one: (str(one),) for one, is_there in {**there, Office.CITY: True}.items() if is_there}


@pytest.mark.parametrize("sort", Sort)
def test_whatever_leaves_an_open_matter_reaches_somebody_who_is_there(sort):
    """Every state, every level, and every combination of who has left: 8 × 4 × 64 a sort."""
    for state, level, there in product(OPEN, range(1, HIGHEST + 1), EMPTY_OR_NOT):
        found = people(there)
        reach = reached(state, sort, level, found)
        assert reach, (state, level, there)
        assert set(reach) <= {str(one) for one in found}
        assert whose_turn(state, sort, found)
        if level > 1:
            assert above(level, found)


def test_the_turn_falls_to_the_desk_and_then_to_the_city_where_nobody_is_left():
    here = people({Office.DESK: True})
    assert whose_turn(State.WORKING, Sort.ISSUE, people({Office.LEAD: True, Office.DESK: True})) == ("lead",)
    assert whose_turn(State.WORKING, Sort.ISSUE, here) == ("desk",)
    assert whose_turn(State.WORKING, Sort.ISSUE, people({})) == ("city",)
    assert whose_turn(State.VERIFIED, Sort.REQUEST, people({Office.RAISER: True})) == ("raiser",)
    assert whose_turn(State.VERIFIED, Sort.ISSUE, here) == ("desk",)


def test_the_next_above_answers_where_the_one_of_a_level_has_left():
    assert above(1, people({Office.HEAD: True})) == ()
    assert above(2, people({Office.HEAD: True, Office.CONTACT: True})) == ("head",)
    assert above(2, people({Office.CONTACT: True})) == ("contact",)
    assert above(3, people({Office.HEAD: True, Office.PRINCIPAL: True})) == ("principal",)
    assert above(4, people({Office.CONTACT: True})) == ("city",)


class World:
    """A matter and its clock, without people and without a database: enough to walk every way it can go."""

    def __init__(self, state=State.RAISED, level=1, due=None, climbs=MONDAY + timedelta(days=1), paused=None):
        self.state, self.level, self.due, self.climbs, self.paused = state, level, due, climbs, paused

    def key(self, today):
        """What matters of it: how far the days are, no more than a few weeks ahead or back."""

        def far(day):
            return None if day is None else max(-1, min((day - today).days, 20))

        return self.state, self.level, far(self.due), far(self.climbs), self.paused

    def take(self, one, today):
        """The matter after a step by people, as the actions do it."""
        to = one.to or (State(self.paused[0]) if one.step is Step.RESUME else self.state)
        due, level = self.due, self.level
        if one.step is Step.ASSIGN:
            due = due or clocks.promised(today, level, clocks.DEFAULTS, PLAIN)
        if one.step is Step.EXTEND:
            due = PLAIN.after(today, 5)
        if one.step is Step.RESUME:
            due = clocks.resumed(due, self.paused[1], today, PLAIN)
        if one.step is Step.PAUSE:
            paused = (str(self.state), clocks.left(due, today, PLAIN))
            return World(to, level, due, today + timedelta(days=3), paused)
        if to in ENDED:
            return World(to, level, due, None)
        new_clock = to is not self.state or one.step in {Step.ASSIGN, Step.EXTEND, Step.HAND_UP}
        climbs = clocks.climbs(to, level, due, today, clocks.DEFAULTS, PLAIN) if new_clock else self.climbs
        return World(to, level, due, climbs, self.paused if to is State.PAUSED else None)

    def next_day(self, today):
        """The matter on the next morning: a pause that is over ends, what is late goes up."""
        if self.state is State.PAUSED and self.climbs <= today:
            return self.take(BY_STEP[Step.RESUME], today)
        if self.state in CLOCKED and self.climbs < today:
            level = clocks.up(self.level)
            until = PLAIN.after(today, clocks.DEFAULTS[clocks.limit_of(level)])
            return World(self.state, level, self.due, until, self.paused)
        return self


@pytest.mark.parametrize("sort", Sort)
def test_no_way_through_the_ladder_leaves_an_open_matter_without_a_clock_or_silent(sort):
    """All states that steps, pauses, returns and mornings lead to, in any order, are found; each is looked at."""
    begins, seen, queue = World(), set(), deque()
    queue.append(begins)
    seen.add(begins.key(MONDAY))
    visited = set()
    while queue:
        world = queue.popleft()
        visited.add(world.state)
        if world.state in ENDED:
            continue
        assert world.climbs is not None
        most = max(clocks.DEFAULTS.values()) * 7 // 5 + 7
        assert (world.climbs - MONDAY).days <= most, "a clock runs out within the longest limit"
        reaches_next_level(world)
        ways = [world.take(one, MONDAY) for one in steps(world.state, sort) if one.by != (Party.CLOCK,)]
        ways = [*ways, moved(world.next_day(MONDAY + timedelta(days=1)))]
        for way in ways:
            if (key := way.key(MONDAY)) not in seen:
                seen.add(key)
                queue.append(way)
    assert visited == set(State)
    assert len(seen) > 100


def moved(world):
    """The world a day later, told as if today were Monday again: weekdays alone matter, so that the walk ends."""

    def back(day):
        return None if day is None else max(day - timedelta(days=1), MONDAY - timedelta(days=1))

    return World(world.state, world.level, back(world.due), back(world.climbs), world.paused)


def reaches_next_level(world):
    """Left alone, it is at the highest level in the end, and urged there again and again."""
    today, left = MONDAY, world
    for _day in range(200):
        today += timedelta(days=1)
        left = left.next_day(today)
        if left.level == HIGHEST:
            return
    raise AssertionError(f"{world.state} stayed at level {left.level} for 200 days")


def test_every_open_state_but_a_pause_has_a_turn_and_a_way_out_and_climbs():
    assert set(TURN) == set(OPEN)
    for state, sort in product(OPEN, Sort):
        found = {one.step: one for one in steps(state, sort)}
        whose = turn(state, sort)
        assert any(
            (whose in one.by and one.to not in (None, state)) or one.step is Step.RESUME for one in found.values()
        )
        assert (Step.CLIMB in found) == (state in CLOCKED)


def test_each_step_stands_once_in_the_table():
    assert len(BY_STEP) == len(TRANSITIONS)
    assert set(Step) - set(BY_STEP) == {Step.RAISE}


def test_nobody_but_the_desk_stops_a_clock():
    assert BY_STEP[Step.PAUSE].by == (Party.DESK,)
    assert BY_STEP[Step.EXTEND].by == (Party.DESK,)


def test_work_that_is_given_back_late_has_the_limit_of_its_level_before_it_goes_up_again():
    late = MONDAY - timedelta(days=3)
    assert clocks.climbs(State.WORKING, 1, late, MONDAY, clocks.DEFAULTS, PLAIN) == date(2022, 2, 10)
    assert clocks.climbs(State.WORKING, 1, date(2022, 2, 9), MONDAY, clocks.DEFAULTS, PLAIN) == date(2022, 2, 9)
    assert clocks.climbs(State.PROPOSED, 2, late, MONDAY, clocks.DEFAULTS, PLAIN) == date(2022, 2, 10)


def test_a_pause_keeps_the_working_days_that_were_left():
    friday, monday = date(2022, 2, 11), date(2022, 2, 14)
    assert clocks.left(friday, MONDAY, PLAIN) == 4
    assert clocks.resumed(friday, 4, monday, PLAIN) == date(2022, 2, 18)
    assert clocks.left(MONDAY - timedelta(days=4), MONDAY, PLAIN) == 0
    assert clocks.resumed(date(2022, 2, 3), 0, monday, PLAIN) == date(2022, 2, 3)
    assert clocks.resumed(None, None, monday, PLAIN) is None


def test_late_is_counted_in_working_days():
    assert clocks.late_days(date(2022, 2, 4), MONDAY, PLAIN) == 1
    assert clocks.late_days(MONDAY, MONDAY, PLAIN) == 0
    assert clocks.late_days(None, MONDAY, PLAIN) == 0
    assert clocks.near(date(2022, 2, 8), MONDAY, clocks.DEFAULTS, PLAIN)
    assert not clocks.near(date(2022, 2, 9), MONDAY, clocks.DEFAULTS, PLAIN)
    assert not clocks.near(date(2022, 2, 4), MONDAY, clocks.DEFAULTS, PLAIN)

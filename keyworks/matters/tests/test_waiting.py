from datetime import date

import pytest

from keyworks.matters.rules.ladder import Sort, State
from keyworks.matters.rules.waiting import Days, Due, Group, due, group, is_near, is_overdue

TODAY = date(2022, 2, 22)
DAYS = Days(TODAY, date(2022, 2, 23), date(2022, 3, 1))


@pytest.mark.parametrize(
    ("state", "due_on", "climbs_on", "late"),
    [
        (State.WORKING, date(2022, 2, 21), date(2022, 3, 8), True),
        (State.WORKING, TODAY, TODAY, False),
        (State.RAISED, None, date(2022, 2, 21), True),
        (State.PAUSED, date(2022, 2, 1), date(2022, 2, 1), False),
        (State.CLOSED, date(2022, 2, 1), None, False),
    ],
)
def test_late_is_what_is_open_and_past_either_of_its_days(state, due_on, climbs_on, late):
    assert is_overdue(state, due_on, climbs_on, TODAY) is late


def test_near_is_what_is_in_work_and_due_by_tomorrow():
    assert is_near(State.WORKING, TODAY, DAYS) and is_near(State.ASSIGNED, date(2022, 2, 23), DAYS)
    assert not is_near(State.WORKING, date(2022, 2, 24), DAYS)
    assert not is_near(State.WORKING, date(2022, 2, 21), DAYS), "that is late"
    assert not is_near(State.PROPOSED, TODAY, DAYS) and not is_near(State.WORKING, None, DAYS)


@pytest.mark.parametrize(
    ("state", "sort", "wanted"),
    [
        (State.RAISED, Sort.ISSUE, Group.TRIAGE),
        (State.TRIAGED, Sort.ISSUE, Group.ASSIGN),
        (State.RETURNED, Sort.ISSUE, Group.RETURNED),
        (State.ASSIGNED, Sort.ISSUE, Group.ACCEPT),
        (State.WORKING, Sort.ISSUE, Group.WORK),
        (State.PROPOSED, Sort.REQUEST, Group.VERIFY),
        (State.VERIFIED, Sort.REQUEST, Group.CONFIRM),
        (State.VERIFIED, Sort.DIRECTIVE, Group.CLOSE),
    ],
)
def test_what_is_asked_of_somebody_follows_from_where_it_stands(state, sort, wanted):
    later = date(2022, 3, 30)
    assert group(state, sort, later, later, DAYS, answers=False) is wanted
    assert group(state, sort, later, later, DAYS, answers=True) is Group.ANSWER
    assert group(state, sort, date(2022, 2, 1), later, DAYS, answers=True) is Group.OVERDUE


def test_what_is_due_soon_stands_before_what_is_in_hand():
    soon = date(2022, 2, 23)
    assert group(State.WORKING, Sort.ISSUE, soon, soon, DAYS, answers=False) is Group.SOON


def test_every_open_state_is_in_one_column_of_when_it_is_due():
    assert due(State.PAUSED, date(2022, 2, 1), date(2022, 2, 1), DAYS) is Due.PAUSED
    assert due(State.WORKING, date(2022, 2, 21), date(2022, 2, 28), DAYS) is Due.OVERDUE
    assert due(State.RAISED, None, date(2022, 2, 22), DAYS) is Due.UNDATED
    assert due(State.WORKING, date(2022, 3, 1), date(2022, 3, 1), DAYS) is Due.WEEK
    assert due(State.PROPOSED, date(2022, 3, 2), date(2022, 3, 2), DAYS) is Due.LATER

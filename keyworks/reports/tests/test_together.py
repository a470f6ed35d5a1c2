from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyworks.reports.rules.checks.doubts import Doubt, Filed, Thresholds
from keyworks.reports.rules.checks.together import RULES, doubts
from keyworks.reports.rules.figures import Said
from keyworks.values.months import Month

MARCH, APRIL = Month(2022, 3), Month(2022, 4)
TEN = datetime(2022, 4, 8, 10, tzinfo=UTC)
LIMITS = Thresholds()


def filed(project, minute=None, *, month=MARCH, by=7, unit=None, photographs=(), done=0, due=0, district=1, **said):
    """A report of a project whose unit has its number, filed so many minutes after ten."""
    at = None if minute is None else TEN + timedelta(minutes=minute)
    told = Said(month, done, done, done, photographs=photographs, by=by, at=at, **said)
    return Filed(project, project if unit is None else unit, district, told, due)


def test_one_person_filing_for_five_units_within_a_quarter_of_an_hour_is_asked_about():
    burst = [filed(number, number * 3) for number in range(6)]
    params = {"by": 7, "units": 6, "reports": 6}
    about = tuple((number, MARCH) for number in range(6))
    assert doubts(burst) == [Doubt("filed_by_one", params, "reports.ask_who_filed", about)]
    assert doubts(burst[:4]) == []


def test_sixteen_minutes_are_not_within_fifteen():
    assert len(doubts([filed(number, minute) for number, minute in enumerate((0, 3, 6, 9, 15))])) == 1
    assert doubts([filed(number, minute) for number, minute in enumerate((0, 3, 6, 9, 15.1))]) == []


def test_one_unit_with_many_projects_is_its_own_filer():
    assert doubts([filed(number, number, unit=number % 4) for number in range(20)]) == []


def test_five_people_are_not_one():
    assert doubts([filed(number, number, by=number) for number in range(9)]) == []
    assert doubts([filed(number, number, by=None) for number in range(9)]) == []
    assert doubts([filed(number) for number in range(9)]) == []


def test_two_bursts_of_a_day_are_two_questions_and_what_lies_between_none():
    reports = [filed(number, number) for number in range(5)]
    reports += [filed(20, 100)] + [filed(30 + number, 200 + number) for number in range(5)]
    found = doubts(list(reversed(reports)))
    assert [doubt.params["reports"] for doubt in found] == [5, 5]
    assert (20, MARCH) not in found[0].about + found[1].about


def test_a_photograph_of_another_project_or_month_is_asked_about_where_it_came_later():
    first = filed(1, 0, photographs=("a", "b"))
    of_another = filed(2, 60, photographs=("a", "c"))
    params = {"photograph": "a", "project": 1, "month": "2022-03"}
    doubt = Doubt("photograph_reused", params, "reports.ask_for_a_photograph", ((2, MARCH),))
    assert doubts([of_another, first]) == [doubt]
    of_another_month = filed(1, 90, month=APRIL, photographs=("b",))
    assert [one.about for one in doubts([of_another_month, first])] == [((1, APRIL),)]


def test_a_correction_shows_the_photographs_of_its_own_month_again():
    assert doubts([filed(1, 0, photographs=("a", "a")), filed(1, 60, photographs=("a",), version=2)]) == []


def test_of_reports_without_a_day_the_earlier_month_came_first():
    later, sooner = filed(1, month=APRIL, photographs=("a",)), filed(2, photographs=("a",))
    assert [one.about for one in doubts([later, sooner])] == [((1, APRIL),)]


def district(*shares, due=10_000, **more):
    """A district's projects, each at so many hundredths of a per cent of what is due."""
    return [filed(number, done=share * due // 10_000, due=due, **more) for number, share in enumerate(shares)]


def test_a_district_at_exactly_its_plan_is_asked_about():
    exact = district(9_000, 11_000, 10_500, 9_500, 10_000)
    params = {"district": 1, "month": "2022-03", "got": 50_000, "due": 50_000}
    params |= {"together": True, "exact": 1, "projects": 5}
    assert doubts(exact) == [Doubt("district_exact", params, "reports.ask_the_district", ((4, MARCH),))]


@pytest.mark.parametrize(("off", "asked"), [(0, 1), (24, 1), (-24, 1), (25, 0), (-25, 0)])
def test_exactly_is_what_is_told_as_a_hundred_point_nought(off, asked):
    assert len(doubts(district(9_000, 11_000, 10_500, 9_500, 10_000 + off))) == asked


def test_a_district_whose_projects_mostly_stand_at_exactly_their_plan_is_asked_about():
    params = {"together": False, "exact": 3, "projects": 6}
    found = doubts(district(10_000, 10_004, 9_996, 9_000, 9_000, 9_000))
    assert [{name: doubt.params[name] for name in params} for doubt in found] == [params]
    assert found[0].about == ((0, MARCH), (1, MARCH), (2, MARCH))
    assert doubts(district(10_000, 10_000, 9_995, 9_000, 9_000, 9_000)) == []


def test_a_few_projects_are_no_district_and_what_is_not_planned_does_not_count():
    assert doubts(district(10_000, 10_000, 10_000, 10_000)) == []
    assert doubts([*district(10_000, 10_000, 10_000, 10_000), filed(9, done=5, due=0)]) == []


def test_districts_and_months_are_apart_and_the_last_version_counts():
    reports = district(9_000, 11_000, 10_500, 9_500, 10_000)
    assert doubts([*reports[:3], *(replace(one, district=2) for one in reports[3:])]) == []
    corrected = [filed(0, done=8_000, due=10_000, version=2), *reports]
    assert doubts(corrected) == []


def test_every_rule_is_listed_by_its_name_and_says_what_it_asks():
    assert list(RULES) == [rule.__name__ for rule in RULES.values()]
    assert all(rule.__doc__ for rule in RULES.values())


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 120)), max_size=40))
def test_a_burst_is_found_where_some_window_holds_five_units(told):
    reports = [filed(number, minute, unit=unit) for number, (unit, minute) in enumerate(told)]
    windows = [{unit for unit, minute in told if begin <= minute <= begin + 15} for _unit, begin in told]
    assert bool(doubts(reports, LIMITS)) == any(len(units) >= 5 for units in windows)


@given(st.permutations([filed(number, minute, photographs=("a",)) for number, minute in enumerate((0, 5, 9, 30))]))
def test_the_order_in_which_reports_are_given_changes_nothing(reports):
    assert [doubt.about for doubt in doubts(reports)] == [((number, MARCH),) for number in (1, 2, 3)]

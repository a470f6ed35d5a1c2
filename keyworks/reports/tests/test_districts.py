from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keyworks.projects.actions import state_money
from keyworks.projects.models import Term
from keyworks.reports import queries
from keyworks.reports.actions import ReportsRefused
from keyworks.reports.tests.months import AT, filed, later, listed, wan
from keyworks.values.months import Month

JANUARY, FEBRUARY, OCTOBER = Month(2022, 1), Month(2022, 2), Month(2022, 10)


def told(person, month, asof=None):
    return [
        (row.district.code if row.district else "", row.expected, row.missing, row.done, row.year_done, row.points)
        for row in queries.by_district(person, month, asof)
    ]


def test_each_district_stands_beside_the_months_gone(cast, plant, valves):
    filed(plant, cast, JANUARY, 100)
    assert told(cast.office, JANUARY) == [
        ("binhai", 1, 0, wan(100), wan(100), 833 - 833),
        ("beichen", 1, 1, wan(0), wan(0), -833),
    ]


def test_who_has_not_filed_stands_with_what_was_known_before(cast, plant):
    filed(plant, cast, JANUARY, 100)
    assert told(cast.office, FEBRUARY) == [("binhai", 1, 1, wan(0), wan(100), 833 - 1667)]


def test_the_published_october_is_nearly_fourteen_points_ahead(cast):
    city = listed(cast, "某市全年计划", cast.toyota, cast.binhai, plan=6_474_000)
    filed(city, cast, OCTOBER, 0, year_before=wan(6_290_000), at=later(11))
    (row,) = queries.by_district(cast.office, OCTOBER)
    assert (row.points, row.plan) == (1383, wan(6_474_000))


def test_a_district_sees_itself_alone(cast, plant, valves):
    filed(valves, cast, JANUARY, 1, by=cast.other_clerk, at=AT)
    assert [row.district.code for row in queries.by_district(cast.district, JANUARY)] == ["binhai"]
    assert queries.by_district(cast.stranger, JANUARY) == []


def test_a_moment_knows_no_more_than_was_filed_by_then(cast, plant):
    filed(plant, cast, JANUARY, 100)
    filed(plant, cast, FEBRUARY, 50, at=later(3))
    filed(plant, cast, JANUARY, 80, over=1, at=later(4), reason="重复计算")
    assert told(cast.office, FEBRUARY) == [("binhai", 1, 0, wan(50), wan(130), 1083 - 1667)]
    assert told(cast.office, FEBRUARY, later(3)) == [("binhai", 1, 0, wan(50), wan(150), 1250 - 1667)]
    assert told(cast.office, FEBRUARY, AT) == [("binhai", 1, 1, wan(0), wan(100), 833 - 1667)]
    assert told(cast.office, JANUARY, later(3)) == [("binhai", 1, 0, wan(100), wan(100), 0)]
    assert told(cast.office, JANUARY, later(4)) == [("binhai", 1, 0, wan(80), wan(80), 667 - 833)]


def test_a_plan_is_the_one_known_then(cast, plant):
    fund = Term.objects.get(kind="fund", code="municipal")
    amounts = {(2022, fund): wan(2400)}
    state_money(project=plant, amounts=amounts, over=1, by=cast.office, at=later(3), reason="年度计划调整")
    plans = [row.plan for at in (AT, later(3), None) for row in queries.by_district(cast.office, JANUARY, at)]
    assert plans == [wan(1200), wan(2400), wan(2400)]


def test_a_project_registered_later_counts_with_the_plan_it_was_registered_with(cast, plant):
    fund = Term.objects.get(kind="fund", code="loans")
    state_money(project=plant, amounts={(2022, fund): wan(9)}, over=1, by=cast.office, at=later(3))
    (row,) = queries.by_district(cast.office, JANUARY, AT - timedelta(days=400))
    assert (row.expected, row.missing, row.plan) == (1, 1, wan(1200))


@given(
    changes=st.lists(st.tuples(st.integers(1, 4), st.integers(0, 300)), min_size=1, max_size=6), day=st.integers(0, 7)
)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_as_known_at_any_moment_is_what_stood_then(cast, plant, changes, day):
    """What is answered of a past moment is what was answered at it, whatever was filed since."""
    stood = []
    with transaction.atomic():
        for number, (month, done) in enumerate(changes):
            try:
                with transaction.atomic():
                    last = queries.report_of(plant, Month(2022, month))
                    over = last.version if last else 0
                    at = later(6) + timedelta(days=number)
                    filed(plant, cast, Month(2022, month), done, over=over, at=at, reason="更正" if over else "")
            except ReportsRefused:
                pass
            stood.append(told(cast.office, Month(2022, 4)))
        asked = min(day, len(changes) - 1)
        assert told(cast.office, Month(2022, 4), later(6) + timedelta(days=asked)) == stood[asked]
        transaction.set_rollback(True)

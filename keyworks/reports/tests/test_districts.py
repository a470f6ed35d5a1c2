from __future__ import annotations

from keyworks.reports import queries
from keyworks.reports.tests.months import AT, filed, later, listed, wan
from keyworks.values.months import Month

JANUARY, FEBRUARY, OCTOBER = Month(2022, 1), Month(2022, 2), Month(2022, 10)


def told(person, month):
    return [
        (row.district.code if row.district else "", row.expected, row.missing, row.done, row.year_done, row.points)
        for row in queries.by_district(person, month)
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

from __future__ import annotations

from datetime import date, timedelta

import pytest

from keyworks.reports import queries
from keyworks.reports.rules.changes import Cause
from keyworks.reports.tests.months import AT, filed, later, wan
from keyworks.reports.tests.test_month_pages import february, plays_on, sees  # noqa: F401
from keyworks.values.months import Month

JANUARY, FEBRUARY = Month(2022, 1), Month(2022, 2)


@pytest.fixture
def may(cast):
    """A day by which all of these reports are open."""
    plays_on(date(2022, 5, 10))


def year(cast, plant, valves):
    filed(plant, cast, JANUARY, 100)
    filed(plant, cast, FEBRUARY, 50, at=later(3))
    filed(valves, cast, JANUARY, 30, at=later(3), by=cast.office)
    filed(plant, cast, JANUARY, 80, over=1, at=later(4), reason="重复计算")


def told(person, month, since, until, project=None):
    districts, changed = queries.known_on(person, month, since, until, project)
    return (
        [(row.district.code, row.before, row.after, dict(row.causes)) for row in districts],
        [(one.project.name_zh, one.change.cause, one.change.year_done) for one in changed],
    )


def test_each_district_differs_by_its_causes(cast, plant, valves):
    year(cast, plant, valves)
    fen = wan(1).amount
    districts, changed = told(cast.office, FEBRUARY, AT + timedelta(days=10), later(5))
    assert districts == [
        ("binhai", 100 * fen, 130 * fen, {Cause.NEW: 50 * fen, Cause.FOLLOWS: -20 * fen}),
        ("beichen", 0, 30 * fen, {Cause.LATE: 30 * fen}),
    ]
    assert sorted(changed) == [
        ("新能源整车厂", Cause.FOLLOWS, -20 * fen), ("新能源整车厂", Cause.NEW, 50 * fen),
        ("阀门生产线", Cause.LATE, 30 * fen),
    ]  # fmt: skip


def test_nothing_is_told_of_another_district(cast, plant, valves):
    year(cast, plant, valves)
    districts, changed = told(cast.district, FEBRUARY, AT, later(5))
    assert [row[0] for row in districts] == ["binhai"]
    assert {row[0] for row in changed} == {"新能源整车厂"}
    assert told(cast.stranger, FEBRUARY, AT, later(5)) == ([], [])


def test_one_project_alone(cast, plant, valves):
    year(cast, plant, valves)
    assert len(told(cast.office, FEBRUARY, AT, later(5), valves)[1]) == 1


ASKED = "/reports/compare/?from=2022-03-08&to=2022-04-08&month=2022-02"


def test_the_page_says_what_differs_and_why(sees, may, cast, plant, valves):  # noqa: F811
    year(cast, plant, valves)
    page = sees(cast.office, ASKED).content.decode()
    assert "重复计算" in page
    assert "−20.00" in page
    late = sees(cast.office, ASKED + "&cause=late").content.decode()
    assert "重复计算" not in late
    sheet = sees(cast.office, ASKED + "&export=csv")
    assert "重复计算" in b"".join(sheet.streaming_content).decode()


def test_days_in_the_wrong_order_are_asked_again(sees, cast, plant):  # noqa: F811
    page = sees(cast.office, "/reports/compare/?from=2022-04-08&to=2022-03-08").content.decode()
    assert 'id="id_to_error"' in page


def test_a_project_out_of_sight_is_not_there(sees, cast, plant, valves):  # noqa: F811
    assert sees(cast.district, f"{ASKED}&project={valves.pk}").status_code == 404

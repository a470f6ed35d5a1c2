from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keyworks.accounts import actions as accounts
from keyworks.desk.queries import cockpit, mapping
from keyworks.desk.queries.beforehand import reckon
from keyworks.desk.tests.test_cockpit import city, read  # noqa: F401
from keyworks.matters.tests.stories import on
from keyworks.reports.queries.following import Memory
from keyworks.reports.tests.months import filed, listed
from keyworks.reports.tests.test_month_pages import plays_on
from keyworks.values.months import Month

pytestmark = pytest.mark.django_db
MARCH = Month(2022, 3)


def kept(*memories):
    """All that is kept, by its key; of every page that follows the record, or of some."""
    return [
        (key, id(found))
        for memory in memories or (cockpit._reckoned, cockpit._moves, mapping._placed)
        for key, (_at, found) in memory._kept.items()
    ]


@pytest.mark.parametrize("who", ["office", "mayor"])
def test_who_asks_first_for_the_city_and_its_map_finds_both_reckoned(city, cast, read, who):  # noqa: F811
    reckon()
    before = kept()
    assert len(before) == 3
    read(getattr(cast, who), "/city/")
    read(getattr(cast, who), "/map/marks.json")
    assert kept() == before


def test_a_district_takes_its_part_of_what_is_kept_of_the_city(city, cast, read):  # noqa: F811
    reckon()
    whole = kept()
    page = read(cast.district, "/city/")
    own = dict(kept()).keys() - dict(whole).keys()
    assert len(own) == 2
    assert set(whole) <= set(kept())
    assert page.context["found"].counts["listed"] == 2


def test_the_same_again_costs_the_same_few_questions_however_many_projects_there_are(city, cast):  # noqa: F811
    def asked():
        reckon()
        with CaptureQueriesContext(connection) as found:
            reckon()
        return len(found)

    few = asked()
    for number in range(10):
        listed(cast, f"厂房{number}", cast.toyota, cast.binhai, at=on(4, 20))
    assert asked() == few


def test_what_was_written_meanwhile_is_followed_before_anybody_asks(city, cast, read):  # noqa: F811
    reckon()
    filed(city["plant"], cast, MARCH, 61, over=2, at=on(4, 20), reason="核对")
    old = kept(cockpit._reckoned)
    reckon()
    before = kept()
    assert kept(cockpit._reckoned) != old
    read(cast.office, "/city/")
    assert kept() == before


def test_the_next_day_is_reckoned_before_its_first_reader(city, cast, read):  # noqa: F811
    reckon()
    plays_on(date(2022, 4, 21))
    reckon()
    before = kept()
    assert read(cast.office, "/city/").context["day"] == date(2022, 4, 21)
    assert kept() == before


def test_where_nothing_is_built_this_year_the_whole_register_is_reckoned(cast, read):  # noqa: F811
    reckon()
    before = {id(memory): kept(memory) for memory in Memory.every}
    read(cast.office, "/city/")
    assert {id(memory): kept(memory) for memory in Memory.every} == before


def test_before_a_city_is_founded_nothing_is_reckoned():
    reckon()
    assert kept() == []


def test_where_nobody_may_look_nothing_is_reckoned(city, cast):  # noqa: F811
    for person in (cast.office, cast.mayor, cast.district, cast.other_district, cast.engineer):
        accounts.deactivate(person=person, by=None, at=on(4, 20))
    reckon()
    assert kept() == []

"""What waits for somebody's office: the odd ones first with why, the rest passed in one go."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from keyworks.record.models import Entry
from keyworks.reports.models import Report
from keyworks.reports.queries.turn import Odd, waiting
from keyworks.reports.tests.months import AT, filed, later, listed
from keyworks.reports.tests.test_month_pages import BACKEND, plays_on
from keyworks.values.months import Month

JANUARY, FEBRUARY = Month(2022, 1), Month(2022, 2)
PAGE = "/reports/turn/?month=2022-01"


@pytest.fixture
def district(client, cast, plant, valves):
    plays_on(date(2022, 2, 5))
    client.force_login(cast.district, backend=BACKEND)
    return client


def odd(cast, month=JANUARY, person=None):
    return {one.report.project_id: one.odd for one in waiting(person or cast.district, month, date(2022, 2, 20))}


def test_each_oddity_is_seen_and_a_plain_report_has_none(district, cast, plant):
    corrected, late, still = (listed(cast, name, cast.toyota, cast.binhai) for name in ("乙", "丙", "丁"))
    filed(plant, cast, JANUARY, 100)
    filed(corrected, cast, JANUARY, 90)
    filed(corrected, cast, JANUARY, 100, over=1, reason="漏报设备款")
    filed(late, cast, JANUARY, 100, at=AT + timedelta(days=12))
    Report.objects.filter(project=late).update(late=True)
    filed(still, cast, Month(2021, 12), 0, unchanged=True, why="winter", at=AT - timedelta(days=20))
    filed(still, cast, JANUARY, 0, unchanged=True, why="winter")
    found = odd(cast)
    assert found[plant.pk] == []
    assert found[corrected.pk] == [Odd.CORRECTED]
    assert found[late.pk] == [Odd.LATE]
    assert Odd.UNCHANGED in found[still.pk]
    assert list(found)[-1] == plant.pk


def test_a_red_light_is_worth_a_look(district, cast, plant):
    plays_on(date(2022, 4, 5))
    for month in (1, 2, 3):
        filed(plant, cast, Month(2022, month), 10, at=later(month + 1), progress=month * 100)
    [one] = waiting(cast.district, Month(2022, 3), date(2022, 4, 5))
    assert Odd.RED in one.odd


def test_what_only_follows_an_earlier_month_is_no_correction(district, cast, plant):
    filed(plant, cast, Month(2021, 12), 10, at=AT - timedelta(days=2))
    filed(plant, cast, JANUARY, 100)
    filed(plant, cast, Month(2021, 12), 20, over=1, reason="更正")
    assert Report.objects.get(month=JANUARY).version == 2
    assert odd(cast)[plant.pk] == []


def test_what_raises_a_question_says_which(district, cast, plant):
    filed(plant, cast, JANUARY, 15_000)
    page = district.get(PAGE).content.decode()
    assert odd(cast)[plant.pk][0] is Odd.ASKED
    assert "超过总投资" in page


def test_only_what_waits_for_ones_own_office_is_there(district, cast, plant, valves):
    filed(plant, cast, JANUARY, 100)
    filed(valves, cast, JANUARY, 100, by=cast.other_clerk)
    assert set(odd(cast)) == {plant.pk}
    assert odd(cast, person=cast.engineer) == {}
    assert odd(cast, person=cast.office) == {}


def test_the_rest_passes_in_one_go_and_the_odd_ones_wait(district, cast, plant):
    other = listed(cast, "甲", cast.toyota, cast.binhai)
    filed(plant, cast, JANUARY, 100)
    filed(other, cast, JANUARY, 90)
    filed(other, cast, JANUARY, 100, over=1, reason="漏报")
    page = district.get(PAGE).content.decode()
    assert "2个月报待您审核：1个无疑问，1个需关注。" in page
    assert "更正：漏报" in page
    seen = f"{Report.objects.get(project=plant).pk}.1"
    assert f'name="seen" value="{seen}"' in page
    district.post("/reports/turn/", {"month": "2022-01", "seen": seen})
    assert dict(Report.objects.values_list("project", "state")) == {plant.pk: "district", other.pk: "filed"}
    assert Entry.objects.filter(verb="reports.let_pass").count() == 1


def test_what_changed_since_it_was_seen_waits(district, cast, plant):
    filed(plant, cast, JANUARY, 100)
    pk = Report.objects.get().pk
    filed(plant, cast, JANUARY, 101, over=1, reason="更正")
    district.post("/reports/turn/", {"month": "2022-01", "seen": f"{pk}.1"})
    assert Report.objects.get().state == "filed"


@pytest.mark.parametrize("seen", ["", "x", "1.x 9.9", "0.0 -1.-1", "1" * 200_000])
def test_words_that_name_no_report_pass_nothing(district, cast, plant, seen):
    filed(plant, cast, JANUARY, 100)
    assert district.post("/reports/turn/", {"month": "2022-01", "seen": seen}).status_code == 302
    assert Report.objects.get().state == "filed"


def test_the_months_page_tells_how_many_wait(district, cast, plant):
    filed(plant, cast, JANUARY, 100)
    assert "/reports/turn/count/?month=2022-01" in district.get("/reports/?month=2022-01").content.decode()
    part = district.get("/reports/turn/count/?month=2022-01").content.decode()
    assert 'href="/reports/turn/?month=2022-01"' in part


def test_it_asks_as_often_for_forty_as_for_two(district, cast, plant, django_assert_max_num_queries):
    for number in range(40):
        filed(listed(cast, f"项目{number}", cast.toyota, cast.binhai), cast, JANUARY, 100)
    district.get(PAGE)
    with django_assert_max_num_queries(30):
        district.get(PAGE)


def test_february_is_judged_beside_january(district, cast, plant):
    plays_on(date(2022, 3, 5))
    filed(plant, cast, JANUARY, 100, words="主体施工", progress=1000)
    filed(plant, cast, FEBRUARY, 100, at=later(3), words="主体施工", progress=1000)
    assert Odd.ASKED in odd(cast, FEBRUARY)[plant.pk]

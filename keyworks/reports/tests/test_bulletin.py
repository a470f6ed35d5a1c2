from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keyworks.projects.actions import edit, state_money
from keyworks.projects.models import Project, Term
from keyworks.reports import queries
from keyworks.reports.queries.known import known_projects
from keyworks.reports.tests.months import AT, filed, later, listed, wan
from keyworks.reports.tests.test_month_pages import february, plays_on, sees  # noqa: F401
from keyworks.values.months import Month

JANUARY, FEBRUARY = Month(2022, 1), Month(2022, 2)
FEBRUARY_15 = datetime(2022, 2, 15, 15, 59, 59, 999999, tzinfo=UTC)
"""The end of the day on which January's bulletin is drawn up."""
DOCUMENTS = [
    f"/reports/bulletin/202201/{kind}/?asof=2022-02-15" for kind in ("json", "txt", "xlsx")
]  # fmt: skip


@pytest.fixture
def may(cast):
    """A day by which all of these reports are open."""
    plays_on(date(2022, 5, 10))


def january(cast, plant, valves):
    filed(plant, cast, JANUARY, 100)
    filed(valves, cast, JANUARY, 30, by=cast.office, at=AT + timedelta(days=7))


def test_a_bulletin_tells_what_was_known(cast, plant, valves):
    january(cast, plant, valves)
    listed(cast, "未报项目", cast.toyota, cast.binhai)
    found = queries.bulletin(cast.office, JANUARY, FEBRUARY_15)
    assert (found.whole.projects, found.whole.missing, found.whole.late) == (3, 1, 1)
    assert (found.whole.done, found.whole.plan) == (wan(130).amount, wan(3600).amount)
    assert [(code, one.projects, one.done) for code, one in found.districts] == [
        ("beichen", 1, wan(30).amount), ("binhai", 2, wan(100).amount),
    ]  # fmt: skip
    assert [one.name_zh for one in found.missing] == ["未报项目"]
    assert [(one.name_zh, line.done) for one, line in found.largest] == [
        ("新能源整车厂", wan(100).amount), ("阀门生产线", wan(30).amount),
    ]  # fmt: skip
    assert [one.name_zh for one, _ in found.lost] == ["未报项目", "阀门生产线"]


def test_a_correction_is_told_in_the_bulletin_after(cast, plant):
    filed(plant, cast, JANUARY, 100)
    filed(plant, cast, FEBRUARY, 50, at=later(3))
    filed(plant, cast, JANUARY, 80, over=1, at=later(3) + timedelta(days=1), reason="重复计算")
    found = queries.bulletin(cast.office, FEBRUARY, later(3) + timedelta(days=10))
    assert [(one.month, one.before, one.after, one.reason) for one in found.corrected] == [
        (JANUARY, wan(100).amount, wan(80).amount, "重复计算")
    ]
    assert queries.bulletin(cast.office, JANUARY, FEBRUARY_15).corrected == []


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_bulletin_of_a_past_day_is_the_same_byte_for_byte(client, sees, may, cast, plant, valves, language):  # noqa: F811
    january(cast, plant, valves)
    client.cookies["kw_language"] = language
    before = [sees(cast.office, path).content for path in DOCUMENTS]
    page = sees(cast.office, "/reports/bulletin/202201/?asof=2022-02-15").content.decode()
    assert all(before)
    # All that may happen later: corrected, filed, planned, renamed, moved to another district, registered, listed anew.
    filed(plant, cast, JANUARY, 80, over=1, at=later(3), reason="重复计算")
    filed(valves, cast, FEBRUARY, 9, at=later(3), by=cast.office)
    fund = Term.objects.get(kind="fund", code="loans")
    state_money(project=plant, amounts={(2022, fund): wan(999)}, over=None, by=cast.office, at=later(3), reason="增加")
    values = {"name_zh": "改名以后", "district": cast.beichen, "started_on": date(2022, 1, 9)}
    edit(project=Project.objects.get(pk=plant.pk), values=values, over=None, by=cast.office, at=later(3))
    listed(cast, "后来的项目", cast.toyota, cast.binhai, at=later(3))
    after = [sees(cast.office, path).content for path in DOCUMENTS]
    assert after == before
    assert "改名以后" not in sees(cast.office, "/reports/bulletin/202201/?asof=2022-02-15").content.decode()
    assert "新能源整车厂" in page or "Car plant" in page


def test_the_page_stands_at_an_address_with_its_day(sees, may, cast, plant, valves):  # noqa: F811
    january(cast, plant, valves)
    answer = sees(cast.office, "/reports/bulletin/202201/")
    assert (answer.status_code, answer["Location"]) == (302, "/reports/bulletin/202201/?asof=2022-02-15")
    page = sees(cast.office, answer["Location"]).content.decode()
    assert "2个项目应报" in page.replace(" ", "")
    assert "数据截至2022年2月15日" in page
    assert sees(cast.office, "/reports/bulletin/202201/pdf/").status_code == 404
    assert "不是日期" in sees(cast.office, "/reports/bulletin/202201/?asof=x").content.decode()


def test_what_is_not_over_is_no_document(sees, may, cast, plant):  # noqa: F811
    answer = sees(cast.office, "/reports/bulletin/202201/json/?asof=2999-01-01")
    assert (answer.status_code, answer["Location"]) == (302, "/reports/bulletin/202201/?asof=2999-01-01")


def test_a_district_keeps_its_own(sees, may, cast, plant, valves):  # noqa: F811
    january(cast, plant, valves)
    said = json.loads(sees(cast.district, DOCUMENTS[0]).content)
    assert said["whole"]["projects"] == 1
    assert "阀门" not in sees(cast.district, DOCUMENTS[1]).content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/reports/bulletin/202201/?asof=2022-02-15", "/reports/ceilings/?month=2022-01",
        "/reports/compare/?from=2022-01-31&to=2022-02-15&month=2022-01",
        "/reports/districts/?month=2022-01&asof=2022-02-15",
        "/reports/curve/city/0/?month=2022-01",
    ],
)  # fmt: skip
def test_a_page_asks_as_often_for_thirty_as_for_two(sees, may, cast, plant, path, django_assert_max_num_queries):  # noqa: F811
    filed(plant, cast, JANUARY, 1300)
    sees(cast.office, path)
    with CaptureQueriesContext(connection) as few:
        sees(cast.office, path)
    for number in range(28):
        one = listed(cast, f"项目{number}", cast.toyota, cast.binhai)
        filed(one, cast, JANUARY, 1300 + number, at=AT + timedelta(days=number % 8))
    with django_assert_max_num_queries(len(few)):
        sees(cast.office, path)


def test_a_district_knows_its_own_projects_by_its_code_and_none_of_another(cast, plant, valves):
    january(cast, plant, valves)
    for code, project in (("binhai", plant), ("beichen", valves)):
        assert [one.pk for one in known_projects(cast.office, JANUARY, FEBRUARY_15, district=code)] == [project.pk]
    assert known_projects(cast.office, JANUARY, FEBRUARY_15, district="hexi") == []

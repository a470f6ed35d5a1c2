from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from keyworks.accounts.models import Installation
from keyworks.base import guards
from keyworks.reports import actions, queries
from keyworks.reports.models import Filing, Report
from keyworks.reports.rules.lights.specs import Dimension
from keyworks.reports.tests.months import filed, listed
from keyworks.values.months import Month

JANUARY = Month(2022, 1)
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def february(cast):
    """The city judges by a day in February 2022, whatever the clock says."""
    plays_on(date(2022, 2, 22))
    return cast


def plays_on(day):
    """Past the walls, which let only a demonstration play, and none become one."""
    guards.remove()
    Installation.objects.update(kind="demonstration", plays_on=day)
    guards.install()


@pytest.fixture
def sees(client, february):
    def page(person, path, **headers):
        client.force_login(person, backend=BACKEND)
        return client.get(path, headers=headers)

    return page


@pytest.fixture
def sends(client, february):
    def send(person, path, **data):
        client.force_login(person, backend=BACKEND)
        return client.post(path, data)

    return send


def test_the_month_names_who_has_not_filed(sees, cast, plant, valves):
    filed(plant, cast, JANUARY, 100)
    page = sees(cast.office, "/reports/?month=2022-01").content.decode()
    assert "2 个项目应报，已报 1 个" in page
    missing = sees(cast.office, "/reports/?month=2022-01&state=missing").content.decode()
    assert "阀门生产线" in missing
    assert "新能源整车厂" not in missing


def test_a_district_sees_its_own(sees, cast, plant, valves):
    page = sees(cast.district, "/reports/?month=2022-01").content.decode()
    assert "新能源整车厂" in page
    assert "阀门生产线" not in page
    assert sees(cast.district, f"/reports/{valves.pk}/202201/").status_code == 404


@pytest.mark.parametrize("asked", ["2022-13", "x", "1980-01", "9999-12", "2022-01'", ""])
def test_a_month_that_is_none_is_the_open_one(sees, cast, plant, asked):
    assert "2022年1月月报" in sees(cast.office, f"/reports/?month={asked}").content.decode()


@pytest.mark.parametrize("month", [0, 202213, 190001, 999912])
def test_an_address_of_no_month_is_not_there(sees, cast, plant, month):
    assert sees(cast.office, f"/reports/{plant.pk}/{month}/").status_code == 404


def test_the_list_asks_as_often_for_fifty_as_for_three(sees, cast, django_assert_max_num_queries, plant):
    for number in range(40):
        one = listed(cast, f"项目{number}", cast.toyota, cast.binhai)
        filed(one, cast, JANUARY, number)
    sees(cast.office, "/reports/?month=2022-01")
    with django_assert_max_num_queries(35):
        sees(cast.office, "/reports/?month=2022-01")


def test_a_report_is_filed_on_its_page_and_goes_on_its_way(sends, sees, cast, plant):
    there = f"/reports/{plant.pk}/202201/file/"
    sent = {"done": "123.45", "progress": "12.5", "words": "主体施工", "edition": "0", "before_year": "1000"}
    answer = sends(cast.clerk, there, **sent)
    assert (answer.status_code, answer["Location"]) == (302, f"/reports/{plant.pk}/202201/")
    report = Report.objects.get()
    assert (report.done.amount, report.progress, report.since_start.amount) == (123_450_000, 1250, 1_123_450_000)
    page = sees(cast.clerk, answer["Location"]).content.decode()
    assert "123.45 万元" in page
    assert "在区项目办" in page


def test_progress_is_prefilled_as_it_is_typed(sees, cast, plant):
    filed(plant, cast, JANUARY, 100, progress=6000)
    page = sees(cast.clerk, f"/reports/{plant.pk}/202201/file/").content.decode()
    assert 'name="progress" value="60"' in page


def test_a_filed_report_is_prefilled_and_asks_why_it_changes(sends, sees, cast, plant):
    filed(plant, cast, JANUARY, 100, words="主体施工", progress=1250)
    there = f"/reports/{plant.pk}/202201/file/"
    page = sees(cast.clerk, there).content.decode()
    assert 'value="100"' in page
    assert "主体施工" in page
    refused = sends(cast.clerk, there, done="90", edition="1")
    assert (refused.status_code, Filing.objects.count()) == (200, 1)
    assert sends(cast.clerk, there, done="90", edition="1", reason="重复计算").status_code == 302
    assert list(Filing.objects.order_by("version").values_list("reason", flat=True)) == ["", "重复计算"]


def test_what_somebody_else_filed_meanwhile_is_shown_beside_what_was_typed(sends, cast, plant):
    filed(plant, cast, JANUARY, 100)
    filed(plant, cast, JANUARY, 80, over=1, reason="更正", by=cast.district)
    answer = sends(cast.clerk, f"/reports/{plant.pk}/202201/file/", done="90", edition="1", reason="更正")
    assert answer.status_code == 412
    assert "800,000.00" in answer.content.decode()
    assert Filing.objects.count() == 2


@pytest.mark.parametrize("typed", ["很多", "1e99", "12.3456789", "100%"])
def test_a_text_in_a_number_is_refused_where_it_stands(sends, cast, plant, typed):
    answer = sends(cast.clerk, f"/reports/{plant.pk}/202201/file/", done=typed, edition="0")
    assert (answer.status_code, Report.objects.count()) == (200, 0)
    assert 'id="id_done_error"' in answer.content.decode()


def test_no_change_is_one_tap(sends, cast, plant):
    answer = sends(cast.clerk, f"/reports/{plant.pk}/202201/unchanged/", why="winter")
    assert answer.status_code == 302
    report = Report.objects.get()
    assert (report.unchanged, report.done.amount, Filing.objects.get().why) == (True, 0, "winter")


def test_many_pass_at_once_and_the_rest_is_told(sends, cast, plant, valves):
    filed(plant, cast, JANUARY, 100)
    answer = sends(cast.office, "/reports/pass/", id=[plant.pk, valves.pk], next="/reports/?month=2022-01")
    assert answer["Location"] == "/reports/?month=2022-01"
    assert Report.objects.get().state == "accepted"


def test_given_back_the_unit_reads_why(sends, sees, cast, plant):
    filed(plant, cast, JANUARY, 100)
    sends(cast.district, f"/reports/{plant.pk}/202201/pass/", back="1", reason="请补充形象进度")
    assert "请补充形象进度" in sees(cast.clerk, f"/reports/{plant.pk}/202201/file/").content.decode()
    assert "已退回" in sees(cast.clerk, "/reports/desk/", HX_Request="true").content.decode()


def test_every_light_says_why_and_what_would_turn_it_green(sees, cast, plant):
    filed(plant, cast, JANUARY, 10)
    page = sees(cast.office, f"/reports/{plant.pk}/202201/").content.decode()
    assert "应完成 100.00 万元，实际完成 10.00 万元" in page
    light = queries.lights([plant.pk], JANUARY, queries.rule_sets()["wuhan-2022"], date(2022, 2, 22))
    assert light[plant.pk].colour == "red"
    assert "武汉市2022年项目亮灯规则" in page


def test_a_project_that_did_not_file_in_time_is_yellow_for_it(cast, february, plant, valves):
    filed(plant, cast, JANUARY, 100)
    found = queries.lights([plant.pk, valves.pk], JANUARY, queries.rule_sets()["default"], date(2022, 2, 11))
    assert {pk: str(light.of(Dimension.FILING).colour) for pk, light in found.items()} == {
        plant.pk: "green", valves.pk: "yellow",
    }  # fmt: skip


def test_what_is_hard_to_believe_is_asked(sees, cast, plant):
    filed(plant, cast, JANUARY, 100, before=None, progress=100)
    at = timezone.make_aware(datetime(2022, 3, 5))
    plays_on(at.date())
    filed(plant, cast, Month(2022, 2), 20_000, at=at, progress=150)
    asked = {doubt.rule for doubt in queries.doubts(plant, Month(2022, 2))}
    assert {"beyond_total", "beyond_progress"} <= asked
    assert "总投资调增的批复文件是什么？" in sees(cast.office, f"/reports/{plant.pk}/202202/").content.decode()


def test_closing_and_opening_again(sends, sees, cast, plant):
    sends(cast.office, "/reports/months/202201/close/")
    assert "本月已关闭" in sees(cast.office, "/reports/?month=2022-01").content.decode()
    sends(cast.office, "/reports/months/202201/close/", open="1", reason="补报")
    assert not queries.closed(JANUARY)
    actions.close(month=JANUARY, by=cast.office, at=timezone.now() + timedelta(seconds=1))
    assert queries.closed(JANUARY)


def test_a_project_shows_its_months(sees, cast, plant):
    filed(plant, cast, JANUARY, 100)
    page = sees(cast.clerk, f"/reports/of/project/{plant.pk}/", HX_Request="true").content.decode()
    assert "2022年1月" in page
    assert "100.00" in page


def test_the_month_by_district_adds_up_and_says_how_far_it_is_ahead(sees, cast, plant, valves):
    filed(plant, cast, JANUARY, 200)
    page = sees(cast.office, "/reports/districts/?month=2022-01").content.decode()
    assert "完成 0.02 亿元，年度计划 0.24 亿元，完成 8.3%，时间进度 8.3%" in page
    assert "/reports/?month=2022-01&amp;district=beichen" in page
    sheet = sees(cast.office, "/reports/districts/?month=2022-01&export=csv")
    assert sheet.status_code == 200

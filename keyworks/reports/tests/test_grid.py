"""A year as a grid: all or nothing, month after month, nothing overwritten, nobody else's months."""

from __future__ import annotations

import json
from datetime import date

import pytest

from keyworks.reports import actions
from keyworks.reports.models import Filing, Report
from keyworks.reports.rules.figures import Kind
from keyworks.reports.tests.months import AT, filed, later, listed, wan
from keyworks.reports.tests.test_month_pages import BACKEND, plays_on
from keyworks.values.months import Month

ROWS = "/reports/grid/rows/?year=2022"
JANUARY, FEBRUARY, MARCH = Month(2022, 1), Month(2022, 2), Month(2022, 3)


@pytest.fixture
def district(client, cast, plant, valves):
    """The district's office on the 5th of April: three months are open."""
    plays_on(date(2022, 4, 5))
    client.force_login(cast.district, backend=BACKEND)
    client.cookies["kw_money"] = "wan"
    return client


def sheet(client, address=ROWS):
    told = client.get(address).json()
    keys = [column["key"] for column in told["columns"]]
    return {row["id"]: {**row, **dict(zip(keys, row["values"], strict=True))} for row in told["rows"]}, told


def send(client, reason="", **rows):
    """Send cells: p<key>=({column: text}, edition)."""
    body = {
        "unit": "wan", "reason": reason,
        "rows": [{"id": key.removeprefix("p"), "edition": seen, "cells": cells} for key, (cells, seen) in rows.items()],
    }  # fmt: skip
    return client.post(ROWS, json.dumps(body), content_type="application/json")


def test_what_is_not_reported_is_unknown_and_nothing_is_nought(district, cast, plant):
    filed(plant, cast, JANUARY, 0, unchanged=True, why="winter")
    rows, told = sheet(district)
    row = rows[str(plant.pk)]
    assert (row["m202201"], row["m202202"], row["beside"], row["year"]) == ("0", "", "1200", "0")
    assert {column["key"] for column in told["columns"] if column.get("unknown")} >= {"m202201", "m202202", "year"}
    locked = {column["key"] for column in told["columns"] if column.get("locked")}
    assert {"m202204", "m202212", "name", "year"} <= locked
    assert not {"m202201", "m202202", "m202203"} & locked


def test_months_typed_out_of_order_are_filed_one_after_another(district, cast, plant):
    answer = send(district, **{f"p{plant.pk}": ({"m202203": "30", "m202201": "10", "m202202": "20"}, 0)})
    assert (answer.status_code, answer.json()["detail"]) == (200, "已报送3个月报。")
    assert list(Report.objects.order_by("month").values_list("done", "year_done")) == [
        (wan(10), wan(10)), (wan(20), wan(30)), (wan(30), wan(60)),
    ]  # fmt: skip
    assert answer.json()["rows"][0]["edition"] == 3


def test_an_earlier_month_corrected_with_a_later_one_adds_up(district, cast, plant):
    filed(plant, cast, JANUARY, 10)
    filed(plant, cast, FEBRUARY, 20, at=later(3))
    answer = send(district, "更正", **{f"p{plant.pk}": ({"m202201": "15", "m202202": "25"}, 2)})
    assert answer.status_code == 200
    assert Report.objects.get(month=FEBRUARY).year_done == wan(40)
    assert {one.reason for one in Filing.objects.filter(version__gt=1)} == {"更正"}


def test_a_correction_without_a_reason_files_nothing_of_anybody(district, cast, plant):
    other = listed(cast, "二期", cast.toyota, cast.binhai)
    filed(plant, cast, JANUARY, 10)
    answer = send(district, **{f"p{plant.pk}": ({"m202201": "15"}, 1), f"p{other.pk}": ({"m202201": "5"}, 0)})
    assert answer.status_code == 422
    [problem] = answer.json()["problems"]
    assert (problem["row"], problem["column"]) == (str(plant.pk), "m202201")
    assert Filing.objects.count() == 1


def test_what_somebody_filed_meanwhile_is_shown_and_a_second_saving_is_a_decision(district, cast, plant):
    filed(plant, cast, JANUARY, 10)
    answer = send(district, **{f"p{plant.pk}": ({"m202201": "15"}, 0)})
    assert answer.status_code == 412
    told = answer.json()
    assert "现为10" in told["problems"][0]["detail"]
    assert (Filing.objects.count(), told["rows"][0]["edition"]) == (1, 1)
    assert send(district, "更正", **{f"p{plant.pk}": ({"m202201": "15"}, 1)}).status_code == 200
    assert Report.objects.get().done == wan(15)


def test_another_month_filed_meanwhile_hinders_nobody(district, cast, plant):
    filed(plant, cast, JANUARY, 10)
    assert send(district, **{f"p{plant.pk}": ({"m202202": "20"}, 0)}).status_code == 200
    assert Report.objects.get(month=FEBRUARY).year_done == wan(30)


def test_what_a_report_says_besides_stays(district, cast, plant):
    filed(plant, cast, JANUARY, 10, words="主体施工", progress=1250, problems="资金")
    send(district, "更正", **{f"p{plant.pk}": ({"m202201": "15", "m202202": "5"}, 1)})
    stood = Filing.objects.filter(month=JANUARY).latest("version")
    assert (stood.words, stood.progress, stood.problems) == ("主体施工", 1250, "资金")
    february = Filing.objects.get(month=FEBRUARY)
    assert (february.words, february.progress, february.problems) == ("主体施工", 1250, "")


def test_a_split_that_no_longer_adds_up_is_refused_at_its_cell(district, cast, plant):
    filed(plant, cast, JANUARY, 10, parts={Kind.EQUIPMENT: wan(10)})
    answer = send(district, "更正", **{f"p{plant.pk}": ({"m202201": "15"}, 1)})
    assert answer.status_code == 422
    assert "分项合计" in answer.json()["problems"][0]["detail"]


def test_an_amount_typed_over_no_change_is_a_change(district, cast, plant):
    filed(plant, cast, JANUARY, 0, unchanged=True, why="winter")
    send(district, "更正", **{f"p{plant.pk}": ({"m202201": "5"}, 1)})
    report = Report.objects.get()
    assert (report.done, report.unchanged) == (wan(5), False)


def test_what_was_filed_is_not_emptied_and_an_empty_cell_is_nothing(district, cast, plant):
    filed(plant, cast, JANUARY, 10)
    answer = send(district, "更正", **{f"p{plant.pk}": ({"m202201": ""}, 1)})
    assert answer.status_code == 422
    assert "不能删除" in answer.json()["problems"][0]["detail"]
    assert send(district, **{f"p{plant.pk}": ({"m202202": ""}, 1)}).status_code == 200
    assert Filing.objects.count() == 1


@pytest.mark.parametrize("typed", ["很多", "1e5", "12.3456789"])
def test_text_in_a_number_is_told_at_its_cell(district, cast, plant, typed):
    answer = send(district, **{f"p{plant.pk}": ({"m202201": typed}, 0)})
    assert (answer.status_code, answer.json()["problems"][0]["column"]) == (422, "m202201")
    assert Filing.objects.count() == 0


def test_closed_months_and_months_to_come_cannot_be_typed(district, cast, plant):
    actions.close(month=JANUARY, by=cast.office, at=AT)
    assert send(district, **{f"p{plant.pk}": ({"m202201": "5"}, 0)}).status_code == 422
    assert send(district, **{f"p{plant.pk}": ({"m202204": "5"}, 0)}).status_code == 422
    assert Filing.objects.count() == 0


def test_a_month_whose_follower_is_closed_is_refused(district, cast, plant):
    filed(plant, cast, JANUARY, 10)
    filed(plant, cast, FEBRUARY, 20, at=later(3))
    actions.close(month=FEBRUARY, by=cast.office, at=later(4))
    answer = send(district, "更正", **{f"p{plant.pk}": ({"m202201": "15"}, 2)})
    assert answer.status_code == 422
    assert "已关闭" in answer.json()["problems"][0]["detail"]


def test_others_projects_are_not_there_and_a_departments_reads_and_files_its_own(district, cast, plant, valves):
    assert str(valves.pk) not in sheet(district)[0]
    assert send(district, **{f"p{valves.pk}": ({"m202201": "5"}, 0)}).status_code == 404
    district.force_login(cast.engineer, backend=BACKEND)
    assert sheet(district)[0][str(valves.pk)]["locked"] is False
    plant.__class__.objects.filter(pk=valves.pk).update(lead_department=None)
    assert sheet(district)[0].get(str(valves.pk), {"locked": True})["locked"] is True
    assert send(district, **{f"p{valves.pk}": ({"m202201": "5"}, 0)}).status_code in (404, 422)
    assert Filing.objects.count() == 0


def test_the_year_before_stands_beside_where_it_is_asked_for(district, cast, plant):
    filed(plant, cast, Month(2021, 12), 7)
    rows, _told = sheet(district, f"{ROWS}&beside=before")
    assert rows[str(plant.pk)]["beside"] == "7"


def test_it_is_read_with_as_many_questions_for_sixty_as_for_two(district, cast, plant, django_assert_max_num_queries):
    for number in range(58):
        listed(cast, f"项目{number}", cast.toyota, cast.binhai)
    with django_assert_max_num_queries(18):
        assert len(sheet(district)[0]) == 59


def test_a_year_that_is_none_is_this_one(district, cast, plant):
    assert "2022" in district.get("/reports/grid/?year=x").content.decode()
    assert district.get("/reports/grid/?year=1800").status_code == 200

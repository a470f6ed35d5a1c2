from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from keyworks.reports.api import months
from keyworks.reports.models import Filing, Report
from keyworks.reports.tests.months import filed, later
from keyworks.values.months import Month

JANUARY = Month(2022, 1)
ROOT = "/api/v1/reports"


@pytest.fixture
def api(client, plant, valves, monkeypatch):
    """Asks as somebody, on 8 February 2022."""
    monkeypatch.setattr(months, "moment", lambda: datetime(2022, 2, 8, 1, tzinfo=UTC))
    monkeypatch.setattr(months, "today", lambda: date(2022, 2, 8))

    def ask(person, method, path, body=None, **headers):
        client.force_login(person)
        return client.generic(
            method, f"{ROOT}{path}", json.dumps(body or {}), content_type="application/json", headers=headers
        )

    return ask


def test_a_month_as_it_stands_within_reach(api, cast, plant):
    filed(plant, cast, JANUARY, 100)
    found = api(cast.office, "GET", "/months/2022-01").json()
    assert (found["opens"], found["due"], found["closed"]) == ("2022-02-01", "2022-02-10", False)
    assert (found["expected"], found["filed"], found["missing"], found["done"]) == (2, 1, 1, "1000000.00")
    assert api(cast.other_district, "GET", "/months/2022-01").json()["missing"] == 1
    assert api(cast.clerk, "GET", "/months/2022-01").json()["expected"] == 1


def test_the_lines_of_a_month_are_paged_and_chosen_by_state_and_district(api, cast, plant):
    filed(plant, cast, JANUARY, 100)
    first = api(cast.office, "GET", "/months/2022-01/reports?limit=1").json()
    then = api(cast.office, "GET", f"/months/2022-01/reports?limit=1&cursor={first['next']}").json()
    assert [one["state"] for one in (*first["items"], *then["items"])] == ["filed", "missing"]
    assert then["next"] is None
    missing = api(cast.office, "GET", "/months/2022-01/reports?state=missing").json()["items"]
    assert [(one["name_zh"], one["done"], one["version"]) for one in missing] == [("阀门生产线", None, None)]
    [ours] = api(cast.office, "GET", "/months/2022-01/reports?district=binhai").json()["items"]
    assert ours["name_en"] == "Car plant"


def test_a_month_is_filed_then_corrected_over_what_was_seen_and_the_first_figure_stays(api, cast, plant):
    said = {"done": "1000000.50", "parts": {"construction": "600000", "equipment": "400000.50"}, "progress": 4500}
    made = api(cast.clerk, "POST", f"/{plant.pk}/2022-01", said)
    assert (made.status_code, made.json()["state"]) == (201, "filed")
    assert made.json()["versions"][0]["parts"] == {"construction": "600000.00", "equipment": "400000.50"}
    seen = made.headers["ETag"]
    again = {"done": "900000", "reason": "重复计算"}
    assert api(cast.clerk, "PATCH", f"/{plant.pk}/2022-01", again).status_code == 428
    assert api(cast.clerk, "PATCH", f"/{plant.pk}/2022-01", again, **{"If-Match": '"report-1-99"'}).status_code == 412
    mended = api(cast.clerk, "PATCH", f"/{plant.pk}/2022-01", again, **{"If-Match": seen})
    assert [(one["version"], one["done"], one["by"]) for one in mended.json()["versions"]] == [
        (2, "900000.00", "clerk"), (1, "1000000.50", "clerk"),
    ]  # fmt: skip
    assert api(cast.clerk, "PATCH", f"/{plant.pk}/2022-01", again, **{"If-Match": seen}).status_code == 412
    kept = api(cast.clerk, "GET", f"/{plant.pk}/2022-01", **{"If-None-Match": mended.headers["ETag"]})
    assert kept.status_code == 304


def test_a_month_filed_already_is_not_filed_again(api, cast, plant):
    filed(plant, cast, JANUARY, 100)
    assert api(cast.clerk, "POST", f"/{plant.pk}/2022-01", {"done": "5"}).status_code == 412
    assert Filing.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "status", "field"),
    [
        ({"done": "一百万"}, 422, "done"),
        ({"done": "1.005"}, 422, "done"),
        ({"done": "1", "progress": 10_001}, 422, "progress"),
        ({"done": "100", "parts": {"construction": "99.99"}}, 409, "parts"),
        ({"done": "-1"}, 409, "done"),
        ({"done": "0", "unchanged": True}, 409, "why"),
    ],
)
def test_what_cannot_be_filed_is_told_at_its_field(api, cast, plant, said, status, field):
    answer = api(cast.clerk, "POST", f"/{plant.pk}/2022-01", said)
    assert (answer.status_code, Filing.objects.count()) == (status, 0)
    assert answer.json()["problems"][0]["field"].endswith(field)


def test_no_change_takes_over_what_stood(api, cast, plant, monkeypatch):
    filed(plant, cast, JANUARY, 100, progress=4500, words="主体封顶")
    monkeypatch.setattr(months, "moment", lambda: later(3))
    answer = api(cast.clerk, "POST", f"/{plant.pk}/2022-02/unchanged", {"why": "春节停工"})
    assert answer.status_code == 201
    stands = answer.json()["versions"][0]
    assert (stands["done"], stands["progress"], stands["words"], stands["why"]) == (
        "0.00",
        4500,
        "主体封顶",
        "春节停工",
    )


def test_reports_pass_all_or_none_and_are_given_back_with_a_reason(api, cast, plant, valves):
    filed(plant, cast, JANUARY, 100)
    both = {"projects": [plant.pk, valves.pk]}
    assert api(cast.office, "POST", "/months/2022-01/pass", both).status_code == 409
    assert Report.objects.get().state == "filed"
    [row] = api(cast.district, "POST", "/months/2022-01/pass", {"projects": [plant.pk]}).json()
    assert (row["state"], row["at_level"]) == ("district", "department")
    assert api(cast.office, "POST", f"/{plant.pk}/2022-01/give-back", {"reason": "", "version": 1}).status_code == 409
    back = api(cast.office, "POST", f"/{plant.pk}/2022-01/give-back", {"reason": "依据不清", "version": 1})
    assert (back.json()["state"], Report.objects.get().state) == ("returned", "returned")


def test_another_units_project_is_not_there_and_a_right_that_is_lacking_forbids(api, cast, plant):
    filed(plant, cast, JANUARY, 100)
    assert api(cast.other_clerk, "GET", f"/{plant.pk}/2022-01").status_code == 404
    assert api(cast.other_clerk, "POST", f"/{plant.pk}/2022-02", {"done": "1"}).status_code == 404
    assert api(cast.mayor, "POST", f"/{plant.pk}/2022-02", {"done": "1"}).status_code == 403
    assert api(cast.engineer, "GET", f"/{plant.pk}/2021-12").status_code == 404
    assert Filing.objects.count() == 1


def test_districts_and_lights_say_why(api, cast, plant):
    filed(plant, cast, JANUARY, 100)
    districts = api(cast.office, "GET", "/months/2022-01/districts").json()
    assert [(one["district"], one["filed"], one["missing"], one["plan"]) for one in districts] == [
        ("binhai", 1, 0, "12000000.00"), ("beichen", 0, 1, "12000000.00"),
    ]  # fmt: skip
    lights = api(cast.office, "GET", "/months/2022-01/lights").json()["items"]
    [mine] = [one for one in lights if one["project"] == plant.pk]
    assert {one["dimension"] for one in mine["verdicts"]} >= {"investment", "filing"}
    assert all(one["code"] for one in mine["verdicts"])
    named = api(cast.office, "GET", "/months/2022-01/lights/districts").json()
    assert [one["district"] for one in named] == ["binhai", "beichen"]

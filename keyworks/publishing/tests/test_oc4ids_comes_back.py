"""What is published as OC4IDS comes in again by the imports: equal where the standard carries it, the rest told."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from keyworks.imports.models import Import
from keyworks.projects.models import PlannedAmount, Project
from keyworks.publishing.files.opened import Head, as_oc4ids
from keyworks.publishing.queries.opened import documents
from keyworks.values.money import Money

pytestmark = pytest.mark.django_db
HEAD = Head(3, date(2022, 3, 1), datetime(2022, 3, 1, 2, tzinfo=UTC), "https://a.cn/open/editions/3/", "天津市",
            "cc-by-4.0", official=True)  # fmt: skip
PLANT = {
    "number": "2022-133", "name_zh": "新能源整车厂", "stage": "building", "currency": "CNY",
    "total": 850_000_000_050, "original": 800_000_000_000, "original_on": "2021-03-01",
    "plan": 20_000_000_000, "plan_year": 2022, "scope_zh": "新建四大车间。", "address_zh": "海通街1号",
    "district": {"code": "binhai", "zh": "滨海新区", "en": "Binhai New Area"},
    "sector": {"code": "automobile", "zh": "汽车及新能源汽车", "en": "Automobiles"},
    "nature": {"code": "expansion", "zh": "扩建", "en": "Expansion"},
    "planned_start": "2021-03-15", "planned_finish": "2023-12-31", "started_on": "2021-04-01",
    "geometry": {"type": "Point", "coordinates": [117.7, 39.0]}, "point": [117.7, 39.0],
    "owner": {"code": "toyota", "zh": "一汽丰田汽车有限公司", "en": "FAW-Toyota Motor"},
    "parties": [{"zh": "建工集团", "role": "supplier", "credit_code": "91350100M000100Y43"}],
    "capacities": [{"zh": "整车", "quantity": "200000", "measure": {"code": "car", "zh": "辆/年"}}],
}  # fmt: skip
ROAD = {
    "number": "2022-134", "name_zh": "海滨大道", "stage": "completed", "currency": "CNY", "total": 3_000_000_000,
    "sector": {"code": "roads", "zh": "道路", "en": "Roads"}, "finished_on": "2022-01-31",
    "planned_start": "2021-01-01", "planned_finish": "2022-02-01", "started_on": "2021-01-02",
    "geometry": {"type": "LineString", "coordinates": [[117.7, 39.0], [117.8, 39.1]]},
}  # fmt: skip


@pytest.fixture
def office(client, cast):
    client.force_login(cast.office, backend="django.contrib.auth.backends.ModelBackend")
    client.cookies["kw_language"] = "en"
    return client


def give(client, content, name="open.json", status=302):
    answer = client.post(reverse("imports:new"), {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == status, answer.content.decode()
    return Import.objects.order_by("pk").last(), answer


def checked(client, content):
    found, _ = give(client, content)
    assert (found.state, found.example) == ("mapping", "oc4ids")
    for name in ("reading", "meaning"):
        assert client.get(reverse(f"imports:{name}", args=[found.pk])).status_code == 200
    assert client.post(reverse("imports:check", args=[found.pk])).status_code == 302
    found.refresh_from_db()
    assert found.state == "judged"
    return found


def brought(client, content):
    found = checked(client, content)
    said = {"edition": found.edition, "reason": "公布的项目"}
    assert client.post(reverse("imports:bring", args=[found.pk]), said).status_code == 302
    found.refresh_from_db()
    assert found.state == "standing", found.report
    return found


CARRIED = (
    "number", "name_zh", "stage", "currency", "total", "original", "original_on", "scope_zh", "address_zh", "sector",
    "nature", "planned_start", "planned_finish", "started_on", "finished_on", "point",
)  # fmt: skip


def test_what_is_published_comes_in_equal_where_the_standard_carries_it(office):
    found = brought(office, as_oc4ids(HEAD, [PLANT, ROAD]))
    assert (found.report["rows"]["all"], found.report["rows"]["refused"]) == (3, 0)
    plant, road = documents(list(Project.objects.order_by("local_number")))
    for made, told in ((plant, PLANT), (road, ROAD)):
        for name in CARRIED:
            said = told.get(name)
            said = said["code"] if isinstance(said, dict) else said
            now = made[name]["code"] if isinstance(made[name], dict) else made[name]
            if name in ("original", "original_on") and said is None:
                continue
            assert now == (said or ("" if now == "" else None)), name
    assert (plant["owner"]["code"], plant["district"]["code"]) == ("toyota", "binhai")
    assert [(one["zh"], one["role"], one["credit_code"]) for one in plant["parties"]] == [
        ("建工集团", "supplier", "91350100M000100Y43")
    ]
    planned = PlannedAmount.objects.get()
    assert (planned.project.local_number, planned.year, planned.amount) == ("2022-133", 2022, Money(20_000_000_000))


def test_the_first_estimate_stays_beside_what_stands(office):
    brought(office, as_oc4ids(HEAD, [PLANT]))
    [plant] = documents(list(Project.objects.all()))
    assert (plant["original"], plant["original_on"], plant["total"]) == (
        800_000_000_000, "2021-03-01", 850_000_000_050,
    )  # fmt: skip


def test_published_again_the_package_is_the_same(office):
    """Of what a package carries nothing is lost on a second way round."""
    brought(office, as_oc4ids(HEAD, [PLANT]))
    [plant] = documents(list(Project.objects.all()))
    row = {name: said for name, said in plant.items() if said not in (None, "", [], {})} | {
        "plan": PLANT["plan"], "plan_year": 2022, "capacities": PLANT["capacities"],
    }  # fmt: skip
    once = json.loads(as_oc4ids(HEAD, [PLANT]))["projects"][0]
    again = json.loads(as_oc4ids(HEAD, [row]))["projects"][0]
    assert again == once


def test_what_has_no_place_is_shown_and_stands_in_the_report_and_the_copy(office):
    found = checked(office, as_oc4ids(HEAD, [PLANT, ROAD]))
    said = office.get(reverse("imports:look", args=[found.pk])).content.decode()
    assert "projects.locations.geometry" in said and "has no place in the register" in said
    told = json.loads(office.get(reverse("imports:report", args=[found.pk])).content)
    assert {"path": "projects.locations.geometry", "count": 1, "why": "no place"} in told["lost"]
    copy = office.get(reverse("imports:copy", args=[found.pk]))
    assert copy.status_code == 200 and b"".join(copy.streaming_content).startswith(b"PK")


def test_the_next_edition_changes_what_changed_and_leaves_the_old_estimate(office):
    brought(office, as_oc4ids(HEAD, [PLANT]))
    head = replace(HEAD, number=4, at=datetime(2022, 4, 1, 2, tzinfo=UTC))
    found = brought(office, as_oc4ids(head, [{**PLANT, "total": 860_000_000_000}]))
    assert found.report["rows"]["refused"] == 0 and found.report["rows"]["skipped"] == {"older": 1}
    [plant] = documents(list(Project.objects.all()))
    assert (plant["total"], plant["original"]) == (860_000_000_000, 800_000_000_000)


def test_taken_back_nothing_of_it_stands(office):
    found = brought(office, as_oc4ids(HEAD, [PLANT, ROAD]))
    assert office.post(reverse("imports:take_back", args=[found.pk]), {"reason": "错"}).status_code == 302
    assert Project.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"projects": [', "This is no JSON: it breaks off at line 1, character 15."),
        (b'{"releases": []}', "no package of OC4IDS"), (b'{"projects": [], "version": "0.9"}', "holds no projects"),
        (b'{"projects": [{"id": "1"}], "version": "1.1"}', "version 1.1"),
        (b'{"projects": ' + b"[" * 100_000, "nested deeper"), (b'{"projects": "a\x00"}', "This is no JSON"),
        (b'{"projects": [' + b" " * 21 * 1024**2 + b"]}", "larger than 20 MB"),
    ],
)  # fmt: skip
def test_what_is_no_package_is_told_and_nothing_stays(office, content, said):
    found, answer = give(office, content, status=409)
    assert found is None and Import.objects.count() == 0
    assert said in answer.content.decode()


def test_an_amount_beyond_all_bounds_refuses_its_row_alone(office):
    told = json.loads(as_oc4ids(HEAD, [PLANT, ROAD]))
    content = json.dumps(told).replace("30000000,", "1e400,").replace("30000000}", "1e400}").encode()
    assert b"1e400" in content
    found = checked(office, content)
    assert (found.report["rows"]["refused"], found.report["projects"]["new"]) == (1, 1)
    said = office.get(reverse("imports:look", args=[found.pk])).content.decode()
    assert "1E+400" in said


def test_an_amount_in_other_money_is_refused_and_not_converted(office):
    content = as_oc4ids(HEAD, [{**ROAD, "currency": "EUR"}])
    found = checked(office, content)
    assert found.report["rows"]["refused"] == 1 and found.report["problems"] == {"error": 1}

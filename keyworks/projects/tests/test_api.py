from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from keyworks.accounts import actions as accounts
from keyworks.projects import actions
from keyworks.projects.models import Project


class Caller:
    """Somebody with an API token."""

    def __init__(self, client, person):
        now = timezone.now()
        until = now + timedelta(days=1)
        _, text = accounts.make_token(person=person, name="sheet", scope="write", expires_at=until, by=person, at=now)
        self.client, self.headers = client, {"Authorization": f"Bearer {text}", "Accept-Language": "en"}

    def send(self, method, path, body=None, **headers):
        sent = json.dumps(body) if body is not None else ""
        answer = self.client.generic(
            method, f"/api/v1{path}", sent, "application/json", headers={**self.headers, **headers}
        )
        return answer.status_code, json.loads(answer.content or "null"), answer.headers


@pytest.fixture
def office(client, cast):
    return Caller(client, cast.office)


TOYOTA = {
    "name_zh": "一汽丰田新能源汽车项目", "owner": "toyota", "district": "binhai", "sector": "automobile",
    "list_class": "construction", "year_tag": "continuing", "list_year": 2022, "planned_finish": "2022-06-30",
    "chains": ["automobile"], "parts": {"total": "8500000000", "equipment": "8500000000.00"},
    "amounts": [{"year": 2022, "fund": "own", "amount": "1000000000.5"}],
    "capacities": [{"what_zh": "新能源汽车", "quantity": "200000", "measure": "vehicles_year"}],
    "parties": [{"role": "contractor", "name_zh": "某建设公司", "credit_code": "91350100M000100Y43"}],
    "geometry": {"type": "Point", "coordinates": [117.76, 39.15]},
}  # fmt: skip


def test_what_is_registered_is_read_again_in_the_same_codes(office):
    status, made, headers = office.send("POST", "/projects", TOYOTA)
    assert status == 201, made
    _, read, _ = office.send("GET", f"/projects/{made['id']}")
    assert read == made
    for name in set(TOYOTA) - {"parts", "amounts", "capacities", "parties"}:
        assert read[name] == TOYOTA[name]
    assert read["parts"] == {"total": "8500000000.00", "equipment": "8500000000.00"}
    assert read["amounts"] == [{"year": 2022, "fund": "own", "amount": "1000000000.50"}]
    assert (read["plan"], read["capacities"][0]["quantity"]) == ("1000000000.50", "200000")
    assert headers["ETag"] == f'"project-{made["id"]}-1"'


def test_every_value_that_cannot_be_read_is_named(office):
    status, told, _ = office.send(
        "POST", "/projects", {**TOYOTA, "owner": "nobody", "sector": "magic", "parts": {"gold": "1"}}
    )
    assert status == 422
    assert {(one["field"], one["code"]) for one in told["problems"]} == {
        ("owner", "projects.unit_unknown"), ("sector", "projects.term_unknown"), ("parts", "projects.part_unknown"),
    }  # fmt: skip
    assert not Project.objects.exists()


def test_a_change_needs_the_edition_that_was_seen(office):
    _, made, headers = office.send("POST", "/projects", TOYOTA)
    path = f"/projects/{made['id']}"
    assert office.send("PATCH", path, {"name_en": "x"})[0] == 428
    status, changed, _ = office.send("PATCH", path, {"name_en": "FAW-Toyota"}, **{"If-Match": headers["ETag"]})
    assert (status, changed["name_en"], changed["edition"]) == (200, "FAW-Toyota", 2)
    assert office.send("PATCH", path, {"name_en": "y"}, **{"If-Match": headers["ETag"]})[0] == 412


def test_a_correction_of_money_asks_why_and_keeps_the_first(office):
    _, made, headers = office.send("POST", "/projects", TOYOTA)
    path = f"/projects/{made['id']}"
    body = {"amounts": [{"year": 2022, "fund": "own", "amount": "1200000000"}]}
    status, told, _ = office.send("PUT", f"{path}/money", body, **{"If-Match": headers["ETag"]})
    assert (status, told["problems"][0]["code"]) == (409, "figure.reason_missing")
    status, _, _ = office.send("PUT", f"{path}/money", {**body, "reason": "追加"}, **{"If-Match": headers["ETag"]})
    assert status == 200
    _, versions, _ = office.send("GET", f"{path}/versions")
    assert [(one["version"], one["amount"]) for one in versions if one["what"] == "2022.own"] == [
        (1, "1000000000.50"), (2, "1200000000.00"),
    ]  # fmt: skip


def test_many_rows_are_registered_together_or_each_problem_is_told_with_its_row(office):
    rows = [{"name_zh": "甲", "planned_start": "2023-01-01", "planned_finish": "2022-01-01"}, {"name_zh": "乙"}]
    status, told, _ = office.send("POST", "/projects/rows", {"rows": rows})
    assert (status, told["problems"][0]["field"]) == (409, "rows.0.planned_finish")
    assert not Project.objects.exists()
    rows[0]["planned_finish"] = "2024-01-01"
    status, told, _ = office.send("POST", "/projects/rows", {"rows": rows})
    assert (status, len(told["local_numbers"])) == (201, 2)


def test_a_list_is_filtered_and_searched_within_reach(client, cast, office):
    office.send("POST", "/projects", TOYOTA)
    actions.register(
        values={"name_zh": "阀门", "owner": cast.valve, "district": cast.beichen}, by=None, at=timezone.now()
    )
    names = lambda caller, path: [one["name_zh"] for one in caller.send("GET", path)[1]["items"]]  # noqa: E731
    assert names(office, "/projects?q=fengtian&sector=automobile") == [TOYOTA["name_zh"]]
    assert names(office, "/projects?district=beichen") == ["阀门"]
    assert names(Caller(client, cast.district), "/projects") == [TOYOTA["name_zh"]]


def test_a_secret_project_is_refused(office):
    status, told, _ = office.send("POST", "/projects", {**TOYOTA, "secrecy": "secret"})
    assert (status, told["problems"][0]["code"]) == (409, "projects.secret")


def test_facts_are_told_as_they_stood(office):
    _, made, headers = office.send("POST", "/projects", TOYOTA)
    office.send("PATCH", f"/projects/{made['id']}", {"sector": "equipment"}, **{"If-Match": headers["ETag"]})
    path = f"/projects/{made['id']}/facts"
    assert office.send("GET", path)[1]["facts"]["sector"] == "equipment"
    assert office.send("GET", f"{path}?asof=2022-01-01T00:00:00Z")[1]["facts"] == {}

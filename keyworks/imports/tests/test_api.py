"""Lists over the API: given with a token, checked, brought in, taken back."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from keyworks.accounts.models import Token
from keyworks.projects.models import Project

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/imports"
LIST = "项目编号,项目名称,总投资（万元）\nA-1,滨海科技园,100\nA-2,北辰物流港,200\n"
MAPPING = {
    "keyworks": "mapping/1", "name": "year", "key": ["项目编号"], "money": {"unit": "wan"},
    "columns": [
        {"from": "项目编号", "to": "local_number"}, {"from": "项目名称", "to": "name_zh"},
        {"from": "总投资（万元）", "to": "parts.total"},
    ],
}  # fmt: skip


@pytest.fixture
def ask(cast, client, settings, tmp_path):
    """Asks the API as the city office's token does."""
    settings.DATA = tmp_path
    now = timezone.now()
    Token.objects.create(
        person=cast.office, name="lists", prefix="kw_lists", digest=hashlib.sha256(b"kw_lists").hexdigest(),
        scope="write", created_at=now, expires_at=now + timedelta(days=1),
    )  # fmt: skip
    headers = {"Authorization": "Bearer kw_lists"}

    def asked(method, path="", body=None, **form):
        if form:
            response = client.post(f"{ROOT}{path}", form, headers=headers)
        else:
            said = "" if body is None else json.dumps(body)
            response = client.generic(method, f"{ROOT}{path}", said, content_type="application/json", headers=headers)
        return response.status_code, response.json()

    return asked


def given():
    return SimpleUploadedFile("list.csv", LIST.encode())


def test_a_list_goes_in_and_out_again(ask):
    status, found = ask("POST", file=given(), document=json.dumps(MAPPING))
    assert (status, found["state"]) == (201, "mapping")
    path = f"/{found['id']}"
    assert ask("POST", f"{path}/dry-run")[1]["report"]["projects"]["new"] == 2
    status, report = ask("GET", f"{path}/report")
    assert (status, report["rows"]["all"], report["listed"]) == (200, 2, [])
    status, found = ask("POST", f"{path}/bring-in", {"reason": "年度清单"})
    assert (status, found["state"], Project.objects.count()) == (200, "standing", 2)
    status, found = ask("POST", f"{path}/take-back", {"reason": "错列"})
    assert (status, found["state"], Project.objects.count()) == (200, "taken_back", 0)


def test_a_word_among_amounts_is_asked_about_where_nobody_said_that_it_means_nothing(ask):
    text = "项目编号,项目名称,总投资（万元）\nA-1,滨海科技园,100\nA-2,北辰物流港,若干\nA-3,静海产业园,无\n"
    _status, found = ask("POST", file=SimpleUploadedFile("list.csv", text.encode()))
    path = f"/{found['id']}"
    assert ask("POST", f"{path}/dry-run")[1]["report"]["problems"] == {"warning": 1}
    [asked] = ask("GET", f"{path}/report")[1]["listed"]
    assert (asked["code"], asked["severity"]) == ("money.not_money", "warning")
    assert (asked["cell"], asked["got"]) == ("C3", "若干")
    status, found = ask("POST", f"{path}/bring-in", {"reason": "年度清单"})
    assert (status, found["state"], Project.objects.count()) == (200, "standing", 3)


def test_refused_rows_are_told_at_the_field_that_leaves_them_out(ask):
    text = LIST.replace("100", "待定")
    _status, found = ask("POST", file=SimpleUploadedFile("list.csv", text.encode()), document=json.dumps(MAPPING))
    path = f"/{found['id']}"
    ask("POST", f"{path}/dry-run")
    status, problem = ask("POST", f"{path}/bring-in", {"reason": "年度清单"})
    assert (status, problem["problems"][0]["field"], Project.objects.count()) == (409, "allow_refused", 0)
    status, _found = ask("POST", f"{path}/bring-in", {"reason": "年度清单", "allow_refused": True})
    assert (status, Project.objects.count()) == (200, 1)


def test_a_document_that_is_no_mapping_is_told_place_by_place(ask):
    status, problem = ask("POST", file=given(), document="{}")
    assert (status, problem["type"]) == (409, "urn:keyworks:problem:imports.mapping_faulty")
    status, problem = ask("POST", "/mappings/year", {"document": {**MAPPING, "days": "xyz"}})
    assert status == 409
    assert "days" in {one["field"] for one in problem["problems"]}


def test_mappings_are_kept_in_versions(ask):
    assert ask("POST", "/mappings/year", {"document": MAPPING})[1]["version"] == 1
    assert ask("POST", "/mappings/year", {"document": {**MAPPING, "rows": "several"}})[1]["version"] == 2
    status, found = ask("GET", "/mappings/year")
    assert (status, found["version"], found["document"]["rows"]) == (200, 2, "several")
    assert [one["version"] for one in ask("GET", "/mappings")[1]["items"]] == [2, 1]


def test_files_are_sent_as_files(ask):
    assert ask("POST", "", {"file": "x"})[0] == 415

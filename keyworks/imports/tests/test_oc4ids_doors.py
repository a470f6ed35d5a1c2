"""A package of OC4IDS by the API, which takes it as it takes a sheet."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from keyworks.imports.models import Import
from keyworks.imports.tests.test_api import ask  # noqa: F401 (a fixture)

pytestmark = pytest.mark.django_db
PACKAGE = {
    "uri": "https://a.cn/1", "publishedDate": "2022-03-01T08:30:00Z", "version": "0.9", "publisher": {"name": "x"},
    "projects": [
        {"id": "a-1", "title": "跨河大桥", "status": "implementation", "documents": [{"id": "1"}, {"id": "2"}],
         "budget": {"amount": {"amount": 1200.5, "currency": "CNY"}}},
    ],
}  # fmt: skip


def test_a_package_goes_in_over_the_api_and_says_what_is_not_taken_over(ask):  # noqa: F811
    given = SimpleUploadedFile("open.json", json.dumps(PACKAGE).encode())
    status, found = ask("POST", file=given)
    assert (status, found["state"], found["mapping"]) == (201, "mapping", "oc4ids")
    path = f"/{found['id']}"
    assert ask("POST", f"{path}/dry-run")[1]["report"]["projects"]["new"] == 1
    report = ask("GET", f"{path}/report")[1]
    assert {"path": "projects.documents", "count": 2, "why": "no place"} in report["lost"]


def test_what_is_no_package_is_a_409_over_the_api_and_leaves_nothing(ask):  # noqa: F811
    status, _said = ask("POST", file=SimpleUploadedFile("open.json", b'{"releases": []}'))
    assert status == 409 and not Import.objects.exists()

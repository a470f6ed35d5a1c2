"""A list from its file into the register and out again, as a person does it."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from keyworks.imports.models import Import, SourceKey
from keyworks.projects.models import Project

pytestmark = pytest.mark.django_db

LIST = (
    "项目编号,项目名称,总投资（万元）,计划开工,所属区\n"
    "A-1,滨海科技园一期,12000,2024-03-01,滨海新区\n"
    "A-2,北辰物流港,8000.5,2024-05-01,北辰区\n"
    "A-3,蓟州康养城,待定,2024-06-01,蓟州区\n"
)


@pytest.fixture
def office(client, cast, settings, tmp_path):
    settings.DATA = tmp_path
    client.force_login(cast.office, backend="django.contrib.auth.backends.ModelBackend")
    return client


def give(client, text=LIST, name="重点项目.csv"):
    file = SimpleUploadedFile(name, text.encode("utf-8"))
    response = client.post(reverse("imports:new"), {"file": file})
    assert response.status_code == 302, response.content.decode()
    return Import.objects.latest("pk")


def fields(client, found, **changes):
    """What the page of meanings would send, with changes."""
    page = client.get(reverse("imports:meaning", args=[found.pk]))
    assert page.status_code == 200
    said = {"whole": "on", "edition": page.context["import"].edition, "check": "on", "rows": "project"}
    for line in page.context["lines"]:
        said[f"to-{line.number}"] = line.meant.to
        said[f"unit-{line.number}"] = (line.spec.get("money") or {}).get("unit", "yuan")
        if line.open:
            said[f"open-{line.number}"] = "on"
    return {**said, **changes}


def test_a_list_is_read_checked_brought_in_and_taken_back(office):
    found = give(office)
    assert found.state == "mapping"
    assert office.post(reverse("imports:meaning", args=[found.pk]), fields(office, found)).status_code == 302
    found.refresh_from_db()
    assert found.state == "judged"
    assert found.report["projects"] == {
        "new": 2,
        "changed": 0,
        "unchanged": 0,
        "unreported": 0,
        "asked": 0,
    }
    page = office.get(reverse("imports:look", args=[found.pk]))
    assert page.status_code == 200
    assert found.report["rows"]["refused"] == 1
    body = page.content.decode()
    assert "C4" in body, body
    for name in ("sheet", "copy", "report", "alike", "values", "reading"):
        assert office.get(reverse(f"imports:{name}", args=[found.pk])).status_code == 200, name
    said = {"edition": found.edition, "reason": "年度清单"}
    assert office.post(reverse("imports:bring", args=[found.pk]), said).status_code == 302
    assert Project.objects.count() == 0
    assert office.post(reverse("imports:bring", args=[found.pk]), said | {"leave_refused": "on"}).status_code == 302
    found.refresh_from_db()
    assert found.state == "standing"
    assert Project.objects.count() == 2
    assert office.get(reverse("imports:done", args=[found.pk])).status_code == 200
    where = {"file": 0, "sheet": "", "cell": "C3"}
    shown = office.get(reverse("imports:cell", args=[found.pk]), where)
    assert shown.status_code == 200
    assert "8000.5" in shown.content.decode()
    listed = office.get(reverse("projects:list"), {"intake": found.intake_id, "cut": "all"})
    assert listed.context["table"].total_count == 2
    assert office.get(reverse("imports:take_back", args=[found.pk])).status_code == 200
    assert office.post(reverse("imports:take_back", args=[found.pk]), {"reason": "错列"}).status_code == 302
    found.refresh_from_db()
    assert found.state == "taken_back"
    assert (Project.objects.count(), SourceKey.objects.count()) == (0, 0)

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from keyworks.projects import actions, queries
from keyworks.projects.models import Project, Term
from keyworks.projects.rules.lacking import asked, lacking
from keyworks.projects.rules.parts import Part
from keyworks.values.money import Money
from tests.test_permissions import BACKEND

TODAY = date(2022, 2, 8)


def as_(person):
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


@pytest.fixture
def two(cast):
    toyota = {"name_zh": "一汽丰田", "owner": cast.toyota, "district": cast.binhai, "lead_department": cast.industry,
              "scope_zh": "整车", "category": Term.objects.get(kind="category", code="innovation")}  # fmt: skip
    valve = {"name_zh": "阀门", "owner": cast.valve, "district": cast.beichen, "stage": "planned",
             "parts": {Part.TOTAL: Money.of(1, "yi")}}  # fmt: skip
    return actions.register_many(rows=[toyota, valve], by=None, at=timezone.now())


def test_what_is_asked_grows_with_the_stage():
    assert "project_code" not in asked("planned", "factory")
    assert "project_code" in asked("reserve", "factory")
    assert "finished_on" in asked("producing", "factory")
    assert "finished_on" not in asked("producing", "equipment"), "nothing of it is accepted"
    assert asked("suspended", "factory") == asked("building", "factory")
    assert lacking("exited", "factory", {}) == []


def test_each_sees_what_is_in_the_own_hands(cast, two):
    seen = {name: queries.work(getattr(cast, name), TODAY).count for name in (
        "clerk", "other_clerk", "district", "engineer", "office", "mayor", "auditor", "stranger",
    )}  # fmt: skip
    assert seen == {"clerk": 1, "other_clerk": 1, "district": 1, "engineer": 1, "office": 2, "mayor": 0, "auditor": 2,
                    "stranger": 0}  # fmt: skip


def test_what_is_missing_is_counted_as_it_is_told(cast, two):
    found = queries.work(cast.office, TODAY)
    assert found.incomplete == 1, "an idea with district, owner, department, category and scope is complete"
    assert found.lacks == {"lead_department": 1, "category": 1, "scope_zh": 1, "geometry": 1, "address_zh": 1}
    assert found.rows[0]["lacks"] == list(found.lacks)


@pytest.mark.parametrize(
    "stage", ["idea", "reserve", "ready", "building", "suspended", "completed", "in_use", "exited"]
)
@pytest.mark.parametrize("variant", ["factory", "infrastructure", "equipment"])
def test_the_database_and_the_rule_agree(cast, two, stage, variant):
    Project.objects.update(stage=stage, variant=variant)
    found = queries.work(cast.office, TODAY)
    for row in found.rows:
        assert row["lacks"]
    told = [one for row in found.rows for one in row["lacks"]]
    assert {one: told.count(one) for one in told} == found.lacks


def test_a_leader_sees_the_projects_under_the_own_name(cast, two):
    Project.objects.filter(pk=two[0].pk).update(leader=cast.mayor, review_on=TODAY)
    found = queries.work(cast.mayor, TODAY)
    assert (found.count, found.due) == (1, 1)


def test_the_desk_shows_it_in_few_questions(cast, two, django_assert_max_num_queries):
    client = as_(cast.office)
    assert reverse("projects:work") in client.get("/").content.decode()
    with django_assert_max_num_queries(17):
        page = client.get(reverse("projects:work"), headers={"HX-Request": "true"}).content.decode()
    assert f"{reverse('projects:list')}?stage=planned" in page
    more = [{"name_zh": f"项目{number}", "district": cast.binhai} for number in range(30)]
    actions.register_many(rows=more, by=None, at=timezone.now())
    with django_assert_max_num_queries(17):
        client.get(reverse("projects:work"))


def test_what_lacks_one_fact_is_shown_alone(cast, two):
    page = as_(cast.office).get(reverse("projects:work"), {"lacks": "geometry"}).content.decode()
    assert "阀门" in page
    assert "一汽丰田" not in page


def test_a_leader_is_told_first_how_the_whole_city_stands(cast, two):
    Project.objects.filter(pk=two[0].pk).update(stage="building", planned_finish=date(2022, 1, 31))
    Project.objects.filter(pk=two[1].pk).update(stage="suspended", planned_finish=date(2022, 1, 31))
    found = queries.city(cast.mayor, TODAY)
    assert (found.suspended, found.overdue) == (1, 1)
    assert sum(one["rows"] for one in found.classes) == 2
    assert queries.city(cast.district, TODAY) is None


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("office", "请登记第一个项目，或导入已有清单。"), ("district", "请登记第一个项目。"),
        ("admin", "请导入已有清单，或先登记负责逐项录入的人员。"), ("mayor", "项目登记后将在此显示。"),
    ],
)  # fmt: skip
def test_an_empty_register_says_what_its_reader_can_do(cast, who, words):
    for there in ("projects:list", "projects:summary"):
        page = as_(getattr(cast, who)).get(reverse(there)).content.decode()
        assert f"<p>{words}</p>" in page

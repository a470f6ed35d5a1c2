from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from keyworks.projects import actions, queries
from keyworks.projects.models import Draft, Project
from keyworks.projects.rules.names import likeness
from keyworks.record.models import Entry
from keyworks.values.money import Money
from tests.test_permissions import BACKEND

NEW = reverse("projects:project_new")
NAMED = {"name_zh": "一汽丰田新能源汽车项目", "variant": "factory", "stage": "idea", "secrecy": "open"}


def as_(person):
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def at(draft, step):
    return reverse("projects:draft_edit", args=[draft.pk, step])


def look(draft):
    return reverse("projects:draft_look", args=[draft.pk])


@pytest.fixture
def draft(cast):
    as_(cast.clerk).post(NEW, NAMED)
    return Draft.objects.get()


def test_a_draft_begins_with_the_name_and_what_the_seat_tells(cast):
    answer = as_(cast.clerk).post(NEW, NAMED)
    draft = Draft.objects.get()
    assert answer.headers["Location"] == at(draft, "place")
    assert (draft.person, draft.values["owner"], draft.values["district"]) == (cast.clerk, "toyota", "binhai")
    assert not Entry.objects.filter(verb__startswith="projects.").exists(), "a draft is nobody's business"


def test_nothing_of_a_secret_project_is_stored(cast, draft):
    answer = as_(cast.clerk).post(at(draft, "name"), {**NAMED, "name_zh": "某工程", "secrecy": "secret", "edition": 1})
    assert answer.status_code == 409
    assert "某工程" not in answer.content.decode()
    assert not Draft.objects.exists(), "what was typed before is gone as well"
    as_(cast.clerk).post(NEW, {**NAMED, "secrecy": "secret"})
    assert not Draft.objects.exists()


def test_words_that_say_secret_are_not_stored_and_told_at_their_field(cast, draft):
    answer = as_(cast.clerk).post(at(draft, "what"), {"scope_zh": "本项目属机密", "edition": 1})
    assert answer.status_code == 409
    assert b"id_scope_zh_error" in answer.content
    assert b" data-draft" not in answer.content, "the browser does not keep it either"
    assert "scope_zh" not in Draft.objects.get().values


def test_what_is_wrong_is_kept_as_it_was_typed_and_told_at_its_field(cast, draft):
    typed = {"parts.total": "85亿", "parts.equipment": "-3", "parts.land": "abc", "planned_start": "2023-05-01",
             "planned_finish": "2023-04-01", "edition": 1}  # fmt: skip
    answer = as_(cast.clerk).post(at(draft, "money"), typed, follow=True)
    page = answer.content.decode()
    for field in ("parts.equipment", "parts.land", "planned_finish"):
        assert f'id="id_{field}_error"' in page, field
    assert 'value="abc"' in page
    assert Draft.objects.get().values["parts.land"] == "abc"


def test_all_that_is_wrong_is_told_at_once_with_its_step(cast, draft):
    client = as_(cast.clerk)
    client.post(at(draft, "name"), {**NAMED, "project_code": "2202-12", "edition": 1, "go": "place"})
    client.post(at(draft, "place"), {
        "owner": "toyota", "district": "binhai", "parties-0-name_zh": "中建", "parties-0-role": "contractor",
        "parties-0-credit_code": "91350100M000100Y44", "edition": 2, "go": "what",
    })  # fmt: skip
    client.post(at(draft, "money"), {"parts.total": "100", "parts.land": "30", "edition": 3, "go": "look"})
    page = client.get(look(draft)).content.decode()
    for step, anchor in (
        ("name", "id_project_code"), ("place", "id_parties-0-credit_code"), ("money", "id_parts.total"),
    ):  # fmt: skip
        assert f'{at(draft, step)}?check=1#{anchor}"' in page
    assert client.post(look(draft)).status_code == 409
    assert not Project.objects.exists()


def test_a_whole_project_is_registered_and_the_draft_is_gone(cast, draft):
    client = as_(cast.clerk)
    client.post(at(draft, "place"), {
        "owner": "toyota", "district": "binhai", "address_zh": "中新生态城", "geometry": "117.75, 39.13",
        "lead_department": "industry", "liaison": "clerk", "parties-0-role": "contractor",
        "parties-0-name_zh": "中国建筑", "parties-0-credit_code": "９1350100m000100y43", "edition": 1,
    })  # fmt: skip
    client.post(at(draft, "what"), {
        "category": "innovation", "sector": "automobile", "chains": ["automobile", "new_energy"],
        "scope_zh": "建设整车生产线", "capacities-0-what_zh": "新能源汽车", "capacities-0-quantity": "200000",
        "capacities-0-measure": "vehicles_year", "edition": 2,
    })  # fmt: skip
    client.post(at(draft, "money"), {
        "parts.total": "85亿", "parts.construction": "250000", "parts.equipment": "600000",
        "amounts-0-year": "2022", "amounts-0-fund": "own", "amounts-0-amount": "100,000",
        "planned_start": "2021-03-01", "planned_finish": "2022-06-30", "edition": 3,
    })  # fmt: skip
    answer = client.post(look(draft))
    project = Project.objects.get()
    assert answer.headers["Location"] == project.get_absolute_url()
    assert not Draft.objects.exists()
    assert (project.total, project.owner, project.district) == (Money.of(85, "yi"), cast.toyota, cast.binhai)
    facts = queries.facts(project)
    assert facts["amounts"] == {"2022.own": {"fen": 10**11}}
    assert facts["parties"][0]["credit_code"] == "91350100M000100Y43"
    assert facts["geometry"] == {"type": "Point", "coordinates": [117.75, 39.13]}
    assert {term.code for term in project.chains.all()} == {"automobile", "new_energy"}


def test_a_double_click_registers_once_and_leads_to_the_project(cast, draft):
    client = as_(cast.clerk)
    first, second = client.post(look(draft)), client.post(look(draft))
    project = Project.objects.get()
    assert first.headers["Location"] == second.headers["Location"] == project.get_absolute_url()
    with pytest.raises(actions.ProjectsRefused, match=r"projects\.draft_gone"):
        actions.register_draft(draft=draft, values={"name_zh": "x"}, by=cast.clerk, at=timezone.now())
    assert client.get(look(draft)).status_code == 404


def test_a_refused_registration_keeps_the_draft(cast, draft):
    values = {"name_zh": "x", "district": cast.beichen}
    with pytest.raises(actions.ProjectsRefused, match=r"projects\.register_elsewhere"):
        actions.register_draft(draft=draft, values=values, by=cast.clerk, at=timezone.now())
    assert Draft.objects.get() == draft


def test_a_draft_is_seen_and_changed_by_its_writer_alone(cast, draft):
    assert as_(cast.office).get(at(draft, "place")).status_code == 404
    with pytest.raises(actions.ProjectsRefused, match=r"projects\.draft_gone"):
        actions.save_draft(draft=draft, step="what", written={}, over=1, by=cast.district, at=timezone.now())
    assert as_(cast.clerk).post(reverse("projects:draft_remove", args=[draft.pk])).status_code == 302
    assert not Draft.objects.exists()


def test_two_windows_do_not_overwrite_each_other_unseen(cast, draft):
    client = as_(cast.clerk)
    client.post(at(draft, "what"), {"scope_zh": "甲", "edition": 1})
    answer = client.post(at(draft, "what"), {"scope_zh": "乙", "edition": 1})
    assert answer.status_code == 412
    assert "乙" in answer.content.decode()
    assert Draft.objects.get().values["scope_zh"] == "甲"
    client.post(at(draft, "what"), {"scope_zh": "乙", "edition": 2})
    assert Draft.objects.get().values["scope_zh"] == "乙"


def test_only_the_city_names_programmes_leaders_and_later_stages(cast, draft):
    page = as_(cast.clerk).get(at(draft, "place")).content.decode()
    assert 'name="leader"' not in page
    assert 'value="building"' not in as_(cast.clerk).get(NEW).content.decode()
    assert 'value="building"' in as_(cast.office).get(NEW).content.decode()


@pytest.mark.parametrize(("name", "found"), [
    ("一汽丰田新能源车项目", True), ("一起丰田新能源气车", True), ("北辰阀门技改", False), ("", False),
])  # fmt: skip
def test_projects_that_sound_alike_are_asked_about(cast, name, found):
    project = actions.register(
        values={"name_zh": NAMED["name_zh"], "district": cast.binhai}, by=None, at=timezone.now()
    )
    assert queries.similar(cast.office, [name] if name else []) == ([project] if found else [])
    assert queries.similar(cast.other_clerk, [name] if name else []) == [], "out of reach"


def test_one_sound_is_one_name():
    assert likeness("一汽丰田项目", "壹汽丰田工程") == 1


def test_whoever_names_a_project_again_is_asked_before_going_on(cast, draft):
    project = actions.register(
        values={"name_zh": NAMED["name_zh"], "district": cast.binhai, "owner": cast.toyota}, by=None, at=timezone.now()
    )
    client = as_(cast.clerk)
    answer = client.post(at(draft, "name"), {**NAMED, "edition": 1})
    assert answer.headers["Location"] == f"{at(draft, 'name')}?check=1"
    assert f'name="seen" value="{project.pk}"' in client.get(answer.headers["Location"]).content.decode()
    answer = client.post(at(draft, "name"), {**NAMED, "seen": project.pk, "edition": 2})
    assert answer.headers["Location"] == at(draft, "place")


def test_sums_say_what_is_missing(cast):
    words = {"parts.total": "100", "parts.land": "30", "amounts-0-year": "2022", "amounts-0-fund": "own",
             "amounts-0-amount": "40"}  # fmt: skip
    page = as_(cast.clerk).get(reverse("projects:sums"), words).content.decode()
    assert "比总投资少 70.00 万元" in page
    assert "总投资中尚有 60.00 万元未列入计划" in page


def test_nobody_keeps_drafts_without_end(cast, draft):
    old = timezone.now() - timedelta(days=1)
    Draft.objects.bulk_create(Draft(person=cast.clerk, changed_at=old) for _ in range(99))
    with pytest.raises(actions.ProjectsRefused, match=r"projects\.drafts_many"):
        actions.begin_draft(written=NAMED, by=cast.clerk, at=timezone.now())


def test_a_package_is_found_by_its_number_or_name(cast, draft):
    package = actions.register(values={"name_zh": "轨道交通Z2线", "owner": cast.toyota}, by=None, at=timezone.now())
    client = as_(cast.clerk)
    for words in (package.local_number, "轨道交通Z2线", "gdjt"):
        edition = Draft.objects.get().edition
        client.post(at(draft, "name"), {**NAMED, "parent": words, "cut": "phase", "edition": edition})
        assert "轨道交通Z2线" in client.get(look(draft)).content.decode(), words
    client.post(at(draft, "name"), {**NAMED, "parent": "没有", "edition": Draft.objects.get().edition})
    assert f'{at(draft, "name")}?check=1#id_parent"' in client.get(look(draft)).content.decode()

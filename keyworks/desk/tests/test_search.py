"""The search over everything, as people of the cast ask it."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256

import pytest
from django.db import connection
from django.urls import reverse

from keyworks.accounts import actions as accounts
from keyworks.dossier import actions as dossier
from keyworks.dossier.tests.test_attachments import PDF
from keyworks.jobs.models import Job
from keyworks.matters import actions as matters
from keyworks.matters.tests.stories import asked, now, on, step
from keyworks.projects import actions
from keyworks.projects.models import Project, Term
from keyworks.search import actions as search
from keyworks.search import queries
from keyworks.search.models import Line, Mark

AT = datetime(2022, 2, 8, 2, 0, tzinfo=UTC)
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def plant(cast):
    values = {
        "name_zh": "一汽丰田新能源汽车项目", "name_en": "FAW-Toyota new-energy vehicles", "owner": cast.toyota,
        "district": cast.binhai, "local_number": "2022-133",
    }  # fmt: skip
    return actions.register(values=values, by=cast.office, at=AT)


@pytest.fixture
def valves(cast):
    values = {"name_zh": "北辰阀门生产线", "owner": cast.valve, "district": cast.beichen, "local_number": "2022-13"}
    return actions.register(values=values, by=cast.office, at=AT)


def seen(person, words, most=20):
    """Kind → what was found of it, the search being brought up to date before as the page does."""
    assert search.freshen(at=AT)
    return {group.kind: [hit.row for hit in group.hits] for group in queries.found(person, words, most=most)}


def lines():
    return set(Line.objects.values_list("kind", "key", "on_kind", "on_key", "text", "codes"))


@pytest.mark.parametrize("words", ["丰田 新能源", "能源 丰田", "yqftxnyqcxm", "YIQIFENGTIAN", "faw toyota", "2022-133"])
def test_a_project_is_found_however_it_is_typed(cast, plant, valves, words):
    assert seen(cast.office, words)["project"] == [plant]


def test_a_district_is_found_by_its_pinyin_and_its_initials(cast):
    for words in ("bhxq", "binhaixinqu", "滨海", "New Binhai"):
        assert seen(cast.office, words)["unit"][0] == cast.binhai


def test_each_kind_has_its_own_and_says_something_of_it(cast, plant):
    kind = Term.objects.filter(kind="component").first()
    [line] = actions.add_components(project=plant, rows=[{"kind": kind, "name_zh": "丰田总装线"}], by=cast.clerk, at=AT)
    matter = asked(cast, plant, title="丰田双回路供电")
    found = seen(cast.office, "丰田")
    assert found == {
        "project": [plant], "component": [line], "matter": [matter], "unit": [cast.toyota],
    }  # fmt: skip
    notes = {group.kind: group.hits[0].note for group in queries.found(cast.office, "丰田", most=9)}
    assert notes["project"].startswith("2022-133 · 滨海新区 · ")
    assert notes["component"].startswith("一汽丰田新能源汽车项目 · ")


def test_a_new_name_is_found_at_once_and_the_old_one_no_more(cast, plant):
    assert seen(cast.office, "丰田新能源")["project"] == [plant]
    actions.edit(project=plant, values={"name_zh": "电动车基地"}, over=None, by=cast.office, at=AT)
    assert seen(cast.office, "ddcjd")["project"] == [plant]
    assert "project" not in seen(cast.office, "丰田新能源")


def test_nobody_finds_what_is_not_theirs_to_see(cast, plant, valves):
    assert seen(cast.other_district, "丰田") == {} == seen(cast.stranger, "丰田")
    assert seen(cast.other_district, "生产线") == {"project": [valves]}
    assert seen(cast.district, "生产线") == {}


def test_what_is_hidden_is_not_even_counted(cast, plant):
    for number in range(4):
        values = {"name_zh": f"阀门车间{number}", "owner": cast.valve, "district": cast.beichen}
        actions.register(values=values, by=cast.office, at=AT)
    mine = actions.register(
        values={"name_zh": "阀门仓库", "owner": cast.toyota, "district": cast.binhai}, by=cast.office, at=AT
    )
    assert seen(cast.district, "阀门", most=3) == {"project": [mine]}
    [group] = queries.found(cast.district, "阀门", most=1)
    assert not group.more
    assert queries.found(cast.office, "阀门", most=3)[0].more


def test_a_file_is_found_by_who_sees_what_it_hangs_on_until_it_is_withdrawn(cast, plant, tmp_path, settings):
    settings.DATA = tmp_path
    path = tmp_path / "x.part"
    path.write_bytes(PDF)
    received = dossier.Part(path, "用地批复.pdf", sha256(PDF).hexdigest(), len(PDF))
    file = dossier.attach(subject=plant, part=received, by=cast.clerk, at=AT)
    assert seen(cast.district, "ydpf") == {"file": [file]}
    assert queries.found(cast.district, "ydpf", most=3)[0].hits[0].note == "一汽丰田新能源汽车项目"
    assert seen(cast.other_district, "ydpf") == {}
    dossier.withdraw_file(attachment=file, subject=plant, reason="错", by=cast.clerk, at=AT)
    assert seen(cast.district, "ydpf") == {}


def test_what_was_merged_into_another_is_found_no_more(cast, plant, valves):
    stays, gone = asked(cast, plant, title="供电甲"), asked(cast, plant, title="供电乙")
    assert seen(cast.office, "供电")["matter"] == [gone, stays]
    step(matters.merge, gone, cast.office, on(2, 8), into=now(stays))
    assert seen(cast.office, "供电")["matter"] == [stays]
    actions.merge(project=valves, into=plant, by=cast.office, at=AT, reason="同一项目")
    assert "project" not in seen(cast.office, "北辰阀门")


def test_what_is_removed_is_found_no_more(cast):
    unit = accounts.open_unit(
        code="new", kind="owner", name_zh="短命公司", name_en="", parent=cast.binhai, by=cast.admin, at=AT
    )
    assert seen(cast.office, "短命") == {"unit": [unit]}
    accounts.remove_units(units=[unit], by=cast.admin, at=AT, reason="错")
    assert seen(cast.office, "短命") == {}
    assert not Line.objects.filter(kind="unit", key=unit.pk).exists()


def test_a_number_typed_whole_comes_before_one_that_begins_so(cast, plant, valves):
    assert seen(cast.office, "2022-13")["project"] == [valves, plant]
    assert seen(cast.office, "2022-13", most=1)["project"] == [valves]


def test_a_name_that_begins_so_comes_before_one_that_holds_it(cast, plant):
    values = {"name_zh": "丰田路改造及沿线环境综合整治提升", "owner": cast.toyota, "district": cast.binhai}
    road = actions.register(values=values, by=cast.office, at=AT)
    assert seen(cast.office, "丰田")["project"] == [road, plant]


def test_following_the_record_leaves_what_reading_everything_leaves(cast, plant, valves):
    assert search.follow() > 0
    matter = asked(cast, plant, title="供电")
    step(matters.triage, matter, cast.district, AT)
    actions.edit(project=valves, values={"name_en": "Valves"}, over=None, by=cast.office, at=AT)
    search.follow()
    followed, mark = lines(), Mark.objects.get().seq
    assert search.rebuild() == len(followed)
    assert (lines(), Mark.objects.get().seq) == (followed, mark)
    assert search.follow() == 0


def test_a_record_that_is_shorter_than_what_was_followed_is_read_anew(cast, plant):
    search.follow()
    Mark.objects.update(seq=10**6)
    Line.objects.all().delete()
    assert not search.freshen(at=AT)
    assert search.follow() == Line.objects.count() > 0


def test_much_that_is_new_is_left_to_the_background_and_the_page_says_so(cast, plant, client, monkeypatch):
    monkeypatch.setattr(search, "AT_ONCE", 1)
    client.force_login(cast.office, backend=BACKEND)
    client.cookies["kw_language"] = "en"
    page = client.get(reverse("desk:search"), {"q": "丰田"}).content.decode()
    assert "still being read in" in page and "Nothing of that name" in page
    client.get(reverse("desk:search"), {"q": "丰田"})
    assert Job.objects.filter(kind="search.follow").count() == 1
    assert not Line.objects.exists()


@pytest.mark.parametrize("words", ["%", "_", "\\", "%%%", "丰_田", "2022%133", "'", '"; --', "\x00", "-", "　"])
def test_signs_that_a_database_reads_otherwise_mean_themselves(cast, plant, words):
    assert seen(cast.office, words) == {}


def test_ten_thousand_characters_are_no_trouble(cast, plant, client):
    client.force_login(cast.office, backend=BACKEND)
    for words in ("丰" * 10_000, "a " * 5_000, "\u202e\ud7ff" * 5_000):
        for name in ("desk:search", "desk:search_quick"):
            assert client.get(reverse(name), {"q": words}).status_code == 200


def test_a_page_of_many_asks_no_more_than_one_of_few(cast, plant, django_assert_max_num_queries):
    search.follow()
    for number in range(30):
        values = {"name_zh": f"丰田配套厂{number}", "owner": cast.toyota, "district": cast.binhai}
        actions.register(values=values, by=cast.office, at=AT)
    search.follow()
    assert cast.office.standing.everywhere()
    with django_assert_max_num_queries(len(list(queries.kinds())) + 2):
        groups = queries.found(cast.office, "丰田", most=20)
        assert [(len(group.hits), group.more) for group in groups] == [(20, True), (1, False)]
        assert all(hit.note and hit.address for group in groups for hit in group.hits)


def test_where_nothing_is_found_nobodys_rule_is_asked(cast, plant, django_assert_num_queries):
    search.follow()
    assert not cast.district.standing.everywhere()
    with django_assert_num_queries(len(list(queries.kinds()))):
        assert queries.found(cast.district, "zzzz", most=20) == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite compares in the order in which it is asked")
def test_a_text_is_read_only_where_all_the_signs_stand(plant):
    search.follow()
    plan = queries.holding(("fengtian", "丰田")).filter(kind="project").explain()
    assert plan.index("signs0") < plan.index("signs3") < plan.index("strpos(text")


def test_more_leads_to_the_rooms_own_list_with_the_same_words(cast, plant, client):
    seen(cast.office, "丰田")
    [projects, _units] = queries.found(cast.office, "丰田", most=1)
    client.force_login(cast.office, backend=BACKEND)
    assert plant.name_zh in client.get(projects.listed).content.decode()


def test_what_is_offered_while_typing_is_a_list_of_options(cast, plant, client):
    client.force_login(cast.office, backend=BACKEND)
    client.cookies["kw_language"] = "en"
    page = client.get(reverse("desk:search_quick"), {"q": "toyota"}).content.decode()
    assert page.count('role="option"') == 3 and page.count('role="group"') == 2
    assert f'href="{plant.get_absolute_url()}"' in page and 'href="/search/?q=toyota"' in page
    assert client.get(reverse("desk:search_quick"), {"q": "  "}).content.decode().strip() == ""
    assert Project.objects.count() == 1

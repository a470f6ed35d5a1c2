"""Programmes: opened by the city, what they take in and let go stands in the projects, their stories only grow."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from PIL import Image

from keyworks.dossier import actions as dossier
from keyworks.projects import actions
from keyworks.projects.actions.administering import close_term
from keyworks.projects.models import Programme, Project, Story, Term
from keyworks.projects.queries.programmes import known_members, members, passages, stories
from keyworks.projects.queries.register import selected
from keyworks.projects.tests.test_api import Caller
from keyworks.record.models import Entry
from keyworks.record.queries import of
from keyworks.values.refusals import Stale

pytestmark = pytest.mark.django_db
AT = datetime(2022, 2, 8, 2, 0, tzinfo=UTC)


def later(days):
    return AT + timedelta(days=days)


@pytest.fixture
def two(cast):
    rows = [
        {"name_zh": "新能源汽车项目", "local_number": "A-1", "owner": cast.toyota, "district": cast.binhai},
        {"name_zh": "阀门生产线", "local_number": "B-1", "owner": cast.valve, "district": cast.beichen},
    ]
    return [actions.register(values=row, by=cast.office, at=AT) for row in rows]


@pytest.fixture
def ten(cast):
    values = {
        "name_zh": "十大工程", "name_en": "Ten projects", "aim_zh": "一月一调度", "aim_en": "Looked at each month",
        "unit": cast.industry, "leader": cast.mayor, "opened_on": date(2022, 2, 8),
    }  # fmt: skip
    return actions.open_programme(code="ten", values=values, by=cast.office, at=AT)


def take(ten, cast, *projects, at=AT, reason=""):
    keys = [one.pk for one in projects]
    return actions.take_into(programme=ten, projects=keys, by=cast.office, at=at, reason=reason)


def inside(person, ten):
    return [one.local_number for one in members(person, ten).order_by("local_number")]


def test_a_programme_is_an_entry_of_the_code_list_with_its_office(ten, cast):
    term = Term.objects.get(kind="programme", code="ten")
    assert (ten.pk, term.leader, ten.unit, ten.aim_zh) == (term.pk, cast.mayor, cast.industry, "一月一调度")


def test_every_programme_of_the_code_list_can_be_told_of(cast):
    rows = [{"code": "rail", "name_zh": "轨道交通"}, {"code": "port", "name_zh": "港口"}]
    actions.open_terms(kind="programme", rows=rows, by=cast.office, at=AT)
    assert Programme.objects.count() == 2
    actions.open_terms(kind="sector", rows=[{"code": "other", "name_zh": "其他行业"}], by=cast.office, at=AT)
    assert Programme.objects.count() == 2


def test_taking_in_writes_an_entry_for_each_project_and_one_for_the_programme(ten, two, cast):
    outcome = take(ten, cast, *two, at=later(1), reason="市里选定")
    assert (outcome.changed, outcome.refused) == (2, [])
    assert inside(cast.office, ten) == ["A-1", "B-1"]
    entries = Entry.objects.filter(at=later(1)).order_by("seq").values_list("verb", "reason")
    assert list(entries) == [("projects.edit", "市里选定")] * 2 + [("projects.take_into_programme", "市里选定")]
    assert of("programme", ten.pk).first().after == '{"members":["A-1","B-1"]}'


def test_what_is_in_it_already_is_not_taken_in_again(ten, two, cast):
    take(ten, cast, two[0])
    assert take(ten, cast, *two, at=later(1)).changed == 1
    assert Project.objects.get(pk=two[0].pk).edition == 2


def test_a_district_sees_the_programme_with_its_own_projects_only(ten, two, cast):
    take(ten, cast, *two)
    assert inside(cast.district, ten) == ["A-1"]
    assert inside(cast.other_clerk, ten) == ["B-1"]


def test_only_the_city_office_keeps_programmes(ten, two, cast):
    for by in (cast.district, cast.engineer, cast.mayor, cast.admin):
        with pytest.raises(actions.ProjectsRefused) as no:
            actions.take_into(programme=ten, projects=[two[0].pk], by=by, at=AT)
        assert no.value.code == "projects.programmes_of_the_city"
        with pytest.raises(actions.ProjectsRefused):
            actions.open_programme(code="own", values={"name_zh": "自己的"}, by=by, at=AT)
    assert inside(cast.office, ten) == []
    assert not Term.objects.filter(kind="programme", code="own").exists()


def test_letting_go_asks_for_a_reason_and_changes_nothing_without_one(ten, two, cast):
    take(ten, cast, *two)
    with pytest.raises(actions.ProjectsRefused) as no:
        actions.let_go(programme=ten, projects=[two[0].pk], by=cast.office, at=later(1), reason="  ")
    assert no.value.code == "projects.removed_unexplained"
    assert inside(cast.office, ten) == ["A-1", "B-1"]
    actions.let_go(programme=ten, projects=[two[0].pk], by=cast.office, at=later(1), reason="已投产")
    assert inside(cast.office, ten) == ["B-1"]
    assert of("programme", ten.pk).first().verb == "projects.let_go_of_programme"


def test_a_closed_programme_takes_nothing_in_and_keeps_what_it_has(ten, two, cast):
    take(ten, cast, two[0])
    close_term(term=ten.term, by=cast.office, at=AT)
    with pytest.raises(actions.ProjectsRefused) as no:
        take(Programme.objects.select_related("term").get(pk=ten.pk), cast, two[1])
    assert no.value.code == "projects.programme_closed"
    assert inside(cast.office, ten) == ["A-1"]


def test_who_was_in_it_on_a_day_is_told_by_the_editions(ten, two, cast):
    take(ten, cast, *two, at=later(1))
    actions.let_go(programme=ten, projects=[two[1].pk], by=cast.office, at=later(3), reason="转出")

    def known(days):
        return sorted(known_members(ten.pk, selected(cast.office), later(days)))

    assert known(0) == []
    assert known(2) == sorted(one.pk for one in two)
    assert known(4) == [two[0].pk]
    assert known_members(ten.pk, selected(cast.other_clerk), later(2)) == [two[1].pk]


def test_a_code_within_another_code_is_another_programme(ten, two, cast):
    actions.open_programme(code="ten_more", values={"name_zh": "又十项"}, by=cast.office, at=AT)
    more = Programme.objects.get(term__code="ten_more")
    take(more, cast, two[0], at=later(1))
    assert known_members(ten.pk, selected(cast.office), later(2)) == []
    assert passages(cast.office, ten) == []


def test_who_came_and_who_left_is_told_with_the_person_and_the_reason(ten, two, cast):
    other = actions.open_programme(code="cars", values={"name_zh": "汽车"}, by=cast.office, at=AT)
    take(ten, cast, two[0], at=later(1), reason="市里选定")
    take(other, cast, two[0], at=later(1), reason="按产业链")
    actions.let_go(programme=ten, projects=[two[0].pk], by=cast.office, at=later(2), reason="已投产")
    told = [(one.came, one.entry.reason, one.at) for one in passages(cast.office, ten)]
    assert told == [(False, "已投产", later(2)), (True, "市里选定", later(1))]
    assert passages(cast.other_clerk, ten) == []


def test_a_project_registered_within_a_programme_came_with_its_registration(ten, cast):
    values = {"name_zh": "电池工厂", "owner": cast.toyota, "programmes": [ten.term]}
    made = actions.register(values=values, by=cast.office, at=later(1))
    [one] = passages(cast.office, ten)
    assert (one.project.pk, one.came, one.at, one.entry.verb) == (made.pk, True, later(1), "projects.register")


def test_a_programme_is_changed_with_its_names_and_refuses_who_saw_it_before(ten, cast):
    values = {"name_zh": "十大标志性工程", "aim_zh": "一个一个盯"}
    changed = actions.edit_programme(programme=ten, values=values, over=ten.edition, by=cast.office, at=later(1))
    assert (changed.term.name_zh, changed.aim_zh, changed.edition) == ("十大标志性工程", "一个一个盯", ten.edition + 1)
    with pytest.raises(Stale):
        actions.edit_programme(
            programme=ten, values={"aim_zh": "别的"}, over=ten.edition, by=cast.office, at=later(2)
        )  # fmt: skip
    assert Programme.objects.get(pk=ten.pk).aim_zh == "一个一个盯"


def picture(cast, project, tmp_path, name="现场.jpg"):
    path = tmp_path / "shown"
    Image.new("RGB", (8, 8), (0, 0, len(name))).save(path, "JPEG")
    content = path.read_bytes()
    part = dossier.Part(path, name, hashlib.sha256(content).hexdigest(), len(content))
    return dossier.attach(subject=project, part=part, by=cast.office, at=AT)


def test_a_story_is_corrected_by_its_next_version_and_the_first_stays(ten, cast):
    first = actions.tell(programme=ten, on=date(2022, 2, 8), text_zh="开工。", by=cast.office, at=AT)
    with pytest.raises(actions.ProjectsRefused) as no:
        actions.correct_story(
            story=first, values={"text_zh": "桩基开工。"}, over=1, by=cast.office, at=later(1), reason=""
        )  # fmt: skip
    assert no.value.code == "projects.reason_missing"
    actions.correct_story(
        story=first, values={"text_zh": "桩基开工。"}, over=1, by=cast.office, at=later(1), reason="写清楚"
    )  # fmt: skip
    [told] = stories(cast.office, ten)
    assert (told.story.text_zh, told.story.version, [one.text_zh for one in told.before]) == (
        "桩基开工。",
        2,
        ["开工。"],
    )
    [then] = stories(cast.office, ten, later(0))
    assert (then.story.text_zh, then.before) == ("开工。", [])
    with pytest.raises(Stale):
        actions.correct_story(
            story=first, values={"text_zh": "别的"}, over=1, by=cast.office, at=later(2), reason="再改"
        )  # fmt: skip
    with pytest.raises(DatabaseError), transaction.atomic():
        Story.objects.filter(pk=first.pk).update(text_zh="改写")


def test_stories_are_told_newest_first_and_never_of_a_day_to_come(ten, cast):
    for day in (date(2022, 2, 1), date(2022, 2, 7), date(2022, 2, 3)):
        actions.tell(programme=ten, on=day, text_zh=str(day), by=cast.office, at=AT)
    assert [one.story.on.day for one in stories(cast.office, ten)] == [7, 3, 1]
    with pytest.raises(actions.ProjectsRefused) as no:
        actions.tell(programme=ten, on=date(2022, 2, 9), text_zh="明天", by=cast.office, at=AT)
    assert no.value.code == "projects.not_yet"
    assert Story.objects.count() == 3


def test_a_picture_hangs_on_a_project_of_the_programme_and_is_seen_by_who_sees_it(ten, two, cast, tmp_path):
    take(ten, cast, two[0])
    inside_it, outside = picture(cast, two[0], tmp_path), picture(cast, two[1], tmp_path, "别处.jpg")
    told = {"programme": ten, "on": date(2022, 2, 8), "text_zh": "开工。", "by": cast.office, "at": AT}
    with pytest.raises(actions.ProjectsRefused) as no:
        actions.tell(picture=outside, **told)
    assert no.value.code == "projects.story_picture"
    actions.tell(picture=inside_it, **told)
    assert [one.picture for one in stories(cast.district, ten)] == [inside_it]
    assert [one.picture for one in stories(cast.other_district, ten)] == [None]


def test_the_api_tells_programmes_their_projects_within_reach_and_their_stories(ten, two, cast, client):
    take(ten, cast, *two)
    actions.tell(programme=ten, on=date(2022, 2, 8), text_zh="开工。", by=cast.office, at=AT)
    district = Caller(client, cast.district)
    _, found, _ = district.send("GET", "/programmes")
    assert found == {
        "items": [{
            "id": ten.pk, "edition": ten.edition, "code": "ten", "name_zh": "十大工程", "name_en": "Ten projects",
            "aim_zh": "一月一调度", "aim_en": "Looked at each month", "unit": "industry", "leader": "mayor",
            "order": ten.term.order, "opened_on": "2022-02-08", "closed_on": None,
        }],
        "next": None,
    }  # fmt: skip
    _, one, headers = district.send("GET", f"/programmes/{ten.pk}")
    assert (one["code"], headers["ETag"]) == ("ten", f'"programme-{ten.pk}-{ten.edition}"')
    _, rows, _ = district.send("GET", f"/programmes/{ten.pk}/projects")
    assert [row["local_number"] for row in rows["items"]] == ["A-1"]
    _, told, _ = district.send("GET", f"/programmes/{ten.pk}/stories")
    assert told == [
        {"number": 1, "version": 1, "on": "2022-02-08", "text_zh": "开工。", "text_en": "", "picture": None}
    ]
    assert district.send("GET", "/programmes/999999")[0] == 404


def test_programmes_are_paged_in_their_order(cast, client):
    rows = [{"code": f"p{number}", "name_zh": f"专项{number}"} for number in range(3)]
    actions.open_terms(kind="programme", rows=rows, by=cast.office, at=AT)
    office = Caller(client, cast.office)
    _, first, _ = office.send("GET", "/programmes?limit=2")
    _, rest, _ = office.send("GET", f"/programmes?limit=2&cursor={first['next']}")
    assert [one["code"] for one in (*first["items"], *rest["items"])] == ["p0", "p1", "p2"]


OPENED = {
    "code": "ten", "name_zh": "十大工程", "aim_zh": "一月一调度", "unit": "industry", "leader": "mayor",
    "opened_on": "2022-02-08",
}  # fmt: skip


def test_a_programme_is_opened_changed_closed_and_reopened_over_the_api(cast, client):
    office = Caller(client, cast.office)
    status, made, headers = office.send("POST", "/programmes", OPENED)
    assert status == 201, made
    assert {name: made[name] for name in OPENED} == OPENED
    there, seen = f"/programmes/{made['id']}", {"If-Match": headers["ETag"]}
    assert office.send("PATCH", there, {"aim_zh": "一个一个盯"})[0] == 428
    changed = office.send("PATCH", there, {"aim_zh": "一个一个盯", "leader": None}, **seen)[1]
    assert (changed["aim_zh"], changed["leader"], changed["unit"]) == ("一个一个盯", None, "industry")
    assert office.send("PATCH", there, {"aim_zh": "别的"}, **seen)[0] == 412
    assert office.send("POST", f"{there}/close")[1]["closed_on"] is not None
    assert office.send("POST", f"{there}/reopen")[1]["closed_on"] is None
    for said, field in (({"unit": "toyota"}, "unit"), ({"leader": "clerk"}, "leader")):
        status, no, _ = office.send("POST", "/programmes", {**OPENED, "code": "own", **said})
        assert (status, [one["field"] for one in no["problems"]]) == (422, [field])
    assert Programme.objects.count() == 1
    assert Caller(client, cast.district).send("POST", "/programmes", {**OPENED, "code": "own"})[0] == 403


def test_projects_come_and_go_by_their_numbers_over_the_api(ten, two, cast, client):
    office, there = Caller(client, cast.office), f"/programmes/{ten.pk}"
    taken = office.send("POST", f"{there}/projects", {"projects": ["A-1", "B-1"], "reason": "市里选定"})[1]
    assert taken == {"changed": 2, "refused": []}
    status, no, _ = office.send("POST", f"{there}/projects", {"projects": ["A-1", "Z-9"]})
    assert (status, [one["field"] for one in no["problems"]]) == (422, ["projects.1"])
    assert office.send("POST", f"{there}/let-go", {"projects": ["B-1"]})[0] == 409
    assert office.send("POST", f"{there}/let-go", {"projects": ["B-1"], "reason": "转出"})[1]["changed"] == 1
    assert inside(cast.office, ten) == ["A-1"]
    told = [(one["local_number"], one["came"], one["reason"]) for one in office.send("GET", f"{there}/passages")[1]]
    assert told[0] == ("B-1", False, "转出")
    assert sorted(told[1:]) == [("A-1", True, "市里选定"), ("B-1", True, "市里选定")]
    own = Caller(client, cast.district).send("GET", f"{there}/passages")[1]
    assert [one["local_number"] for one in own] == ["A-1"]


def test_a_story_is_told_with_a_picture_and_corrected_over_the_api(ten, two, cast, client, tmp_path):
    take(ten, cast, two[0])
    shown = picture(cast, two[0], tmp_path)
    office, there = Caller(client, cast.office), f"/programmes/{ten.pk}/stories"
    status, story, _ = office.send("POST", there, {"on": "2022-02-08", "text_zh": "开工。", "picture": shown.pk})
    assert (status, story["number"], story["version"], story["picture"]) == (201, 1, 1, shown.pk)
    change = {"on": "2022-02-08", "text_zh": "桩基开工。", "version": 1, "reason": "写错"}
    changed = office.send("POST", f"{there}/1", change)[1]
    assert (changed["version"], changed["text_zh"], changed["picture"]) == (2, "桩基开工。", None)
    assert office.send("POST", f"{there}/1", {**change, "text_zh": "又改"})[0] == 412
    assert office.send("POST", f"{there}/9", change)[0] == 404
    status, no, _ = office.send("POST", there, {"on": "2022-02-08", "text_zh": "开工。", "picture": 10**9})
    assert (status, no["problems"][0]["field"]) == (409, "picture")
    assert Story.objects.count() == 2

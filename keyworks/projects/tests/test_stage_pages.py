from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from keyworks.dossier.models import Attachment
from keyworks.projects.models import Component, Guard, Move, Project, Term, Transition
from keyworks.projects.rules.stages import Stage
from keyworks.projects.tests.walking import make, term
from keyworks.record.models import Entry

BACKEND = "django.contrib.auth.backends.ModelBackend"
JPG = b"\xff\xd8\xff\xe0" + b"0" * 60


@pytest.fixture
def office(client, cast):
    client.force_login(cast.office, backend=BACKEND)
    return client


@pytest.fixture
def yesterday():
    return timezone.localdate() - timedelta(days=1)


def address(project, target):
    return reverse("projects:move", args=[project.pk, target])


def test_a_start_is_made_in_one_form_with_its_photograph_attached_on_the_way(
    office, cast, settings, tmp_path, yesterday
):
    settings.DATA = tmp_path
    ready, day = make(cast, Stage.READY), yesterday.isoformat()
    permit = SimpleUploadedFile("permit.jpg", JPG + b"1", "image/jpeg")
    photo = SimpleUploadedFile("site.jpg", JPG, "image/jpeg")
    sent = {
        "on": day, "edition": 1, "evidence.foundations": day, "evidence.start_photo.new": photo,
        "evidence.start_photo.on": day, "evidence.permit.new": permit, "evidence.permit.on": day,
    }  # fmt: skip
    answer = office.post(address(ready, "building"), sent)
    assert (answer.status_code, Project.objects.get(pk=ready.pk).stage) == (302, Stage.BUILDING)
    shown = Move.objects.get(target=Stage.BUILDING).evidence
    hung = {file.name: file.pk for file in Attachment.objects.all()}
    assert (shown["start_photo"]["file"], shown["permit"]["file"]) == (hung["site.jpg"], hung["permit.jpg"])
    page = office.get(reverse("projects:stages", args=[ready.pk])).content.decode()
    assert "site.jpg" in page


def test_what_is_missing_is_told_at_every_field_and_a_new_file_stays_chosen(
    office, cast, settings, tmp_path, yesterday
):
    settings.DATA = tmp_path
    ready = make(cast, Stage.READY)
    photo = SimpleUploadedFile("site.jpg", JPG, "image/jpeg")
    answer = office.post(
        address(ready, "building"), {"on": yesterday.isoformat(), "edition": 1, "evidence.start_photo.new": photo}
    )
    form = answer.context["form"]
    assert set(form.errors) == {"evidence.foundations", "evidence.start_photo", "evidence.permit"}
    assert form["evidence.start_photo"].value() == str(Attachment.objects.get().pk)
    assert Project.objects.get(pk=ready.pk).stage == Stage.READY


def test_a_step_that_is_not_laid_has_no_page(office, cast):
    assert office.get(address(make(cast), "building")).status_code == 404


def test_months_are_asked_one_by_one(office, cast):
    from keyworks.projects.models import Capacity

    project = make(cast, Stage.PRODUCING)
    Capacity.objects.create(project=project, what_zh="整车", quantity=120, measure=term("measure", "vehicles_year"))
    numbers = {f"evidence.output.{step}": many for step, many in ((1, 8), (2, 9), (3, 7))}
    sent = {"on": "2021-12-31", "edition": 1, "evidence.output": "2021-10", **numbers}
    answer = office.post(address(project, "at_capacity"), sent)
    assert list(answer.context["form"].errors) == ["evidence.output"]
    office.post(address(project, "at_capacity"), {**sent, "evidence.output.3": 8})
    assert Move.objects.get(target=Stage.AT_CAPACITY).evidence["output"]["numbers"] == {
        "2021-10": "8", "2021-11": "9", "2021-12": "8",
    }  # fmt: skip


def test_who_does_not_decide_is_told_who_does(client, cast):
    project = make(cast, Stage.READY)
    client.force_login(cast.clerk, backend=BACKEND)
    page = client.get(reverse("projects:stages", args=[project.pk])).content.decode()
    assert "区项目办、市项目办" in page
    assert address(project, "building") not in page


def test_the_look_again_page_holds_what_is_due_and_what_has_not_started(office, cast):
    paused = make(cast, Stage.SUSPENDED, name_zh="暂停甲")
    Project.objects.filter(pk=paused.pk).update(review_on=date(2022, 1, 1))
    make(cast, Stage.RESERVE, date(2019, 1, 1), name_zh="未开工乙")
    page = office.get(reverse("projects:review"))
    assert [[line.name for line in page.context[name].lines] for name in ("due", "proposed")] == [
        ["暂停甲"],
        ["未开工乙"],
    ]
    later = timezone.localdate() + timedelta(days=90)
    sent = {"review_on": later.isoformat(), "reason": "资金年内到位", "edition": 1}
    office.post(reverse("projects:look_again", args=[paused.pk]), sent)
    assert office.get(reverse("projects:review")).context["due"].lines == []
    assert Entry.objects.filter(verb="projects.look_again", reason="资金年内到位").exists()


def test_the_review_asks_few_questions_of_the_database(office, cast, django_assert_max_num_queries):
    for number in range(30):
        make(cast, Stage.RESERVE, date(2019, 1, 1), name_zh=f"项目{number}")
    with django_assert_max_num_queries(20):
        office.get(reverse("projects:review"))


def test_an_entry_is_added_renamed_moved_closed_and_never_removed(office, cast):
    sent = {"code": "hydrogen", "name_zh": "氢能", "name_en": "Hydrogen", "leader": cast.mayor.pk}
    office.post(reverse("projects:term_new", args=["chain"]), sent)
    added = Term.objects.get(code="hydrogen")
    assert (added.leader, added.order) == (cast.mayor, 13)
    office.post(reverse("projects:term_edit", args=[added.pk]), {**sent, "name_zh": "氢能源", "edition": 1})
    office.post(reverse("projects:term_order", args=[added.pk]), {"to": "up"})
    office.post(reverse("projects:term_close", args=[added.pk]))
    found = Term.objects.get(code="hydrogen")
    assert (found.name_zh, found.order, found.closed_on) == ("氢能源", 12, timezone.localdate())
    office.post(reverse("projects:term_reopen", args=[added.pk]))
    verbs = list(Entry.objects.filter(subject_kind="term").order_by("seq").values_list("verb", flat=True))
    assert verbs == [f"projects.{verb}_term" for verb in ("open", "edit", "order", "close", "reopen")]


def test_a_code_is_given_once_and_a_stale_change_is_refused(office):
    sent = {"code": "rail", "name_zh": "铁路", "edition": 7}
    assert office.post(reverse("projects:term_new", args=["sector"]), sent).status_code == 409
    rail = Term.objects.get(kind="sector", code="rail")
    assert office.post(reverse("projects:term_edit", args=[rail.pk]), sent).status_code == 412
    assert Term.objects.get(pk=rail.pk) == rail
    assert Term.objects.get(pk=rail.pk).name_zh == "轨道交通"


def test_an_entry_says_where_it_is_used(office, cast):
    make(cast, sector=term("sector", "automobile"))
    rows = office.get(reverse("projects:entries", args=["sector"])).context["rows"]
    assert {row["term"].code: row["used"] for row in rows if row["used"]} == {"automobile": 1}
    project = make(cast, name_zh="有线")
    Component.objects.create(project=project, kind=term("component", "line"), name_zh="线")
    assert "<td" in office.get(reverse("projects:entries", args=["component"])).content.decode()


def test_the_city_asks_for_more_and_for_less(office, cast):
    ready = make(cast, Stage.READY)
    step = Transition.objects.get(variant="factory", source="ready", target="building")
    sent = {"code": "team", "evidence": "statement", "name_zh": "施工队伍进场", "required": "on", "edition": 1}
    office.post(reverse("projects:guard_new", args=[step.pk]), sent)
    assert "施工队伍进场" in office.get(address(ready, "building")).content.decode()
    team = Guard.objects.get(transition=step, code="team")
    office.post(reverse("projects:guard_close", args=[team.pk]))
    assert "施工队伍进场" not in office.get(address(ready, "building")).content.decode()
    assert Transition.objects.get(pk=step.pk).edition == 3


def test_only_a_check_the_system_makes_is_asked_of_it(office):
    step = Transition.objects.first()
    sent = {"code": "weather", "evidence": "check", "name_zh": "天气", "edition": 1}
    assert office.post(reverse("projects:guard_new", args=[step.pk]), sent).status_code == 409
    assert not Guard.objects.filter(code="weather").exists()


def test_a_params_form_keeps_its_numbers(office):
    guard = Guard.objects.get(transition__variant="factory", code="output")
    page = office.get(reverse("projects:guard_edit", args=[guard.pk])).context["form"]
    sent = {name: page[name].value() for name in page.fields if page[name].value() is not None}
    office.post(reverse("projects:guard_edit", args=[guard.pk]), {**sent, "share": "0.9"})
    assert Guard.objects.get(pk=guard.pk).params == {"of": "capacity", "share": 0.9, "months": 3}


@pytest.mark.parametrize(
    ("source", "target", "way", "status"),
    [
        ("planned", "ready", "onward", 409), ("ready", "building", "onward", 409),
        ("building", "in_use", "onward", 200),
        ("building", "reserve", "back", 302), ("completed", "planned", "pause", 409),
    ],
)  # fmt: skip
def test_a_step_is_laid_only_where_its_way_leads(office, source, target, way, status):
    before = Transition.objects.count()
    sent = {"source": source, "target": target, "way": way, "roles": ["city"]}
    assert office.post(reverse("projects:step_new") + "?variant=factory", sent).status_code == status
    assert Transition.objects.count() - before == (status == 302)


def test_a_closed_step_is_made_no_more_and_somebody_always_decides(office, cast):
    project = make(cast, Stage.READY)
    step = Transition.objects.get(variant="factory", source="ready", target="building")
    assert office.post(reverse("projects:step_edit", args=[step.pk]), {"edition": 1}).status_code == 409
    office.post(reverse("projects:step_close", args=[step.pk]))
    assert office.get(address(project, "building")).status_code == 404
    office.post(reverse("projects:step_reopen", args=[step.pk]))
    assert office.get(address(project, "building")).status_code == 200

"""The pages of one matter: what stands on them for whom, and the forms of its steps."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from keyworks.dossier.models import Attachment, Comment
from keyworks.matters import actions
from keyworks.matters.models import Matter
from keyworks.matters.rules.ladder import Sort
from keyworks.matters.tests.stories import MONDAY, asked, in_work, now, on, step
from keyworks.reports.models import Report
from keyworks.reports.tests.months import filed
from keyworks.values.months import Month

pytestmark = pytest.mark.django_db


def told(client, person, address, **query):
    client.force_login(person)
    return client.get(address, query, headers={"Accept-Language": "en"})


def sent(client, who, address, **form):
    client.force_login(who)
    return client.post(address, form, headers={"Accept-Language": "en"})


def of(matter, name):
    return reverse("matters:step", args=[matter.pk, name])


def test_an_enterprise_raises_something_with_three_answers_and_a_photograph(client, cast, plant):
    page = told(client, cast.clerk, reverse("matters:raise"))
    assert page.context["form"]["project"].initial == plant, "its only project is chosen already"
    photo = SimpleUploadedFile("配电室.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0", "image/jpeg")
    answer = sent(
        client, cast.clerk, reverse("matters:raise"), project=plant.pk, kind="utility",
        text="第二路电源没有落实。请协调。", phone="", file=photo,
    )  # fmt: skip
    matter = Matter.objects.get()
    assert answer.status_code == 302 and answer.headers["Location"] == matter.get_absolute_url()
    assert (matter.sort, matter.title, matter.raised_unit) == (Sort.REQUEST, "第二路电源没有落实", cast.toyota)
    assert Attachment.objects.get().name == "配电室.jpg"
    page = told(client, cast.clerk, reverse("matters:asked"))
    assert [row["one"] for row in page.context["open"]] == [matter]


def test_what_was_typed_stands_again_where_an_answer_is_missing(client, cast, plant):
    page = sent(client, cast.clerk, reverse("matters:raise"), project=plant.pk, kind="", text="第二路电源没有落实。")
    assert page.status_code == 200 and "第二路电源没有落实。" in page.content.decode()
    assert page.context["form"].errors.keys() == {"kind"}
    assert not Matter.objects.exists()


def test_a_unit_cannot_raise_for_a_project_that_is_not_its_own(client, cast, plant, valves):
    page = sent(client, cast.clerk, reverse("matters:raise"), project=valves.pk, kind="land", text="用地未落实。")
    assert page.context["form"].errors.keys() == {"project"}
    assert not Matter.objects.exists()


def test_whoever_has_the_turn_finds_the_step_open_and_nobody_else_does(client, cast, plant):
    matter = asked(cast, plant, at=timezone.now())
    page = told(client, cast.district, matter.get_absolute_url())
    assert page.context["step"] == "triage"
    assert [name for name, _words in page.context["rest"]] == ["return", "hand-up", "instruct", "change"]
    page = told(client, cast.clerk, matter.get_absolute_url())
    assert page.context["form"] is None
    assert [name for name, _words in page.context["rest"]] == ["withdraw"]
    page = told(client, cast.auditor, matter.get_absolute_url())
    assert (page.context["form"], page.context["rest"]) == (None, [])


def test_the_whole_way_by_its_forms(client, cast, plant):
    matter = asked(cast, plant, at=timezone.now())

    def take(person, name, **form):
        answer = sent(client, person, of(matter, name), edition=now(matter).edition, **form)
        assert answer.status_code == 302, answer.context["form"].errors
        return now(matter)

    assert take(cast.district, "triage", kind="utility", level=1).state == "triaged"
    found = take(cast.district, "assign", lead="industry", due_on=date(timezone.localdate().year + 1, 3, 1))
    assert (found.state, found.lead) == ("assigned", cast.industry)
    assert take(cast.engineer, "accept").lead_person == cast.engineer
    photo = SimpleUploadedFile("送电.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0", "image/jpeg")
    assert take(cast.engineer, "propose", text="已送电。", file=photo).state == "proposed"
    assert take(cast.district, "verify").state == "verified"
    assert take(cast.clerk, "confirm", rating=5).state == "closed"
    page = told(client, cast.clerk, matter.get_absolute_url())
    assert page.context["trail"][0]["by"] == cast.clerk
    assert len(page.context["trail"]) == 7


def test_a_refused_step_keeps_what_was_typed_and_changes_nothing(client, cast, plant):
    matter = asked(cast, plant)
    in_work(cast, matter)
    before = now(matter)
    page = sent(client, cast.engineer, of(matter, "propose"), edition=before.edition, text="第二路电源已接入。")
    assert page.status_code == 409
    content = page.content.decode()
    assert "第二路电源已接入。" in content and "shows what was done" in content
    assert (now(matter).state, now(matter).edition) == ("working", before.edition)


def test_a_stale_step_says_so_and_does_nothing(client, cast, plant):
    matter = asked(cast, plant)
    page = sent(client, cast.district, of(matter, "triage"), edition=7, kind="land", level=1)
    assert page.status_code == 412 and now(matter).state == "raised"


def test_a_step_of_others_is_forbidden_and_a_step_that_is_over_is_said(client, cast, plant):
    matter = asked(cast, plant)
    assert told(client, cast.clerk, of(matter, "triage")).status_code == 403
    assert told(client, cast.district, of(matter, "verify")).status_code == 302
    assert told(client, cast.district, of(matter, "take-over")).status_code == 404
    assert told(client, cast.district, of(matter, "fly")).status_code == 404


def test_a_day_off_is_told_to_whoever_chose_it(client, cast, plant):
    matter = asked(cast, plant, at=on(1, 25))
    step(actions.triage, matter, cast.district, on(1, 25))
    client.force_login(cast.district)
    found = now(matter)
    off = date(2027, 10, 2)  # a Saturday
    answer = client.post(
        of(matter, "assign"), {"edition": found.edition, "lead": "industry", "due_on": off},
        headers={"Accept-Language": "en"}, follow=True,
    )  # fmt: skip
    assert now(matter).due_on > off
    assert any("is no working day" in str(one) for one in answer.context["messages"])


def test_others_projects_of_a_shared_matter_are_counted_and_not_named(client, cast, plant, valves):
    matter = asked(cast, plant, valves, sort=Sort.ISSUE, by=cast.office, unit=cast.city, kind="land")
    page = told(client, cast.clerk, matter.get_absolute_url())
    assert [row["project"] for row in page.context["affected"]] == [plant]
    assert page.context["hidden"] == 1 and "阀门生产线" not in page.content.decode()
    page = told(client, cast.office, matter.get_absolute_url())
    assert page.context["blocked"].amount == 2400 * 10**6


def test_a_report_tells_what_was_raised_out_of_it(client, cast, plant):
    filed(plant, cast, Month(2022, 1), 100, problems="第二路电源没有落实。")
    report = Report.objects.get()
    page = told(client, cast.clerk, reverse("matters:of_report", args=["report", report.pk]))
    assert "第二路电源没有落实。" in page.content.decode()
    page = told(client, cast.clerk, reverse("matters:raise"), report=report.pk)
    assert page.context["form"]["text"].initial == "第二路电源没有落实。"
    address = f"{reverse('matters:raise')}?report={report.pk}"
    sent(client, cast.clerk, address, project=plant.pk, kind="utility", text="第二路电源没有落实。")
    matter = Matter.objects.get()
    assert (matter.source, matter.report) == ("report", report)


def test_a_directive_is_taken_down_word_for_word(client, cast, plant):
    form = {
        "words": "月底前必须通电。", "said_by": "mayor", "said_post": "市长", "said_on": "2022-02-07",
        "kind": "utility", "level": 3, "projects": plant.local_number, "meeting": "滨海新区现场办公会",
    }  # fmt: skip
    assert sent(client, cast.office, reverse("matters:direct"), **form).status_code == 302
    matter = Matter.objects.get()
    assert (matter.words, matter.title, matter.said_by) == ("月底前必须通电。", "月底前必须通电", cast.mayor)
    answer = sent(
        client, cast.office, of(matter, "split"), edition=matter.edition, title="外线施工", lead="industry",
        due_on=date(timezone.localdate().year + 1, 3, 1),
    )  # fmt: skip
    assert answer.status_code == 302 and matter.actions.get().title == "外线施工"


def test_a_number_nobody_has_is_said_at_its_field(client, cast, plant):
    matter = asked(cast, plant)
    form = {"edition": 1, "title": "供电", "kind": "utility", "projects": "2022-999"}
    page = sent(client, cast.district, of(matter, "change"), **form)
    assert "2022-999" in str(page.context["form"].errors["projects"])
    form |= {"projects": plant.local_number, "related": matter.number}
    assert sent(client, cast.district, of(matter, "change"), **form).status_code == 302
    assert list(now(matter).related.all()) == [], "nothing is related to itself"


def test_the_city_office_sets_limits_and_names_who_answers_on_a_page(client, cast):
    address = reverse("matters:ladder")
    days = {"triage": 2, "assign": 1, "level_1": 3, "level_2": 5, "level_3": 10, "level_4": 10, "check": 3}
    days |= {"confirm": 5, "amend": 5, "near": 1}
    assert sent(client, cast.office, address, what="limits", **days).status_code == 302
    assert sent(client, cast.office, address, what="answers", level=4, unit="", person="mayor").status_code == 302
    page = told(client, cast.engineer, address)
    [row] = page.context["named"]
    assert (row["unit"], [person for _level, person in row["people"]]) == (None, [None, None, cast.mayor])
    page = sent(client, cast.office, address, what="answers", level=2, unit="", person="mayor")
    assert page.status_code == 409


def test_the_page_of_a_matter_with_a_long_trail_asks_no_more(client, cast, plant, django_assert_max_num_queries):
    matter = asked(cast, plant)
    in_work(cast, matter)
    client.force_login(cast.office)
    for number in range(30):
        step(actions.feedback, matter, cast.engineer, MONDAY, text=f"进展 {number}")
    with django_assert_max_num_queries(75):
        assert len(client.get(matter.get_absolute_url()).context["trail"]) == 34


def test_a_thousand_mentions_are_refused_and_what_was_typed_stays(client, cast, plant):
    matter = asked(cast, plant)
    text = " ".join(f"@nobody{number}" for number in range(1000))[:3900]
    address = reverse("dossier:comments", args=["matter", matter.pk])
    page = sent(client, cast.district, address, text=text)
    assert page.status_code == 422 and "@nobody17" in page.content.decode()
    assert not Comment.objects.exists()


def test_the_raisers_number_is_for_those_who_work_on_it(client, cast, plant):
    matter = asked(cast, plant, sort=Sort.ISSUE, by=cast.office, unit=cast.city, phone="022-65000000")
    assert told(client, cast.office, matter.get_absolute_url()).context["phone"] == "022-65000000"
    assert told(client, cast.engineer, matter.get_absolute_url()).context["phone"] == "022-65000000"
    assert told(client, cast.clerk, matter.get_absolute_url()).context["phone"] == ""

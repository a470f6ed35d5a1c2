"""Letters through their pages: written, issued, answered on a telephone, given out."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from docx import Document

from keyworks.accounts.models import Installation
from keyworks.base import guards
from keyworks.matters import actions
from keyworks.matters.actions import letters
from keyworks.matters.models import Letter, LetterCopy
from keyworks.matters.tests.stories import MONDAY, asked, in_work, now, step
from keyworks.projects.models import Project

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def plays(cast):
    """The city judges by a day in February 2022: past the walls, which let only a demonstration play."""
    guards.remove()
    Installation.objects.update(kind="demonstration", plays_on=date(2022, 2, 14), plays_since=None)
    guards.install()


@pytest.fixture
def matter(cast, plant):
    found = asked(cast, plant)
    in_work(cast, found)
    return now(found)


@pytest.fixture
def walks(client, plays):
    def walk(person, path, **data):
        client.force_login(person, backend=BACKEND)
        return client.post(path, data) if data else client.get(path)

    return walk


def written(letter, **changed):
    said = {
        "edition": letter.edition, "title": letter.title, "body": letter.body, "to": letter.to_unit.code,
        "reply_by": "2022-02-17", "contact": "李静", "cc_1": "toyota",
    }  # fmt: skip
    return said | changed


def test_a_letter_goes_its_way_from_the_matters_page_to_an_accepted_reply(walks, cast, matter):
    part = walks(cast.district, f"/matters/letters/of/matter/{matter.pk}/").content.decode()
    assert f"/matters/letters/new/{matter.pk}/" in part
    assert "new/" not in walks(cast.engineer, f"/matters/letters/of/matter/{matter.pk}/").content.decode()
    made = walks(cast.district, f"/matters/letters/new/{matter.pk}/", kind="supervision", language="zh", to="industry")
    letter = Letter.objects.get()
    assert made.headers["Location"] == f"/matters/letters/{letter.pk}/edit/"
    saved = walks(cast.district, f"/matters/letters/{letter.pk}/edit/", **written(letter, body="一、情况\n尽快办结。"))
    assert saved.status_code == 302, saved.content.decode()
    letter = Letter.objects.get()
    assert (letter.paragraphs, list(letter.cc.all())) == (["一、情况", "尽快办结。"], [cast.toyota])
    page = walks(cast.district, f"/matters/letters/{letter.pk}/").content.decode()
    assert "<h3>一、情况</h3>" in page and "（草稿，未编号）" in page
    walks(cast.district, f"/matters/letters/{letter.pk}/issue/", edition=letter.edition)
    letter = Letter.objects.get()
    assert (letter.number, letter.issued_on) == ("滨海新区督〔2022〕1号", date(2022, 2, 14))
    assert "1" in walks(cast.engineer, "/matters/letters/?mine=answer").content.decode()
    form = walks(cast.engineer, f"/matters/letters/{letter.pk}/reply/").content.decode()
    assert "2022年2月17日" in form
    bad = walks(cast.engineer, f"/matters/letters/{letter.pk}/reply/", edition=letter.edition, cause="未批复。")
    assert bad.status_code == 200 and "未批复。" in bad.content.decode()
    said = {"edition": letter.edition, "cause": "未批复。", "plan": "抓紧。", "done_by": "2022-02-18"}
    assert walks(cast.engineer, f"/matters/letters/{letter.pk}/reply/", **said).status_code == 302
    letter = Letter.objects.get()
    again = {"edition": letter.edition, "text": "没有责任人。", "reply_by": "2022-02-16"}
    assert walks(cast.district, f"/matters/letters/{letter.pk}/judge/", **again).status_code == 302
    assert "没有责任人。" in walks(cast.engineer, f"/matters/letters/{letter.pk}/reply/").content.decode()
    letter = Letter.objects.get()
    walks(cast.engineer, f"/matters/letters/{letter.pk}/reply/", **said | {"edition": letter.edition})
    letter = Letter.objects.get()
    walks(cast.district, f"/matters/letters/{letter.pk}/judge/", edition=letter.edition, accept="1")
    assert Letter.objects.get().state == "accepted"
    assert walks(cast.clerk, f"/matters/letters/{letter.pk}/").status_code == 200, "it has a copy"


def test_what_is_typed_is_shown_and_not_saved(walks, cast, matter):
    letter = letters.draft(matter=matter, kind="interview", language="zh", by=cast.district, at=MONDAY)
    typed = written(letter, title="约谈<b>", body="第一段\n\n第二段", said="甲。\n乙。", place="二楼")
    page = walks(cast.district, f"/matters/letters/{letter.pk}/preview/", **typed).content.decode()
    for words in ("约谈&lt;b&gt;", "第一段", "第二段", "甲。", "乙。", "二楼", "一汽丰田汽车有限公司"):
        assert words in page
    half = walks(cast.district, f"/matters/letters/{letter.pk}/preview/", title="约", reply_by="x", to="nobody")
    assert half.status_code == 200
    assert Letter.objects.get().title == letter.title


def test_an_issued_letter_is_given_out_in_the_same_bytes_whatever_happens(walks, cast, matter):
    letter = letters.draft(matter=matter, kind="supervision", language="zh", by=cast.district, at=MONDAY)
    draft = walks(cast.district, f"/matters/letters/{letter.pk}/file/docx/")
    assert not LetterCopy.objects.exists(), "a draft is not kept"
    assert "（草稿，未编号）" in [one.text for one in Document(BytesIO(draft.content)).paragraphs]
    letters.issue(letter=letter, over=letter.edition, by=cast.district, at=MONDAY)
    first = {of: walks(cast.district, f"/matters/letters/{letter.pk}/file/{of}/") for of in ("pdf", "docx")}
    assert first["pdf"].content.startswith(b"%PDF") and first["pdf"]["Content-Type"] == "application/pdf"
    assert "%E6%BB%A8%E6%B5%B7%E6%96%B0%E5%8C%BA%E7%9D%A3" in first["pdf"]["Content-Disposition"]
    step(actions.change, matter, cast.district, MONDAY, title="改名")
    Project.objects.update(name_zh="改名的项目")
    letters.set_letterhead(unit=cast.binhai, code="新", name_zh="新名称", name_en="", by=cast.office, at=MONDAY)
    for of, before in first.items():
        assert walks(cast.engineer, f"/matters/letters/{letter.pk}/file/{of}/").content == before.content
    made_anew(letter, walks, cast, first)
    assert walks(cast.district, f"/matters/letters/{letter.pk}/file/exe/").status_code == 404


def made_anew(letter, walks, cast, first):
    """Even where the kept copies are lost, the same is made out of what was kept of the letter."""
    guards.remove()
    LetterCopy.objects.all().delete()
    guards.install()
    for of, before in first.items():
        assert walks(cast.engineer, f"/matters/letters/{letter.pk}/file/{of}/").content == before.content


def test_the_list_finds_letters_and_asks_as_often_for_many(walks, cast, matter, django_assert_max_num_queries):
    for _ in range(30):
        letters.draft(matter=matter, kind="reminder", language="zh", by=cast.district, at=MONDAY)
    with django_assert_max_num_queries(34):
        page = walks(cast.district, "/matters/letters/?mine=issue").content.decode()
    assert page.count("关于按期办理“厂区双回路供电未落实”事项的提醒函") >= 30
    assert "事项的提醒函" not in walks(cast.engineer, "/matters/letters/?q=2022-0001").content.decode()


def test_a_refused_issue_says_why(walks, cast, matter):
    letter = letters.draft(matter=matter, kind="interview", language="zh", by=cast.district, at=MONDAY)
    answer = walks(cast.district, f"/matters/letters/{letter.pk}/issue/", edition=letter.edition)
    assert answer.status_code == 302
    assert Letter.objects.get().state == "draft"
    walks(cast.district, f"/matters/letters/{letter.pk}/withdraw/", edition=letter.edition, text="重复。")
    assert Letter.objects.get().state == "withdrawn"


def test_the_head_of_an_offices_letters_is_set_by_the_city(walks, cast, matter):
    said = {"code": "津滨重", "name_zh": "滨海新区重点项目办公室", "name_en": "Binhai Key Projects Office"}
    path = f"/matters/letters/heads/{cast.binhai.pk}/"
    assert walks(cast.district, path, **said).status_code == 403
    assert walks(cast.office, path, **said).status_code == 302
    assert "津滨重" in walks(cast.office, "/matters/letters/heads/").content.decode()
    taken = walks(cast.office, f"/matters/letters/heads/{cast.beichen.pk}/", **said)
    assert taken.status_code == 409

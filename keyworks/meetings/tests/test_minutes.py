from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from keyworks.meetings import actions
from keyworks.meetings.files import minutes as files
from keyworks.meetings.models import Minutes
from keyworks.meetings.queries import minutes as known
from keyworks.meetings.rules.kinds import Attendance, How, Outcome, Part, Point, State, Step
from keyworks.meetings.rules.minutes import Dealt, Decided, Directed, Facts, Reported, Somebody, drafted, head
from keyworks.meetings.tests import stationery
from keyworks.meetings.tests.stories import TUESDAY, at, came, caught, ended, now
from keyworks.values.refusals import Refused, Stale

FONTS = Path(files.__file__).resolve().parents[2] / "site" / "fonts"
FACTS = Facts(
    "zh", "重点项目现场办公会", "滨海新区现场办公会", "制造业立市", 3, date(2022, 2, 8), "09:00", "12:05",
    "滨海新区会议中心",
    "市重点项目办公室", ("新能源整车厂", "轨道交通Z2线一期"),
    (
        Somebody("廖某", "市长", "", Part.CHAIR, Attendance.PRESENT),
        Somebody("王建国", "区长", "滨海新区", Part.REPORTING, Attendance.SENT, "李副区长"),
        Somebody("赵工", "总工", "水务局", Part.ATTENDING, Attendance.ABSENT),
        Somebody("钱某", "处长", "财政局", Part.ATTENDING, Attendance.INVITED),
    ),
    (Dealt("察看新能源整车厂", Point.VISIT, "09:05", "09:45", "产线联调"), Dealt("未进行", Point.OTHER, "", "")),
    (
        Reported("滨海新区", How.SPOKEN, True), Reported("北辰区", How.WRITTEN, True),
        Reported("蓟州区", How.WRITTEN, False),
    ),
    (Decided("关于厂区双回路供电", Outcome.SPOT, "供电公司当场确定方案"),),
    (
        Directed("请工信局三月底前\n落实供电。", "市长廖某", "市工信局", date(2022, 3, 31)),
        Directed("有关部门研究。", "", "", None),
        Directed("现场定了。", "市长廖某", "市交警支队", None, True, "当场同意。"),
    ),
    ("市工信局", "滨海新区"),
)  # fmt: skip


def test_minutes_in_chinese_say_what_happened_and_directives_word_for_word():
    text = drafted(FACTS)
    assert text["opening"] == (
        "2022年2月8日09:00，市长廖某主持召开滨海新区现场办公会，会议在滨海新区会议中心举行，主题为“制造业立市”，"
        "会议实地察看了新能源整车厂、轨道交通Z2线一期等2个项目，听取了滨海新区的汇报，1个单位提交了书面汇报，"
        "研究议题1项。现将会议情况和议定事项纪要如下："
    )
    assert text["items"] == "1．察看新能源整车厂（09:05—09:45）。产线联调。"
    assert text["statements"] == "口头汇报：滨海新区。\n书面汇报：北辰区。\n未提交汇报：蓟州区。"
    assert text["topics"] == "1．关于厂区双回路供电：现场解决。供电公司当场确定方案。"
    assert text["directives"].splitlines() == [
        "1．“请工信局三月底前 落实供电。”（市长廖某）；责任单位：市工信局；完成时限：2022年3月31日。",
        "2．“有关部门研究。”；责任单位：待明确；完成时限：待明确。",
        "3．“现场定了。”（市长廖某）；责任单位：市交警支队；现场解决：当场同意。",
    ]
    assert text["attendance"].splitlines() == [
        "主持：市长廖某", "出席：滨海新区区长王建国（李副区长代）", "请假：水务局总工赵工",
        "到会情况未登记：财政局处长钱某",
    ]  # fmt: skip
    assert text["distribution"] == "市工信局、滨海新区"


def test_minutes_in_english_say_the_same():
    text = drafted(replace(FACTS, language="en", title="Office meeting", place="Binhai"))
    assert text["opening"].startswith("Office meeting was held on 8 February 2022 from 09:00 to 12:05 at Binhai; ")
    assert "1. “请工信局三月底前 落实供电。” (市长廖某); Owner: 市工信局; by 31 March 2022." in text["directives"]
    assert "Not noted whether they came: 钱某, 处长 (财政局)" in text["attendance"]


def test_a_meeting_of_which_nothing_is_known_is_one_sentence():
    text = drafted(Facts("zh", "办公会", "办公会", "", 1, date(2022, 2, 8), "09:00", "12:00", "", "市办"))
    assert text["opening"] == "2022年2月8日09:00，召开办公会。现将会议情况和议定事项纪要如下："
    assert {name: words for name, words in text.items() if words} == {"opening": text["opening"]}


def told(language="zh", approved=True, **parts):
    facts = FACTS if language == "zh" else replace(FACTS, language="en")
    return files.Told({**drafted(facts), "head": head(facts), **parts}, language, TUESDAY, approved)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pdf_is_tagged_and_the_same_each_time_and_word_says_what_it_says(language):
    made = files.pdf(told(language), FONTS)
    assert made == files.pdf(told(language), FONTS)
    assert b"pdfuaid" in made and len(re.findall(rb"/Type/Page\b", made)) >= 1
    said, found = files.said(told(language)), words(files.word(told(language)))
    for one in said["paragraphs"]:
        assert one["text"] in found
    assert any(said["number"] in line for line in found)
    assert not [line for line in found if "{" in line or "%}" in line]


def words(content):
    return [one.text for one in Document(BytesIO(content)).paragraphs]


def test_a_draft_says_that_it_is_one():
    assert "（草稿，未经审定）" in words(files.word(told(approved=False)))
    assert "（草稿，未经审定）" not in words(files.word(told()))


def test_parts_of_the_text_are_numbered_without_those_that_say_nothing():
    heads = files.numbered(told(statements="").parts, "zh")
    assert [heads[name] for name in ("items", "topics", "directives")] == [
        "一、会议进行情况", "二、议题研究情况", "三、议定事项",
    ]  # fmt: skip
    assert heads["attendance"] == "参会人员" and "statements" not in heads


def test_the_stationery_is_what_its_drawing_draws():
    for language, drawn in (("zh", stationery.chinese), ("en", stationery.english)):
        assert (files.STATIONERY / f"minutes_{language}.docx").read_bytes() == drawn()


@pytest.fixture
def over(cast, meeting):
    """It is over: who came, one directive."""
    came(cast, meeting, absent=("王建国",))
    actions.go_to(meeting=meeting, item=meeting.items.first(), by=cast.office, at=at(9, 5))
    caught(cast, meeting)
    return ended(cast, meeting)


def draft(cast, meeting, over=0, language="zh", by=None, **said):
    return actions.draft_minutes(
        meeting=meeting, language=language, over=over, by=by or cast.office, at=at(13), **said
    )  # fmt: skip


def test_minutes_are_drafted_from_what_happened(cast, over):
    parts = draft(cast, over).parts
    assert parts["items"] == "1．开场（09:05—12:00）。"
    assert "“请工信局三月十五日前落实双回路供电。”（市委副书记、市长市领导）" in parts["directives"]
    assert parts["attendance"] == "主持：市委副书记、市长市领导\n请假：滨海新区区长王建国"
    assert (parts["head"]["number"], parts["head"]["issuer"]) == ("〔2022〕1号", "市重点项目办公室")
    english = draft(cast, over, language="en").parts
    assert "Owner: Bureau of Industry; by 15 March 2022." in english["directives"]


def test_a_version_is_over_the_one_that_was_read_and_the_one_before_stays(cast, over):
    first = draft(cast, over)
    parts = {**first.parts, "topics": "改过。"}
    said = {"meeting": over, "language": "zh", "parts": parts, "by": cast.office, "at": at(14)}
    assert actions.write_minutes(over=1, **said).number == 2
    assert actions.write_minutes(over=1, **said).number == 2, "sent twice: it stands already"
    with pytest.raises(Stale):
        actions.write_minutes(**said | {"parts": {**parts, "topics": "别人改的。"}}, over=1)
    assert now(first).parts["topics"] == "" and Minutes.objects.count() == 2


def test_minutes_are_approved_by_another_and_then_only_written_anew_with_a_reason(cast, over):
    made = draft(cast, over)
    with pytest.raises(Refused) as no:
        actions.approve_minutes(minutes=made, by=cast.office, at=at(14))
    assert no.value.code == "meetings.minutes_by_another"
    actions.approve_minutes(minutes=made, by=cast.mayor, at=at(14))
    parts = {**made.parts, "topics": "补充。"}
    with pytest.raises(Refused) as no:
        actions.write_minutes(meeting=over, language="zh", parts=parts, over=1, by=cast.office, at=at(15))
    assert no.value.code == "meetings.minutes_reason"
    again = actions.write_minutes(
        meeting=over, language="zh", parts=parts, over=1, by=cast.office, at=at(15), reason="补充议题"
    )
    assert (again.number, known.approved(over, "zh"), known.settled(over)) == (2, made, False)
    with pytest.raises(Stale):
        actions.approve_minutes(
            minutes=Minutes.objects.create(
                meeting=over, language="zh", number=0, parts=parts, by=cast.office, at=at(15)
            ),
            by=cast.mayor,
            at=at(15),
        )


def test_a_meeting_is_closed_when_its_minutes_are_approved_and_written_anew_after_that(cast, over):
    made = draft(cast, over)
    with pytest.raises(Refused) as no:
        actions.step(meeting=over, step=Step.CLOSE, over=over.edition, by=cast.office, at=at(16))
    assert no.value.code == "meetings.minutes_first" and now(over).state == State.HELD
    actions.approve_minutes(minutes=made, by=cast.mayor, at=at(16))
    closed = actions.step(meeting=over, step=Step.CLOSE, over=over.edition, by=cast.office, at=at(16))
    parts = {**made.parts, "topics": "更正。"}
    again = actions.write_minutes(
        meeting=closed, language="zh", parts=parts, over=1, by=cast.office, at=at(17), reason="更正错字"
    )
    assert again.reason == "更正错字"


def test_the_pages_of_the_minutes(read, cast, over):
    address = f"/meetings/{over.pk}/minutes/"
    read(cast.office, f"{address}draft/", 302, language="zh")
    page = read(cast.office, address).content.decode()
    assert "not approved yet" in page and "一、会议进行情况" in page
    assert "There are no minutes yet" in read(cast.district, address).content.decode(), "a draft is the office's"
    read(cast.office, f"{address}edit/?language=zh")
    one = Minutes.objects.get()
    read(cast.mayor, f"{address}{one.pk}/approve/", 302, yes="1")
    assert "一、会议进行情况" in read(cast.district, address).content.decode()
    for of, kind in (("pdf", "application/pdf"), ("docx", "application/vnd")):
        answer = read(cast.district, f"{address}{one.pk}/file/{of}/")
        assert answer["Content-Type"].startswith(kind) and "attachment" in answer["Content-Disposition"]
    read(cast.district, f"{address}{one.pk}/file/xlsx/", 404)

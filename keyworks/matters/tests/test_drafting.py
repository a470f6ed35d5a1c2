from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from keyworks.matters.rules import history, letters
from keyworks.matters.rules.drafting import drafted
from keyworks.matters.rules.english import joined
from keyworks.matters.rules.ladder import Step
from keyworks.matters.rules.letters import Kind
from keyworks.matters.tests.letters_told import letter, told

MATTER = "“轨道交通Z2线一期工程东六道站地下管线迁改滞后”事项"


def test_a_reminder_says_what_is_due_and_asks_for_it():
    assert letter(Kind.REMINDER, "zh", projects=1).title == f"关于按期办理{MATTER}的提醒函"
    assert letter(Kind.REMINDER, "zh", projects=1).paragraphs == (
        f"你单位牵头办理的{MATTER}（编号：2022-0153），影响“轨道交通Z2线一期工程”项目东六道站主体结构施工，"
        "应于2022年2月9日前办结。距期限届满还有1个工作日，尚未收到办结情况。",
        "请你单位抓紧推进，确保按期办结，并及时报送办结情况和佐证材料。预计不能按期办结的，"
        "请于2022年2月11日前书面说明原因、整改方案和办结时限。",
        "特此提醒。",
    )


def test_an_assignment_says_who_leads_who_helps_and_what_is_to_be_achieved():
    said = letter(Kind.ASSIGNMENT, "zh", projects=2).paragraphs
    assert said[1] == (
        f"经研究，现将{MATTER}（编号：2022-0153）交由你单位牵头办理，国网天津市电力公司、天津水务集团配合办理。"
        "该事项影响“轨道交通Z2线一期工程”“天津南港120万吨/年乙烯及下游高端新材料产业集群项目”2个项目推进。"
        "办理目标：2月底前完成全部管线迁改。"
    )
    assert said[4] == "（二）及时反馈。请于2022年2月11日前将责任人、办理措施和时间安排书面函复我办。"


def test_a_supervision_letter_says_how_late_and_asks_for_the_cause_and_a_plan():
    said = letter(Kind.SUPERVISION, "zh").paragraphs
    assert said[3] == (
        "该事项应于2022年1月28日前办结。截至2022年2月8日，该事项仍未办结，已超期5个工作日，并已提级至第2级协调解决。"
        "办理经过见附件2。"
    )
    assert "等9个项目推进（名单见附件1）。" in said[1]
    assert said[6] == (
        "（二）请于2022年2月11日前将办理情况书面函复我办。复函应当说明未按期办结的原因、整改方案和办结时限，"
        "并附有关佐证材料。"
    )


def test_a_single_annex_bears_no_number():
    assert "办理经过见附件。" in letter(Kind.SUPERVISION, "zh", projects=3).paragraphs[3]
    assert "（名单见附件）" in letter(Kind.REMINDER, "zh").paragraphs[0]


def test_an_interview_says_why_it_was_held():
    assert letter(Kind.INTERVIEW, "zh", projects=0).paragraphs == (
        f"{MATTER}（编号：2022-0153）由天津市滨海新区住房和建设委员会牵头办理。该事项应于2022年1月28日前办结，"
        "截至2022年2月8日已超期5个工作日，至今仍未办结，已提级至第3级协调解决。按照有关规定，对该单位负责同志进行约谈。",
    )


def test_the_same_in_english():
    said = letter(Kind.SUPERVISION, "en")
    assert said.title == "Supervision of matter 2022-0153: Pipes at Dongliudao station, line Z2"
    assert said.paragraphs[1] == (
        "You lead the work on matter 2022-0153, “Pipes at Dongliudao station, line Z2”. It was raised on "
        "4 January 2022. It holds up 9 projects, which are listed in annex 1."
    )
    assert said.paragraphs[3] == (
        "The matter was to be done by 28 January 2022. As of 8 February 2022 it has not been done and is "
        "5 working days overdue. It has been taken up to level 2. Its history is set out in annex 2."
    )
    assert letter(Kind.REMINDER, "en", projects=0).paragraphs[0] == (
        "You lead the work on matter 2022-0153, “Pipes at Dongliudao station, line Z2”. It is to be done by "
        "9 February 2022. There is 1 working day left, and we have not heard that it is done."
    )
    assert joined(("a", "b", "c")) == "a, b and c"


BARE = {
    "projects": (), "raised_on": None, "due_on": None, "overdue_days": 0, "days_left": None, "level": 1,
    "helpers": (), "effect": "", "reply_by": None, "history": (), "interview": None,
}  # fmt: skip


@pytest.mark.parametrize(("kind", "language"), list(product(Kind, ("zh", "en"))))
def test_whatever_is_not_known_is_not_spoken_of_and_nothing_is_left_to_fill_in(kind, language):
    whole = told(kind, language, 9)
    for missing in ([], *([name] for name in BARE), list(BARE)):
        said = drafted(replace(whole, **{name: BARE[name] for name in missing}))
        for text in (said.title, *said.paragraphs):
            assert text.strip() == text and text
            assert not re.search(r"None|[{}_…]|XX|  |，，|。。|，。|\.\.| \.|\(\)|（）", text), text
            assert language == "zh" or not re.search(r"[\u4e00-\u9fff]", text)


def test_numbers_days_and_headings_are_written_as_offices_write_them():
    assert letters.number("津重点", Kind.SUPERVISION, 2022, 3) == "津重点督〔2022〕3号"
    assert letters.said_on(date(2022, 2, 8), zh=True) == "2022年2月8日"
    assert letters.said_on(date(2022, 2, 8), zh=False) == "8 February 2022"
    for text in ("一、事项基本情况", "1. The matter"):
        assert letters.is_heading(text)
    for text in ("一、请办理。", "1.5 m", "请办理", "1. Please come."):
        assert not letters.is_heading(text)


@pytest.mark.parametrize(("unit", "line"), [("Toyota Co., Ltd.", "Toyota Co., Ltd."), ("Metro Group", "Metro Group.")])
def test_a_name_that_ends_in_a_full_stop_ends_its_line(unit, line):
    raised = history.event(Step.RAISE, date(2022, 2, 22), zh=False, unit=unit)
    assert raised is not None and raised.text == f"Raised by {line}"

from __future__ import annotations

import re
from io import BytesIO
from itertools import product
from pathlib import Path

import pytest
from docx import Document

from keyworks.matters.files import letters
from keyworks.matters.files.balance import lines
from keyworks.matters.rules.letters import Kind
from keyworks.matters.tests import stationery
from keyworks.matters.tests.letters_told import letter

FONTS = Path(letters.__file__).resolve().parents[2] / "site" / "fonts"
EACH = list(product(Kind, ("zh", "en")))


def words(content):
    """All text of a document of Word, its tables behind its paragraphs."""
    document = Document(BytesIO(content))
    rows = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [one.text for one in document.paragraphs] + rows


@pytest.mark.parametrize(("kind", "language"), EACH)
def test_a_letter_is_made_as_pdf_the_same_each_time(kind, language):
    facts = letter(kind, language)
    made = letters.pdf(facts, FONTS)
    assert made == letters.pdf(facts, FONTS)
    assert len(re.findall(rb"/Type/Page\b", made)) >= 2


@pytest.mark.parametrize(("kind", "language"), EACH)
def test_word_says_what_the_pdf_says(kind, language):
    facts = letter(kind, language)
    found, said = words(letters.word(facts)), letters.said(facts)
    assert letters.word(facts) == letters.word(facts)
    for one in said["paragraphs"]:
        assert one["lead"] + one["text"] in found
    for annex in said["annexes"]:
        assert annex["title"] in found
        assert {cell for row in annex["rows"] for cell in row} <= set(found)
    assert any(said["number"] in one for one in found)
    assert not [one for one in found if "{" in one or "%}" in one]


def test_a_letter_in_chinese_has_every_part_the_standard_asks_for():
    said = letters.said(letter(Kind.SUPERVISION, "zh"))
    assert said["issuer_lines"] == ["天津市重点建设项目指挥部办公室"]
    assert said["number"] == "津重点督〔2022〕3号"
    assert said["title_lines"] == ["关于督办“轨道交通Z2线一期工程", "东六道站地下管线迁改滞后”事项的函"]
    assert said["to"] == "天津市滨海新区住房和建设委员会："
    assert said["annex_lines"] == ["1. 受影响项目清单", "2. 事项办理经过"]
    assert [one["label"] for one in said["annexes"]] == ["附件1", "附件2"]
    assert (said["date"], said["printed"]) == ("2022年2月8日", "2022年2月8日印发")
    assert said["note"] == "（联系人：李静，电话：022－12345678）"
    assert said["cc"] == "抄送：天津市滨海新区人民政府，国网天津市电力公司。"


def test_a_record_of_an_interview_is_signed_by_three_and_goes_to_nobody():
    said = letters.said(letter(Kind.INTERVIEW, "zh", projects=1))
    assert said["to"] == "" and said["note"] == ""
    assert [one["name"] for one in said["signs"]] == ["约谈人（签字）", "被约谈人（签字）", "记录人（签字）"]
    assert said["rows"][3:] == [
        ["约谈时间", "2022年2月8日14:30至15:20"], ["约谈地点", "市项目办二楼会议室"], ["约谈人", "王建国"],
        ["被约谈人", "赵志强"], ["记录人", "李静"],
    ]  # fmt: skip
    assert [one["text"] for one in said["paragraphs"] if one["kind"] == "heading"] == [
        "一、约谈事由", "二、约谈情况", "三、整改承诺",
    ]  # fmt: skip
    assert said["paragraphs"][-1]["text"] == "天津市滨海新区住房和建设委员会应于2022年2月11日前报送书面整改方案。"


def test_a_draft_says_that_it_is_one():
    assert letters.said(letter(Kind.REMINDER, "zh", number=""))["number"] == "（草稿，未编号）"
    assert letters.said(letter(Kind.REMINDER, "en", number=""))["number"] == "Draft, not numbered yet"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_people_write_stays_text(language):
    hostile = ("#panic()", "{{ 7 * 7 }} {% raw %}", "<w:p/> & ]]>", "= x $y$ *b* \\ @z", "a\x00b\x1b")
    facts = letter(Kind.SUPERVISION, language, paragraphs=hostile, cc=("{{ cc }}", "#cc"), title="#title {{ t }}")
    assert letters.pdf(facts, FONTS).startswith(b"%PDF")
    found = words(letters.word(facts))
    assert set(hostile[:4]) <= set(found) and "ab" in found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_templates_of_word_are_those_that_are_drawn(language):
    drawn = stationery.DRAWN[f"{language}.docx"]()
    assert (letters.STATIONERY / f"{language}.docx").read_bytes() == drawn


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("关于交办“东六道站管线迁改”事项的函", ["关于交办“东六道站管线迁改”事项的函"]),
        (
            "关于按期办理“南港120万吨/年乙烯项目蒸汽管廊用地手续”事项的提醒函",
            ["关于按期办理“南港120万吨/年乙烯", "项目蒸汽管廊用地手续”事项的提醒函"],
        ),
        ("", [""]),
        ("一" * 40, ["一" * 14, "一" * 13, "一" * 13]),
    ],
)
def test_a_title_is_broken_evenly_and_no_word_is_torn(text, found):
    assert sorted(map(len, lines(text, 19))) == sorted(map(len, found))
    assert "".join(lines(text, 19)) == text
    if "一" * 9 not in text:
        assert lines(text, 19) == found

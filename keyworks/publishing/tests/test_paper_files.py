from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from keyworks.publishing.files.papers import sheet, typeset, word
from keyworks.publishing.rules.papers.kinds import Kind
from keyworks.publishing.rules.papers.paper import composed
from keyworks.publishing.rules.papers.template import read
from keyworks.publishing.rules.papers.vocabulary import of_the_house
from keyworks.publishing.tests.papers import said
from keyworks.publishing.tests.test_pack_files import FONTS, inside, pages

AT = datetime(2022, 2, 15, 4, tzinfo=UTC)
HOSTILE = '#read("/etc/passwd") <w:p/> & "]]>" \x00 {{ x }}'


def brief(many=60, **fields):
    template = read(Kind.BRIEF, of_the_house(Kind.BRIEF, "zh"))
    return composed(template, said(many=many, **fields), "zh", AT)


@pytest.mark.parametrize("many", [0, 3, 60])
def test_a_brief_has_two_sides_however_many_are_red(many):
    made = typeset.pdf(brief(many), FONTS)
    assert pages(made) == 2
    assert b"<pdfuaid:part>1</pdfuaid:part>" in inside(made)


def test_words_that_never_end_still_make_two_sides():
    long = "各区各部门要进一步压实责任，加快项目建设进度。" * 60
    assert pages(typeset.pdf(brief(60, red=long, overdue=long, moved=long), FONTS)) == 2


def test_many_are_set_as_one_by_one():
    few, lots = brief(1), brief(60)
    assert typeset.pdfs([few, lots], FONTS) == [typeset.pdf(few, FONTS), typeset.pdf(lots, FONTS)]


def test_word_has_styles_heads_and_says_how_many_more():
    made = Document(BytesIO(word.docx(brief())))
    assert [one.text for one in made.paragraphs if one.style.name == "Title"] == ["滨海新区重点项目2022年1月简报"]
    assert "四、红灯项目" in [one.text for one in made.paragraphs if one.style.name == "Heading 1"]
    assert "另有52项，见表格文件" in [one.text for one in made.paragraphs]
    heads = [[cell.text for cell in one.rows[0].cells] for one in made.tables]
    assert ["项目", "年度计划（亿元）", "比例"] in heads
    assert made.core_properties.created.isoformat() == "2022-02-15T04:00:00+00:00"


def test_the_workbook_has_every_row_with_whole_numbers():
    book = CalamineWorkbook.from_filelike(BytesIO(sheet.xlsx(brief())))
    rows = book.get_sheet_by_name("红灯项目").to_python()
    assert len(rows) == 61
    assert rows[1][1:] == [1.23456789, 0.0083]
    notes = book.get_sheet_by_name("说明").to_python()
    assert notes[0] == ["滨海新区重点项目2022年1月简报", "天津市重点项目办公室"]


def test_nothing_that_is_said_becomes_source():
    paper = brief(1, headline=HOSTILE)
    assert typeset.pdf(paper, FONTS).startswith(b"%PDF")
    made = Document(BytesIO(word.docx(paper)))
    lead = [one.text for one in made.paragraphs if one.style.name == "Lead"]
    assert len(lead) == 1
    assert lead[0].startswith('#read("/etc/passwd") <w:p/> & "]]>"')


def test_the_same_paper_has_the_same_bytes():
    assert word.docx(brief()) == word.docx(brief())
    assert sheet.xlsx(brief()) == sheet.xlsx(brief())
    assert typeset.pdf(brief(), FONTS) == typeset.pdf(brief(), FONTS)
    with ZipFile(BytesIO(word.docx(brief()))) as file:
        assert {one.date_time for one in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}

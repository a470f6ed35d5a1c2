from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

from docx import Document
from docx.oxml.ns import qn

from keyworks.formats.word.writing import About, Grid, Line, write

ABOUT = About(
    "通报", "重点办", "zh-CN", datetime(2022, 2, 15, 4, tzinfo=UTC), "数据截至2月15日", ("第", "页，共", "页")
)
GRID = Grid(("区", "项目数"), (("滨海新区", "180"), ("全市", "452")), (3, 1), (False, True), foot=True)


def made(*blocks):
    return Document(BytesIO(write(blocks, ABOUT)))


def test_a_table_repeats_its_head_and_sets_numbers_to_the_right():
    (table,) = made(GRID).tables
    head, first, last = table.rows
    assert head._tr.trPr.find(qn("w:tblHeader")) is not None
    assert first._tr.trPr.find(qn("w:tblHeader")) is None
    assert [str(cell.paragraphs[0].alignment) for cell in first.cells] == ["None", "RIGHT (2)"]
    assert [row.cells[0].paragraphs[0].style.name for row in table.rows] == ["Cell Head", "Cell", "Cell Foot"]
    assert [cell.text for cell in last.cells] == ["全市", "452"]


def test_texts_stay_texts():
    hostile = '</w:t></w:r> & <w:p/> "]]>\x00\x0b\ufffe'
    (line,) = made(Line(hostile, "Lead")).paragraphs
    assert line.text.startswith('</w:t></w:r> & <w:p/> "]]>')
    assert line.style.name == "Lead"


def test_a_line_begins_a_page_and_the_foot_counts_them():
    document = made(Line("一", "Heading1"), Line("二", "Heading1", page=True))
    assert [one.paragraph_format.page_break_before for one in document.paragraphs] == [None, True]
    foot = document.sections[0].footer.paragraphs[0]
    fields = [one.get(qn("w:instr")).strip() for one in foot._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert foot.text.startswith("数据截至2月15日")


def test_the_same_document_has_the_same_bytes_and_says_when_it_was_made():
    assert write([GRID], ABOUT) == write([GRID], ABOUT)
    said = made(GRID).core_properties
    assert (said.title, said.author, said.created.isoformat()) == ("通报", "重点办", "2022-02-15T04:00:00+00:00")
    with ZipFile(BytesIO(write([GRID], ABOUT))) as file:
        assert {one.date_time for one in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}

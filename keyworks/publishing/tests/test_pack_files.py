from __future__ import annotations

import re
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from PIL import Image

from keyworks.publishing.files import pack as files
from keyworks.publishing.rules.document import SHAPES
from keyworks.publishing.tests import sample
from keyworks.publishing.tests.drawing import drawn
from keyworks.publishing.tests.sample import LONGEST, SITE, pack, project

FONTS = Path(__file__).resolve().parents[2] / "site" / "fonts"


def jpeg():
    made = BytesIO()
    Image.new("RGB", (640, 480), "grey").save(made, "JPEG")
    return made.getvalue()


def inside(pdf):
    """All a PDF holds, unpacked."""
    parts = [pdf]
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            parts.append(zlib.decompress(found[1]))
        except zlib.error:
            continue
    return b"\n".join(parts)


def pages(pdf):
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", inside(pdf)))


def made(*projects, **how):
    return files.pdf(pack(*projects, **how), FONTS)


def bare(*projects, **how):
    """Pages of projects and nothing else."""
    return made(*projects, cover=None, before=(), **how)


def test_it_is_tagged_pdf_for_everybody():
    found = inside(made(project(pictures=("a",)), pictures={"a": jpeg()}))
    assert b"<pdfuaid:part>1</pdfuaid:part>" in found and b"/Lang(zh-CN)" in found
    assert "重点项目现场办公会材料".encode() in found


def test_every_source_is_a_link():
    found = inside(bare(project()))
    for one in project().sources:
        assert one.url.encode() in found
    assert f"{SITE}/matters/3/".encode() in found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_project_is_one_side_however_long_its_name(language):
    pictures = {name: jpeg() for name in "abc"}
    one = project(LONGEST, pictures=("a", "b", "c"))
    assert pages(bare(one, pictures=pictures, language=language)) == 1


def test_a_project_without_any_report_is_one_side_too():
    assert pages(bare(project(full=False))) == 1


def test_thirty_projects_are_thirty_sides():
    many = [project(f"{'项目' * (1 + number % 9)}{number}", full=number % 3 > 0) for number in range(30)]
    assert pages(bare(*many)) == 30


def test_cover_route_and_projects_each_begin_a_side():
    assert pages(made(project(), project(full=False))) == 4


def test_the_same_document_has_the_same_bytes():
    assert made(project()) == made(project())
    assert files.word(pack(project())) == files.word(pack(project()))


def texts(document):
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [one.text for one in document.paragraphs] + cells


def filled(*projects, **how):
    return Document(BytesIO(files.word(pack(*projects, **how))))


def test_word_says_what_the_pdf_says():
    document = filled(project(), project(full=False))
    said = "\n".join([*texts(document), *_runs(document)])
    for words in (
        "一汽丰田新能源整车厂",
        "85.00亿元",
        "▲ 黄灯",
        "总装线联调开始",
        "厂区双回路供电未落实",
        "议程",
        "考察路线",
    ):
        assert words in said
    assert "该项目至今未报送月报。" in said and "尚未填报重要节点。" in said
    assert "{{" not in said and "{%" not in said


def test_word_links_to_where_things_come_from():
    document = filled(project())
    links = {
        one.get(one.tag.replace("fldSimple", "instr"))
        for one in document.element.body.iter()
        if one.tag.endswith("}fldSimple")
    }
    for one in project().sources:
        assert f' HYPERLINK "{one.url}" ' in links


def test_word_shows_the_months_of_the_curve_as_numbers():
    row = next(table for table in filled(project()).tables if len(table.columns) == 13).rows[2]
    assert [cell.text for cell in row.cells[:4]] == ["累计完成", "0.65", "1.30", "—"]


def test_word_holds_its_photographs():
    document = filled(project(pictures=("a", "b")), pictures={"a": jpeg(), "b": jpeg()})
    assert len(document.inline_shapes) == 2


def test_the_template_is_what_is_drawn():
    assert (files.TEMPLATES / "pack.docx").read_bytes() == drawn()


def test_data_stay_data_in_both():
    name = '#read("/etc/passwd") {{ 1 + 1 }} {% raw %} <b>&'
    assert pages(bare(project(name))) == 1
    assert any(name in one for one in _runs(filled(project(name))))


def _runs(document):
    return [
        "".join(part.text or "" for part in one._p.iter() if part.tag.endswith("}t")) for one in document.paragraphs
    ]


def test_lights_are_shapes_and_words():
    assert SHAPES == {"green": "●", "yellow": "▲", "red": "■", "grey": "○"}
    assert sample.project().light.shape == "▲"

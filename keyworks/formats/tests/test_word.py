from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pytest
from docx import Document
from PIL import Image

from keyworks.formats.word import filling
from keyworks.formats.word.filling import About, Limits, NotFilled

ABOUT = About("督办函", "市项目办", "2022-0153", "zh-CN", datetime(2022, 2, 8, 4, tzinfo=UTC))


def template(*lines):
    made, content = Document(), BytesIO()
    for line in lines:
        made.add_paragraph(line)
    made.save(content)
    return content.getvalue()


def filled(line="{{ text }}", data=None, **how):
    content = filling.fill(template(line), {"text": "东六道站"} if data is None else data, ABOUT, **how)
    return content, Document(BytesIO(content))


def text(document):
    return "\n".join(one.text for one in document.paragraphs)


def test_a_template_is_filled_and_says_what_it_is():
    _, document = filled()
    assert text(document) == "东六道站"
    said = document.core_properties
    assert (said.title, said.author, said.subject, said.language) == ("督办函", "市项目办", "2022-0153", "zh-CN")
    assert said.created == said.modified == datetime(2022, 2, 8, 4, tzinfo=UTC)
    assert (said.last_modified_by, said.revision) == ("市项目办", 1)


def test_the_same_document_has_the_same_bytes():
    first, _ = filled()
    second, _ = filled()
    assert first == second
    parts = ZipFile(BytesIO(first)).infolist()
    assert {(one.date_time, one.compress_type) for one in parts} == {((1980, 1, 1, 0, 0, 0), ZIP_STORED)}


@pytest.mark.parametrize("words", ["{{ 7 * 7 }}", "{% for x in y %}", "<w:p/>&amp;<b>", "{{ ''.__class__ }}", "]]>"])
def test_data_stay_text(words):
    _, document = filled(data={"text": words})
    assert text(document) == words


def test_what_xml_cannot_carry_is_left_out():
    _, document = filled(data={"text": "a\x00\x0b\x0c\x1b\ud800b"})
    assert text(document) == "ab"


@pytest.mark.parametrize(
    "line",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ text.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.system('true') }}",
        "{{ ('%s'|format(text)).__class__ }}",
        "{{ self.__init__.__globals__ }}",
        "{{ '{0.__class__}'.format(text) }}",
    ],
)
def test_a_hostile_template_runs_nothing(line):
    with pytest.raises(NotFilled, match=r"SecurityError|UndefinedError"):
        filled(line)


def test_a_name_that_nobody_gave_is_no_blank():
    with pytest.raises(NotFilled, match="UndefinedError: 'nosuch' is undefined"):
        filled("{{ nosuch }}")


@pytest.mark.parametrize(
    ("line", "limits"),
    [
        (
            "{% for a in many %}{% for b in many %}{% for c in many %}x{% endfor %}{% endfor %}{% endfor %}",
            {"seconds": 1},
        ),
        ("{{ 'x' * 100000 * 100000 }}", {}),
        ("{{ 9 ** (9 ** 9) }}", {"seconds": 1}),
    ],
)
def test_a_template_that_takes_too_much_is_ended(line, limits):
    with pytest.raises(NotFilled):
        filled(line, {"many": list(range(2000))}, limits=Limits(**limits))


def test_what_is_no_document_is_refused():
    with pytest.raises(NotFilled):
        filling.fill(b"PK nothing", {}, ABOUT)


def test_a_picture_is_shown_by_its_name():
    dot = BytesIO()
    Image.new("RGB", (400, 300), "grey").save(dot, "JPEG")
    _, document = filled("{{ pictures[name] }}", {"name": "a"}, pictures={"a": dot.getvalue()})
    (shape,) = document.inline_shapes
    assert (shape.width.mm, shape.height.mm) == (pytest.approx(54, abs=0.1), pytest.approx(40.5, abs=0.1))


def test_what_is_no_picture_is_refused():
    with pytest.raises(NotFilled):
        filled("{{ pictures.a }}", {}, pictures={"a": b"no picture"})

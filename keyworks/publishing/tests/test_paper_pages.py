from __future__ import annotations

import pytest

from keyworks.publishing.models import Paper, PaperTemplate
from keyworks.publishing.rules.papers.kinds import Kind
from keyworks.publishing.tests.test_papers import LINES, january  # noqa: F401

pytestmark = pytest.mark.usefixtures("january")


def test_a_brief_is_asked_for_and_given_out(cast, read):
    page = read(cast.office, "/publishing/papers/new/?kind=brief&district=binhai&month=2022-01").content.decode()
    assert '<option value="binhai" selected>' in page
    answer = read(cast.office, "/publishing/papers/new/", 302, kind="brief", district="binhai", month="2022-01")
    paper = Paper.objects.get()
    assert answer["Location"] == f"/publishing/papers/{paper.pk}/"
    page = read(cast.district, answer["Location"]).content.decode()
    assert "Binhai" in page and paper.files.get(language="zh", ending="pdf").sha256 in page
    for ending, begins in (("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")):
        given = read(cast.district, f"/publishing/papers/{paper.pk}/en/{ending}/")
        assert given.content.startswith(begins)
        assert f".{ending}" in given["Content-Disposition"]
    assert paper.title_en in read(cast.office, "/publishing/papers/").content.decode()
    read(cast.other_clerk, f"/publishing/papers/{paper.pk}/en/pdf/", 404)
    read(cast.office, f"/publishing/papers/{paper.pk}/en/exe/", 404)
    read(cast.office, f"/publishing/papers/{2**70}/", 404)


def test_what_is_missing_is_asked_for_at_its_field(cast, read):
    page = read(cast.office, "/publishing/papers/new/", 409, kind="brief", month="2022-01").content.decode()
    assert "Choose the district." in page
    page = read(cast.office, "/publishing/papers/new/", 409, kind="project", project="x", month="2022-01")
    assert "There is no project with the number x" in page.content.decode()
    assert 'value="bulletin"' not in read(cast.district, "/publishing/papers/new/").content.decode()


def test_a_file_that_would_differ_is_not_given_out(cast, read, monkeypatch):
    read(cast.office, "/publishing/papers/new/", 302, kind="tables", month="2022-01")
    paper = Paper.objects.get()
    monkeypatch.setattr("keyworks.publishing.queries.issues.making.file", lambda *_: b"%PDF otherwise")
    answer = read(cast.office, f"/publishing/papers/{paper.pk}/en/pdf/", 302)
    assert answer["Location"] == f"/publishing/papers/{paper.pk}/"


@pytest.mark.parametrize("kind", list(Kind))
def test_a_template_is_shown_with_its_vocabulary_and_tried(cast, read, kind):
    page = read(cast.mayor, f"/publishing/papers/templates/{kind}/").content.decode()
    assert "<code>headline</code>" in page and "How a paper looks by it" in page
    assert page.count("figure: course") == (kind is not Kind.TABLES)
    given = read(cast.mayor, f"/publishing/papers/templates/{kind}/look/en/?version=1").content
    assert given.startswith(b"%PDF")
    read(cast.mayor, f"/publishing/papers/templates/{kind}/?version=7", 404)


def test_a_wrong_line_is_named_at_its_text(cast, read):
    there = "/publishing/papers/templates/brief/edit/"
    sent = {**LINES, "zh": LINES["zh"] + "\n{{ 无此项 }}", "reason": "试", "edition": "1"}
    page = read(cast.office, there, **sent).content.decode()
    assert "Line 5: there is no placeholder “无此项”." in page
    page = read(cast.office, there, look="1", **sent).content.decode()
    assert "Line 5: there is no placeholder “无此项”." in page
    assert not PaperTemplate.objects.exists()


def test_lines_are_looked_at_before_they_are_kept(cast, read):
    there = "/publishing/papers/templates/brief/edit/"
    page = read(cast.office, there, look="1", edition="1", **LINES).content.decode()
    assert "<strong>Binhai" in page and "Car plant" in page
    assert not PaperTemplate.objects.exists()
    answer = read(cast.office, there, 302, edition="1", reason="shorter", **LINES)
    assert answer["Location"] == "/publishing/papers/templates/brief/?version=2"
    offered = "/publishing/papers/templates/brief/adopt/?version=2"
    assert offered in read(cast.office, "/publishing/papers/templates/").content.decode()
    seen = read(cast.mayor, "/publishing/papers/templates/").content.decode()
    assert "version 2 waits" in seen and offered not in seen
    read(cast.office, offered, 302, reason="shorter")
    assert offered not in read(cast.office, "/publishing/papers/templates/").content.decode()
    page = read(cast.office, "/publishing/papers/templates/").content.decode()
    assert "shorter" in page

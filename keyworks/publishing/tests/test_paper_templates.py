from __future__ import annotations

import pytest

from keyworks.publishing.rules.papers.kinds import SIDES, Kind
from keyworks.publishing.rules.papers.paper import composed
from keyworks.publishing.rules.papers.template import Problem, Template, Wrong, read
from keyworks.publishing.rules.papers.vocabulary import of_the_house
from keyworks.publishing.tests.papers import said
from keyworks.publishing.tests.sample import pack

AT = pack().at


def blocks(text, kind=Kind.TABLES, **fields):
    template = read(kind, text)
    assert isinstance(template, Template), template
    return [dict(one) for one in composed(template, said(kind, many=3, **fields), "zh", AT).blocks]


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_templates_of_the_house_are_right(kind, language):
    template = read(kind, of_the_house(kind, language))
    assert isinstance(template, Template), template
    assert sum(line.kind == "break" for line in template.lines) == SIDES.get(kind, 1) - 1 + (kind is Kind.TABLES)


def test_both_languages_of_the_house_name_the_same():
    for kind in Kind:
        zh, en = (read(kind, of_the_house(kind, language)) for language in ("zh", "en"))
        parts = [[(one.kind, one.text, one.most) for one in made.lines if one.kind in {"table", "figure", "break"}]
                 for made in (zh, en)]  # fmt: skip
        assert parts[0] == parts[1]


def test_a_line_is_what_its_sign_says():
    found = blocks("# T\n## 标题\n> 一句\n- 一点\n普通\ntable: red, 2\n")
    assert [one["what"] for one in found] == ["heading", "lead", "point", "text", "table"]
    assert [one.get("text") for one in found[:4]] == ["标题", "一句", "一点", "普通"]


@pytest.mark.parametrize(
    ("text", "line", "wrong", "what"),
    [
        ("# T\n\n{{ nonsense }}", 3, Wrong.FIELD, "nonsense"),
        ("# T\n{{ headline }} {{ 总体情况 }} {{ x }}", 2, Wrong.FIELD, "x"),
        ("# T\n{{ headline.__class__ }}", 2, Wrong.FIELD, "headline.__class__"),
        ("# T\n{% include 'x' %}{{ headline", 2, Wrong.BRACES, ""),
        ("# T\ntable: secrets", 2, Wrong.TABLE, "secrets"),
        ("# T\n图：course", 2, Wrong.FIGURE, "course"),
        ("# T\ntable: red, 501", 2, Wrong.ROWS, "500"),
        ("# T\n" + "长" * 1001, 2, Wrong.LONG, "1000"),
        ("无标题", 1, Wrong.NO_TITLE, ""),
        ("# T\n# U", 2, Wrong.TITLES, ""),
        ("# T\n" * 301, 1, Wrong.LINES, "300"),
    ],
)
def test_what_is_wrong_names_its_line(text, line, wrong, what):
    assert read(Kind.TABLES, text) == [Problem(line, wrong, what)]


@pytest.mark.parametrize(("kind", "breaks"), [(Kind.BRIEF, 0), (Kind.BRIEF, 2), (Kind.PROJECT, 1)])
def test_a_paper_of_so_many_sides_has_its_breaks(kind, breaks):
    assert read(kind, "# T\n" + "break\n" * breaks) == [Problem(breaks + 1, Wrong.BREAKS, str(SIDES[kind] - 1))]


def test_what_was_wrong_is_told_all_at_once():
    found = read(Kind.TABLES, "# T\n{{ a }} {{ b }}\ntable: c")
    assert [(one.line, one.what) for one in found] == [(2, "a"), (2, "b"), (3, "c")]


def test_chinese_names_are_the_same_names():
    assert blocks("# T\n{{总体情况}}\n表格：红灯项目，2") == blocks("# T\n{{ headline }}\ntable: red, 2")


def test_a_line_all_of_whose_placeholders_are_empty_is_left_out():
    assert blocks("# T\n情况：{{ headline }}{{ counts }}", headline="", counts="") == []
    assert [one["text"] for one in blocks("# T\n情况：{{ headline }}{{ counts }}", headline="", counts="3")] == [
        "情况：3"
    ]


def test_what_is_filled_in_is_not_read_again():
    assert [one["text"] for one in blocks("# T\n{{ headline }}", headline="{{ counts }} ## x")] == ["{{ counts }} ## x"]


def test_a_table_keeps_how_many_rows_there_are():
    (found,) = blocks("# T\ntable: red, 2")
    assert (len(found["rows"]), found["all"], found["head"]) == (2, 3, ["项目", "年度计划（亿元）", "比例"])
    assert found["rows"][0][1:] == ["1.23", "0.8%"]


def test_the_only_table_below_a_heading_has_no_title_of_its_own():
    assert blocks("# T\n## 红灯\ntable: red")[1]["title"] == ""
    assert blocks("# T\n## 红灯\ntable: red\ntable: events")[1]["title"] == "红灯项目"

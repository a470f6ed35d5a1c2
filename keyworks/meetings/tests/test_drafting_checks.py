"""What is shown beside a report: how long it takes to say, and numbers that no figure tells."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from keyworks.meetings.rules.drafting import Figure, Measure
from keyworks.meetings.rules.drafting_checks import differing, in_chinese, length, numbers, pieces
from keyworks.meetings.rules.drafting_said import written

DAY = date(2022, 2, 8)
PLAN = Figure("plan", 80596 * 10**8, Measure.MONEY, DAY, "/plan/")
SHARE = Figure("share", 783, Measure.SHARE, DAY, "/share/")
POINTS = Figure("points", -515, Measure.POINTS, DAY, "/points/")
RED = Figure("red", 4, Measure.PROJECTS, DAY, "/red/")
ALL = [PLAN, SHARE, POINTS, RED]


def odd(text, zh=True):
    return [(one.text, one.drafted.code if one.drafted else None) for one in differing({"targets": text}, ALL, zh=zh)]


def test_numbers_are_read_with_their_units_and_days_are_none():
    text = "2022年2月8日，第3级，超期18个工作日，12个月完成805.96亿元（5,927.00万元）、7.8％，慢5.2个百分点，红灯4个。"
    assert [one.text for one in numbers(text, zh=True)] == [
        "805.96亿元", "5,927.00万元", "7.8％", "5.2个百分点", "4个",
    ]  # fmt: skip
    said = "By 8 Feb 2022, in 12 months 80.60 billion yuan, 7.8%, 5.2 points behind, 4 projects, 18 working days."
    assert [one.text for one in numbers(said, zh=False)] == [
        "80.60 billion yuan", "7.8%", "5.2 points", "4 projects",
    ]  # fmt: skip


def test_a_drafted_figure_is_not_odd_however_it_is_rounded():
    assert odd("计划805.96亿元，约806亿元，占7.8%，慢5.2个百分点，红灯4个") == []
    assert odd("80.60 billion yuan, about 81 billion yuan, 7.8%, 5.2 points, 4 projects", zh=False) == []


def test_a_changed_figure_is_pointed_out_with_what_it_was_drafted_from():
    assert odd("计划800亿元，占7.8%") == [("800亿元", "plan")]
    assert odd("计划805.96亿元，占9%，红灯2个") == [("9%", "share"), ("2个", "red")]


def test_a_number_of_the_units_own_is_pointed_out_without_a_guess():
    assert odd("红灯4个，新增就业30个") == [("30个", None)]


def test_what_was_drafted_from_nothing_has_nothing_odd_about_it():
    assert [one.text for one in pieces("计划800亿元。", [], set(), zh=True)] == ["计划800亿元。"]


def test_a_text_is_cut_at_its_numbers_and_loses_nothing():
    text = "计划805.96亿元，\n红灯4个，又2个。"
    found = pieces(text, ALL, set(), zh=True)
    assert "".join(one.text for one in found) == text
    assert [(one.text, one.figure.code if one.figure else None, one.odd) for one in found if one.figure or one.odd] == [
        ("805.96亿元", "plan", False), ("4个", "red", False), ("2个", None, True),
    ]  # fmt: skip


def test_of_figures_that_say_the_same_each_is_meant_once():
    new, started = (Figure(code, 4, Measure.PROJECTS, DAY, f"/{code}/") for code in ("new", "started"))
    found = pieces("新开工4个，已开工4个，再说4个", [new, started], set(), zh=True)
    assert [one.figure.code for one in found if one.figure] == ["new", "started", "new"]


@given(st.integers(min_value=1, max_value=10**15), st.booleans())
def test_what_is_written_of_an_amount_is_read_as_that_amount(value, zh):
    figure = Figure("plan", value, Measure.MONEY, DAY, "/plan/")
    text = f"x {written(value, Measure.MONEY, zh=zh)} y"
    assert differing({"targets": text}, [figure], zh=zh) == []


@given(st.integers(min_value=-100_000, max_value=100_000), st.sampled_from([Measure.SHARE, Measure.POINTS]))
def test_what_is_written_of_a_share_is_read_as_that_share(value, unit):
    figure = Figure("share", value, unit, DAY, "/share/")
    for zh in (True, False):
        text = written(abs(value), unit, zh=zh)
        assert differing({"targets": f"为{text}"}, [figure], zh=zh) == []


def test_the_scale_is_part_of_the_value():
    [yi, wan] = numbers("1亿元，1万元", zh=True)
    assert yi.value == Decimal(10) ** 10 and wan.value == Decimal(10) ** 6


def test_length_counts_characters_without_punctuation_and_words():
    assert length(["一二三，四五。"], zh=True).count == 5
    assert length(["One two, three."], zh=False).count == 3
    eight = length(["字" * 1920], zh=True)
    assert (eight.tenths, eight.over(8), eight.over(7), eight.over(0)) == (80, False, True, False)
    assert length(["字" * 1921], zh=True).over(8)
    assert length(["word " * 1040], zh=False).tenths == 80
    assert length([], zh=True).tenths == 0


def test_a_text_is_in_the_language_most_of_it_is_written_in():
    assert in_chinese("Z2线") and in_chinese("一汽丰田 FAW-Toyota 新能源汽车项目")
    assert not in_chinese("Line Z2") and not in_chinese("")
    assert not in_chinese("We ask the meeting to settle: “剩余户数” (2022-0001, level 4, due 24 Jan 2022).")

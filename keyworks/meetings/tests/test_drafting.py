"""A report drafted from figures: what its sentences say, and what they do not say."""

from __future__ import annotations

from datetime import date

from keyworks.meetings.rules import drafting_en, drafting_zh
from keyworks.meetings.rules.drafting import Behind, Facts, Figure, Measure, Pressing, Section, kept, moved, read
from keyworks.meetings.rules.drafting_said import hundredths, money
from keyworks.values.months import Month

DAY, JANUARY = date(2022, 2, 8), Month(2022, 1)
YI = 10**10
"""100 million yuan in fen."""


def figure(code, value, unit, **of):
    return Figure(code, value, unit, DAY, f"/{code}/", **of)


def facts(*figures, department=False, month=JANUARY, **said):
    known = {one.code: one for one in figures}
    return Facts(department, "滨海新区", "Binhai New Area", DAY, 2022, month, known, **said)


BINHAI = (
    figure("projects", 180, Measure.PROJECTS), figure("plan", 805 * YI, Measure.MONEY),
    figure("done", 2559 * YI // 100, Measure.MONEY), figure("share", 318, Measure.SHARE),
    figure("pace", 833, Measure.SHARE), figure("points", -515, Measure.POINTS),
)  # fmt: skip


def test_the_targets_are_told_in_both_languages():
    zh = drafting_zh.parts(facts(*BINHAI))[Section.TARGETS]
    assert "清单的项目180个，年度计划投资805.00亿元。" in zh
    assert "截至1月底，完成投资25.59亿元，占年度计划的3.2%，慢于序时进度5.2个百分点（序时进度8.3%）" in zh
    en = drafting_en.parts(facts(*BINHAI))[Section.TARGETS]
    assert "We have 180 projects on the city's 2022 construction list, with 80.50 billion yuan planned" in en
    assert "2.56 billion yuan had been invested, 3.2% of the plan, 5.2 points behind the 8.3%" in en


def test_what_was_not_reported_is_said_beside_the_sum():
    some = facts(*BINHAI, figure("filed", 178, Measure.PROJECTS), figure("missing", 2, Measure.PROJECTS))
    zh, en = drafting_zh.parts(some), drafting_en.parts(some)
    assert "完成投资25.59亿元（2个项目未报），占" in zh[Section.TARGETS]
    assert "had been invested (2 projects not reported yet), 3.2%" in en[Section.TARGETS]
    assert "1月月报已报178个，未报2个。" in zh[Section.CONSTRUCTION]


def test_october_is_thirteen_point_eight_points_ahead():
    ahead = facts(
        figure("projects", 9, Measure.PROJECTS), figure("plan", 6474 * YI // 10, Measure.MONEY),
        figure("done", 629 * YI, Measure.MONEY), figure("share", 9716, Measure.SHARE),
        figure("pace", 8333, Measure.SHARE), figure("points", 1383, Measure.POINTS), month=Month(2022, 10),
    )  # fmt: skip
    assert "占年度计划的97.2%，快于序时进度13.8个百分点（序时进度83.3%）" in drafting_zh.parts(ahead)[Section.TARGETS]
    assert "97.2% of the plan, 13.8 points ahead of the 83.3%" in drafting_en.parts(ahead)[Section.TARGETS]


def test_what_is_not_known_is_said_to_be_unknown_and_is_no_nought():
    bare = facts(figure("projects", 3, Measure.PROJECTS))
    zh, en = drafting_zh.parts(bare), drafting_en.parts(bare)
    for unknown in ("年度计划投资尚无数据", "今年完成投资尚无数据", "固定资产投资增速尚无数据", "专项债券支出尚无数据"):
        assert unknown in zh[Section.TARGETS]
    assert zh[Section.CONSTRUCTION] == "项目亮灯情况尚无数据。"
    assert zh[Section.PRODUCTION] == "投产达产情况尚无数据。"
    assert "no yearly plan is known yet" in en[Section.TARGETS]
    assert en[Section.PRODUCTION] == "There is no figure yet on production and capacity."
    for text in (*zh.values(), *en.values()):
        assert "0" not in text.replace("2022", "")


def test_a_meeting_in_january_speaks_of_no_month():
    new_year = facts(*BINHAI[:2], month=None)
    assert "今年完成投资尚无数据。" in drafting_zh.parts(new_year)[Section.TARGETS]
    assert "截至" not in "".join(drafting_zh.parts(new_year).values())


def test_falling_growth_and_equal_targets_have_their_words():
    fell = facts(
        *BINHAI, figure("grown", -10, Measure.SHARE), figure("grown_to_plan", 0, Measure.POINTS),
        figure("grown_to_average", -690, Measure.POINTS),
    )  # fmt: skip
    zh = drafting_zh.parts(fell)[Section.TARGETS]
    assert "固定资产投资同比下降0.1%，与年度目标持平，低于全市平均6.9个百分点。" in zh
    en = drafting_en.parts(fell)[Section.TARGETS]
    assert "fell by 0.1% on the year before, equal to our own target, 6.9 points below the city's average." in en


def test_lights_tell_their_movement():
    lit = facts(
        *BINHAI, figure("green", 170, Measure.PROJECTS), figure("yellow", 6, Measure.PROJECTS),
        figure("red", 4, Measure.PROJECTS), figure("red_moved", 3, Measure.PROJECTS),
        figure("yellow_moved", -1, Measure.PROJECTS),
    )  # fmt: skip
    zh = drafting_zh.parts(lit)[Section.CONSTRUCTION]
    assert "1月亮灯：绿灯170个、黄灯6个、红灯4个；较上月红灯增加3个、黄灯减少1个。" in zh
    en = drafting_en.parts(lit)[Section.CONSTRUCTION]
    assert "170 green, 6 yellow and 4 red (3 more red and 1 fewer yellow than the month before)" in en


def test_problems_name_the_projects_behind_and_what_is_asked_of_the_meeting():
    named = {"key": "2022-001", "name_zh": "整车厂", "name_en": "Car plant"}
    behind = Behind(
        "整车厂", "Car plant",
        {
            "project_share": figure("project_share", 100, Measure.SHARE, **named),
            "project_points": figure("project_points", -733, Measure.POINTS, **named),
        },
    )  # fmt: skip
    silent = Behind("阀门厂", "", {}, unfiled=True)
    pressing = Pressing("2022-0007", "用地批次待批复", 3, date(2022, 2, 11), 7)
    told = facts(
        *BINHAI, figure("open", 16, Measure.MATTERS), figure("overdue", 5, Measure.MATTERS),
        behind=(behind, silent), pressing=(pressing,),
    )  # fmt: skip
    zh = drafting_zh.parts(told)[Section.PROBLEMS]
    assert "“整车厂”（完成年度计划的1.0%，慢于本项目计划7.3个百分点）；“阀门厂”（今年月报未报）。" in zh
    assert "（1）“用地批次待批复”（2022-0007，第3级，应于2022年2月11日办结，已逾期7个工作日）" in zh
    en = drafting_en.parts(told)[Section.PROBLEMS]
    assert "“阀门厂” (its reports of this year are missing)" in en
    assert "16 matters that concern us are open, 5 overdue." in en


def test_a_department_speaks_by_field_and_of_what_it_owes():
    named = {"key": "rail", "name_zh": "轨道交通", "name_en": "Rail transit"}
    rail = Behind(
        "轨道交通", "Rail transit",
        {
            "sector_projects": figure("sector_projects", 1, Measure.PROJECTS, **named),
            "sector_plan": figure("sector_plan", 30 * YI, Measure.MONEY, **named),
        },
    )  # fmt: skip
    told = facts(
        *BINHAI, figure("approvals", 2, Measure.MATTERS), figure("letters", 3, Measure.LETTERS),
        figure("letters_late", 1, Measure.LETTERS), department=True, sectors=(rail,),
    )  # fmt: skip
    zh = drafting_zh.parts(told)
    assert "分领域看，轨道交通项目1个，计划投资30.00亿元。" in zh[Section.TARGETS]
    assert "固定资产投资" not in zh[Section.TARGETS]
    assert "待办审批事项2项，待复函3件（逾期1件）。" in zh[Section.PROBLEMS]
    en = drafting_en.parts(told)
    assert "By field: Rail transit: 1 project, 3.00 billion yuan planned." in en[Section.TARGETS]
    assert "We owe 2 matters of approval to be done and 3 letters to be answered (1 late)." in en[Section.PROBLEMS]


def test_who_guides_nothing_says_so_and_no_more():
    none = facts(figure("projects", 0, Measure.PROJECTS), department=True)
    zh = drafting_zh.parts(none)
    assert zh[Section.TARGETS] == "我单位没有牵头联系2022年市级重点建设项目。"
    assert (zh[Section.CONSTRUCTION], zh[Section.PRODUCTION]) == ("", "")


def test_figures_come_back_as_they_were_written_down():
    named = figure("project_share", 100, Measure.SHARE, key="2022-001", name_zh="整车厂", name_en="Car plant")
    written = [row | {"on": row["on"].isoformat(), "unit": str(row["unit"])} for row in kept([*BINHAI, named])]
    assert read(written) == [*BINHAI, named]


def test_a_second_draft_tells_what_moved():
    before = [figure("plan", 5, Measure.MONEY), figure("red", 1, Measure.PROJECTS), figure("share", 9, Measure.SHARE)]
    after = [figure("plan", 5, Measure.MONEY), figure("red", 4, Measure.PROJECTS), figure("open", 2, Measure.MATTERS)]
    found = [(one.figure.code, one.before, one.after) for one in moved(before, after)]
    assert found == [("red", 1, 4), ("open", None, 2), ("share", 9, None)]


def test_amounts_are_written_in_the_unit_that_fits_them():
    assert money(5927 * 10**6, zh=True) == "5,927.00万元"
    assert money(80596 * 10**8, zh=True) == "805.96亿元"
    assert money(5927 * 10**6, zh=False) == "59.27 million yuan"
    assert [hundredths(value) for value in (0, 4, 5, -5, 783, 785, -515)] == [
        "0.0", "0.0", "0.1", "-0.1", "7.8", "7.9", "-5.2",
    ]  # fmt: skip

from __future__ import annotations

from datetime import date

import pytest

from keyworks.publishing.rules.composing import Held, Said, Seen, composed, title
from keyworks.publishing.rules.document import Source, Sources

MEETING = Source("现场办公会", "https://city/meetings/1/")
REPORT = Source("2022年1月月报", "https://city/reports/1/202201/")
MATTER = Source("2022-0014", "https://city/matters/14/")
HELD = Held(
    title="重点项目现场办公会", on=date(2022, 2, 8), district="滨海新区", theme="研究新能源汽车项目",
    leaders=("市长张某",), attended=("副市长李某", "区长王某"),
    units=16,
    seen=(
        Seen("一汽丰田", "中新生态城", "85.00亿元", "1月", "6.50亿元", "7.7%", "39.5%", "设备联调。", (REPORT,)),
        Seen("东六道站", sources=(REPORT,)),
    ),
    spoke=("滨海新区", "北辰区"), wrote=14, topics=3, solved=1,
    said=(
        Said("落实双回路供电。", "市长张某", "市工信局", date(2022, 3, 15), sources=(MATTER,)),
        Said("开设临时道口", on_the_spot=True),
    ),
    meeting=MEETING, statements=(Source("滨海新区", "https://city/statements/1/"),),
)  # fmt: skip


def texts(held, language="zh"):
    return [one.text for one in composed(held, language)]


def test_the_news_say_who_met_where_on_what():
    assert texts(HELD) == [
        "2月8日，市长张某在滨海新区主持召开重点项目现场办公会。",
        "会议的主题是“研究新能源汽车项目”。",
        "与会人员实地察看了一汽丰田、东六道站。",
        "一汽丰田位于中新生态城，总投资85.00亿元，1月完成投资6.50亿元，占年度计划的7.7%，形象进度39.5%，设备联调。",
        "会上，滨海新区、北辰区作了汇报，14个单位提交了书面汇报。",
        "会议研究议题3项，其中现场解决1项。",
        "市长张某要求，落实双回路供电；由市工信局牵头，3月15日前办结。",
        "会议要求，开设临时道口；该事项已现场办结。",
        "副市长李某、区长王某参加。",
        "16个单位派员参加。",
    ]


def test_the_same_in_english():
    held = Held(
        title="On-site office meeting", on=date(2022, 2, 8), district="Binhai", leaders=("Mayor Zhang",),
        seen=(Seen("Car plant", "the Eco-City", "8.500 bn yuan", "in January 2022", "650.00 m yuan", "7.7%"),),
        spoke=("Binhai", "Beichen"), wrote=14, topics=1,
        said=(Said("Bring the second feed.", "Mayor Zhang", "the Bureau of Industry", date(2022, 3, 15)),),
        meeting=MEETING,
    )  # fmt: skip
    assert texts(held, "en") == [
        "On 8 February Mayor Zhang chaired the on-site office meeting in Binhai.",
        "Those present visited Car plant.",
        "Car plant lies in the Eco-City, costs 8.500 bn yuan in all and has done 650.00 m yuan in January 2022, 7.7% "
        "of the year's plan.",
        "Binhai and Beichen reported and 14 units reported in writing.",
        "1 topic was discussed.",
        "Mayor Zhang directed: “Bring the second feed.”; led by the Bureau of Industry, to be done by 15 March.",
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_of_what_is_not_known_nothing_is_said(language):
    found = composed(Held("Meeting", date(2022, 2, 8), meeting=MEETING), language)
    assert [one.text for one in found] == [
        "2月8日，Meeting召开。" if language == "zh" else "The meeting was held on 8 February."
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_sentence_names_what_it_rests_on(language):
    found = composed(HELD, language)
    assert all(one.sources for one in found)
    assert found[3].sources == (REPORT,)
    assert found[6].sources == (MATTER,)


def test_a_headline_says_where():
    assert title(HELD, "zh") == "重点项目现场办公会在滨海新区召开"
    assert title(Held("Meeting", date(2022, 2, 8)), "en") == "Meeting held"


def test_what_the_name_of_the_meeting_says_is_not_said_twice():
    held = Held("滨海新区现场办公会", date(2022, 2, 8), district="滨海新区", meeting=MEETING)
    assert title(held, "zh") == "滨海新区现场办公会召开"
    assert texts(held) == ["2月8日，滨海新区现场办公会召开。"]


def test_the_same_source_has_one_mark():
    sources = Sources()
    assert [sources.mark("a", "/a"), sources.mark("b"), sources.mark("a", "/a"), sources.mark("a")] == [1, 2, 1, 3]
    assert [one.text for one in sources.all()] == ["a", "b", "a"]

"""Names as they are searched for and compared."""

from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from keyworks.projects.rules.alike import sounding
from keyworks.projects.rules.names import SEPARATOR, folded, searchable

NAMES = (
    "重庆长江大道行政中心", "银行大楼改造", "长沙音乐厅扩建2号", "朝阳区参差路便道", "会计学院校舍",
    "西藏路地铁3号线(二期)", "都江堰灌区", "柏林路（东段）ＡＢ区", "〇一二医院", "重重叠叠的调度中心",
    "单县乐安大道", "3D打印中心·一期", "六安市大厦",
)  # fmt: skip


def test_a_name_is_searched_by_the_sounds_of_its_phrases():
    assert searchable(["重庆银行大楼2号"]).split(SEPARATOR) == [
        "重庆银行大楼2号", "chongqingyinhangdalou2hao", "cqyhdl2h",
    ]  # fmt: skip


def test_cutting_a_name_into_runs_changes_no_sound():
    for name in NAMES:
        said = searchable([name]).split(SEPARATOR)
        assert said[1] == "".join(lazy_pinyin(folded(name))), name


@given(st.lists(st.sampled_from("重庆长江行政中心银都会计音乐参差1a"), min_size=1, max_size=12).map("".join))
def test_any_row_of_characters_sounds_as_the_dictionary_says(name):
    if not name.isascii():
        assert searchable([name]).split(SEPARATOR)[1] == "".join(lazy_pinyin(name))


def test_likeness_hears_each_character_by_itself():
    assert sounding("重庆A2号") == "zhongqinga2hao"
    assert sounding("中庆Ａ２号") == sounding("重庆A2号")

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyworks.publishing.rules import opening
from keyworks.publishing.rules.opening import KEYS, Field, Group, Mode, Rule, Standing, Why, findings, let_out

WHOLE = {
    "number": "1", "name_zh": "新能源整车厂", "name_en": "Car plant", "total": 12_000_000_000, "currency": "CNY",
    "scope_zh": "年产二十万辆", "owner": {"code": "t", "zh": "一汽丰田"}, "stage": "building", "planned_start": None,
}  # fmt: skip
DAY = date(2022, 2, 8)


def test_without_a_rule_nothing_but_number_and_name_goes_out():
    assert let_out(WHOLE, Standing.SIGNED, {}, DAY) == {
        "number": "1", "name_zh": "新能源整车厂", "name_en": "Car plant",
    }  # fmt: skip


def test_what_is_held_back_does_not_go_out_whatever_the_rules():
    everything = {field: Rule(Mode.ALWAYS) for field in Field}
    assert let_out(WHOLE, Standing.HELD, everything, DAY) == {}


@pytest.mark.parametrize(
    ("rule", "standing", "lets"),
    [
        (Rule(Mode.NEVER), Standing.SIGNED, False),
        (Rule(Mode.ALWAYS), Standing.OPEN, True),
        (Rule(Mode.SIGNED), Standing.OPEN, False),
        (Rule(Mode.SIGNED), Standing.SIGNED, True),
        (Rule(Mode.ALWAYS, date(2022, 2, 9)), Standing.SIGNED, False),
        (Rule(Mode.ALWAYS, date(2022, 2, 8)), Standing.OPEN, True),
    ],
)
def test_a_rule_lets_its_field_out_in_its_time(rule, standing, lets):
    told = let_out(WHOLE, standing, {Field.TOTAL: rule}, DAY)
    assert ("total" in told, "currency" in told) == (lets, lets)
    assert "owner" not in told


@given(
    st.dictionaries(st.sampled_from(Field), st.sampled_from(Mode).map(Rule)), st.sampled_from(Standing),
    st.dictionaries(st.sampled_from(["number", "leader", *(key for keys in KEYS.values() for key in keys)]), st.text()),
)  # fmt: skip
def test_no_key_goes_out_that_no_rule_lets_out(rules, standing, whole):
    told = let_out(whole, standing, rules, DAY)
    open_keys = {key for field, rule in rules.items() if rule.mode != Mode.NEVER for key in KEYS[field]}
    assert set(told) <= open_keys | set(opening.ALWAYS_KEYS)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("本工程属机密级项目", Why.SECRET),
        ("咨询 13800138000", Why.PHONE),
        ("电话022-88886666", Why.PHONE),
        ("经办人：张三", Why.PERSON),
        ("由王建国负责", Why.PERSON),
        ("身份证11010519491231002X", Why.IDENTITY),
        ("write to a.b@city.gov.cn", Why.MAIL),
    ],
)
def test_what_nobody_outside_may_read_is_found_in_any_text(text, why):
    [found] = findings({"number": "1", "name_zh": "厂", "owner": {"zh": text}}, {"王建国"})
    assert (found.number, found.key, found.why) == ("1", "owner", why)


@pytest.mark.parametrize(
    "text",
    [
        "年产20万辆，总投资8500000000元",
        "2022-02-08",
        "110105194912310021",
        "全长39.268公里",
        "商业秘密保护",
        "计算机密码",
    ],
)
def test_numbers_and_words_of_works_are_no_findings(text):
    assert findings({"number": "1", "name_zh": text}, {"王五"}) == []


def test_codes_are_no_texts():
    assert findings({"number": "13800138000", "name_zh": "厂", "parties": [{"credit_code": "13800138000"}]}) == []


def test_no_sum_over_few_projects_is_told():
    made = opening.guarded([("a", 5, 100), ("b", 2, 7), ("c", 1, 9), ("d", 4, 50)])
    assert made == (Group("a", 5, 100), Group("b", None), Group("c", None), Group("d", 4, 50))


def test_what_is_missing_from_the_whole_does_not_tell_a_single_group():
    assert opening.guarded([("a", 5, 100), ("b", 2, 7), ("d", 4, 50)]) == (
        Group("a", 5, 100), Group("b", None), Group("d", None),
    )  # fmt: skip


@given(st.lists(st.tuples(st.text(max_size=3), st.integers(1, 6), st.integers(0, 99)), unique_by=lambda row: row[0]))
def test_never_is_one_group_alone_kept_back(groups):
    made = opening.guarded(groups)
    assert all(one.count is None or one.count >= opening.LEAST for one in made)
    hidden = [one for one in made if one.count is None]
    assert len(hidden) != 1 or len(groups) == 1


def test_changes_are_new_gone_or_name_their_keys():
    before = {"1": {"name_zh": "甲", "total": 1}, "2": {"name_zh": "乙"}, "4": {"name_zh": "丁"}}
    now = {"1": {"name_zh": "甲", "total": 2, "stage": "ready"}, "3": {"name_zh": "丙"}, "4": {"name_zh": "丁"}}
    assert [(one.number, one.kind, one.keys) for one in opening.changes(before, now)] == [
        ("1", "changed", ("stage", "total")), ("2", "gone", ()), ("3", "new", ()),
    ]  # fmt: skip

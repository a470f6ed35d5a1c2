"""What differs between two states of a project's facts, and what stays of what a list no longer names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from keyworks.projects.models import Capacity, Component, Party, Project
from keyworks.projects.rules.names import SEPARATOR, folded, han, searchable
from keyworks.projects.rules.stages import Stage, Way
from keyworks.projects.rules.taking import LONGEST, TABLES, differing, merged, settled, tidy, way

MONEY = st.dictionaries(
    st.sampled_from(["total", "equipment", "2022.own"]), st.integers(0, 9).map(lambda n: {"fen": n})
)
FACTS = st.fixed_dictionaries(
    {},
    optional={
        "name_zh": st.sampled_from(["", "甲", "乙"]),
        "district": st.sampled_from([None, "binhai", "beichen"]),
        "parts": MONEY,
        "amounts": MONEY,
        "extras": st.dictionaries(st.sampled_from("ab"), st.sampled_from(["", "x", "y"])),
        "chains": st.lists(st.sampled_from("abc"), max_size=2),
        "unreported_since": st.sampled_from([None, "2020-01-01"]),
    },
)


def plain(facts):
    """Facts as an edition keeps them: nothing empty, in tables neither."""
    tables = {name: tidy(facts[name]) for name in TABLES if name in facts}
    return tidy({**facts, **tables})


@given(FACTS, FACTS)
def test_what_differs_put_on_top_gives_what_came_after(before, after):
    before, after = plain(before), plain(after)
    assert merged(before, differing(before, after)) == after


@given(FACTS)
def test_nothing_differs_from_itself_and_saying_it_again_changes_nothing(facts):
    facts = plain(facts)
    assert differing(facts, facts) == {}
    assert merged(facts, facts) == facts


@given(FACTS, FACTS)
def test_only_what_differs_is_named(before, after):
    before, after = plain(before), plain(after)
    assert set(differing(before, after)) == {name for name in {*before, *after} if before.get(name) != after.get(name)}


@given(FACTS, FACTS)
def test_what_was_settled_settles_to_itself(before, after):
    once = settled(plain(before), after, "2021-01-01")
    assert settled(once, after, "2022-01-01") == once


def test_a_list_says_some_entries_of_a_table_and_the_others_stay():
    before = {"parts": {"total": {"fen": 9}, "land": {"fen": 1}}, "extras": {"Phase": "Design"}}
    said = {"parts": {"total": {"fen": 10}}, "extras": {"Phase": None}}
    assert merged(before, said) == {"parts": {"total": {"fen": 10}, "land": {"fen": 1}}}


def test_what_the_register_gave_and_people_stated_stays():
    before = {"name_zh": "甲", "local_number": "KP1", "links": [{"kind": "next", "other": "KP2"}], "district": "binhai"}
    assert settled(before, {"name_zh": "乙"}, "2021-01-01") == {
        "name_zh": "乙", "local_number": "KP1", "links": [{"kind": "next", "other": "KP2"}],
    }  # fmt: skip


def test_another_stage_has_its_own_day():
    before = {"name_zh": "甲", "stage": "suspended", "stage_since": "2020-01-01", "review_on": "2020-04-01"}
    same = settled(before, {**before, "name_zh": "乙"}, "2021-01-01")
    assert (same["stage_since"], same["review_on"]) == ("2020-01-01", "2020-04-01")
    moved = settled(before, {**before, "stage": "building"}, "2021-01-01")
    assert (moved["stage_since"], "review_on" in moved) == ("2021-01-01", False)
    dated = settled(before, {"name_zh": "甲", "stage": "building", "stage_since": "2020-12-24"}, "2021-01-01")
    assert dated["stage_since"] == "2020-12-24"


def test_a_component_no_longer_named_is_marked_where_others_of_its_kind_are_named():
    before = {
        "components": [
            {"kind": "phase", "name_zh": "设计", "state": "done"},
            {"kind": "phase", "name_zh": "施工", "state": "not_begun", "note_zh": "本地备注"},
            {"kind": "line", "name_zh": "总装线", "state": "not_begun"},
        ]
    }
    after = {"components": [{"kind": "phase", "name_zh": "施工", "state": "under_way"}]}
    assert settled(before, after, "2021-01-01")["components"] == [
        {"kind": "phase", "name_zh": "施工", "state": "under_way", "note_zh": "本地备注"},
        {"kind": "phase", "name_zh": "设计", "state": "done", "unreported_since": "2021-01-01"},
        {"kind": "line", "name_zh": "总装线", "state": "not_begun"},
    ]
    assert settled(before, {}, "2021-01-01")["components"] == before["components"]


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("", Stage.BUILDING, Way.ONWARD),
        (Stage.PLANNED, Stage.BUILDING, Way.ONWARD),
        (Stage.BUILDING, Stage.PLANNED, Way.BACK),
        (Stage.BUILDING, Stage.SUSPENDED, Way.PAUSE),
        (Stage.SUSPENDED, Stage.BUILDING, Way.RESUME),
        (Stage.BUILDING, Stage.EXITED, Way.EXIT),
        (Stage.EXITED, Stage.PLANNED, Way.RECOVER),
        (Stage.PRODUCING, Stage.IN_USE, Way.ONWARD),
    ],
)
def test_how_a_project_came_to_another_stage(source, target, expected):
    assert way("factory", source, target) is expected


HAN = st.text(st.sampled_from("天津滨海新区重庆长沙银行行业A1b、，（）-éπ〇"), min_size=1, max_size=20)


@given(HAN)
def test_a_name_is_searched_by_the_same_sounds_however_they_are_found(name):
    plain = folded(name)
    found = [plain]
    if han(plain):
        sounds = lazy_pinyin(plain, errors=lambda other: SEPARATOR + other)
        found.append("".join(sounds).replace(SEPARATOR, ""))
        found.append("".join(one[1:] if one[0] == SEPARATOR else one[0] for one in sounds))
    assert searchable([name]) == SEPARATOR.join(dict.fromkeys(one for one in found if plain))


def test_the_lengths_are_those_of_the_tables():
    models = {"capacities": Capacity, "parties": Party, "components": Component}
    for name, most in LONGEST.items():
        if name in {"extras", "components.extras", "scope_zh", "scope_en"}:
            continue
        room, _, field = name.rpartition(".")
        if name == "parent":
            field = "local_number"
        assert models.get(room, Project)._meta.get_field(field).max_length == most, name

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keyworks.imports.rules.mapping import Mapping, document, read, targets
from keyworks.imports.rules.specs import Column, Component, MoneyOf, Name, Skip, Snapshot, Source, Where
from keyworks.imports.tests.made import PLAIN, understood
from keyworks.projects.files.sheet.columns import Entry
from keyworks.values.problems import Problem

text = st.text(
    st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=("Cs",)), min_size=1, max_size=12
)
words = text.filter(lambda one: one.strip() and not (one[0] == one[-1] == "/"))
values = st.dictionaries(words, st.none() | words, max_size=3)
places = st.one_of(
    st.fixed_dictionaries({"heads": st.tuples(words), "also": st.lists(words, max_size=2).map(tuple)}),
    st.fixed_dictionaries({"heads": st.tuples(words, words), "join": words}),
    st.just({"like": "^(?P<year>\\d{4}) Budget"}),
    st.just({"template": "X-{ID}"}),
    st.fixed_dictionaries({"fixed": words}),
)
money = st.builds(MoneyOf, st.sampled_from(["", "USD"]), st.sampled_from(["yuan", "m", "wan"]))
columns = st.builds(
    lambda to, place, more: Column(to, **place, **more),
    st.sampled_from(["name_en", "planned_finish", "parts.total", "district", "party.designer", "nothing"]),
    places,
    st.fixed_dictionaries(
        {},
        optional={
            "money": st.none() | money,
            "days": st.none() | st.sampled_from(["", "dmy"]),
            "nothing": st.lists(words, max_size=2).map(tuple),
            "wrong": st.sampled_from(["refuse", "leave"]),
            "range": st.sampled_from(["keep", "low", "high", "middle"]),
            "values": values,
            "match": st.just("(\\d+)"),
            "several": st.sampled_from(["", "sum", "first", "list"]),
        },
    ),
)
amounts = st.builds(
    lambda year, fund: Column("amounts", ("A",), year=year, fund=fund),
    st.one_of(st.integers(1990, 2100), st.builds(Source, words, add=st.integers(-2, 2), ends=st.integers(1, 12))),
    st.one_of(words, st.builds(Source, words, values=values, open=st.booleans())),
)
snapshots = st.one_of(
    st.none(),
    st.builds(Snapshot, words, month=st.integers(0, 12).filter(lambda one: one > 0), day=st.integers(1, 31)),
    st.builds(Snapshot, on=st.dates(date(1990, 1, 1))),
    st.builds(Snapshot, file=st.just("(\\d{4})-q(\\d)"), add=st.integers(-3, 3), starts=st.integers(1, 12)),
)
mappings = st.builds(
    Mapping,
    words, words,
    title=st.dictionaries(st.sampled_from(["zh", "en"]), words),
    files=st.lists(st.just("(?i)a\\d+"), max_size=2).map(tuple),
    layout=st.builds(Where, st.sampled_from(["S", ""]), st.booleans(), st.sampled_from([None, (1, 3)]), st.just(9)),
    money=money,
    days=st.sampled_from(["", "ymd", "mdy"]),
    key=st.lists(words, max_size=2).map(tuple),
    also_key=st.lists(st.builds(Name, words, st.sampled_from([(), ("\\(.*\\)",)])), max_size=1).map(tuple),
    snapshot=snapshots,
    absent=st.sampled_from(["nothing", "unreported"]),
    skip=st.lists(st.builds(Skip, words, st.just("^Total")), max_size=1).map(tuple),
    columns=st.lists(columns | amounts, max_size=4).map(lambda some: (Column("name_zh", ("Name",)), *some)),
    others=st.sampled_from(["extra", "nothing"]),
    rows=st.just("several"),
    component=st.none() | st.builds(Component, st.tuples(words), words, st.just((Column("component.state", ("S",)),))),
)  # fmt: skip


@given(mappings)
@settings(max_examples=200, deadline=None)
def test_a_mapping_written_and_read_is_the_same(mapping):
    assert read(json.loads(json.dumps(document(mapping)))) == mapping


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
NAMES = ["name", "title", "series", "files", "layout", "text", "money", "days", "key", "snapshot", "skip", "columns",
         "rows", "component", "also_key", "absent", "others", "note"]  # fmt: skip


@given(st.dictionaries(st.sampled_from(NAMES), anything), st.lists(anything, max_size=2))
@settings(max_examples=200, deadline=None)
def test_no_document_makes_the_reader_fall(said, more):
    found = read({**PLAIN, **said})
    assert isinstance(found, Mapping) or all(isinstance(one, Problem) for one in found)
    found = read({**PLAIN, "columns": [*PLAIN["columns"], *more]})
    assert isinstance(found, Mapping) or len(found) > 0


def test_a_document_nested_ten_thousand_deep_is_told_and_not_walked():
    deep: list[object] = []
    for _ in range(10_000):
        deep = [deep]
    for name in NAMES:
        assert read({**PLAIN, name: deep, "keyworks": "mapping/1"}) != []


def faults(**changes):
    found = read({**PLAIN, **changes})
    assert isinstance(found, list), found
    return [(problem.code, problem.params["path"]) for problem in found]


def with_column(**said):
    return {"columns": [*PLAIN["columns"], said]}


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"keyworks": "mapping/2"}, ("imports.mapping_form", "keyworks")),
        ({"name": ""}, ("imports.mapping_lacks", "name")),
        ({"colums": []}, ("imports.mapping_unknown", "colums")),
        ({"columns": []}, ("imports.mapping_lacks", "columns")),
        ({"columns": {"from": "Name"}}, ("imports.mapping_no_list", "columns")),
        ({"days": "ydm"}, ("imports.mapping_choice", "days")),
        ({"money": {"currency": "ITL"}}, ("imports.mapping_choice", "money.currency")),
        ({"snapshot": {"on": "30.6.2024"}}, ("imports.mapping_no_day", "snapshot.on")),
        ({"snapshot": {"column": "A", "file": "B"}}, ("imports.mapping_one_of", "snapshot")),
        ({"layout": {"head": [5, 2]}}, ("imports.mapping_no_head", "layout.head")),
        ({"component": {"name": "Phase", "kind": "line"}}, ("imports.mapping_rows", "rows")),
        (with_column(to="nme", **{"from": "A"}), ("imports.mapping_target", "columns.5.to")),
        (with_column(to="name_en"), ("imports.mapping_one_of", "columns.5")),
        (with_column(to="name_en", fixed="A", **{"from": "B"}), ("imports.mapping_one_of", "columns.5")),
        (with_column(to="name_en", like="(a+)+$"), ("imports.mapping_pattern", "columns.5.like")),
        (with_column(to="name_en", like="["), ("imports.mapping_pattern", "columns.5.like")),
        (with_column(to="stage", open=True, **{"from": "A"}), ("imports.mapping_closed", "columns.5.open")),
        (with_column(to="amounts", **{"from": "A"}), ("imports.mapping_lacks", "columns.5.year")),
        (with_column(to="name_en", template="no blank"), ("imports.mapping_template", "columns.5.template")),
        (with_column(to="owner", fixed="A", values={"/(a*)*/": ""}), ("imports.mapping_pattern", "columns.5.values.1")),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_path(changes, fault):
    assert faults(**changes) == [fault]


def test_no_more_than_a_hundred_faults_are_told():
    assert len(faults(columns=[{"to": "none"}] * 400)) == 100


def test_a_head_is_found_under_its_other_names_however_it_is_typed():
    mapping = understood(columns=[{"from": "Project Name", "also": ["项目名称"], "to": "name_zh"}], key=[])
    for head in ("project_name", "PROJECT  NAME", "项目 名称", "Ｐroject Name"):
        assert [one.at for one in mapping.columns_of(["No", head]).found] == [(1,)]


def test_a_missing_column_is_a_warning_and_a_needed_one_an_error():
    bound = understood().columns_of(["District", "Finish", "Total"])
    assert [(one.code, one.params["head"], str(one.severity)) for one in bound.problems] == [
        ("imports.column_missing", "ID", "error"),
        ("imports.column_missing", "Name", "error"),
    ]
    bound = understood().columns_of(["ID", "Name", "Total"])
    assert [(one.params["head"], str(one.severity)) for one in bound.problems] == [
        ("District", "warning"), ("Finish", "warning"),
    ]  # fmt: skip


def test_columns_that_nothing_names_are_kept_as_they_are():
    heads = ["ID", "Name", "District", "Finish", "Total", "Colour", ""]
    assert understood().columns_of(heads).others == (5,)
    assert understood(others="nothing").columns_of(heads).others == ()


def test_a_pattern_finds_the_year_of_each_column():
    mapping = understood(columns=[*PLAIN["columns"], {"like": "^(?P<year>\\d{4})/\\d{2,4} Budget", "to": "amounts"}])
    found = mapping.columns_of(["ID", "Name", "2019/20 Budget (£m)", "2020/2021 budget", "2021/22 Budget"]).found
    assert [(one.at, one.groups["year"]) for one in found if one.column.to == "amounts"] == [
        ((2,), "2019"),
        ((4,), "2021"),
    ]


def test_a_files_name_tells_which_mapping_is_meant():
    mapping = understood(files=["(?i)reported.*\\d{4}"])
    assert mapping.meant_for("Dev_Reported_to_2018.csv")
    assert not mapping.meant_for("plan.csv")


def test_targets_name_the_roles_of_the_city():
    named = {one.name: one for one in targets([Entry("designer", "设计单位", "Designer")])}
    assert named["party.designer"].en == "Party: Designer"
    assert named["planned_finish"].end
    assert not named["planned_start"].end
    assert {one.name for one in targets() if one.opens} == {
        "category", "sector", "nature", "investor", "programmes", "chains", "owner", "district", "lead_department",
        "responsible_unit",
    }  # fmt: skip

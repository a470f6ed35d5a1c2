from __future__ import annotations

import json
from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyworks.reports.rules.lights import sets
from keyworks.reports.rules.lights.reading import AGAINST, INTERVIEWED, document, parsed, read
from keyworks.reports.rules.lights.specs import (
    Bonds,
    Filing,
    Growth,
    Late,
    Overdue,
    Points,
    Ratio,
    RuleSet,
    Running,
    Short,
    Tasks,
)

texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=12)
spoken = st.fixed_dictionaries({}, optional={"zh": texts, "en": texts})
hundredths = st.integers(0, 10_000)
rising = st.tuples(hundredths, hundredths).map(sorted)
steps = st.tuples(st.integers(1, 60), st.integers(1, 60)).map(sorted)
measures = st.one_of(
    st.builds(lambda two: Ratio(two[1], two[0]), rising),
    st.builds(lambda two: Points(*two), rising),
    st.builds(lambda two: Short(*two), rising),
    st.just(Tasks()),
)
bonds = st.none() | st.builds(lambda two, months: Bonds(months, *two), rising, st.integers(1, 60))
interviews = st.lists(st.sampled_from(INTERVIEWED), max_size=3).map(tuple)
late = st.none() | st.builds(lambda two: Late(*two), steps)


@st.composite
def rule_sets(draw):
    starts = sorted(draw(st.sets(st.integers(1, 12), min_size=1, max_size=3)))
    investment = []
    for month in starts:
        one = draw(measures)
        investment.append(type(one)(**{name: getattr(one, name) for name in one.limits}, starts=month))
    return RuleSet(
        draw(st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8})?", fullmatch=True)),
        draw(st.integers(1990, 2200)),
        draw(spoken.filter(lambda said: any(one.strip() for one in said.values()))),
        *(draw(spoken) for _ in range(3)),
        verify=draw(st.booleans()),
        investment=tuple(investment),
        start=draw(late),
        statistics=draw(late),
        bonds=draw(bonds),
        approval=draw(st.none() | st.builds(lambda two: Overdue(*two), steps)),
        filing=draw(st.none() | st.builds(lambda two, day: Filing(*two, day), steps, st.integers(1, 28))),
        growth=draw(st.none() | st.sampled_from([(), AGAINST[:1], AGAINST[1:], AGAINST]).map(Growth)),
        tasks=draw(st.none() | st.builds(lambda two, called: Running(*two, called), steps, interviews)),
        district_bonds=draw(bonds),
    )  # fmt: skip


@given(rule_sets())
def test_a_rule_set_written_and_read_is_the_same(rules):
    assert read(document(rules)) == rules
    assert parsed(json.dumps(document(rules))) == rules


@pytest.mark.parametrize("one", sets.SETS, ids=lambda one: one["code"])
def test_the_sets_of_the_house_are_read_without_a_problem_and_written_the_same(one):
    rules = read(one)
    assert isinstance(rules, RuleSet), rules
    assert document(rules) == one
    assert set(rules.name) == set(rules.source) == {"zh", "en"}
    assert rules.verify


def test_the_sets_of_the_house_are_six_of_their_years():
    assert [(one["code"], one["year"]) for one in sets.SETS] == [
        ("default", 2022),
        ("wuhan-2022", 2022),
        ("yinchuan-2025", 2025),
        ("sanya-2022", 2022),
        ("tianjin-2022", 2022),
        ("ouhai-2020", 2020),
    ]


def changed(path: str, value: object):
    """The default's document with one piece put in its place; "…" takes it out."""
    said = deepcopy(dict(sets.DEFAULT))
    *way, last = path.split(".")
    place = said
    for step in way:
        place = place[int(step) - 1] if step.isdigit() else place[step]
    if value == "…":
        del place[last]
    else:
        place[int(last) - 1 if last.isdigit() else last] = value
    return said


WRONG = [
    ("keyworks", "lights/2", "reports.lights_form", "keyworks"),
    ("code", "Default!", "reports.lights_code", "code"),
    ("code", "…", "reports.lights_lacks", "code"),
    ("year", "2022", "reports.lights_whole", "year"),
    ("year", True, "reports.lights_whole", "year"),
    ("year", 10**5000, "reports.lights_whole", "year"),
    ("name", {}, "reports.lights_lacks", "name"),
    ("name", {"zh": 5}, "reports.lights_no_text", "name.zh"),
    ("name.zh", "长" * 201, "reports.lights_long", "name.zh"),
    ("source.en", "a\0b", "reports.lights_long", "source.en"),
    ("verify", "yes", "reports.lights_no_flag", "verify"),
    ("colour", "red", "reports.lights_unknown", "colour"),
    ("project", [], "reports.lights_no_object", "project"),
    ("project", {}, "reports.lights_lacks", "project"),
    ("project", {"investment": None}, "reports.lights_lacks", "project"),
    ("name", {"zh": " "}, "reports.lights_lacks", "name"),
    ("project.light", 1, "reports.lights_unknown", "project.light"),
    ("project.investment", {}, "reports.lights_no_list", "project.investment"),
    ("project.investment", [], "reports.lights_lacks", "project.investment"),
    ("project.investment", [{"by": "tasks"}] * 13, "reports.lights_many", "project.investment"),
    ("project.investment.1", None, "reports.lights_lacks", "project.investment.1.by"),
    ("project.investment.1.by", "hope", "reports.lights_choice", "project.investment.1.by"),
    ("project.investment.1.by", ["ratio"], "reports.lights_choice", "project.investment.1.by"),
    ("project.investment.1.starts", 3, "reports.lights_order", "project.investment.2.starts"),
    ("project.investment.1.yellow_below", 3, "reports.lights_unknown", "project.investment.1.yellow_below"),
    ("project.investment.2.red_below", "…", "reports.lights_lacks", "project.investment.2.red_below"),
    ("project.investment.2.red_below", 80.001, "reports.lights_percent", "project.investment.2.red_below"),
    ("project.investment.2.red_below", float("nan"), "reports.lights_percent", "project.investment.2.red_below"),
    ("project.investment.2.red_below", 101, "reports.lights_percent", "project.investment.2.red_below"),
    ("project.investment.2.red_below", "60", "reports.lights_percent", "project.investment.2.red_below"),
    ("project.investment.2.red_below", 90, "reports.lights_order", "project.investment.2"),
    ("project.investment.1.red_over", 5, "reports.lights_order", "project.investment.1"),
    ("project.start.red_from", -1, "reports.lights_whole", "project.start.red_from"),
    ("project.statistics.yellow_from", 4, "reports.lights_order", "project.statistics"),
    ("project.bonds.months", 0, "reports.lights_whole", "project.bonds.months"),
    ("project.bonds.red_over", "…", "reports.lights_lacks", "project.bonds.red_over"),
    ("project.approval.yellow_from", 0, "reports.lights_whole", "project.approval.yellow_from"),
    ("project.filing.day", 31, "reports.lights_whole", "project.filing.day"),
    ("project.filing.day", "…", "reports.lights_lacks", "project.filing.day"),
    ("district", {"growth": {}}, "reports.lights_lacks", "district.growth.against"),
    ("district", {"growth": {"against": ["best"]}}, "reports.lights_choice", "district.growth.against.1"),
    (
        "district",
        {"tasks": {"yellow_from": 1, "red_from": 2, "interview": ["king"]}},
        "reports.lights_choice",
        "district.tasks.interview.1",
    ),
]


@pytest.mark.parametrize(("path", "value", "code", "field"), WRONG, ids=[f"{one[0]}: {one[2]}" for one in WRONG])
def test_what_is_wrong_is_told_once_with_its_path(path, value, code, field):
    assert [(one.code, one.place.field) for one in read(changed(path, value))] == [(code, field)]


def test_every_fault_is_told_not_the_first_alone():
    said = changed("year", 1)
    said["project"]["filing"]["day"] = 0
    said["project"]["investment"][1]["by"] = "luck"
    assert [one.place.field for one in read(said)] == ["year", "project.investment.2.by", "project.filing.day"]


@pytest.mark.parametrize("text", ["", "{", b"\xff\xfe\xfa", "[" * 100_000, "[]", "null", "3"])
def test_a_text_that_is_no_rule_set_is_a_problem(text):
    found = parsed(text)
    assert [one.code for one in found] in (["reports.lights_json"], ["reports.lights_form"])


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
PLACES = """
    code year name city note verify project district project.investment project.investment.1 project.investment.1.by
    project.investment.2.starts project.investment.2.red_below project.start project.bonds project.bonds.months
    project.filing project.filing.day project.approval
"""


@given(st.sampled_from(PLACES.split()), junk)
def test_anything_anywhere_is_read_or_told_and_never_falls(path, value):
    found = read(changed(path, value))
    if isinstance(found, RuleSet):
        assert read(document(found)) == found
    else:
        assert found and all(one.code.startswith("reports.lights_") for one in found)

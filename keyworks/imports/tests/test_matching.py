from __future__ import annotations

from typing import Any

import pytest

from keyworks.imports.rules.folding import Subject
from keyworks.imports.rules.matching import Candidate, Match, Matcher, Standing, Way

CODE = "2201-120116-89-01-123456"
REGISTERED = [
    Standing(1, "K-1", CODE, "海河污水处理厂扩建工程", "", "u1", "d1", 10_000),
    Standing(2, "K-2", "", "North Harbour Water Treatment Plant", "", "u2", "d2", 500_000),
    Standing(3, "K-3", "", "滨海零部件生产基地一期", "", "u1", "d1", 900),
    Standing(4, "K-4", "", "East Road", "", "u1", "d1"),
    Standing(5, "K-5", "", "East Road", "", "u2", "d1"),
    Standing(6, "K-6", "", "West Road", "", "u1", "d1"),
    Standing(7, "K-7", "", "West Road", "", "u1", "d2"),
]


def subject(key: str, name: str = "", **facts: Any) -> Subject:
    return Subject(key, (key,), {"name_zh": name, **facts}, None)  # type: ignore[arg-type]


def match(*subjects: Subject, known: Any = None, decided: Any = None) -> list[Match]:
    return list(Matcher(REGISTERED, known or {}).matches(subjects, decided))


@pytest.mark.parametrize(
    ("one", "pk", "by"),
    [
        (subject("x", "Quite another name"), 2, "key"),
        (subject("a", "Another", project_code=CODE), 1, "project_code"),
        (subject("b", "Another", local_number="K-3"), 3, "local_number"),
        (subject("c", "EAST  road", owner="u2"), 5, "name"),
    ],
)
def test_a_project_is_the_same_by_key_code_number_or_name_and_unit(one, pk, by):
    assert match(one, known={"x": 2}) == [Match(one.key, Way.SAME, pk, by)]


def test_any_of_its_keys_finds_a_project_again():
    one = Subject("7", ("7", "name:crossrail"), {"name_zh": "Crossrail"}, None)  # type: ignore[arg-type]
    assert match(one, known={"name:crossrail": 4}) == [Match("7", Way.SAME, 4, "key")]


def test_a_registered_project_is_no_more_than_one_of_the_list():
    found = match(subject("a", "A", local_number="K-4"), subject("b", "B", local_number="K-4"))
    assert [(one.way, one.project) for one in found] == [(Way.SAME, 4), (Way.NEW, None)]


def test_a_key_goes_before_a_number_whatever_their_order():
    found = match(subject("a", "A", local_number="K-4"), subject("b", "B"), known={"b": 4})
    assert [(one.way, one.project) for one in found] == [(Way.NEW, None), (Way.SAME, 4)]


def test_two_of_one_name_and_unit_are_for_a_person_to_tell_apart():
    (found,) = match(subject("a", "West Road", owner="u1"))
    assert found.way is Way.ASKED
    assert [(one.pk, one.reasons) for one in found.candidates] == [
        (6, ("name_same", "owner_same")), (7, ("name_same", "owner_same")),
    ]  # fmt: skip


def test_a_name_much_like_another_is_asked_about_with_what_speaks_for_it():
    said = {"district": "d2", "parts": {"total": {"fen": 510_000}}}
    (found,) = match(subject("a", "North Harbor Water Treatment Plants", **said))
    assert (found.way, found.project) == (Way.ASKED, None)
    assert [(one.pk, one.reasons) for one in found.candidates] == [(2, ("name_alike", "district_same", "total_near"))]
    (far,) = match(subject("a", "North Harbor Water Treatment Plants", parts={"total": {"fen": 5_000}}))
    assert far.candidates[0].reasons == ("name_alike", "total_far")
    assert far.candidates[0].score < found.candidates[0].score


@pytest.mark.parametrize("name", ["滨海零部件生产基地2期", "Harbour tunnel", "", "项目"])
def test_other_projects_are_new(name):
    assert match(subject("a", name)) == [Match("a", Way.NEW)]


def test_what_a_person_decided_stands():
    some = [subject("a", "West Road", owner="u1"), subject("b", "B", local_number="K-4")]
    found = match(*some, decided={"a": 7, "b": None})
    assert [(one.way, one.project, one.by) for one in found] == [(Way.SAME, 7, "person"), (Way.NEW, None, "person")]
    assert match(some[0], decided={"a": 99})[0].way is Way.ASKED


def test_a_thousand_against_a_thousand_are_matched():
    names = [f"{a} {b} {c} upgrade" for a in ABC for b in ABC for c in ABC]
    standing = [Standing(at, name_zh=name) for at, name in enumerate(names)]
    subjects = [subject(str(at), f"{name} works") for at, name in enumerate(names)]
    found = list(Matcher(standing, {}).matches(subjects))
    assert [row.key for row in found] == [one.key for one in subjects]
    assert all(isinstance(one, Candidate) for row in found for one in row.candidates)


ABC = ["Water", "Harbour", "School", "Library", "Bridge", "Sewer", "Station", "Hospital", "Park", "Road"]

"""Which projects may be one, or have become several: proposed, with reasons for and against."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from keyworks.projects.rules.pairing import Kind, Seen, proposals

BEGUN, GONE, NEXT = date(2021, 2, 1), date(2022, 2, 1), date(2022, 2, 22)
WAN = 1_000_000


def told(found):
    return [(one.kind, one.before, one.after) for one in found]


def codes(proposal):
    return [reason.code for reason in proposal.reasons]


def test_one_name_and_one_owner_in_two_districts_is_asked_about():
    found = proposals([
        Seen(1, ("滨海新能源汽车产业园",), owner=7, district=1, total=500 * WAN, begun_on=BEGUN),
        Seen(2, ("滨海新能源汽车产业园项目",), owner=7, district=2, total=495 * WAN, begun_on=NEXT),
    ])  # fmt: skip
    assert told(found) == [(Kind.SAME, (1,), (2,))]
    assert codes(found[0]) == ["same_name", "same_owner", "other_district", "same_total"]
    assert found[0].weight == 95


def test_the_first_and_the_second_phase_are_two_projects():
    seen = [Seen(1, ("轨道交通Z2线1期",), owner=7, total=100), Seen(2, ("轨道交通Z2线2期",), owner=7, total=100)]
    assert proposals(seen) == []


def test_one_name_alone_is_not_enough():
    assert proposals([Seen(1, ("实验小学",), owner=1), Seen(2, ("实验小学",), owner=2)]) == []


def test_a_name_that_many_bear_tells_nothing():
    seen = [Seen(pk, ("Wastewater treatment plant upgrade",), owner=3, total=100) for pk in range(1, 10)]
    assert proposals(seen) == []


def test_a_project_that_becomes_two_that_come_to_its_amount():
    found = proposals([
        Seen(1, ("Gilboa Dam Reconstruction",), owner=5, total=300, begun_on=BEGUN, gone_on=GONE),
        Seen(2, ("Gilboa Dam Reconstruction, spillway",), owner=5, total=180, begun_on=NEXT),
        Seen(3, ("Gilboa Dam Reconstruction, crest gates",), owner=5, total=118, begun_on=NEXT),
        Seen(4, ("Gilboa Road",), owner=5, total=2, begun_on=NEXT),
    ])  # fmt: skip
    assert told(found) == [(Kind.SPLIT, (1,), (2, 3))]
    sums = next(reason for reason in found[0].reasons if reason.code == "sums_to")
    assert sums.share == 99


def test_two_that_become_one():
    found = proposals([
        Seen(1, ("北辰产业园一期",), owner=5, total=100, begun_on=BEGUN, gone_on=GONE),
        Seen(2, ("北辰产业园二期",), owner=5, total=200, begun_on=BEGUN, gone_on=GONE),
        Seen(3, ("北辰产业园",), owner=5, total=300, begun_on=NEXT),
    ])  # fmt: skip
    assert (Kind.UNITED, (1, 2), (3,)) in told(found)


def test_parts_that_do_not_come_to_the_whole_are_no_split():
    found = proposals([
        Seen(1, ("Gilboa Dam Reconstruction",), total=300, begun_on=BEGUN, gone_on=GONE),
        Seen(2, ("Gilboa Dam Reconstruction, spillway",), total=18, begun_on=NEXT),
        Seen(3, ("Gilboa Dam Reconstruction, crest gates",), total=18, begun_on=NEXT),
    ])  # fmt: skip
    assert Kind.SPLIT not in {one.kind for one in found}


names = st.sampled_from(["滨海产业园", "滨海产业园区", "Harbour bridge", "Harbour bridges", "Z4线", "医院二期"])
seen = st.builds(
    lambda name, owner, total, gone: (name, owner, total, gone),
    names, st.integers(1, 3), st.integers(1, 400) | st.none(), st.booleans(),
)  # fmt: skip


@given(st.lists(seen, max_size=8), st.randoms())
def test_the_order_of_projects_does_not_matter_and_none_is_paired_with_itself(rows, chance):
    projects = [
        Seen(pk, (name,), owner=owner, total=total, begun_on=BEGUN, gone_on=GONE if gone else None)
        for pk, (name, owner, total, gone) in enumerate(rows, 1)
    ]
    found = proposals(projects)
    assert all(not set(one.before) & set(one.after) for one in found)
    shuffled = list(projects)
    chance.shuffle(shuffled)
    assert {one.key for one in proposals(shuffled)} == {one.key for one in found}

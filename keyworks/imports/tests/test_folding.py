from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keyworks.imports.rules.folding import Before, Folding
from keyworks.imports.rules.judging import Counts
from keyworks.imports.tests.made import Record, hearer, understood

HEADS = ("As of", "ID", "Name", "Finish", "Total", "Land", "Colour")
SERIES: dict[str, Any] = {
    "days": "ymd",
    "snapshot": {"column": "As of"},
    "absent": "unreported",
    "columns": [
        {"from": "Name", "to": "name_zh"},
        {"from": "Finish", "to": "planned_finish"},
        {"from": "Total", "to": "parts.total"},
        {"from": "Land", "to": "parts.land"},
    ],
}
MAY, JUNE, JULY = "2023-05-01", "2023-06-01", "2023-07-01"


def fold(said: Sequence[Sequence[object]], heads: Sequence[str] = HEADS, **changes: Any) -> Folding:
    folding = Folding()
    hears = hearer(understood(**{**SERIES, **changes}), heads)
    for number, cells in enumerate(said, 1):
        folding.add(hears.heard(Record(number, cells)))
    return folding


def told(folding: Folding, before: Any = None) -> dict[str, list[tuple[str, dict[str, Any]]]]:
    return {
        story.key: [(moment.on.isoformat(), dict(moment.facts)) for moment in story.known]
        for story in folding.stories(before)
    }


def problems(folding: Folding) -> list[tuple[str, str, str]]:
    return [(one.code, str(one.severity), one.place.cell) for one in folding.problems]


def test_a_project_is_told_snapshot_after_snapshot_and_what_is_unchanged_is_not_repeated():
    folding = fold(
        [
            (JUNE, "1", "Road", "2025-01-01", "20"),
            (MAY, "1", "Road", "2025-01-01", "10"),
            (JULY, "1", "Road", "2025-01-01", "20"),
        ]
    )
    road = {"name_zh": "Road", "planned_finish": "2025-01-01"}
    assert told(folding) == {
        "1": [(MAY, {**road, "parts": {"total": {"fen": 1000}}}), (JUNE, {**road, "parts": {"total": {"fen": 2000}}})]
    }
    (story,) = folding.stories()
    assert dict(story.rows) == {"new": 1, "changed": 1, "unchanged": 1}
    assert [(one.origin["row"], one.origin["cells"]["parts.total"]) for one in story.known] == [(3, "E3"), (2, "E2")]


def test_a_figure_that_a_later_snapshot_leaves_blank_is_no_longer_reported():
    folding = fold(
        [(MAY, "1", "Road", "", "10", "3"), (JUNE, "1", "Road", "", "10", ""), (JUNE, "2", "Rail", "", "", "4")]
    )
    assert [facts["parts"] for _on, facts in told(folding)["1"]] == [
        {"total": {"fen": 1000}, "land": {"fen": 300}},
        {"total": {"fen": 1000}},
    ]


def test_a_figure_stays_known_where_a_later_snapshot_has_no_place_for_it():
    folding = fold([(MAY, "1", "Road", "", "10", "3"), (JUNE, "1", "Road", "", "10", "")])
    assert len(told(folding)["1"]) == 1


def test_a_project_that_later_snapshots_do_not_name_keeps_all_but_its_figures_and_comes_back():
    rows = [
        (MAY, "1", "Road", "2025-01-01", "10"),
        (MAY, "2", "Rail", "", "5"),
        (JUNE, "2", "Rail", "", "5"),
        (JULY, "1", "Road", "2025-01-01", "10"),
        (JULY, "2", "Rail", "", "5"),
    ]
    stories = told(fold(rows))
    road = {"name_zh": "Road", "planned_finish": "2025-01-01"}
    assert stories["1"] == [
        (MAY, {**road, "parts": {"total": {"fen": 1000}}}),
        (JUNE, {**road, "unreported_since": JUNE}),
        (JULY, {**road, "parts": {"total": {"fen": 1000}}}),
    ]
    assert len(stories["2"]) == 1
    assert told(fold(rows, absent="nothing"))["1"] == stories["1"][:1]


def test_a_row_that_is_refused_is_no_sign_that_its_project_is_gone():
    folding = fold([(MAY, "1", "Road", "", "10"), (MAY, "2", "A"), (JUNE, "1", "Road", "", "much"), (JUNE, "2", "A")])
    assert len(told(folding)["1"]) == 1
    assert folding.refused == 1


def test_one_file_is_compared_with_what_the_series_said_before():
    standing = {
        "name_zh": "Road",
        "planned_finish": "2025-01-01",
        "leader": "li",
        "parts": {"total": {"fen": 1000}, "land": {"fen": 300}},
    }
    said = frozenset({"name_zh", "planned_finish", "parts.total"})
    before = {
        "1": Before(standing, date(2023, 5, 1), said),
        "2": Before({"name_zh": "Gone", "parts": {"total": {"fen": 7}}}, date(2023, 5, 1), frozenset({"parts.total"})),
    }
    folding = fold([(JUNE, "1", "Road", "", ""), (JUNE, "3", "New", "2025-01-01", "1")])
    stories = told(folding, before)
    # What the series never said stays: the leader and the land were entered by hand.
    assert stories["1"] == [(JUNE, {"name_zh": "Road", "leader": "li", "parts": {"land": {"fen": 300}}})]
    assert stories["2"] == [(JUNE, {"name_zh": "Gone", "unreported_since": JUNE})]
    assert [facts["name_zh"] for _on, facts in stories["3"]] == ["New"]


def test_a_project_known_by_several_keys_is_told_gone_once():
    known = Before({"name_zh": "Gone"}, date(2023, 5, 1), frozenset(), 7)
    folding = fold([(JUNE, "3", "New")])
    assert [key for key, moments in told(folding, {"1": known, "name:gone": known}).items() if moments] == ["3", "1"]


def test_what_was_known_later_is_not_changed_by_an_older_snapshot():
    folding = fold([(MAY, "1", "Road", "", "10")])
    before = {"1": Before({"name_zh": "Road"}, date(2023, 6, 1), frozenset())}
    assert told(folding, before) == {"1": []}
    assert problems(folding) == [("imports.snapshot_old", "error", "A2")]
    assert folding.refused == 1


def test_the_same_file_again_changes_nothing():
    rows = [(MAY, "1", "Road", "2025-01-01", "10", "10", "red")]
    (first,) = fold(rows).stories()
    (again,) = fold(rows).stories({"1": Before(first.known[-1].facts, first.last, first.said)})
    assert again.known == []
    assert dict(again.rows) == {"unchanged": 1}


def test_where_a_row_is_a_project_a_repeated_one_is_passed_over_and_another_is_refused():
    folding = fold([(MAY, "1", "Road"), (MAY, "1", "Road"), (MAY, "1", "Rail")])
    assert [facts["name_zh"] for _on, facts in told(folding)["1"]] == ["Road"]
    assert problems(folding) == [("imports.row_repeated", "warning", "B3"), ("imports.key_twice", "error", "B4")]
    assert [one.params["first"] for one in folding.problems] == ["B2", "B2"]
    assert (folding.refused, dict(folding.skipped)) == (1, {"repeated": 1})


LINES: dict[str, Any] = {
    "rows": "several",
    "columns": [
        {"from": "Name", "to": "name_zh"},
        {"from": "Total", "to": "parts.total", "several": "sum"},
        {"from": "Land", "to": "amounts", "year": 2023, "fund": "own"},
        {"from": "Colour", "to": "extra", "several": "list"},
    ],
}


def test_rows_of_one_project_are_added_up_and_differing_words_are_asked_about():
    folding = fold(
        [
            (MAY, "1", "Road", "", "10", "1", "red"),
            (MAY, "1", "Rail", "", "5", "2", "blue"),
            (MAY, "1", "Road", "", "", "", "red"),
        ],
        **LINES,
    )
    ((_on, facts),) = told(folding)["1"]
    assert facts == {
        "name_zh": "Road", "parts": {"total": {"fen": 1500}}, "amounts": {"2023.own": {"fen": 300}},
        "extras": {"Colour": "red；blue"},
    }  # fmt: skip
    assert problems(folding) == [("imports.rows_differ", "warning", "C3")]
    assert folding.problems[0].params == {"stands": "Road", "text": "Rail", "first": "C2"}
    (story,) = folding.stories()
    assert story.known[0].origin["cells"] == {"parts.total": "E2+E3", "amounts.2023.own": "F2+F3"}
    assert dict(story.rows) == {"new": 3}


def test_numbers_that_are_kept_beside_add_up_where_the_mapping_says_so():
    spent = {"from": "Land", "to": "extra", "label": "Spent", "as": "number", "several": "sum"}
    said = [(MAY, "1", "Road", "", "", "1,000.5"), (MAY, "1", "Road", "", "", "2"), (MAY, "1", "Road", "", "", "")]
    folding = fold(said, **{**LINES, "columns": [LINES["columns"][0], spent]})
    assert told(folding)["1"][0][1]["extras"] == {"Spent": "1002.5"}


def test_a_row_repeated_among_several_counts_and_is_told():
    folding = fold([(MAY, "1", "Road", "", "10"), (MAY, "1", "Road", "", "10")], **LINES)
    assert told(folding)["1"][0][1]["parts"] == {"total": {"fen": 2000}}
    assert problems(folding) == [("imports.row_repeated", "warning", "B3")]


def test_sums_are_judged_when_all_rows_are_added_up():
    folding = fold([(MAY, "1", "Road", "", "-10"), (MAY, "1", "Road", "", "25")], **LINES)
    told(folding)
    assert problems(folding) == []
    folding = fold([(MAY, "1", "Road", "", "-10"), (MAY, "1", "Road", "", "5")], **LINES)
    told(folding)
    assert problems(folding) == [("projects.money_negative", "warning", "E2")]


def test_rows_that_are_parts_become_components_with_words_of_their_own():
    folding = fold(
        [
            (MAY, "1", "Road", "A", "10", "", "red"),
            (MAY, "1", "Road", "B", "5", "", "blue"),
            (MAY, "1", "Road", "B", "1", "", "x"),
        ],
        **{**LINES, "columns": LINES["columns"][:2], "component": {"name": ["Finish"], "kind": "line"}},
    )
    ((_on, facts),) = told(folding)["1"]
    assert [(one["name_zh"], one["extras"]) for one in facts["components"]] == [
        ("A", {"Colour": "red"}), ("B", {"Colour": "blue"}), ("B 2", {"Colour": "x"}),
    ]  # fmt: skip
    assert (facts["parts"], "extras" in facts) == ({"total": {"fen": 1600}}, False)


days = st.sampled_from([MAY, JUNE, JULY])
amounts = st.sampled_from(["", "10", "20", "much"])
rows = st.lists(
    st.tuples(
        days, st.sampled_from(["1", "2", "3", ""]), st.sampled_from(["Road", "Rail", ""]), st.just(""), amounts, amounts
    ),
    max_size=14,
)


@given(rows, st.sampled_from([{}, LINES]), st.randoms())
@settings(max_examples=150, deadline=None)
def test_the_order_in_which_rows_are_heard_does_not_matter(some, changes, chance):
    hears = hearer(understood(**{**SERIES, **changes}), HEADS)
    heard = [(number, cells) for number, cells in enumerate(some, 1)]
    stories = []
    for _ in range(2):
        folding = Folding()
        for number, cells in heard:
            folding.add(hears.heard(Record(number, cells)))
        stories.append([(one.key, one.known, one.said, one.rows) for one in folding.stories()])
        chance.shuffle(heard)
    assert stories[0] == stories[1]


@given(rows, st.sampled_from([{}, LINES, {"skip": [{"column": "Name", "like": "^Rail$"}]}]))
@settings(max_examples=150, deadline=None)
def test_every_row_is_accounted_for_once(some, changes):
    folding, counts = fold(some, **changes), Counts()
    for story in folding.stories():
        counts.add(story)
    counts.close(folding, {"blank": 2})
    assert counts.all == len(some) + 2


def test_a_row_that_is_lost_falls():
    folding = fold([(MAY, "1", "Road"), (MAY, "2", "Rail")])
    counts = Counts()
    counts.add(next(folding.stories()))
    with pytest.raises(AssertionError, match="2 rows were heard"):
        counts.close(folding, {})


@given(rows)
@settings(max_examples=100, deadline=None)
def test_a_series_in_one_file_or_file_after_file_tells_the_same(some):
    """Each snapshot by itself, compared with what the one before left, ends as all of them together."""
    whole = {story.key: story.known[-1].facts for story in fold(some).stories() if story.known}
    before: dict[str, Before] = {}
    refused = [row for row in some if "much" in row]
    if refused:
        return
    for day in (MAY, JUNE, JULY):
        part = [row for row in some if row[0] == day]
        for story in fold(part).stories(before) if part else ():
            facts = story.known[-1].facts if story.known else before[story.key].facts
            before[story.key] = Before(facts, story.last, story.said)
    assert {key: one.facts for key, one in before.items()} == whole

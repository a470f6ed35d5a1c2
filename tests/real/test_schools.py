"""New York's schools: a row is a phase, codes stand where days are expected, a third is gone a year later."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from tests.real import oracle
from tests.real.data import SCHOOLS, SCHOOLS_2018, needed
from tests.real.runs import at, run, totals

pytestmark = needed

FIRST, SECOND = date(2024, 6, 30), date(2025, 6, 30)
BUDGETS = {FIRST: 17_070_628_614_00, SECOND: 17_588_161_331_00}


@pytest.fixture(scope="module")
def brought():
    return run(*(("nyc-schools", path) for path in SCHOOLS), currency="USD")


def test_every_phase_of_both_copies_comes_in(brought):
    assert [len(oracle.rows(path)) for path in SCHOOLS] == [14_077, 13_153]
    assert list(brought.rows.values()) == [14_077, 13_153]
    assert (brought.folding.heard, brought.folding.refused) == (27_230, 0)
    assert not brought.errors
    assert brought.warnings == {"projects.cell_long": 88, "imports.rows_differ": 4}


def test_rows_of_one_building_description_and_number_are_one_project(brought):
    first, second = map(oracle.schools, SCHOOLS)
    assert (len(first), len(second), len(first.keys() & second.keys())) == (7_765, 6_985, 4_485)
    assert len(brought.stories) == len(first.keys() | second.keys()) == 10_265
    assert sum(story.gone for story in brought.stories) == len(first.keys() - second.keys()) == 3_280


def test_the_totals_are_the_sums_of_the_phases_that_have_a_figure(brought):
    for on, path in zip((FIRST, SECOND), SCHOOLS, strict=True):
        assert oracle.school_budgets(oracle.schools(path).values()) == BUDGETS[on]
        assert sum(totals(brought.stories, on, "sector").values()) == BUDGETS[on]


def test_what_did_not_change_in_a_year_is_not_repeated(brought):
    first, second = map(oracle.schools, SCHOOLS)
    same = sum(oracle.told(first[key]) == oracle.told(second[key]) for key in first.keys() & second.keys())
    stayed = [story for story in brought.stories if at(story, FIRST) and not story.gone]
    assert sum(len(story.known) == 1 for story in stayed) == same == 2_149
    assert sum((story.rows for story in brought.stories), Counter()) == {
        "new": 18_371, "changed": 6_470, "unchanged": 2_389,
    }  # fmt: skip


def test_a_phase_keeps_its_days_and_a_code_in_their_place_says_nothing(brought):
    found = {"finished_on": 0, "planned_finish": 0, "started_on": 0}
    for story in brought.stories:
        for part in at(story, FIRST).get("components", ()):
            for name in found:
                found[name] += name in part
    heads = {
        "finished_on": "Project Phase Actual End Date", "planned_finish": "Project Phase Planned End Date",
        "started_on": "Project Phase Actual Start Date",
    }  # fmt: skip
    truth = {name: sum(row[head].count("/") == 2 for row in oracle.rows(SCHOOLS[0])) for name, head in heads.items()}
    assert found == truth == {"finished_on": 4_810, "planned_finish": 5_830, "started_on": 9_893}


def test_a_name_too_long_is_cut_and_kept_whole_beside_it(brought):
    cut = [story.known[0].facts for story in brought.stories if story.known[0].facts["name_zh"].endswith("…")]
    assert len(cut) == 14
    for facts in cut:
        whole = next(text for text in facts["extras"].values() if text.startswith(facts["name_zh"][:-1]))
        assert len(facts["name_zh"]) <= 200 < len(whole)


def test_the_copy_of_2018_has_another_form_and_comes_in_too():
    older = run(("nyc-schools-2018", SCHOOLS_2018), currency="USD")
    rows = oracle.rows(SCHOOLS_2018)
    assert (older.folding.heard, older.folding.refused) == (len(rows), 0) == (2_383, 0)
    assert len(older.stories) == len({row["Project Name"] for row in rows}) == 1_347
    money = oracle.cents(figure for row in rows if (figure := oracle.number(row["Project Budget"])) is not None)
    assert sum(totals(older.stories, date(2018, 6, 30), "sector").values()) == money == 1_419_335_260_00

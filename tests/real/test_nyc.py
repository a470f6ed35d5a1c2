"""New York's large projects: eleven reports in one file become a history whose sums by borough are the file's."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from tests.real import oracle
from tests.real.data import NYC, needed
from tests.real.runs import run, totals

pytestmark = needed

REPORTS = {
    date(2013, 9, 1): 10_659_247_711_87,
    date(2014, 1, 1): 10_857_881_672_58,
    date(2014, 5, 1): 11_412_048_000_06,
    date(2015, 2, 1): 12_402_858_117_65,
    date(2015, 8, 1): 13_217_143_286_09,
    date(2016, 1, 1): 13_879_338_781_47,
    date(2016, 6, 1): 15_409_043_021_02,
    date(2016, 11, 1): 17_292_351_172_61,
    date(2017, 4, 1): 20_019_359_975_84,
    date(2017, 9, 1): 24_669_049_892_86,
    date(2018, 3, 1): 28_848_325_335_98,
}
"""Report → sum of all budget forecasts, in cents."""
BRONX_2015 = 3_050_640_136_25


@pytest.fixture(scope="module")
def brought():
    return run(("nyc-capital-changes", NYC), currency="USD")


def test_every_row_of_the_file_comes_in(brought):
    assert len(oracle.rows(NYC)) == 1051
    assert brought.rows == {NYC.name: 1051}
    assert (brought.folding.heard, brought.folding.refused, sum(brought.folding.skipped.values())) == (1051, 0, 0)
    assert not brought.errors
    assert len(brought.stories) == len({row["PID"] for row in oracle.rows(NYC)}) == 214


def test_the_one_question_is_a_finish_in_another_century(brought):
    assert brought.warnings == {"projects.date_far": 1}
    [question] = brought.folding.problems
    assert (question.params["day"], question.place.cell) == ("2108-10-21", "M971")


def test_sums_by_borough_are_the_files_at_every_report(brought):
    truth = oracle.nyc(NYC)
    assert {on: sum(sums.values()) for on, sums in truth.items()} == REPORTS
    for on, sums in truth.items():
        named = Counter({name.casefold().replace(" ", "-"): cents for name, cents in sums.items()})
        assert totals(brought.stories, on, "district") == named, on


def test_what_was_known_on_a_day_between_two_reports_is_the_earlier_one(brought):
    known = totals(brought.stories, date(2015, 5, 1), "district")
    assert known == totals(brought.stories, date(2015, 2, 1), "district")
    assert known["bronx"] == oracle.nyc(NYC)[date(2015, 2, 1)]["Bronx"] == BRONX_2015


def test_only_five_boroughs_are_districts_and_other_words_are_kept(brought):
    districts = {one.theirs for one in brought.openings.made.values() if one.of == "district"}
    assert districts == {"Bronx", "Brooklyn", "Manhattan", "Queens", "Staten Island"}
    kept = Counter(story.known[-1].facts.get("extras", {}).get("Borough", "") for story in brought.stories)
    assert kept["Citywide"] and kept["Manhattan, Bronx"]


def test_a_report_that_changes_nothing_is_not_repeated(brought):
    rows = sum((story.rows for story in brought.stories), Counter())
    assert rows == {"new": 214, "changed": 780, "unchanged": 57}


def test_a_project_that_is_named_no_more_is_marked_and_keeps_its_history(brought):
    gone = {story.key: story for story in brought.stories if story.gone}
    assert set(gone) == {"449", "570"}
    for story in gone.values():
        last, before = story.known[-1].facts, story.known[-2].facts
        assert last["unreported_since"] == "2018-03-01"
        assert "total" not in last.get("parts", {}) and before["parts"]["total"]["fen"] > 0

"""New York's commitment plan: thousands of lines add up to what another table says of each project."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from tests.real import oracle
from tests.real.data import COMMITMENTS, SUMS, needed
from tests.real.runs import at, run

pytestmark = needed

OCTOBER, JANUARY = date(2016, 10, 1), date(2017, 1, 1)


@pytest.fixture(scope="module")
def brought():
    return run(*(("nyc-commitments", path) for path in COMMITMENTS), currency="USD")


@pytest.fixture(scope="module")
def summed():
    return run(*(("nyc-commitments-projects", path) for path in SUMS), currency="USD")


def amounts(run, on):
    """Agency and project → year and payer → whole dollars, as known on a day."""
    found = {}
    for story in run.stories:
        facts = at(story, on)
        if facts and "unreported_since" not in facts:
            agency, _between, number = story.key.partition(" · ")
            found[agency, number] = {
                (int(name[:4]), name[5:]): money["fen"] // 100 for name, money in facts.get("amounts", {}).items()
            }
    return found


def test_every_line_of_both_plans_comes_in(brought):
    assert [len(oracle.rows(path)) for path in COMMITMENTS] == list(brought.rows.values()) == [26_432, 29_616]
    assert (brought.folding.heard, brought.folding.refused) == (56_048, 0)
    assert not brought.errors


def test_amounts_by_year_and_payer_are_the_plans(brought):
    for on, path in zip((OCTOBER, JANUARY), COMMITMENTS, strict=True):
        truth = oracle.commitments(path)
        assert amounts(brought, on) == truth
        assert sum(sum(of.values()) for of in truth.values()) == {OCTOBER: 84_299_758_000, JANUARY: 99_591_556_000}[on]


def test_lines_that_repeat_one_another_count_for_the_other_table_counts_them_too(brought):
    repeated = [len(oracle.rows(path)) - len({tuple(row.values()) for row in oracle.rows(path)}) for path in COMMITMENTS]
    assert sum(repeated) == brought.warnings["imports.row_repeated"] == 1_144
    for path, other in zip(COMMITMENTS, SUMS, strict=True):
        lines = oracle.commitments(path)
        assert {key: sum(of.values()) for key, of in lines.items()} == oracle.sums(other)


def test_negative_amounts_are_questions_and_stand(brought):
    assert brought.warnings == {"imports.row_repeated": 1_144, "projects.money_negative": 265}


def test_the_changes_of_a_quarter(brought):
    october, january = map(oracle.commitments, COMMITMENTS)
    both = october.keys() & january.keys()
    assert (len(october), len(january), len(both)) == (9_133, 9_448, 8_782)
    assert len(brought.stories) == 9_799
    assert sum(story.gone for story in brought.stories) == len(october.keys() - january.keys()) == 351
    then, now = amounts(brought, OCTOBER), amounts(brought, JANUARY)
    same = sum(dict(october[key]) == dict(january[key]) for key in both)
    assert sum(then[key] == now[key] for key in both) == same == 6_715


def test_the_table_of_sums_tells_of_the_same_projects(brought, summed):
    assert list(summed.rows.values()) == [9_207, 9_543]
    assert summed.folding.refused == 0 and not summed.errors
    assert {story.key for story in summed.stories} == {story.key for story in brought.stories}
    for on, path in zip((OCTOBER, JANUARY), SUMS, strict=True):
        whole = Counter()
        for story in summed.stories:
            if money := at(story, on).get("parts", {}).get("total"):
                whole[tuple(story.key.split(" · "))] = money["fen"] // 100
        truth = oracle.sums(path)
        assert {key: whole[key] for key in truth} == truth

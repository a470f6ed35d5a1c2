from __future__ import annotations

from fractions import Fraction

import pytest

from keyworks.meetings.rules.votes import scores, worth

SITES = [f"site {n}" for n in range(1, 14)]


def test_thirteen_places_unanimous_first_comes_to_100_and_last_to_64():
    found = scores(SITES, [SITES] * 9)
    assert [one.place for one in found] == SITES
    assert (found[0].score, found[-1].score) == (100, 64)
    assert [one.score for one in found] == list(range(100, 61, -3))


def test_a_score_is_what_the_places_are_worth_by_the_votes():
    found = {one.place: one for one in scores(["a", "b", "c"], [["a", "b", "c"], ["b", "a", "c"], ["a", "c", "b"]])}
    assert found["a"].times == (2, 1, 0) and found["a"].points == 297
    assert found["a"].score == Fraction(297, 3) == 99
    assert found["b"].score == Fraction(97 + 100 + 94, 3)
    assert [found[name].rank for name in "abc"] == [1, 2, 3]


def test_equal_scores_share_a_rank_and_the_next_is_skipped():
    found = scores(["a", "b", "c"], [["a", "b", "c"], ["b", "a", "c"]])
    assert [(one.place, one.rank) for one in found] == [("a", 1), ("b", 1), ("c", 3)]


def test_without_a_vote_nobody_has_a_score():
    assert scores(SITES, []) == []


def test_a_ballot_that_leaves_a_place_out_is_no_ballot():
    for wrong in (["a"], ["a", "a"], ["a", "b", "b"]):
        with pytest.raises(ValueError, match="each place once"):
            scores(["a", "b"], [wrong])


def test_worth_never_falls_below_nothing():
    assert [worth(n) for n in (1, 2, 3, 13, 34, 35, 60)] == [100, 97, 94, 64, 1, 0, 0]

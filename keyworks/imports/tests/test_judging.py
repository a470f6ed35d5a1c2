from __future__ import annotations

import json
from datetime import date

from keyworks.imports.rules.folding import Before
from keyworks.imports.rules.judging import Counts, by_code, report, told
from keyworks.imports.rules.matching import Candidate, Match, Way
from keyworks.imports.tests.test_folding import JUNE, fold
from keyworks.values.problems import Place, Problem, Severity

BEFORE = {
    "1": Before({"name_zh": "Road", "parts": {"total": {"fen": 1000}}}, date(2023, 5, 1), frozenset({"parts.total"})),
    "2": Before({"name_zh": "Rail"}, date(2023, 5, 1), frozenset({"name_zh"})),
    "9": Before({"name_zh": "Gone"}, date(2023, 5, 1), frozenset()),
}
ROWS = [
    (JUNE, "1", "Road", "", "20"),
    (JUNE, "2", "Rail"),
    (JUNE, "3", "New", "soon"),
    (JUNE, "4", "Newer"),
    (JUNE, "4", "Newer"),
]


def judged():
    folding, counts = fold(ROWS), Counts()
    matches = {"4": Match("4", Way.ASKED, candidates=(Candidate(8, 0.9, ("name_alike",)),))}
    for story in folding.stories(BEFORE):
        counts.add(story, matches.get(story.key))
    counts.close(folding, {"subtotal": 1})
    return folding, counts


def test_rows_and_projects_are_counted_by_what_becomes_of_them():
    _folding, counts = judged()
    assert counts.document() == {
        "rows": {
            "all": 6, "new": 1, "changed": 1, "unchanged": 1, "refused": 1, "skipped": {"repeated": 1, "subtotal": 1},
        },
        "projects": {"new": 1, "changed": 1, "unchanged": 1, "unreported": 1, "asked": 1},
    }  # fmt: skip


def test_a_report_is_for_machines_and_tells_each_problem_with_its_cell():
    folding, counts = judged()
    said = report(["made.xlsx"], counts, folding.problems)
    assert json.loads(json.dumps(said)) == said
    assert said["kinds"] == [
        {"severity": "error", "code": "cells.not_a_day", "count": 1},
        {"severity": "warning", "code": "imports.row_repeated", "count": 1},
    ]
    assert said["problems"][0] == {
        "severity": "error", "code": "cells.not_a_day", "params": {"text": "soon"}, "file": "made.xlsx", "sheet": "S",
        "cell": "D4", "field": "planned_finish", "expected": "day", "got": "soon",
    }  # fmt: skip


def test_the_gravest_and_most_frequent_problems_stand_first():
    some = [Problem("b"), Problem("a").warning(), Problem("c"), Problem("c"), Problem("n", severity=Severity.NOTE)]
    assert [(one["code"], one["count"]) for one in by_code(some)] == [("c", 2), ("b", 1), ("a", 1), ("n", 1)]


def test_an_amount_is_expected_where_a_year_has_one():
    said = told(Problem("money.not_money", {"text": "x"}, place=Place(field="amounts.2022.own")), "xx")
    assert (said["expected"], said["got"]) == ("money", "xx")

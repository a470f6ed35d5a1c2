import dataclasses

import pytest

from keyworks.values.problems import Place, Problem, Severity


def test_a_problem_is_a_value():
    place = Place(file="report.xlsx", sheet="2", cell="F17")
    assert Problem("money.too_fine", {"text": "0.001"}, place=place) == Problem(
        "money.too_fine", {"text": "0.001"}, Severity.ERROR, place
    )
    with pytest.raises(dataclasses.FrozenInstanceError):
        Problem("x").code = "y"


def test_a_problem_is_an_error_of_no_place_unless_it_says_otherwise():
    problem = Problem("month.missing")
    assert (problem.severity, problem.place, problem.params) == (Severity.ERROR, Place(), {})


def test_a_problem_found_by_a_reader_is_put_in_its_cell():
    cell = Place(sheet="2", cell="F17")
    assert Problem("month.missing").at(cell) == Problem("month.missing", place=cell)
    assert Problem("month.missing").warning().severity is Severity.WARNING
